"""Which entry of a family of corrections is read: the graph of corrections and its heads; no database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator


class Heads:
    """The corrections as pairs (correcting entry, entry that it names).

    A head is an entry that nobody corrected. Two corrections made apart from each other make two heads of one
    family; the one with the higher id is read, until an entry names both.
    """

    def __init__(self, corrections: Iterable[tuple[str, str]]) -> None:
        self._above: dict[str, set[str]] = defaultdict(set)
        self._below: dict[str, set[str]] = defaultdict(set)
        for entry, named in corrections:
            self.add(entry, named)

    def add(self, entry: str, named: str) -> None:
        """``entry`` corrects or withdraws ``named``."""
        self._above[named].add(entry)
        self._below[entry].add(named)

    def correctors(self, id: str) -> frozenset[str]:
        """The entries that name ``id`` directly."""
        return frozenset(self._above.get(id, ()))

    def newest(self, id: str) -> tuple[str, ...]:
        """The heads that stand above ``id``, ascending; ``id`` itself when nobody corrected it."""
        return tuple(sorted(each for each in self._reach(id, self._above) if each not in self._above))

    def family(self, id: str) -> tuple[str, ...]:
        """Every head of the family of ``id``, ascending; the last one is read."""
        members = {id}
        frontier = [id]
        while frontier:
            member = frontier.pop()
            near = self._above.get(member, set()) | self._below.get(member, set())
            frontier.extend(near - members)
            members |= near
        return tuple(sorted(member for member in members if member not in self._above))

    def _reach(self, id: str, way: dict[str, set[str]]) -> Iterator[str]:
        seen, frontier = {id}, [id]
        while frontier:
            each = frontier.pop()
            yield each
            frontier.extend(way.get(each, set()) - seen)
            seen |= way.get(each, set())
