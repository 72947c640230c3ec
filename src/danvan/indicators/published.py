"""The indicators that have cells of their own by commune and month: those first on pages, and what these are made of.

Only sums and counts over places and days can be added up from cells; parts of a split are not kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from danvan.indicators.definitions import INDICATORS, Definition
from danvan.indicators.groups import places


@cache
def published() -> tuple[Definition, ...]:
    """The definitions, by code."""
    wanted = dict.fromkeys(code for place in places().values() for lead in place.lead for code in _with_parts(lead))
    return tuple(each for code in sorted(wanted) if adds_up(each := INDICATORS().find(code)))


def _with_parts(code: str) -> Iterator[str]:
    yield code
    for part in INDICATORS().find(code).of:
        yield from _with_parts(part)


def adds_up(definition: Definition) -> bool:
    """Whether its figure now is a sum over cells: a sum or count that adds over places and days, without parts."""
    plain = definition.how in ("sum", "count") and not definition.made and not definition.split
    return plain and definition.adds_over_place and definition.adds_over_time


def counts(definition: Definition, dims: str) -> bool:
    """Whether entries of these dimensions (lines ``name=value``) have of each name one of the values wanted."""
    held = set(dims.splitlines())
    return all(any(f"{name}={value}" in held for value in values) for name, values in definition.where.items())


def wanted(definitions: Iterable[Definition], pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str, str, str]]:
    """(code, kind, measure, dims) for each (kind, dims) of the ledger that one of the definitions counts."""
    pairs = list(pairs)
    for definition in definitions:
        for kind, dims in pairs:
            if kind in definition.kinds and counts(definition, dims):
                yield definition.code, kind, definition.what, dims
