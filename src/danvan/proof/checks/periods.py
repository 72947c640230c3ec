"""The period of which a report tells: its title, its opening and its close name one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from danvan.kit.words import Words
from danvan.proof.check import Case, Check, Finding, NotRun, span_of
from danvan.proof.reading import Paragraph, Reading, Span

_REACH = 40
#: How long the end of an opening sentence may be.
_LONG = 500
_TITLE = re.compile(r"[#*\s]*BÁO CÁO[*\s]*(?:SƠ KẾT|TỔNG KẾT|KẾT QUẢ)?")
_CLOSE = re.compile(r"\s*Trên đây là\s")
_ACCOUNT = re.compile(r"báo cáo (?:kết quả|tình hình)")
_OPENING = re.compile(r"(?i)báo cáo\s[^:]*\s(?:như sau|cụ thể)\s*:?\s*$")
_PERIOD = re.compile(
    r"(?i)(?<!\w)(?:(?P<months>6|06|9|09|3|03)\s+tháng(?:\s+đầu)?|(?P<quarter>quý\s+(?:I{1,3}|IV|[1-4]))"
    r"|(?P<half>nửa đầu)|(?P<month>tháng\s+[0-9]{1,2}))?"
    r"\s*+(?:[,/]\s*+)?"
    r"(?P<year>năm\s+(?:19|20)[0-9]{2}|(?<=tháng [0-9]/)[0-9]{4}|(?<=tháng [0-9]{2}/)[0-9]{4})(?!\s?[-–/][0-9])"
)
#: What lies ahead, or is compared with, is not the report's period.
_OTHER = re.compile(
    r"(?i)(?<!\w)(?:phương hướng|nhiệm vụ|kế hoạch|dự kiến|chương trình công tác|so với|theo|thực hiện)(?!\w)"
)
_QUARTERS = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}


class _Period(NamedTuple):
    sort: str
    year: str
    span: Span


def run(case: Case) -> Iterator[Finding]:
    """A close or an opening that names another period than the title. Raises NotRun without a title with a period."""
    title = _of_title(case.reading)
    if title is None:
        raise NotRun(_("The report's title names no period."))
    for paragraph in case.reading.paragraphs:
        if paragraph.role not in ("body", "list", "signature") or not _tells_of_itself(paragraph.text):
            continue
        told = _period(case.reading, paragraph)
        if told and (told.year != title.year or (told.sort and title.sort and told.sort != title.sort)):
            yield _finding(title, told)


def _tells_of_itself(text: str) -> bool:
    return _CLOSE.match(text) is not None or ("áo cáo" in text and _opens(text))


def _opens(text: str) -> bool:
    return _OPENING.search(text, max(0, len(text) - _LONG)) is not None


def _of_title(reading: Reading) -> _Period | None:
    start = next((i for i, p in enumerate(reading.paragraphs[:_REACH]) if _TITLE.match(p.text)), None)
    if start is None:
        return None
    for paragraph in reading.paragraphs[start : start + 4]:
        if found := _period(reading, paragraph):
            return found
    return None


def _period(reading: Reading, paragraph: Paragraph) -> _Period | None:
    text = paragraph.text
    begin = max((m.start() for m in _ACCOUNT.finditer(text)), default=0) if _tells_of_itself(text) else 0
    other = _OTHER.search(text, begin + 20)
    # A title and an opening name their period soon.
    for match in _PERIOD.finditer(text, begin, min(other.start() if other else len(text), begin + _LONG)):
        sort = (match["months"] or "").lstrip("0")
        if match["quarter"]:
            mark = match["quarter"].split()[-1].lower()
            sort = f"q{_QUARTERS.get(mark, mark)}"
        elif match["month"]:
            sort = f"m{int(match['month'].split()[-1])}"
        elif match["half"]:
            sort = "6"
        where = match.start() + len(match[0]) - len(match[0].lstrip(" ,/"))
        return _Period(sort, match["year"][-4:], span_of(reading, paragraph.n, where, match.end()))
    return None


def _finding(title: _Period, told: _Period) -> Finding:
    return Finding(
        check="periods",
        severity="doubt",
        text=_("The title tells of «%(title)s», this sentence of «%(told)s»."),
        remedy=_("Name one period throughout; perhaps the sentence was copied from an earlier report."),
        places=(told.span, title.span),
        expected=title.span.quote,
        found=told.span.quote,
        values={"title": title.span.quote, "told": told.span.quote},
    )


CHECK = Check("periods", Words("Kỳ báo cáo", "The report's period"), "date", "fast", run)
