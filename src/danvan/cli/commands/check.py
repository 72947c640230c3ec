"""``danvan check``: the contradictions of a report, within itself and, when asked, with the ledger."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click
from django.utils.translation import gettext_lazy as _

from danvan.cli.findings import SEVERITIES, summary, tell
from danvan.cli.options import argument, as_json, command, option
from danvan.kit.errors import Refusal

if TYPE_CHECKING:
    from danvan.proof.run import Checked

__all__ = ["check", "doubt", "summary", "tell"]


@command("check", _("Doubt a report: contradictions within it and, with --ledger, with what was recorded."))
@argument("file", _("The report: .docx, .pdf, .odt, .doc, .html, .txt or .md."), type=click.Path(path_type=Path))
@option("--ledger", is_flag=True, help=_("Compare its figures with this home's ledger too."))
@option(
    "--previous",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help=_("Compare it with this report of last period too."),
)
@option("--accept", metavar="ID", multiple=True, help=_("Accept a finding; it counts no more while its words stand."))
@option("--reason", metavar="TEXT", default="", help=_("Why it is accepted."))
@option(
    "--accepted",
    "accepted_file",
    type=click.Path(path_type=Path),
    help=_("The file of accepted findings (default: the report's name with .accepted.json)."),
)
@option("--severity", type=click.Choice(list(SEVERITIES)), help=_("Show only findings of that severity."))
@option(
    "-o",
    "annotated",
    metavar="ANNOTATED.docx",
    type=click.Path(path_type=Path),
    help=_("Write the report with the findings as Word comments at their places."),
)
@as_json
def check(
    file: Path,
    ledger: bool,
    previous: Path | None,
    accept: tuple[str, ...],
    reason: str,
    accepted_file: Path | None,
    severity: str | None,
    annotated: Path | None,
    as_json: bool,
) -> int:
    if annotated is not None and previous is not None and annotated.exists() and annotated.samefile(previous):
        raise Refusal(
            _("The report with comments cannot take the place of last period's report."),
            where=str(annotated),
            advice=_("Give it another name."),
        )
    checked = with_accepted(doubt(file, ledger=ledger, previous=previous), file, accepted_file, accept, reason)
    if annotated is not None:
        from danvan.proof import bounded
        from danvan.proof.findings.annotate import annotate

        with bounded.within():
            annotate(file, checked, annotated)
    if as_json:
        click.echo(json.dumps(checked.to_json(), ensure_ascii=False, indent=2))
        return checked.exit_code
    tell(checked, severity=severity)
    if annotated is not None:
        click.echo(_("With comments: %(path)s") % {"path": annotated})
    return checked.exit_code


def doubt(file: Path, *, ledger: bool, previous: Path | None = None) -> Checked:
    """Read and check a report; with ``ledger`` its figures are asked again and its names held against the register.

    ``previous`` is last period's report. Raises Refusal for what cannot be read.
    """
    from danvan.proof import bounded, reader, run
    from danvan.proof.language import insist_on_vietnamese

    with bounded.within():
        reading = reader.read(file)
        insist_on_vietnamese(reading)
        before = None if previous is None else reader.read(previous)
        if before is not None:
            insist_on_vietnamese(before)
        if not ledger:
            return run.check(reading, previous=before)
    from danvan.cli.home import prepare
    from danvan.cli.known import known_for
    from danvan.indicators.queries import statements_for
    from danvan.units.queries import official_names

    prepare()
    statements, names = statements_for(reading.claims), official_names()
    known = () if reading.controls else known_for(reading)
    with bounded.within():
        return run.check(reading, statements, previous=before, names=names, known=known)


def with_accepted(checked: Checked, file: Path, named: Path | None, accept: tuple[str, ...], reason: str) -> Checked:
    """Set apart what was accepted, with what is accepted now. Raises Refusal for a faulty file, id or reason."""
    from danvan.proof.findings import accepted

    if reason and not accept:
        raise Refusal(_("A reason is given for nothing."), advice=_("Name the finding with --accept ID."))
    path = accepted.beside(file) if named is None else named
    if accept or path.exists() or (named is not None and not accept):
        known = accepted.read_accepted(path) if path.exists() or not accept else ()
        now = [accepted.accept(checked.findings, each, reason) for each in accept]
        if now:
            try:
                accepted.write_accepted(path, [*known, *now])
            except OSError as error:
                raise accepted.unwritten(path, error) from error
        return checked.accepting([*known, *now])
    return checked
