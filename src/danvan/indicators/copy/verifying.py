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
from danvan.indicators.copy.tables import CELLS, schema_name

#: Tables whose rows must be the same; of cells and odd facts only the sums: an entry may be called odd at any time.
_SAME: Final = ("fact", "entry", "role", "named", "heavy")


def copy_faults(copy: Copy) -> Iterator[Fault]:
    """What the copy holds that the ledger does not say as of the copy's position, or the other way round."""
    with staged(copy.boundaries, copy.state.position) as (anew, pairs, _dims):
        ours = copy.cursor()
        for name in _SAME:
            yield from _differing(ours, anew, name, f"({copy.rows(name)})", f"staging.{name}")
        now = f"(SELECT 1 AS sign, f.* FROM staging.fact f WHERE to_pos = {FOREVER})"
        odd = f"(SELECT 1 AS sign, o.* FROM ({copy.rows('odd')}) o)"
        for name, sums in zip(CELLS, (cells.commune_cells, cells.province_cells), strict=True):
            held = cells.added(f"FROM ({copy.rows(name)}) UNION ALL BY NAME {sums(odd)}")
            yield from _differing(ours, anew, name, f"({held})", f"({cells.added(sums(now))})")
        yield from _missed(ours, anew, copy)
        held_pairs = ours.execute("SELECT record, other, from_pos, to_pos FROM pair").fetchall()
        for record, *_rest in sorted(set(held_pairs) ^ set(pairs)):
            yield Fault(f"copy/pair/{record}", _("The copy tells of other heads beside this entry than the ledger."))
        for code, *_rest in sorted({*anew.execute("FROM wants").fetchall()} - {*ours.execute("FROM wants").fetchall()}):
            yield Fault(f"copy/wants/{code}", _("The copy does not know that this indicator counts such entries."))


def _differing(
    ours: duckdb.DuckDBPyConnection, anew: duckdb.DuckDBPyConnection, name: str, held: str, right: str
) -> Iterator[Fault]:
    """A fault for each place and year whose rows are not the same; sums of digests are compared, not rows."""

    def told(rows: str) -> str:
        # As text: a digest of a row is one of its columns' types, too.
        return (
            f"SELECT year, uv, sum(hash(t::VARCHAR))::VARCHAR, count(*) FROM (SELECT * FROM {rows}) t GROUP BY year, uv"
        )

    mine, theirs = set(ours.execute(told(held)).fetchall()), set(anew.execute(told(right)).fetchall())
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


def files_faults(epoch: str) -> Iterator[Fault]:
    """Sealed files that were altered, cut or lost since; by the holder of the lock of sealing."""
    for each in base.newest(epoch, schema_name()):
        for name in base.faults(each):
            yield Fault(
                f"copy/{name}", _("The sealed file was altered, cut or lost; it is built anew when it is needed.")
            )
