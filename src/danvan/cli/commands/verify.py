"""``danvan verify``: re-checks all that others rely on; the chain of deeds, the guards, the ledger and its copies."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable

import click
from django.utils.translation import gettext_lazy as _

from danvan.cli.options import as_json, command


@command("verify", _("Re-check the chain of deeds, the guards of append-only tables, the ledger and its copies."))
@as_json
def verify(as_json: bool) -> int:
    from danvan.cli.home import prepare

    prepare()
    faults = {name: [str(fault) for fault in look()] for name, look in _checks().items()}
    found = [{"check": name, "message": fault} for name, list_ in faults.items() for fault in list_]
    if as_json:
        click.echo(json.dumps({"checks_run": list(faults), "findings": found}, ensure_ascii=False, indent=2))
    else:
        for name, list_ in faults.items():
            click.echo(f"{_titles()[name]}: {_('in order') if not list_ else len(list_)}")
            for fault in list_:
                click.echo(f"  - {fault}")
    return 1 if found else 0


def _titles() -> dict[str, str]:
    return {
        "chain": str(_("The chain of deeds")),
        "guards": str(_("The guards of append-only tables")),
        "ledger": str(_("The ledger")),
        "copies": str(_("The copies of the facts")),
    }


def _checks() -> dict[str, Callable[[], Iterable[object]]]:
    from danvan.audit.queries import chain_faults, guard_faults
    from danvan.indicators.queries import copy_faults
    from danvan.ledger.queries import ledger_faults

    return {"chain": chain_faults, "guards": guard_faults, "ledger": ledger_faults, "copies": copy_faults}
