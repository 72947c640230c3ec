"""The engine: questions in a batch, figures with their records out of one expression, fresh after each entry."""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from danvan.audit.queries import position_at
from danvan.indicators.copy.copy import Copy
from danvan.indicators.copy.reach import Reach
from danvan.indicators.current import freshen
from danvan.indicators.definitions import INDICATORS, Definition, parse_definition
from danvan.indicators.expression import ASK, WANTED, Shape, rows_sql
from danvan.indicators.made import made_of, words_of
from danvan.indicators.measure import Measured, measured
from danvan.indicators.models import Aside, DefinitionVersion, Figure, canonical
from danvan.kit.clock import end_of
from danvan.kit.errors import Refusal
from danvan.kit.quantity import Number, Precision
from danvan.kit.scope import Scope
from danvan.ledger.kinds import KINDS, ROLES

#: More answers than these are not kept for the next question.
_MOST_ANSWERS: Final = 20_000
#: More rows than these would fill the memory with records that nobody could read.
_MOST_ROWS: Final = 2_000_000


@dataclass(frozen=True, slots=True)
class Question:
    """One indicator in one scope; ``split`` picks one value of its dimension (also written ``code[value]``).

    ``version`` asks by an older version of the definition; empty: by the one of today. ``at`` asks as known at a
    position of this installation, which is finer than the scope's ``as_of`` day; None: as the scope says.
    """

    code: str
    scope: Scope
    split: str = ""
    version: str = ""
    at: int | None = None


def figure(code: str, scope: Scope) -> Figure:
    """One figure. Raises Refusal for an unknown indicator, split value or unit."""
    return ask([Question(code, scope)])[0]


def ask(questions: Sequence[Question]) -> list[Figure]:
    """The figures, in the order of the questions, all from one state of the ledger; however many definitions."""
    return Asking(freshen()).answers(questions)


def splits(code: str, scope: Scope) -> list[str]:
    """The values of the indicator's split dimension for which something was recorded in the scope, sorted."""
    return splits_of([Question(code, scope)])[code]


def splits_of(questions: Sequence[Question]) -> dict[str, list[str]]:
    """Code -> the values for which something was recorded, for several indicators in one batch.

    Raises Refusal for an indicator without parts.
    """
    asking = Asking(freshen())
    groups: dict[Shape, list[Question]] = defaultdict(list)
    for question in questions:
        if INDICATORS().find(question.code).split is None:
            raise Refusal(_("The indicator %(code)s has no parts of its own."), code=question.code)
        groups[asking.shape(question)].append(question)
    found = {}
    for shape, group in groups.items():
        for question, rows in asking.rows(shape, group):
            counting = rows.filter(pc.and_not(rows["inside"], rows["apart"]))
            found[question.code] = sorted(set(counting["split"].to_pylist()) - {""})
    return found


