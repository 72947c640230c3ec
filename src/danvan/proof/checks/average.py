"""Averages and prices must follow from the numbers they are told with: persons a household, đồng a present."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from django.utils.translation import gettext_lazy as _

from danvan.kit.words import Words
from danvan.proof.check import Case, Check, Finding, Severity, bare
from danvan.proof.reading import Figure
from danvan.proof.relations.clauses import addable, spoken, step, within
from danvan.proof.relations.relations import Line, is_slip, lines

_MEAN = re.compile(r"(?i)(?<!\w)(?:bình quân|trung bình|mật độ)(?!\w)")
_EACH = re.compile(r"(?i)(?<!\w)(?:mỗi|một|1)\s+(?:\w+\s+){1,2}(?:là|trị giá|được|có|gồm|nhận|với)?\s*$")
#: "bình quân mỗi hộ có", "25 hội viên mỗi chi hội": by what an average is parted.
_BY_EACH = re.compile(
    r"(?i)(?<!\w)(?:mỗi|trên một|một)\s+(?P<noun>(?:(?!có|được|là|với|đạt)\w+\s+){1,2}?)?"
    r"(?:(?:có|được|là|với|đạt|khoảng|thu hút)\s+)*$"
)
_EACH_BEHIND = re.compile(r"(?i)\s*(?:trên|cho|/)?\s*(?:mỗi|một)\s+(?P<noun>\w+(?:\s(?:hội|đoàn|bộ|nghị|viên|học))?)")
_OF_OTHERS = re.compile(r"(?i)(?<!\w)(?:riêng|cao nhất|thấp nhất|năm trước|cùng kỳ|cả nước|toàn tỉnh|kế hoạch)(?!\w)")
_IN_ALL = re.compile(r"(?i)(?<!\w)(?:tổng|tổng cộng|tổng (?:số tiền|trị giá|giá trị|kinh phí)|kinh phí|trị giá)(?!\w)")
#: Time parts of a rate ("đồng/người/tháng") make it another quantity.
_TIMES = frozenset({"năm", "tháng", "ngày", "tuần", "quý", "giờ", "vụ", "đêm"})
_REACH = 2
#: How many figures of an earlier paragraph, and within how many letters in its own, an average may be of.
_NEAR = 40
_FAR = 1500


def run(case: Case) -> Iterator[Finding]:
    """Averages that no two figures nearby give though one pair nearly does; amounts that price and number deny."""
    earlier: list[Line] = []
    for line in lines(case.reading):
        for figure in line.figures:
            parted = _parted(line, figure) if addable(figure) or figure.qualifier == "bình quân" else None
            if parted is not None:
                yield from _average(line, figure, parted, earlier[-_REACH:])
        yield from _amounts(line)
        earlier.append(line)


def _parted(line: Line, mean: Figure) -> tuple[str, str] | None:
    """Of what and by what a figure is an average: "3,2 người/hộ", "mỗi hộ 3,2 người", "3,2 người mỗi hộ"."""
    if "/" in mean.unit:
        over, _slash, under = mean.unit.lower().rpartition("/")
    else:
        over = mean.unit.lower()
        start = max(0, mean.start - 60)
        before, behind = _BY_EACH.search(line.text, start, mean.start), _EACH_BEHIND.match(line.text, mean.end)
        each = before or behind
        if each is None or each["noun"] is None or not over:
            return None
        under = each["noun"].strip().lower()
    if not over or "/" in over or under in _TIMES or not _MEAN.search(line.text, max(0, mean.start - 80), mean.end):
        return None
    return over, under


def _average(line: Line, mean: Figure, parted: tuple[str, str], earlier: Sequence[Line]) -> Iterator[Finding]:
    """ "bình quân 3,2 người/hộ" beside 320 người and 100 hộ."""
    over, under = parted
    told_before = [f for other in earlier for f in other.figures[-_NEAR:]]
    here = within(line.figures, mean.start - _FAR, mean.end + _FAR)
    near = [f for f in (*told_before, *here) if f != mean and addable(f) and f.value > 1]
    tops = [f for f in near if _named(f, over)][-4:]
    bottoms = [f for f in near if _named(f, under)][-4:]
    pairs = [(top, bottom) for bottom in reversed(bottoms) for top in reversed(tops) if top != bottom]
    if not pairs or any(_is_mean(top, bottom, mean) for top, bottom in pairs):
        return
    clause = line.text[max((f.end for f in here if f.end <= mean.start), default=0) : mean.start]
    if _OF_OTHERS.search(clause):
        return
    told = [(top, bottom) for top, bottom in pairs if _beside(line, mean, top) and _beside(line, mean, bottom)]
    alone = len(told) == 1
    for top, bottom in told if alone else pairs:
        exact = (top.value / bottom.value).quantize(Decimal(1).scaleb(-mean.digits), rounding=ROUND_HALF_UP)
        off = abs(top.value / bottom.value - mean.value)
        if off * 20 <= mean.value or (is_slip(exact, mean.value) and off * 2 <= mean.value) or alone:
            sure: Severity = "error" if alone and off * 2 <= mean.value else "doubt"
            yield _finding(mean, (top, bottom), exact, f"{spoken(top.value)} : {spoken(bottom.value)}", sure)
            return


def _beside(line: Line, mean: Figure, figure: Figure) -> bool:
    """Whether a figure stands in the sentence of an average, before it."""
    if figure.paragraph != line.n or figure.start >= mean.start:
        return False
    return not re.search(r"[;.]\s|\n", line.between(figure, mean))


def _named(figure: Figure, noun: str) -> bool:
    unit = figure.unit.lower()
    return unit == noun or unit.startswith(f"{noun} ") or unit.endswith(f" {noun}")


def _is_mean(top: Figure, bottom: Figure, mean: Figure) -> bool:
    exact, one = top.value / bottom.value, Decimal(1).scaleb(-mean.digits)
    if step(mean) > one or step(top) > 1 or step(bottom) > 1:
        return abs(exact - mean.value) < max(step(mean), one) + step(top) / bottom.value
    return mean.value in (exact.quantize(one, rounding=ROUND_HALF_UP), exact.quantize(one, rounding=ROUND_DOWN))


def _amounts(line: Line) -> Iterator[Finding]:
    """ "trao 53 phần quà, mỗi phần 500.000 đồng, tổng trị giá 26,5 triệu đồng"."""
    for at, price in enumerate(line.figures):
        noun = _priced(line, price)
        if noun is None or price.value <= 0 or not addable(price):
            continue
        counts = [f for f in line.figures[max(0, at - 2) : at] if addable(f) and (not noun or _shares_word(f, noun))]
        totals = [f for f in line.figures[at + 1 : at + 2] if f.unit == "đồng" and addable(f)]
        if not counts or not totals or re.search(r"[;.]\s", line.between(counts[-1], totals[0])):
            continue
        count, total = counts[-1], totals[0]
        if not _IN_ALL.search(line.between(price, total)) or _EACH.search(line.between(price, total)):
            continue
        if count.unit == "đồng" or "/" in count.unit or re.search(r"(?<!\w)và(?!\w)", line.between(count, price)):
            continue
        right = count.value * price.value
        if abs(right - total.value) > max(step(total), step(price) * count.value / 2):
            sums = f"{spoken(count.value)} × {spoken(price.value)}"
            yield _finding(total, (count, price), right, sums, "error")


def _priced(line: Line, figure: Figure) -> str | None:
    """The noun of which a figure is the price of one; empty where it is not named, None where it is no price."""
    over, slash, under = figure.unit.lower().partition("/")
    if over == "đồng" and slash:
        return under if "/" not in under and under not in _TIMES else None
    if figure.unit == "đồng":
        each = _EACH.search(line.text, max(0, figure.start - 40), figure.start)
        return "" if each else None
    return None


def _shares_word(figure: Figure, noun: str) -> bool:
    return noun.split()[0] in figure.unit.lower().split()


def _finding(
    told: Figure, others: tuple[Figure, Figure], right: Decimal, reckoning: str, severity: Severity
) -> Finding:
    return Finding(
        check="average",
        severity=severity,
        text=_("%(told)s is told, but %(reckoning)s = %(right)s."),
        remedy=_("Look up the three numbers where they come from and correct the wrong one."),
        places=bare((told, *others)),
        expected=spoken(right),
        found=told.quote,
        arithmetic=f"{reckoning} = {spoken(right)} ≠ {spoken(told.value)}",
        values={"told": told.quote, "reckoning": reckoning, "right": spoken(right)},
    )


CHECK = Check("average", Words("Bình quân và đơn giá", "Averages and prices"), "average", "fast", run)
