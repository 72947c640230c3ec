"""The place and the period that a sentence names for a figure, as printed."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

_CAPITAL = r"[A-ZĐÀ-ÖØ-ÝĂÂÊÔƠƯẠ-Ỹ]"
_NAME = (
    r"(?!Ủy|Uỷ|Hội|Đảng|Ban|Mặt|Đoàn|Chi|Công|Bộ|Văn|Tỉnh|Nhân|Việt Nam)"
    rf"{_CAPITAL}[\w'’-]*(?:\s{_CAPITAL}[\w'’-]*){{0,3}}"
)
_PLACE = re.compile(
    r"(?<!\w)(?i:xã|thị trấn|phường|đặc khu|quận|huyện|thị xã|thành phố|tp\.?|tỉnh|thôn|bản|ấp|khóm|buôn|làng|xóm"
    rf"|tổ dân phố|khu phố|khu dân cư)\s+(?:{_NAME}|(?:số\s)?[0-9]{{1,2}}(?=\s*[,;:.(])(?![0-9.,]*[0-9]))"
)
_YEAR = r"(?:19|20)[0-9]{2}"
_TERMS = f"{_YEAR}\\s?[-–]\\s?{_YEAR}"
_PERIOD = re.compile(
    r"(?i)(?<!\w)(?:từ\s+ngày\s+[0-9/.-]+(?:\s+tháng\s+[0-9]+)?\s+đến\s+(?:hết\s+)?(?:ngày\s+)?[0-9][0-9/.-]*[0-9]"
    rf"|(?:[0-9]{{1,2}}|sáu|chín|ba)\s+tháng\s+(?:đầu|cuối)\s+năm(?:\s+{_YEAR})?|[0-9]{{1,2}}\s+tháng\s+năm\s+{_YEAR}"
    rf"|quý\s+(?:IV|I{{1,3}}|[1-4])(?!\w)(?:\s?[/-]\s?{_YEAR}|\s+năm\s+{_YEAR})?"
    rf"|giai\s+đoạn\s+{_TERMS}|nhiệm\s+kỳ\s+{_TERMS}|năm\s+học\s+{_TERMS}"
    rf"|tháng\s+[0-9]{{1,2}}(?:\s?/\s?{_YEAR}|\s+năm\s+{_YEAR})?"
    rf"|cùng\s+kỳ(?:\s+năm\s+(?:trước|ngoái|{_YEAR})|\s+{_YEAR})?"
    rf"|năm\s+(?:{_TERMS}|{_YEAR}|trước|nay|ngoái))(?![0-9])"
)
_BASE = re.compile(r"(?i)(?:so với|hơn|so)\s+$")
_CLAUSE = re.compile(r"[;:.!?\n](?![0-9])|,\s")
_SENTENCE = re.compile(r"[;.!?\n](?![0-9])")


@dataclass(frozen=True)
class Whereabouts:
    """The places and periods of one paragraph; ``above`` is the place that the heading above it names."""

    text: str
    above: str = ""

    @cached_property
    def _places(self) -> list[tuple[int, int]]:
        return [match.span() for match in _PLACE.finditer(self.text)]

    @cached_property
    def _periods(self) -> list[tuple[int, int]]:
        spans = (match.span() for match in _PERIOD.finditer(self.text))
        return [(start, end) for start, end in spans if not _BASE.search(self.text[max(0, start - 12) : start])]

    @cached_property
    def _clauses(self) -> list[int]:
        return [match.end() for match in _CLAUSE.finditer(self.text)]

    @cached_property
    def _sentences(self) -> list[int]:
        return [match.end() for match in _SENTENCE.finditer(self.text)]

    def place(self, start: int, end: int, following: int) -> str:
        """The place of the figure at ``start``..``end``; ``following`` is where the next figure begins."""
        return self._nearest(self._places, start, end, following) or self.above

    def period(self, start: int, end: int, following: int) -> str:
        """The period of the figure at ``start``..``end``, or empty."""
        return self._nearest(self._periods, start, end, following)

    def _nearest(self, spans: Sequence[tuple[int, int]], start: int, end: int, following: int) -> str:
        if not spans:
            return ""
        last = bisect_right(spans, (start, start)) - 1
        first = bisect_left(spans, (end, end))
        for bounds in (self._clauses, self._sentences):
            index = bisect_right(bounds, start)
            low = bounds[index - 1] if index else 0
            high = bounds[index] if index < len(bounds) else len(self.text)
            if last >= 0 and low <= spans[last][0] and spans[last][1] <= start:
                return self.text[slice(*spans[last])]
            near = first < len(spans) and spans[first][1] <= min(high, following)
            # "12 nhà (Bản Mới 5, …)": what a bracket names is the place of a part.
            if near and "(" not in self.text[end : spans[first][0]]:
                return self.text[slice(*spans[first])]
        return ""


def place_in(text: str) -> str:
    """The first place that a heading names, or empty."""
    match = _PLACE.search(text)
    return match[0] if match else ""
