"""Reports that danvan did not write: Word files of made-up passages, as long as asked, faults in half of them."""

from __future__ import annotations

import sys
from itertools import count
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tools"))

#: An A4 page of a report in 14 points holds about so many words and, in the seed of all this, so many figures.
WORDS, FIGURES = 400, 20
AGAINST = "python-docx opens the file and hands out the text of its paragraphs and cells"
#: The baseline as a program: its argument is the file.
OPEN = "import sys, docx; d = docx.Document(sys.argv[1]); [p.text for p in d.paragraphs]"


def written(path: Path, pages: int) -> Path:
    """A Word file of at least so many pages' words and figures."""
    import docx

    from corpus.report import make

    document = docx.Document()
    words = figures = 0
    for seed in count():
        if words >= pages * WORDS and figures >= pages * FIGURES:
            break
        made = make(seed)
        for paragraph in made.paragraphs:
            document.add_paragraph(paragraph.text)
            words += len(paragraph.text.split())
        figures += len(made.figures)
    document.save(str(path))
    return path


def opened(path: Path) -> int:
    """The baseline in this process: how many letters python-docx finds."""
    import docx

    return sum(len(paragraph.text) for paragraph in docx.Document(str(path)).paragraphs)


def doubted(path: Path) -> int:
    """The whole check of a file in this process: how many findings."""
    from danvan.proof.reader import read
    from danvan.proof.run import check

    return len(check(read(path)).findings)


def size(path: Path, pages: int) -> dict[str, object]:
    """What was read and found, for the conditions."""
    from danvan.proof.reader import read
    from danvan.proof.run import check

    reading = read(path)
    checked = check(reading)
    return {
        "pages": pages,
        "figures": len(reading.figures),
        "words": sum(len(p.text.split()) for p in reading.paragraphs),
        "checks": len(checked.outcomes),
        "findings": len(checked.findings),
    }
