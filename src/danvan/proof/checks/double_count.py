"""Work counted twice: one activity under two organisations, or a number that adds up what others told as their own."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby, pairwise

from django.utils.translation import gettext_lazy as _

from danvan.kit.words import Words
from danvan.proof.check import Case, Check, Finding, bare
from danvan.proof.reading import Figure, Reading
from danvan.proof.relations.clauses import addable, depth, spoken, sum_of
from danvan.proof.relations.told import Told, pairs, subjects_of

#: Numbers that stand round both tellings of one work: so many alike, and none that differs, are no chance.
_RUN = 2
_SEVERAL = 3
#: Two works may well have five gifts each; one of the numbers must be larger than such.
_SOME = 10
#: The least that a total can be without small numbers summing to it by chance.
_RARE = 100
_MANY_PEOPLE = 1000
_LONGEST = 6
_MOST_ALIKE = 4
_PEOPLE = re.compile(
    r"(?:lượt )?(?:người|đại biểu|cử tri|hội viên|đoàn viên|cán bộ|hòa giải viên|học sinh|nông dân|đảng viên|phụ nữ"
    r"|nhân dân|quần chúng|khách|lượt|hộ)\b"
)
_SESSIONS = re.compile(r"(?:cuộc|hội nghị|lớp|đợt|lần|phiên|chương trình)\b")
_BESIDE = re.compile(
    r"(?i)(?<!\w)(?:ngoài ra|bên cạnh đó|cùng với đó|đồng thời|thêm vào đó|còn (?:thực hiện|tổ chức))(?!\w)"
)
_ALL = re.compile(r"(?i)(?<!\w)(?:tổng số|tổng cộng|tổng|lũy kế|luỹ kế|tính chung|cộng)(?!\w)")
_GIFT_WORDS = """
    phần quà trị giá đồng người tham gia trao tặng hỗ trợ cho với hộ gia đình khó khăn kinh phí
