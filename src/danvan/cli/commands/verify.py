"""``danvan verify``: re-checks all that others rely on: journal, guards, ledger, definitions, copy."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click
from django.utils.translation import gettext_lazy as _

from danvan.cli.options import as_json, command

if TYPE_CHECKING:
    from danvan.audit.queries import Fault


@command(
    "verify",
    _(
        "Re-check the chain of deeds, the guards of append-only tables, the ledger, the definitions kept, and the "
        "copy that figures are read from."
    ),
)
@as_json
def verify(as_json: bool) -> int:
    from danvan.cli.home import prepare

    prepare()
    faults = {name: list(found) for name, found in _checks().items()}
    if as_json:
        told = [
            {"check": name, "where": fault.where, "message": str(fault.sentence)}
            for name, found in faults.items()
            for fault in found
        ]
        click.echo(json.dumps({"checks_run": list(faults), "findings": told}, ensure_ascii=False, indent=2))
    else:
        _tell(faults)
    return 1 if any(faults.values()) else 0


def _tell(faults: dict[str, list[Fault]]) -> None:
    titles = {
        "chain": _("The chain of deeds"),
        "guards": _("The guards of append-only tables"),
        "ledger": _("The ledger"),
        "definitions": _("The definitions that were ever used"),
        "copy": _("The copy that figures are read from"),
    }
    for name, found in faults.items():
        state = _("%(n)s findings") % {"n": len(found)} if found else _("in order")
        click.echo(f"{titles[name]}: {state}")
        for fault in found:
            click.echo(f"  {fault.where}: {fault.sentence}")


def _checks() -> dict[str, Iterable[Fault]]:
    from danvan.audit.queries import chain_faults, guard_faults
    from danvan.cli.home import anchors
    from danvan.indicators.current import faults as copy_faults
    from danvan.ledger.queries import ledger_faults

    return {
        "chain": chain_faults(anchors()),
        "guards": guard_faults(),
        "ledger": ledger_faults(),
        "definitions": _definition_faults(),
        "copy": copy_faults(),
    }


def _definition_faults() -> Iterator[Fault]:
    """A version of a definition is the hash of its content, so an altered content no longer fits its name."""
    from danvan.audit.queries import Fault
    from danvan.indicators.models import DefinitionVersion
    from danvan.kit.family import content_hash
    from danvan.ledger.models import KindVersion

    for table in (KindVersion, DefinitionVersion):
        for version, code, content in table.objects.values_list("version", "code", "content"):
            if content_hash(content.encode()) != version:
                yield Fault(
                    f"{table._meta.label_lower}/{version}",
                    _("The definition of %(code)s was altered.") % {"code": code},
                )
