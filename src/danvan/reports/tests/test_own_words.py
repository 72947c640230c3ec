"""The report is written in our own words: no run of twelve words is shared with the published report of 2022."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from pathlib import Path

import pytest
from tests.given import ROOMS, demo, report

from danvan.ledger.tests.given import units_and_documents as registers
from danvan.reports.document import CitationRun, Composed, FieldRun, Paragraph, Run, Table, Text
from danvan.reports.templates import folders, load

RUNS = Path(__file__).resolve().parents[4] / "tests" / "data" / "report-2022-runs.txt"
LENGTH = 12


def shared(text: str) -> list[str]:
    """Runs of twelve words of ``text`` that stand in the published report, whatever the figures between them.

    Of that report only hashes are kept: SHA-256, first ten digits, of each run of its words in small letters.
    """
    known = set(RUNS.read_text(encoding="ascii").split())
    # What stands in quotation marks is a name: of a movement, a title, a model, a scheme.
    text = re.sub("“[^“”]*”", " têngọi ", text)
    words = re.findall(r"[^\W\d_]+", unicodedata.normalize("NFKC", text).lower())
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


def test_a_copied_run_is_seen_whatever_figures_stand_in_it():
    # The title of a paper, as it is cited there.
    title = "kế hoạch tổ chức hội nghị tiếp xúc đối thoại trực tiếp của Chủ tịch UBND huyện và đại diện nhân dân"
    assert shared(title)
    assert shared(title.replace("đối thoại", "đối thoại 02"))
    assert not shared(title.replace("trực tiếp", "thẳng"))


@pytest.mark.django_db
def test_the_composed_report_shares_no_run_of_twelve_words():
    demo()
    assert [run for line in lines(report()) for run in shared(line)] == []


@pytest.mark.django_db
def test_what_it_says_when_nothing_is_recorded_is_our_own_too():
    registers()
    assert [run for line in lines(report()) for run in shared(line)] == []


@pytest.mark.parametrize("name", sorted(folders()))
def test_no_choice_of_sentences_in_a_template_is_copied(name):
    sources = "\n\n".join(section.source for section in load(name).sections)
    # Headings are the outline that such reports have by rule.
    sources = re.sub(r"(?m)^#.*$", "\n", sources)
    paragraphs = re.sub(r"{%.*?%}|{{.*?}}", " ", sources).split("\n\n")
    assert [run for paragraph in paragraphs for run in shared(paragraph)] == []


@pytest.mark.parametrize("folder", ["ledger/kinds", "ledger/data/tam_duong_2022", "indicators/definitions"])
def test_kinds_entries_and_indicators_are_worded_by_ourselves(folder):
    files = [path for path in (ROOMS / folder).iterdir() if path.suffix in (".yaml", ".json")]
    said = [line for path in files for line in path.read_text(encoding="utf-8").splitlines()]
    assert len(said) > 5 and [run for line in said for run in shared(line)] == []
