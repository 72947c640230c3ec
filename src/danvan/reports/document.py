"""A composed report as values: blocks of runs, notes, and a control for everything that carries a digit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from danvan.indicators.models import Figure
from danvan.kit.period import Period


@dataclass(frozen=True, slots=True)
class Text:
    """Words of the template."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class FigureRun:
    """A figure as ``printed`` under the control ``control`` (f1, f2…), unique per occurrence.

    ``withheld``: its number is not published, so no file may hold it.
    """

    control: str
    figure: Figure
    printed: str
    bold: bool = False
    italic: bool = False
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class CitationRun:
    """A citation of the document ``key`` under the control ``control`` (d1, d2…)."""

    control: str
    key: str
    printed: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class FieldRun:
    """Anything else that may carry digits: a place's name, a year, a date, a heading's number (x1, x2…)."""

    control: str
    what: str
    printed: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class NoteMark:
    """The mark of the note of that number."""

    number: int


Run = Text | FigureRun | CitationRun | FieldRun | NoteMark
Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """Level 1 is a part or an annex, 2 «I-», 3 «1.», 4 «1.1.»; ``label`` is what was counted for it."""

    level: int
    label: Runs
    runs: Runs
    annex: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the body, or an item of a list."""

    runs: Runs
    item: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; the first row is the head. ``aligns``: left, center or right, one a column."""

    rows: tuple[tuple[Runs, ...], ...]
    aligns: tuple[Literal["left", "center", "right"], ...]


Block = Heading | Paragraph | Table


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote; its figures are controls too."""

    number: int
    runs: Runs


@dataclass(frozen=True, slots=True)
class Head:
    """The head of an official paper: parent and issuing body, number line, place and date, type and subject."""

    parent: str
    issuer: str
    number: Runs
    place_and_date: Runs
    type: str
    subject: tuple[Runs, ...]


@dataclass(frozen=True, slots=True)
class Composed:
    """A composed report: who says it about where and when, its head, body, notes, recipients and signature.

    ``position`` is the ledger's position at which every figure was counted. ``dated`` is the day that the paper
    states, None while it states none. ``written_for`` is the day by which the rules of format are chosen.
    """

    template: str
    unit: str
    period: Period
    as_of: date | None
    position: int
    digest: str
    dated: date | None
    written_for: date
    system: str
    head: Head
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...]
    recipients: tuple[str, ...]
    signature: tuple[str, ...]

    @property
    def body(self) -> tuple[Block, ...]:
        """The blocks before the signature."""
        return self.blocks[: self._first_annex()]

    @property
    def annexes(self) -> tuple[Block, ...]:
        """The blocks after the signature."""
        return self.blocks[self._first_annex() :]

    def _first_annex(self) -> int:
        places = (n for n, block in enumerate(self.blocks) if isinstance(block, Heading) and block.annex)
        return next(places, len(self.blocks))

    def runs(self) -> list[Run]:
        """Every run of the report in reading order, each note where its mark stands."""
        notes = {note.number: note.runs for note in self.notes}
        found: list[Run] = []
        for run in self._marked():
            found.append(run)
            if isinstance(run, NoteMark):
                found.extend(notes[run.number])
        return found

    def _marked(self) -> list[Run]:
        runs: list[Run] = [*self.head.number, *self.head.place_and_date]
        for line in self.head.subject:
            runs.extend(line)
        for block in self.blocks:
            if isinstance(block, Table):
                runs.extend(run for row in block.rows for cell in row for run in cell)
            elif isinstance(block, Heading):
                runs.extend((*block.label, *block.runs))
            else:
                runs.extend(block.runs)
        return runs

    def figures(self) -> list[FigureRun]:
        """The figures' controls in reading order."""
        return [run for run in self.runs() if isinstance(run, FigureRun)]


def plain_text(runs: Runs) -> str:
    """The words of the runs, without marks of notes."""
    return "".join(
        run.text if isinstance(run, Text) else "" if isinstance(run, NoteMark) else run.printed for run in runs
    )
