"""Two syllables typed twice in a row: "hội nghị hội nghị"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from danvan.kit.words import Words
from danvan.proof.check import Case, Check, Finding, span_of

_PAIR = re.compile(r"(?<!\w)(?P<pair>[^\W\d_]+\s[^\W\d_]+)\s(?P=pair)(?!\w)", re.IGNORECASE)
#: One syllable twice is good Vietnamese ("ngày ngày"), except where the first opens the sentence ("Nhân nhân").
_OPENING = re.compile(r"(?:^|[.!?]\s)(?P<pair>(?P<first>[A-ZĐÀ-Ỹ][^\W\d_]*)\s(?P<second>[a-zđà-ỹ]+))(?!\w)")
#: "các tổ chức tổ chức hội nghị": a noun, then the verb that is written alike.
_PLURAL = re.compile(r"(?i)(?:các|những|mỗi|từng|nhiều|[0-9])\s$")
_GOOD_WORDS = """
    luôn dần ngày đêm ai nhà người nơi đâu hằng mãi chung song đời thường lần đôi
"""
_GOOD = frozenset(_GOOD_WORDS.split())


def run(case: Case) -> Iterator[Finding]:
    """Words that stand twice in a row."""
    for paragraph in case.reading.paragraphs:
        text = paragraph.text
        for match in _PAIR.finditer(text):
            if not _PLURAL.search(text[: match.start()]) and len(set(match["pair"].lower().split())) == 2:
                yield _finding(case, paragraph.n, match.start(), match.end())
        for match in _OPENING.finditer(text):
            if match["first"].lower() == match["second"] and match["second"] not in _GOOD:
                yield _finding(case, paragraph.n, match.start("pair"), match.end("pair"))


def _finding(case: Case, paragraph: int, start: int, end: int) -> Finding:
    place = span_of(case.reading, paragraph, start, end)
    return Finding(
        check="doubled_words",
        severity="doubt",
        text=_("Words stand twice in a row: «%(words)s»."),
        remedy=_("Take one of the two out."),
        places=(place,),
        found=place.quote,
        values={"words": place.quote},
    )


CHECK = Check("doubled_words", Words("Từ lặp", "Doubled words"), "text", "fast", run)
