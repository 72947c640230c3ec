"""danvan, or another program, in a process of its own, as a person or a script starts it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from _measure import Take, timed

#: The least that a program on Django with our settings does before its first word.
BARE = "a process that only starts Python and sets up Django with the same settings"
# A process measured by its parent counts the parent's memory as its own at the start: so the parent is a small one.
_PEAK = """
import json, resource, subprocess, sys
ended = subprocess.run(sys.argv[2:], stdout=subprocess.DEVNULL).returncode
if str(ended) not in sys.argv[1].split(","):
    sys.exit(ended or 9)
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(json.dumps(peak / (2**20 if sys.platform == "darwin" else 1024)))
"""


def danvan(home: Path, *words: str, ends: tuple[int, ...] = (0,)) -> Take:
    """The act of running that command on that home; raises CalledProcessError when it ends otherwise than it may."""
    return program(home, "-m", "danvan.cli.main", *words, ends=ends)


def bare(home: Path) -> Take:
    """The baseline ``BARE``."""
    return program(home, "-c", "import django; django.setup()")


def program(home: Path, *words: str, ends: tuple[int, ...] = (0,)) -> Take:
    """The act of running Python with those words."""

    def act() -> None:
        done = subprocess.run([sys.executable, *words], check=False, capture_output=True, env=_environment(home))
        if done.returncode not in ends:
            done.check_returncode()

    return timed(act)


def peak(home: Path, *words: str, ends: tuple[int, ...] = (0,)) -> Take:
    """The act of running Python with those words, giving the most memory that it held, in MB."""

    def take() -> float:
        may = ",".join(str(one) for one in ends)
        command = [sys.executable, "-c", _PEAK, may, sys.executable, *words]
        done = subprocess.run(command, check=True, capture_output=True, env=_environment(home))
        return float(json.loads(done.stdout))

    return take


def _environment(home: Path) -> dict[str, str]:
    return os.environ | {"DANVAN_HOME": str(home)}
