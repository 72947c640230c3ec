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
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(json.dumps(peak / (2**20 if sys.platform == "darwin" else 1024)))
"""


def danvan(home: Path, *words: str) -> Take:
    """The act of running that command on that home; raises CalledProcessError when it does not end well."""
    return program(home, "-m", "danvan.cli.main", *words)


def bare(home: Path) -> Take:
    """The baseline ``BARE``."""
    return program(home, "-c", "import django; django.setup()")


def program(home: Path, *words: str) -> Take:
    """The act of running Python with those words."""
    return timed(
        lambda: subprocess.run([sys.executable, *words], check=True, capture_output=True, env=_environment(home))
    )


def peak(home: Path, *words: str) -> Take:
    """The act of running Python with those words, giving the most memory that it held, in MB."""

    def take() -> float:
        command = [sys.executable, "-c", _PEAK, sys.executable, *words]
        done = subprocess.run(command, check=True, capture_output=True, env=_environment(home))
        return float(json.loads(done.stdout))

    return take


def _environment(home: Path) -> dict[str, str]:
    return os.environ | {"DANVAN_HOME": str(home)}
