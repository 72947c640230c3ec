"""The one deed: fill an empty home with a made-up locality, or go on where an earlier run was stopped."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, time
from itertools import islice

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from danvan.audit.models import AuditLine, Installation, Outbox
from danvan.audit.queries import top_position
from danvan.kit.clock import VIETNAM
from danvan.kit.errors import Refusal
from danvan.ledger.actions import keep_kinds
from danvan.ledger.kinds import KINDS
from danvan.ledger.simulation.chance import id_beside
from danvan.ledger.simulation.entries import Received, Stream
from danvan.ledger.simulation.places import Locality, build
from danvan.ledger.simulation.plan import Plan
from danvan.ledger.simulation.shapes import single_shapes, total_shapes
from danvan.ledger.simulation.writing import SIMULATION, write
from danvan.units.actions import load_made_up

#: Entries written in one transaction.
CHUNK = 5000
#: SQLite's pages held in memory, in KiB: the indexes by place are touched everywhere, whatever comes.
_CACHE = 131_072


@dataclass(frozen=True, slots=True)
class Made:
    """What is there now: ``entries`` in all, of which ``new`` came in this run."""

    plan: Plan
    entries: int
    new: int


def simulate(*, plan: Plan, tell: Callable[[int, int], None] | None = None) -> Made:
    """Make the locality of ``plan`` in an empty home; in a home that holds a part of it, the rest.

    ``tell`` hears after every transaction how many entries are there, of about how many. Raises Refusal for a home
    that holds anything else, and for a part that another version of danvan made.
    """
    kept = _kept(plan)
    if kept is not None and kept[1]:
        many = top_position()
        return Made(kept[0], many, 0)
    plan = kept[0] if kept else plan
    _prepare_connection()
    locality = build(communes=plan.communes, seed=plan.seed, before=plan.before)
    if kept is None:
        _begin(plan, locality)
    locality.rows.clear()
    stream = iter(Stream(plan, locality))
    done = held = top_position()
    _pass_over(stream, held)
    with _without_collector():
        while chunk := list(islice(stream, CHUNK)):
            write(chunk)
            done += len(chunk)
            if tell is not None:
                tell(done, plan.expected())
    _finish(plan)
    return Made(plan, done, done - held)


def _kept(plan: Plan) -> tuple[Plan, bool] | None:
    """The plan of which this home holds a part or the whole (True); None for a home without anything."""
    row = Installation.objects.first()
    if row is None or row.simulation is None:
        # Every deed has its line, so a journal without lines is a home without work.
        if (row is not None and row.demo) or AuditLine.objects.exists():
            raise Refusal(
                _("This home holds work that was not made up; the two are never mixed."),
                advice=_("Name another home with DANVAN_HOME."),
            )
        return None
    kept = Plan.from_json(row.simulation)
    if not kept.asks_the_same_as(plan):
        raise Refusal(
            _("This home holds another made-up locality: %(communes)s communes, %(years)s years, seed %(seed)s."),
            advice=_("Name another home with DANVAN_HOME."),
            communes=kept.communes,
            years=kept.years,
            seed=kept.seed,
        )
    return kept, bool(row.simulation["finished"])


def _prepare_connection() -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA cache_size=-{_CACHE}")


@contextmanager
def _without_collector() -> Iterator[None]:
    """Nothing drawn or written refers to itself, so looking for such rings would be a tenth of all time for nothing."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@transaction.atomic
def _begin(plan: Plan, locality: Locality) -> None:
    """Mark the home and keep its units; from here on it can never hold anything that is not made up."""
    row = Installation.objects.first() or Installation()
    row.simulation = {**plan.to_json(), "finished": False}
    row.save()
    at = datetime.combine(plan.first, time.min, VIETNAM).astimezone(UTC)
    line = id_beside(f"units {plan.seed}", int(at.timestamp() * 1000))
    load_made_up(by=SIMULATION, name="simulation", rows=locality.rows, line=line, at=at)
    keep_kinds(KINDS()[shape.code] for shapes in (single_shapes(), total_shapes()) for shape in shapes.all)


def _pass_over(stream: Iterator[Received], held: int) -> None:
    """Draw again what is there already. Raises Refusal when it is not the same."""
    if not held:
        return
    last = next(islice(stream, held - 1, None), None)
    key = Outbox.objects.filter(topic="entry", pos=held).values_list("key", flat=True).first()
    if last is None or last.data.id != key:
        raise Refusal(
            _("Another version of danvan began this made-up locality; it cannot be continued."),
            advice=_("Begin again in another home (DANVAN_HOME)."),
        )


def _finish(plan: Plan) -> None:
    row = Installation.objects.get()
    row.simulation = {**plan.to_json(), "finished": True}
    row.save()
    # Without it PostgreSQL takes the tables for nearly empty, and SQLite knows nothing of its indexes.
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
