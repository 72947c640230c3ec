"""Two numbers followed by the same long row of words and the same next number: one work, told in two places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Final

from danvan.proof.relations.alike import contradicted, elsewhere
from danvan.proof.relations.clauses import addable
from danvan.proof.relations.told import Told, pairs
from danvan.proof.relations.wording import content_of

#: So many words that say something of the matter are not the same by chance; a shorter row need not be looked at.
_WORDS: Final = 8
_LETTERS: Final = 4 * _WORDS
#: Each of two organisations tells the work that they did together under its own name, or names the other one.
_TOGETHER: Final = ("phối", "hợp")

Key = tuple[str, str, Decimal, str]


def verbatim(tellings: Sequence[Told]) -> Iterator[tuple[Told, Told]]:
    """Pairs of different paragraphs that say so, each row of words told just twice. Linear: rows are looked up."""
    rows: dict[Key, list[Told]] = defaultdict(list)
    for one, following in pairwise(tellings):
        gap = _gap(one, following)
        if gap and addable(one.figure) and addable(following.figure) and one.figure.part not in ("change", "target"):
            rows[one.unit, gap, following.figure.value, following.unit].append(one)
    for (_unit, gap, _value, _noun), row in rows.items():
        if len(row) == 2 and _one_work(gap, *row):
            yield row[0], row[1]


def _gap(one: Told, following: Told) -> str:
    """The words between two numbers of one sentence in their one form; empty where they are few."""
    if one.sentence is not following.sentence or following.figure.start - one.figure.end < _LETTERS:
        return ""
    text = one.sentence.subjects.reading.paragraph(one.figure.paragraph).text
    return one.sentence.subjects.wording.canonical(text[one.figure.end : following.figure.start])


def _one_work(gap: str, one: Told, other: Told) -> bool:
    if one.figure.value == other.figure.value or one.figure.paragraph == other.figure.paragraph:
        return False
    said = content_of(gap)
    if len(said) < _WORDS or one.other_sort or other.other_sort:
        return False
    together = _TOGETHER in pairs(one.words) and _TOGETHER in pairs(other.words)
    return not (elsewhere(one, other) if together else contradicted(one, other))
