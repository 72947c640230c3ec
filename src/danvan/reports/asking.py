"""What a template can ask of the other rooms: figures in one batch, the entries of a kind, documents, places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from danvan.documents import queries as documents
from danvan.documents.models import SYSTEMS, TOPICS
from danvan.indicators import engine
from danvan.indicators.definitions import INDICATORS
from danvan.indicators.engine import Question
from danvan.indicators.models import Figure
from danvan.kit.errors import Refusal
from danvan.kit.scope import Scope
from danvan.ledger.kinds import KINDS, Dimension
from danvan.ledger.queries import list_entries
from danvan.reports.language import Named
from danvan.reports.objects import DataText, DocumentText, FigureText, Register
from danvan.reports.withholding import withheld
from danvan.units import queries as units
from danvan.units.queries import UnitView


@dataclass
class Pool:
    """The figures of one report: asked in one batch, then taken from here."""

    scope: Scope
    register: Register
    _known: dict[tuple[str, str], Figure] = field(default_factory=dict)
    _parts: dict[str, list[str]] = field(default_factory=dict)
    _withheld: set[tuple[str, str]] = field(default_factory=set)

    def prepare(self, asked: Named, below: Iterable[str]) -> None:
        """Ask all that the templates name, here and ``below``; an unknown code is told where it stands."""
        family = INDICATORS()
        wanted = [(self.scope.unit, code) for code in sorted(asked.here) if code in family]
        wanted += [(unit, code) for unit in below for code in sorted(asked.below) if code in family]
        for code in sorted(code for code in asked.split if code in family and family[code].split):
            wanted += [(self.scope.unit, f"{code}[{part}]") for part in self.parts(code)]
        figures = engine.ask([Question(code, self.scope.within(unit)) for unit, code in wanted])
        self._known = dict(zip(wanted, figures, strict=True))
        self._withheld = {wanted[place] for place in withheld(figures)}

    def text(self, unit: str, code: str) -> FigureText:
        """One figure. Raises Refusal for an unknown indicator, and for one that is only known in parts."""
        if (unit, code) not in self._known:
            self._ask(unit, code)
        if "[" not in code and INDICATORS()[code].split:
            raise Refusal(
                _("The indicator %(code)s is known in parts only."),
                code=code,
                advice=_('Go through them: {%% for part in figures("%(code)s") %%}.'),
            )
        key = (unit, code)
        return FigureText(self.register, self._known[key], withheld=key in self._withheld)

    def _ask(self, unit: str, code: str) -> None:
        self._known[unit, code] = engine.figure(code, self.scope.within(unit))
        if withheld([self._known[unit, code]]):
            self._withheld.add((unit, code))

    def parts(self, code: str) -> list[str]:
        """The values of the indicator's dimension that were recorded, in the order of the kind's own list."""
        if code not in self._parts:
            definition = INDICATORS().find(code)
            recorded = engine.splits(code, self.scope)
            order = KINDS()[definition.kinds[0]].dims[definition.split or ""].values
            self._parts[code] = [part for part in order if part in recorded]
        return self._parts[code]

    def split(self, code: str) -> list[FigureText]:
        """``figures("ethnic_share")``: the figure of each part for which a number was stated."""
        texts = [self.text(self.scope.unit, f"{code}[{part}]") for part in self.parts(code)]
        return [text for text in texts if text.stated]


class Figures:
    """``f`` in a template: ``f.dialogues`` is that figure of the report's place, ``commune.f.dialogues`` of another."""

    SAYS: ClassVar = None

    def __init__(self, pool: Pool, unit: str) -> None:
        self._pool, self._unit = pool, unit

    def __getattr__(self, code: str) -> FigureText:
        if code.startswith("_"):
            raise AttributeError(code)
        return self._pool.text(self._unit, code)


