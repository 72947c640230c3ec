"""``danvan read``: what a report states, read as a stranger would; needs no database."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click
from django.utils.translation import gettext_lazy as _

from danvan.cli.options import argument, as_json, command

if TYPE_CHECKING:
    from danvan.proof.reading import Reading


@command("read", _("What a report states: its figures, citations, footnotes and outline."))
@argument("file", _("The report: .docx, .pdf, .odt, .doc, .html, .txt or .md."), type=click.Path(path_type=Path))
@as_json
def read(file: Path, as_json: bool) -> int:
    from danvan.proof import bounded, reader

    with bounded.within():
        reading = reader.read(file)
    if as_json:
        click.echo(json.dumps(reading.to_json(), ensure_ascii=False, indent=2))
    else:
        _tell(reading)
    return 0


def _tell(reading: Reading) -> None:
    click.echo(
        _("%(file)s: %(paragraphs)s paragraphs, %(figures)s figures, %(citations)s citations, %(notes)s footnotes")
        % {
            "file": reading.file,
            "paragraphs": len(reading.paragraphs),
            "figures": len(reading.figures),
            "citations": len(reading.citations),
            "notes": len(reading.footnotes),
        }
    )
    for heading in reading.outline:
        click.echo(f"{'  ' * heading.level}{heading.number} {heading.title}".rstrip())
    for figure in reading.figures:
        click.echo(f"{figure.paragraph:>5}  {figure.quote}  ({figure.subject})")
    for citation in reading.citations:
        click.echo(f"{citation.paragraph:>5}  {citation.quote}")