"""
#: Words that tell nothing of which work it was.
_GIFTS = frozenset(_GIFT_WORDS.split())


def run(case: Case) -> Iterator[Finding]:
    """Same runs of numbers under two headings, and sums of what stands elsewhere; each place once."""
    subjects = subjects_of(case)
    told = [one for one in subjects.told if one.figure.denominator is None and one.figure.unit != "%"]
    lines = [list(group) for _n, group in groupby(told, key=lambda one: one.figure.paragraph)]
    yield from _one_work(case.reading, lines)
    sums = list(_paired_sums(case.reading, lines))
    yield from sums
    done = {finding.places[0].paragraph for finding in sums}
    yield from (finding for finding in _added_up(case.reading, lines) if finding.places[0].paragraph not in done)


def _one_work(reading: Reading, lines: Sequence[Sequence[Told]]) -> Iterator[Finding]:
    """Two paragraphs of two organisations that state the same numbers of the same nouns in one matter."""
    index: dict[tuple[Decimal, str, Decimal, str], list[int]] = defaultdict(list)
    for at, line in enumerate(lines):
        for one, other in (*pairwise(line), *zip(line, line[2:], strict=False)):
            a, b = sorted(((one.figure.value, _noun(one)), (other.figure.value, _noun(other))))
            index[*a, *b].append(at)
    seen: set[tuple[int, int]] = set()
    for found in index.values():
        places = sorted(set(found))
        if not 1 < len(places) <= _MOST_ALIKE:
            continue
        for left, right in pairwise(places):
            if (left, right) not in seen and _is_one_work(reading, lines[left], lines[right]):
                seen.add((left, right))
                yield _twice(lines[left], lines[right])


def _noun(told: Told) -> str:
    return told.unit.split(" ")[0]


def _common(one: Sequence[Told], other: Sequence[Told]) -> list[tuple[Told, Told]]:
    left = {(told.figure.value, _noun(told)): told for told in other}
    return [(told, left[key]) for told in one if (key := (told.figure.value, _noun(told))) in left]


def _is_one_work(reading: Reading, one: Sequence[Told], other: Sequence[Told]) -> bool:
    if not _two_bodies(one[0], other[0]):
        return False
    alike = _common(one, other)
    if len(alike) < _RUN or all(a.figure.value < _SOME for a, _b in alike):
        return False
    if any(a.sentence.periods != b.sentence.periods for a, b in alike):
        return False
    words = _matter(reading, one) & _matter(reading, other)
    # Numbers that nobody rounds are their own proof; round and small ones need words in common.
    weight = sum(_weight(a.figure.value) for a, _b in alike)
    return bool(words) and (len(alike) >= _SEVERAL or weight >= _RUN) and weight + len(words) >= _SEVERAL + 1


def _weight(value: Decimal) -> int:
    digits = str(int(value)).rstrip("0") if value == value.to_integral_value() else "99"
    return 0 if value < 2 else min(2, len(digits))


def _matter(reading: Reading, line: Sequence[Told]) -> set[tuple[str, str]]:
    """The pairs of words that name the work, gifts and guests left out."""
    text = reading.paragraph(line[0].figure.paragraph).text.lower()
    words = [word for word in re.findall(r"[^\W\d_]+", text) if word not in _GIFTS]
    return set(pairs(words))


def _two_bodies(one: Told, other: Told) -> bool:
    """Whether two organisations tell it: each begins its own sentence, or stands in a heading above."""
    bodies, also = (frozenset((told.sentence.actor,)) - {""} or told.bodies for told in (one, other))
    return bool(bodies and also) and not bodies & also


def _paired_sums(reading: Reading, lines: Sequence[Sequence[Told]]) -> Iterator[Finding]:
    """ "991 sessions for 53.622 people": both are sums over the very same works that another paragraph tells."""
    people: dict[Decimal, list[list[Told]]] = defaultdict(list)
    for line in lines:
        crowd = [
            told for told in line if _PEOPLE.match(told.unit) and not _deep(reading, told) and addable(told.figure)
        ]
        for start in range(len(crowd)):
            for end in range(start + 2, min(len(crowd), start + _LONGEST) + 1):
                people[sum_of(told.figure for told in crowd[start:end])].append(crowd[start:end])
    for line in lines:
        for session, crowd_total in pairwise(line):
            value = crowd_total.figure.value
            if value < _MANY_PEOPLE or not _SESSIONS.match(session.unit) or not _PEOPLE.match(crowd_total.unit):
                continue
            for run_ in people.get(value, ())[:_MOST_ALIKE]:
                if _of_one_place(session, run_[0]):
                    continue
                held = [_sessions_of(reading, told) for told in run_]
                if (
                    session.figure.value == sum((count for count, _f in held), Decimal(0))
                    and session.figure.value >= 10
                ):
                    yield _paired(session, crowd_total, run_, held)


def _of_one_place(one: Told, other: Told) -> bool:
    """Whether two are told in one paragraph, or one of them in the other's note: there a total has its parts."""
    marked = one.sentence.subjects.marked
    a, b = one.figure.paragraph, other.figure.paragraph
    return a == b or marked.get(a) == b or marked.get(b) == a


def _deep(reading: Reading, told: Told) -> bool:
    return depth(reading.paragraph(told.figure.paragraph).text, told.figure.start) > 0


def _sessions_of(reading: Reading, told: Told) -> tuple[Decimal, Figure | None]:
    """How many sessions the people of one clause attended: the number told with them, or the one that is meant."""
    for figure in told.sentence.figures:
        between = reading.paragraph(figure.paragraph).text[figure.end : told.figure.start]
        near = figure.end <= told.figure.start and ";" not in between and not re.search(r"[0-9]", between)
        if near and re.match(r"(?:cuộc|buổi|hội nghị|lớp|đợt)\b", figure.unit.lower()):
            return figure.value, figure
    return Decimal(1), None


