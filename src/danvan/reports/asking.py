"""What a template can ask of figures: all in one batch, of the report's place, of places below it and of bodies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from danvan.documents import queries as documents
from danvan.indicators import engine
from danvan.indicators.definitions import INDICATORS
from danvan.indicators.engine import Question
from danvan.indicators.models import Figure
from danvan.kit.errors import Refusal
from danvan.kit.scope import Scope
from danvan.ledger.kinds import KINDS, ROLES
from danvan.ledger.queries import list_entries
from danvan.reports.language import Named
from danvan.reports.objects import DataText, FigureText, Register
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
    _units: dict[str, UnitView] = field(default_factory=dict)

    def entries(self, kind: str) -> list[Mapping[str, Any]]:
        """The entries of that kind that are read in the report's place and period, in the order of their making.

        All kinds are fetched at once.
        """
        if self._entries is None:
            scope = self.scope
            # The figures of the report are of one position; what is told in words beside them is of the same.
            upto = next((figure.position for figure in self._known.values()), None)
            printed = list_entries(unit=scope.unit, period=scope.period, as_of=scope.as_of, upto=upto)
            corrects = {entry["id"]: entry["corrects"] for entry in printed}
            # A corrected entry keeps the place of what it corrects.
            printed.sort(key=lambda entry: _first_of(entry["id"], corrects))
            self._entries = defaultdict(list)
            for entry in printed:
                if entry["status"] == "read":
                    self._entries[entry["kind"]].append(entry)
        return self._entries.get(kind, [])

    @cached_property
    def all_documents(self) -> dict[str, documents.DocumentView]:
        """Every document by key, in the order of their dates; read once, since a report asks for them many times."""
        return {each.key: each for each in documents.find()}

    @cached_property
    def order(self) -> dict[str, int]:
        """The official order of the report's place and all below it."""
        below = units.descendants(self.scope.unit, at=self.scope.period.end)
        return {unit: number for number, unit in enumerate(below)}

    def unit_views(self, ids: set[str]) -> dict[str, UnitView]:
        """At least these units, as they stood at the period's end."""
        missing = ids - self._units.keys()
        if missing:
            self._units |= units.views(missing, self.scope.period.end)
        return self._units

    def kind_of(self, body: str) -> str:
        """The kind of a body: mttq, ban dân vận, huyện ủy…"""
        return self.unit_views({body})[body].kind

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
            if role and role not in ("lead", *ROLES):
                raise unknown(role, ("lead", *ROLES))
            if kind not in bodies and kind not in (known := units.body_kinds()):
                raise unknown(kind, sorted(known))
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


def _first_of(id: str, corrects: Mapping[str, Sequence[str]]) -> str:
    """The entry with which a line of corrections began."""
    while corrects.get(id):
        id = min(corrects[id])
    return id


def unknown(name: str, known: Iterable[str]) -> Refusal:
    """What a template hears that names what does not exist."""
    return Refusal(
        _("«%(name)s» is not known here."), name=name, advice=_("There are: %(known)s."), known=", ".join(known)
    )
