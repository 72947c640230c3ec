"""Web pages, also those that Word saved: what a browser prints of their blocks, tables, lists and notes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext_lazy as _
from lxml import etree

from danvan.kit.errors import Refusal
from danvan.proof.files.decoding import decoded
from danvan.proof.files.encodings import of_font
from danvan.proof.files.numbering import counted
from danvan.proof.files.package import Element
from danvan.proof.files.pieces import Piece, finished
from danvan.proof.raw import RawFile, RawParagraph
from danvan.proof.reading import Cell, Role, Source
from danvan.proof.statements.notes import raised

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w:-]{2,40})", re.I)
#: What pages are said to be in when nobody has thought about it; their bytes are asked.
_DOUBTED = ("utf-8", "utf8", "utf-16", "x-user-defined", "windows-1252", "iso-8859-1", "us-ascii")
_UNSEEN = frozenset(("head", "script", "style", "noscript", "template", "del", "title", "option", "svg", "iframe"))
_BLOCKS = frozenset(
    (
        *(
            "address",
            "article",
            "aside",
            "blockquote",
            "body",
            "caption",
            "center",
            "dd",
            "div",
            "dl",
            "dt",
            "fieldset",
        ),
        *("figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main"),
        *("nav", "ol", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "br"),
    )
)
_HIDDEN = re.compile(r"(?i)display\s*:\s*none|mso-hide\s*:\s*all|visibility\s*:\s*hidden")
_FONT = re.compile(r"(?i)font-family\s*:\s*[\"']?([^;,\"']+)")
_LINK = re.compile(
    r"#_?(?:(?P<back>ftnref|ednref|fnref|cite_ref|footnote-ref)|ftn|edn|fn|cite_note|footnote)\D{0,3}[0-9]{1,3}"
)
_NOTE = re.compile(r"(?:ftn|edn|fn|cite_note|footnote)\D{0,2}([0-9]{1,3})")
_FORMATS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_MOST_SPAN = 1000


def read_html(path: Path) -> RawFile:
    """Read a web page. Raises Refusal when its bytes are no text or its elements are nested beyond reason."""
    data = path.read_bytes()
    text, old = _text(data, str(path))
    parser = etree.HTMLParser(no_network=True, huge_tree=False, remove_pis=True)
    try:
        root = etree.fromstring(text, parser) if text.strip() else None
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None or any("depth" in entry.message.lower() for entry in parser.error_log):
        raise Refusal(
            _("The web page is damaged, or empty."),
            where=str(path),
            advice=_("Open it in a browser and save it again, or copy its text into a Word file."),
        )
    page = _Page()
    page.walk(root)
    done, older = finished(page.pieces)
    paragraphs = []
    for piece, one in zip(page.pieces, done, strict=True):
        shape = piece.shape
        paragraphs.append(RawParagraph(one.text, shape.role, shape.level, shape.cell, label=shape.label))
    return RawFile(paragraphs, Source("html", converted=old or older))


def _text(data: bytes, where: str) -> tuple[str, str]:
    """The page's text by its mark, its own word or its evidence; without a declaration that contradicts it."""
    said = _CHARSET.search(data[:4096])
    text, old = "", ""
    name = said[1].decode("ascii", "ignore").lower() if said is not None else "utf-8"
    if name not in _DOUBTED:
        try:
            text, old = data.decode(name), name.capitalize()
        except (LookupError, UnicodeDecodeError):
            text = ""
    if not text:
        text, old = decoded(data, where)
    return re.sub(r"\A\s*<\?xml[^>]*>", "", text).replace("\x00", ""), old


@dataclass(slots=True)
class _Table:
    number: int
    row: int = -1
    column: int = 0
    #: For a column the last row that a cell from above reaches down to.
    taken: dict[int, int] = field(default_factory=dict)
    cells: list[Cell] = field(default_factory=list)

    def open_cell(self, element: Element) -> Cell:
        row = max(self.row, 0)
        while self.taken.get(self.column, -1) >= row:
            self.column += 1
        columns, rows = _span(element, "colspan"), _span(element, "rowspan")
        if rows > 1:
            for column in range(self.column, min(self.column + columns, _MOST_SPAN)):
                self.taken[column] = max(row + rows - 1, self.taken.get(column, -1))
        cell = Cell(self.number, row, self.column, columns, rows)
        self.column += columns
        self.cells.append(cell)
        return cell


@dataclass(slots=True)
class _List:
    ordered: bool
    format: str = "decimal"
    value: int = 0


