"""The copy of this process: caught up before each question, moved to newer bases, sealed when it grows.

The tail of a process is short: what came since the last sealing. Sealing runs in a process of its own, ``danvan seal``,
which is started when the tail has grown; who asks a figure waits for it only where there is no base to begin with.
"""

from __future__ import annotations

import hashlib
import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Container, Iterator
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from django.conf import settings
from django.db import connection, models

from danvan.audit.actions import sequence
from danvan.audit.models import Counter, Installation, Outbox, Queue
from danvan.audit.queries import Fault
from danvan.indicators.boundaries import Boundaries
from danvan.indicators.copy import base
from danvan.indicators.copy.base import Base, File
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
#: Seconds after a sealing that failed before another is tried.
_PAUSE: Final = 300
#: Entries that are taken in at once.
_AT_A_TIME: Final = 20_000


@dataclass
class _Held:
    """What this process holds: its copy, what the register was like, and which bases it has seen."""

    copy: Copy
    register: tuple[object, ...]
    epoch: str
    lists: frozenset[str]


@dataclass
class _Sealer:
    """The process that seals for this one, and until when none is started after one that failed."""

    process: subprocess.Popen[bytes] | None = None
    not_before: float = 0.0

    def start(self) -> None:
        """Start it, unless it runs, has failed a moment ago, or would seal another database than ours."""
        self.look()
        ours = connection.settings_dict["NAME"] == settings.DANVAN.database_name
        if self.process is None and ours and time.monotonic() >= self.not_before:
            nowhere = subprocess.DEVNULL
            self.process = subprocess.Popen(
                [sys.executable, "-m", "danvan.cli.main", "seal", "--if-free"],
                stdin=nowhere, stdout=nowhere, stderr=nowhere, start_new_session=True,
            )  # fmt: skip

    def look(self) -> None:
        """See whether it ended, and how."""
        code = self.process.poll() if self.process else None
        if code is not None:
            self.process = None
        if code:
            _log.warning("danvan seal ended with %s; figures are slower until it ends well.", code)
            self.not_before = time.monotonic() + _PAUSE

    def wait(self) -> None:
        """Until it ends."""
        if self.process is not None:
            self.process.wait()
        self.look()


_log = logging.getLogger(__name__)
_lock = threading.Lock()
_held: _Held | None = None
_sealer = _Sealer()


def _begin_anew() -> None:
    """In a forked child, which lacks the thread that held the lock, and must not share a database in memory."""
    global _lock, _held, _sealer
    _lock, _held, _sealer = threading.Lock(), None, _Sealer()


os.register_at_fork(after_in_child=_begin_anew)


def freshen() -> Copy:
    """The copy, caught up with everything that was committed.

    Waits for a sealing where this process lacks so much that it would rather not hold it in memory.
    """
    global _held
    with _lock:
        seen = _look(_held.copy.state.position if _held else 0)
        if seen.waiting:
            sequence()
            seen = _look(_held.copy.state.position if _held else 0)
        _sealer.look()
        if _held is None or _held.register != seen.register or not _continues(_held.copy, seen):
            _held = _opened(_held)
        elif base.lists() != _held.lists:
            _move(_held, seen.top)
        if seen.top - _held.copy.state.position > TOO_FAR:
            _sealer.start()
            _sealer.wait()
            _held = _opened(None)
        try:
            catch_up(_held.copy, seen.top)
        except BaseException:
            # What was half taken in is not to be trusted.
            _held = None
            raise
        if _held.copy.tail > SEAL_FROM:
            _sealer.start()
        return _held.copy


def seal(*, wait: bool = True) -> Base | None:
    """Fold everything received so far into the base, or build it from the ledger where there is none to fold into.

    What nothing was received since is left as it is. Waits for whoever is sealing, or else gives None. Raises OSError
    where it cannot be written.
    """
    with base.alone(wait=wait) as mine:
        if not mine:
            return None
        # What earlier sealings left when they were killed, or the disk was full.
        base.sweep()
        sequence()
        seen, boundaries = _register_and_places()
        top, epoch = seen.top, _epoch(seen.register, boundaries)
        newest = next(_usable(epoch, top, forget=True), None)
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
    copy = freshen()
    with base.alone(wait=True):
        found = list(files_faults(_held.epoch if _held else ""))
    return found or list(copy_faults(copy))


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


def _register_and_places() -> tuple[_Seen, Boundaries]:
    """The places, and a look at the database that saw the same register: reading them takes several queries."""
    while True:
        before, boundaries, after = _look(0), Boundaries(), _look(0)
        if before.register == after.register:
            return after, boundaries


def _usable(
    epoch: str, top: int, *, after: int = -1, trusted: Container[File] = (), forget: bool = False
) -> Iterator[Base]:
    """The bases of this ledger beyond a position, the newest first; without what was altered, cut or lost.

    ``forget``: throw that away, to be built anew; for the holder of the lock.
    """
    for each in base.newest(epoch, schema_name(), after=after):
        if each.position <= top and key_at(each.position) == each.newest:
            try:
                faulty = base.faults(each, trusted=trusted)
            except OSError as fault:
                _log.warning("A sealed file cannot be read now: %s", fault)
                continue
            if not faulty:
                yield each
                continue
            _log.warning("Altered, cut or lost, and so built anew: %s", ", ".join(faulty))
            if forget:
                base.forget(each)


def _opened(before: _Held | None) -> _Held:
    lists = base.lists()
    seen, boundaries = _register_and_places()
    epoch = _epoch(seen.register, boundaries)
    if before is not None and before.epoch == epoch and _continues(before.copy, _look(before.copy.state.position)):
        # Other names, or another day: the numbers of places are what they were.
        before.copy.place_at(boundaries)
        return replace(before, register=seen.register)
    copy = Copy(boundaries, next(_usable(epoch, seen.top), None))
    return _Held(copy, seen.register, epoch, lists)


def _move(held: _Held, top: int) -> None:
    """Go over to a base that somebody sealed meanwhile, where it is newer than ours."""
    held.lists = base.lists()
    ours = held.copy.base
    position, files = (ours.position, ours.files) if ours else (0, ())
    newest = next(_usable(held.epoch, top, after=position, trusted=files), None)
    if newest is not None:
        # Readers that still ask the old copy keep it until they are done.
        held.copy = Copy(held.copy.boundaries, newest)
