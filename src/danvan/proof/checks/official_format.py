"""The official format of a Word file: paper, margins, letters, page numbers, letterhead, place and date, signature.

The letterhead tells the rule set: a state body's follows Decree 30/2020/NĐ-CP, appendix I; a party body's follows
Guide 36-HD/VPTW, from 27 May 2026 Guide 05-HD/VPTW. Where both allow a range, anything in it is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext_lazy as _

from danvan.kit.words import Words
from danvan.proof.check import Case, Check, Finding, NotRun, span_of
from danvan.proof.reading import Layout, Paragraph, Reading

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

_REACH = 30
_FONT = "Times New Roman"
_MOSTLY = 0.9
#: Letters are read off a ruler that is good for a millimetre, Word's inches for half of one.
_MM = 1.0
_PAPER = (210.0, 297.0)
#: Months up to this one take a nought before them, and days below ten.
_FEBRUARY = 2
_NEW_GUIDE = date(2026, 5, 27)
_PARTY_HEAD = re.compile(r"ĐẢNG CỘNG SẢN VIỆT NAM")
_STATE_HEAD = re.compile(r"CỘNG H(?:ÒA|OÀ) XÃ HỘI CHỦ NGHĨA VIỆT NAM")
_MOTTO = re.compile(r"Độc lập\s*[-–]\s*Tự do\s*[-–]\s*Hạnh phúc")
_MOTTO_RIGHT = re.compile(r"Độc lập [-–] Tự do [-–] Hạnh phúc")
_SYMBOL = re.compile(r"(?<!\w)Số\s*(?P<colon>:?)\s*[0-9.…_\s]*(?P<sign>[-/])\s*[A-ZĐ]")
_PLACE_DATE = re.compile(
    r"ngày\s*(?P<day>[0-9]{0,2})[\s.…_]*tháng\s*(?P<month>[0-9]{0,2})[\s.…_]*năm\s*(?P<year>[0-9]{4})"
)
_SIGNED = re.compile(r"(?m)^\W*(?P<authority>T/M|K/T|T/L|TM\.?|KT\.?|TL\.?|TUQ\.?|Q\.)\s+[A-ZĐÀ-Ỹ]")
_RECEIVERS = re.compile(r"(?im)^\W*nơi nhận\W*")


class _Rules(NamedTuple):
    """One rule set's measures in millimetres and points."""

    name: str
    party: bool
    margins: dict[str, tuple[float, float]]
    sizes: tuple[float, float]


_RANGES = {"top": (20.0, 25.0), "bottom": (20.0, 25.0), "left": (30.0, 35.0), "right": (15.0, 20.0)}
_STATE = _Rules("Nghị định 30/2020/NĐ-CP, Phụ lục I", party=False, margins=_RANGES, sizes=(13.0, 14.0))
#: One line to one and a half, or as many points; a point more or less is no fault that anybody sees.
_LINES = (1.0, 1.5)
_EXACT_LINES = (16.0, 23.0)
_SIDES = {
    "top": _("The top margin is %(found)s."),
    "bottom": _("The bottom margin is %(found)s."),
    "left": _("The left margin is %(found)s."),
    "right": _("The right margin is %(found)s."),
}


class _Fault(NamedTuple):
    """What is not as the rule has it; ``paragraph``: where it is to be seen."""

    paragraph: Paragraph
    text: _StrOrPromise
    expected: str
    found: str


def run(case: Case) -> Iterator[Finding]:
    """Each measure and each part that is not as the rule set of the letterhead has it."""
    reading = case.reading
    if reading.layout is None:
        raise NotRun(_("Only a Word file shows how it is set."))
    rules = _rules(reading)
    if rules is None:
        raise NotRun(_("The file has no letterhead that tells which rules it follows."))
    first = next(p for p in reading.paragraphs if p.text.strip())
    faults = [*_page(reading.layout, rules, first), *_letters(reading.layout, rules, first), *_parts(reading, rules)]
    for fault in faults:
        place = span_of(reading, fault.paragraph.n, 0, len(fault.paragraph.text))
        yield Finding(
            check="official_format",
            severity="style",
            text=fault.text,
            remedy=_("Set it as %(rule)s has it: %(expected)s."),
            places=(place,),
            expected=fault.expected,
            found=fault.found,
            values={"rule": rules.name, "expected": fault.expected, "found": fault.found},
        )


def _rules(reading: Reading) -> _Rules | None:
    head = "\n".join(p.text for p in reading.paragraphs[:_REACH])
    if _STATE_HEAD.search(head):
        return _STATE
    if not _PARTY_HEAD.search(head):
        return None
    said = _PLACE_DATE.search(head)
    # A draft without a day follows the guide of its year.
    numbers = [int(said[name] or 1) for name in ("year", "month", "day")] if said else []
    new = bool(numbers) and tuple(numbers) >= (_NEW_GUIDE.year, _NEW_GUIDE.month, _NEW_GUIDE.day)
    name = "Hướng dẫn 05-HD/VPTW" if new else "Hướng dẫn 36-HD/VPTW"
    return _Rules(name, party=True, margins=_RANGES, sizes=(14.0, 15.0))


