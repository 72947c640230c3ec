"""The value that was written for a figure against what the ledger says today."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from danvan.kit.claims import Statement
from danvan.kit.words import Words
from danvan.proof.check import Case, Check, Finding, NotRun
from danvan.proof.reading import Control, Span
from danvan.proof.relations.clauses import spoken


def run(case: Case) -> Iterator[Finding]:
    """Claims that the ledger contradicts or cannot answer. Raises NotRun without claims or when it was not asked."""
    if not case.reading.controls:
        raise NotRun(_("The file holds no figures of danvan's."))
    if case.statements is None:
        raise NotRun(_("The ledger was not asked."))
    if case.statements and all(statement.strange for statement in case.statements.values()):
        raise NotRun(_("This home's ledger does not know the place of these figures."))
    for control in case.reading.controls:
        statement = case.statements.get(control.claim.control)
        if statement is None or statement.trouble:
            yield _unanswered(control, statement)
        elif statement.value != control.claim.value:
            yield _differs(control, statement)


def _places(control: Control) -> tuple[Span, ...]:
    return (control.place,) if control.place else ()


def _unanswered(control: Control, statement: Statement | None) -> Finding:
    return Finding(
        check="control_matches_ledger",
        severity="doubt",
        text=_("The ledger cannot confirm «%(printed)s» (%(code)s). %(why)s"),
        remedy=_("Check the figure in the installation where the report was composed."),
        places=_places(control),
        found=control.claim.printed,
        values={
            "printed": control.claim.printed,
            "code": control.claim.code,
            "why": statement.trouble if statement else "",
        },
    )


def _differs(control: Control, statement: Statement) -> Finding:
    expected, found = _said(statement.value), _said(control.claim.value)
    return Finding(
        check="control_matches_ledger",
        severity="error",
        text=_("«%(printed)s» (%(code)s): the report says %(found)s, the ledger says %(expected)s."),
        remedy=_("Ask the figure's page why; entries were added or corrected since. Compose the report again."),
        places=_places(control),
        expected=expected,
        found=found,
        values={
            "printed": control.claim.printed,
            "code": control.claim.code,
            "found": found,
            "expected": expected,
        },
    )


def _said(value: Decimal | None) -> str:
    return "?" if value is None else spoken(value)


CHECK = Check("control_matches_ledger", Words("Số liệu khớp với sổ", "Figures match the ledger"), "ledger", "fast", run)
