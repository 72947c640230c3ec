"""Which rows a question can need: so that only the files, and of these only the parts, are read that hold such rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from danvan.indicators.copy.tables import texts


@dataclass(frozen=True, slots=True)
class Reach:
    """Which rows a question can need: places by their numbers, years, kinds and measures; None: any."""

    lo: int | None = None
    hi: int | None = None
    years: frozenset[int] | None = None
    kinds: frozenset[str] | None = None
    measures: frozenset[str] | None = None
    #: Only what lies inside the years: within a single year nothing that lies in several.
    inside: bool = False

    def all_years(self) -> frozenset[int] | None:
        """The years of the files that are needed; 0: entries whose days lie in several years."""
        if self.years is None or (self.inside and len(self.years) == 1):
            return self.years
        return self.years | {0}

    def where(self, *, of_facts: bool) -> str:
        """The same as a condition of SQL."""
        said = [] if self.lo is None else [f"t.uv BETWEEN {self.lo} AND {self.hi}"]
        if (years := self.all_years()) is not None:
            said.append(f"t.year IN ({', '.join(map(str, sorted(years)))})")
        if of_facts:
            said += [f"t.{name} IN ({texts(held)})" for name, held in self._named() if held is not None]
        return " AND ".join(said) or "TRUE"

    def _named(self) -> list[tuple[str, frozenset[str] | None]]:
        return [("kind", self.kinds), ("measure", self.measures)]


ANYWHERE: Final = Reach()
