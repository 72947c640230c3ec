"""The annual report of the demonstration as it is composed today, and a Word template of the same size for docxtpl.

The template has a paragraph, a cell and a run for each of the report's, a tag wherever the report has a figure, a
citation or a field; notes, which docxtpl cannot make, are paragraphs at its end. So the baseline grows with the report.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import Any

#: A program of its own: fills the template from values that are at hand.
FILL = """
import json, sys
from pathlib import Path
from docxtpl import DocxTemplate
template = DocxTemplate(sys.argv[1])
template.render(json.loads(Path(sys.argv[2]).read_text(encoding="utf-8")), autoescape=True)
template.save(sys.argv[3])
"""
AGAINST = "docxtpl fills a Word template of the same size from values that are at hand: nothing counted, notes as text"


def composed() -> Any:
    """The report; what was counted before is counted anew."""
    from danvan.indicators import current
    from danvan.kit.period import Period
    from danvan.reports.compose import compose
    from danvan.units.queries import unit_by

    current.freshen().state.answers.clear()
    period = Period.parse("2022")
    return compose(template="annual", unit=unit_by("tam-duong", at=period.end).id, period=period)


def size(report: Any) -> dict[str, object]:
    """How large the report is, for the conditions of a measure."""
    from danvan.ledger.models import Entry

    texts = [_plain(runs) for runs in (*_lines(report), *_cells(report))]
    return {
        "entries": Entry.objects.count(),
        "figures": len(report.figures()),
        "paragraphs": len(texts),
        "words": sum(len(text.split()) for text in texts),
        "notes": len(report.notes),
    }


def template_for(report: Any, folder: Path) -> tuple[Path, Path]:
    """Write the template and the values that fill it; the two files. Raises AssertionError when a word is lost."""
    from docx import Document
    from docxtpl import DocxTemplate

    template, values, filled = folder / "template.docx", folder / "values.json", folder / "filled.docx"
    document, said = Document(), {}
    for runs in _lines(report):
        said.update(_paragraph(document.add_paragraph(), runs))
    for block in report.blocks:
        if hasattr(block, "rows"):
            table = document.add_table(len(block.rows), len(block.rows[0]))
            # python-docx looks for each cell through the whole table when it is asked by its place.
            for cells, row in zip((row.cells for row in table.rows), block.rows, strict=True):
                for cell, runs in zip(cells, row, strict=True):
                    said.update(_paragraph(cell.paragraphs[0], runs))
    document.save(str(template))
    values.write_text(json.dumps(said), encoding="utf-8")
    trial = DocxTemplate(template)
    trial.render(said, autoescape=True)
    trial.save(filled)
    texts = [paragraph.text for paragraph in Document(str(filled)).paragraphs]
    assert texts == [_plain(runs) for runs in _lines(report)], "the template lost a word"
    return template, values


def files(report: Any, home: Path) -> list[str]:
    """The words for ``FILL``: template, values, and the file to write."""
    return [*map(str, template_for(report, home)), f"{home}/filled.docx"]


def words(home: Path) -> list[str]:
    """The words of the command that writes the report."""
    return ["report", "--unit", "tam-duong", "--period", "2022", "-o", f"{home}/bench.docx"]


def fill(template: Path, values: Path) -> bytes:
    """The baseline in a process that runs."""
    from docxtpl import DocxTemplate

    stream, filled = BytesIO(), DocxTemplate(template)
    filled.render(json.loads(values.read_text(encoding="utf-8")), autoescape=True)
    filled.save(stream)
    return stream.getvalue()


def _lines(report: Any) -> Iterable[Any]:
    """Every paragraph's runs but those in tables, notes last."""
    from danvan.reports.document import Text

    head = report.head
    for text in (head.parent, head.issuer, head.type, *report.recipients, *report.signature):
        yield (Text(text),)
    yield from (head.number, head.place_and_date, *head.subject)
    for block in report.blocks:
        if not hasattr(block, "rows"):
            yield (*getattr(block, "label", ()), *block.runs)
    for note in report.notes:
        yield note.runs


def _cells(report: Any) -> Iterable[Any]:
    """The runs of every cell of a table."""
    return (cell for block in report.blocks if hasattr(block, "rows") for row in block.rows for cell in row)


def _paragraph(paragraph: Any, runs: Any) -> dict[str, str]:
    """Put the runs into the paragraph, a tag for each control; the values of the tags."""
    said = {}
    for run in runs:
        if hasattr(run, "control"):
            said[run.control] = run.printed
        added = paragraph.add_run(f"{{{{ {run.control} }}}}" if hasattr(run, "control") else _plain((run,)))
        added.bold, added.italic = getattr(run, "bold", None), getattr(run, "italic", None)
    return said


def _plain(runs: Any) -> str:
    from danvan.reports.document import NoteMark, plain_text

    return "".join(f"[{run.number}]" if isinstance(run, NoteMark) else plain_text((run,)) for run in runs)
