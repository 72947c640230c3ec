"""``danvan record``: entries of a file go into the ledger, all or none."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from typing import NoReturn

import click
from django.utils.translation import gettext_lazy as _

from danvan.cli.options import argument, as_json, command
from danvan.kit.errors import Refusal


@command("record", _("Append the entries of a file to the ledger, all or none."))
@argument("file", _("JSON: one entry, a list of entries, or one entry a line; - for standard input."))
@as_json
def record(file: str, as_json: bool) -> int:
    from danvan.cli.home import number_and_anchor, prepare
    from danvan.kit.by import TERMINAL
    from danvan.ledger.actions import record_entries

    entries = read_entries(file)
    prepare()
    receipts = record_entries(by=TERMINAL, entries=entries, where="" if file == "-" else file)
    number_and_anchor()
    if as_json:
        click.echo(json.dumps([receipt.to_json() for receipt in receipts], ensure_ascii=False, indent=2))
    else:
        for receipt in receipts:
            click.echo(receipt)
    return 0


def read_entries(file: str) -> list[Mapping[str, object]]:
    """The entries that a file holds. Raises Refusal, with line and column, for what is not JSON or not an entry."""
    data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    try:
        found = _parsed(data.decode("utf-8-sig"))
    except UnicodeDecodeError as fault:
        raise Refusal(
            _("This is not UTF-8 text (byte %(place)s)."), where=file, place=fault.start, advice=_("Save it as UTF-8.")
        ) from None
    except RecursionError:
        raise Refusal(_("This is nested too deeply to be an entry."), where=file) from None
    except Refusal as refusal:
        raise refusal.at(file) from None
    entries: list[Mapping[str, object]] = []
    for number, entry in enumerate(found if isinstance(found, list) else [found], start=1):
        if not isinstance(entry, dict):
            raise Refusal(_("Entry %(number)s is not an object with names and values."), where=file, number=number)
        entries.append(entry)
    if not entries:
        raise Refusal(_("There is no entry in it."), where=file)
    return entries


def _parsed(text: str) -> object:
    """One JSON value, or one a line (as `jq -c` writes them)."""
    try:
        return _value(text)
    except json.JSONDecodeError as fault:
        lines = [line for line in text.splitlines() if line.strip()]
        with suppress(json.JSONDecodeError):
            if lines:
                return [_value(line) for line in lines]
        raise Refusal(
            _("This is not JSON: %(why)s."),
            where=f"{fault.lineno}:{fault.colno}",
            why=fault.msg,
            advice=_("Give one entry, a list of entries, or one entry a line, as danvan entries prints them."),
        ) from None


def _value(text: str) -> object:
    return json.loads(text, parse_float=Decimal, parse_constant=_refuse_constant, object_pairs_hook=_once_each)


def _refuse_constant(name: str) -> NoReturn:
    raise Refusal(_("%(name)s is not a number that can be recorded."), name=name)


def _once_each(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object in which a name stands once; JSON lets it stand twice and keeps the last, silently."""
    taken: dict[str, object] = {}
    for name, value in pairs:
        if name in taken:
            raise Refusal(_("«%(name)s» stands twice in one object."), name=name)
        taken[name] = value
    return taken
