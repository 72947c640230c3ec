"""How a figure is spread: over the places directly below, in the official order, and over the years before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from danvan.indicators.definitions import Definition
from danvan.indicators.engine import Question, ask
from danvan.indicators.glance import address
from danvan.indicators.models import Figure
from danvan.indicators.standpoint import Standpoint
from danvan.indicators.suppression import hidden_cells
from danvan.indicators.wording import is_percent, shown
from danvan.kit.period import Period
from danvan.ui import formats
from danvan.ui.charts import Bar, Given, bars
from danvan.units.queries import children

YEARS: Final = 5


@dataclass(frozen=True, slots=True)
class Spread:
    """Bars of the places or years of which something is recorded, how many these are, and the ``silent`` ones."""

    bars: tuple[Bar, ...]
    known: int
    silent: tuple[Bar, ...]


def by_place(definition: Definition, figure: Figure, at: Standpoint) -> Spread | None:
    """A bar for each place directly below; None where there is none, or the indicator is split."""
    below = children(at.unit.id, at=at.period.end) if at.boundaries == "then" else []
    if not below or definition.split:
        return None
    spots = [Standpoint(unit, at.period, at.boundaries, at.as_of) for unit in below]
    return _spread(figure, spots, [unit.name for unit in below], vietnamese=True)


def over_years(definition: Definition, figure: Figure, at: Standpoint) -> Spread | None:
    """A bar for each of the last years of which something is recorded; None where that is only one."""
    if not at.period.code.isdecimal() or definition.split:
        return None
    years = range(at.period.year - YEARS + 1, at.period.year + 1)
    spots = [Standpoint(at.unit, Period.parse(str(year)), at.boundaries, at.as_of) for year in years]
    spread = _spread(figure, spots, [str(year) for year in years])
    return spread if spread.known > 1 else None


def _spread(figure: Figure, spots: list[Standpoint], labels: list[str], *, vietnamese: bool = False) -> Spread:
    figures = ask([Question(figure.full_code, spot.scope) for spot in spots])
    secret = hidden_cells(figures)
    rows = [
        Given(label, None, _("hidden: few persons"), vietnamese=vietnamese)
        if place in secret
        else Given(
            label,
            each.value,
            str(formats.Shown(s.before, s.number, s.after if s.after == "%" else "")).strip()
            if (s := shown(each))
            else _("not recorded"),
            address(figure.full_code, spot),
            vietnamese,
        )
        for place, (label, spot, each) in enumerate(zip(labels, spots, figures, strict=True))
    ]
    whole = 100 if is_percent(figure) else None
    drawn = bars(rows, whole=whole)
    silent = {place for place, each in enumerate(figures) if each.value is None and place not in secret}
    return Spread(
        tuple(bar for place, bar in enumerate(drawn) if place not in silent),
        sum(each.value is not None for each in figures),
        tuple(bar for place, bar in enumerate(drawn) if place in silent),
    )
