"""Deeds told as done, and documents cited, that are dated after the report itself."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _

from danvan.kit.words import Words
from danvan.proof.check import Case, Check, Finding, NotRun, Severity, span_of
from danvan.proof.reading import Reading
from danvan.proof.relations.clauses import sentence_around
from danvan.proof.statements.dates import Printed, dates, parts

#: "Tam Sơn, ngày 23 tháng 12 năm 2022": the line of place and date of a letterhead.
_DATED = re.compile(r"(?:.*[\t|]|.*\s{3})?[*_\s]*[^\d,|\t]{2,60},\s*ngày\s+")
_BLANK = re.compile(r"(?:.*[\t|]|.*\s{3})?[*_\s]*[^\d,|\t]{2,60},\s*ngày[\s….]*tháng\s+")
_LINE_ENDS = re.compile(r"[\s*_|.]*$")
_REACH = 30
#: No line of place and date is longer, and no sentence's part that tells whether a deed is done.
_LONG = 400
_DONE = re.compile(r"(?i)(?<!\w)(?:đã|ban hành|đã được|tổ chức được|hoàn thành|diễn ra|kết thúc)(?!\w)")
#: What is planned may lie ahead, and so may the end of a span or a term.
_AHEAD = re.compile(
    r"(?i)(?<!\w)(?:sẽ|dự kiến|kế hoạch năm|phấn đấu|chuẩn bị|tới|sắp|trước ngày|đến hết|chậm nhất|thời hạn|hiệu lực"
    r"|đến ngày|từ ngày|tiếp tục|nhiệm vụ)(?!\w)"
)


def run(case: Case) -> Iterator[Finding]:
    """Dates later than the report's own. Raises NotRun for a report without a date."""
    own = report_date(case.reading)
    if own is None:
        raise NotRun(_("The report's own date was not found."))
    cited = {(c.paragraph, c.date) for c in case.reading.citations}
    for paragraph in case.reading.paragraphs:
        if paragraph.role in ("head", "signature"):
            continue
        for printed in dates(paragraph.text):
            if printed.day is None or printed.day <= own:
                continue
            begin = max(0, printed.start - _LONG)
            sentence = sentence_around(paragraph.text[begin : printed.end + _LONG], printed.start - begin)
            if _AHEAD.search(sentence):
                continue
            document = (paragraph.n, printed.day.isoformat()) in cited
            if document or _DONE.search(sentence):
                yield _finding(case.reading, paragraph.n, printed, own, document=document)


def report_date(reading: Reading) -> date | None:
    """The day in the line of place and date of the letterhead, the month's last where it is left blank; or None."""
    for paragraph in reading.paragraphs[:_REACH]:
        for printed in dates(paragraph.text):
            text = paragraph.text
            if (
                printed.day
                and printed.end < _LONG
                and _LINE_ENDS.match(text, printed.end)
                and _DATED.fullmatch(text, 0, printed.start)
            ):
                return printed.day
            year, month, day = (None, 0, None) if printed.whole else parts(printed)
            if year and day is None and printed.possible and _BLANK.fullmatch(text[:_LONG], 0, printed.start):
                return date(year, month, monthrange(year, month)[1])
    return None


def _finding(reading: Reading, paragraph: int, printed: Printed, own: date, *, document: bool) -> Finding:
    severity: Severity = "error" if document else "doubt"
    return Finding(
        check="after_the_report",
        severity=severity,
        text=_("%(date)s lies after the report's own date, %(own)s."),
        remedy=_("Correct the date; what lies ahead is told as planned."),
        places=(span_of(reading, paragraph, printed.start, printed.end),),
        expected=f"≤ {own:%d/%m/%Y}",
        found=printed.text,
        arithmetic=f"{printed.text} > {own:%d/%m/%Y}",
        values={"date": printed.text, "own": f"{own:%d/%m/%Y}"},
    )


CHECK = Check("after_the_report", Words("Ngày sau ngày báo cáo", "Dates after the report"), "date", "fast", run)
