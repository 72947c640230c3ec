"""What a template can ask of the other rooms: figures in one batch, the entries of a kind, documents, places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
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
    _known: dict[Question, Figure] = field(default_factory=dict)
    _parts: dict[str, list[str]] = field(default_factory=dict)
    _withheld: set[Question] = field(default_factory=set)
    _entries: dict[str, list[Mapping[str, Any]]] | None = None

    def entries(self, kind: str) -> list[Mapping[str, Any]]:
        """The entries of that kind that are read in the report's place and period; all kinds are fetched at once."""
        if self._entries is None:
            self._entries = defaultdict(list)
            for entry in list_entries(unit=self.scope.unit, period=self.scope.period, as_of=self.scope.as_of):
                if entry["status"] == "read":
                    self._entries[entry["kind"]].append(entry)
        return self._entries.get(kind, [])

    def prepare(self, asked: Named, below: Iterable[str], bodies: Mapping[str, str]) -> None:
        """Ask all that the templates name, here, ``below`` and of ``bodies`` (kind -> id); all in one batch.

        An unknown code is told where it stands.
        """
        family = INDICATORS()
        wanted = [(self.scope, code) for code in sorted(asked.here)]
        wanted += [(self.scope.within(unit), code) for unit in below for code in sorted(asked.below)]
        wanted += [
            (replace(self.scope, body=bodies[kind], roles=(role,) if role else ()), code)
            for kind, role, code in sorted(asked.by)
            if kind in bodies
        ]
        questions = [Question(code, scope) for scope, code in wanted if code in family]
        split = sorted(code for code in asked.split if code in family and family[code].split)
        recorded = engine.splits_of([Question(code, self.scope) for code in split])
        for code in split:
            self._parts[code] = self._in_order(code, recorded[code])
            questions += [Question(f"{code}[{part}]", self.scope) for part in self._parts[code]]
        figures = engine.ask(questions)
        self._known = dict(zip(questions, figures, strict=True))
        self._withheld = {questions[place] for place in withheld(figures)}

    def text(self, scope: Scope, code: str) -> FigureText:
        """One figure. Raises Refusal for an unknown indicator, and for one that is only known in parts."""
        question = Question(code, scope)
        if question not in self._known:
            self._ask(question)
        if "[" not in code and INDICATORS()[code].split:
            raise Refusal(
                _("The indicator %(code)s is known in parts only."),
                code=code,
                advice=_('Go through them: {%% for part in figures("%(code)s") %%}.'),
            )
        return FigureText(self.register, self._known[question], withheld=question in self._withheld)

    def by(self, bodies: Mapping[str, str]) -> Callable[..., Figures]:
        """``by("mttq", role="lead")``: the figures of what the place's body of that kind led, or took part in.

        Of a body that the place does not have nothing is known; a kind of body that no place has is told.
        """

        def figures(kind: str, *, role: str = "") -> Figures:
            if kind not in bodies and kind not in (known := units.body_kinds()):
                raise _unknown(kind, sorted(known))
            return Figures(self, replace(self.scope, body=bodies.get(kind, ""), roles=(role,) if role else ()))

        return figures

    def _ask(self, question: Question) -> None:
        self._known[question] = engine.figure(question.code, question.scope)
        if withheld([self._known[question]]):
            self._withheld.add(question)

    def parts(self, code: str) -> list[str]:
        """The values of the indicator's dimension that were recorded, in the order of the kind's own list."""
        if code not in self._parts:
            INDICATORS().find(code)
            self._parts[code] = self._in_order(code, engine.splits(code, self.scope))
        return self._parts[code]

    def _in_order(self, code: str, recorded: Collection[str]) -> list[str]:
        definition = INDICATORS()[code]
        order = KINDS()[definition.kinds[0]].dims[definition.split or ""].values
        return [part for part in order if part in recorded]

    def split(self, code: str) -> list[FigureText]:
        """``figures("ethnic_share")``: the figure of each part for which a number was stated."""
        texts = [self.text(self.scope, f"{code}[{part}]") for part in self.parts(code)]
        return [text for text in texts if text.stated]


class Figures:
    """``f`` in a template: ``f.dialogues`` is that figure of the report's place, ``commune.f.dialogues`` of another."""

    SAYS: ClassVar = None

    def __init__(self, pool: Pool, scope: Scope) -> None:
        self._pool, self._scope = pool, scope

    def __getattr__(self, code: str) -> FigureText:
        if code.startswith("_"):
            raise AttributeError(code)
        return self._pool.text(self._scope, code)


class PlaceText(DataText):
    """A place in a sentence: prints its short name; ``full`` with its kind; ``f`` its own figures."""

    SAYS: ClassVar = DataText.SAYS | {"full", "kind", "f"}

    def __init__(self, pool: Pool, place: UnitView) -> None:
        super().__init__(pool.register, "place", place.short)
        self.full = DataText(pool.register, "place", place.name)
        self.kind = DataText(pool.register, "kind", place.kind)
        self.f = Figures(pool, pool.scope.within(place.id))


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
        return DataText(self._works.register, "note", self._entry["note"])

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

    SAYS: ClassVar = frozenset({"places", "documents", "values"})

    def __init__(self, pool: Pool, at: date, kind: str, dims: Mapping[str, str]) -> None:
        self._pool, self._at, self.register = pool, at, pool.register
        self._kind = KINDS().find(kind)
        for dim, value in dims.items():
            if value not in self._dimension(dim).values:
                raise _unknown(value, self._dimension(dim).values)
        self._entries = [entry for entry in pool.entries(kind) if _has(entry, dims)]

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
        order = units.descendants(self._pool.scope.unit, at=self._at)
        known = units.views(named, self._at)
        return [
            PlaceText(self._pool, known[id])
            for id in sorted(named, key=lambda id: (order.index(id) if id in order else len(order), id))
        ]

    def names_of(self, bodies: list[str]) -> list[DataText]:
        known = units.views(set(bodies), self._at)
        return [DataText(self.register, "name", known[id].short) for id in bodies]

    @property
    def documents(self) -> list[DocumentText]:
        """The documents that the entries name, by date."""
        return self.documents_of(self._entries)

    def documents_of(self, entries: list[Mapping[str, Any]]) -> list[DocumentText]:
        keys = {key for entry in entries for key in entry["documents"]}
        found = documents.documents_by(sorted(keys)).values()
        return [DocumentText(self.register, each) for each in found]

    def values(self, dim: str) -> list[DataText]:
        """The words of the values of a dimension, in the order of the kind's own list."""
        return self.values_of(self._entries, dim)

    def values_of(self, entries: list[Mapping[str, Any]], dim: str) -> list[DataText]:
        held = {value for entry in entries for value in _values(entry, dim)}
        known = self._dimension(dim).values
        return [DataText(self.register, "part", words.vi) for value, words in known.items() if value in held]

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
