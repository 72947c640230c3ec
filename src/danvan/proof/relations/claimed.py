"""A total and what the words of a report make its parts."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from danvan.proof.check import Severity
from danvan.proof.reading import Figure
from danvan.proof.relations.clauses import adds_up, sum_of
from danvan.proof.relations.relations import nearly


@dataclass(frozen=True, slots=True)
class Claimed:
    """A total and what the words make its parts; ``severity`` is how sure the words are that these are all."""

    total: Figure
    parts: tuple[Figure, ...]
    severity: Severity

    @property
    def holds(self) -> bool:
        """Whether the parts add up to the total, at the digits printed."""
        return adds_up(self.total, self.parts)

    @property
    def nearly(self) -> bool:
        """Whether the parts miss the total only as by a slip."""
        return nearly(self.total.value, sum_of(self.parts), [part.value for part in self.parts])


def off(claim: Claimed) -> Decimal:
    """By how much the parts miss their total."""
    return abs(sum_of(claim.parts) - claim.total.value)