def _page(layout: Layout, rules: _Rules, first: Paragraph) -> Iterator[_Fault]:
    if layout.width is not None and layout.height is not None:
        sides = sorted((layout.width, layout.height))
        if any(abs(side - right) > _MM for side, right in zip(sides, _PAPER, strict=True)):
            found = f"{layout.width:.0f} x {layout.height:.0f} mm"
            yield _Fault(first, _("The paper is not A4 but %(found)s."), "A4 (210 x 297 mm)", found)
    for side, (least, most) in rules.margins.items():
        margin = layout.margins.get(side)
        if margin is not None and not least - _MM <= margin <= most + _MM:
            yield _Fault(first, _SIDES[side], f"{least:.0f}-{most:.0f} mm", f"{margin:.0f} mm")
    if layout.page_number != "header" or not layout.centred:
        wrong = _("The page number does not stand in the middle of the top margin.")
        text = wrong if layout.page_number else _("The pages have no numbers.")
        yield _Fault(first, text, "giữa lề trên", layout.page_number or "-")
    elif layout.on_first:
        yield _Fault(first, _("The first page shows its number."), "từ trang 2", "1")


def _letters(layout: Layout, rules: _Rules, first: Paragraph) -> Iterator[_Fault]:
    if layout.fonts and layout.fonts.get(_FONT, 0.0) < _MOSTLY:
        other = max((font for font in layout.fonts if font != _FONT), key=layout.fonts.__getitem__)
        yield _Fault(first, _("Not all of the text is in Times New Roman, but some in «%(found)s»."), _FONT, other)
    least, most = rules.sizes
    within = sum(share for size, share in layout.sizes.items() if least <= size <= most)
    if layout.sizes and within < _MOSTLY:
        other_size = max((s for s in layout.sizes if not least <= s <= most), key=layout.sizes.__getitem__)
        yield _Fault(first, _("Running text is set in size %(found)s."), f"{least:g}-{most:g}", f"{other_size:g}")
    if layout.justified is not None and layout.justified < _MOSTLY / 2:
        yield _Fault(first, _("The text is not flush on both sides."), "căn đều hai bên", "-")
    pitches = _EXACT_LINES if layout.exact else _LINES
    if layout.line is not None and not pitches[0] <= layout.line <= pitches[1]:
        pitch = f"{layout.line:g} pt" if layout.exact else f"{layout.line:g}".replace(".", ",")
        yield _Fault(first, _("The lines are set %(found)s apart."), "1-1,5 dòng hoặc 18-20 pt", pitch)


def _parts(reading: Reading, rules: _Rules) -> Iterator[_Fault]:
    head: Sequence[Paragraph] = reading.paragraphs[:_REACH]
    first = next(p for p in head if p.text.strip())
    yield from _motto(head, rules)
    yield from _symbol(head, rules)
    dated = next((p for p in head if _PLACE_DATE.search(p.text)), None)
    if dated is None:
        yield _Fault(first, _("The line with place and date is missing."), "…, ngày … tháng … năm …", "-")
    else:
        yield from _date(dated)
    told = [p for p in reading.paragraphs if p.role != "note"][-_REACH * 2 :]
    signed = [(p, m) for p in told if (m := _SIGNED.search(p.text)) is not None]
    for paragraph, match in signed:
        slash = "/" in match["authority"]
        if slash != rules.party:
            right = match["authority"].replace("/", "") + "." if slash else "/".join(match["authority"].rstrip("."))
            yield _Fault(paragraph, _("The authority is written «%(found)s»."), right, match["authority"])
    if not any(_RECEIVERS.search(p.text) for p in reading.paragraphs):
        last = next(p for p in reversed(reading.paragraphs) if p.text.strip())
        yield _Fault(last, _("The list of receivers is missing."), "Nơi nhận:", "-")


def _motto(head: Sequence[Paragraph], rules: _Rules) -> Iterator[_Fault]:
    if rules.party:
        return
    motto = next(((p, m) for p in head if (m := _MOTTO.search(p.text)) is not None), None)
    right = "Độc lập - Tự do - Hạnh phúc"
    if motto is None:
        named = next(p for p in head if _STATE_HEAD.search(p.text))
        yield _Fault(named, _("The motto under the country's name is missing."), right, "-")
    elif not _MOTTO_RIGHT.search(motto[0].text):
        yield _Fault(motto[0], _("The motto is written «%(found)s»."), right, motto[1][0])


def _symbol(head: Sequence[Paragraph], rules: _Rules) -> Iterator[_Fault]:
    numbered = next(((p, m) for p in head if (m := _SYMBOL.match(p.text.strip())) is not None), None)
    if numbered is None:
        return
    paragraph, match = numbered
    right = "Số …-BC/…" if rules.party else "Số: …/BC-…"
    if bool(match["colon"]) == rules.party or (match["sign"] == "-") != rules.party:
        yield _Fault(paragraph, _("Number and symbol are written «%(found)s»."), right, paragraph.text.strip())


def _date(paragraph: Paragraph) -> Iterator[_Fault]:
    match = _PLACE_DATE.search(paragraph.text)
    if match is None or not match["day"] or not match["month"]:
        return
    day = f"{int(match['day']):02}"
    month = f"0{int(match['month'])}" if int(match["month"]) <= _FEBRUARY else str(int(match["month"]))
    if (match["day"], match["month"]) != (day, month):
        right = f"ngày {day} tháng {month} năm {match['year']}"
        yield _Fault(paragraph, _("The date is written «%(found)s»."), right, match[0])


CHECK = Check("official_format", Words("Thể thức văn bản", "Official format"), "format", "fast", run)
