"""``danvan report``: a report composed from the ledger, written as Word, PDF, Markdown or a page."""

from __future__ import annotations

from pathlib import Path

import click
from django.utils.translation import gettext_lazy as _

from danvan.cli.options import as_of_option, command, day_of_text, option, period_option, unit_option


@command(
    "report",
    _(
        "Compose a report from the ledger; the file's ending chooses the form: .docx, .pdf, .md or .html. "
        "A PDF is made by LibreOffice."
    ),
)
@unit_option
@period_option
@option("--template", default="annual", show_default=True, metavar="NAME", help=_("Which report (danvan catalogue)."))
@as_of_option
@option("--dated", metavar="DAY", help=_("The date that the report bears; its format is the one valid that day."))
@option("-o", "output", required=True, metavar="FILE", type=click.Path(path_type=Path), help=_("The file to write."))
def report(unit: str, period: str, template: str, as_of: str | None, dated: str | None, output: Path) -> int:
    from danvan.cli.home import prepare
    from danvan.kit.period import Period
    from danvan.reports.compose import compose
    from danvan.reports.writer import write
    from danvan.units.queries import unit_by

    prepare()
    span = Period.parse(period)
    composed = compose(
        template=template,
        unit=unit_by(unit, at=span.end).id,
        period=span,
        as_of=day_of_text(as_of),
        dated=day_of_text(dated),
    )
    write(composed, output)
    click.echo(output)
    return 0
