"""Every figure of the published report of 2022 stands in the composed one, with its noun and subject, or is corrected.

The list ``tests/data/seed-figures.csv`` was made by reading: the line of the published text, the value, the noun in
our report and a word of its subject, and which figure states it: an indicator (``code[part]``, ``@commune``,
``#body:role``), the term of a review, words of a kind, or a row of ``corrections.yaml``.
"""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest

from danvan.ledger.data import corrections
from danvan.reports.document import Composed, FieldRun, FigureRun, NoteMark, Run, Table, plain_text
from danvan.units.queries import view
from tests.given import YEAR, demo, report

pytestmark = pytest.mark.django_db

LIST = Path(__file__).parent / "data/seed-figures.csv"
ROWS = list(csv.DictReader(LIST.read_text(encoding="utf-8").splitlines()))
CORRECTED = {correction.id for correction in corrections("tam_duong_2022")}
WORDED = {"hàng trăm": "hàng trăm", "hàng ngàn": "hàng nghìn"}


@dataclass(frozen=True)
class Line:
    """A sentence's paragraph, or a note with the paragraph that its mark hangs on."""

    runs: tuple[Run, ...]
    text: str


def lines(composed: Composed) -> list[Line]:
    notes = {note.number: note.runs for note in composed.notes}
    found = []
    for block in composed.blocks:
        if isinstance(block, Table):
            continue
        found.append(Line(block.runs, plain_text(block.runs)))
        marks = [run.number for run in block.runs if isinstance(run, NoteMark)]
        found += [Line(notes[mark], f"{plain_text(notes[mark])} | {plain_text(block.runs)}") for mark in marks]
    return found


def stated_by(run: FigureRun) -> str:
    """The figure's name in the list's own way."""
    scope = run.figure.scope
    body = view(scope.body, YEAR.end).kind if scope.body else ""
    place = view(scope.unit, YEAR.end)
    by = f"#{body}:{scope.roles[0] if scope.roles else ''}" if body else ""
    return run.figure.full_code + by + ("" if place.slug == "tam-duong" else f"@{place.slug}")


def says(line: Line, row: dict[str, str]) -> bool:
    """Whether the line states the row's value under its name, with its noun and its subject."""
    text = line.text.lower()
    if row["about"].lower() not in text or not any(noun in text for noun in nouns(row)):
        return False
    sort, _, what = row["stated_by"].partition(":")
    if sort == "words":
        return any(isinstance(run, FieldRun) and what in run.printed for run in line.runs)
    if sort == "review":
        return any(isinstance(run, FieldRun) and run.printed == f"{int(row['value']):02d} năm" for run in line.runs)
    figures = [run for run in line.runs if isinstance(run, FigureRun) and stated_by(run) == row["stated_by"]]
    return any(prints(run, row) for run in figures)


def nouns(row: dict[str, str]) -> list[str]:
    """The noun, and the short way of saying it where the sentence's subject already holds the rest."""
    return [row["noun"].lower(), "người"] if row["noun"] == "lượt" else [row["noun"].lower()]


def prints(run: FigureRun, row: dict[str, str]) -> bool:
    if row["qualifier"] in WORDED:
        return run.printed == WORDED[row["qualifier"]]
    qualified = run.printed.startswith("trên ") == (row["qualifier"] in ("trên", "hơn"))
    return run.figure.value == Decimal(row["value"]) and not run.withheld and qualified


def test_the_list_counts_what_was_read():
    assert len(ROWS) == 216
    sorts = Counter(row["stated_by"].partition(":")[0] if ":" in row["stated_by"] else "figure" for row in ROWS)
    corrected = sum(row["stated_by"].startswith("correction:") for row in ROWS)
    assert corrected == 5 and sorts["review"] == 7 and sorts["words"] == 1


def test_every_figure_is_stated_or_corrected():
    demo()
    said = lines(report())
    lost = [
        f"{row['n']} line {row['line']}: {row['value'] or row['qualifier']} {row['noun']} ({row['stated_by']})"
        for row in ROWS
        if not (
            row["stated_by"].removeprefix("correction:") in CORRECTED
            if row["stated_by"].startswith("correction:")
            else any(says(line, row) for line in said)
        )
    ]
    assert lost == []


def test_a_figure_that_the_report_does_not_state_is_missed():
    demo()
    said = lines(report())
    (row,) = [row for row in ROWS if row["stated_by"] == "enlisted"]
    assert any(says(line, row) for line in said)
    assert not any(says(line, {**row, "value": "133"}) for line in said)
    assert not any(says(line, {**row, "noun": "đảng viên"}) and "nhập ngũ" not in row["about"] for line in said)
    assert not any(says(line, {**row, "about": "tảo hôn và nhập ngũ"}) for line in said)
