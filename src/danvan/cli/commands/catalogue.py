"""``danvan catalogue``: every member of every family, with the file that it comes from."""

from __future__ import annotations

import json
from dataclasses import asdict

import click
from django.utils.translation import gettext_lazy as _

from danvan.cli.options import as_json, command


@command("catalogue", _("Every kind, indicator, section of a report, check and page, with its file."))
@as_json
def catalogue(as_json: bool) -> int:
    from danvan.cli.catalogue import catalogue

    families = catalogue()
    if as_json:
        found = {name: [asdict(member) for member in members] for name, members in families.items()}
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return 0
    for name, members in families.items():
        click.echo(f"{name} ({len(members)})")
        for member in members:
            click.echo(f"  {member.code:<36} {member.name:<60} {member.file}")
    return 0
