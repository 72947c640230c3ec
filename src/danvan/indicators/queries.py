"""Questions to indicators from outside: what the ledger says for the figures that a written report claims."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from danvan.indicators.engine import Question, ask
from danvan.indicators.models import Figure
from danvan.kit.claims import Claim, Statement
from danvan.kit.errors import Refusal
from danvan.kit.period import Period
from danvan.kit.scope import Scope


def statements_for(claims: Iterable[Claim]) -> list[Statement]:
    """What the ledger says today for each claim, counted by the version of the definition that the claim names."""
    claims = list(claims)
    different = dict.fromkeys((claim.code, claim.scope, claim.definition_version) for claim in claims)
    answers = dict(zip(different, _answers(list(different)), strict=True))
    return [_statement(claim, answers[claim.code, claim.scope, claim.definition_version]) for claim in claims]


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
