"""The engine: questions in a batch, figures with their records out of one expression, fresh after each entry."""

from __future__ import annotations

import hashlib
import json
import threading
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pyarrow as pa
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from danvan.audit.actions import sequence
from danvan.audit.models import Installation, Outbox
from danvan.audit.queries import position_at, top_position
from danvan.indicators.copy import Copy
from danvan.indicators.definitions import INDICATORS, Definition, parse_definition
from danvan.indicators.expression import rows_sql
from danvan.indicators.measure import Measured, Row, measured, whole
from danvan.indicators.models import Aside, DefinitionVersion, Figure, canonical
from danvan.kit.clock import end_of
from danvan.kit.errors import Refusal
from danvan.kit.quantity import Number, Precision, Quantity
from danvan.kit.scope import Scope
from danvan.ledger.facts import facts_between
from danvan.units.facts import places
from danvan.units.models import Edge, Succession, UnitVersion


@dataclass(frozen=True, slots=True)
class Question:
    """One indicator in one scope; ``split`` picks one value of its dimension (also written ``code[value]``).

    ``version`` asks by an older version of the definition; empty: by the one of today.
    """

    code: str
    scope: Scope
    split: str = ""
    version: str = ""


_lock = threading.Lock()
_copy: Copy | None = None
_epoch: tuple[object, ...] = ()


def freshen() -> Copy:
    """The copy, caught up with everything that was committed; built anew in a new epoch."""
    global _copy, _epoch
    with _lock:
        sequence()
        top, epoch = top_position(), _epoch_now()
        if _copy is None or epoch != _epoch or not _continues(_copy, top):
            _copy, _epoch = Copy(places()), epoch
        if top > _copy.position:
            _copy.add(facts_between(_copy.position, top), top, _key_at(top))
        return _copy


def _epoch_now() -> tuple[object, ...]:
    """What the copy's numbering of places rests on, and the database that lies behind it."""
    return (
        Installation.objects.values_list("id", flat=True).first(),
        UnitVersion.objects.count(),
        Edge.objects.count(),
        Succession.objects.count(),
    )


def _continues(copy: Copy, top: int) -> bool:
    return copy.position <= top and (copy.position == 0 or _key_at(copy.position) == copy.newest)


def _key_at(position: int) -> str:
    return Outbox.objects.filter(topic="entry", pos=position).values_list("key", flat=True).first() or ""


def figure(code: str, scope: Scope) -> Figure:
    """One figure. Raises Refusal for an unknown indicator, split value or unit."""
    return ask([Question(code, scope)])[0]


def ask(questions: Sequence[Question]) -> list[Figure]:
    """The figures, in the order of the questions; one statement a definition, however many scopes."""
    copy = freshen()
    # Another thread's catching up takes a new dictionary: this batch answers from one state of the ledger.
    wanted = [_parsed(question) for question in questions]
    _remember(_definition(question) for question in {*wanted, *(part for each in wanted for part in _needed(each))})
    counted = copy.answers
    groups: dict[tuple[str, str], list[Question]] = defaultdict(list)
    for question in dict.fromkeys(part for each in wanted for part in _needed(each)):
        if question not in counted:
            groups[(question.code, question.version)].append(question)
    positions: dict[date | None, int] = {}
    for group in groups.values():
        counted.update(_counted(copy, group, positions))
    return [_answer(question, counted) for question in wanted]


def splits(code: str, scope: Scope) -> list[str]:
    """The values of the indicator's split dimension for which something was recorded in the scope, sorted."""
    definition = INDICATORS().find(code)
    if definition.split is None:
        raise Refusal(_("The indicator %(code)s has no parts of its own."), code=code)
    rows = _rows(freshen(), definition, [Question(code, scope)], {})
    return sorted({row.split for row in rows if row.inside})


def _parsed(question: Question) -> Question:
    code, bracket, rest = question.code.partition("[")
    if bracket and rest.endswith("]"):
        question = replace(question, code=code, split=rest[:-1])
    definition = INDICATORS().find(question.code)
    if question.split and definition.split is None:
        raise Refusal(_("The indicator %(code)s has no parts of its own."), code=question.code)
    return question


