"""From a filled template to blocks: a small part of Markdown, with sentinels still in the text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext_lazy as _
from markdown_it import MarkdownIt
from markdown_it.token import Token

from danvan.kit.errors import Refusal

Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Piece:
    """Text in one style."""

    text: str
    bold: bool
    italic: bool


Pieces = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class RawHeading:
    """A heading of ``level`` 1 to 4."""

    level: int
    pieces: Pieces


@dataclass(frozen=True, slots=True)
class RawParagraph:
    """A paragraph, or an item of a list."""

    pieces: Pieces
    item: bool


@dataclass(frozen=True, slots=True)
class RawTable:
    """Rows of cells, the head first."""

    rows: tuple[tuple[Pieces, ...], ...]
    aligns: tuple[Align, ...]


RawBlock = RawHeading | RawParagraph | RawTable

_MARKDOWN = (
    MarkdownIt("commonmark", {"html": False})
    .enable("table")
    .disable(
        [
            "link",
            "image",
            "autolink",
            "code",
            "fence",
            "backticks",
            "html_block",
            "html_inline",
            "reference",
            "lheading",
            "hr",
            "blockquote",
        ]
    )
)


def blocks(text: str) -> Iterator[RawBlock]:
    """The blocks of the text. Raises Refusal for a heading below the fourth level and a list in a list."""
    tokens = _MARKDOWN.parse(text)
    place = 0
    depth = 0
    while place < len(tokens):
        token = tokens[place]
        if token.type == "heading_open":
            level = int(token.tag[1])
            if level > 4:
                raise Refusal(_("A report has headings of four levels."), advice=_("Use # to ####."))
            yield RawHeading(level, pieces(tokens[place + 1]))
            place += 2
        elif token.type == "table_open":
            ends = next(n for n in range(place, len(tokens)) if tokens[n].type == "table_close")
            yield _table(tokens[place:ends])
            place = ends
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            depth += 1
            if depth > 1:
                raise Refusal(_("A list inside a list is not used in official papers."))
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            depth -= 1
        elif token.type == "inline":
            yield RawParagraph(pieces(token), depth > 0)
        place += 1


def _table(tokens: list[Token]) -> RawTable:
    rows: list[tuple[Pieces, ...]] = []
    cells: list[Pieces] = []
    aligns: list[Align] = []
    for token, following in zip(tokens, [*tokens[1:], tokens[-1]], strict=True):
        if token.type in ("th_open", "td_open"):
            cells.append(pieces(following))
            if not rows:
                style = str(token.attrs.get("style", ""))
                aligns.append("right" if "right" in style else "center" if "center" in style else "left")
        elif token.type == "tr_close":
            rows.append(tuple(cells))
            cells = []
    return RawTable(tuple(rows), tuple(aligns))


def pieces(token: Token) -> Pieces:
    """The text of an inline token, cut where its style changes."""
    found: list[Piece] = []
    bold = italic = 0
    for child in token.children or ():
        if child.type in ("strong_open", "strong_close"):
            bold += 1 if child.type == "strong_open" else -1
        elif child.type in ("em_open", "em_close"):
            italic += 1 if child.type == "em_open" else -1
        else:
            text = " " if child.type in ("softbreak", "hardbreak") else child.content
            if text:
                found.append(Piece(text, bold > 0, italic > 0))
    return tuple(found)


def inline(text: str) -> Pieces:
    """One line of Markdown, for a note or a subject."""
    return pieces(_MARKDOWN.parseInline(text)[0])
