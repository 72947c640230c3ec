"""What was written stays written: the database itself refuses to change a guarded row."""

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, models, transaction

from danvan.audit.actions import tell
from danvan.audit.guards import guarded, install_guards, missing_guards
from danvan.audit.models import AuditLine
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


def test_replacing_goes_round_nothing(line):
    if connection.vendor == "sqlite":
        assert refused("INSERT OR REPLACE INTO audit_auditline SELECT * FROM audit_auditline WHERE id = %s", line.id)
    else:
        assert refused("TRUNCATE audit_auditline")


def test_replacing_is_refused_even_where_triggers_do_not_recurse(line):
    if connection.vendor != "sqlite":
        pytest.skip("INSERT OR REPLACE is SQLite's")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA recursive_triggers=OFF")
    try:
        assert refused("INSERT OR REPLACE INTO audit_auditline SELECT * FROM audit_auditline WHERE id = %s", line.id)
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


def test_a_dropped_guard_is_seen_and_made_anew():
    on = "" if connection.vendor == "sqlite" else " ON audit_erasure"
    name = "audit_erasure_keep_update" if connection.vendor == "sqlite" else "audit_erasure_keep"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}{on}")
    assert missing_guards() == [name]
    install_guards()
    assert missing_guards() == []


def test_altering_a_field_drops_the_guards_of_sqlite_and_migrating_brings_them_back():
    old = AuditLine._meta.get_field("deed")
    new = models.CharField(max_length=200)
    new.set_attributes_from_name("deed")
    new.model = AuditLine
    with connection.schema_editor() as editor:
        editor.alter_field(AuditLine, old, new)
    if connection.vendor == "sqlite":
        assert "audit_auditline_keep_update" in missing_guards()
    call_command("migrate", verbosity=0)
    assert missing_guards() == []
    with connection.schema_editor() as editor:
        editor.alter_field(AuditLine, new, old)
    install_guards()


def test_the_start_up_check_names_a_missing_guard():
    from danvan.audit.checks import guards_stand

    assert guards_stand(["default"]) == []
    on = "" if connection.vendor == "sqlite" else " ON audit_erasure"
    name = "audit_erasure_keep_update" if connection.vendor == "sqlite" else "audit_erasure_keep"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}{on}")
    assert [fault.id for fault in guards_stand(["default"])] == ["audit.E001"]
    install_guards()
