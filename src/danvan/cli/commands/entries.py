"""``danvan entries``: what the ledger holds; what it prints with --json, ``danvan record`` takes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import click
from django.utils.translation import gettext_lazy as _

from danvan.cli.options import as_json, as_of_option, command, day_of_text, option


@command("entries", _("List the entries of the ledger; what --json prints, danvan record takes."))
@option("--kind", metavar="KIND", help=_("Only entries of this kind."))
@option("--unit", metavar="UNIT", help=_("Only entries of this place and all below it."))
@option("--period", metavar="PERIOD", help=_("Only entries that lie inside this period."))
@as_of_option
@as_json
def entries(kind: str | None, unit: str | None, period: str | None, as_of: str | None, as_json: bool) -> int:
    from danvan.cli.home import prepare
    from danvan.kit.period import Period
    from danvan.ledger.queries import list_entries
    from danvan.units.queries import unit_by

    prepare()
    span = Period.parse(period) if period else None
    place = unit_by(unit, at=span.end if span else None).id if unit else None
    found = list_entries(kind=kind, unit=place, period=span, as_of=day_of_text(as_of))
    if as_json:
        # One entry a line: a difference between two lists shows the entries that differ.
        lines = ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in found)
        click.echo(f"[\n{lines}\n]" if found else "[]")
        return 0
    for entry in found:
        click.echo(f"{entry['id']}  {_line(entry)}")
    if not found:
        click.echo(_("There are no such entries."))
    return 0


def _line(entry: Mapping[str, Any]) -> str:
    places = ", ".join(place["name"] for place in entry["places_detail"])
    days = f"{entry['start']}…{entry['end']}"
    return f"{entry['kind']:<20} {days}  {entry['status']:<10}  {entry['lead_detail']['name']} ({places})"
