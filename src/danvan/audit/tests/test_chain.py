"""The journal cannot be changed unseen: every flipped bit is located."""

import random
from collections.abc import Iterator

import pytest
from django.db import connection, transaction

from danvan.audit.actions import sequence, tell, write_anchor
from danvan.audit.guards import install_guards, lift_guards
from danvan.audit.models import AuditLine, AuditLink, Counter, Outbox
from danvan.audit.queries import chain_faults
from danvan.kit import clock
from danvan.kit.by import By
from danvan.kit.ref import Ref

pytestmark = pytest.mark.django_db(transaction=True)
FIELDS = ["id", "at", "user", "post", "deed", "ref", "reason", "content"]


@pytest.fixture
def lines() -> list[AuditLine]:
    for n in range(5):
        with transaction.atomic():
            tell(
                by=By("an", "post"), deed="try", ref=Ref("audit", "trial", str(n)), content={"sha256": "ab"}, reason="ừ"
            )
    return list(AuditLine.objects.order_by("id"))


@pytest.fixture
def unguarded() -> Iterator[None]:
    """A hand that can change rows: the triggers are gone, as for whoever owns the database."""
    lift_guards()
    yield
    install_guards()


def faulty() -> set[str]:
    return {fault.where for fault in chain_faults()}


def test_an_honest_chain_has_no_fault(lines):
    assert chain_faults() == []
    assert AuditLink.objects.count() == 5


def test_a_deed_keeps_who_did_it_in_which_post_when_and_why(lines):
    line = lines[0]
    assert (line.user, line.post, line.deed, line.reason) == ("an", "post", "try", "ừ")
    assert clock.day_of(line.at) == clock.today()


