"""Word files: paragraphs with what stands inside content controls, notes, tables' cells, and figures' controls.

Word's own numbering (1., a)) is not part of a paragraph's text in the file, so it is not part of ours.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from danvan.proof.claims import Joint, claims_of, joined
from danvan.proof.notes import raised
from danvan.proof.package import Element, Package, attribute, local
from danvan.proof.raw import PlacedControl, RawFile, RawParagraph
from danvan.proof.reading import Cell, Role, Source

BOOKMARK = "_fig_"
#: What a reader of the paper does not see: deleted or moved text, fields' codes, the copy for old programs.
_UNSEEN = frozenset(("del", "moveFrom", "instrText", "delText", "Fallback", "pPr", "rPr", "sdtPr", "sdtEndPr"))
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_HEADING = re.compile(r"(?i)heading\s*([1-9])")


@dataclass(slots=True)
class _Piece:
    """A paragraph while it is read: its raw text, and the joints (controls, bookmarks) whose ends are in it."""

    text: str = ""
    joints: list[tuple[str, str, str, int, int]] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)

    def joint(self, tag: str, alias: str, bookmark: str, start: int) -> None:
        self.joints.append((tag, alias, bookmark, start, len(self.text)))


def read_docx(path: Path) -> RawFile:
    """Read a .docx. Raises Refusal when it is no Word file, is damaged or hostile."""
    with Package(path) as package:
        name, document = package.main()
        reader = _Reader(_styles(package, name), _notes(package, name))
        for body in document:
            if local(body) == "body":
                reader.blocks(body)
        reader.append_notes()
        claims = claims_of(package, name)
    placed = [
        PlacedControl(claim, *((joint.index, joint.start, joint.end, by) if joint else (None, 0, 0, "")))
        for claim, joint, by in joined(claims or (), reader.joints)
    ]
    stripped = claims is None and any(joint.bookmark for joint in reader.joints)
    return RawFile(reader.paragraphs, Source("docx"), placed, stripped)


def _styles(package: Package, document: str) -> dict[str, int]:
    """The level of each heading style by its id."""
    levels: dict[str, int] = {}
    based: dict[str, str] = {}
    for part in package.related(document, "styles")[:1]:
        for style in package.children(part):
            identity = attribute(style, "styleId")
            for child in style.iter():
                match local(child):
                    case "name":
                        heading = _HEADING.fullmatch(attribute(child, "val"))
                        if heading is not None:
                            levels[identity] = int(heading[1])
                    case "basedOn":
                        based[identity] = attribute(child, "val")
                    case "outlineLvl" if attribute(child, "val") in tuple("012345678"):
                        levels.setdefault(identity, int(attribute(child, "val")) + 1)
    for identity, parent in based.items():
        if identity not in levels and parent in levels:
            levels[identity] = levels[parent]
    return levels


def _notes(package: Package, document: str) -> dict[tuple[str, str], Element]:
    """The notes by kind and id, without Word's separators."""
    notes: dict[tuple[str, str], Element] = {}
    for kind in ("footnote", "endnote"):
        for part in package.related(document, f"{kind}s")[:1]:
            for note in package.children(part):
                if local(note) == kind and attribute(note, "type") in ("", "normal"):
                    notes[kind, attribute(note, "id")] = note
    return notes


