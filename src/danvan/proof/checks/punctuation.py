"""Stray punctuation: two signs in a row, a blank before one, no blank after one, words run into numbers or words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from django.utils.translation import gettext_lazy as _

from danvan.kit.words import Words
from danvan.proof.check import Case, Check, Finding, span_of
from danvan.proof.files.syllables import is_syllable
from danvan.proof.relations.lexicon import key_of, lexicon

_SMALL: Final = "a-zđà-ỹ"
# Each pattern begins with the sign or digit that it looks for: so the engine leaps over all the rest.
#: Three dots and more are an ellipsis or a line to fill in; "v.v." may end in a sign of its own.
_TWO_SIGNS = re.compile(
    r"(?:[,;:](?<![.…,;:][,;:])(?:[,;:]{1,2}|\.)|\.(?<![.…,;:]\.)[,;:.])(?![.…,;:])",
)
_BLANK_BEFORE = re.compile(r"[,;.](?<=[\w)%”»][ \u00a0][,;.])(?=\s|$)")
_WEB = re.compile(r"://|@|www\.|\.(?:vn|com|net|org|gov|edu)(?!\w)")
_LONGEST_LINK = 200
_LONGEST_QUOTED = 30
_NO_BLANK_AFTER = re.compile(
    rf"[,;](?<=[{_SMALL}]{{2}}[,;])(?=[A-ZĐÀ-Ỹ{_SMALL}]{{2}})|[.:](?<=[{_SMALL}]{{3}}[.:])(?=[A-ZĐÀ-Ỹ][{_SMALL}])"
)
#: A number and the word after it ("2.227người"); units and marks such as "5ha", "3a", "2nd" stay.
_RUN_INTO_WORD = re.compile(
    r"[0-9](?<![\w/.,-][0-9])(?:[0-9.,/]{0,20}[0-9])?(?:người|hộ|đến|cuộc|lượt|đồng|hội|đảng|xã|thôn|bản|tổ|trường|lớp|học|cán"
    r"|đơn|ý|buổi|đại|trong|với|và|của|tại|cho|các|năm|tháng|ngày|triệu|nghìn|tỷ|vụ|con|cây|chi|mô|nhà|hồ|văn)(?!\w)"
)
_AFTER_LETTER = re.compile(rf"[0-9](?<=[{_SMALL}][0-9])")
_WORD_BEFORE = re.compile(
    r"(?i)(?<!\w)(?:ngày|tháng|năm|số|đến|được|gồm|với|trên|hơn|gần|là|có|và|tổng|đạt|chiếm)$",
)
_LONGEST_WORD = 6
#: Longer than most syllables, and small letters only: names and loan words are spelt as they please.
_LONG_WORD = re.compile(r"(?<![\w’'-])[^\W\d_A-ZĐ]{5,14}(?![\w’'-])")
#: How often (twice the binary logarithm) each half of two words run into one stands alone.
_COMMON = 20
_ABBREVIATED = re.compile(r"(?:^|\s|\()(?:v\.v|tp|tx|tt|ths|ts|pgs|gs|bs|ks|đ/c|đc|nxb|tr|st|stt)$", re.IGNORECASE)


def run(case: Case) -> Iterator[Finding]:
    """Each place where signs and blanks are not as they are set in print."""
    for paragraph in case.reading.paragraphs:
        if paragraph.role in ("head", "signature"):
            continue
        text = paragraph.text
        told = 0
        for start, end in sorted(_places(text)):
            if end <= told or _in_link(text, start, end):
                continue
            place = span_of(case.reading, paragraph.n, *_words_around(text, start, end))
            told = place.end
            yield Finding(
                check="punctuation",
                severity="style",
                text=_("Punctuation or blanks are not right at «%(words)s»."),
                remedy=_("One sign, no blank before it, one blank after it; a blank between a number and a word."),
                places=(place,),
                found=place.quote,
                values={"words": place.quote},
            )


def _words_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The place with the whole words that it touches."""
    before = text[max(0, start - _LONGEST_QUOTED) : start].rsplit(maxsplit=1)
    after = text[end : end + _LONGEST_QUOTED].split(maxsplit=1)
    low = start - len(before[-1]) if before and not text[start - 1].isspace() else start
    high = end + len(after[0]) if after and not text[end].isspace() else end
    return low, high


def _in_link(text: str, start: int, end: int) -> bool:
    """Whether a place is in an address of the web or of mail."""
    before = text[max(0, start - _LONGEST_LINK) : start].rsplit(maxsplit=1)
    after = text[end : end + _LONGEST_LINK].split(maxsplit=1)
    left = before[-1] if before and not text[start - 1 : start].isspace() else ""
    right = after[0] if after and not text[end : end + 1].isspace() else ""
    return _WEB.search(left + text[start:end] + right) is not None


def _places(text: str) -> Iterator[tuple[int, int]]:
    for match in _TWO_SIGNS.finditer(text):
        if not _ABBREVIATED.search(text[max(0, match.start() - 8) : match.start()]):
            yield match.span()
    for pattern in (_BLANK_BEFORE, _NO_BLANK_AFTER):
        for match in pattern.finditer(text):
            if not _ABBREVIATED.search(text[max(0, match.start() - 8) : match.start()]):
                yield match.start() - (pattern is _BLANK_BEFORE), match.end()
    for match in _LONG_WORD.finditer(text):
        if (at := _run_together(match[0])) > 0:
            yield match.start() + at - 1, match.start() + at + 1
    for match in _RUN_INTO_WORD.finditer(text):
        yield match.start() + 1, match.end() - 1
    for match in _AFTER_LETTER.finditer(text):
        word = _WORD_BEFORE.search(text[max(0, match.start() - _LONGEST_WORD - 1) : match.start()])
        if word is not None:
            yield match.start() - len(word[0]), match.start()


@lru_cache(maxsize=20_000)
def _run_together(word: str) -> int:
    """Where a blank is missing in a word that is no syllable but two common ones ("độngcủa"); 0 where none is."""
    if word.isascii() or not word.islower() or is_syllable(word):
        return 0
    alone = lexicon().alone
    for at in range(2, len(word) - 1):
        halves = word[:at], word[at:]
        if all(is_syllable(half) and alone.get(key_of(half), 0) >= _COMMON for half in halves):
            return at
    return 0


CHECK = Check("punctuation", Words("Dấu câu", "Punctuation"), "text", "fast", run)
