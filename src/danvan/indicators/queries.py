"""Questions to indicators from outside: what the ledger says for the figures that a written report claims."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from danvan.indicators.definitions import INDICATORS
from danvan.indicators.engine import Question, ask
from danvan.indicators.models import Figure
from danvan.indicators.suppression import hidden
from danvan.kit.claims import Claim, Known, Statement
from danvan.kit.errors import Refusal
from danvan.kit.period import Period
from danvan.kit.quantity import Precision
from danvan.kit.scope import Scope
from danvan.units.queries import registered


def statements_for(claims: Iterable[Claim]) -> list[Statement]:
    """What the ledger says today for each claim, counted by the version of the definition that the claim names."""
    claims = list(claims)
    different = dict.fromkeys((claim.code, claim.scope, claim.definition_version) for claim in claims)
    answers = dict(zip(different, _answers(list(different)), strict=True))
    places = {claim: claim.scope.partition("|")[0] for claim in claims}
    known = registered(places.values())
    return [
        replace(
            _statement(claim, answers[claim.code, claim.scope, claim.definition_version]),
            strange=places[claim] not in known,
        )
        for claim in claims
    ]


def _answers(keys: Sequence[tuple[str, str, str]]) -> list[Figure | Refusal]:
    """All in one batch; where one of them cannot be asked, half by half, so that only that one is refused."""
    try:
        return list(ask([Question(code, parse_scope(scope), version=version) for code, scope, version in keys]))
    except Refusal as refusal:
        if len(keys) == 1:
            return [refusal]
    middle = len(keys) // 2
    return _answers(keys[:middle]) + _answers(keys[middle:])


def _statement(claim: Claim, answer: Figure | Refusal) -> Statement:
    if isinstance(answer, Refusal):
        return Statement(claim.control, claim.code, None, "", "", (), str(answer))
    value = None if answer.value is None else Decimal(answer.value)
    return Statement(claim.control, claim.code, value, answer.precision.value, answer.noun.vi, answer.records)


def known_at(scope: Scope, place: str) -> list[Known]:
    """What the ledger says exactly in that scope, of every counted indicator; what may not be printed is left out.

    ``place`` is what the scope's unit is called. All in one batch.
    """
    counted = [definition for definition in INDICATORS().values() if not definition.made]
    answers = ask([Question(definition.code, scope) for definition in counted])
    return [
        Known(
            code=definition.code,
            name=definition.name.vi,
            noun=answer.noun.vi,
            value=Decimal(answer.value),
            place=place,
            period=scope.period.code,
            adds=definition.how != "latest",
        )
        for definition, answer in zip(counted, answers, strict=True)
        if answer.value is not None and answer.precision is Precision.EXACT and not hidden(answer)
    ]


def scope_text(scope: Scope) -> str:
    """A scope as one line: ``unit|period|tree|boundaries|body|roles|as_of``."""
    as_of = scope.as_of.isoformat() if scope.as_of else ""
    parts = (
        scope.unit,
        scope.period.code,
        scope.tree,
        scope.boundaries,
        scope.body or "",
        " ".join(scope.roles),
        as_of,
    )
    return "|".join(parts)


def parse_scope(text: str) -> Scope:
    """Read what ``scope_text`` writes. Raises Refusal for anything else."""
    parts = text.split("|")
    if len(parts) != 7 or parts[3] not in ("then", "today"):
        raise Refusal(_("«%(text)s» is not a scope."), text=text)
    unit, period, tree, boundaries, body, roles, as_of = parts
    return Scope(
        unit=unit,
        period=Period.parse(period),
        tree=tree,
        boundaries="today" if boundaries == "today" else "then",
        body=body or None,
        roles=tuple(roles.split()),
        as_of=_day(as_of),
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Refusal(_("«%(text)s» is not a day."), text=text) from None
