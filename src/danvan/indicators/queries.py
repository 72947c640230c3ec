"""Questions to indicators from outside: what the ledger says for the figures that a written report claims."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from danvan.indicators.engine import Question, ask
from danvan.kit.claims import Claim, Statement
from danvan.kit.errors import Refusal
from danvan.kit.period import Period
from danvan.kit.scope import Scope


def statements_for(claims: Iterable[Claim]) -> list[Statement]:
    """What the ledger says today for each claim, counted by the version of the definition that the claim names."""
    found: dict[tuple[str, str, str], Statement] = {}
    statements = []
    for claim in claims:
        key = (claim.code, claim.scope, claim.definition_version)
        if key not in found:
            found[key] = _statement(claim)
        known = found[key]
        statements.append(
            Statement(claim.control, claim.code, known.value, known.precision, known.noun, known.records, known.trouble)
        )
    return statements


def _statement(claim: Claim) -> Statement:
    try:
        scope = parse_scope(claim.scope)
        (answer,) = ask([Question(claim.code, scope, version=claim.definition_version)])
    except Refusal as refusal:
        return Statement(claim.control, claim.code, None, "", "", (), str(refusal))
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
        as_of=date.fromisoformat(as_of) if as_of else None,
    )
