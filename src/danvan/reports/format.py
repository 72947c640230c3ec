"""The rules of format of official papers, as a table with the days on which each set holds."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from danvan.kit.errors import Refusal


@dataclass(frozen=True, slots=True)
class Format:
    """One rule set: lengths in millimetres, sizes and pitches in points. ``rule`` names the paper that lays it down."""

    rule: str
    top: float
    bottom: float
    left: float
    right: float
    header: float
    indent: float
    body: float
    pitch: float
    title: float
    head: float
    type: float
    note: float
    recipients: float


def format_for(system: str, day: date) -> Format:
    """The rule set of ``system`` that is valid on ``day``. Raises Refusal when the table has none."""
    with (Path(__file__).parent / "data" / "formats.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            starts, ends = date.fromisoformat(row["valid_from"]), row["valid_to"]
            if row["system"] == system and starts <= day and (not ends or day < date.fromisoformat(ends)):
                lengths = {name: float(row[name]) for name in Format.__slots__ if name != "rule"}
                return Format(rule=row["rule"], **lengths)
    raise Refusal(
        _("No rules of format are known for papers of the %(system)s of %(day)s."), system=system, day=day.isoformat()
    )
