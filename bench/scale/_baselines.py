"""The baselines that ask the ledger's own tables, and a DHIS2-style analytics table, each over a connection of its own.

The time of a grid is that until its rows have reached the client; reading them into Python's objects is not counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from time import perf_counter
from typing import Any

import _analytics
import _sql
from _answer import Cells, cells, number
from _asked import Asked, Question, all_communes
from _made import Made
from _measure import say


class Live:
    """SQL on the ledger as it stands."""

    def __init__(self, made: Made, asked: Asked) -> None:
        self._asked = asked
        self._span = (date(asked.year, 1, 1), date(asked.year, 12, 31))
        if made.address:
            import psycopg

            self._connection: Any = psycopg.connect(made.address, autocommit=True, options="-c jit=off")
            self._words = {"schema": "bench.", "mark": "%s"}
        else:
            import sqlite3

            self._connection = sqlite3.connect(made.folder / "danvan.sqlite3", isolation_level=None)
            self._connection.execute("PRAGMA mmap_size=268435456")
            self._words = {"schema": "bench_", "mark": "?"}
        self._vendor = "postgresql" if made.address else "sqlite"

    def figure(self, question: Question) -> tuple[float, tuple[object, int]]:
        """One figure and a hundred of its records; what it took, and its value and number of records."""
        definition, place = question
        told, listed = (make(definition, **self._words) for make in (_sql.figure, _sql.records))
        parameters = self._parameters(place)
        started = perf_counter()
        value, many = self._connection.execute(told, parameters).fetchone()
        self._connection.execute(listed, parameters).fetchall()
        return (perf_counter() - started) * 1000, (number(value), many)

    def grid(self, province: str) -> tuple[float, Cells]:
        """Every indicator in each commune and month."""
        took, rows = self.look(province)
        return took, cells(rows())

    def look(self, province: str) -> tuple[float, Callable[[], list[Any]]]:
        """The same, left as it was answered."""
        sql = _sql.grid(self._asked.definitions, **self._words, vendor=self._vendor)
        parameters = self._parameters(province)
        started = perf_counter()
        cursor = self._connection.execute(sql, parameters)
        if self._vendor == "sqlite":
            # Its rows are found while they are fetched.
            rows = cursor.fetchall()
            return (perf_counter() - started) * 1000, lambda: rows
        return (perf_counter() - started) * 1000, cursor.fetchall

    def _parameters(self, place: str) -> tuple[object, ...]:
        days: Sequence[object] = self._span
        return (place, *(days if self._vendor == "postgresql" else (day.isoformat() for day in self._span)))


class Analytics:
    """SQL on the analytics table, as it was when the job last built it."""

    def __init__(self, made: Made, asked: Asked) -> None:
        import psycopg

        self._asked = asked
        self._connection = psycopg.connect(made.address, autocommit=True, options="-c jit=off")
        places = self._connection.execute("SELECT unit, number, level FROM bench.place").fetchall()
        self._place = {unit: (number, level) for unit, number, level in places}
        self._unit = {number: unit for unit, number, _level in places}

    def figure(self, question: Question) -> tuple[float, tuple[object, int]]:
        definition, place = question
        number_of, level = self._place[place]
        told, listed = _analytics.figure(definition, level, self._asked.year)
        started = perf_counter()
        row = self._connection.execute(told, (number_of,)).fetchone()
        self._connection.execute(listed, (number_of,)).fetchall()
        assert row is not None
        return (perf_counter() - started) * 1000, (number(row[0]), row[1])

    def grid(self, province: str) -> tuple[float, Cells]:
        """Every indicator in each commune and month."""
        took, rows = self.look(province)
        return took, cells([(code, self._unit[place], *rest) for code, place, *rest in rows()])

    def look(self, province: str) -> tuple[float, Callable[[], list[Any]]]:
        """The same, left as it was answered."""
        number_of, level = self._place[province]
        sql = _analytics.grid(self._asked.definitions, level, self._asked.year)
        parameters = (number_of,) * len(self._asked.definitions)
        started = perf_counter()
        cursor = self._connection.execute(sql, parameters)
        return (perf_counter() - started) * 1000, cursor.fetchall

    def add(self, after: int, upto: int) -> float:
        """Bring the table up to those positions as a job between two buildings does; what it took, in ms."""
        received = "SELECT key FROM audit_outbox WHERE topic = 'entry' AND pos > %s AND pos <= %s"
        gone = f"SELECT head_id FROM ledger_correction WHERE entry_id IN ({received})"
        started = perf_counter()
        with self._connection.transaction():
            self._connection.execute(f"DELETE FROM bench.analytics WHERE entry IN ({gone})", (after, upto))
            rows = _analytics.rows(self._asked, f"e.id IN ({received})")
            self._connection.execute(f"INSERT INTO bench.analytics {rows}", (after, upto))
        return (perf_counter() - started) * 1000


@contextmanager
def laid_out(made: Made, asked: Asked) -> Iterator[dict[str, float]]:
    """The tree laid out flat, the indexes and the analytics table, gone afterwards; the seconds that each took.

    They stand only while readers are measured: an index more would make the ledger's writers slower.
    """
    seconds: dict[str, float] = {}
    communes = ", ".join(f"'{each}'" for each in all_communes())
    schema = "bench." if made.address else "bench_"
    index = "" if made.address else "bench_"

    def do(name: str, *statements: str) -> None:
        started = perf_counter()
        for statement in statements:
            connection.execute(statement)
        seconds[name] = round(perf_counter() - started, 2)
        say(f"{name}: {seconds[name]} s")

    with _owner(made) as connection:
        _take_away(made, connection)
        if made.address:
            connection.execute("CREATE SCHEMA bench")
        tree = [
            each for each in _sql.TREE.format(schema=schema, index=index, communes=communes).split(";") if each.strip()
        ]
        do("tree laid out", *tree)
        indexes = [f"CREATE INDEX {name} ON {on}" for name, on in _indexes()]
        do("indexes for live SQL", *indexes)
        vendor = "postgresql" if made.address else "sqlite"
        aside = [each for each in _sql.ASIDE.format(schema=schema, index=index).split(";") if each.strip()]
        for definition in asked.all:
            for per in ("year", "month"):
                aside.append(_sql.set_aside(definition, per, asked.year, schema=schema, vendor=vendor))
        do("what gives way", *aside)
        if made.address:
            do("analytics table", *_analytics.build(asked))
            do("its indexes", *_analytics.indexes(asked))
        # PostgreSQL reads its maps of visible rows in index-only scans.
        do("statistics", "VACUUM ANALYZE" if made.address else "ANALYZE")
        try:
            yield seconds
        finally:
            _take_away(made, connection)


def _take_away(made: Made, connection: Any) -> None:
    for name, _on in _indexes():
        connection.execute(f"DROP INDEX IF EXISTS {name}")
    if made.address:
        connection.execute("DROP SCHEMA IF EXISTS bench CASCADE")
    else:
        for table in ("tree", "commune_of", "aside"):
            connection.execute(f"DROP TABLE IF EXISTS bench_{table}")


def _indexes() -> Iterator[tuple[str, str]]:
    for place, (table, columns) in enumerate(_sql.INDEXES):
        yield f"bench_index_{place}", f"{table} {columns}"


@contextmanager
def _owner(made: Made) -> Iterator[Any]:
    if made.address:
        import psycopg

        with psycopg.connect(made.address, autocommit=True) as connection:
            yield connection
    else:
        import sqlite3

        connection = sqlite3.connect(made.folder / "danvan.sqlite3", isolation_level=None)
        yield connection
        connection.close()
