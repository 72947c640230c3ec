"""The engine asked as pages ask it, in the shape of the baselines."""

from __future__ import annotations

from time import perf_counter
from typing import Any

from _answer import Cells, cells_of, number
from _asked import Asked, Question


class Ours:
    """What the process's own copy answers."""

    def __init__(self, asked: Asked) -> None:
        from danvan.kit.period import Period

        self._asked, self._period = asked, Period.parse(str(asked.year))

    def figure(self, question: Question) -> tuple[float, tuple[object, int]]:
        """One figure and a hundred of its records; what it took in ms, and its value and number of records."""
        started = perf_counter()
        found = self.glimpse(question)
        took = (perf_counter() - started) * 1000
        assert len(found.records) == min(100, found.count), "a figure without its records"
        return took, (number(found.value), found.count)

    def glimpse(self, question: Question) -> Any:
        """The figure itself."""
        from danvan.indicators.glimpse import glimpse
        from danvan.kit.scope import Scope

        definition, place = question
        return glimpse(definition.code, Scope(place, self._period), limit=100)

    def grid(self, province: str) -> tuple[float, Cells]:
        """Every indicator in each commune and month of the year."""
        took, table = self.look(province)
        return took, cells_of(table)

    def look(self, province: str) -> tuple[float, Any]:
        """The same, left as it was answered: what is made of it for comparing would take longer than the answer."""
        from danvan.indicators.grid import grid

        started = perf_counter()
        table = grid(self._asked.codes, unit=province, year=self._asked.year, level="commune").table
        return (perf_counter() - started) * 1000, table
