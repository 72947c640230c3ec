"""``danvan read``: what a report states, read as a stranger would; needs no database."""

from __future__ import annotations

import json
from pathlib import Path

import click
from django.utils.translation import gettext_lazy as _

from danvan.cli.options import argument, as_json, command


@command("read", _("What a report states: its figures, citations, footnotes and outline."))
@argument("file", _("The report: .docx, .txt or .md."), type=click.Path(path_type=Path))
@as_json
def read(file: Path, as_json: bool) -> int:
    from danvan.proof import reader

    reading = reader.read(file)
    if as_json:
        click.echo(json.dumps(reading.to_json(), ensure_ascii=False, indent=2))
        return 0
    stated = reading.to_json()
    for heading in stated["outline"]:
        click.echo(heading)
    return 0
