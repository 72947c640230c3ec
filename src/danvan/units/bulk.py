"""A whole register of units as plain rows, in the columns of their tables: how a made-up locality hands it over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.db import models

from danvan.units.models import Edge, Succession, Unit, UnitVersion

#: Columns of the tables in the order of the rows; days are written like 2025-07-01, aliases as JSON.
COLUMNS: dict[type[models.Model], tuple[str, ...]] = {
    Unit: ("id", "sort"),
    UnitVersion: (
        "unit_id", "name", "short", "kind", "slug", "code", "aliases", "area_id", "valid_from", "valid_to",
    ),
    Edge: ("child_id", "parent_id", "tree", "order", "valid_from", "valid_to"),
    Succession: ("old_id", "new_id", "day", "whole", "basis"),
}  # fmt: skip
Row = Sequence[object]


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of one register; places come before what names them."""

    units: list[Row] = field(default_factory=list)
    versions: list[Row] = field(default_factory=list)
    edges: list[Row] = field(default_factory=list)
    successions: list[Row] = field(default_factory=list)

    def tables(self) -> Iterator[tuple[type[models.Model], list[Row]]]:
        """Each table with its rows, in the order in which they can be inserted."""
        yield from ((Unit, self.units), (UnitVersion, self.versions), (Edge, self.edges))
        yield Succession, self.successions

    def clear(self) -> None:
        """Let all rows go, once they are kept."""
        for _model, table in self.tables():
            table.clear()