class _Page:
    """The state of one walk over a page."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self._piece = Piece()
        self._tables: list[_Table] = []
        self._count = 0
        self._lists: list[_List] = []
        self._label = ""
        self._heading = 0
        self._note = 0
        self._note_open = False
        self._raised = 0
        self._plain = 0
        self._fonts: list[str] = []

    def walk(self, root: Element) -> None:
        """Read a tree without recursion: a page may be nested as deep as its parser allows."""
        skipped: Element | None = None
        for event, element in etree.iterwalk(root, events=("start", "end", "comment")):
            if event == "comment" or not isinstance(element.tag, str):
                if event == "comment" and skipped is None:
                    self._add(element.tail)
                continue
            if event == "start":
                if skipped is None and self._is_unseen(element):
                    skipped = element
                elif skipped is None:
                    self._open(element)
                    self._add(element.text)
            elif skipped is None:
                self._close(element)
                self._add(element.tail)
            elif skipped is element:
                skipped = None
                self._add(element.tail)
        self._flush()

    def _is_unseen(self, element: Element) -> bool:
        style = element.get("style") or ""
        if "mso-list" in style.lower() and "ignore" in style.lower():
            # Word writes a list's number as text of a span that its own browser part would leave out.
            self._label = " ".join("".join(str(text) for text in element.itertext()).split())[:20]
            return True
        if element.tag == "a" and self._reference(element):
            return True
        return element.tag in _UNSEEN or element.get("hidden") is not None or _HIDDEN.search(style) is not None

    def _reference(self, element: Element) -> bool:
        """Take a link to or from a note as its raised mark."""
        link = _LINK.fullmatch(element.get("href") or "")
        words = "".join(str(text) for text in element.itertext()).strip().strip("[]()")
        if link is None or not ((words.isdecimal() and len(words) < 4) or link["back"]):
            return False
        if words.isdecimal():
            self._piece.add(raised(int(words)), None)
        return True

    def _open(self, element: Element) -> None:
        tag = str(element.tag)
        self._fonts.append(self._font(element))
        if tag == "sup":
            self._raised += 1
        elif tag == "pre":
            self._plain += 1
        if tag in _BLOCKS:
            self._flush()
        note = _NOTE.fullmatch(element.get("id") or "") if tag in ("div", "li", "p", "aside", "section") else None
        if note is not None:
            self._note, self._note_open = int(note[1]), True
        if tag[0] == "h" and tag[1:].isdecimal():
            self._heading = int(tag[1:])
        elif tag == "table":
            self._tables.append(_Table(self._count))
            self._count += 1
        elif tag == "tr" and self._tables:
            self._tables[-1].row, self._tables[-1].column = self._tables[-1].row + 1, 0
        elif tag in ("td", "th") and self._tables:
            self._tables[-1].open_cell(element)
        elif tag in ("ol", "ul"):
            start = _whole(element.get("start"), 1)
            self._lists.append(_List(tag == "ol", _FORMATS.get(element.get("type") or "", "decimal"), start - 1))
        elif tag == "li" and self._lists:
            self._item(element)

    def _item(self, element: Element) -> None:
        last = self._lists[-1]
        last.value = _whole(element.get("value"), last.value + 1)
        if self._note:
            self._label = ""
        elif last.ordered:
            self._label = f"{counted(last.value, last.format)}{')' if last.format == 'lowerLetter' else '.'}"
        else:
            self._label = "•"

    def _font(self, element: Element) -> str:
        said = element.get("face") if element.tag == "font" else None
        if said is None:
            match = _FONT.search(element.get("style") or "")
            said = match[1] if match else None
        return (self._fonts[-1] if self._fonts else "") if said is None else of_font(said.split(",")[0].strip(" '\""))

    def _close(self, element: Element) -> None:
        tag = str(element.tag)
        self._fonts.pop()
        if tag == "sup":
            self._raised -= 1
        elif tag == "pre":
            self._plain -= 1
        if tag in _BLOCKS:
            self._flush()
        if tag[0] == "h" and tag[1:].isdecimal():
            self._heading = 0
        elif tag in ("td", "th") and self._tables and self._tables[-1].cells:
            self._tables[-1].cells.pop()
        elif tag == "table" and self._tables:
            self._tables.pop()
        elif tag in ("ol", "ul") and self._lists:
            self._lists.pop()
        if _NOTE.fullmatch(element.get("id") or "") and tag in ("div", "li", "p", "aside", "section"):
            self._note = 0

    def _add(self, text: str | None) -> None:
        if not text:
            return
        if self._plain:
            for at, line in enumerate(text.split("\n")):
                if at:
                    self._flush()
                self._write(line)
            return
        text = re.sub(r"[ \t\r\n\f]+", " ", text)
        held = self._piece.parts
        if text.startswith(" ") and (not held or held[-1][0].endswith(" ")):
            text = text[1:]
        self._write(text)

    def _write(self, text: str) -> None:
        if self._raised:
            text = "".join(raised(int(sign)) if sign in "0123456789" else sign for sign in text)
            if any(sign in "⁰¹²³⁴⁵⁶⁷⁸⁹" for sign in text):
                text = text.strip("[]() ")
        self._piece.add(text, None, self._fonts[-1] if self._fonts else "")

    def _flush(self) -> None:
        """End the paragraph; one without a word is none."""
        piece = self._piece
        if not piece.text.strip():
            return
        _strip(piece)
        role: Role | None = None
        level = self._heading
        cell = self._tables[-1].cells[-1] if self._tables and self._tables[-1].cells else None
        if self._note:
            role, level = "note", 0
            if self._note_open and not piece.text.startswith(raised(self._note)):
                piece.put_before(f"{raised(self._note)} ")
            self._note_open = False
        elif cell is not None:
            role, level = "table", 0
        elif level:
            role = "heading"
        elif self._label:
            level = max(1, len(self._lists))
        piece.shape = RawParagraph("", role, level, cell, label=self._label)
        self.pieces.append(piece)
        self._piece, self._label = Piece(), ""


def _strip(piece: Piece) -> None:
    """Take blanks off a paragraph's ends."""
    for at, trim in ((0, str.lstrip), (-1, str.rstrip)):
        while piece.parts:
            text, element, code, capitals = piece.parts[at]
            left = trim(text)
            piece.length -= len(text) - len(left)
            if left:
                piece.parts[at] = (left, element, code, capitals)
                break
            piece.parts.pop(at)


def _span(element: Element, name: str) -> int:
    return min(max(1, _whole(element.get(name), 1)), _MOST_SPAN)


def _whole(text: str | None, otherwise: int) -> int:
    text = (text or "").strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else otherwise
