"""``danvan check``: the contradictions of a report, within itself and, when asked, with the ledger."""

from __future__ import annotations

import json
from pathlib import Path

import click
from django.utils.translation import gettext_lazy as _

from danvan.cli.options import argument, as_json, command, option


@command("check", _("Doubt a report: contradictions within it and, with --ledger, with what was recorded."))
@argument("file", _("The report: .docx, .txt or .md."), type=click.Path(path_type=Path))
@option("--ledger", is_flag=True, help=_("Compare its figures with this home's ledger too."))
@as_json
def check(file: Path, ledger: bool, as_json: bool) -> int:
    from danvan.proof import reader, run

    reading = reader.read(file)
    statements = None
    if ledger:
        from danvan.cli.home import prepare
        from danvan.indicators.queries import statements_for

        prepare()
        statements = statements_for(reading.claims)
    checked = run.check(reading, statements)
    if as_json:
        click.echo(json.dumps(checked.to_json(), ensure_ascii=False, indent=2))
    return checked.exit_code
