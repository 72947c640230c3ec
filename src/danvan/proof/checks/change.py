"""A rise or fall must follow from the two values that are told with it, in number, in percent and in direction."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext_lazy as _

from danvan.kit.words import Words
from danvan.proof.check import Case, Check, Finding, bare
from danvan.proof.reading import Figure
from danvan.proof.relations.clauses import addable, depth, may_be_percent, same_unit, spoken, step
from danvan.proof.relations.relations import Line, lines

_MOVED = re.compile(r"(?i)(?<!\w)(tăng|giảm)(?: thêm| được| là)?\s*:?\s*$")
_FROM = re.compile(r"(?i)(?<!\w)từ(?: mức)?\s*$")
_TO = re.compile(r"(?i)(?<!\w)(lên thành|tăng lên|giảm xuống|lên|xuống còn|xuống|còn)(?: đến| tới| mức| là)?\s*$")
_BEFORE = re.compile(
    r"(?i)(?<!\w)(?:so với(?: mức| con số)?|(?:cùng kỳ|năm trước|năm ngoái|tháng trước|quý trước"
    r"|(?:năm|tháng|quý) [0-9IV]+(?:/[0-9]+)?))\s*(?:là|có|chỉ có|xảy ra|:|\(|\(có)?\s*$"
)
_PERIOD = re.compile(
    r"(?i)(?<!\w)(?:(?:năm|quý|tháng|kỳ|đầu năm|cuối năm)(?: [0-9IV/]+)?|cùng kỳ(?: năm trước)?)(?!\w)"
)
#: A change told by its word alone: "giảm so với năm 2019 (", "ít hơn năm ngoái là".
_WORD_ALONE = re.compile(
    r"(?i)(?<!\w)(?P<verb>tăng|giảm|vượt|(?P<more>nhiều|cao|lớn) hơn|(?P<less>ít|thấp|nhỏ) hơn)"
    r"(?: (?:mạnh|nhẹ|sâu|nhiều|dần|đáng kể|rõ rệt|lên|đi))?(?P<against> so với| hẳn)?(?P<when>[^;.,()%]{0,45})"
    r"(?:(?<=so với)|(?<=hơn)|\(|(?<!\w)(?:là|chỉ có|mức|con số|:))\s*(?:có |là |mức )?$"
)
_EARLIER = re.compile(r"(?i)(?<!\w)(?:năm|quý|tháng|kỳ|nhiệm kỳ|cùng kỳ|kế hoạch|chỉ tiêu|lần trước|trước đó)(?!\w)")
_NEAR = Decimal("0.5")
_FEW_WORDS = 3
_STOP = re.compile(r"[;.]\s|\n")


def run(case: Case) -> Iterator[Finding]:
    """Changes that their two values contradict."""
    for line in lines(case.reading):
        for at, figure in enumerate(line.figures):
            yield from _from_to(line, at)
            yield from _word_alone(line, at)
            verb = _verb(line, figure)
            if verb:
                yield from _told(line, at, verb)


def _verb(line: Line, figure: Figure) -> str:
    match = _MOVED.search(line.text, max(0, figure.start - 30), figure.start)
    return match[1].lower() if match else ""


def _from_to(line: Line, at: int) -> Iterator[Finding]:
    """ "tăng từ 33 vụ lên 45 vụ (12 vụ)": the two values and the words must agree, and what is said of the change."""
    if at + 1 >= len(line.figures):
        return
    old, new = line.figures[at : at + 2]
    between = line.between(old, new)
    to = _TO.search(between)
    if not _FROM.search(line.text, max(0, old.start - 12), old.start) or to is None or _STOP.search(between):
        return
    if not (same_unit(old, new) or not old.unit) or not _plain(old) or not _plain(new):
        return
    rises = to[1].lower().startswith(("lên", "tăng"))
    verbs = re.findall(r"(?i)(?<!\w)(tăng|giảm)(?!\w)", line.text[max(0, old.start - 40) : old.start] + between)
    if verbs:
        rises = verbs[-1].lower() == "tăng"
    if old.value != new.value and (new.value > old.value) != rises:
        yield _direction(old, new, "tăng" if rises else "giảm")
        return
    told = line.figures[at + 2] if at + 2 < len(line.figures) else None
    if told is not None and _verb(line, told) and not _STOP.search(line.between(new, told)):
        yield from _compared(old, new, told)


def _word_alone(line: Line, at: int) -> Iterator[Finding]:
    """ "411 hộ, giảm so với năm 2019 (278 hộ)": no change is told but its direction."""
    then = line.figures[at]
    start = max(line.figures[at - 1].end if at else 0, then.start - 100)
    match = _WORD_ALONE.search(line.text, start, then.start)
    if match is None or not at or not _plain(then):
        return
    against = match["against"] or match["more"] or match["less"] or match["verb"].lower() == "vượt"
    behind = line.text[then.end : then.end + 30].split(",")[0]
    if not against or not (_EARLIER.search(match["when"]) or _EARLIER.search(behind)):
        return
    level = depth(line.text, match.start())
    now = next((f for f in reversed(line.figures[max(0, at - 4) : at]) if depth(line.text, f.start) <= level), None)
    if now is None or not _plain(now) or not same_unit(now, then) or now.value == then.value:
        return
    between = line.text[now.end : match.start()]
    own_subject = len(re.split(r"[,;(]", between)[-1].split()) > _FEW_WORDS - 1
    if _STOP.search(between) or own_subject or _verb(line, now):
        return
    rises = match["less"] is None and match["verb"].lower() != "giảm"
    if (now.value > then.value) != rises:
        yield _direction(then, now, match["verb"].lower())


def _told(line: Line, at: int, verb: str) -> Iterator[Finding]:
    """ "45 vụ, tăng 12 vụ (36,4%) so với cùng kỳ (33 vụ)": now, the change, its percentage, and then."""
    told = line.figures[at]
    both = _both(line, at)
    if both is not None and both.denominator is not None:
        change, rose = abs(both.value - both.denominator), both.value > both.denominator
        if change and rose != (verb == "tăng"):
            yield _direction(replace(both, value=both.denominator), both, verb)
        elif told.unit != "%" and addable(told) and change != told.value:
            yield _number(both, both, told, change)
        return
    now = _now(line, at)
    if now is None and told.unit != "%" and addable(told):
        yield from _of_an_earlier(line, at, verb)
    if now is None or (told.unit != "%" and not same_unit(now, told)):
        return
    then = _then(line, at, now)
    if then is not None:
        if then.value != now.value and (now.value > then.value) != (verb == "tăng"):
            yield _direction(then, now, verb)
        else:
            yield from _compared(then, now, told)
    elif told.unit != "%" and at + 1 < len(line.figures):
        share = line.figures[at + 1]
        between = line.between(told, share)
        tied = re.fullmatch(r"(?i)\s*(?:\(|,|và|hay|bằng|tương (?:đương|ứng)(?: với)?|tăng|giảm|tức|là|\s)*", between)
        if share.unit == "%" and tied and not share.qualifier and _plain(share):
            old = now.value - told.value if verb == "tăng" else now.value + told.value
            rooms = step(told) / 2, (step(told) + step(now)) / 2
            if (
                old > 0
                and not may_be_percent(told.value, old, share, rooms)
                and not _of_one_whole(line, now, told, share)
            ):
                yield _percent(now, told, share, old)


def _of_an_earlier(line: Line, at: int, verb: str) -> Iterator[Finding]:
    """ "… 832 vụ … So với tháng trước tăng 19 vụ (+2,34%)": one of the counts of the paragraph gives the percentage."""
    told = line.figures[at]
    share = line.figures[at + 1] if at + 1 < len(line.figures) else None
    if share is None or share.unit != "%" or not _plain(share):
        return
    if not re.fullmatch(r"(?i)[^;.()]{0,40}\(\s*(?:tăng|giảm|[-+–])?\s*", line.between(told, share)):
        return
    counts = [
        f
        for f in (*line.figures[max(0, at - 14) : at], *line.figures[at + 2 : at + 10])
        if _plain(f) and addable(f) and same_unit(f, told) and f.value > 0 and not _verb(line, f)
    ]
    olds = [(f, f.value - told.value if verb == "tăng" else f.value + told.value) for f in counts]
    olds = [(f, old) for f, old in (*olds, *((f, f.value) for f in counts)) if old > 0]
    rooms = step(told) / 2, step(told)
    if any(may_be_percent(told.value, old, share, rooms) for _f, old in olds):
        return
    for figure, old in olds:
        off = abs(told.value * 100 / old - share.value)
        if off <= _NEAR and off * 10 <= share.value:
            yield _percent(figure, told, share, old)
            return


def _of_one_whole(line: Line, now: Figure, told: Figure, share: Figure) -> bool:
    """ "3.838 xã (43,02%), tăng 769 xã (8,62%)": both shares are of all, so that the change is in points."""
    own = line.figures[line.figures.index(now) + 1]
    if own.unit != "%" or own.value <= 0 or own is share:
        return False
    return abs(told.value * own.value / now.value - share.value) <= Decimal(2).scaleb(-share.digits)


def _now(line: Line, at: int) -> Figure | None:
    """The value that a change is said of: the figure right before it in its sentence, percentages apart."""
    told = line.figures[at]
    level = depth(line.text, told.start)
    for figure in reversed(line.figures[max(0, at - 6) : at]):
        if depth(line.text, figure.start) > level:
            continue
        if _STOP.search(line.between(figure, told)) or not _plain(figure) or _verb(line, figure):
            return None
        # "…, nhập siêu giảm 5 tỷ": what has a subject of its own does not change the value before it.
        subject = re.split(r"[,;]", line.between(figure, told))[-1].split()
        near = "," not in line.between(figure, told) or len(subject) <= _FEW_WORDS
        return figure if near and (figure.unit != "%" or told.unit == "%") else None
    return None


def _then(line: Line, at: int, now: Figure) -> Figure | None:
    """The earlier value: named after the change ("so với 33 vụ cùng kỳ"), or right before ("năm 2022 là 33, …")."""
    told = line.figures[at]
    for figure in line.figures[at + 1 : at + 3]:
        between = line.between(told, figure)
        if _STOP.search(between) or not _plain(figure):
            break
        if same_unit(figure, now) and _BEFORE.search(between) and not _verb(line, figure):
            return figure if "," not in between else None
    place = line.figures.index(now)
    if place and same_unit(line.figures[place - 1], now) and _plain(line.figures[place - 1]):
        earlier = line.figures[place - 1]
        named = _PERIOD.search(line.text, max(0, earlier.start - 25), earlier.start)
        if named and _PERIOD.search(line.between(earlier, now)) and not _STOP.search(line.between(earlier, now)):
            return earlier
    return None


def _both(line: Line, at: int) -> Figure | None:
    """ "giảm 3 vụ (15/18 vụ)": now and then in a bracket behind the change, with a stroke between."""
    told = line.figures[at]
    both = line.figures[at + 1] if at + 1 < len(line.figures) else None
    if both is None or both.denominator is None or told.unit == "%" or not same_unit(told, both):
        return None
    return both if re.fullmatch(r"[^;.()]{0,60}\(\s*", line.between(told, both)) else None


def _compared(old: Figure, new: Figure, told: Figure) -> Iterator[Finding]:
    change = abs(new.value - old.value)
    if told.unit == "%" and new.unit != "%":
        rooms = (step(new) + step(old)) / 2, step(old) / 2
        if old.value > 0 and not told.qualifier and not may_be_percent(change, old.value, told, rooms):
            yield _percent(new, old, told, old.value)
    elif same_unit(told, new) and addable(told) | (told.unit == "%") and not told.qualifier:
        relative = new.unit == "%" and old.value > 0 and may_be_percent(change, old.value, told, (step(new), step(old)))
        if abs(change - told.value) > max(step(told), step(new), step(old)) * Decimal("0.5") and not relative:
            yield _number(old, new, told, change)


def _plain(figure: Figure) -> bool:
    return figure.denominator is None and not figure.qualifier.replace("tổng số", "")


def _number(old: Figure, new: Figure, told: Figure, change: Decimal) -> Finding:
    earlier = old.denominator if old.denominator is not None else old.value
    high, low = max(earlier, new.value), min(earlier, new.value)
    return Finding(
        check="change",
        severity="error",
        text=_("%(told)s is told as the change, but from %(old)s to %(new)s it is %(right)s."),
        remedy=_("Look up both values, then compute the change again."),
        places=bare((told, old, new)),
        expected=spoken(change),
        found=told.quote,
        arithmetic=f"{spoken(high)} - {spoken(low)} = {spoken(change)} ≠ {spoken(told.value)}",
        values={"told": told.quote, "old": old.quote, "new": new.quote, "right": spoken(change)},
    )


def _percent(one: Figure, other: Figure, share: Figure, base: Decimal) -> Finding:
    change = other.value if base != other.value else abs(one.value - other.value)
    exact = (change * 100 / base).quantize(Decimal(1).scaleb(-max(share.digits, 1)), rounding=ROUND_HALF_UP)
    # Beside the last digit only, the office may have had more digits than it prints.
    close = abs(exact - share.value) <= Decimal(1).scaleb(-share.digits)
    return Finding(
        check="change",
        severity="doubt" if close else "error",
        text=_("%(share)s is told as the change in percent, but the numbers beside it make %(right)s%%."),
        remedy=_("Look up both values, then compute the change again."),
        places=bare((share, one, other)),
        expected=f"{spoken(exact)}%",
        found=share.quote,
        arithmetic=f"{spoken(change)} : {spoken(base)} = {spoken(exact)}% ≠ {share.quote}",
        values={"share": share.quote, "right": spoken(exact)},
    )


def _direction(old: Figure, new: Figure, verb: str) -> Finding:
    return Finding(
        check="change",
        severity="error",
        text=_("«%(verb)s» is said, but %(old)s to %(new)s goes the other way."),
        remedy=_("Look up both values and correct the word or the number."),
        places=bare((new, old)),
        expected="tăng" if new.value > old.value else "giảm",
        found=verb,
        arithmetic=f"{spoken(old.value)} {'>' if old.value > new.value else '<'} {spoken(new.value)}",
        values={"verb": verb, "old": old.quote, "new": new.quote},
    )


CHECK = Check("change", Words("Tăng, giảm so với trước", "Changes against an earlier period"), "change", "fast", run)
