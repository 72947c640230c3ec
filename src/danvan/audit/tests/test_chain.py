"""The journal cannot be changed unseen: every flipped bit is located."""

import pytest
from django.db import transaction

from danvan.audit.actions import sequence, tell, write_anchor
from danvan.audit.guards import install_guards, lift_guards
from danvan.audit.models import AuditLine, AuditLink
from danvan.audit.queries import chain_faults
from danvan.kit.by import By
from danvan.kit.ref import Ref

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def lines() -> list[AuditLine]:
    with transaction.atomic():
        made = [
            tell(
                by=By("an", "post"),
                deed="try",
                ref=Ref("audit", "trial", str(n)),
                content={"sha256": "ab"},
                reason="thử",
            )
            for n in range(5)
        ]
    sequence()
    return made


@pytest.fixture
def unguarded():
    """A hand that can change rows: the triggers are gone, as for whoever owns the file."""
    lift_guards()
    yield
    install_guards()


def test_an_honest_chain_has_no_fault(lines):
    assert chain_faults() == []


@pytest.mark.parametrize("field", ["user", "post", "deed", "ref", "reason"])
def test_one_flipped_bit_is_located(lines, unguarded, field):
    line = lines[2]
    value = getattr(line, field)
    AuditLine.objects.filter(id=line.id).update(**{field: chr(ord(value[0]) ^ 1) + value[1:]})
    (fault,) = chain_faults()
    assert fault.where == f"audit/line/{line.id}"
    assert "3" in fault.sentence


def test_a_flipped_digest_is_located(lines, unguarded):
    AuditLine.objects.filter(id=lines[1].id).update(content={"sha256": "ac"})
    assert [fault.where for fault in chain_faults()] == [f"audit/line/{lines[1].id}"]


def test_a_missing_line_is_located(lines, unguarded):
    AuditLine.objects.filter(id=lines[3].id).delete()
    assert f"audit/line/{lines[3].id}" in {fault.where for fault in chain_faults()}


def test_two_lines_that_changed_places_are_located(lines, unguarded):
    first, second = AuditLink.objects.order_by("pos")[1:3]
    AuditLink.objects.filter(pos=first.pos).update(line="between")
    AuditLink.objects.filter(pos=second.pos).update(line=first.line)
    AuditLink.objects.filter(pos=first.pos).update(line=second.line)
    assert {f"audit/line/{lines[1].id}", f"audit/line/{lines[2].id}"} <= {fault.where for fault in chain_faults()}


def test_the_tail_that_is_not_linked_yet_is_named(lines):
    with transaction.atomic():
        line = tell(by=By("an"), deed="try", ref=Ref("audit", "trial", "6"), content={})
        assert [fault.where for fault in chain_faults()] == [f"audit/line/{line.id}"]


def test_a_chain_rewritten_from_the_start_no_longer_fits_its_anchor(lines, unguarded, tmp_path):
    write_anchor(folder=tmp_path)
    assert chain_faults(tmp_path) == []
    AuditLink.objects.all().delete()
    AuditLine.objects.filter(id=lines[0].id).update(deed="other")
    from danvan.audit.actions import _link_lines

    _link_lines()
    assert chain_faults() == []
    assert len(chain_faults(tmp_path)) == 1
