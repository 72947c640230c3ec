"""``danvan catalogue``: every member of every family, with the file that it comes from."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from danvan.cli.options import as_json, command
from danvan.kit.family import Family


@command("catalogue", _("Every kind, indicator, section of a report, check and page, with its file."))
@as_json
def catalogue(as_json: bool) -> int:
    found = {family: list(members) for family, members in _families()}
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return 0
    for family, members in found.items():
        click.echo(f"{family} ({len(members)})")
        for member in members:
            click.echo(f"  {member['code']:<36} {member['name']:<60} {member['file']}")
    return 0


def _families() -> Iterator[tuple[str, Iterator[dict[str, str]]]]:
    from danvan.indicators.definitions import INDICATORS
    from danvan.ledger.kinds import KINDS
    from danvan.proof.run import family as checks
    from danvan.ui.page import pages

    yield "kinds", _members(KINDS())
    yield "indicators", _members(INDICATORS())
    yield "sections", _sections()
    yield "checks", _members(checks(tuple(settings.DANVAN.catalogue)))
    yield "pages", ({"code": page.name, "name": str(page.title), "file": _short(page.file)} for page in pages())


def _members(family: Family[Any]) -> Iterator[dict[str, str]]:
    for code, member in family.items():
        yield {"code": code, "name": str(member.name), "file": _short(family.path(code))}


def _sections() -> Iterator[dict[str, str]]:
    from danvan.reports.templates import folders, load

    for report in folders():
        for section in load(report).sections:
            heading = next((line for line in section.source.splitlines() if line.startswith("#")), section.path.stem)
            code = f"{report}/{section.path.stem}"
            yield {"code": code, "name": heading.strip("# "), "file": _short(section.path)}


def _short(path: Path) -> str:
    """The file's name from the package on; a locality's own file in full."""
    package = Path(__file__).resolve().parents[2]
    return str(path.relative_to(package.parent)) if path.is_relative_to(package) else str(path)
