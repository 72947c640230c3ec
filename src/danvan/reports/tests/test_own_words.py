"""The report is written in our own words: no run of twelve words is shared with the published report of 2022."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from pathlib import Path

import pytest
from tests.given import demo, report

from danvan.reports.document import CitationRun, Composed, FieldRun, Paragraph, Run, Table, Text

RUNS = Path(__file__).resolve().parents[4] / "tests" / "data" / "report-2022-runs.txt"
LENGTH = 12


def shared(text: str) -> list[str]:
    """Runs of twelve words of ``text`` that stand in the published report; kept there as hashes only."""
    known = set(RUNS.read_text(encoding="ascii").split())
    words = re.findall(r"\w+", unicodedata.normalize("NFC", text).lower())
    runs = (" ".join(words[n : n + LENGTH]) for n in range(len(words) - LENGTH + 1))
    return [run for run in runs if hashlib.sha256(run.encode()).hexdigest()[:10] in known]


def lines(composed: Composed) -> list[str]:
    """Every sentence, note and cell, with names and titles (places, documents, headings) taken out."""
    found: list[tuple[Run, ...]] = [note.runs for note in composed.notes]
    for block in composed.blocks:
        if isinstance(block, Table):
            found += [cell for row in block.rows for cell in row]
        elif isinstance(block, Paragraph):
            found.append(block.runs)
    return ["".join(_own(run) for run in runs) for runs in found]


def _own(run: Run) -> str:
    if isinstance(run, Text):
        return run.text
    return " § " if isinstance(run, CitationRun | FieldRun) else ""


def test_a_copied_run_is_seen():
    copied = "Định kỳ lãnh đạo, chỉ đạo Ban Dân vận phối hợp các Ban đảng, Văn phòng Huyện ủy tham mưu"
    assert shared(copied)


@pytest.mark.django_db
def test_the_composed_report_shares_no_run_of_twelve_words():
    demo()
    assert [run for line in lines(report()) for run in shared(line)] == []
