"""What a report prints of the time before: changes since then, and that time's number in brackets behind today's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from danvan.proof.reading import Figure
from danvan.proof.relations.clauses import addable, within
from danvan.proof.relations.told import Subjects, Told

_THEN: Final = (
    r"(?:cùng kỳ(?: năm)?(?: trước|\s(?P<same>(?:19|20)[0-9]{2}))?|năm (?:trước|ngoái|(?P<year>(?:19|20)[0-9]{2}))"
    r"|(?:kỳ|tháng|quý)(?: trước)?)(?!\w)"
)
_SINCE = re.compile(rf"(?i)(?<!\w)so với (?:kết quả |số liệu )?{_THEN}")
_CHANGE: Final = r"(?P<way>tăng|giảm)\s(?:thêm\s)?(?=[0-9])"
_WAY = re.compile(rf"(?i)(?<!\w){_CHANGE}")
_WAY_BEHIND = re.compile(rf"(?i)\s*,?\s*(?:thì )?{_CHANGE}")
_END = re.compile(r"[;\n]|[.](?=\s)")
_PARTED = re.compile(r"[;:()\n]|[.](?=\s|$)")
_RIGHT_BEHIND = re.compile(r"\s*,?\s*\(?\s*")
#: "so với năm 2021 (20 cuộc)", "(năm 2021: 20 cuộc)".
_IN_BRACKETS = re.compile(r"\s*\(\s*(?=[0-9])")
_TOLD_IN_BRACKETS = re.compile(rf"(?i)\(\s*{_THEN}(?:\s(?:là|có|đạt))?:?\s*(?=[0-9])")
#: A change stands no farther from the words "so với" than this, nor from the number that changed.
_NEAR: Final = 120
_FAR: Final = 250
Printed = Literal["tăng", "giảm", "then"]


@dataclass(frozen=True, eq=False, slots=True)
class Since:
    """A number printed of then (``printed`` "then") or a change since, the figure of today that it is said of, and the
    year that is named with it, empty for "cùng kỳ" and the like.
    """

    told: Told
    printed: Printed
    figure: Figure
    year: str


def since(subjects: Subjects) -> Iterator[Since]:
    """Every change and every number of then that a report prints right after one of its own figures."""
    told = {(one.figure.paragraph, one.figure.start): one for one in subjects.told}
    for n in dict.fromkeys(one.figure.paragraph for one in subjects.told):
        text, figures = subjects.reading.paragraph(n).text, subjects.reading.figures_of(n)
        for printed, figure, year, before in (*_changes(text, figures), *_brackets(text, figures)):
            of = _changed(text, figures, figure, before, printed)
            if of is not None:
                yield Since(told[n, of.start], printed, figure, year)


def _changes(text: str, figures: Sequence[Figure]) -> Iterator[tuple[Printed, Figure, str, int]]:
    """Each change with the year since when, and where the row of changes begins; then the number of then behind it."""
    for match in _SINCE.finditer(text):
        stretches = [*_before(text, match.start()), *_behind(text, match.end())]
        year = match["same"] or match["year"] or ""
        first = min((match.start(), *(start for _way, start, _end in stretches)))
        for way, start, end in stretches:
            for figure in within(figures, start, end):
                yield way, figure, year, first
        opening = _IN_BRACKETS.match(text, match.end())
        if opening is not None:
            for figure in within(figures, opening.end(), opening.end() + 1):
                yield "then", figure, year, first


def _before(text: str, end: int) -> Iterator[tuple[Printed, int, int]]:
    """ "tăng 28 tập thể và 45 cá nhân" before "so với": the way, and where what is said of it begins and ends."""
    for way in reversed(list(_WAY.finditer(text, max(0, end - _NEAR), end))):
        if _PARTED.search(text, way.end(), end):
            break
        yield _way(way), way.end(), end
        end = way.start()


def _behind(text: str, start: int) -> Iterator[tuple[Printed, int, int]]:
    """ "so với năm trước tăng 5 lớp": the same behind it."""
    way = _WAY_BEHIND.match(text, start)
    if way is not None:
        stop = _PARTED.search(text, way.end(), way.end() + _NEAR)
        yield _way(way), way.end(), stop.start() if stop else way.end() + _NEAR


def _way(match: re.Match[str]) -> Printed:
    return "tăng" if match["way"].lower() == "tăng" else "giảm"


def _brackets(text: str, figures: Sequence[Figure]) -> Iterator[tuple[Printed, Figure, str, int]]:
    for match in _TOLD_IN_BRACKETS.finditer(text):
        for figure in within(figures, match.end(), match.end() + 1):
            yield "then", figure, match["same"] or match["year"] or "", match.start()


def _changed(text: str, figures: Sequence[Figure], by: Figure, before: int, printed: Printed) -> Figure | None:
    """The last figure of that noun before a change; a percentage or a bare number changes what stands right before."""
    near_by = within(figures, max(0, before - _FAR), before)
    own = [f for f in near_by if f.end <= before and not _END.search(text, f.end, before)]
    if by.unit == "%" or not by.unit:
        near = own[-1] if own else None
        if near is None or not addable(near):
            return None
        way = text.rfind(printed, near.end, by.start)
        return near if way >= 0 and _RIGHT_BEHIND.fullmatch(text, near.end, way) else None
    alike = [figure for figure in own if addable(figure) and _one_noun(figure, by)]
    return alike[-1] if alike else None


def _one_noun(one: Figure, other: Figure) -> bool:
    unit, also = one.unit.lower().split(), other.unit.lower().split()
    fewer = min(len(unit), len(also))
    return fewer > 0 and unit[:fewer] == also[:fewer] and one.part != "change"