class Asking:
    """Questions that are answered together, from one state of a copy."""

    def __init__(self, copy: Copy) -> None:
        self._copy, self._state = copy, copy.state
        self._position_at = cache(position_at)
        self._known: dict[Question, Figure] = {}
        self._definition = cache(_definition)

    def answers(self, questions: Sequence[Question]) -> list[Figure]:
        """The figures, in the order of the questions."""
        wanted = [_parsed(question) for question in questions]
        all_parts = dict.fromkeys(part for each in wanted for part in self._with_parts(each))
        _remember(self._definition(each.code, each.version) for each in all_parts)
        counted = [each for each in all_parts if not self._definition(each.code, each.version).made]
        kept = self._state.answers
        self._known = {question: kept[question] for question in counted if question in kept}
        groups: dict[Shape, list[Question]] = defaultdict(list)
        for question in counted:
            if question not in self._known:
                groups[self.shape(question)].append(question)
        fresh = {
            question: figure for shape, group in groups.items() for question, figure in self._counted(shape, group)
        }
        if len(kept) + len(fresh) <= _MOST_ANSWERS:
            kept.update(fresh)
        self._known.update(fresh)
        return [self._answer(question) for question in wanted]

    def _with_parts(self, question: Question) -> Iterator[Question]:
        """The question and all that it comes down to."""
        yield question
        for part in self._parts(question):
            yield from self._with_parts(part)

    def _parts(self, question: Question) -> list[Question]:
        definition = self._definition(question.code, question.version)
        versions = definition.versions if question.version else {}
        parts = [replace(question, code=code, version=versions.get(code, "")) for code in definition.of]
        if definition.how == "change":
            before = question.scope.during(question.scope.period.last_year())
            parts.append(replace(parts[0], scope=before))
        return parts

    def _position(self, question: Question) -> int:
        reached, as_of = self._state.position, question.scope.as_of
        if question.at is not None:
            if not 0 <= question.at <= reached:
                raise Refusal(_("The ledger has not reached position %(at)s here."), at=question.at)
            return question.at
        return reached if as_of is None else min(reached, self._position_at(end_of(as_of)))

    def shape(self, question: Question) -> Shape:
        """The statement that answers the question."""
        definition = self._definition(question.code, question.version)
        counts = definition.what if definition.how == "distinct" else "values"
        today = question.scope.boundaries == "today"
        return Shape(counts, bool(definition.where), bool(definition.split), question.scope.body is not None, today)

    def _counted(self, shape: Shape, group: list[Question]) -> Iterator[tuple[Question, Figure]]:
        pairs = _pairs(self._copy)
        for question, rows in self.rows(shape, group):
            definition = self._definition(question.code, question.version)
            position = self._position(question)
            answer = measured(definition, rows, question.split, self._copy.boundaries.last)
            others = {
                other
                for record in (answer.records if pairs else ())
                for other, first, after in pairs.get(record, ())
                if first <= position < after
            }
            if others:
                answer = replace(answer, asides=(*answer.asides, Aside("pair", tuple(sorted(others)))))
            yield question, _figure(definition, question, answer, position)

    def rows(self, shape: Shape, group: list[Question]) -> Iterator[tuple[Question, pa.Table]]:
        """What the copy holds for each question: the columns of ``measure.Row``."""
        cursor, asked = self._copy.cursor(), self._asked(group)
        for name, table in asked.items():
            cursor.register(name, table)
        self._copy.expose(cursor, self._reach(asked["ask"]))
        try:
            rows = self._copy.fetch(cursor, rows_sql(shape))
        except MemoryError:
            raise _too_much() from None
        if len(rows) > _MOST_ROWS:
            raise _too_much()
        rows = rows.combine_chunks()
        numbers = rows["q"].to_pylist()
        ends = [bisect_left(numbers, number) for number in range(len(group) + 1)]
        for question, (first, after) in zip(group, pairwise(ends), strict=True):
            yield question, rows.slice(first, after - first)

    def _reach(self, ask: pa.Table) -> Reach:
        """All rows of the copy that the questions can need."""
        first, last = pc.min(ask["first"]).as_py(), pc.max(ask["last"]).as_py()
        lo, hi = pc.min(ask["lo"]).as_py(), pc.max(ask["hi"]).as_py()
        if pc.any(ask["today"]).as_py():
            lo, hi = self._copy.boundaries.hull(lo, hi)
        kinds, measures = (frozenset(ask[name].unique().to_pylist()) for name in ("kind", "measure"))
        return Reach(lo, hi, frozenset(range(first.year, last.year + 1)), kinds, measures)

    def _asked(self, group: list[Question]) -> dict[str, pa.Table]:
        """The tables of questions: a row a kind; for today's also one for each former place that lies there partly."""
        asked: list[tuple[object, ...]] = []
        wanted: dict[int, list[tuple[object, ...]]] = {}
        numbers: dict[str, int] = {}
        for q, question in enumerate(group):
            definition, scope = self._definition(question.code, question.version), question.scope
            d = numbers.setdefault(definition.version, len(numbers))
            names = len(definition.where)
            wanted[d] = [(d, name, value, names) for name, values in definition.where.items() for value in values]
            span, today = _span(self._copy, scope), scope.boundaries == "today"
            apart = self._copy.boundaries.apart(*span) if today else ()
            places = [(*span, today, False), *((place, place, False, True) for place in apart)]
            measure = "occasions" if definition.how == "distinct" else definition.what
            scoped = (self._position(question), scope.period.start, scope.period.end, scope.body, list(scope.roles))
            asked.extend(
                (q, d, kind, measure, definition.split, *place, *scoped)
                for kind in definition.kinds
                for place in places
            )
        return {"ask": _table(asked, ASK), "wanted": _table([row for rows in wanted.values() for row in rows], WANTED)}

    def _answer(self, question: Question) -> Figure:
        definition = self._definition(question.code, question.version)
        if not definition.made:
            return self._known[question]
        parts = tuple(self._answer(part) for part in self._parts(question))
        value, precision = made_of(definition, parts)
        records = tuple(sorted({record for part in parts for record in part.records}))
        facts = [part.digest for part in parts]
        made = _built(definition, question, value, precision, parts[0].position, records, facts, parts=parts)
        noun, basis = words_of(definition, parts)
        return replace(made, noun=noun, basis=basis, sensitive=any(part.sensitive for part in parts))


