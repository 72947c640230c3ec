"""No row of the ledger can be changed or deleted, whoever asks; texts only after leave to erase them."""

import pytest
from django.db import DatabaseError, connection, transaction

from danvan.audit.actions import sequence
from danvan.audit.models import AppendOnly, Outbox
from danvan.kit.ids import new_id
from danvan.ledger import models
from danvan.ledger.tests.given import dialogue, record, recorded

pytestmark = pytest.mark.usefixtures("ledger")
TABLES = sorted(
    each._meta.db_table
    for each in vars(models).values()
    if isinstance(each, type) and issubclass(each, AppendOnly) and each is not AppendOnly
)


@pytest.fixture
def full():
    """One row at least in every table of the room."""
    partner = {"unit": "mttq-huyen-tam-duong", "role": "coordinates"}
    first = recorded(dialogue(partners=[partner], documents=["123-kh-hu-2022"], evidence=["a" * 64]))
    record(dialogue(act="correct", corrects=[first], reason="Ghi nhầm"))


def refused(sql):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    return True


def test_every_table_of_the_room_is_append_only():
    every = {
        model._meta.db_table
        for model in connection.introspection.installed_models(connection.introspection.table_names())
    }
    assert {name for name in every if name.startswith("ledger_")} == set(TABLES)


@pytest.mark.parametrize("table", TABLES)
def test_a_row_is_neither_changed_nor_deleted(full, table):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table}")
        column = cursor.description[0][0]
        assert cursor.fetchall()
    assert refused(f'UPDATE {table} SET "{column}" = "{column}"')
    assert refused(f"DELETE FROM {table}")


def test_entries_that_are_copied_in_by_the_thousand_get_their_positions():
    if connection.vendor != "postgresql":
        pytest.skip("COPY is PostgreSQL's")
    first = recorded(dialogue())
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM ledger_entry WHERE id = %s", [first])
        names, row = [column.name for column in cursor.description], cursor.fetchone()
        place = names.index("id")
        written = ", ".join(f'"{name}"' for name in names)
        with cursor.copy(f"COPY ledger_entry ({written}) FROM STDIN") as copy:
            for _number in range(5000):
                copy.write_row([*row[:place], new_id(), *row[place + 1 :]])
    sequence()
    positions = list(Outbox.objects.filter(topic="entry").order_by("pos").values_list("pos", flat=True))
    assert positions == list(range(1, 5002))
