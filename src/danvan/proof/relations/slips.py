"""Two numbers of one noun in one matter that differ by a slip of the pen: one digit, or two that changed places."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from danvan.proof.relations.alike import foreign, told_apart_by_figures
from danvan.proof.relations.clauses import addable, is_share
from danvan.proof.relations.told import Told, pairs

#: A bucket of more numbers than this holds a series.
_MOST: Final = 6
_FEWEST_WORDS: Final = 3
#: How much of the shorter telling must stand in the other: the fewer the digits, the likelier they agree by chance.
_SURE: Final = {2: 1.0, 3: 0.75, 4: 0.6}
#: Digits that changed places are a likelier slip than another digit.
_USUAL: Final = {2: 0.75, 3: 0.5}
_MANY: Final = 0.45
_NUMBER = re.compile(r"[0-9][0-9.,]*")
_LATER: Final = ("sau", "trước")
_PEOPLE: Final = frozenset(("dân", "khẩu", "nhân"))

Key = tuple[str, int, int, str]


def slips(tellings: Sequence[Told]) -> Iterator[tuple[Told, Told]]:
    """Pairs of different paragraphs that tell one fact with such numbers. Linear: numbers are found by their digits."""
    buckets: dict[Key, list[Told]] = defaultdict(list)
    for told in tellings:
        figure = told.figure
        if not told.other_sort and figure.part not in ("change", "target") and (addable(figure) or is_share(figure)):
            for key in _keys(told):
                buckets[key].append(told)
    for bucket in buckets.values():
        if not 1 < len(bucket) <= _MOST:
            continue
        for at, one in enumerate(bucket):
            for other in bucket[at + 1 :]:
                differ = one.figure.value != other.figure.value and one.figure.paragraph != other.figure.paragraph
                if differ and _one_matter(one, other):
                    yield one, other


def _keys(told: Told) -> Iterator[Key]:
    """The number with each of its digits left out in turn, and with its digits sorted."""
    text = _printed(told)
    exact = len(text.rstrip("0"))
    if exact < 2:
        return
    size = told.figure.value.adjusted()
    noun = told.unit.removeprefix("lượt ").partition(" ")[0]
    noun = "người" if noun in _PEOPLE else noun
    yield noun, len(text), size, "".join(sorted(text))
    if exact > (3 if noun == "%" else 2):
        for at in range(len(text)):
            yield noun, len(text), size, f"{text[:at]}_{text[at + 1 :]}"


def _printed(told: Told) -> str:
    """The digits of its number as printed, without padding."""
    number = _NUMBER.search(told.figure.quote)
    return re.sub(r"[^0-9]", "", number[0]).lstrip("0") if number else ""


def _one_matter(one: Told, other: Told) -> bool:
    unit = frozenset(one.unit.split()) & frozenset(other.unit.split())
    words, also = one.matters, other.matters
    shared = len(words & also)
    a, b = _printed(one), _printed(other)
    # Percentages are many and near one another: digits that changed places prove less there.
    swapped = sorted(a) == sorted(b) and one.unit != "%"
    needed = _FEWEST_WORDS + (len(a) < _FEWEST_WORDS)
    if shared < needed or shared == len(unit) or not pairs(one.wide) & pairs(other.wide):
        return False
    least = _USUAL.get(len(a), _MANY) if swapped else _SURE.get(len(a), _SURE[4])
    if shared < least * min(len(words), len(also)):
        return False
    return not _set_apart(one, other) and not told_apart_by_figures(one, other)


def _set_apart(one: Told, other: Told) -> bool:
    """Whether both name a time, a body or a place, and not one of them in common."""
    if any(moment in one.around for moment in _LATER) != any(moment in other.around for moment in _LATER):
        return True
    for left, right in (
        (one.sentence.periods, other.sentence.periods),
        (one.sentence.bodies or one.bodies, other.sentence.bodies or other.bodies),
        (one.names, other.names),
    ):
        if left and right and not left & right:
            return True
    return bool(foreign(one.names - other.names, other) and foreign(other.names - one.names, one))