class PlaceText(DataText):
    """A place in a sentence: prints its short name; ``full`` with its kind; ``f`` its own figures."""

    SAYS: ClassVar = DataText.SAYS | {"full", "kind", "f"}

    def __init__(self, pool: Pool, place: UnitView) -> None:
        super().__init__(pool.register, "place", place.short)
        self.full = DataText(pool.register, "place", place.name)
        self.kind = DataText(pool.register, "kind", place.kind)
        self.f = Figures(pool, place.id)


class Works:
    """The entries of one kind in a sentence: where they happened, on which documents they rest, what about."""

    SAYS: ClassVar = frozenset({"places", "documents", "values"})

    def __init__(self, pool: Pool, at: date, kind: str, dims: Mapping[str, str]) -> None:
        self._pool, self._at = pool, at
        self._kind = KINDS().find(kind)
        for dim, value in dims.items():
            if value not in self._dimension(dim).values:
                raise _unknown(value, self._dimension(dim).values)
        scope = pool.scope
        entries = list_entries(kind=kind, unit=scope.unit, period=scope.period, as_of=scope.as_of)
        self._entries = [e for e in entries if e["status"] == "read" and _has(e, dims)]

    def __bool__(self) -> bool:
        return bool(self._entries)

    @property
    def places(self) -> list[PlaceText]:
        """The places named, in the official order of the report's place."""
        named = {place for entry in self._entries for place in entry["places"]}
        order = units.descendants(self._pool.scope.unit, at=self._at)
        known = units.views(named, self._at)
        return [
            PlaceText(self._pool, known[id])
            for id in sorted(named, key=lambda id: (order.index(id) if id in order else len(order), id))
        ]

    @property
    def documents(self) -> list[DocumentText]:
        """The documents that the entries name, by date."""
        keys = {key for entry in self._entries for key in entry["documents"]}
        found = documents.documents_by(sorted(keys)).values()
        return [DocumentText(self._pool.register, each) for each in found]

    def values(self, dim: str) -> list[DataText]:
        """The words of the values of a dimension, in the order of the kind's own list."""
        held = {value for entry in self._entries for value in _values(entry, dim)}
        known = self._dimension(dim).values
        return [DataText(self._pool.register, "part", words.vi) for value, words in known.items() if value in held]

    def _dimension(self, name: str) -> Dimension:
        if name not in self._kind.dims:
            raise _unknown(name, self._kind.dims)
        return self._kind.dims[name]


def _unknown(name: str, known: Iterable[str]) -> Refusal:
    return Refusal(
        _("«%(name)s» is not known here."), name=name, advice=_("There are: %(known)s."), known=", ".join(known)
    )


def _has(entry: Mapping[str, Any], dims: Mapping[str, str]) -> bool:
    return all(value in _values(entry, name) for name, value in dims.items())


def _values(entry: Mapping[str, Any], dim: str) -> list[str]:
    value = entry["dims"].get(dim, [])
    return [value] if isinstance(value, str) else list(value)


@dataclass(frozen=True)
class Documents:
    """``documents(topic=…)`` in a template: documents of a topic by date.

    ``when``: «within» the period or «before» it; ``local``: by this place's bodies; ``system``: party, state, front.
    """

    register: Register
    scope: Scope
    place: str
    at: date

    def __call__(
        self, *, topic: str | None = None, system: str | None = None, when: str = "", local: bool = False
    ) -> list[DocumentText]:
        for value, known in ((topic, TOPICS), (system, SYSTEMS), (when or None, ("within", "before"))):
            if value is not None and value not in known:
                raise _unknown(value, known)
        period = self.scope.period
        found = documents.find(topic=topic, issued=period if when == "within" else None)
        if when == "before":
            found = [each for each in found if each.issued and each.issued < period.start]
        if local:
            issuers = units.views({each.issuer_id for each in found}, self.at)
            found = [each for each in found if issuers[each.issuer_id].area == self.place]
        return [DocumentText(self.register, each) for each in found if system in (None, each.system)]