def _definition(question: Question) -> Definition:
    today = INDICATORS().find(question.code)
    if question.version in ("", today.version):
        return today
    kept = DefinitionVersion.objects.filter(version=question.version, code=question.code).first()
    if kept is None:
        raise Refusal(_("No version %(version)s of %(code)s was ever used here."), version=question.version,
                      code=question.code)  # fmt: skip
    return parse_definition(kept.code, kept.content)


def _needed(question: Question) -> Iterable[Question]:
    """The counted questions that it comes down to."""
    definition = _definition(question)
    if not definition.made:
        yield question
        return
    for part in _parts(definition, question):
        yield from _needed(part)


def _parts(definition: Definition, question: Question) -> list[Question]:
    made = [replace(question, code=code, version="") for code in definition.of]
    if definition.how == "change":
        before = question.scope.during(question.scope.period.last_year())
        made.append(replace(made[0], scope=before))
    return made


def _position(copy: Copy, as_of: date | None, known: dict[date | None, int]) -> int:
    if as_of not in known:
        known[as_of] = copy.position if as_of is None else position_at(end_of(as_of))
    return known[as_of]


def _counted(copy: Copy, group: list[Question], positions: dict[date | None, int]) -> dict[Question, Figure]:
    definition = _definition(group[0])
    held: dict[int, list[Row]] = defaultdict(list)
    for row in _rows(copy, definition, group, positions):
        if not group[row.q].split or row.split == group[row.q].split:
            held[row.q].append(row)
    pairs = _pairs(copy, {row.record for rows in held.values() for row in rows})
    answers = {}
    for number, question in enumerate(group):
        position = _position(copy, question.scope.as_of, positions)
        answer = measured(definition, held[number], copy.last)
        others = {
            o for row in answer.rows for o, first, after in pairs.get(row.record, ()) if first <= position < after
        }
        if others:
            answer = replace(answer, asides=(*answer.asides, Aside("pair", tuple(sorted(others)))))
        answers[question] = _figure(definition, question, answer, position)
    return answers


def _rows(copy: Copy, definition: Definition, group: list[Question], positions: dict[date | None, int]) -> list[Row]:
    rows: list[Row] = []
    for by_body in (False, True):
        asked = [(n, q.scope) for n, q in enumerate(group) if (q.scope.body is not None) == by_body]
        if asked:
            cursor = copy.cursor()
            cursor.register("ask", _ask_table(copy, asked, positions))
            answer = cursor.execute(rows_sql(definition, by_body=by_body)).to_arrow_table()
            columns = answer.to_pydict()
            names = Row.__slots__
            rows.extend(Row(*values) for values in zip(*(columns[name] for name in names), strict=True))
    return rows


def _ask_table(copy: Copy, asked: list[tuple[int, Scope]], positions: dict[date | None, int]) -> pa.Table:
    spans = [_span(copy, scope.unit) for _number, scope in asked]
    return pa.table(
        {
            "q": pa.array([number for number, _scope in asked], pa.int32()),
            "lo": pa.array([lo for lo, _hi in spans], pa.int32()),
            "hi": pa.array([hi for _lo, hi in spans], pa.int32()),
            "at": pa.array([_position(copy, scope.as_of, positions) for _n, scope in asked], pa.int64()),
            "first": pa.array([scope.period.start for _n, scope in asked], pa.date32()),
            "last": pa.array([scope.period.end for _n, scope in asked], pa.date32()),
            "today": pa.array([scope.boundaries == "today" for _n, scope in asked], pa.bool_()),
            "body": pa.array([scope.body for _n, scope in asked], pa.string()),
            "roles": pa.array([list(scope.roles) for _n, scope in asked], pa.list_(pa.string())),
        }
    )


