"""Scope: where, when, by whom and as known when a figure speaks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from danvan.kit.period import Period

#: Read places in the boundaries of the period itself, or in those of today.
Boundaries = Literal["then", "today"]


@dataclass(frozen=True, slots=True)
class Scope:
    """The place ``unit`` (an opaque id) and all below it in ``tree``, during ``period``.

    ``body`` and ``roles`` narrow the scope to entries in which that organisation had one of the roles (empty:
    any role). ``as_of`` is a day in Viet Nam: only what was received by its end counts; None means all.
    """

    unit: str
    period: Period
    tree: str = "place"
    boundaries: Boundaries = "then"
    body: str | None = None
    roles: tuple[str, ...] = ()
    as_of: date | None = None

    def during(self, period: Period) -> Scope:
        """The same scope in another period."""
        return replace(self, period=period)

    def within(self, unit: str) -> Scope:
        """The same scope at another place."""
        return replace(self, unit=unit)
