"""Figures made of other figures: a share, an average, a change, a sum; by the algebra of quantities, which refuses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from danvan.indicators.definitions import Definition
from danvan.indicators.measure import whole
from danvan.indicators.models import Figure
from danvan.kit.quantity import Basis, Number, Precision, Quantity
from danvan.kit.words import Words

POINTS = Words("điểm phần trăm", "percentage points")


def made_of(definition: Definition, parts: Sequence[Figure]) -> tuple[Number | None, Precision]:
    """The value, None where a part that it needs is not known, and how exactly. Refusals of the algebra pass."""
    if definition.how == "plus":
        return _plus(parts)
    if any(part.value is None for part in parts):
        return None, Precision.EXACT
    one, other = parts
    if definition.how == "change":
        made = quantity_of(one) - quantity_of(other)
    elif not other.value:
        return None, Precision.EXACT
    elif definition.how == "share":
        made = quantity_of(one).share_of(quantity_of(other), decimals=definition.decimals)
    else:
        return _average(definition, one, other)
    return (None if made.value is None else whole(Decimal(made.value))), made.precision


def words_of(definition: Definition, parts: Sequence[Figure]) -> tuple[Words, Basis]:
    """Its noun and its basis; a change and a sum have those of their parts, a change of percentages is in points."""
    if definition.how in ("share", "average"):
        return definition.noun, definition.basis
    noun, basis = definition.noun if definition.noun.vi else parts[0].noun, parts[0].basis
    return (POINTS, Basis.POINTS) if definition.how == "change" and basis is Basis.PERCENT else (noun, basis)


def quantity_of(figure: Figure) -> Quantity:
    """The figure as a quantity of the algebra."""
    return Quantity(
        value=figure.value,
        basis=figure.basis,
        noun=figure.noun.vi,
        period=figure.scope.period,
        nature=figure.nature,
        precision=figure.precision,
        place=figure.scope.unit,
        form="sum",
    )


def _plus(parts: Sequence[Figure]) -> tuple[Number | None, Precision]:
    made = quantity_of(parts[0])
    for part in parts[1:]:
        # Parts of one place and period that are counted apart: the algebra sees them as different things.
        made = replace(made, place=None) + quantity_of(part)
    return (None if made.value is None else whole(Decimal(made.value))), made.precision


def _average(definition: Definition, one: Figure, other: Figure) -> tuple[Number | None, Precision]:
    value = (Decimal(one.value or 0) / Decimal(other.value or 1)).quantize(
        Decimal(1).scaleb(-definition.decimals), rounding=ROUND_HALF_UP
    )
    exact = one.precision == other.precision == Precision.EXACT
    return whole(value), Precision.EXACT if exact else Precision.ABOUT
