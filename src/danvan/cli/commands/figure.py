"""``danvan figure``: one figure, what it means, and the records that it rests on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click
from django.utils.translation import gettext_lazy as _

from danvan.cli.options import argument, as_json, as_of_option, command, option, period_option, scope_of, unit_option

if TYPE_CHECKING:
    from danvan.indicators.models import Figure
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
    from danvan.cli.home import prepare
    from danvan.indicators import engine

    prepare()
    scope = scope_of(unit=unit, period=period, as_of=as_of, boundaries=boundaries, body=body, roles=roles)
    answer = engine.figure(code, scope)
    if as_json:
        click.echo(json.dumps(answer.to_json(), ensure_ascii=False, indent=2))
    else:
        click.echo(answer)
    return 0
