"""What one measure is: an act whose figure is taken, a baseline beside it, a goal; and the form in which it is told."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from statistics import median
from time import perf_counter
from typing import Any, Literal

RUNS = 5
Take = Callable[[], float]


@dataclass(frozen=True, kw_only=True)
class Measure:
    """``act`` and ``plain`` run once and give their figure, in ``unit``; the median of the runs is told.

    ``warm``: whether the act happens in one process that has done it before; else each run starts a process.
    ``plain`` is the baseline that ``against`` names. ``conditions`` may hold functions, called after the runs.
    """

    act: Take
    goal: float
    against: str
    plain: Take
    warm: bool
    conditions: Mapping[str, object] = field(default_factory=dict)
    unit: Literal["seconds", "megabytes"] = "seconds"
    runs: int = RUNS
    plain_runs: int = RUNS


def timed(act: Callable[[], object]) -> Take:
    """The same act, giving the seconds that it took."""

    def take() -> float:
        started = perf_counter()
        act()
        return perf_counter() - started

    return take


def told(name: str, what: str, measure: Measure) -> dict[str, Any]:
    """Run the measure, each side once more than is counted, and tell it as JSON's values."""
    measure.act()
    figures = [measure.act() for _run in range(measure.runs)]
    if measure.plain_runs > 1:
        measure.plain()
    plain = median(measure.plain() for _run in range(measure.plain_runs))
    figure, unit = median(figures), measure.unit
    return {
        "name": name,
        "what": what,
        "figure": {unit: _round(figure), "least": _round(min(figures)), "most": _round(max(figures))},
        "conditions": {
            "cores": os.cpu_count(),
            "python": platform.python_version(),
            "runs": measure.runs,
            "warm": measure.warm,
            # Of a busy machine the figures are no use: above the number of cores, measure again.
            "load": round(os.getloadavg()[0], 1),
            **{key: value() if callable(value) else value for key, value in measure.conditions.items()},
        },
        "baseline": {"what": measure.against, unit: _round(plain), "runs": measure.plain_runs},
        "ratio": round(plain / figure, 2),
        "goal": {unit: measure.goal},
        "met": figure <= measure.goal,
    }


def line(said: Mapping[str, Any], unit: str) -> str:
    """One measure as a line for a person."""
    short = {"seconds": "s", "megabytes": "MB"}[unit]
    figure, plain, goal = said["figure"][unit], said["baseline"][unit], said["goal"][unit]
    verdict = "met" if said["met"] else "NOT MET"
    return f"{said['name']:<16} {figure:>7g} {short:<2} (goal {goal:g}: {verdict}; baseline {plain:g})  {said['what']}"


def say(text: str) -> None:
    """Tell a person; standard output is for the document."""
    print(text, file=sys.stderr, flush=True)


def _round(number: float) -> float:
    return round(number, 4 if number < 1 else 2 if number < 100 else 0)
