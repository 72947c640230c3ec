"""Charts as values: bars scaled to their largest or to a whole; drawn by ui/bars.html as a table with bars in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from danvan.kit.quantity import Number


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: its ``label``, what stands for the value (``text``), the bar's ``width`` in per cent, where it leads.

    ``width`` is None where there is no value to draw; ``vietnamese``: the label is a name in Vietnamese.
    """

    label: str
    text: str
    width: str | None
    url: str = ""
    vietnamese: bool = False


@dataclass(frozen=True, slots=True)
class Given:
    """What a bar is made of; ``value`` None: nothing recorded, or not to be shown."""

    label: str
    value: Number | None
    text: str
    url: str = ""
    vietnamese: bool = False


@dataclass(frozen=True, slots=True)
class Filled:
    """One bar that is filled as far as a part is of its whole: its ``width`` in per cent, and both in words."""

    width: str
    text: str


def filled(part: Number, whole: Number, text: str) -> Filled:
    """A bar filled as far as ``part`` is of ``whole``; never beyond it, and empty where there is no whole."""
    return Filled(f"{min(Decimal(_width(part, Decimal(whole)) or 0), Decimal(100)):.2f}", text)


def bars(rows: Sequence[Given], *, whole: Number | None = None) -> list[Bar]:
    """The rows as bars, as wide as they are to ``whole``, else to the largest of them; below zero is no bar."""
    largest = Decimal(whole or max((row.value or 0 for row in rows), default=0))
    return [Bar(row.label, row.text, _width(row.value, largest), row.url, row.vietnamese) for row in rows]


def _width(value: Number | None, largest: Decimal) -> str | None:
    if value is None or largest <= 0:
        return None
    return f"{max(Decimal(value) * 100 / largest, Decimal(0)):.2f}"
