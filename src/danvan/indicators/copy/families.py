"""Which entry of a family of corrections was read when; read from the ledger, and never held for all entries.

A head is an entry that nothing received so far corrects; of several heads the highest id is read, and the others are
its pair. A family is all entries that corrections join.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from django.db.models import Q

from danvan.audit.models import Outbox
from danvan.ledger.models import Correction, Entry

#: Ids that one query names: SQLite takes no more than 999 parameters.
_NAMED: Final = 400
#: The end of what still stands.
FOREVER: Final = 2**62


@dataclass(frozen=True, slots=True)
class Spell:
    """From ``from_pos`` until ``to_pos`` the entry ``record`` at ``pos`` was read; ``others``: the heads beside it."""

    record: str
    pos: int
    from_pos: int
    to_pos: int
    others: tuple[str, ...]


class Families:
    """Some entries joined by corrections, with their positions; ``withdrawals`` among them leave nothing to count."""

    def __init__(
        self, positions: dict[str, int], corrections: Iterable[tuple[str, str]], withdrawals: Iterable[str]
    ) -> None:
        self._pos, self._withdrawals = positions, frozenset(withdrawals)
        self._near: dict[str, set[str]] = defaultdict(set)
        self._corrects: dict[str, set[str]] = defaultdict(set)
        for entry, head in corrections:
            if entry in positions:
                self._near[entry].add(head)
                self._near[head].add(entry)
                self._corrects[entry].add(head)

    @property
    def members(self) -> dict[str, int]:
        """Every entry of them with its position."""
        return {record: pos for record, pos in self._pos.items() if record in self._near}

    def spells(self) -> list[Spell]:
        """When each member was read, as far as it states something."""
        found: list[Spell] = []
        seen: set[str] = set()
        for record in self.members:
            if record not in seen:
                family = self._family(record)
                seen.update(family)
                found.extend(spell for spell in self._of(family) if spell.record not in self._withdrawals)
        return found

    def _family(self, record: str) -> list[str]:
        """Its members in order of position."""
        seen, stack = {record}, [record]
        while stack:
            fresh = self._near.get(stack.pop(), set()) - seen
            seen |= fresh
            stack.extend(fresh)
        return sorted((each for each in seen if each in self._pos), key=self._pos.__getitem__)

    def _of(self, members: list[str]) -> Iterator[Spell]:
        heads: set[str] = set()
        closed: set[str] = set()
        for number, member in enumerate(members):
            closed |= self._corrects.get(member, set())
            heads = {head for head in heads | {member} if head not in closed}
            ends = self._pos[members[number + 1]] if number + 1 < len(members) else FOREVER
            if heads:
                read = max(heads)
                yield Spell(read, self._pos[read], self._pos[member], ends, tuple(sorted(heads - {read})))


def families_of(records: Iterable[str], upto: int) -> Families:
    """The whole families of the entries that correct others, as received by position ``upto``."""
    known: set[str] = set()
    edges: set[tuple[str, str]] = set()
    frontier = set(records)
    while frontier:
        known |= frontier
        near = {edge for ids in _some(frontier) for edge in _edges(ids)}
        edges |= near
        frontier = {record for edge in near for record in edge} - known
    return _families(known, edges, upto)


def _families(records: set[str], edges: set[tuple[str, str]], upto: int) -> Families:
    positions: dict[str, int] = {}
    withdrawals: set[str] = set()
    for ids in _some(records):
        held = Outbox.objects.filter(topic="entry", key__in=ids, pos__lte=upto)
        positions.update(held.values_list("key", "pos"))
        withdrawals.update(Entry.objects.filter(id__in=ids, act="withdraw").values_list("id", flat=True))
    return Families(positions, edges, withdrawals)


def _edges(ids: list[str]) -> Iterable[tuple[str, str]]:
    return Correction.objects.filter(Q(entry_id__in=ids) | Q(head_id__in=ids)).values_list("entry_id", "head_id")


def _some(records: Iterable[str]) -> Iterator[list[str]]:
    ids = sorted(records)
    yield from (ids[start : start + _NAMED] for start in range(0, len(ids), _NAMED))
