"""A made-up past is numbered by its own moments, and only where everything is made up."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction

from danvan.audit.actions import sequence
from danvan.audit.bulk import stored_moments
from danvan.audit.models import AuditLine, AuditLink, Installation, Outbox, Queue
from danvan.audit.past import Past, tell_past
from danvan.audit.queries import chain_faults, made_up, position_at, top_position
from danvan.kit import clock
from danvan.kit.by import SYSTEM
from danvan.kit.ids import new_id

pytestmark = pytest.mark.django_db
FIRST = datetime(2024, 5, 1, 3, tzinfo=UTC)


def past(*days: int) -> list[Past]:
    return [
        Past(new_id(), FIRST + timedelta(days=day), "try", f"audit/trial/{day}", {"facts": "a" * 64}, "vì sao")
        for day in days
    ]


@pytest.fixture
def invented(db):
    """An installation in which all is made up."""
    Installation.objects.create(simulation={})


def test_lines_are_numbered_linked_and_as_of_their_moments(invented):
    with transaction.atomic():
        tell_past(by=SYSTEM, deeds=past(0, 0, 5))
    with transaction.atomic():
        tell_past(by=SYSTEM, deeds=past(5, 9))
    assert made_up() and top_position("audit") == 5 == AuditLink.objects.count()
    assert [position_at(FIRST + timedelta(days=day, hours=1), "audit") for day in (0, 4, 5, 9)] == [2, 2, 4, 5]
    assert chain_faults() == [] and not Queue.objects.exists()
    sequence()
    assert Outbox.objects.count() == 5


def test_many_rows_are_taken_in_one_order(invented):
    deeds = past(*range(250))
    with transaction.atomic():
        tell_past(by=SYSTEM, deeds=deeds)
    assert list(AuditLine.objects.order_by("at").values_list("id", flat=True)) == [deed.id for deed in deeds]
    assert chain_faults() == []


def test_a_real_installation_has_no_made_up_past():
    Installation.objects.create()
    with pytest.raises(RuntimeError, match="made up"), transaction.atomic():
        tell_past(by=SYSTEM, deeds=past(0))


@pytest.mark.parametrize("days", [(5, 0), (0, 100_000)])
def test_it_goes_forward_and_ends_now(invented, days):
    with pytest.raises(RuntimeError, match="forward"), transaction.atomic():
        tell_past(by=SYSTEM, deeds=past(*days))


def test_no_position_is_earlier_than_the_one_before(invented):
    with transaction.atomic():
        tell_past(by=SYSTEM, deeds=past(5))
    with pytest.raises(RuntimeError, match="later moment"), transaction.atomic():
        tell_past(by=SYSTEM, deeds=past(0))
    assert top_position("audit") == 1


@pytest.mark.parametrize("extra", [timedelta(), timedelta(microseconds=120)])
def test_a_moment_is_stored_as_django_stores_it(extra):
    moment = FIRST + extra
    here = moment.astimezone(clock.VIETNAM)
    assert stored_moments([moment, here]) == [connection.ops.adapt_datetimefield_value(moment)] * 2
