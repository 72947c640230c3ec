"""What this home's ledger says at the place and in the period of which a stranger's report speaks."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from danvan.indicators.queries import known_at
from danvan.kit.claims import Known
from danvan.kit.period import Period
from danvan.kit.scope import Scope
from danvan.proof.reading import Paragraph, Reading
from danvan.proof.relations.period import period_of
from danvan.units.queries import ancestors, places_by_name, view

#: So many lines hold a report's letterhead and title.
_HEAD: Final = 14
#: Without a letterhead the place is the one named so often, and twice as often as any other beside it.
_OFTEN: Final = 3


def known_for(reading: Reading) -> list[Known]:
    """The ledger's figures for the report's own place and period; none when either is not known here."""
    scope = scope_of(reading)
    return [] if scope is None else known_at(scope, view(scope.unit, scope.period.end).short)


def scope_of(reading: Reading) -> Scope | None:
    """The place and the period of which a report speaks, by its head and title; None when either is not known here."""
    period = period_of(reading.paragraphs)
    place = None if period is None else _place(reading.paragraphs, period)
    return None if period is None or place is None else Scope(place, period)


def _place(paragraphs: tuple[Paragraph, ...], period: Period) -> str | None:
    """The place whose official name, or whose body's, stands in the head; else the one of which the text speaks."""
    names = places_by_name(period.end)
    if not names:
        return None
    longest = sorted(names, key=len, reverse=True)
    official = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)")
    written = [" ".join(p.text.lower().split()) for p in paragraphs if p.text.strip()]
    head = {names[match[0]] for match in official.finditer(" ".join(written[:_HEAD]))}
    lines = {id: [id, *ancestors(id, at=period.end)] for id in head}
    if lines:
        lowest = max(lines, key=lambda id: len(lines[id]))
        if head <= set(lines[lowest]):
            return lowest
    counted = Counter(names[match[0]] for text in written for match in official.finditer(text))
    (first, often), (_second, less) = [*counted.most_common(2), ("", 0), ("", 0)][:2]
    return first if often >= _OFTEN and often >= 2 * less else None
