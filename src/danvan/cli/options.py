"""What commands share: help in the reader's language, and the options that place, period and body have everywhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click
from django.utils.translation import gettext_lazy as _

from danvan.kit.errors import Refusal

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

    from danvan.kit.scope import Boundaries, Scope

Function = TypeVar("Function", bound=Callable[..., Any])

EXIT_CODES = _("Exit code: 0 nothing found, 1 findings, 2 refused or failed; standard error says why.")

HELP = _("Show this message and exit.")


def later(sentence: _StrOrPromise) -> str:
    """A sentence that is put into words only when click prints it: click keeps help texts as they are given."""
    return cast(str, sentence)


class Command(click.Command):
    """A command whose help ends with the meaning of its exit codes."""

    def __init__(self, *words: Any, **settings: Any) -> None:
        super().__init__(*words, **settings)
        self.epilog = later(EXIT_CODES)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        # click keeps the option from one printing to the next, in the language of the first.
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = str(HELP)
        return option


class Option(click.Option):
    """An option whose help is put into words when it is printed; click's own would fix it at import."""

    def __init__(self, names: Sequence[str], *, help: _StrOrPromise = "", **settings: Any) -> None:
        super().__init__(names, **settings)
        self.sentence = help

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        self.help = str(self.sentence)
        return super().get_help_record(ctx)


class Argument(click.Argument):
    """An argument whose help is put into words when it is printed."""

    def __init__(self, names: Sequence[str], *, help: _StrOrPromise = "", **settings: Any) -> None:
        super().__init__(names, **settings)
        self.sentence = help

    def get_help_record(self, ctx: click.Context) -> tuple[str, str]:
        self.help = str(self.sentence)
        return super().get_help_record(ctx)


def command(name: str, help: _StrOrPromise) -> Callable[[Callable[..., int]], click.Command]:
    """Make a command of a function that answers with an exit code."""
    return click.command(name, cls=Command, help=later(help))


def option(*names: str, help: _StrOrPromise, **settings: Any) -> Callable[[Function], Function]:
    """An option of a command."""
    return click.option(*names, cls=Option, help=help, **settings)


def argument(name: str, help: _StrOrPromise, **settings: Any) -> Callable[[Function], Function]:
    """A positional argument of a command."""
    return click.argument(name, cls=Argument, help=help, **settings)


as_json = option("--json", "as_json", is_flag=True, help=_("Print JSON, in the shape that scripts rely on."))
unit_option = option("--unit", required=True, metavar="UNIT", help=_("A place, by slug or id, with all below it."))
period_option = option(
    "--period", required=True, metavar="PERIOD", help=_("2022, 2022-H1, 2022-Q3, 2022-11, 2022-BC, 2020-2025 …")
)
as_of_option = option("--as-of", metavar="DAY", help=_("As known at the end of that day in Viet Nam (2023-01-31)."))


def day_of_text(text: str | None) -> date | None:
    """The day that an option names; None for none. Raises Refusal for a half-formed or impossible day."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refusal(
            _("«%(text)s» is not a day."), text=text, advice=_("Write the year, month and day: 2023-01-31.")
        ) from None


def scope_of(
    *,
    unit: str,
    period: str,
    as_of: str | None = None,
    boundaries: Boundaries = "then",
    body: str | None = None,
    roles: Sequence[str] = (),
) -> Scope:
    """The scope that the options name; units are found as they stood at the period's end. Raises Refusal."""
    from danvan.kit.period import Period
    from danvan.kit.scope import Scope
    from danvan.units.queries import unit_by

    span = Period.parse(period)
    if roles and body is None:
        raise Refusal(_("A role is a role of somebody."), advice=_("Name the organisation with --by."))
    return Scope(
        unit=unit_by(unit, at=span.end).id,
        period=span,
        boundaries=boundaries,
        body=unit_by(body, at=span.end).id if body else None,
        roles=tuple(roles),
        as_of=day_of_text(as_of),
    )
