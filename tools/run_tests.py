"""Run the tests: on SQLite, the database's rooms again on a throw-away PostgreSQL, pages in a real browser.

python3 tools/run_tests.py [--long] [--into FOLDER] [-- words for pytest]

Installs what it may (as root on Debian: the browser with a font for Vietnamese, PostgreSQL's programs) while the
environment is being made. What had to be skipped, and why, is said plainly at the end; a skipped part is never a
passed one. Exits 0 only when everything that ran passed.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from cluster import postgresql, postgresql_programs
from install import ROOT, install

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
#: pytest's exit code when nothing was selected.
NOTHING_RAN = 5


def browser() -> str | None:
    """The program of a Chromium, or None."""
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


def start_installing() -> subprocess.Popen[bytes] | None:
    """Begin to install what the machine lacks and may have; None when nothing lacks or nothing may be installed."""
    lacking = [] if browser() else ["chromium", "fonts-liberation2"]
    lacking += [] if postgresql_programs() else ["postgresql"]
    if not lacking or os.geteuid() != 0 or shutil.which("apt-get") is None:
        return None
    print(f"Installing {', '.join(lacking)} …", flush=True)
    # A server that apt starts by itself would only be in the way: the tests start one of their own.
    words = f"apt-get update -qq && apt-get install -y -qq --no-install-recommends {' '.join(lacking)}"
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    return subprocess.Popen(["sh", "-c", words], env=quiet, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)


def _database_tests() -> list[str]:
    """The tests that a database can decide: the rooms with tables, the preparing of homes, a walk with histories."""
    rooms = sorted(str(path.parent) for path in ROOT.glob("src/danvan/*/migrations"))
    return [*rooms, "src/danvan/cli", "tests/test_oracle.py", "tests/test_kill.py"]


def pytest(
    venv: Path, words: list[str], more: Mapping[str, str] = MappingProxyType({}), *, may_be_none: bool = False
) -> bool:
    """Run pytest; whether all passed. ``may_be_none``: the caller's own words may select nothing here."""
    code = subprocess.run(
        [str(venv / "bin" / "python"), "-m", "pytest", "-n", "2", "--dist", "worksteal", "-rs", *words],
        cwd=ROOT,
        env={**os.environ, **more},
        stdin=subprocess.DEVNULL,
        check=False,
    ).returncode
    return code == 0 or (may_be_none and code == NOTHING_RAN)


def run(venv: Path, *, long: bool, more: list[str]) -> int:
    """Every part, one after the other; the exit code."""
    started = time.monotonic()
    installing = start_installing()
    install(venv, dev=True)
    if installing:
        installing.wait()
    speed = "long" if long else "not long"
    chromium, programs, skipped = browser(), postgresql_programs(), []
    if chromium is None:
        skipped.append("the pages in a real browser: no Chromium here, and none may be installed (apt-get, as root)")
    if programs is None:
        skipped.append(
            "the database's rooms on PostgreSQL: no initdb here, and none may be installed (apt-get, as root)"
        )
    print("\nOn SQLite" + (f", pages in {chromium}" if chromium else ""), flush=True)
    wanted = speed if chromium else f"{speed} and not browser"
    passed = pytest(venv, ["-m", f"({wanted}) and not postgresql", *more], may_be_none=bool(more))
    if programs is not None:
        print("\nOn PostgreSQL, all that it can decide", flush=True)
        with postgresql(programs) as address:
            words = ["--database-only", "-m", f"({speed}) and not browser", *_database_tests(), *more]
            passed &= pytest(venv, words, {"DANVAN_DATABASE_URL": address}, may_be_none=bool(more))
    print(f"\n{time.monotonic() - started:.0f} s in all")
    for part in skipped:
        print(f"SKIPPED {part}.")
    return 0 if passed else 1


def main() -> int:
    parser = argparse.ArgumentParser(description="Run the tests.")
    parser.add_argument("--long", action="store_true", help="what takes longer, in place of the rest")
    parser.add_argument("--into", type=Path, default=ROOT / ".venv", help="the environment's folder")
    parser.add_argument("words", nargs="*", help="passed on to pytest")
    chosen = parser.parse_args()
    return run(chosen.into, long=chosen.long, more=chosen.words)


if __name__ == "__main__":
    sys.exit(main())
