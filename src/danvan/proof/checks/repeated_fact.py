"""One fact stated twice must be stated alike: by what is said of it, wherever and in whatever words."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from danvan.kit.words import Words
from danvan.proof.check import Case, Check, Finding, bare
from danvan.proof.reading import Figure, Reading
from danvan.proof.relations.alike import candidates, comparable, one_fact, rounded
from danvan.proof.relations.clauses import addable, is_share, sentence_around
from danvan.proof.relations.names import UPPER
from danvan.proof.relations.slips import slips
from danvan.proof.relations.told import Subjects, Told, subjects_of
from danvan.proof.relations.verbatim import verbatim
from danvan.proof.relations.wording import names_of

_ITEM_START = re.compile(r"[;:.,()](?=\s)|[()]")
_NAMED = re.compile(rf"(?P<kind>(?:[^\W\d_]+\s)*?)(?P<name>[{UPPER}][^\W_]*(?:\s[{UPPER}0-9][^\W_]*)*)")
_ATTRIBUTE = re.compile(
    rf"(?P<kind>(?:[^\W\d_]+\s){{3}})(?P<name>[{UPPER}][^\W_]*(?:\s[{UPPER}0-9][^\W_]*)*),?\s(?:có\s|với\s|đã\s|được\s)?"
    r"(?:tổng\s)?(?:chiều\s|bề\s)?(?P<what>dài|rộng|cao|diện tích|trị giá|giá trị|kinh phí|tổng mức đầu tư|công suất"
    r"|dung tích)(?:\s(?:là|gồm|đạt))?:?\s*$"
)
_DIVISION = "thôn|bản|làng|ấp|khóm|buôn|xóm|khu phố|tổ dân phố|xã|xã, thị trấn|xã, phường|phường|huyện|khu dân cư"
_PARTS_OF = re.compile(
    rf"(?:(?P<level>(?<!\w)(?i:xã|phường|thị trấn|huyện|quận|thành phố|tỉnh))"
    rf"(?:\s(?P<name>[{UPPER}]\w*(?:\s[{UPPER}]\w*)*))?"
    r"(?:\s(?:ta|hiện nay|hiện tại|hiện))*\s(?:được chia thành|bao gồm|gồm có|gồm|có)(?:\s(?:tổng số|tất cả))?)\s*$"
)
_UNIT = re.compile(rf"(?<!\w)(?i:xã|phường|thị trấn|huyện|quận|tỉnh)\s(?P<name>[{UPPER}]\w*(?:\s[{UPPER}]\w*)*)")
_ENDS = re.compile(r"\s*(?:[,.;:()]|$|\s[0-9])")
_POPULATION = re.compile(
    r"(?<!\w)dân số(?: của)?(?: toàn)?(?: (?:xã|huyện|tỉnh|phường)(?: [^\W\d_]+){0,4})?(?: là| có|:)?\s*$"
)
#: How far before its number "mỗi … một …" can begin.
_BACK = 120
_EACH = re.compile(r"(?<!\w)(?:mỗi (?:[^\W\d_]+ ){1,3}?(?:có )?một|và một) [^;:.()0-9]{1,40}\($")
#: A row of more tellings than this is a series of like things.
_MOST = 3


def run(case: Case) -> Iterator[Finding]:
    """Two values of one fact; each pair of figures once."""
    subjects = subjects_of(case)
    tellings = [told for told in subjects.told if comparable(case.reading, told)]
    seen: set[tuple[int, int, int, int]] = set()
    for one, other in sorted(
        (
            *_alike(tellings),
            *((one.figure, other.figure) for one, other in (*slips(subjects.told), *verbatim(subjects.told))),
            *_keyed(subjects),
            *_digits_swapped(case.reading, subjects),
            *_one_each(case.reading, subjects),
        ),
        key=lambda pair: (pair[0].paragraph, pair[0].start),
    ):
        key = (one.paragraph, one.start, other.paragraph, other.start)
        if key not in seen:
            seen.add(key)
            yield _finding(one, other)


def _alike(tellings: list[Told]) -> Iterator[tuple[Figure, Figure]]:
    """Figures of different paragraphs whose words tell one fact, unless a whole row of them does."""
    found: dict[int, list[Told]] = defaultdict(list)
    told_by = {id(told): told for told in tellings}
    for one, other in candidates(tellings):
        if one.figure.paragraph != other.figure.paragraph and one_fact(one, other):
            found[id(one)].append(other)
            found[id(other)].append(one)
    for key, others in found.items():
        one = told_by[key]
        values = {one.figure.value, *(other.figure.value for other in others)}
        if len(others) < _MOST and len(values) == 2:
            for other in others:
                differ = one.figure.value != other.figure.value and not rounded(one.figure, other.figure)
                if differ and _place(one.figure) < _place(other.figure):
                    yield one.figure, other.figure


def _place(figure: Figure) -> tuple[int, int]:
    return figure.paragraph, figure.start


def _keyed(subjects: Subjects) -> Iterator[tuple[Figure, Figure]]:
    """Things known by a name and a kind: the size of one bridge, the villages of one commune, its population."""
    groups: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    own = _own_unit(subjects.reading)
    for told in subjects.told:
        if addable(told.figure):
            for key in _keys(subjects, told, own):
                groups[key].append(told.figure)
    for key, figures in _named_in_brackets(subjects):
        groups[key].extend(figures)
    for figures in groups.values():
        values = {figure.value for figure in figures}
        if len(values) == 2 and len(figures) <= 2 * _MOST:
            first = figures[0]
            second = next(figure for figure in figures if figure.value != first.value)
            if first.paragraph != second.paragraph:
                yield first, second


def _keys(subjects: Subjects, told: Told, own: str) -> Iterator[tuple[object, ...]]:
    figure, text = told.figure, subjects.reading.paragraph(told.figure.paragraph).text
    before = text[max(told.sentence.start, figure.start - 160) : figure.start]
    sized = _ATTRIBUTE.search(before)
    if sized is not None:
        thing = subjects.wording.canonical(f"{sized['kind']}{sized['name']}")
        yield "size", thing, subjects.wording.canonical(sized["what"]), told.unit, told.sentence.periods
    if re.fullmatch(_DIVISION, told.unit.split(", ")[0]) and _ENDS.match(text, figure.end):
        parts = _PARTS_OF.search(before)
        if parts is not None:
            unit = "thôn" if told.unit.split(", ")[0] in ("thôn", "làng", "bản") else told.unit
            yield "parts", subjects.wording.canonical(parts["level"]), _other(parts["name"], own), unit
    if told.unit in ("người", "dân số") and _ENDS.match(text, figure.end):
        people = _POPULATION.search(subjects.wording.canonical(before))
        if people is not None and not told.other_sort:
            yield "population", told.sentence.names, told.sentence.bodies


def _own_unit(reading: Reading) -> str:
    """The unit that the report speaks of: the one that it names more often than any other."""
    named = Counter(
        match["name"].lower() for paragraph in reading.paragraphs[:200] for match in _UNIT.finditer(paragraph.text)
    )
    first = named.most_common(2)
    return first[0][0] if len(first) == 1 or (first and first[0][1] > first[1][1]) else ""


def _other(name: str | None, own: str) -> str:
    """The name of another unit than the report's own, which need not be named."""
    return "" if name is None or name.lower() == own else name.lower()