def flip(field: str, id: str, bit: int) -> None:
    """Turn one bit of the stored field, whatever becomes of it.

    On PostgreSQL, which keeps only what is valid: a bit of a letter or of the microseconds.
    """
    value: bytes | int | str
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA ignore_check_constraints=ON")
            cursor.execute(f'SELECT CAST("{field}" AS BLOB) FROM audit_auditline WHERE id = %s', [id])
            stored = bytearray(cursor.fetchone()[0])
            stored[bit // 8 % len(stored)] ^= 1 << bit % 8
            change, value = "CAST(%s AS TEXT)", bytes(stored)
        elif field == "at":
            change, value = "at + interval '1 microsecond' * %s", 1 << bit % 20
        elif field == "content":
            change, value = "%s::jsonb", f'{{"sha256": "a{chr(ord("b") ^ 1 << bit % 2)}"}}'
        else:
            cursor.execute(f'SELECT "{field}" FROM audit_auditline WHERE id = %s', [id])
            (text,) = cursor.fetchone()
            change, value = "%s", chr(ord(text[0]) ^ 1) + text[1:]
        cursor.execute(f'UPDATE audit_auditline SET "{field}" = {change} WHERE id = %s', [value, id])


def is_located(lines: list[AuditLine], field: str, bit: int) -> bool:
    """Flip the bit of one of the lines, ask, and undo."""
    id = lines[bit % len(lines)].id
    with transaction.atomic():
        flip(field, id, bit)
        found = faulty()
        transaction.set_rollback(True)
    # A line whose id was altered is missing in its place and stands in the tail under its new one.
    return found == {f"audit/line/{id}"} or (field == "id" and f"audit/line/{id}" in found)


@pytest.mark.parametrize("field", FIELDS)
def test_one_flipped_bit_is_located(lines, unguarded, field):
    assert all(is_located(lines, field, bit) for bit in random.sample(range(1 << 16), 12))


@pytest.mark.long
@pytest.mark.parametrize("field", FIELDS)
def test_every_bit_of_a_line_is_located_when_it_flips(lines, unguarded, field):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps only valid values; its bits are tried above")
    bits = range(8 * 40 * len(lines))
    assert [bit for bit in bits if not is_located(lines, field, bit)] == []


@pytest.mark.parametrize("field", ["digest", "line"])
def test_an_altered_link_is_located(lines, unguarded, field):
    link = AuditLink.objects.get(line=lines[2].id)
    value = getattr(link, field)
    AuditLink.objects.filter(pos=link.pos).update(**{field: chr(ord(value[0]) ^ 1) + value[1:]})
    (fault, *tail) = chain_faults()
    assert "3" in fault.sentence
    assert [other.where for other in tail] == ([f"audit/line/{lines[2].id}"] if field == "line" else [])


def test_a_deleted_line_is_located(lines, unguarded):
    AuditLine.objects.filter(id=lines[3].id).delete()
    assert faulty() == {f"audit/line/{lines[3].id}"}


def test_a_line_deleted_with_its_link_leaves_a_jump(lines, unguarded):
    AuditLine.objects.filter(id=lines[2].id).delete()
    AuditLink.objects.filter(line=lines[2].id).delete()
    assert faulty() == {f"audit/line/{lines[3].id}"}


def test_two_lines_that_changed_places_are_located(lines, unguarded):
    first, second = AuditLink.objects.order_by("pos")[1:3]
    AuditLink.objects.filter(pos=first.pos).update(line="between")
    AuditLink.objects.filter(pos=second.pos).update(line=first.line)
    AuditLink.objects.filter(pos=first.pos).update(line=second.line)
    assert {f"audit/line/{lines[1].id}", f"audit/line/{lines[2].id}"} <= faulty()


def test_the_tail_that_is_not_linked_yet_is_named(lines):
    with transaction.atomic():
        line = tell(by=By("an"), deed="try", ref=Ref("audit", "trial", "6"), content={})
        assert faulty() == {f"audit/line/{line.id}"}
    assert chain_faults() == []


def test_a_line_added_behind_the_guards_back_is_named(lines, unguarded):
    with transaction.atomic():
        line = tell(by=By("an"), deed="try", ref=Ref("audit", "trial", "6"), content={})
    assert f"audit_auditline/{line.id}" in faulty()


def test_a_lost_position_is_named(lines, unguarded):
    Outbox.objects.filter(topic="audit", pos=3).delete()
    assert {"audit/outbox/audit", f"audit_auditline/{lines[2].id}"} == faulty()


def rewrite(lines: list[AuditLine]) -> None:
    """What somebody who owns the database can do: alter the first line and make the whole chain anew."""
    AuditLink.objects.all().delete()
    Outbox.objects.all().delete()
    Counter.objects.update(n=0)
    AuditLine.objects.filter(id=lines[0].id).update(deed="other")
    install_guards()
    rows = list(AuditLine.objects.values())
    lift_guards()
    AuditLine.objects.all().delete()
    install_guards()
    AuditLine.objects.bulk_create([AuditLine(**row) for row in rows])
    sequence()
    lift_guards()


def test_a_chain_made_anew_from_the_start_no_longer_fits_its_anchor(lines, unguarded, tmp_path):
    write_anchor(folder=tmp_path)
    assert chain_faults(tmp_path) == []
    rewrite(lines)
    assert chain_faults() == []
    (fault,) = chain_faults(tmp_path)
    assert fault.where.endswith(".txt:1")


def test_an_anchor_sees_that_the_newest_lines_were_cut_off(lines, unguarded, tmp_path):
    write_anchor(folder=tmp_path)
    for model, column in ((AuditLine, "id"), (AuditLink, "line"), (Outbox, "key")):
        model.objects.filter(**{column: lines[4].id}).delete()
    Counter.objects.filter(topic="audit").update(n=4)
    assert chain_faults() == []
    assert len(chain_faults(tmp_path)) == 1


def test_an_anchor_is_one_line_for_each_end_of_the_chain(lines, tmp_path):
    path = write_anchor(folder=tmp_path)
    assert write_anchor(folder=tmp_path) == path
    with transaction.atomic():
        tell(by=By("an"), deed="try", ref=Ref("audit", "trial", "6"), content={})
    write_anchor(folder=tmp_path)
    assert path is not None
    assert [line.split()[0] for line in path.read_text(encoding="ascii").splitlines()] == ["5", "6"]


def test_an_empty_chain_has_no_anchor(tmp_path):
    assert write_anchor(folder=tmp_path / "anchors") is None
    assert not (tmp_path / "anchors").exists()
