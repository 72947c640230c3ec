"""``danvan check``: the contradictions of a report, within itself and, when asked, with the ledger."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click
from django.utils.translation import gettext_lazy as _

from danvan.cli.options import argument, as_json, command, option

if TYPE_CHECKING:
    from danvan.proof.run import Checked


@command("check", _("Doubt a report: contradictions within it and, with --ledger, with what was recorded."))
@argument("file", _("The report: .docx, .pdf, .odt, .doc, .html, .txt or .md."), type=click.Path(path_type=Path))
@option("--ledger", is_flag=True, help=_("Compare its figures with this home's ledger too."))
@as_json
def check(file: Path, ledger: bool, as_json: bool) -> int:
    checked = doubt(file, ledger=ledger)
    if as_json:
        click.echo(json.dumps(checked.to_json(), ensure_ascii=False, indent=2))
    else:
        tell(checked)
    return checked.exit_code


def doubt(file: Path, *, ledger: bool) -> Checked:
    """Read and check a report; with ``ledger`` its figures are asked again. Raises Refusal for what cannot be read."""
    from danvan.proof import bounded, reader, run
    from danvan.proof.language import insist_on_vietnamese

    with bounded.within():
        reading = reader.read(file)
        insist_on_vietnamese(reading)
        if not ledger:
            return run.check(reading)
    from danvan.cli.home import prepare
    from danvan.indicators.queries import statements_for

    prepare()
    return run.check(reading, statements_for(reading.claims))


def tell(checked: Checked) -> None:
    """Print every finding with its place and advice, then how each check went."""
    for finding in checked.findings:
        place = finding.places[0] if finding.places else None
        where = _("paragraph %(n)s") % {"n": place.paragraph} if place else checked.file
        click.echo(f"{where}: {finding.message}")
        if place and place.quote:
            click.echo(f"    «{place.quote}»")
        if finding.advice:
            click.echo(f"    {finding.advice}")
    for outcome in checked.outcomes:
        if outcome.state == "not_run":
            click.echo(_("Not run: %(check)s. %(why)s") % {"check": outcome.check, "why": outcome.reason})
    click.echo(summary(checked))


def summary(checked: Checked) -> str:
    """One line: how many checks passed, found something, were not run."""
    states = [outcome.state for outcome in checked.outcomes]
    return _(
        "%(file)s: %(findings)s findings; %(passed)s checks passed, %(found)s found something, %(not_run)s not run."
    ) % {
        "file": checked.file,
        "findings": len(checked.findings),
        "passed": states.count("passed"),
        "found": states.count("finding"),
        "not_run": states.count("not_run"),
    }
