"""danvan demo for the first time, from an empty home to the doubted report."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import _annual
from _measure import Measure, Take
from _process import danvan, program


def measure(_home: Path) -> Measure:
    return Measure(
        act=_in_a_new_home(lambda home: danvan(home, "demo")),
        goal=10,
        against="the tables made in an empty home (manage.py migrate), nothing loaded",
        plain=_in_a_new_home(lambda home: program(home, "-c", MIGRATE)),
        warm=False,
        conditions=_annual.size(_annual.composed()),
        plain_runs=3,
    )


MIGRATE = """
import django
from django.core.management import call_command
django.setup()
call_command("migrate", verbosity=0)
"""


def _in_a_new_home(act: Callable[[Path], Take]) -> Take:
    def take() -> float:
        with tempfile.TemporaryDirectory(prefix="danvan-bench-") as folder:
            return act(Path(folder))()

    return take
