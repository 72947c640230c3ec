"""A report against last period's: what it says of then, changes since, sentences copied unchanged, sudden jumps."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from danvan.kit.words import Words
from danvan.proof.alike import candidates, comparable, matter, rounded
from danvan.proof.check import Case, Check, Finding, NotRun, bare
from danvan.proof.clauses import addable, spoken
from danvan.proof.reading import Figure
from danvan.proof.told import Subjects, Told, subjects_of
from danvan.proof.wording import content

_SINCE = re.compile(
    r"(?i)^,?\s*\(?(?P<way>tăng|giảm)\s(?:thêm\s)?(?P<by>[0-9][0-9.,]*)\s?(?P<unit>%|[^\W\d_]+)?[^.;]{0,60}?"
    r"so với (?:cùng kỳ|năm|kỳ|tháng|quý)"
)
_WORK = re.compile(r"(?:cuộc|hội nghị|lớp|đợt|lượt|người|phần|hồ sơ|đồng|vụ|đơn|ý kiến|mô hình|hộ)\b")
#: A copied sentence says as many words and numbers at least; short ones are alike by habit.
_COPIED_WORDS = 12
_COPIED_FIGURES = 2
_FEWEST_WORDS = 4
#: A stock that is ten times what it was, or a tenth, has lost or won a digit.
_TENFOLD = Decimal(8)
_LEFT_OVER = 1


def run(case: Case) -> Iterator[Finding]:
    """Raises NotRun without a report of last period."""
    if case.previous is None:
        raise NotRun(_("No report of last period was given (--previous FILE)."))
    now, then = subjects_of(case), Subjects(case.previous)
    for told, before in _one_to_one(now, then):
        change = _change(now, told)
        if change is not None:
            yield from _since(told, before, *change)
        elif then.year and then.year in told.sentence.periods and now.year != then.year:
            if told.figure.value != before.figure.value and not rounded(told.figure, before.figure):
                yield _of_then(told.figure, before.figure)
        elif told.sentence.periods == before.sentence.periods and _jumps(told.figure, before.figure):
            yield _jump(told.figure, before.figure)
    yield from _copied(now, then)


def _one_to_one(now: Subjects, then: Subjects) -> Iterator[tuple[Told, Told]]:
    """Figures that tell one fact in both reports, where neither report tells it more than once."""
    left = [told for told in now.told if comparable(now.reading, told) or _plain(told)]
    right = [told for told in then.told if comparable(then.reading, told)]
    pairs = [(a, b) for a, b in candidates(left, right) if _same_fact(a, b)]
    ones: dict[int, int] = defaultdict(int)
    for a, b in pairs:
        ones[id(a)] += 1
        ones[id(b)] += 1
    yield from ((a, b) for a, b in pairs if ones[id(a)] == ones[id(b)] == 1)


def _plain(told: Told) -> bool:
    return addable(told.figure) and len(told.words) > 2


def _same_fact(one: Told, other: Told) -> bool:
    """Whether the words agree; times are another matter here, and so are changes."""
    bodies, also = one.sentence.bodies or one.bodies, other.sentence.bodies or other.bodies
    if bodies and also and not bodies & also:
        return False
    names, too = one.names, other.names
    if names and too and not names & too:
        return False
    words, others = frozenset(matter(one)), frozenset(matter(other))
    if len(words & others) < _FEWEST_WORDS:
        return False
    return len(words - content(other.around)) + len(others - content(one.around)) <= _LEFT_OVER


def _change(now: Subjects, told: Told) -> tuple[str, Decimal, bool, Figure] | None:
    """ "tăng 10 cuộc so với năm trước" right behind a figure: which way, by how much, in percent or not."""
    text = now.reading.paragraph(told.figure.paragraph).text
    since = _SINCE.match(text[told.figure.end : told.figure.end + 160])
    if since is None:
        return None
    by = next((f for f in told.sentence.figures if f.start >= told.figure.end), None)
    if by is None or by.denominator is not None or by.start > told.figure.end + since.end("by"):
        return None
    return since["way"].lower(), by.value, by.unit == "%", by


def _since(told: Told, before: Told, way: str, by: Decimal, percent: bool, figure: Figure) -> Iterator[Finding]:
    """The change as printed against the two values."""
    new, old = told.figure.value, before.figure.value
    sign = 1 if way == "tăng" else -1
    difference = new - old
    if percent:
        if not old:
            return
        exact = difference * 100 / old * sign
        step = Decimal(1).scaleb(-figure.digits)
        right = abs(exact - by) <= step
        arithmetic = f"({spoken(new)} - {spoken(old)}) : {spoken(old)} = {spoken((exact * sign).quantize(step))}%"
    else:
        right = difference == by * sign
        arithmetic = f"{spoken(new)} - {spoken(old)} = {spoken(difference)}"
    if not right:
        yield Finding(
            check="previous_report",
            severity="doubt",
            text=_("%(change)s since then: last period's report says %(before)s (%(arithmetic)s)."),
            remedy=_("Look up the number of then in last period's report and work out the change again."),
            places=bare((figure, told.figure)),
            expected=spoken(abs(difference)) if not percent else spoken(abs(exact).quantize(step)) + "%",
            found=figure.quote,
            arithmetic=arithmetic,
            values={"change": f"{way} {figure.quote}", "before": before.figure.quote, "arithmetic": arithmetic},
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
        expected=then.quote,
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
