"""What was written stays written: the database itself refuses to change a guarded row."""

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, models, transaction
from django.test.utils import isolate_apps

from danvan.audit.actions import tell
from danvan.audit.checks import guards_stand
from danvan.audit.guards import guarded, guards_of, install_guards, lift_guards, missing_guards
from danvan.audit.models import AppendOnly, AuditLine, AuditLink, Erasure
from danvan.audit.queries import guard_faults
from danvan.kit.by import SYSTEM
from danvan.kit.ref import Ref

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def line() -> AuditLine:
    with transaction.atomic():
        return tell(by=SYSTEM, deed="try", ref=Ref("audit", "trial", "1"), content={})


def refused(sql: str, *values: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, values)
    except DatabaseError as fault:
        assert "append-only" in str(fault)
        return True
    return False


def test_an_update_is_refused(line):
    assert refused("UPDATE audit_auditline SET deed = 'other' WHERE id = %s", line.id)


def test_a_deletion_is_refused(line):
    assert refused("DELETE FROM audit_auditline WHERE id = %s", line.id)


def test_emptying_a_table_is_refused(line):
    assert refused("DELETE FROM audit_auditline" if connection.vendor == "sqlite" else "TRUNCATE audit_auditline")
    if connection.vendor == "postgresql":
        assert refused("TRUNCATE audit_erasure, audit_auditline CASCADE")


def test_no_guarded_table_is_emptied_by_a_truncate_that_cascades():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no TRUNCATE")
    assert [name for model in guarded() if not refused(f"TRUNCATE {(name := model._meta.db_table)} CASCADE")] == []
    # What others refer to: from above it cannot be done either.
    assert refused("TRUNCATE units_unit CASCADE")


def test_inserting_over_a_row_is_refused(line):
    again = "SELECT * FROM audit_auditline WHERE id = %s"
    if connection.vendor == "sqlite":
        assert refused(f"INSERT OR REPLACE INTO audit_auditline {again}", line.id)
        change = f"INSERT INTO audit_auditline {again} ON CONFLICT (id) DO UPDATE SET deed = 'other'"
    else:
        change = f"INSERT INTO audit_auditline ({again}) ON CONFLICT (id) DO UPDATE SET deed = 'other'"
    assert refused(change, line.id)


@pytest.mark.parametrize(
    "replace",
    [
        "INTO audit_auditline SELECT * FROM audit_auditline",
        "INTO audit_outbox (id, topic, pos, key, at) SELECT 99, topic, pos, 'other', at FROM audit_outbox",
        "INTO audit_outbox (id, topic, pos, key, at) SELECT 99, topic, 99, key, at FROM audit_outbox",
        "INTO audit_auditlink (pos, line, digest) SELECT 99, line, digest FROM audit_auditlink",
    ],
)
def test_a_program_whose_triggers_do_not_recurse_replaces_nothing_by_any_unique_key(line, replace):
    if connection.vendor != "sqlite":
        pytest.skip("INSERT OR REPLACE is SQLite's")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA recursive_triggers=OFF")
    try:
        assert refused(f"INSERT OR REPLACE {replace}")
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA recursive_triggers=ON")


def test_django_itself_cannot_change_a_line(line):
    line.deed = "other"
    with pytest.raises(DatabaseError, match="append-only"):
        line.save()


def test_every_guarded_table_has_its_guards():
    assert len(guarded()) >= 4
    assert missing_guards() == []


@pytest.fixture
def a_guard() -> Iterator[tuple[str, str]]:
    """The name of a guard and what names its table; all guards are made anew afterwards."""
    sqlite = connection.vendor == "sqlite"
    yield ("audit_erasure_keep_update", "") if sqlite else ("audit_erasure_keep", " ON audit_erasure")
    install_guards()
    assert missing_guards() == []


