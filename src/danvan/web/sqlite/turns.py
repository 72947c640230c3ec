"""First come, first served: the turns of those who write to one SQLite file, in all threads and processes of a machine.

SQLite lets waiting writers look again after pauses that grow, so whoever came last is often served first and one may
wait for seconds. A turn only orders them; that nobody writes beside another is still SQLite's own doing, so a turn
that was lost (its process was killed) can harm nothing.
"""

from __future__ import annotations

import fcntl
import gc
import os
import threading
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, sleep
from typing import Final

#: How often the first of a process looks whether those before it in other processes are done, in seconds.
_LOOK: Final = 0.0004
#: How often a waiting thread looks whether the one before it ended without leaving, in seconds.
_DOUBT: Final = 1.0
#: The file's first byte is locked while a number is drawn; the byte of each number while its turn lasts.
_GATE: Final = 0


@dataclass(eq=False, slots=True)
class Turn:
    """One writer's place: a number of the file, the thread that drew it, and whether it is this process's first."""

    number: int
    thread: threading.Thread
    process: int
    first: threading.Event = field(default_factory=threading.Event)


class Line:
    """The writers of one file. Locks are the kernel's record locks: they end with their process, however it ends."""

    def __init__(self, path: Path) -> None:
        # Opened once a process: to close any handle of the file would end all locks that the process has on it.
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
        self._mutex = threading.Lock()
        self._here: deque[Turn] = deque()

    def take(self, timeout: float) -> Turn:
        """Wait for one's turn; ``leave`` must follow. Raises TimeoutError when others took longer than ``timeout``."""
        deadline = monotonic() + timeout
        with self._mutex:
            turn = Turn(self._draw(), threading.current_thread(), os.getpid())
            self._here.append(turn)
            self._call()
        try:
            self._wait_here(turn, deadline)
            self._wait_there(turn, deadline)
        except BaseException:
            self.leave(turn)
            raise
        return turn

    def leave(self, turn: Turn) -> None:
        """End a turn, or give up waiting for it; the next is called. A second time, and in a forked child, nothing."""
        if turn.process != os.getpid():
            return
        with self._mutex, suppress(ValueError):
            self._here.remove(turn)
            fcntl.lockf(self._file, fcntl.LOCK_UN, 1, turn.number)
            self._call()

    def _call(self) -> None:
        if self._here:
            self._here[0].first.set()

    def _draw(self) -> int:
        """The next number, its byte locked."""
        fcntl.lockf(self._file, fcntl.LOCK_EX, 1, _GATE)
        try:
            number = int.from_bytes(os.pread(self._file, 8, 0), "big") + 1
            # A file that was put back from a copy may name numbers that are waiting.
            while not self._lock(fcntl.LOCK_EX, number, 1):
                number += 1
            os.pwrite(self._file, number.to_bytes(8, "big"), 0)
        finally:
            fcntl.lockf(self._file, fcntl.LOCK_UN, 1, _GATE)
        return number

    def _lock(self, kind: int, start: int, length: int) -> bool:
        try:
            fcntl.lockf(self._file, kind | fcntl.LOCK_NB, length, start)
        except (BlockingIOError, PermissionError):
            # POSIX leaves open which of the two says that another process has it.
            return False
        return True

    def _wait_here(self, turn: Turn, deadline: float) -> None:
        while not turn.first.wait(min(_DOUBT, max(0, deadline - monotonic()))):
            with self._mutex:
                before = self._here[0]
            if not before.thread.is_alive():
                # Its connection, still inside a transaction, is closed with it.
                gc.collect()
                self.leave(before)
            elif monotonic() >= deadline:
                raise TimeoutError

    def _wait_there(self, turn: Turn, deadline: float) -> None:
        # No number before it is this process's own: it is the first here.
        before = turn.number - 1
        if not before:
            return
        while not self._lock(fcntl.LOCK_SH, 1, before):
            if monotonic() >= deadline:
                raise TimeoutError
            sleep(_LOOK)
        fcntl.lockf(self._file, fcntl.LOCK_UN, before, 1)


_lines: dict[Path, Line] = {}
_opening = threading.Lock()


def line_of(database: Path) -> Line:
    """The line before a database's file; one in each process. Raises OSError where its file cannot be made."""
    path = database.with_name(f"{database.name}-turns").absolute()
    with _opening:
        if path not in _lines:
            _lines[path] = Line(path)
        return _lines[path]


def _begin_anew() -> None:
    """In a forked child, which has none of the threads that wait, and none of the locks."""
    global _opening
    _lines.clear()
    _opening = threading.Lock()


os.register_at_fork(after_in_child=_begin_anew)