def _named_in_brackets(subjects: Subjects) -> Iterator[tuple[tuple[object, ...], list[Figure]]]:
    """ "cầu bê tông Khe Lớn (1,2ha), Nà Đông (0,8ha)": the kind is said once, before the first name of the row."""
    last, kind, end = 0, "", 0
    for told in subjects.told:
        figure, text = told.figure, subjects.reading.paragraph(told.figure.paragraph).text
        if text[figure.start - 1 : figure.start] != "(" or text[figure.end : figure.end + 1] != ")":
            continue
        if figure.paragraph != last or re.search(r"[;.:]\s", text[end : figure.start - 1]):
            kind = ""
        last, end = figure.paragraph, figure.end
        starts = [match.end() for match in _ITEM_START.finditer(text, max(0, figure.start - 120), figure.start - 1)]
        item = _NAMED.fullmatch(text[starts[-1] if starts else 0 : figure.start - 1].strip())
        if item is None:
            continue
        kind = subjects.wording.canonical(item["kind"]) or kind
        if len(kind.split()) > 1 and addable(figure):
            opening = text.partition(":")[0] if ":" in text[: figure.start] else ""
            yield (kind, subjects.wording.canonical(item["name"]), told.unit, names_of(opening), told.bodies), [figure]


def _digits_swapped(reading: Reading, subjects: Subjects) -> Iterator[tuple[Figure, Figure]]:
    """Percentages of neighbouring paragraphs whose digits changed places ("4,56%" and "4,65%"), of one matter."""
    shares = [told for told in subjects.told if is_share(told.figure) and told.figure.digits > 1]
    for one, other in _near(shares):
        a, b = (str(told.figure.value.scaleb(told.figure.digits).to_integral_value()) for told in (one, other))
        differing = [at for at, (x, y) in enumerate(zip(a, b, strict=False)) if x != y]
        if len(a) == len(b) and len(differing) == 2 and differing[1] == differing[0] + 1 and sorted(a) == sorted(b):
            words, also = (_said_of(reading, subjects, told) for told in (one, other))
            if ("trễ hạn" in words and "trễ hạn" in also) or one_fact(one, other):
                yield one.figure, other.figure


def _one_each(reading: Reading, subjects: Subjects) -> Iterator[tuple[Figure, Figure]]:
    """ "03 chi hội, mỗi nơi một ban trị sự (03 ban trị sự)": as many as there are of the first."""
    for told in subjects.told:
        start = told.figure.start
        before = reading.paragraph(told.figure.paragraph).text[max(0, start - _BACK) : start]
        if _EACH.search(before) and told.sentence.figures[0] is not told.figure and addable(told.figure):
            first = told.sentence.figures[0]
            if addable(first) and first.value != told.figure.value and first.unit != told.figure.unit:
                yield first, told.figure


def _near(shares: list[Told]) -> Iterator[tuple[Told, Told]]:
    for at, one in enumerate(shares):
        for other in shares[at + 1 : at + 12]:
            if 0 < other.figure.paragraph - one.figure.paragraph <= 2:
                yield one, other


def _said_of(reading: Reading, subjects: Subjects, told: Told) -> str:
    """The clause before a share and, inside brackets, the one before the bracket."""
    text = reading.paragraph(told.figure.paragraph).text
    around = sentence_around(text, told.figure.start)
    at = max(0, told.figure.start - text.find(around))
    clauses = [clause for clause in re.split(r"[();]|,\s", around[:at]) if len(clause.split()) > 2]
    return subjects.wording.canonical(" ".join(clauses[-2:] if "(" in around[max(0, at - 20) : at] else clauses))


def _finding(one: Figure, other: Figure) -> Finding:
    return Finding(
        check="repeated_fact",
        severity="doubt",
        text=_("The same fact is stated twice with different numbers: %(one)s and %(other)s."),
        remedy=_("If it is one fact, correct the wrong number; if there are two, say what sets them apart."),
        places=bare((other, one)),
        found=other.quote,
        values={"one": one.quote, "other": other.quote},
    )


CHECK = Check("repeated_fact", Words("Một việc nêu hai lần", "A fact stated twice"), "repeat", "fast", run)
