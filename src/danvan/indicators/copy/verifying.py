"""Whether the copy is what the ledger says: all is read from the ledger once more and compared, place by place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import duckdb
from django.utils.translation import gettext as _

from danvan.audit.queries import Fault
from danvan.indicators.copy import base, cells
from danvan.indicators.copy.copy import Copy
from danvan.indicators.copy.families import FOREVER
from danvan.indicators.copy.sealing import staged

#: Tables whose rows must be the same; of cells and odd facts only the sums: an entry may be called odd at any time.
_SAME: Final = ("fact", "entry", "role", "named")


def copy_faults(copy: Copy) -> Iterator[Fault]:
    """What the copy holds that the ledger does not say as of the copy's position, or the other way round."""
    with staged(copy.boundaries, copy.state.position) as (anew, _pairs, _dims):
        ours = copy.cursor()
        for name in _SAME:
            yield from _differing(ours, anew, name, copy.rows(name), f"staging.{name}")
        now = f"(SELECT * FROM staging.fact WHERE to_pos = {FOREVER})"
        yield from _differing(ours, anew, "cells", _sums(copy), _all_sums(now))
        yield from _missed(ours, anew, copy)


def _sums(copy: Copy) -> str:
    """Sums over cells and odd facts, by all that a province's cell is known by."""
    held = f"SELECT * EXCLUDE (total, many, upto), total, many FROM ({copy.rows('province_cell')})"
    odd = cells.province_cells(f"(SELECT 1 AS sign, o.* FROM ({copy.rows('odd')}) o)")
    return _grouped(f"{held} UNION ALL BY NAME {odd}")


def _all_sums(facts: str) -> str:
    return _grouped(cells.province_cells(f"(SELECT 1 AS sign, f.* FROM {facts} f)"))


def _grouped(rows: str) -> str:
    return (
        "SELECT * EXCLUDE (total, many), sum(total)::DECIMAL(38, 6) AS total, sum(many)::BIGINT AS many "
        f"FROM ({rows}) GROUP BY ALL HAVING sum(many) <> 0"
    )


def _differing(
    ours: duckdb.DuckDBPyConnection, anew: duckdb.DuckDBPyConnection, name: str, held: str, right: str
) -> Iterator[Fault]:
    """A fault for each place and year whose rows are not the same; sums of digests are compared, not rows."""

    def told(rows: str) -> str:
        # As text: a digest of a row is one of its columns' types, too.
        return (
            f"SELECT year, uv, sum(hash(t::VARCHAR))::VARCHAR, count(*) FROM (SELECT * FROM {rows}) t GROUP BY year, uv"
        )

    mine = set(ours.execute(told(f"({held})")).fetchall())
    theirs = set(anew.execute(told(right if right.startswith("staging.") else f"({right})")).fetchall())
    for year, uv in sorted({row[:2] for row in mine ^ theirs}):
        sentence = _("The copy of %(table)s in the year %(year)s at place number %(uv)s is not what the ledger says.")
        yield Fault(f"copy/{name}/{year}/{uv}", sentence % {"table": name, "year": year, "uv": uv})


def _missed(ours: duckdb.DuckDBPyConnection, anew: duckdb.DuckDBPyConnection, copy: Copy) -> Iterator[Fault]:
    """Entries that must be judged one by one, and lie in cells."""
    held = {row[0] for row in ours.execute(f"SELECT DISTINCT pos FROM ({copy.rows('odd')})").fetchall()}
    for (pos,) in anew.execute("SELECT pos FROM f_odd ORDER BY pos").fetchall():
        if pos not in held:
            yield Fault(
                f"copy/odd/{pos}", _("The entry at position %(pos)s lies in a sum and should not.") % {"pos": pos}
            )


def files_faults() -> Iterator[Fault]:
    """Sealed files that were altered, cut or lost since."""
    for each in base.newest():
        for name in base.faults(each):
            yield Fault(
                f"copy/{name}", _("The sealed file was altered, cut or lost; it is built anew when it is needed.")
            )