def test_a_dropped_guard_is_seen_by_the_start_up_check_and_by_verifying(a_guard):
    name, on = a_guard
    assert guards_stand(["default"]) == []
    assert guard_faults() == []
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}{on}")
    assert missing_guards() == [name]
    assert [(fault.id, name in fault.msg) for fault in guards_stand(["default"])] == [("audit.E001", True)]
    assert [fault.where for fault in guard_faults()] == [name]


def test_a_guard_that_stands_and_refuses_nothing_is_seen(a_guard):
    name, on = a_guard
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}{on}")
        if connection.vendor == "sqlite":
            cursor.execute(f"CREATE TRIGGER {name} BEFORE UPDATE ON audit_erasure BEGIN SELECT 1; END")
        else:
            cursor.execute("CREATE FUNCTION idle() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'")
            cursor.execute(f"CREATE TRIGGER {name} BEFORE UPDATE ON audit_erasure EXECUTE FUNCTION idle()")
    assert missing_guards() == [name]
    install_guards()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("DROP FUNCTION idle()")


def test_a_guard_that_was_switched_off_is_seen(a_guard):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite switches no trigger off")
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE audit_erasure DISABLE TRIGGER {a_guard[0]}")
    assert missing_guards() == [a_guard[0]]


def test_altering_a_field_drops_the_guards_of_sqlite_and_migrating_brings_them_back(line):
    old = AuditLink._meta.get_field("digest")
    new = models.CharField(max_length=128)
    new.set_attributes_from_name("digest")
    new.model = AuditLink
    try:
        with connection.schema_editor() as editor:
            editor.alter_field(AuditLink, old, new)
        if connection.vendor == "sqlite":
            assert not {name for name in triggers() if name.startswith("audit_auditlink_")}
            assert not refused("UPDATE audit_auditlink SET digest = digest")
        call_command("migrate", verbosity=0)
        assert missing_guards() == []
        assert refused("UPDATE audit_auditlink SET digest = digest")
    finally:
        lift_guards()
        with connection.schema_editor() as editor:
            editor.alter_field(AuditLink, new, old)
        install_guards()


def triggers() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        return {name for (name,) in cursor.fetchall()}


def test_a_migration_that_rebuilds_a_guarded_table_leaves_it_guarded():
    """Through Django's own executor, as `migrate` runs it: the last migration of this room undone and done again."""
    call_command("migrate", "audit", "zero", verbosity=0)
    assert "audit_auditline" not in connection.introspection.table_names()
    call_command("migrate", verbosity=0)
    assert missing_guards() == []


@pytest.fixture
def secret() -> Iterator[str]:
    """An erasable table with two rows, made for the test."""
    with isolate_apps("danvan.audit"):

        class Secret(AppendOnly):
            erasable = True
            key = models.TextField(primary_key=True)

            class Meta:
                app_label = "audit"

    with connection.schema_editor() as editor:
        editor.create_model(Secret)
    with connection.cursor() as cursor:
        for name, rest in guards_of(Secret, connection.vendor):
            cursor.execute(f'CREATE TRIGGER "{name}" {rest}')
        cursor.execute("INSERT INTO audit_secret (key) VALUES ('a'), ('b')")
    yield "audit_secret"
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE audit_secret")


def test_only_what_an_erasure_names_can_be_deleted_and_nothing_altered(secret):
    assert refused("DELETE FROM audit_secret")
    Erasure.objects.create(table=secret, key="a")
    assert refused("DELETE FROM audit_secret")
    assert refused("UPDATE audit_secret SET key = 'c' WHERE key = 'a'")
    assert not refused("DELETE FROM audit_secret WHERE key = 'a'")
    assert refused("DELETE FROM audit_secret WHERE key = 'b'")


def test_a_temporary_table_pardons_nothing(secret):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE audit_erasure AS SELECT 'audit_secret' AS \"table\", 'a' AS key")
    try:
        assert refused("DELETE FROM audit_secret WHERE key = 'a'")
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE {'temp' if connection.vendor == 'sqlite' else 'pg_temp'}.audit_erasure")