def _span(copy: Copy, unit: str) -> tuple[int, int]:
    if unit not in copy.numbers:
        raise Refusal(
            _("«%(unit)s» is not a place."), unit=unit, advice=_("A figure's unit is a place; name a body with --by.")
        )
    return copy.numbers[unit]


def _pairs(copy: Copy, records: set[str]) -> dict[str, list[tuple[str, int, int]]]:
    found: dict[str, list[tuple[str, int, int]]] = defaultdict(list)
    for record, other, first, after in copy.cursor().execute("SELECT * FROM pair").fetchall():
        if record in records:
            found[record].append((other, first, after))
    return found


def _remember(definitions: Iterable[Definition]) -> None:
    """Keep each version in the database, once: a report must be countable by it for ever."""
    used = {definition.version: definition for definition in definitions}
    if DefinitionVersion.objects.filter(version__in=used).count() == len(used):
        return
    with transaction.atomic():
        kept = set(DefinitionVersion.objects.filter(version__in=used).values_list("version", flat=True))
        DefinitionVersion.objects.bulk_create(
            DefinitionVersion(version=version, code=definition.code, content=definition.content)
            for version, definition in used.items()
            if version not in kept
        )


def _figure(definition: Definition, question: Question, answer: Measured, position: int) -> Figure:
    facts = sorted(
        {f"{row.record}|{canonical(row.value)}|{row.precision}|{row.status}|{row.split}" for row in answer.rows}
    )
    return _built(
        definition, question, answer.value, answer.precision, position, tuple(sorted({r.record for r in answer.rows})),
        facts, asides=answer.asides, used=answer.used,
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


def _answer(question: Question, counted: Mapping[Question, Figure]) -> Figure:
    definition = _definition(question)
    if not definition.made:
        return counted[question]
    parts = tuple(_answer(part, counted) for part in _parts(definition, question))
    value, precision = _made(definition, parts)
    records = tuple(sorted({record for part in parts for record in part.records}))
    made = _built(
        definition, question, value, precision, parts[0].position, records, [p.digest for p in parts], parts=parts
    )
    if definition.how in ("change", "plus"):
        noun = definition.noun if "noun" in definition.content else parts[0].noun
        made = replace(made, basis=parts[0].basis, noun=noun)
    return replace(made, sensitive=any(part.sensitive for part in parts))


def _made(definition: Definition, parts: tuple[Figure, ...]) -> tuple[Number | None, Precision]:
    """The value of a figure made of others; None where a part is not known. Refusals of the algebra pass through."""
    if any(part.value is None for part in parts) and definition.how != "plus":
        return None, Precision.EXACT
    quantities = [quantity_of(part) for part in parts]
    if definition.how == "share":
        if not quantities[1].value:
            return None, Precision.EXACT
        made = quantities[0].share_of(quantities[1], decimals=definition.decimals)
    elif definition.how == "change":
        made = quantities[0] - quantities[1]
    elif definition.how == "average":
        return _average(definition, parts)
    else:
        made = quantities[0]
        for other in quantities[1:]:
            # Parts of one place and period that are counted apart: the algebra sees them as different things.
            made = replace(made, place=None) + replace(other, place=other.place or "")
    return (whole(Decimal(made.value)) if made.value is not None else None), made.precision


def _average(definition: Definition, parts: tuple[Figure, ...]) -> tuple[Number | None, Precision]:
    of, over = parts
    if of.value is None or not over.value:
        return None, Precision.EXACT
    value = (Decimal(of.value) / Decimal(over.value)).quantize(
        Decimal(1).scaleb(-definition.decimals), rounding=ROUND_HALF_UP
    )
    exact = of.precision == over.precision == Precision.EXACT
    return whole(value), Precision.EXACT if exact else Precision.ABOUT


def quantity_of(answer: Figure) -> Quantity:
    """The figure as a quantity of the algebra."""
    return Quantity(
        value=answer.value,
        basis=answer.basis,
        noun=answer.noun.vi,
        period=answer.scope.period,
        nature=answer.nature,
        precision=answer.precision,
        place=answer.scope.unit,
        form="sum",
    )
