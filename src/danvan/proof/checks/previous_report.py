"""A report against last period's: what it says of then, changes since, sentences copied unchanged, sudden jumps."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from danvan.kit.period import Period
from danvan.kit.words import Words
from danvan.proof.check import Case, Check, Finding, NotRun, bare
from danvan.proof.reading import Figure
from danvan.proof.relations.alike import candidates, comparable, matter, rounded
from danvan.proof.relations.clauses import addable, spoken
from danvan.proof.relations.period import period_of
from danvan.proof.relations.since import Since, since
from danvan.proof.relations.told import Subjects, Told, subjects_of
from danvan.proof.relations.wording import content

_WORK = re.compile(r"(?:cuộc|hội nghị|lớp|đợt|lượt|người|phần|hồ sơ|đồng|vụ|đơn|ý kiến|mô hình|hộ)\b")
#: A copied sentence says as many words and numbers at least; short ones are alike by habit.
_COPIED_WORDS = 12
_COPIED_FIGURES = 2
#: So many words must be common, or all of them where there are no more.
_FEWEST_WORDS = 4
_FEWEST = 3
_CHANGED = frozenset(("tăng", "giảm", "so"))
_YEAR = re.compile(
    r"(?i)(?<!từ )(?<!đến )(?<!giai đoạn )(?<!so với )(?<!cùng kỳ )(?<!kế hoạch )(?<!tháng [0-9] )"
    r"(?<!tháng [0-9][0-9] )"
    r"(?<!\w)năm (?P<year>(?:19|20)[0-9]{2})(?![0-9]|\s?[-–]\s?[0-9]| đến)"
)
#: A stock that is ten times what it was, or a tenth, has lost or won a digit.
_TENFOLD = Decimal(8)
_LEFT_OVER = 1


def run(case: Case) -> Iterator[Finding]:
    """Raises NotRun without a report of an earlier period."""
    if case.previous is None:
        raise NotRun(_("No report of last period was given (--previous FILE)."))
    now, then = subjects_of(case), Subjects(case.previous)
    if not _is_earlier(now, then):
        raise NotRun(_("The other report is not of an earlier period."))
    printed = [one for one in since(now) if not (one.year and then.year and one.year != then.year)]
    said = defaultdict[int, list[Since]](list)
    for one in printed:
        said[id(one.told)].append(one)
    changed = [one for one in now.told if id(one) in said]
    for told, before in _one_to_one(now, then, changed):
        yield from _since(told, before, said[id(told)])
    others = {(one.figure.paragraph, one.figure.start) for one in printed}
    rest = [one for one in now.told if (one.figure.paragraph, one.figure.start) not in others]
    of_then = [one for one in rest if _year_of(now, one) == then.year != now.year]
    for told, before in _one_to_one(now, then, of_then):
        if told.figure.value != before.figure.value and not rounded(told.figure, before.figure):
            yield _of_then(told.figure, before.figure)
    own = [one for one in rest if id(one) not in said and _year_of(now, one) in ("", now.year)]
    for told, before in _one_to_one(now, then, own):
        if _jumps(told.figure, before.figure):
            yield _jump(told.figure, before.figure)
    yield from _copied(now, then)


def _is_earlier(now: Subjects, then: Subjects) -> bool:
    """Whether the other report's period ends before this one's; where neither names one, only the same file is not."""
    if [p.text for p in now.reading.paragraphs] == [p.text for p in then.reading.paragraphs]:
        return False
    period, before = _period(now), _period(then)
    return period is None or before is None or before.end < period.end


def _period(subjects: Subjects) -> Period | None:
    titled = period_of(subjects.reading.paragraphs)
    return titled or (Period.parse(subjects.year) if subjects.year else None)


def _year_of(subjects: Subjects, told: Told) -> str:
    """The year that holds for a figure: the last that its sentence names before it, or the first behind it."""
    text = subjects.reading.paragraph(told.figure.paragraph).text
    before = list(_YEAR.finditer(text, told.sentence.opening[0], told.figure.start))
    if before:
        return before[-1]["year"]
    after = _YEAR.search(text, told.figure.end, told.sentence.end)
    bounded = after is not None and not re.search(r"[,:()0-9]", text[told.figure.end : after.start()])
    return after["year"] if after is not None and bounded else ""


def _one_to_one(now: Subjects, then: Subjects, tellings: Sequence[Told]) -> Iterator[tuple[Told, Told]]:
    """Figures that tell one fact in both reports, where neither report tells it more than once."""
    left = [told for told in tellings if comparable(now.reading, told) or _plain(told)]
    right = [told for told in then.told if comparable(then.reading, told) and _year_of(then, told) in ("", then.year)]
    pairs = [(a, b) for a, b in candidates(left, right) if _same_fact(a, b)]
    ones: dict[int, int] = defaultdict(int)
    for a, b in pairs:
        ones[id(a)] += 1
        ones[id(b)] += 1
    yield from ((a, b) for a, b in pairs if ones[id(a)] == ones[id(b)] == 1)


def _plain(told: Told) -> bool:
    return addable(told.figure) and len(told.words) > 2


def _same_fact(one: Told, other: Told) -> bool:
    """Whether the words agree, and the times but for the year; changes are another matter here."""
    if _times(one) != _times(other):
        return False
    bodies, also = one.sentence.bodies or one.bodies, other.sentence.bodies or other.bodies
    if bodies and also and not bodies & also:
        return False
    names, too = one.names, other.names
    if names and too and not names & too:
        return False
    words, others = frozenset(matter(one)) - _CHANGED, frozenset(matter(other)) - _CHANGED
    left = len(words - content(other.around)) + len(others - content(one.around))
    common = len(words & others)
    return (common >= _FEWEST_WORDS and left <= _LEFT_OVER) or (common >= _FEWEST and words == others)


def _times(told: Told) -> frozenset[str]:
    return frozenset(time for time in told.sentence.periods if not time.isdecimal())


def _since(told: Told, before: Told, said: Sequence[Since]) -> Iterator[Finding]:
    """What is printed of then, and the changes since, against the value of then; of one fault the first is told."""
    for one in sorted(said, key=lambda one: one.printed != "then"):
        finding = _against(told.figure, before.figure, one)
        if finding is not None:
            yield finding
            return


def _against(now: Figure, then: Figure, one: Since) -> Finding | None:
    if one.printed == "then":
        alike = one.figure.value == then.value or rounded(one.figure, then)
        return None if alike else _of_then(one.figure, then)
    by, sign = one.figure, 1 if one.printed == "tăng" else -1
    if by.unit != "%":
        before = now.value - by.value * sign
        if before == then.value:
            return None
        arithmetic = f"{spoken(now.value)} {'-' if sign > 0 else '+'} {spoken(by.value)} = {spoken(before)}"
        return _changed(one, now, then, f"{arithmetic} ≠ {spoken(then.value)}", expected=spoken(then.value))
    if not then.value:
        return None
    exact = (now.value - then.value) * 100 / then.value
    step = Decimal(1).scaleb(-by.digits)
    if abs(exact * sign - by.value) <= step:
        return None
    difference = f"({spoken(now.value)} - {spoken(then.value)}) : {spoken(then.value)}"
    rate = spoken(exact.quantize(step))
    return _changed(one, now, then, f"{difference} = {rate}%", expected=f"{rate.removeprefix('-')}%")


def _changed(one: Since, now: Figure, then: Figure, arithmetic: str, *, expected: str) -> Finding:
    return Finding(
        check="previous_report",
        severity="doubt",
        text=_("%(change)s since then: last period's report says %(before)s (%(arithmetic)s)."),
        remedy=_("Look up the number of then in last period's report and work out the change again."),
        places=bare((one.figure, now)),
        expected=expected,
        found=one.figure.quote,
        arithmetic=arithmetic,
        values={"change": f"{one.printed} {one.figure.quote}", "before": then.quote, "arithmetic": arithmetic},
    )


def _of_then(now: Figure, then: Figure) -> Finding:
    return Finding(
        check="previous_report",
        severity="doubt",
        text=_("Of last period this report says %(now)s; that period's own report says %(then)s."),
        remedy=_("Find out which one is right; if it was corrected since, say so."),
        places=bare((now,)),
        expected=then.quote,
        found=now.quote,
        values={"now": now.quote, "then": then.quote},
    )


def _jumps(now: Figure, then: Figure) -> bool:
    if not (addable(now) and now.value and then.value) or now.unit == "%" or min(now.value, then.value) < 1:
        return False
    low, high = sorted((now.value, then.value))
    return high / low >= _TENFOLD and high >= Decimal(100)


def _jump(now: Figure, then: Figure) -> Finding:
    return Finding(
        check="previous_report",
        severity="doubt",
        text=_("%(now)s, where last period's report says %(then)s: about ten times as much or as little."),
        remedy=_("See whether a digit was lost or added."),
        places=bare((now,)),
        found=now.quote,
        values={"now": now.quote, "then": then.quote},
    )


def _copied(now: Subjects, then: Subjects) -> Iterator[Finding]:
    """Sentences on work done that stand word for word, numbers too, in last period's report."""
    before = {_sentence(then, told) for told in then.told}
    seen: set[tuple[int, int]] = set()
    for told in now.told:
        key = told.sentence.paragraph, told.sentence.opening[0]
        if key in seen:
            continue
        seen.add(key)
        words = _sentence(now, told)
        if words in before and len(words) >= _COPIED_WORDS and _is_work(told.sentence.figures):
            yield Finding(
                check="previous_report",
                severity="doubt",
                text=_("The same sentence with the same numbers stands in last period's report (%(numbers)s)."),
                remedy=_("See whether it was copied and still has to be brought up to date."),
                places=bare(told.sentence.figures),
                values={"numbers": ", ".join(figure.quote for figure in told.sentence.figures)},
            )


def _sentence(subjects: Subjects, told: Told) -> tuple[str, ...]:
    text = subjects.reading.paragraph(told.sentence.paragraph).text[told.sentence.start : told.sentence.end]
    return tuple(re.findall(r"\w+", text.lower()))


def _is_work(figures: Sequence[Figure]) -> bool:
    """Whether it tells of work, which is new each year, and not of villages and hectares, which stay."""
    return len(figures) >= _COPIED_FIGURES and sum(bool(_WORK.match(figure.unit.lower())) for figure in figures) > 1


CHECK = Check(
    "previous_report", Words("So với báo cáo kỳ trước", "Against last period's report"), "previous", "fast", run
)
