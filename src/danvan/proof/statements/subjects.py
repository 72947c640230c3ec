"""What a figure counts: a few words of the text that follows its unit, or else of the text before it."""

from __future__ import annotations

import re
from typing import Final

from danvan.proof.reading import Figure

#: How far a subject may stand from its figure, in characters.
REACH: Final = 240
_BOUNDARY: Final = re.compile(
    r"[;:!?()\n]|\.(?![0-9])|,\s|(?<!\w)(?:trong đó|gồm|bao gồm|với|có|và|đạt|chiếm|tăng|giảm|vượt|so|bằng)(?!\w)"
)
_SENTENCE_ENDS: Final = re.compile(r"[;:!?()\n]|\.(?=\s|$)|,\s")
_LEADING = re.compile(
    r"(?i)^(?:[\s,–+•*#-]|(?:tổ chức được|tổ chức|đã|được|là|có|đạt|chiếm|trong đó|và|với|số|tỷ lệ|tổng|toàn)(?!\w))+"
)
_TRAILING = re.compile(
    r"(?i)(?:[\s,:(–-]|(?<!\w)(?:là|có|đạt|chiếm|được|với|còn|gồm|và|bằng|khoảng|trên|hơn|gần|dưới))+$"
)
_ONLY_VERBS = re.compile(r"(?i)(?:tăng|giảm|vượt|đạt|chiếm|bằng|lên|xuống|thêm|còn|ước|so|kế hoạch|KH|chỉ tiêu|\s)*")
_WORDS: Final = 12


def subject_of(text: str, start: int, end: int, previous: Figure | None) -> str:
    """The subject of the figure at ``start``..``end``; ``previous`` is the figure before it in its sentence."""
    floor = max(start - REACH, previous.end if previous else 0)
    following = _first_words(text[end : end + REACH])
    preceding = _last_words(text[floor:start])
    if _ONLY_VERBS.fullmatch(preceding) and _ONLY_VERBS.fullmatch(following):
        return previous.subject if previous else preceding
    if preceding and following and len(following.split()) < 2:
        return _short(f"{preceding} {following}")
    return _short(following or preceding)


def _first_words(text: str) -> str:
    boundary = _BOUNDARY.search(text)
    words = text[: boundary.start()] if boundary else text
    return _LEADING.sub("", words).strip(" \u200b")


def _last_words(text: str) -> str:
    for piece in reversed(_SENTENCE_ENDS.split(text)):
        words = _TRAILING.sub("", _LEADING.sub("", piece)).strip(" \u200b")
        if words:
            return words
    return ""


def _short(words: str) -> str:
    return " ".join(words.split()[:_WORDS])
