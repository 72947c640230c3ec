"""A number and the names that it introduces must be as many: "04 xã: A, B, C và D"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from danvan.kit.words import Words
from danvan.proof.check import Case, Check, Finding, Severity, bare, span_of
from danvan.proof.clauses import addable, by_paragraph, closing, measure, spoken
from danvan.proof.reading import Figure, Paragraph, Reading, Span

#: Only what is called by a name of its own can be counted by its names.
_NAMED = re.compile(
    r"(?i)^(?:xã|thị trấn|phường|thôn|bản|ấp|khóm|khu phố|huyện|thành phố|tỉnh|dân tộc|tôn giáo|núi|tiêu chí|đơn vị"
    r"|cơ quan|địa phương|trường|tổ chức hội|hội|hệ phái)\b"
)
_INTRODUCES = re.compile(
    r"(?:[^;:.()0-9]{0,60}?(?P<bracket>\()|[^;:.()]{0,60}?(?:(?::|(?<!\w)(?:là|gồm)(?!\w)):?|(?=\s[A-ZĐÀ-Ỹ])))\s*(?:các\s)?"
)
_NAME = re.compile(r"(?:(?:xã|thị trấn|bản|thôn|và)\s)?[A-ZĐÀ-Ỹ][^\W\d_]*(?:\s[^\W\d_]+){0,7}")
_END = re.compile(r"[.;)]|$")
_MOST = 30
_FEWEST = 2
#: A list that is longer or shorter by more than this is a list of something else.
_NEAR = 2
#: A name of one list with a verb in it is a sentence that goes on, not a name.
_VERB = re.compile(
    r"(?<!\w)(?:có|là|được|đã|đạt|với|tổ chức|tham gia|do|để|tại|trong|trên|theo|về|của|cho|từ|khi|nhằm|thuộc"
    r"|thực hiện)(?!\w)"
)


def run(case: Case) -> Iterator[Finding]:
    """Lists of names, to the end of their sentence or bracket, that are more or fewer than their number says."""
    for text, figures in by_paragraph(case.reading):
        for figure in figures:
            if not (addable(figure) and _NAMED.match(figure.unit) and _FEWEST <= figure.value <= _MOST):
                continue
            listed = _listed(text, figure)
            if listed is not None and not listed[2] <= figure.value <= listed[3]:
                place = span_of(case.reading, figure.paragraph, *listed[:2])
                yield _finding(figure, place, listed[3], "error")
    yield from _points(case.reading)


def _points(reading: Reading) -> Iterator[Finding]:
    """A paragraph that ends in ":" with one number, and the points of the list below it."""
    for paragraph in reading.paragraphs:
        if not paragraph.text.rstrip().endswith(":"):
            continue
        figures = [figure for figure in reading.figures_of(paragraph.n) if addable(figure)]
        if len(figures) != 1 or measure(figures[0].unit) != "count":
            continue
        points = _list_below(reading, paragraph)
        off = abs(figures[0].value - len(points))
        if len(points) >= _FEWEST and _FEWEST <= figures[0].value <= _MOST and 0 < off <= _NEAR:
            last = span_of(reading, points[-1].n, 0, len(points[-1].text))
            yield _finding(figures[0], last, len(points), "doubt")


def _list_below(reading: Reading, paragraph: Paragraph) -> list[Paragraph]:
    """The points of one depth that follow right below a paragraph."""
    points: list[Paragraph] = []
    for below in reading.paragraphs[paragraph.n :]:
        if below.role != "list" or (points and below.level != points[0].level):
            break
        points.append(below)
    return points


def _listed(text: str, figure: Figure) -> tuple[int, int, int, int] | None:
    """Where the names stand and how many they are at least and at most ("A và B" may be one name)."""
    opening = _INTRODUCES.match(text, figure.end)
    if opening is None:
        return None
    start = opening.end()
    if opening["bracket"]:
        end = closing(text, opening.start("bracket"))
    else:
        stop = _END.search(text, start)
        end = stop.start() if stop else len(text)
    pieces = [piece.strip() for piece in re.split(r"[,;]", text[start:end])]
    numbers = all(re.fullmatch(r"[0-9]{1,2}", piece) for piece in pieces)
    names = all(_NAME.fullmatch(piece) and not _VERB.search(piece) for piece in pieces)
    if len(pieces) < _FEWEST or not (names or (numbers and figure.unit.startswith("tiêu chí"))):
        return None
    return start, end, len(pieces), len(pieces) + sum(piece.count(" và ") for piece in pieces)


def _finding(figure: Figure, names: Span, count: int, severity: Severity) -> Finding:
    return Finding(
        check="count_of_list",
        severity=severity,
        text=_("%(quote)s are announced, but %(count)s are named."),
        remedy=_("Name those that are missing, take out those that are too many, or correct the number."),
        places=bare((figure, names)),
        expected=spoken(figure.value),
        found=str(count),
        values={"quote": figure.quote, "count": count},
    )


CHECK = Check("count_of_list", Words("Số và danh sách kể ra", "A number and its list"), "count_list", "fast", run)
