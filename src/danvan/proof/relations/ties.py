"""Which figures of a report tell of which indicator of the ledger: all the words of its name, its noun, no part."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from danvan.kit.claims import Known
from danvan.proof.check import Case
from danvan.proof.reading import Figure
from danvan.proof.relations.clauses import addable, depth
from danvan.proof.relations.told import Told, pairs, subjects_of
from danvan.proof.relations.wording import Wording, content_of

#: An indicator whose name says less than this beyond its noun ("Số bản") could be meant by any number of that noun.
_FEWEST_WORDS: Final = 2
#: Periods that say nothing of when: "Quốc hội khóa XV", "Hội thi lần thứ V".
_NO_TIME: Final = ("khóa", "lần")
_LARGE_MONEY = re.compile(r"(?i)(?:nghìn|ngàn|triệu|tỷ|tỉ)(?!\w)")
#: "570 triệu đồng" is told for anything so near.
_ROUNDED_MONEY: Final = Decimal("0.005")


@dataclass(frozen=True, slots=True)
class Subject:
    """What an indicator counts, in the words of this report: those of its name beyond its noun."""

    known: Known
    noun: str
    words: frozenset[str]
    pairs: frozenset[tuple[str, str]]


def ties(case: Case) -> Mapping[str, tuple[Known, Sequence[Told]]]:
    """By code: each indicator that the report surely tells of, with the figures that do."""
    subjects = subjects_of(case)
    by_noun: dict[str, list[Subject]] = defaultdict(list)
    for known in case.known or ():
        subject = _subject(known, subjects.wording)
        by_noun[_head(subject.noun)].append(subject)
    tied: dict[str, tuple[Known, list[Told]]] = {}
    for told in subjects.told:
        among = by_noun.get(_head(told.unit), [])
        known_now = _meant(told, [each for each in among if _one_noun(each.noun, told.unit)]) if among else None
        if known_now is not None and _comparable(case, told, known_now):
            tied.setdefault(known_now.code, (known_now, []))[1].append(told)
    return tied


def _subject(known: Known, wording: Wording) -> Subject:
    noun = wording.unit(known.noun)
    name = [word for word in content_of(wording.canonical(known.name)) if word not in noun.split()]
    return Subject(known, noun, frozenset(name), pairs(name))


def _head(noun: str) -> str:
    return noun.partition(" ")[0].rstrip(",")


def _one_noun(one: str, other: str) -> bool:
    """ "ý kiến" and "ý kiến, kiến nghị", "nhà" and "nhà Đại đoàn kết"."""
    shorter, longer = sorted((one.lower().replace(",", ""), other.lower().replace(",", "")), key=len)
    return longer == shorter or longer.startswith(f"{shorter} ")


def _meant(told: Told, subjects: Sequence[Subject]) -> Known | None:
    """The indicator of which a figure tells: all the words of its name stand there, and no other says more."""
    said, in_order, own = told.matters, pairs(told.wide), _own_words(told)
    whole = [
        each
        for each in subjects
        if len(each.words) >= _FEWEST_WORDS
        and each.words <= said
        and len(each.pairs & in_order) * 2 >= len(each.pairs)
        and (own is None or len(each.words & own) * 2 >= len(each.words))
    ]
    most = max((len(each.words) for each in whole), default=0)
    best = [each.known for each in whole if len(each.words) == most]
    if any(same(told.figure, known.value) for known in best):
        return next(known for known in best if same(told.figure, known.value))
    # A number that the ledger says of a near matter is that one's.
    near = (each for each in subjects if each.words & said)
    if len(best) != 1 or any(same(told.figure, each.known.value) for each in near):
        return None
    return best[0]


def _own_words(told: Told) -> frozenset[str] | None:
    """The words between a figure and the next one, where its sentence states others of its noun; else None: all are."""
    figure, subjects = told.figure, told.sentence.subjects
    same = [other for other in told.sentence.figures if _head(subjects.wording.unit(other.unit)) == _head(told.unit)]
    if len(same) == 1:
        return None
    text = subjects.reading.paragraph(figure.paragraph).text
    following = min((f.start for f in told.sentence.figures if f.start > figure.start), default=told.sentence.end)
    return frozenset(content_of(subjects.wording.canonical(text[figure.start : following])))


def _comparable(case: Case, told: Told, known: Known) -> bool:
    """Whether it is an exact result of the report's own place and period, and no part of another number."""
    figure = told.figure
    if told.other_sort or figure.part not in ("", "total") or not addable(figure):
        return False
    if depth(case.reading.paragraph(figure.paragraph).text, figure.start):
        return False
    if figure.place and not figure.place.lower().endswith(known.place.lower()):
        return False
    if figure.period and not known.period.startswith(figure.period[-4:]):
        return False
    return all(period.startswith(_NO_TIME) for period in told.sentence.periods)


def same(figure: Figure, value: Decimal) -> bool:
    """Whether a number is that value, as far as it was printed."""
    if figure.value == value or (figure.digits and figure.value == round(value, figure.digits)):
        return True
    return _LARGE_MONEY.search(figure.quote) is not None and abs(figure.value - value) <= value * _ROUNDED_MONEY
