"""The home of a run: an empty one, filled by ``danvan simulate`` with as many facts as wanted; SQLite or PostgreSQL."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import Any

from _measure import say

from cluster import postgresql, postgresql_programs

YEARS = 5
SEED = 1
#: A nation of 3,321 communes and five years are ten million facts.
FACTS_A_COMMUNE = 10_000_000 / 3321
#: As on a small server; nothing that is acknowledged may be lost. WAL: room for one load without a checkpoint a minute.
SETTINGS = {
    "shared_buffers": "1GB", "work_mem": "64MB", "jit": "off", "maintenance_work_mem": "512MB", "max_wal_size": "4GB",
    "effective_cache_size": "8GB", "random_page_cost": "1.1", "max_connections": "60",
}  # fmt: skip


@dataclass(frozen=True)
class Made:
    """The home ``folder`` and its database, ready for ``danvan``; ``address`` empty: SQLite in the folder."""

    folder: Path
    address: str
    #: How the ledger was made, and with what: part of every measure's conditions.
    conditions: dict[str, Any] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        """For a program of its own."""
        return os.environ | {"DANVAN_HOME": str(self.folder), "DANVAN_DATABASE_URL": self.address}


def this() -> Made:
    """The home of this process, as whoever started it said."""
    return Made(Path(os.environ["DANVAN_HOME"]), os.environ["DANVAN_DATABASE_URL"])


@contextmanager
def made(facts: int, database: str, keep: Path | None) -> Iterator[Made]:
    """A home with about so many facts; found again in ``keep`` when it was made there before."""
    with tempfile.TemporaryDirectory(prefix="danvan-scale-") as passing:
        folder = (keep or Path(passing)).absolute()
        # PostgreSQL runs as nobody, below it.
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o755)
        if database == "sqlite":
            yield _filled(folder, "", facts)
            return
        programs = postgresql_programs()
        if programs is None:
            raise SystemExit("There is no initdb here: install PostgreSQL, or say --database sqlite.")
        with postgresql(programs, keep=folder / "postgresql", settings=SETTINGS, vietnamese=False) as address:
            yield _filled(folder, address, facts)


def _filled(folder: Path, address: str, facts: int) -> Made:
    note = folder / "made.json"
    home = Made(folder / "home", address)
    if not note.exists():
        if address:
            _run("createdb", "--maintenance-db", address.replace("///danvan?", "///postgres?"), "danvan")
        communes = max(1, round(facts / FACTS_A_COMMUNE))
        words = ["simulate", "--communes", str(communes), "--years", str(YEARS), "--seed", str(SEED)]
        say(f"Making the ledger: danvan {' '.join(words)} …")
        started = perf_counter()
        _run(sys.executable, "-m", "danvan.cli.main", *words, env=home.environment)
        seconds = round(perf_counter() - started, 1)
        note.write_text(json.dumps({"simulate": " ".join(words), "simulate_seconds": seconds, "facts_wanted": facts}))
    conditions = json.loads(note.read_text())
    if conditions["facts_wanted"] != facts:
        raise SystemExit(f"The folder holds a ledger of {conditions['facts_wanted']} facts: name another.")
    settings = SETTINGS | {"fsync": "on"} if address else {"synchronous": "FULL", "journal_mode": "WAL"}
    return Made(home.folder, address, conditions | {"database": "postgresql" if address else "sqlite", "set": settings})


def _run(*words: str, env: dict[str, str] | None = None) -> None:
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL, env=env)
