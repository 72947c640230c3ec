"""The backend: a transaction that writes waits for its turn before it begins, and gives it back when it has ended."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.db import OperationalError
from django.db.backends.sqlite3 import base

from danvan.web.sqlite.turns import Line, Turn, line_of


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's own; see docs/decisions/0022-turns-of-writers.md."""

    def __init__(self, *words: Any, **named: Any) -> None:
        super().__init__(*words, **named)
        self._turn: tuple[Line, Turn] | None = None
        #: Set by Django when it connects.
        self.transaction_mode: str | None = None

    def _start_transaction_under_autocommit(self) -> None:
        self._take_turn()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]  # not in the stubs
        except BaseException:
            self._leave()
            raise

    def _commit(self) -> None:
        try:
            super()._commit()  # type: ignore[misc]  # not in the stubs
        finally:
            self._leave_if_ended()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]  # not in the stubs
        finally:
            self._leave_if_ended()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]  # not in the stubs
        finally:
            self._leave()

    def _take_turn(self) -> None:
        # A transaction that may turn out to read only, and a database of this process alone, wait for nobody.
        if self.transaction_mode not in ("IMMEDIATE", "EXCLUSIVE") or self.is_in_memory_db():
            return
        line = line_of(Path(self.settings_dict["NAME"]))
        try:
            self._turn = line, line.take(float(self.settings_dict["OPTIONS"].get("timeout", 5)))
        except TimeoutError as fault:
            # SQLite's own words for the same.
            raise OperationalError("database is locked") from fault

    def _leave_if_ended(self) -> None:
        # A commit that failed (the disk is full) may leave the transaction open, to be rolled back.
        if self.connection is None or not self.connection.in_transaction:
            self._leave()

    def _leave(self) -> None:
        if self._turn is not None:
            line, turn = self._turn
            self._turn = None
            line.leave(turn)
