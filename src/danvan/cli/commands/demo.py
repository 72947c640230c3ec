"""``danvan demo``: what Tam Đường district did in 2022, from the entries to the doubted report; may be repeated."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from danvan.cli.commands.check import doubt, summary, tell
from danvan.cli.options import command

UNIT, PERIOD, TEMPLATE = "tam-duong", "2022", "annual"


@command("demo", _("Load the demonstration (Tam Đường district, 2022), write its annual report and check it."))
def demo() -> int:
    from danvan.cli.home import prepare

    prepare(demo=True)
    _load()
    report = _write_report()
    checked = doubt(report, ledger=True)
    if checked.exit_code:
        tell(checked)
    _tell_corrections()
    click.echo(_("The report: %(path)s") % {"path": report})
    click.echo(_("Its check: %(how)s") % {"how": summary(checked)})
    address = f"http://{settings.DANVAN.address}:{settings.DANVAN.port}"
    click.echo(_("The pages: %(address)s (danvan serve)") % {"address": address})
    # Findings are what a demonstration of doubt may well show; it has failed only when it could not be made.
    return 0


def _load() -> None:
    from danvan.cli.home import number_and_anchor
    from danvan.documents.actions import load_documents
    from danvan.kit.by import SYSTEM
    from danvan.ledger.actions import record_entries
    from danvan.units.actions import load_units

    rooms = Path(__file__).resolve().parents[2]
    load_units(by=SYSTEM, folder=rooms / "units/data/tam_duong")
    load_documents(by=SYSTEM, folder=rooms / "documents/data/tam_duong")
    record_entries(by=SYSTEM, entries=_entries(rooms / "ledger/data/tam_duong_2022"))
    number_and_anchor()


def _tell_corrections() -> None:
    """Where the published report contradicts itself, and what was decided."""
    from danvan.ledger.data import corrections

    decisions = corrections("tam_duong_2022")
    told = _("Decisions where the published report contradicts itself or is misprinted (%(many)s):")
    click.echo(told % {"many": len(decisions)})
    for each in decisions:
        click.echo(f"  {each.place}: «{each.printed}» → {each.recorded}. {each.why}")


def _entries(folder: Path) -> list[Mapping[str, object]]:
    from danvan.cli.commands.record import read_entries

    return [entry for path in sorted(folder.glob("*.json")) for entry in read_entries(str(path))]


def _write_report() -> Path:
    from danvan.kit.period import Period
    from danvan.reports.compose import compose
    from danvan.reports.writer import write
    from danvan.units.queries import unit_by

    period = Period.parse(PERIOD)
    composed = compose(template=TEMPLATE, unit=unit_by(UNIT, at=period.end).id, period=period)
    path = settings.DANVAN.home / "reports" / f"{UNIT}-{PERIOD}-{TEMPLATE}.docx"
    path.parent.mkdir(parents=True, exist_ok=True)
    write(composed, path)
    return path
