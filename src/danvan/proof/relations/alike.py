"""Whether two figures tell one fact: rare words in common, and nothing that sets them apart."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Final

from danvan.proof.reading import Figure, Reading
from danvan.proof.relations.clauses import addable, depth, is_share
from danvan.proof.relations.told import Told, pairs
from danvan.proof.relations.wording import content

#: A pair of words that stands round more figures than this tells nothing of one of them.
_RARE: Final = 6
_FEWEST_PAIRS: Final = 2
_FEWEST_WORDS: Final = 4
#: Words that may stay unexplained where another figure of the sentence is told alike too.
_LEFT_OVER: Final = 2
_SIBLING: Final = 10
#: How many figures on either side show that a sentence of the same pattern tells of another work.
_BESIDE: Final = 2
#: So many numbers make a paragraph of numbers.
_MANY: Final = 4


def matter(told: Told) -> tuple[str, ...]:
    """The words that name the fact: those of the clause, or of the sentence where the clause says too little."""
    return told.words if len(told.words) > 2 or not _alone(told) else told.wide


def _alone(told: Told) -> bool:
    """Whether no other figure of the sentence is of its noun, so that the sentence's words can be taken for its own."""
    return sum(figure.unit == told.figure.unit for figure in told.sentence.figures) == 1


def comparable(reading: Reading, told: Told) -> bool:
    """Whether a figure is an exact result that is told with enough words to be known again."""
    figure = told.figure
    if figure.part in ("change", "target") or not (addable(figure) or is_share(figure)) or told.other_sort:
        return False
    bracketed = depth(reading.paragraph(figure.paragraph).text, figure.start) > 0
    return len(told.words) > 2 or (not bracketed and len(matter(told)) >= _FEWEST_WORDS)


def candidates(tellings: Sequence[Told], others: Sequence[Told] | None = None) -> Iterator[tuple[Told, Told]]:
    """Pairs of one unit that share rare words; of two lists when ``others`` is given. Linear: rare words are few."""
    index: dict[tuple[str, tuple[str, str]], list[int]] = defaultdict(list)
    for at, told in enumerate(tellings):
        for pair in pairs(matter(told)):
            index[told.unit, pair].append(at)
    second = index
    if others is not None:
        second = defaultdict(list)
        for at, told in enumerate(others):
            for pair in pairs(matter(told)):
                second[told.unit, pair].append(at)
    shared: Counter[tuple[int, int]] = Counter()
    for key, members in index.items():
        also = second.get(key, ())
        if len(members) <= _RARE and len(also) <= _RARE:
            shared.update((a, b) for a in members for b in also if others is not None or a < b)
    right = tellings if others is None else others
    for (a, b), count in shared.items():
        if count >= _FEWEST_PAIRS:
            yield tellings[a], right[b]


def siblings(one: Told, other: Told) -> int:
    """How many other figures the two sentences state alike."""
    return len(_others(one) & _others(other))


def _others(told: Told, near: int | None = None) -> set[tuple[Decimal, str]]:
    """The other figures of the sentence, or only so many on either side."""
    figures = told.sentence.figures
    if near is not None:
        at = figures.index(told.figure)
        figures = figures[max(0, at - near) : at + near + 1]
    return {(f.value, _noun(f)) for f in figures if f is not told.figure and f.value >= _SIBLING}


def _noun(figure: Figure) -> str:
    """The first word of what is counted: "người" of "người ứng cử"."""
    return figure.unit.lower().partition(" ")[0]


def told_apart_by_figures(one: Told, other: Told) -> bool:
    """Whether the rest of the figures shows two works: of the same nouns, and none of them alike; or one sentence
    states both values.
    """
    values = {(f.value, _noun(f)) for f in one.sentence.figures}
    also = {(f.value, _noun(f)) for f in other.sentence.figures}
    a, b = (one.figure.value, _noun(one.figure)), (other.figure.value, _noun(other.figure))
    if a != b and (b in values or a in also):
        return True
    left, right = _others(one, _BESIDE), _others(other, _BESIDE)
    if _others(one) & _others(other):
        return False
    return bool({unit for _, unit in left} & {unit for _, unit in right}) or _of_one_pattern(one, other)


def _of_one_pattern(one: Told, other: Told) -> bool:
    """Whether two paragraphs full of numbers have none in common: one text filled in for two places or times."""
    numbers = []
    for told in (one, other):
        figures = told.sentence.subjects.reading.figures_of(told.figure.paragraph)
        numbers.append({(f.value, _noun(f)) for f in figures if f.value >= _SIBLING})
    return min(map(len, numbers)) >= _MANY and not numbers[0] & numbers[1]


def rounded(one: Figure, other: Figure) -> bool:
    """Whether one value is the other with fewer decimals ("16%" for "16,1%")."""
    fewer = Decimal(1).scaleb(-min(one.digits, other.digits))
    return one.digits != other.digits and one.value.quantize(fewer) == other.value.quantize(fewer)


def contradicted(one: Told, other: Told) -> bool:
    """Whether their periods, places or organisations set them apart."""
    bodies, also = one.sentence.bodies or one.bodies, other.sentence.bodies or other.bodies
    return bool(bodies and also and not bodies & also) or elsewhere(one, other)


def elsewhere(one: Told, other: Told) -> bool:
    """Whether their periods or places set them apart."""
    if one.sentence.periods != other.sentence.periods or one.introduces != other.introduces:
        return True
    names, too = one.names, other.names
    if names and too and not names & too:
        return True
    return bool(foreign(names - too, other) and foreign(too - names, one))


def foreign(names: Iterable[str], told: Told) -> list[str]:
    """The names of which the other telling says nothing."""
    return [name for name in names if not set(name.split()) <= told.around]


def one_fact(one: Told, other: Told) -> bool:
    """Whether two figures of one unit tell one fact, by all the words round them."""
    words, also = frozenset(matter(one)), frozenset(matter(other))
    if len(words & also) < _FEWEST_WORDS:
        return False
    left = len(words - content(other.around)) + len(also - content(one.around))
    if left > (_LEFT_OVER if siblings(one, other) else 0):
        return False
    return not contradicted(one, other) and not told_apart_by_figures(one, other)
