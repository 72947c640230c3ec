"""The entries of a kind in a sentence: all together, or one by one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from danvan.ledger.kinds import KINDS, Dimension
from danvan.reports.asking import PlaceText, Pool, unknown
from danvan.reports.objects import DataText, DocumentText


class Work:
    """One entry in a sentence: its ``note``, who led it and where, its documents, the words of a dimension.

    ``number``: which one of its works it is, from 1.
    """

    SAYS: ClassVar = frozenset({"number", "note", "lead", "partners", "places", "documents", "values"})

    def __init__(self, works: Works, number: int, entry: Mapping[str, Any]) -> None:
        self._works, self._entry = works, entry
        self.number = DataText(works.register, "number", str(number))

    @property
    def note(self) -> DataText:
        """Its words, without a full stop at the end: the sentence has its own."""
        return DataText(self._works.register, "note", self._entry["note"].rstrip(". "))

    @property
    def lead(self) -> DataText:
        return self._works.names_of([self._entry["lead"]])[0]

    @property
    def partners(self) -> list[DataText]:
        """The names of those who took part."""
        return self._works.names_of([each["unit"] for each in self._entry["partners"]])

    @property
    def places(self) -> list[PlaceText]:
        return self._works.places_of([self._entry])

    @property
    def documents(self) -> list[DocumentText]:
        return self._works.documents_of([self._entry])

    def values(self, dim: str) -> list[DataText]:
        """The words of its values of a dimension."""
        return self._works.values_of([self._entry], dim)


class Works:
    """The entries of one kind in a sentence, in the order in which they were made.

    All together: where they happened, on which documents they rest, what about; or one by one, as ``Work``.
    """

    SAYS: ClassVar = frozenset({"places", "partners", "documents", "values"})

    def __init__(self, pool: Pool, kind: str, dims: Mapping[str, str], led_by: str | None = None) -> None:
        self._pool, self.register = pool, pool.register
        self._kind = KINDS().find(kind)
        for dim, value in dims.items():
            if value not in self._dimension(dim).values:
                raise unknown(value, self._dimension(dim).values)
        self._entries = [
            entry
            for entry in pool.entries(kind)
            if _has(entry, dims) and (led_by is None or self._pool.kind_of(entry["lead"]) == led_by)
        ]

    @property
    def partners(self) -> list[DataText]:
        """Everybody who took part, each once."""
        return self.names_of(list(dict.fromkeys(each["unit"] for e in self._entries for each in e["partners"])))

    def __bool__(self) -> bool:
        return bool(self._entries)

    def __iter__(self) -> Iterator[Work]:
        return (Work(self, number, entry) for number, entry in enumerate(self._entries, start=1))

    @property
    def places(self) -> list[PlaceText]:
        """The places named, in the official order of the report's place."""
        return self.places_of(self._entries)

    def places_of(self, entries: list[Mapping[str, Any]]) -> list[PlaceText]:
        named = {place for entry in entries for place in entry["places"]}
        order, known = self._pool.order, self._pool.unit_views(named)
        return [
            PlaceText(self._pool, known[id]) for id in sorted(named, key=lambda id: (order.get(id, len(order)), id))
        ]

    def names_of(self, bodies: list[str]) -> list[DataText]:
        known = self._pool.unit_views(set(bodies))
        return [DataText(self.register, "name", known[id].short) for id in bodies]

    @property
    def documents(self) -> list[DocumentText]:
        """The documents that the entries name, by date."""
        return self.documents_of(self._entries)

    def documents_of(self, entries: list[Mapping[str, Any]]) -> list[DocumentText]:
        keys = {key for entry in entries for key in entry["documents"]}
        found = self._pool.all_documents.items() if keys else ()
        return [DocumentText(self.register, each) for key, each in found if key in keys]

    def values(self, dim: str) -> list[DataText]:
        """The words of the values of a dimension, in the order of the kind's own list."""
        return self.values_of(self._entries, dim)

    def values_of(self, entries: list[Mapping[str, Any]], dim: str) -> list[DataText]:
        held = {value for entry in entries for value in _values(entry, dim)}
        known = self._dimension(dim).values
        return [DataText(self.register, "part", words.vi) for value, words in known.items() if value in held]

    def _dimension(self, name: str) -> Dimension:
        if name not in self._kind.dims:
            raise unknown(name, self._kind.dims)
        return self._kind.dims[name]


def _has(entry: Mapping[str, Any], dims: Mapping[str, str]) -> bool:
    return all(value in _values(entry, name) for name, value in dims.items())


def _values(entry: Mapping[str, Any], dim: str) -> list[str]:
    value = entry["dims"].get(dim, [])
    return [value] if isinstance(value, str) else list(value)
