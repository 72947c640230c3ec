"""Figures (frozen answers, never stored) and the versions of definitions that were ever used (stored for ever)."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from django.db import models

from danvan.audit.models import AppendOnly
from danvan.kit.quantity import Basis, Nature, Number, Precision
from danvan.kit.scope import Scope
from danvan.kit.words import Words


class DefinitionVersion(AppendOnly):
    """A version of a definition that some figure was counted by."""

    version = models.TextField(primary_key=True)
    code = models.TextField()
    content = models.TextField()
    first_used = models.DateTimeField(auto_now_add=True)


@dataclass(frozen=True, slots=True)
class Aside:
    """Records that were looked at and not counted, and why.

    ``covered``: by a total or a wider place (or the total itself, where its details were used); ``estimate``: stated
    since; ``older``: an earlier value of a stock; ``longer``: known only for a longer period; ``unplaced``: of a former
    place that lies only partly in this place of today; ``pair``: the other correction of one entry.
    """

    sort: str
    records: tuple[str, ...]
    value: Number | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """One answer: ``value`` (None: nothing recorded when ``records`` is empty, else not stated) of ``noun``.

    ``records`` are the entries that it rests on, ``parts`` the figures that it is made of, ``asides`` what was seen
    and not counted. ``used`` tells whether a reported total or its details were taken where both exist.
    ``digest`` covers the definition, the scope, the value and what each record says; never a position.
    """

    code: str
    split: str
    name: Words
    noun: Words
    basis: Basis
    nature: Nature
    value: Number | None
    precision: Precision
    scope: Scope
    position: int
    definition: str
    definition_version: str
    digest: str
    records: tuple[str, ...]
    parts: tuple[Figure, ...] = ()
    asides: tuple[Aside, ...] = ()
    used: str = ""
    sensitive: bool = field(default=False)

    @property
    def known(self) -> bool:
        """Whether anything was recorded for it."""
        return bool(self.records)

    @property
    def full_code(self) -> str:
        """The code with its split value: ``ethnic_share[mong]``."""
        return f"{self.code}[{self.split}]" if self.split else self.code

    def to_json(self) -> dict[str, object]:
        """The stable shape of ``danvan figure --json``."""
        return {
            "code": self.full_code,
            "name": str(self.name),
            "value": plain(self.value),
            "noun": str(self.noun),
            "precision": self.precision.value,
            "scope": {
                "unit": self.scope.unit,
                "period": self.scope.period.code,
                "tree": self.scope.tree,
                "boundaries": self.scope.boundaries,
                "body": self.scope.body,
                "roles": list(self.scope.roles),
            },
            "as_of": self.scope.as_of.isoformat() if self.scope.as_of else None,
            "definition": self.definition,
            "definition_version": self.definition_version,
            "digest": self.digest,
            "records": list(self.records),
            "parts": [
                *(part.to_json() for part in self.parts),
                *(
                    {"aside": aside.sort, "records": list(aside.records), "value": plain(aside.value)}
                    for aside in self.asides
                ),
            ],
        }


def plain(value: Number | None) -> int | float | None:
    """A value as a JSON number: whole where it is whole."""
    if value is None or isinstance(value, int):
        return value
    return int(value) if value == value.to_integral_value() else float(value)


def canonical(value: Number | None) -> str:
    """A value as text for digests: one form for 7, 7.0 and 7.00."""
    return "" if value is None else f"{Decimal(value).normalize():f}"
