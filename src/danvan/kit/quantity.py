"""Quantity: a number that knows what it counts, and refuses what may not be added.

Turns are never added to persons, a stock is never summed over time, figures of overlapping periods are never
summed, a total is never added to the details that it covers (design, law 3 and section 8). Each refusal is a
sentence that says why. Values are whole numbers or decimals, never floating-point.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

from django.utils.translation import gettext_lazy as _

from danvan.kit.errors import Refusal
from danvan.kit.period import Period

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise


class Basis(StrEnum):
    """The counting basis of a measure: what one of it is. The printed noun is another field."""

    OCCASIONS = "occasions"
    TURNS = "turns"
    PERSONS = "persons"
    HOUSEHOLDS = "households"
    OPINIONS = "opinions"
    DOCUMENTS = "documents"
    UNITS = "units"
    ITEMS = "items"
    DONG = "dong"
    HECTARES = "hectares"
    PERCENT = "percent"
    POINTS = "points"

    @property
    def label(self) -> _StrOrPromise:
        """The basis in words, for sentences of refusal and for pages."""
        return _BASIS_LABELS[self]


_BASIS_LABELS = {
    Basis.OCCASIONS: _("occasions"),
    Basis.TURNS: _("turns of attendance"),
    Basis.PERSONS: _("distinct persons"),
    Basis.HOUSEHOLDS: _("households"),
    Basis.OPINIONS: _("opinions"),
    Basis.DOCUMENTS: _("documents"),
    Basis.UNITS: _("places or bodies"),
    Basis.ITEMS: _("items"),
    Basis.DONG: _("đồng"),
    Basis.HECTARES: _("hectares"),
    Basis.PERCENT: _("per cent"),
    Basis.POINTS: _("points"),
}


class Nature(StrEnum):
    """A flow happens over a period; a stock is there at a date."""

    FLOW = "flow"
    STOCK = "stock"


class Precision(StrEnum):
    """How exactly a value is known. The words before a printed number come from it (trên, khoảng, dưới…)."""

    EXACT = "exact"
    OVER = "over"
    ABOUT = "about"
    UNDER = "under"
    AT_LEAST = "at_least"
    IN_WORDS = "in_words"


class Status(StrEnum):
    """Thực hiện, ước thực hiện, chính thức. An official value supersedes its estimate and is never added to it."""

    DONE = "done"
    ESTIMATED = "estimated"
    OFFICIAL = "official"


Number = int | Decimal
#: single: one occasion; total: a count that somebody reported; sum: made of others by danvan.
Form = Literal["single", "total", "sum"]

_LOWER_BOUNDS = {Precision.OVER, Precision.AT_LEAST}


def joint_precision(one: Precision, other: Precision) -> Precision:
    """The precision of a sum: "over" stays "over"; what mixes bounds of both sides is only "about".

    A part known only in words ("hàng trăm") makes the sum "at least". Order and brackets never matter.
    """
    kinds = {Precision.AT_LEAST if part is Precision.IN_WORDS else part for part in (one, other)} - {Precision.EXACT}
    if not kinds:
        return Precision.EXACT
    if kinds == _LOWER_BOUNDS:
        return Precision.OVER
    return kinds.pop() if len(kinds) == 1 else Precision.ABOUT


@dataclass(frozen=True, slots=True)
class Quantity:
    """``value`` (None: happened, number not stated) of ``basis`` during ``period`` at ``place``.

    ``noun`` is the printed word (lượt người, đại biểu…). For a stock, ``period`` is the day or span at which it
    stood. ``place`` is a unit's opaque id, or None when the quantity speaks of no place.
    """

    value: Number | None
    basis: Basis
    noun: str
    period: Period
    nature: Nature = Nature.FLOW
    precision: Precision = Precision.EXACT
    status: Status = Status.DONE
    place: str | None = None
    form: Form = "single"

    def __post_init__(self) -> None:
        if isinstance(self.value, float):
            raise TypeError("a quantity holds whole numbers or decimals, never floating-point")

    def __add__(self, other: Quantity) -> Quantity:
        """The sum. Raises Refusal, in a sentence, whenever the two may not be added."""
        self._refuse_to_add(other)
        known = [part.value for part in (self, other) if part.value is not None]
        precision = joint_precision(self.precision, other.precision)
        if len(known) == 1:
            precision = joint_precision(precision, Precision.AT_LEAST)
        return replace(
            self,
            value=sum(known) if known else None,
            precision=precision,
            period=self.period if self.period == other.period else _hull(self.period, other.period),
            place=self.place if self.place == other.place else None,
            status=_joint_status(self.status, other.status),
            form="sum",
        )

    def _refuse_to_add(self, other: Quantity) -> None:
        if self.basis != other.basis:
            raise Refusal(
                _("%(one)s are never added to %(other)s."),
                one=self.basis.label,
                other=other.basis.label,
                advice=_("Show the two figures side by side."),
            )
        if Basis.PERCENT in (self.basis, other.basis):
            raise Refusal(
                _("Percentages are not added."),
                advice=_("Add the counts above and below the line and divide again."),
            )
        if self.nature != other.nature:
            raise Refusal(_("A stock at a date is never added to a flow over a period."))
        same_place = self.place == other.place
        if self.nature is Nature.STOCK and self.period != other.period:
            raise Refusal(
                _("A stock is never summed over time: %(one)s and %(other)s are two dates."),
                one=self.period,
                other=other.period,
                advice=_("Use the latest, or show how it changed."),
            )
        if same_place and self.nature is Nature.STOCK:
            raise Refusal(_("The same stock at the same place and date would be counted twice."))
        if same_place and self.period.overlaps(other.period):
            totals = [part.form == "total" for part in (self, other)]
            if any(totals) and not all(totals):
                raise Refusal(
                    _("A reported total is never added to the details that it covers."),
                    advice=_("Use the total or the details, not both."),
                )
            if self.period != other.period or all(totals):
                raise Refusal(
                    _("Figures of overlapping periods are never summed: %(one)s and %(other)s share days."),
                    one=self.period,
                    other=other.period,
                )
        if {self.status, other.status} == {Status.ESTIMATED, Status.OFFICIAL}:
            raise Refusal(_("An official value supersedes its estimate; the two are never added."))

    def __sub__(self, other: Quantity) -> Quantity:
        """The change from ``other`` to this, of one basis and nature. Raises Refusal otherwise, or when unknown."""
        if (self.basis, self.nature) != (other.basis, other.nature):
            raise Refusal(
                _("%(one)s cannot be compared with %(other)s."), one=self.basis.label, other=other.basis.label
            )
        if self.value is None or other.value is None:
            raise Refusal(_("A change needs both values; one of them was not stated."))
        precision = Precision.EXACT if self.precision == other.precision == Precision.EXACT else Precision.ABOUT
        return replace(self, value=self.value - other.value, precision=precision, form="sum")

    def share_of(self, whole: Quantity, *, decimals: int = 2) -> Quantity:
        """This as a percentage of ``whole``, half rounded up. Raises Refusal for another basis or a whole of zero."""
        if self.basis != whole.basis:
            raise Refusal(_("%(one)s are no part of %(other)s."), one=self.basis.label, other=whole.basis.label)
        if self.value is None or not whole.value:
            raise Refusal(_("A share needs both values, and a whole that is not zero."))
        value = (Decimal(self.value) * 100 / Decimal(whole.value)).quantize(
            Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP
        )
        precision = Precision.EXACT if self.precision == whole.precision == Precision.EXACT else Precision.ABOUT
        return replace(self, value=value, basis=Basis.PERCENT, noun="%", precision=precision, form="sum")

    def as_turns(self, noun: str = "lượt người") -> Quantity:
        """Persons of one occasion read as turns; the reverse does not exist. Raises Refusal for anything else."""
        if self.basis is Basis.TURNS:
            return self
        if self.basis is not Basis.PERSONS or self.form != "single":
            raise Refusal(
                _("Only the persons of one occasion may be read as turns; %(basis)s may not."), basis=self.basis.label
            )
        return replace(self, basis=Basis.TURNS, noun=noun)


def _joint_status(one: Status, other: Status) -> Status:
    """One estimate makes the sum an estimate; official and merely reported together are no more than reported."""
    if one == other:
        return one
    return Status.ESTIMATED if Status.ESTIMATED in (one, other) else Status.DONE


def _hull(one: Period, other: Period) -> Period:
    return Period.between(min(one.start, other.start), max(one.end, other.end))
