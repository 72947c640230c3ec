"""The catalogue: every member of every family with the file that it comes from; printed here, a page in ``web``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from danvan.indicators.definitions import INDICATORS
from danvan.kit.family import Family
from danvan.ledger.kinds import KINDS
from danvan.proof.run import family as checks
from danvan.reports.templates import folders, load
from danvan.ui.page import pages

PACKAGE = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Member:
    """One member: its code, its name in the reader's language, its file (a locality's own file in full)."""

    code: str
    name: str
    file: str


def catalogue() -> dict[str, list[Member]]:
    """The families by name, each with its members in order. Raises Refusals for a faulty file."""
    return {
        "kinds": list(_members(KINDS())),
        "indicators": list(_members(INDICATORS())),
        "sections": list(_sections()),
        "checks": list(_members(checks(tuple(settings.DANVAN.catalogue)))),
        "pages": [Member(page.name, str(page.title), _short(page.file)) for page in pages()],
    }


def _members(family: Family[Any]) -> Iterator[Member]:
    for code, member in family.items():
        yield Member(code, str(member.name), _short(family.path(code)))


def _sections() -> Iterator[Member]:
    for report in folders():
        template = load(report)
        for section in template.sections:
            # Headings are Vietnamese in either language; the report's name is not.
            yield Member(f"{report}/{section.path.stem}", str(template.meta.name), _short(section.path))


def _short(path: Path) -> str:
    return str(path.relative_to(PACKAGE.parent)) if path.is_relative_to(PACKAGE) else str(path)
