"""On PostgreSQL the application's role owns nothing: it cannot take away the guards, nor go round them."""

from collections.abc import Iterator

import pytest
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from danvan.accounts.models import User
from danvan.audit.actions import sequence, tell
from danvan.audit.guards import guarded
from danvan.audit.models import AppendOnly, AuditLine, Counter, Installation, Outbox, Queue
from danvan.audit.queries import chain_faults, guard_faults, top_position
from danvan.audit.roles import APPLICATION, grant, rights
from danvan.kit.by import SYSTEM
from danvan.kit.ref import Ref

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def as_application() -> Iterator[None]:
    """What follows is done by the role of the application, as if it had connected itself."""
    if connection.vendor != "postgresql":
        pytest.skip("roles are PostgreSQL's")
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [APPLICATION])
        if cursor.fetchone() is None:
            cursor.execute(f"CREATE ROLE {APPLICATION}")
    grant()
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {APPLICATION}")
    yield
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")


def line() -> AuditLine:
    with transaction.atomic():
        return tell(by=SYSTEM, deed="try", ref=Ref("audit", "trial", "1"), content={})


@pytest.mark.parametrize(
    "sql",
    [
        "DROP TRIGGER audit_auditline_keep ON audit_auditline",
        "ALTER TABLE audit_auditline DISABLE TRIGGER USER",
        "DROP TABLE audit_auditline",
        "TRUNCATE audit_auditline",
        "TRUNCATE audit_auditline CASCADE",
        "TRUNCATE units_unit CASCADE",
        "DROP TABLE units_unit CASCADE",
        "ALTER TABLE audit_auditline DISABLE TRIGGER ALL",
        "ALTER TABLE audit_auditline ADD COLUMN more text",
        "ALTER TABLE audit_auditline OWNER TO danvan_app",
        "CREATE TRIGGER more BEFORE INSERT ON audit_auditline EXECUTE FUNCTION danvan_keep()",
        "DROP FUNCTION danvan_keep() CASCADE",
        "UPDATE audit_auditline SET deed = 'other'",
        "DELETE FROM audit_auditline",
        "UPDATE audit_outbox SET pos = pos + 1",
        "INSERT INTO audit_queue (topic, key) VALUES ('audit', 'made up')",
        "SET session_replication_role = replica",
        "SELECT set_config('session_replication_role', 'replica', false)",
        "CREATE OR REPLACE FUNCTION danvan_keep() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
        "DELETE FROM django_migrations",
    ],
)
def test_the_application_may_not(as_application, sql):
    line()
    with pytest.raises(ProgrammingError, match=r"permission denied|must be owner"), connection.cursor() as cursor:
        cursor.execute(sql)


def test_the_application_owns_nothing_and_neither_alters_nor_empties_any_table(as_application):
    owned = (
        "SELECT count(*) FROM (SELECT relowner AS owner FROM pg_class UNION ALL SELECT proowner FROM pg_proc"
        " UNION ALL SELECT nspowner FROM pg_namespace UNION ALL SELECT typowner FROM pg_type) all_of_them"
        " WHERE owner = (SELECT oid FROM pg_roles WHERE rolname = %s)"
    )
    with connection.cursor() as cursor:
        cursor.execute(owned, [APPLICATION])
        assert cursor.fetchone() == (0,)
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace"
            " AND (has_table_privilege(oid, 'TRUNCATE') OR has_table_privilege(oid, 'TRIGGER'))"
        )
        assert cursor.fetchall() == []
    for model in guarded():
        for sql in ("TRUNCATE {} CASCADE", "DROP TABLE {} CASCADE", "ALTER TABLE {} DISABLE TRIGGER USER"):
            with pytest.raises(ProgrammingError, match=r"permission denied|must be owner"), transaction.atomic():
                connection.cursor().execute(sql.format(model._meta.db_table))


def test_the_application_tells_numbers_and_verifies(as_application):
    line()
    sequence()
    assert top_position("audit") == 1
    assert chain_faults() == guard_faults() == []


def test_the_application_writes_plain_tables(as_application):
    user = User.objects.create(username="an")
    user.first_name = "An"
    user.save()
    Installation.objects.create(demo=True)
    assert User.objects.get().first_name == "An"


@pytest.mark.parametrize(
    ("model", "expected"),
    [
        (AuditLine, "SELECT, INSERT"),
        (Outbox, "SELECT, INSERT"),
        (Queue, "SELECT, DELETE"),
        (Counter, "SELECT, INSERT, UPDATE"),
        (User, "SELECT, INSERT, UPDATE"),
        (Session, "SELECT, INSERT, UPDATE, DELETE"),
    ],
)
def test_rights_follow_from_what_a_table_is(model, expected):
    assert rights(model) == expected


def test_an_erasable_table_may_be_deleted_from_and_never_updated():
    class Erasable(AppendOnly):
        erasable = True

        class Meta:
            app_label = "audit"
            abstract = True

    assert rights(Erasable) == "SELECT, INSERT, DELETE"
