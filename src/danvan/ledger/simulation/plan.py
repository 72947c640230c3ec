"""What a made-up locality is made from: how many communes and years, the seed, and the moment at which it ends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from danvan.kit import clock
from danvan.kit.errors import Refusal
from danvan.ledger.simulation.places import MERGER

#: Entries that a commune of today makes in a year, on average over all years.
_A_YEAR = 150
#: What falls to the first and to the last year, of five together 100: 12, 16, 20, 24, 28 per cent.
_FIRST, _LAST = 12, 28
_MOST_COMMUNES, _MOST_YEARS = 20_000, 30


@dataclass(frozen=True, slots=True)
class Plan:
    """The last of ``years`` years is that of ``upto``; whatever would be received later is not there yet."""

    communes: int
    years: int
    seed: int
    upto: datetime

    @classmethod
    def now(cls, *, communes: int, years: int, seed: int) -> Plan:
        """A plan that ends at this moment. Raises Refusal for sizes that nobody needs."""
        if not 1 <= communes <= _MOST_COMMUNES or not 1 <= years <= _MOST_YEARS:
            raise Refusal(
                _("A made-up locality has 1 to %(communes)s communes and 1 to %(years)s years."),
                communes=_MOST_COMMUNES,
                years=_MOST_YEARS,
            )
        return cls(communes, years, seed, clock.now().replace(microsecond=0))

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Plan:
        """The plan that ``to_json`` wrote."""
        upto = datetime.fromisoformat(kept["upto"]).astimezone(UTC)
        return cls(kept["communes"], kept["years"], kept["seed"], upto)

    def to_json(self) -> dict[str, object]:
        """The plan as it is kept with the installation."""
        return {"communes": self.communes, "years": self.years, "seed": self.seed, "upto": self.upto.isoformat()}

    def asks_the_same_as(self, other: Plan) -> bool:
        """Whether both were asked for in the same words, on whatever day."""
        return (self.communes, self.years, self.seed) == (other.communes, other.years, other.seed)

    @property
    def first(self) -> date:
        """The first day."""
        return date(self.last.year - self.years + 1, 1, 1)

    @property
    def last(self) -> date:
        """The last day, which may be but begun."""
        return clock.day_of(self.upto)

    @property
    def before(self) -> bool:
        """Whether the years reach back before the communes merged."""
        return self.first < MERGER

    def a_day(self, day: date) -> float:
        """How many entries a day of that year brings on average, corrections included."""
        shares = [_FIRST + (_LAST - _FIRST) * n / max(1, self.years - 1) for n in range(self.years)]
        share = shares[day.year - self.first.year] / sum(shares)
        return self.communes * self.years * _A_YEAR * share / 365.25

    def expected(self) -> int:
        """About how many entries there will be."""
        last = self.last
        whole = sum(self.a_day(date(year, 1, 1)) * 365.25 for year in range(self.first.year, last.year))
        return round(whole + self.a_day(last) * (last - date(last.year, 1, 1) + timedelta(days=1)).days)
