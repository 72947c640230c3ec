"""danvan in a process of its own, as a person or a script starts it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path


def danvan(home: Path, *words: str) -> Callable[[], object]:
    """The act of running that command on that home; raises CalledProcessError when it does not end well."""
    command = [sys.executable, "-m", "danvan.cli.main", *words]
    return lambda: subprocess.run(command, check=True, capture_output=True, env=os.environ | {"DANVAN_HOME": str(home)})
