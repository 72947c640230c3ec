"""Paragraphs while a file is read: text from many elements, old encodings converted, each letter's element known."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from danvan.proof.files.encodings import (
    CAPITALS,
    DECOMPOSED,
    Converted,
    converted,
    evidence,
    is_modern,
    is_plain,
    suspicious,
)
from danvan.proof.files.package import Element
from danvan.proof.files.syllables import likeness
from danvan.proof.raw import RawParagraph

#: A paragraph's letters from one element of the file (None: from none), in the encoding that its font was made for.
Part = tuple[str, Element | None, str, bool]


@dataclass(slots=True)
class Piece:
    """A paragraph while it is read: its raw text in parts, and the joints (controls, bookmarks) that end in it."""

    parts: list[Part] = field(default_factory=list)
    length: int = 0
    joints: list[tuple[str, str, str, int, int]] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    elements: list[Element] = field(default_factory=list)
    shape: RawParagraph = field(default_factory=lambda: RawParagraph(""))

    def add(self, text: str, element: Element | None, code: str = "", *, capitals: bool = False) -> None:
        """Put letters at the end."""
        if text:
            self.parts.append((text, element, code, capitals))
            self.length += len(text)

    def put_before(self, text: str) -> None:
        """Put letters of no element at the beginning."""
        self.parts.insert(0, (text, None, "", False))
        self.length += len(text)
        more = len(text)
        self.joints = [(tag, alias, mark, start + more, end + more) for tag, alias, mark, start, end in self.joints]

    @property
    def text(self) -> str:
        """The letters as the file holds them."""
        return "".join([part[0] for part in self.parts])

    def sources(self, finished: Converted) -> Iterator[tuple[Element | None, int]]:
        """For each letter of the finished text the element that holds it, and the offset within that element's text."""
        at, part, begun = 0, -1, 0
        for start in finished.starts[:-1]:
            while start >= at:
                part += 1
                begun, at = at, at + len(self.parts[part][0])
            yield self.parts[part][1], start - begun


def finished(pieces: Sequence[Piece]) -> tuple[list[Converted], str]:
    """Each paragraph's text in composed Unicode; and from what old encodings or forms letters were converted."""
    fonts = {code for piece in pieces for _, _, code, _ in piece.parts if code}
    trusted = {code for code in fonts if _spoken_for(pieces, code)}
    guess = evidence("\n".join(piece.text for piece in pieces if _odd(piece.text)))
    named: set[str] = set()
    return [_finish(piece, trusted, guess, named) for piece in pieces], ", ".join(sorted(named))


def mended(texts: Iterable[str]) -> tuple[list[str], str]:
    """The same for paragraphs that are plain text."""
    pieces = []
    for text in texts:
        piece = Piece()
        piece.add(text, None)
        pieces.append(piece)
    done, named = finished(pieces)
    return [one.text for one in done], named


def _odd(text: str) -> bool:
    return suspicious(text) and not is_modern(unicodedata.normalize("NFC", text))


def _spoken_for(pieces: Sequence[Piece], code: str) -> bool:
    """Whether the letters set in fonts of an old encoding are really in it: many fonts of the name hold Unicode."""
    lines = ["".join(part[0] for part in piece.parts if part[2] == code) for piece in pieces]
    text = "\n".join(line for line in lines if not line.isascii() and not is_modern(line))
    good, _ = likeness(text)
    fine, words = likeness(converted(text, code).text)
    return words == 0 or (fine > good and fine > words / 2)


def _finish(piece: Piece, trusted: set[str], guess: str, named: set[str]) -> Converted:
    text = piece.text
    trusted = set() if is_modern(text) else trusted
    if not any(part[2] in trusted or part[3] for part in piece.parts):
        code = evidence(text, 1 if guess else 3) if _odd(text) else ""
        if not code and is_plain(text):
            return Converted(text, range(len(text) + 1))
        result = converted(text, code)
        if code or any("\u0300" <= letter <= "\u0323" for letter in text):
            named.add(code or DECOMPOSED)
        return result
    words: list[str] = []
    starts: list[int] = []
    at = 0
    for stretch, code, capitals in _stretches(piece.parts, trusted):
        one = converted(stretch, code, capitals=capitals)
        if code and not stretch.isascii():
            named.add(code.removesuffix(CAPITALS))
        words.append(one.text)
        starts.extend(at + start for start in one.starts[:-1])
        at += len(stretch)
    return Converted("".join(words), [*starts, at])


def _stretches(parts: Sequence[Part], trusted: set[str]) -> Iterator[tuple[str, str, bool]]:
    """Neighbouring parts of one encoding together: a letter and its mark may stand in two runs."""
    held, kept = "", ("", False)
    for text, _, code, capitals in parts:
        key = (code if code in trusted else "", capitals)
        if held and key != kept:
            yield held, *kept
            held = ""
        held, kept = held + text, key
    if held:
        yield held, *kept
