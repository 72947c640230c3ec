"""What every measure is given: the home, what is asked, and the baselines while their tables stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from _asked import Asked
from _baselines import Analytics, Live
from _made import Made


@dataclass(frozen=True)
class Run:
    """``live`` and ``analytics`` for the measures that say BESIDE; there is no analytics table on SQLite."""

    made: Made
    asked: Asked
    live: Live | None = None
    analytics: Analytics | None = None
    #: How long the baselines' own tables took to make.
    seconds: Mapping[str, float] = field(default_factory=dict)

    @property
    def job(self) -> list[float]:
        """The seconds of the job that builds the analytics table and its indexes; nothing where it was not built."""
        seconds = [each for name, each in self.seconds.items() if name in ("analytics table", "its indexes")]
        return [sum(seconds)] if seconds else []

    @property
    def baselines(self) -> dict[str, Live | Analytics]:
        """By the name under which they are told."""
        both = {"live SQL": self.live, "analytics table": self.analytics}
        return {name: each for name, each in both.items() if each is not None}
