"""``danvan figure``: one figure, what it means, and the records that it rests on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click
from django.utils.translation import gettext_lazy as _

from danvan.cli.options import argument, as_json, as_of_option, command, option, period_option, scope_of, unit_option

if TYPE_CHECKING:
    from danvan.indicators.models import Figure
    from danvan.indicators.since import Since
    from danvan.kit.scope import Boundaries


@command("figure", _("One figure of a place and a period, and the records that it rests on."))
@argument("code", _("The indicator (danvan catalogue lists them); one part of a split: ethnic_share[mong]."))
@unit_option
@period_option
@option("--why", is_flag=True, help=_("List the records and what they say."))
@option(
    "--boundaries",
    type=click.Choice(["then", "today"]),
    default="then",
    show_default=True,
    help=_("Read places as they stood then, or as they stand today."),
)
@as_of_option
@option("--by", "body", metavar="ORG", help=_("Only what this organisation did."))
@option("--role", "roles", metavar="ROLE", multiple=True, help=_("Only what it did in this role; may be repeated."))
@as_json
def figure(
    code: str,
    unit: str,
    period: str,
    why: bool,
    boundaries: Boundaries,
    as_of: str | None,
    body: str | None,
    roles: tuple[str, ...],
    as_json: bool,
) -> int:
    from danvan.audit.queries import made_up
    from danvan.cli.home import prepare
    from danvan.indicators import engine
    from danvan.indicators.since import since

    prepare()
    scope = scope_of(unit=unit, period=period, as_of=as_of, boundaries=boundaries, body=body, roles=roles)
    later = since(code, scope) if scope.as_of else None
    answer = later.then if later else engine.figure(code, scope)
    if as_json:
        marked = {"made_up": True} if made_up() else {}
        told = {**marked, **answer.to_json(), **({"since": later.to_json()} if later else {})}
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        if made_up():
            click.echo(_("Made-up data: nothing here happened."))
        _tell(answer, why=why)
        if later:
            _tell_since(later)
    return 0


def _tell_since(later: Since) -> None:
    """What a later day would say, and which entries make the difference."""
    if not (later.received or later.gone or later.back):
        click.echo(_("Nothing that was received since changes it."))
        return
    click.echo(_("Now, with what was received since: %(value)s.") % {"value": _value(later.now)})
    for sentence, records in (
        (_("Received since:"), later.received),
        (_("No longer counted:"), later.gone),
        (_("Known before, and counted now:"), later.back),
    ):
        if records:
            click.echo(sentence)
        for record in records:
            click.echo(f"  {_record(record)}")


def _tell(answer: Figure, *, why: bool, depth: int = 0) -> None:
    """Print a figure, where and when it speaks, and what it is made of; with ``why`` the records as well."""
    from danvan.indicators.wording import ASIDES
    from danvan.units.queries import view

    indent = "  " * depth
    click.echo(f"{indent}{answer.name}: {_value(answer)}")
    if not depth:
        place = view(answer.scope.unit, answer.scope.period.end)
        click.echo(_("At %(place)s, %(period)s.") % {"place": place.name, "period": answer.scope.period})
        click.echo(
            _("Definition %(version)s, digest %(digest)s.")
            % {"version": answer.definition_version, "digest": answer.digest}
        )
    click.echo(indent + _("Rests on %(n)s records.") % {"n": len(answer.records)})
    for record in answer.records if why and not answer.parts else ():
        click.echo(f"{indent}  {_record(record)}")
    for part in answer.parts:
        _tell(part, why=why, depth=depth + 1)
    for aside in answer.asides:
        click.echo(indent + _("Not counted: %(records)s.") % {"records": ", ".join(aside.records)})
        click.echo(f"{indent}  {ASIDES[aside.sort]}")


def _value(answer: Figure) -> str:
    """As a page shows it: a small count of persons is hidden here too."""
    from danvan.indicators.wording import shown

    return str(shown(answer) or (_("not stated") if answer.known else _("nothing recorded")))


def _record(id: str) -> str:
    """One line of a record: when, who led it, where, and what stands behind it."""
    from danvan.ledger.queries import entry_view

    entry: dict[str, Any] = entry_view(id)
    places = ", ".join(place["name"] for place in entry["places_detail"])
    if entry["act"] == "withdraw":
        places = _("withdraws %(ids)s") % {"ids": ", ".join(entry["corrects"])}
    return f"{id}  {entry['start']}…{entry['end']}  {entry['lead_detail']['name']} ({places}). {entry['source']}"
