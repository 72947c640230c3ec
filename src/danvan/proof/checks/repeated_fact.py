"""One fact stated twice must be stated alike: the same words, the same noun, another number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from danvan.kit.words import Words
from danvan.proof.check import Case, Check, Finding, bare
from danvan.proof.clauses import addable, is_share
from danvan.proof.reading import Figure, Reading

_CLAUSE_START = re.compile(r".*(?:[;:.,()](?=\s)|[()]|^[-+•*])", re.DOTALL)
_CLAUSE_END = re.compile(r"[;:,()]|\.(?=\s|$)|$")
_EMPTY_WORDS = """
    có là đạt được đã với và các của tại cho số tổng trong gồm còn tổ chức thực hiện
"""
_EMPTY = frozenset(_EMPTY_WORDS.split())
#: «Tại Khe Lớn: …», «ở xã Bản Mới …»: where the sentence places what it counts.
_PLACED = re.compile(r"\b(?:[Tt]ại|[Ởở])\s+(?:xã\s+|thị trấn\s+|bản\s+|thôn\s+)?((?:[A-ZĐÀ-Ỹ]\w*\s?)+)")
#: Fewer words than these name too little to be one fact.
_FEWEST_WORDS = 3
_FEWEST_NAMED = 4

Key = tuple[object, ...]


def run(case: Case) -> Iterator[Finding]:
    """Two exact numbers under one key in one section."""
    first: dict[Key, Figure] = {}
    for figure in case.reading.figures:
        if not (addable(figure) or is_share(figure)) or case.reading.paragraph(figure.paragraph).role == "table":
            continue
        key = _named_before(case.reading, figure) or _clause(case.reading, figure)
        if key is None:
            continue
        before = first.setdefault(key, figure)
        if before.value != figure.value and before.paragraph != figure.paragraph:
            yield Finding(
                check="repeated_fact",
                severity="doubt",
                text=_("The same fact is stated twice with different numbers: %(one)s and %(other)s."),
                remedy=_("If it is one fact, correct the wrong number; if there are two, say what sets them apart."),
                places=bare((figure, before)),
                expected=before.quote,
                found=figure.quote,
                values={"one": before.quote, "other": figure.quote},
            )


def _clause(reading: Reading, figure: Figure) -> Key | None:
    """The words of the clause before the number, its noun and those after it, in one section."""
    text = reading.paragraph(figure.paragraph).text
    start = _CLAUSE_START.match(text, 0, figure.start)
    before = text[start.end() if start else 0 : figure.start]
    stop = _CLAUSE_END.search(text, figure.end)
    after = text[figure.end : stop.start() if stop else len(text)]
    words = (_content(before), _content(after))
    if not words[0] or len(words[0]) + len(words[1]) < _FEWEST_WORDS or re.search(r"[0-9]", before + after):
        return None
    return (_section(reading, figure.paragraph), figure.unit.lower(), _placed(text, figure), *words)


def _placed(text: str, figure: Figure) -> tuple[str, ...]:
    """The places named before the number in its sentence: the same words of two places are two facts."""
    sentence = text[: figure.start].rpartition(". ")[2]
    return tuple(name.strip().lower() for name in _PLACED.findall(sentence))


def _named_before(reading: Reading, figure: Figure) -> Key | None:
    """ "hồ chứa nước Khe Lớn (1,2ha)": a thing called by its whole name before a bracket of one number."""
    text = reading.paragraph(figure.paragraph).text
    if text[figure.start - 1 : figure.start] != "(" or text[figure.end : figure.end + 1] != ")":
        return None
    start = _CLAUSE_START.match(text, 0, figure.start - 1)
    name = text[start.end() if start else 0 : figure.start - 1].strip()
    words = _content(name)
    if len(words) < _FEWEST_NAMED or not re.search(r"\s[A-ZĐÀ-Ỹ]", name) or name[:1].isupper():
        return None
    return ("named", figure.unit.lower(), words)


def _content(text: str) -> tuple[str, ...]:
    return tuple(word for word in re.findall(r"\w+", text.lower()) if word not in _EMPTY)


def _section(reading: Reading, paragraph: int) -> int:
    """The heading under which a paragraph stands, whatever its depth: 0 before the first."""
    return max((h.paragraph for h in reading.outline if h.paragraph <= paragraph), default=0)


CHECK = Check("repeated_fact", Words("Một việc nêu hai lần", "A fact stated twice"), "repeat", "fast", run)