def _added_up(reading: Reading, lines: Sequence[Sequence[Told]]) -> Iterator[Finding]:
    """A number told as work on top of others that is their sum: all the numbers of one noun in another sentence."""
    sums: dict[tuple[Decimal, str], list[list[Told]]] = defaultdict(list)
    for line in lines:
        for _start, group in groupby(line, key=lambda told: told.sentence.start):
            by_noun: dict[str, list[Told]] = defaultdict(list)
            for told in group:
                if addable(told.figure) and not told.figure.qualifier:
                    by_noun[_noun(told)].append(told)
            for noun, parts in by_noun.items():
                if 2 < len(parts) <= _LONGEST:
                    sums[sum_of(told.figure for told in parts), noun].append(parts)
    for line in lines:
        for total in line:
            parts_found = sums.get((total.figure.value, _noun(total)), ())
            if total.figure.value < _RARE or len(parts_found) != 1 or not addable(total.figure):
                continue
            parts = parts_found[0]
            if not _of_one_place(parts[0], total) and _told_as_more(reading, total):
                yield _sum(total, parts)


def _told_as_more(reading: Reading, total: Told) -> bool:
    """Whether the total is told as work of its own: on top ("ngoài ra"), never as the total that it is."""
    text = reading.paragraph(total.figure.paragraph).text
    before = text[max(0, total.figure.start - 200) : total.figure.start]
    if _ALL.search(before[-30:]) or total.figure.qualifier:
        return False
    return _BESIDE.search(before) is not None


def _twice(one: Sequence[Told], other: Sequence[Told]) -> Finding:
    alike = _common(one, other)
    first, second = [a.figure for a, _b in alike], [b.figure for _a, b in alike]
    said = ", ".join(figure.quote for figure in first)
    return Finding(
        check="double_count",
        severity="doubt",
        text=_("One work seems to be told twice, under two organisations: %(numbers)s in both places."),
        remedy=_("If it is one work, count it once and name the other organisation as a partner."),
        places=bare((*second, *first)),
        found=said,
        values={"numbers": said},
    )


def _paired(
    session: Told, people: Told, run_: Sequence[Told], held: Sequence[tuple[Decimal, Figure | None]]
) -> Finding:
    counts = sorted((count for count, _figure in held), reverse=True)
    crowds = sorted((told.figure.value for told in run_), reverse=True)
    reckoning = "; ".join(
        (
            _reckoned(counts, session.figure.value),
            _reckoned(crowds, people.figure.value),
        )
    )
    figures = [figure for _count, figure in held if figure is not None]
    return _counted_in(
        (session.figure, people.figure, *figures, *(told.figure for told in run_)),
        f"{session.figure.quote}, {people.figure.quote}",
        reckoning,
    )


def _sum(total: Told, parts: Sequence[Told]) -> Finding:
    figures = [told.figure for told in parts]
    values = sorted((figure.value for figure in figures), reverse=True)
    return _counted_in((total.figure, *figures), total.figure.quote, _reckoned(values, total.figure.value))


def _reckoned(parts: Sequence[Decimal], total: Decimal) -> str:
    return f"{' + '.join(spoken(part) for part in parts)} = {spoken(total)}"


def _counted_in(figures: Sequence[Figure], quote: str, arithmetic: str) -> Finding:
    return Finding(
        check="double_count",
        severity="doubt",
        text=_("%(quote)s: exactly the sum of what is told elsewhere as separate work (%(arithmetic)s)."),
        remedy=_("If the other work is counted in this number, say so; otherwise readers will add them up twice."),
        places=bare(figures),
        found=figures[0].quote,
        arithmetic=arithmetic,
        values={"quote": quote, "arithmetic": arithmetic},
    )


CHECK = Check("double_count", Words("Tính trùng", "Counted twice"), "double_count", "fast", run)
