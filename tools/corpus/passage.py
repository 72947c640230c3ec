"""Passage: a few sentences with one relation in them, and the places that a finding must touch when it is wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from corpus.world import World
from danvan.proof.reading import Cell, Role

#: Stands where a note's mark will be; the report numbers the marks when all its passages have a place.
MARK = "\ue000"
#: The line of a spot that stands in the note of its piece.
NOTE = -1


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph to be; ``note`` is the text of the note whose mark (MARK) stands in it."""

    text: str
    role: Role | None = None
    cell: Cell | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Spot:
    """Words that a finding must touch: the piece and the line of the passage in which they stand, both from 0."""

    piece: int
    line: int
    quote: str


@dataclass(frozen=True, slots=True)
class Passage:
    """Pieces that stand in different sections of a report, each of some lines; most have but one.

    ``spots`` are where the relation stands. Of a wrong one a finding must touch two (or the only one) to count as it.
    """

    pieces: tuple[tuple[Line, ...], ...]
    spots: tuple[Spot, ...] = field(default=())


#: Writes one passage: true, or with one fault when it is told to be wrong.
Writer = Callable[[World, bool], Passage]
#: The writers of one kind of contradiction, by a name that says what they write.
Writers = Mapping[str, Writer]


def line(text: str, *quotes: str) -> Passage:
    """A passage of one paragraph."""
    return lines([text], *((0, quote) for quote in quotes))


def lines(texts: list[str], *spots: tuple[int, str]) -> Passage:
    """A passage of some paragraphs that stand together; ``spots`` name a line and words in it."""
    placed = tuple(Spot(0, at, quote) for at, quote in spots)
    return checked(Passage((tuple(Line(text) for text in texts),), placed))


def apart(texts: list[str], *spots: tuple[int, str]) -> Passage:
    """A passage of some paragraphs each of which stands in another section; ``spots`` name a paragraph."""
    placed = tuple(Spot(at, 0, quote) for at, quote in spots)
    return checked(Passage(tuple((Line(text),) for text in texts), placed))


def checked(passage: Passage) -> Passage:
    """The passage itself, when each spot's words stand in its line. Raises AssertionError otherwise."""
    for spot in passage.spots:
        assert spot.quote in passage.pieces[spot.piece][spot.line].text, (spot, passage)
    return passage