def _too_much() -> Refusal:
    return Refusal(
        _("So many records cannot be looked through at once."),
        advice=_("Ask about a smaller place, a shorter period or fewer figures."),
    )


def _parsed(question: Question) -> Question:
    code, bracket, rest = question.code.partition("[")
    if bracket and rest.endswith("]"):
        question = replace(question, code=code, split=rest[:-1])
    definition = INDICATORS().find(question.code)
    if question.split and definition.split is None:
        raise Refusal(_("The indicator %(code)s has no parts of its own."), code=question.code)
    known = _parts_of(definition) if question.split else {question.split}
    if question.split not in known:
        raise Refusal(
            _("There is no «%(value)s» among the parts of %(code)s; there are: %(known)s."),
            value=question.split,
            code=question.code,
            known=", ".join(sorted(known)),
        )
    for role in question.scope.roles:
        if role not in ("lead", *ROLES):
            raise Refusal(
                _("«%(role)s» is no role; there are: %(known)s."), role=role, known=", ".join(("lead", *ROLES))
            )
    return question


def _parts_of(definition: Definition) -> set[str]:
    return {value for kind in definition.kinds for value in KINDS()[kind].dims[definition.split or ""].values}


def _definition(code: str, version: str) -> Definition:
    today = INDICATORS().find(code)
    if version in ("", today.version):
        return today
    kept = DefinitionVersion.objects.filter(version=version, code=code).first()
    if kept is None:
        raise Refusal(_("No version %(version)s of %(code)s was ever used here."), version=version, code=code)
    return parse_definition(kept.code, kept.content)


def _table(rows: Sequence[tuple[object, ...]], schema: pa.Schema) -> pa.Table:
    columns = zip(*rows, strict=True) if rows else [()] * len(schema)
    return pa.table([pa.array(c, f.type) for c, f in zip(columns, schema, strict=True)], schema=schema)


def _span(copy: Copy, scope: Scope) -> tuple[int, int]:
    if scope.tree != "place":
        raise Refusal(_("Figures are counted over places; «%(tree)s» is another tree."), tree=scope.tree)
    if scope.unit not in copy.boundaries.spans:
        raise Refusal(
            _("«%(unit)s» is not a place."),
            unit=scope.unit,
            advice=_("A figure's unit is a place; name a body with --by."),
        )
    return copy.boundaries.spans[scope.unit]


def _pairs(copy: Copy) -> dict[str, list[tuple[str, int, int]]]:
    """For each record that is read beside other heads of its family: which, and from which position until which."""
    found: dict[str, list[tuple[str, int, int]]] = defaultdict(list)
    for record, other, first, after in copy.cursor().execute("SELECT * FROM pair").fetchall():
        found[record].append((other, first, after))
    return found


def _remember(definitions: Iterable[Definition]) -> None:
    """Keep each version in the database, once: a report must be countable by it for ever."""
    used = {definition.version: definition for definition in definitions}
    if DefinitionVersion.objects.filter(version__in=used).count() == len(used):
        return
    with transaction.atomic():
        kept = set(DefinitionVersion.objects.filter(version__in=used).values_list("version", flat=True))
        # On PostgreSQL another process may keep the same at this moment.
        DefinitionVersion.objects.bulk_create(
            (
                DefinitionVersion(version=version, code=definition.code, content=definition.content)
                for version, definition in used.items()
                if version not in kept
            ),
            ignore_conflicts=True,
        )


def _figure(definition: Definition, question: Question, answer: Measured, position: int) -> Figure:
    return _built(
        definition, question, answer.value, answer.precision, position, answer.records, answer.said,
        asides=answer.asides, used=answer.used,
    )  # fmt: skip


def _built(
    definition: Definition,
    question: Question,
    value: Number | None,
    precision: Precision,
    position: int,
    records: tuple[str, ...],
    facts: Sequence[str],
    **more: Any,
) -> Figure:
    scope = question.scope
    said = [
        definition.code, question.split, definition.version, scope.unit, scope.period.code, scope.tree,
        scope.boundaries, scope.body, list(scope.roles), canonical(value), precision.value, list(records), list(facts),
    ]  # fmt: skip
    digest = hashlib.sha256(json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()
    return Figure(
        code=definition.code,
        split=question.split,
        name=definition.name,
        noun=definition.noun,
        basis=definition.basis,
        nature=definition.nature,
        value=value,
        precision=precision,
        scope=scope,
        position=position,
        definition=definition.content,
        definition_version=definition.version,
        digest=digest,
        records=records,
        sensitive=definition.sensitive,
        **more,
    )
