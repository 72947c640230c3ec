"""Kills in the middle of recording: what was acknowledged stands, once, and everything verifies and counts."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from danvan.ledger.tests.recorder import SIZE
from tests.given import ROOMS
from tests.killing import ROOT, Environment, Kill, Server, Tally, clean, kill_often, server, the_process

RECORDER = ROOMS / "ledger/tests/recorder.py"
SEALER = ROOMS / "indicators/tests/sealer.py"
POSTGRESQL = pytest.mark.postgresql
TIMES = [1, pytest.param(200, marks=pytest.mark.long)]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home of its own, with the compiled statements that all tests share."""
    (tmp_path / "sql-cache").symlink_to(Path(tempfile.gettempdir(), f"danvan-test-sql-{os.getuid()}"))
    return tmp_path


@pytest.fixture(scope="module")
def postgresql() -> Iterator[Server]:
    """A server of its own: a killed backend takes all others of its server with it."""
    with ExitStack() as stack:
        try:
            running = stack.enter_context(server())
        except LookupError as lacking:
            pytest.skip(str(lacking))
        yield running


def standing(environment: Environment) -> dict[str, object]:
    done = subprocess.run(
        [sys.executable, str(ROOT / "tests/standing.py")], env=environment, capture_output=True, text=True, check=True
    )
    return dict(json.loads(done.stdout))


def survives(environment: Environment, kill: Kill, times: int, process: Path = RECORDER) -> Tally:
    tally = kill_often(process, environment, kill, times=times)
    print(tally)  # noqa: T201 - for pytest -s
    assert (tally.missing, tally.torn) == ([], []), "what was acknowledged is there; a file is whole or absent"
    found = standing(environment)
    print({name: value for name, value in found.items() if name != "files"})  # noqa: T201
    assert found["faults"] == found["denied"] == found["copy"] == []
    assert (found["gapless"], found["waiting"]) == (True, 0)
    assert found["asked"]
    files = {name: count for name, count in dict(found["files"]).items() if re.match(r"\d+-", name)}  # type: ignore[call-overload]
    assert set(files.values()) == {SIZE}, "nothing is doubled"
    assert len(files) == tally.acknowledged + tally.open
    return tally


@pytest.mark.parametrize("times", TIMES)
def test_sqlite_survives_kills_of_the_writer(home: Path, times: int) -> None:
    tally = survives(clean(home), the_process, times)
    # Elsewhere a moment between two files was hit.
    assert times < 10 or tally.open > times / 2


@pytest.mark.parametrize("times", [1, pytest.param(200, marks=pytest.mark.long)])
def test_sqlite_survives_kills_of_the_sealer(home: Path, times: int) -> None:
    survives(clean(home), the_process, times, SEALER)


@POSTGRESQL
@pytest.mark.parametrize("times", [pytest.param(200, marks=pytest.mark.long)])
def test_postgresql_survives_kills_of_the_sealer(home: Path, postgresql: Server, times: int) -> None:
    survives(clean(home, DANVAN_DATABASE_URL=postgresql.address()), the_process, times, SEALER)


@POSTGRESQL
@pytest.mark.parametrize("times", [pytest.param(200, marks=pytest.mark.long)])
def test_postgresql_survives_kills_of_the_writer(home: Path, postgresql: Server, times: int) -> None:
    tally = survives(clean(home, DANVAN_DATABASE_URL=postgresql.address()), the_process, times)
    assert times < 10 or tally.open > times / 2


@POSTGRESQL
@pytest.mark.parametrize("times", TIMES)
def test_postgresql_survives_kills_of_its_own_processes(home: Path, postgresql: Server, times: int) -> None:
    tally = survives(clean(home, DANVAN_DATABASE_URL=postgresql.address()), postgresql.kill_a_backend, times)
    assert times < 10 or tally.open > times / 2
