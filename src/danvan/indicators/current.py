"""The copy of this process: caught up before each question, moved to newer bases, sealed when it grows.

The tail of a process is short: what came since the last sealing. Sealing runs in a process of its own, ``danvan seal``,
which is started when the tail has grown, so that nobody who asks a figure waits for it.
"""

from __future__ import annotations

import hashlib
import logging
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from django.db import connection, models

from danvan.audit.actions import sequence
from danvan.audit.models import Counter, Installation, Outbox, Queue
from danvan.audit.queries import Fault
from danvan.indicators.boundaries import Boundaries
from danvan.indicators.copy import base
from danvan.indicators.copy.base import Base
from danvan.indicators.copy.copy import Copy
from danvan.indicators.copy.sealing import build, fold
from danvan.indicators.copy.tables import schema_name
from danvan.indicators.copy.verifying import copy_faults, files_faults
from danvan.kit import clock
from danvan.ledger.facts import facts_between
from danvan.units.models import Edge, Register, Succession, UnitVersion

#: Entries in the tail from which on a sealing is started.
SEAL_FROM: Final = 20_000
#: Entries that a process may lack before it would rather wait for a sealing than hold them all in memory.
TOO_FAR: Final = 200_000
#: Entries that are taken in at once.
_AT_A_TIME: Final = 20_000


@dataclass
class _Held:
    """What this process holds: its copy, what the register was like, and which bases it has seen."""

    copy: Copy
    register: tuple[object, ...]
    epoch: str
    bases: int
    sealing: subprocess.Popen[bytes] | None = None


_log = logging.getLogger(__name__)
_lock = threading.Lock()
_held: _Held | None = None


def freshen() -> Copy:
    """The copy, caught up with everything that was committed."""
    global _held
    with _lock:
        seen = _look(_held.copy.state.position if _held else 0)
        if seen.waiting:
            sequence()
            seen = _look(_held.copy.state.position if _held else 0)
        if _held is None or _held.register != seen.register or not _continues(_held.copy, seen):
            _held = _opened(seen, _held)
        elif base.changed() != _held.bases:
            _move(_held, seen.top)
        if seen.top - _held.copy.state.position > TOO_FAR:
            _start_sealing().wait()
            _held = _opened(_look(0), None)
        catch_up(_held.copy, seen.top)
        if _held.copy.tail > SEAL_FROM and (_held.sealing is None or _held.sealing.poll() is not None):
            _held.sealing = _start_sealing()
        return _held.copy


def seal() -> Base:
    """Fold everything received so far into the base, or build it from the ledger where there is none to fold into.

    Waits for whoever is sealing. What nothing was received since is left as it is.
    """
    with base.alone(wait=True):
        sequence()
        seen, boundaries = _look(0), Boundaries()
        top, epoch = seen.top, _epoch(seen.register, boundaries)
        newest = next(_usable(epoch, top), None)
        if newest is None:
            return build(boundaries, epoch, top, key_at(top))
        if newest.position == top:
            return newest
        copy = Copy(boundaries, newest, building=True)
        try:
            catch_up(copy, top)
            return fold(copy, epoch)
        finally:
            copy.close()


def faults() -> list[Fault]:
    """What is wrong with the sealed files or the copy in memory; for ``danvan verify``. Reads the whole ledger."""
    found = list(files_faults())
    return found or list(copy_faults(freshen()))


def catch_up(copy: Copy, top: int) -> None:
    """Take in what was received since the copy's position."""
    while (reached := copy.state.position) < top:
        upto = min(reached + _AT_A_TIME, top)
        copy.add(facts_between(reached, upto), upto, key_at(upto))


def key_at(position: int) -> str:
    """The entry at the position; empty at 0 and where there is none."""
    return Outbox.objects.filter(topic="entry", pos=position).values_list("key", flat=True).first() or ""


class _Seen(NamedTuple):
    """What one look at the database tells: the rest is done only where something is new."""

    waiting: bool
    top: int
    key: str
    register: tuple[object, ...]


def _look(position: int) -> _Seen:
    """Whether rows wait for positions, the newest position, the entry at ours, and what places rest on; one query."""
    parts = {
        f"EXISTS(SELECT 1 FROM {_table(Queue)})": (),
        f"(SELECT n FROM {_table(Counter)} WHERE topic = 'entry')": (),
        f"(SELECT key FROM {_table(Outbox)} WHERE topic = 'entry' AND pos = %s)": (position,),
        f"(SELECT min(id) FROM {_table(Installation)})": (),
        f"(SELECT max(changes) FROM {_table(Register)})": (),
        **{f"(SELECT max(id) FROM {_table(model)})": () for model in (UnitVersion, Edge, Succession)},
    }
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", [value for values in parts.values() for value in values])
        waiting, top, key, *register = cursor.fetchone()
    return _Seen(bool(waiting), top or 0, key or "", (*register, clock.today()))


def _table(model: type[models.Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def _epoch(register: tuple[object, ...], boundaries: Boundaries) -> str:
    """Names all on which files with numbers of places rest."""
    return hashlib.sha256(f"{register[0]} {boundaries.order}".encode()).hexdigest()[:8]


def _continues(copy: Copy, seen: _Seen) -> bool:
    """Whether the ledger is the one of before: restored from a backup, it may have lost what the copy holds."""
    return copy.state.position <= seen.top and (copy.state.position == 0 or seen.key == copy.state.newest)


def _usable(epoch: str, top: int) -> Iterator[Base]:
    """The bases of this ledger, the newest first; what was altered or cut is thrown away, to be built anew."""
    for each in base.newest(epoch, schema_name()):
        if each.position <= top and key_at(each.position) == each.newest:
            faulty = base.faults(each)
            if not faulty:
                yield each
            else:
                _log.warning("Altered, cut or lost, and so built anew: %s", ", ".join(faulty))
                base.forget(each)


def _opened(seen: _Seen, before: _Held | None) -> _Held:
    boundaries, bases = Boundaries(), base.changed()
    epoch = _epoch(seen.register, boundaries)
    if before is not None and before.epoch == epoch and _continues(before.copy, seen):
        # Other names, or another day: the numbers of places are what they were.
        before.copy.place_at(boundaries)
        return replace(before, register=seen.register)
    copy = Copy(boundaries, next(_usable(epoch, seen.top), None))
    return _Held(copy, seen.register, epoch, bases)


def _move(held: _Held, top: int) -> None:
    """Go over to a base that somebody sealed meanwhile, where it is newer than ours."""
    held.bases = base.changed()
    newest = next(_usable(held.epoch, top), None)
    if newest is not None and newest.position > (held.copy.base.position if held.copy.base else 0):
        # Readers that still ask the old copy keep it until they are done.
        held.copy = Copy(held.copy.boundaries, newest)


def _start_sealing() -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "danvan.cli.main", "seal"], stdout=subprocess.DEVNULL)
