"""Kill, again and again, a process that does something without end; then see what stands.

The process: a file of Python that reads from its standard input what processes killed before it had sent and sends it
once more, says ``again N`` for what stood, ``new N`` for what did not, and ``ready``; then, for each thing that it
does, ``start N`` before and ``kept N`` after it was acknowledged. ``danvan.ledger.tests.recorder`` is one.
"""

from __future__ import annotations

import importlib.util
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from urllib.parse import parse_qs, urlsplit

import psycopg

ROOT = Path(__file__).resolve().parents[1]
#: The longest that a process lives after it is ready, in seconds.
LIFE = 0.3
Environment = dict[str, str]
Kill = Callable[[subprocess.Popen[str]], None]


@dataclass
class Tally:
    """What became of all that the killed processes began."""

    kills: int = 0
    acknowledged: int = 0
    #: Begun and never acknowledged; what of it stood whole when it was sent again.
    open: int = 0
    open_stood: int = 0
    missing: list[str] = field(default_factory=list)
    torn: list[str] = field(default_factory=list)


def kill_often(process: Path, environment: Environment, kill: Kill, *, times: int) -> Tally:
    """Start the process, kill it a moment after it is ready, and so on; what was sent is sent again to the next."""
    chance = random.Random(times)  # noqa: S311 - moments to kill at, no secret
    tally = Tally()
    kept: list[str] = []
    begun: list[str] = []
    for number in range(times + 1):
        with _started(process, environment, [*kept, *begun]) as running:
            again = _words(_until_ready(running))
            tally.missing += [name for name in kept if again[name] == "new"]
            tally.torn += [name for name, what in again.items() if what == "torn"]
            tally.open_stood += sum(again[name] == "again" for name in begun)
            if number == times:
                running.kill()
                break
            time.sleep(chance.uniform(0, LIFE))
            kill(running)
            assert running.stdout
            said = _words(running.stdout.read().splitlines())
        kept = [name for name, what in said.items() if what == "kept"]
        begun = [name for name, what in said.items() if what == "start"]
        tally.kills += 1
        tally.acknowledged += len(kept)
        tally.open += len(begun)
    return tally


def _words(lines: list[str]) -> dict[str, str]:
    """Name -> the last that was said of it; a line that the kill cut off says nothing."""
    return {name: word for word, name in (line.split() for line in lines if line.count(" ") == 1)}


@contextmanager
def _started(process: Path, environment: Environment, sent: list[str]) -> Iterator[subprocess.Popen[str]]:
    with tempfile.TemporaryFile("w+") as words, tempfile.TemporaryFile("w+") as errors:
        words.write("\n".join(sent))
        words.seek(0)
        with subprocess.Popen(
            [sys.executable, str(process)],
            env=environment,
            stdin=words,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        ) as running:
            try:
                yield running
            except BaseException:
                running.kill()
                errors.seek(0)
                sys.stderr.write(errors.read())
                raise


def _until_ready(running: subprocess.Popen[str]) -> list[str]:
    assert running.stdout
    lines: list[str] = []
    for line in running.stdout:
        if line == "ready\n":
            return lines
        lines.append(line.rstrip("\n"))
    raise AssertionError("the process ended before it was ready")


def the_process(running: subprocess.Popen[str]) -> None:
    """SIGKILL to the process itself."""
    running.kill()


def clean(home: Path, **more: str) -> Environment:
    """What a process of an installation of its own sees."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DANVAN_", "DJANGO_"))}
    paths = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    return {
        **kept,
        "DANVAN_HOME": str(home),
        "PYTHONPATH": paths,
        "DJANGO_SETTINGS_MODULE": "danvan.web.settings",
        **more,
    }


@dataclass(frozen=True)
class Server:
    """A throw-away PostgreSQL that keeps what it acknowledges (fsync on), gone with its ``with``."""

    folder: Path

    def address(self) -> str:
        """Where to reach its one database, which is made anew and empty."""
        with self._connected("postgres") as connection:
            connection.execute("DROP DATABASE IF EXISTS danvan WITH (FORCE)")
            connection.execute("CREATE DATABASE danvan")
        return f"postgresql:///danvan?host={self.folder}&user=danvan"

    def kill_a_backend(self, _running: subprocess.Popen[str]) -> None:
        """SIGKILL to the server's process that serves the writer; the server then ends all others and recovers."""
        with self._connected() as connection:
            rows = connection.execute(
                "SELECT pid FROM pg_stat_activity WHERE datname = 'danvan' AND pid <> pg_backend_pid()"
                " AND backend_type = 'client backend'"
            ).fetchall()
        assert rows, "the writer has its backend"
        os.kill(rows[0][0], signal.SIGKILL)
        # The connection of the writer is gone, and it ends by its own fault; then the server must be back.
        _running.wait(30)
        self.wait()

    def wait(self) -> None:
        """Until it takes connections."""
        for _try in range(600):
            try:
                with self._connected():
                    return
            except psycopg.OperationalError:
                time.sleep(0.05)
        raise AssertionError("PostgreSQL did not come back")

    def _connected(self, database: str = "danvan") -> psycopg.Connection[tuple[int]]:
        return psycopg.connect(host=str(self.folder), user="danvan", dbname=database, autocommit=True)


@contextmanager
def server() -> Iterator[Server]:
    """Start one. Raises LookupError where PostgreSQL's programs are not there."""
    cluster = _tool("cluster")
    programs = cluster.postgresql_programs()
    if programs is None:
        raise LookupError("no initdb on this machine")
    settings = {"max_connections": "20", "shared_buffers": "32MB"}
    with cluster.postgresql(programs, settings=settings, vietnamese=False) as address:
        (folder,) = parse_qs(urlsplit(address).query)["host"]
        yield Server(Path(folder))


def _tool(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / f"tools/{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