class _Reader:
    """Walks a document once, in the order in which it is read."""

    def __init__(self, styles: dict[str, int], notes: dict[tuple[str, str], Element]) -> None:
        self.paragraphs: list[RawParagraph] = []
        self.joints: list[Joint] = []
        self._styles = styles
        self._notes = notes
        self._numbers: dict[tuple[str, str], int] = {}
        self._bookmarks: dict[str, tuple[str, int, int]] = {}
        self._own_mark = ""
        self._tables = 0

    def blocks(self, parent: Element, role: Role | None = None, cell: Cell | None = None) -> None:
        """The paragraphs and tables that stand under ``parent``, whatever wraps them."""
        for child in parent:
            kind = local(child)
            if kind == "p":
                self._paragraph(child, role, cell)
            elif kind == "tbl":
                self._table(child)
            elif kind not in _UNSEEN:
                self.blocks(child, role, cell)

    def _table(self, element: Element) -> None:
        number, self._tables = self._tables, self._tables + 1
        rows = [row for row in element.iter() if local(row) == "tr" and _around(row, "tbl") is element]
        for at, row in enumerate(rows):
            cells = [cell for cell in row.iter() if local(cell) == "tc" and _around(cell, "tr") is row]
            for column, cell in enumerate(cells):
                self.blocks(cell, "table", Cell(number, at, column))

    def append_notes(self) -> None:
        """The notes as paragraphs, in the order of their marks; those that no mark names come last."""
        for key in [*self._numbers, *(key for key in self._notes if key not in self._numbers)]:
            note = self._notes.get(key)
            if note is not None:
                self._own_mark = raised(self._number(key))
                before = len(self.paragraphs)
                self.blocks(note, "note")
                if len(self.paragraphs) > before and not self.paragraphs[before].text.startswith(self._own_mark):
                    self._prefix(before, f"{self._own_mark} ")

    def _prefix(self, index: int, mark: str) -> None:
        # Some programs leave the mark out of the note's own text.
        old = self.paragraphs[index]
        self.paragraphs[index] = RawParagraph(mark + old.text, old.role, old.level, old.cell)
        self.joints = [
            j if j.index != index else Joint(j.tag, j.alias, j.bookmark, index, j.start + len(mark), j.end + len(mark))
            for j in self.joints
        ]

    def _paragraph(self, element: Element, role: Role | None, cell: Cell | None) -> None:
        piece = _Piece()
        self._inline(element, piece, raising=False)
        level = 0
        if role is None:
            role, level = self._styled(element)
        text, index = unicodedata.normalize("NFC", piece.text), len(self.paragraphs)
        for tag, alias, bookmark, start, end in piece.joints:
            left, right = (min(len(unicodedata.normalize("NFC", piece.text[:at])), len(text)) for at in (start, end))
            self.joints.append(Joint(tag, alias, bookmark, index, left, right))
        self.paragraphs.append(RawParagraph(text, role, level, cell))
        for box in piece.boxes:
            self.blocks(box)

    def _styled(self, element: Element) -> tuple[Role | None, int]:
        level, listed = 0, 0
        for properties in element:
            if local(properties) != "pPr":
                continue
            for child in properties.iter():
                match local(child):
                    case "pStyle":
                        level = level or self._styles.get(attribute(child, "val"), 0)
                    case "outlineLvl" if attribute(child, "val") in tuple("012345678"):
                        level = int(attribute(child, "val")) + 1
                    case "ilvl" if attribute(child, "val").isdecimal():
                        listed = int(attribute(child, "val")) + 1
        if level:
            return "heading", level
        return ("list", listed) if listed else (None, 0)

    def _inline(self, parent: Element, piece: _Piece, *, raising: bool) -> None:
        """Add to ``piece`` what is printed under ``parent``; ``raising``: its digits stand raised."""
        for child in parent:
            kind = local(child)
            if kind == "t":
                text = child.text or ""
                piece.text += "".join(raised(int(c)) if c in "0123456789" else c for c in text) if raising else text
            elif kind in _SIGNS:
                piece.text += _SIGNS[kind]
            elif kind in ("footnoteReference", "endnoteReference"):
                piece.text += raised(self._number((kind.removesuffix("Reference"), attribute(child, "id"))))
            elif kind in ("footnoteRef", "endnoteRef"):
                piece.text += self._own_mark
            elif kind == "bookmarkStart":
                self._bookmarks[attribute(child, "id")] = attribute(child, "name"), id(piece), len(piece.text)
            elif kind == "bookmarkEnd":
                self._close_bookmark(attribute(child, "id"), piece)
            elif kind == "sdt":
                self._control(child, piece, raising=raising)
            elif kind == "r":
                if not _property(child, "vanish"):
                    self._inline(child, piece, raising=_property(child, "vertAlign", "superscript"))
            elif kind == "txbxContent":
                piece.boxes.append(child)
            elif kind not in _UNSEEN:
                self._inline(child, piece, raising=raising)

    def _control(self, element: Element, piece: _Piece, *, raising: bool) -> None:
        start, tag, alias = len(piece.text), "", ""
        for child in element.iter():
            if local(child) == "tag" and not tag:
                tag = attribute(child, "val")
            elif local(child) == "alias" and not alias:
                alias = attribute(child, "val")
            elif local(child) == "sdtContent":
                break
        self._inline(element, piece, raising=raising)
        piece.joint(tag, alias, "", start)

    def _close_bookmark(self, identity: str, piece: _Piece) -> None:
        name, owner, start = self._bookmarks.pop(identity, ("", 0, 0))
        if name.startswith(BOOKMARK) and owner == id(piece):
            piece.joint("", "", name.removeprefix(BOOKMARK), start)

    def _number(self, key: tuple[str, str]) -> int:
        return self._numbers.setdefault(key, len(self._numbers) + 1)


def _around(element: Element, kind: str) -> Element | None:
    return next((parent for parent in element.iterancestors() if local(parent) == kind), None)


def _property(run: Element, name: str, value: str = "") -> bool:
    """Whether a run's own properties switch ``name`` on (or set it to ``value``)."""
    return any(_properties(run, name, value))


def _properties(run: Element, name: str, value: str) -> Iterator[bool]:
    for properties in run:
        if local(properties) == "rPr":
            for child in properties:
                if local(child) == name:
                    found = attribute(child, "val")
                    yield found == value if value else found not in ("0", "false", "off")
