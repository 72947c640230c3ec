"""Many takes of one act: their percentiles beside those of its baselines, taken in turn; and how they are told."""

from __future__ import annotations

import os
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any, Literal, TypeVar

Unit = Literal["milliseconds", "seconds", "megabytes"]
Percentile = Literal["p50", "p95", "p99", "most"]
Asked = TypeVar("Asked", bound=Hashable)
#: Ways of asking the same: the first is ours, the others are baselines. Each gives what it took, in ms, and its answer.
Ways = Mapping[str, Callable[[Asked], tuple[float, object]]]


class Differing(AssertionError):
    """Two ways of asking the same gave different answers: the run has failed, whatever the times."""


@dataclass(frozen=True, kw_only=True)
class Result:
    """What was measured, in one unit; ``times_faster``: by how much the median is to beat that baseline's, at least."""

    name: str
    what: str
    figures: Sequence[float]
    unit: Unit = "milliseconds"
    goal: tuple[Percentile, float] | None = None
    baselines: Mapping[str, Sequence[float]] = field(default_factory=dict)
    times_faster: Mapping[str, float] = field(default_factory=dict)
    #: What kept the act from being what was to be measured; then no goal is met, whatever the figures say.
    lacking: str = ""
    conditions: Mapping[str, object] = field(default_factory=dict)

    def told(self) -> dict[str, Any]:
        """As JSON's values."""
        own = percentiles(self.figures)
        others = {}
        for name, figures in self.baselines.items():
            theirs = percentiles(figures)
            least = self.times_faster.get(name)
            ratios = {f"{each}_ratio": round(theirs[each] / own[each], 2) for each in ("p50", "p95")}
            others[name] = {**theirs, **ratios, **({"ratio_wanted": least} if least else {})}
        # A baseline that was left out was not beaten.
        faster = all(name in others and others[name]["p50_ratio"] >= least for name, least in self.times_faster.items())
        kept = self.goal is None or own[self.goal[0]] <= self.goal[1]
        return {
            "name": self.name,
            "what": self.what,
            "unit": self.unit,
            "figure": own,
            "baselines": others,
            "goal": {self.goal[0]: self.goal[1]} if self.goal else None,
            "met": kept and faster and not self.lacking,
            **({"lacking": self.lacking} if self.lacking else {}),
            "conditions": {"load_after": round(os.getloadavg()[0], 1), **self.conditions},
        }


def line(said: Mapping[str, Any]) -> str:
    """One result as lines for a person."""
    short = {"milliseconds": "ms", "seconds": "s", "megabytes": "MB"}[said["unit"]]
    own = said["figure"]
    goal = "".join(f", goal {name} {value:g}" for name, value in (said["goal"] or {}).items())
    text = f"{said['name']:<26} {_spread(own)} {short}{goal}: {'met' if said['met'] else 'NOT MET'}"
    if "lacking" in said:
        text += f"\n  {said['lacking']}"
    for name, theirs in said["baselines"].items():
        wanted = f" (wanted {theirs['ratio_wanted']:g})" if "ratio_wanted" in theirs else ""
        text += f"\n  beside {name:<18} {_spread(theirs)} {short}, x {theirs['p50_ratio']:g}{wanted}"
    return text


def _spread(figures: Mapping[str, float]) -> str:
    return "  ".join(f"{name} {figures[name]:g}" for name in ("p50", "p95", "p99", "most")) + f"  n {figures['runs']:g}"


def percentiles(figures: Sequence[float]) -> dict[str, float]:
    """p50, p95 and p99 by nearest rank, least and most, and how many there were."""
    ranked = sorted(figures)
    at = {
        name: ranked[max(0, -(-len(ranked) * share // 100) - 1)]
        for name, share in (("p50", 50), ("p95", 95), ("p99", 99))
    }
    rounded = {name: _round(value) for name, value in {**at, "least": ranked[0], "most": ranked[-1]}.items()}
    return {**rounded, "runs": len(ranked)}


def _round(number: float) -> float:
    return round(number, 4 if number < 1 else 2 if number < 100 else 0)


def took(act: Callable[[], object]) -> float:
    """The milliseconds of one act."""
    started = perf_counter()
    act()
    return (perf_counter() - started) * 1000


def in_turn(asked: Iterable[Asked], ways: Ways[Asked], *, warm: int = 2) -> dict[str, list[float]]:
    """Ask everything in every way, one way after the other, the first ``warm`` uncounted. Raises Differing."""
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for number, each in enumerate(asked):
        answers = {}
        for name, ask in ways.items():
            milliseconds, answers[name] = ask(each)
            if number >= warm:
                taken[name].append(milliseconds)
        ours, *theirs = answers
        for name in theirs:
            if answers[name] != answers[ours]:
                raise Differing(f"{each}: {ours} and {name} differ: {_first_difference(answers[ours], answers[name])}")
    return taken


def _first_difference(ours: object, theirs: object) -> str:
    if isinstance(ours, dict) and isinstance(theirs, dict):
        keys = sorted({*ours, *theirs}, key=str)
        apart = [key for key in keys if ours.get(key) != theirs.get(key)]
        shown = "; ".join(f"{key}: {ours.get(key)} against {theirs.get(key)}" for key in apart[:5])
        return f"{len(apart)} of {len(keys)} cells: {shown}"
    return f"{ours!r} against {theirs!r}"
