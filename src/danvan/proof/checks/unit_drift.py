"""One amount told in two units: turns and persons, million and billion, villages and communes, portions and parts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from danvan.kit.words import Words
from danvan.proof.check import Case, Check, Finding, bare
from danvan.proof.reading import Figure, Reading
from danvan.proof.relations.alike import contradicted, matter, siblings
from danvan.proof.relations.clauses import addable
from danvan.proof.relations.told import Subjects, Told, pairs, subjects_of

_TURNS = "lượt "
#: Units that are taken for one another when a word is lost or a zero counted wrong.
_MEASURES = ("ha", "m²", "m2", "km²", "km2", "m", "km", "kg", "tấn", "tạ")
_PACKED = frozenset(("phần", "suất", "gói", "túi", "thùng", "hộp"))
_PRICE_OF = re.compile(r"đồng/(?P<each>[^\W\d_]+)")
_PRICED = re.compile(
    r"\s*(?:quà|hỗ trợ|ăn|lương thực|nhu yếu phẩm)?(?:\s[^\W\d_,;.]+){0,6},?\s(?:mỗi [^\W\d_]+ )?(?:có )?(?:tổng )?"
    r"(?:trị giá|giá trị|giá|mức)\s(?:[^\W\d_]+\s){0,2}$"
)
_PARTS = ("thôn", "bản", "ấp", "khóm", "làng", "buôn", "xóm", "tổ dân phố", "khu phố")
_OF_COMMUNE = re.compile(r"(?<!\w)(?:xã|phường|thị trấn)(?:\s[^\W\d_]+){0,5}?\s(?:gồm|có)(?: tổng số)?\s*$")
_FEWEST_PAIRS = 2
_MORE_PAIRS = 3
#: More tellings than this of one value are a series.
_MOST = 6
_ROUND = 100


def run(case: Case) -> Iterator[Finding]:
    """Pairs of figures of one matter and one value in two units, and prices of what is not given."""
    subjects = subjects_of(case)
    tellings = [told for told in subjects.told if addable(told.figure)]
    yield from _turns(tellings)
    yield from _thousands(tellings)
    yield from _divisions(case.reading, subjects)
    for told in subjects.told:
        price = _other_price(case.reading, told)
        if price is not None:
            yield _price(price, told.figure)


def _turns(tellings: list[Told]) -> Iterator[Finding]:
    """ "1.250 lượt người" here and "1.250 người" there."""
    groups: dict[tuple[Decimal, str], list[Told]] = defaultdict(list)
    for told in tellings:
        if told.figure.value >= _ROUND:
            groups[told.figure.value, told.unit.removeprefix(_TURNS)].append(told)
    for group in groups.values():
        turns = [told for told in group if told.unit.startswith(_TURNS)]
        others = [told for told in group if not told.unit.startswith(_TURNS)]
        if not turns or not others or len(group) > _MOST:
            continue
        fewest = _FEWEST_PAIRS if turns[0].figure.value % _ROUND else _MORE_PAIRS
        if _one_matter(turns[0], others[0], fewest):
            yield _finding(*_ordered(turns[0].figure, others[0].figure))


def _thousands(tellings: list[Told]) -> Iterator[Finding]:
    """ "450 triệu đồng" here and "450 tỷ đồng" there; "12,5ha" and "12,5m²"."""
    groups: dict[tuple[str, str], list[Told]] = defaultdict(list)
    for told in tellings:
        if told.unit == "đồng" or told.unit in _MEASURES:
            sort = "đồng" if told.unit == "đồng" else "measure"
            groups[sort, format(told.figure.value.normalize(), "E").partition("E")[0]].append(told)
    for (sort, _digits), group in groups.items():
        if not 1 < len(group) <= _MOST:
            continue
        first = group[0]
        for other in group[1:]:
            if _drifted(sort, first.figure, other.figure) and _one_matter(first, other, _MORE_PAIRS):
                yield _finding(first.figure, other.figure)


def _drifted(sort: str, one: Figure, other: Figure) -> bool:
    if sort == "measure":
        return one.unit.lower() != other.unit.lower() and one.value == other.value
    low, high = sorted((one.value, other.value))
    return low > 0 and high / low in (Decimal(1000), Decimal(1000000))


def _one_matter(one: Told, other: Told, fewest: int) -> bool:
    if contradicted(one, other) or one.figure.paragraph == other.figure.paragraph:
        return False
    shared = pairs(matter(one)) & pairs(matter(other)) | pairs(one.wide) & pairs(other.wide)
    return len(shared) + siblings(one, other) >= fewest


def _divisions(reading: Reading, subjects: Subjects) -> Iterator[Finding]:
    """A commune of nine villages in which something is done in "9/9 xã"."""
    parts = None
    for told in subjects.told:
        figure, text = told.figure, reading.paragraph(told.figure.paragraph).text
        noun = told.unit.split(", ")[0]
        if parts is None and noun in _PARTS and figure.denominator is None:
            before = subjects.wording.canonical(text[max(0, figure.start - 80) : figure.start])
            parts = figure if _OF_COMMUNE.search(before) else None
        elif parts is not None and noun == "xã" and figure.value == figure.denominator == parts.value:
            yield _finding(parts, figure)


def _other_price(reading: Reading, told: Told) -> Figure | None:
    """What is given just before a price per piece, when the price is for another piece."""
    per = _PRICE_OF.fullmatch(told.unit)
    if per is None or per["each"] not in _PACKED:
        return None
    before = [figure for figure in told.sentence.figures if figure.start < told.figure.start]
    if not before:
        return None
    given, text = before[-1], reading.paragraph(told.figure.paragraph).text
    noun = given.unit.lower().split(" ")[0]
    between = text[given.end : told.figure.start]
    if noun in _PACKED and noun != per["each"] and _PRICED.fullmatch(between):
        return given
    return None


def _ordered(one: Figure, other: Figure) -> tuple[Figure, Figure]:
    return (one, other) if (one.paragraph, one.start) < (other.paragraph, other.start) else (other, one)


def _finding(one: Figure, other: Figure) -> Finding:
    return Finding(
        check="unit_drift",
        severity="doubt",
        text=_("One amount is told in two units: %(one)s and %(other)s."),
        remedy=_("Write the unit that is meant in both places; if there are two amounts, say what sets them apart."),
        places=bare((other, one)),
        found=other.quote,
        values={"one": one.quote, "other": other.quote},
    )


def _price(given: Figure, price: Figure) -> Finding:
    return Finding(
        check="unit_drift",
        severity="style",
        text=_("What is given is %(given)s, but its price is told for another thing: %(price)s."),
        remedy=_("Tell the price for the thing that is given, in the same word."),
        places=bare((price, given)),
        found=price.quote,
        values={"given": given.quote, "price": price.quote},
    )


CHECK = Check("unit_drift", Words("Đơn vị tính thay đổi", "Units that change"), "unit", "fast", run)
