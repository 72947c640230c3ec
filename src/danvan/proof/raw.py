"""What a file of any sort gives before anybody asks what it states: paragraphs, and figures' controls."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from danvan.kit.claims import Claim
from danvan.proof.reading import Cell, Layout, Role, Source


@dataclass(frozen=True, slots=True)
class RawParagraph:
    """A paragraph as its file gives it: ``role`` and ``level`` only where the file itself says so (a style, a #).

    ``label`` is the number or bullet that the file's program prints before the paragraph and keeps out of its text.
    ``marks`` are notes' marks that do not stand raised: (number, start, end).
    """

    text: str
    role: Role | None = None
    level: int = 0
    cell: Cell | None = None
    pages: tuple[tuple[int, int], ...] = ()
    label: str = ""
    marks: tuple[tuple[int, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class PlacedControl:
    """A claim and where its words stand: the paragraph's place in the list (from 0) and offsets; None: lost."""

    claim: Claim
    index: int | None
    start: int
    end: int
    by: str


@dataclass(frozen=True, slots=True)
class RawFile:
    """What one file holds: its paragraphs in the order of reading, notes where the file has them, and controls.

    ``stripped`` tells that figures of danvan's are marked in it, but what it said of them is gone.
    """

    paragraphs: Sequence[RawParagraph]
    source: Source
    controls: Sequence[PlacedControl] = ()
    stripped: bool = False
    layout: Layout | None = None
