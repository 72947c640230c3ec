"""Many rows at once into one table, the way each database takes them fastest; its guards fire as for any other row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import connection, models


def append_rows(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Insert ``rows`` into the table of ``model``; ``columns`` are the names of columns, in the rows' order.

    Moments come as ``stored_moment`` gives them. SQLite gets one prepared statement, PostgreSQL a COPY.
    """
    quote = connection.ops.quote_name
    table, names = quote(model._meta.db_table), ", ".join(map(quote, columns))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)  # noqa: S608 - own names


def stored_moment(moment: datetime) -> object:
    """The moment in the form in which the database keeps it; made once, it serves several rows."""
    return connection.ops.adapt_datetimefield_value(moment)
