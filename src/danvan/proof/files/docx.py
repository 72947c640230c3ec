"""Word files: what is printed of their paragraphs, tables, boxes and notes, tracked changes as accepted.

Word's own numbering (1., a)) is not part of a paragraph's text in the file, so it is not part of ours: it is the
paragraph's ``label``. Headers, footers, comments and tables of contents are left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

from danvan.proof.files.claims import Joint, claims_of, joined
from danvan.proof.files.encodings import Converted, of_font
from danvan.proof.files.kinds import MOST_PARAGRAPHS, too_much
from danvan.proof.files.layout import read_layout
from danvan.proof.files.numbering import Numbering
from danvan.proof.files.package import Element, Package, attribute, local
from danvan.proof.files.pieces import Piece, finished
from danvan.proof.files.styles import Look, Styles, looked
from danvan.proof.files.symbols import symbol
from danvan.proof.files.word_tables import cells_of
from danvan.proof.raw import PlacedControl, RawFile, RawParagraph
from danvan.proof.reading import Cell, Role, Source
from danvan.proof.statements.notes import raised

BOOKMARK = "_fig_"
#: What a reader of the paper does not see: deleted or moved text, fields' codes, properties, readings above signs.
_UNSEEN = frozenset(
    (
        *("del", "moveFrom", "instrText", "delText", "delInstrText"),
        *("pPr", "rPr", "tblPr", "sdtPr", "sdtEndPr", "sectPr", "rt", "rubyPr"),
    )
)
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_GONE = ("del", "moveFrom")


@dataclass(frozen=True)
class Located:
    """One paragraph of the reading (the same number, the same text) and where its letters stand in the file.

    ``elements`` are its w:p (several when tracked changes join them). ``letters`` gives for each letter of ``text``
    the element that holds it (w:t, w:tab, a note's mark…; None: it stands nowhere) and the offset in that element's
    text; a letter may come from several, of which the first is named.
    """

    text: str
    elements: tuple[Element, ...]
    sources: Callable[[], Iterator[tuple[Element | None, int]]]

    @cached_property
    def letters(self) -> Sequence[tuple[Element | None, int]]:
        """One entry a letter; made when it is asked for: of a long report few paragraphs are."""
        return list(self.sources())

    def stretches(self, start: int, end: int) -> Iterator[tuple[Element, int, int]]:
        """(element, from, to) for the letters from ``start`` to ``end``: one for each element that holds some."""
        held: list[tuple[Element, int, int]] = []
        for place in range(max(start, 0), min(end, len(self.letters))):
            element, offset = self.letters[place]
            if element is None:
                continue
            # A letter reaches to the next: its marks and invisible signs are its own.
            after, begin = self.letters[place + 1] if place + 1 < len(self.letters) else (None, 0)
            until = begin if after is element else max(len(element.text or ""), 1)
            if held and held[-1][0] is element:
                held[-1] = element, held[-1][1], until
            else:
                held.append((element, offset, until))
        return iter(held)


@dataclass(frozen=True, slots=True)
class LocatedFile:
    """A Word file's trees by the names of their parts, and its paragraphs, which point into them."""

    roots: Mapping[str, Element]
    paragraphs: Sequence[Located]


def read_docx(path: Path) -> RawFile:
    """Read a .docx. Raises Refusal when it is no Word file, is damaged or hostile."""
    with Package(path) as package:
        name, reader = _walked(package)
        claims = claims_of(package, name)
        layout = read_layout(package, name, package.main()[1])
    texts, old = finished(reader.pieces)
    paragraphs: list[RawParagraph] = []
    joints: list[Joint] = []
    for index, (piece, done) in enumerate(zip(reader.pieces, texts, strict=True)):
        shape = piece.shape
        paragraphs.append(RawParagraph(done.text, shape.role, shape.level, shape.cell, label=shape.label))
        joints.extend(
            Joint(tag, alias, mark, index, done.place(start), done.place(end))
            for tag, alias, mark, start, end in piece.joints
        )
    placed = [
        PlacedControl(claim, *((joint.index, joint.start, joint.end, by) if joint else (None, 0, 0, "")))
        for claim, joint, by in joined(claims or (), joints)
    ]
    stripped = claims is None and any(joint.bookmark for joint in joints)
    return RawFile(paragraphs, Source("docx", converted=old), placed, stripped, layout)


def located(path: Path) -> LocatedFile:
    """The same paragraphs with the elements of the file that hold them, to write beside them."""
    with Package(path) as package:
        name, reader = _walked(package)
        roots = {part: root for part, root in package.parsed.items() if part == name or part in reader.note_parts}
    texts, _ = finished(reader.pieces)
    return LocatedFile(roots, [_locate(piece, done) for piece, done in zip(reader.pieces, texts, strict=True)])


def _locate(piece: Piece, done: Converted) -> Located:
    return Located(done.text, tuple(piece.elements), partial(piece.sources, done))


def _walked(package: Package) -> tuple[str, _Reader]:
    name, document = package.main()
    reader = _Reader(package, name)
    for body in document:
        if local(body) == "body":
            reader.story(body)
    reader.append_notes()
    return name, reader


class _Reader:
    """Walks a document once, in the order in which it is read."""

    def __init__(self, package: Package, document: str) -> None:
        self.pieces: list[Piece] = []
        self._file = str(package.path)
        self.note_parts: list[str] = []
        self._styles = Styles(package, document)
        self._numbering = Numbering(package, document, self._styles)
        self._notes = dict(self._noted(package, document))
        self._numbers: dict[tuple[str, str], int] = {}
        self._bookmarks: dict[str, tuple[str, int, int]] = {}
        self._fields: list[bool] = []
        self._carried: Piece | None = None
        self._own_mark = ""
        self._style = ""
        self._tables = 0

    def _noted(self, package: Package, document: str) -> Iterator[tuple[tuple[str, str], Element]]:
        """The notes by kind and id, without Word's separators."""
        for kind in ("footnote", "endnote"):
            for part in package.related(document, f"{kind}s")[:1]:
                self.note_parts.append(part)
                for note in package.children(part):
                    if local(note) == kind and attribute(note, "type") in ("", "normal"):
                        yield (kind, attribute(note, "id")), note

    def story(self, parent: Element, role: Role | None = None, cell: Cell | None = None) -> None:
        """All paragraphs of a body, a cell, a note or a box; one whose mark was deleted ends there at the latest."""
        held, self._carried = self._carried, None
        self._blocks(parent, role, cell)
        self._release(role, cell)
        self._carried = held

    def _release(self, role: Role | None, cell: Cell | None) -> None:
        piece, self._carried = self._carried, None
        if piece is not None and (piece.parts or piece.boxes):
            self._emit(piece, Look(), role, cell)

    def _blocks(self, parent: Element, role: Role | None, cell: Cell | None) -> None:
        for child in parent:
            kind = local(child)
            if kind == "p":
                self._paragraph(child, role, cell)
            elif kind == "tbl":
                self._release(role, cell)
                self._table(child)
            elif kind == "AlternateContent":
                self._blocks(_chosen(child), role, cell)
            elif kind not in _UNSEEN and not (kind == "sdt" and _is_contents(child)):
                self._blocks(child, role, cell)

    def _table(self, element: Element) -> None:
        number, self._tables = self._tables, self._tables + 1
        for cell, row, column, columns, rows in cells_of(element):
            self.story(cell, "table", Cell(number, row, column, columns, rows))

    def append_notes(self) -> None:
        """The notes as paragraphs, in the order of their marks; Word prints none that no mark names."""
        for key in list(self._numbers):
            note = self._notes.get(key)
            if note is None:
                continue
            self._own_mark = raised(self._number(key))
            before = len(self.pieces)
            self.story(note, "note")
            # Some programs leave the mark out of the note's own text.
            if len(self.pieces) > before and not self.pieces[before].text.lstrip().startswith(self._own_mark):
                self.pieces[before].put_before(f"{self._own_mark} ")

    def _paragraph(self, element: Element, role: Role | None, cell: Cell | None) -> None:
        piece, self._carried = self._carried or Piece(), None
        properties = next((child for child in element if local(child) == "pPr"), None)
        look = Look() if properties is None else looked(properties)
        self._style = look.style
        piece.elements.append(element)
        self._inline(element, piece, Look())
        # A field whose code never ends would swallow the rest of the file.
        self._fields = [coding for coding in self._fields if not coding]
        if properties is not None and _mark_deleted(properties):
            self._carried = piece
        else:
            self._emit(piece, look, role, cell)

    def _emit(self, piece: Piece, look: Look, role: Role | None, cell: Cell | None) -> None:
        style = look.style or self._styles.default
        whole = look.over(self._styles.look(style))
        level, label = whole.level or 0, ""
        if whole.number not in (None, "", "0"):
            depth = whole.depth if look.number is not None else self._numbering.depth(whole.number or "", style)
            depth = (whole.depth if depth is None else depth) or 0
            label = self._numbering.label(whole.number or "", depth)
            level = level or depth + 1
            role = role or ("heading" if whole.level else None if label else "list")
        elif level:
            role = role or "heading"
        if style not in self._styles.contents or role == "table":
            piece.shape = RawParagraph("", role, level if role != "note" and cell is None else 0, cell, label=label)
            self.pieces.append(piece)
            if len(self.pieces) > MOST_PARAGRAPHS:
                raise too_much(self._file)
        for box in piece.boxes:
            self.story(box)

    def _inline(self, parent: Element, piece: Piece, look: Look) -> None:
        """Add to ``piece`` what is printed under ``parent``, whose runs look so."""
        for child in parent:
            kind = local(child)
            if kind == "r":
                self._run(child, piece)
            elif kind == "fldChar":
                self._field(attribute(child, "fldCharType"))
            elif kind == "bookmarkStart":
                self._bookmarks[attribute(child, "id")] = attribute(child, "name"), id(piece), piece.length
            elif kind == "bookmarkEnd":
                self._close_bookmark(attribute(child, "id"), piece)
            elif kind == "sdt":
                self._control(child, piece, look)
            elif kind == "txbxContent":
                piece.boxes.append(child)
            elif kind == "AlternateContent":
                self._inline(_chosen(child), piece, look)
            elif kind in _UNSEEN or True in self._fields:
                continue
            elif not self._sign(child, kind, piece, look):
                self._inline(child, piece, look)

    def _run(self, element: Element, piece: Piece) -> None:
        properties = next((child for child in element if local(child) == "rPr"), None)
        look = self._styles.run(self._style, Look() if properties is None else looked(properties))
        if not look.hidden:
            self._inline(element, piece, look)

    def _sign(self, element: Element, kind: str, piece: Piece, look: Look) -> bool:
        """Add what one element prints by itself; False when it only wraps others."""
        if kind == "t":
            text = element.text or ""
            if look.raised:
                text = "".join(raised(int(c)) if c in "0123456789" else c for c in text)
            piece.add(text, element, of_font(look.font or ""), capitals=bool(look.capitals))
        elif kind in _SIGNS:
            page = kind == "br" and attribute(element, "type") in ("page", "column")
            if not (page and piece.length == 0):
                piece.add(_SIGNS[kind], element)
        elif kind in ("footnoteReference", "endnoteReference"):
            key = (kind.removesuffix("Reference"), attribute(element, "id"))
            if key in self._notes:
                piece.add(raised(self._number(key)), element)
        elif kind in ("footnoteRef", "endnoteRef"):
            piece.add(self._own_mark, element)
        elif kind == "sym":
            piece.add(symbol(attribute(element, "font"), attribute(element, "char")), element)
        else:
            return False
        return True

    def _field(self, kind: str) -> None:
        """Between a field's begin and its separator stands its code, which is not printed."""
        if kind == "begin":
            self._fields.append(True)
        elif kind == "separate" and self._fields:
            self._fields[-1] = False
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _control(self, element: Element, piece: Piece, look: Look) -> None:
        start, tag, alias = piece.length, "", ""
        for child in element.iter():
            if local(child) == "tag" and not tag:
                tag = attribute(child, "val")
            elif local(child) == "alias" and not alias:
                alias = attribute(child, "val")
            elif local(child) == "sdtContent":
                break
        self._inline(element, piece, look)
        piece.joints.append((tag, alias, "", start, piece.length))

    def _close_bookmark(self, identity: str, piece: Piece) -> None:
        name, owner, start = self._bookmarks.pop(identity, ("", 0, 0))
        if name.startswith(BOOKMARK) and owner == id(piece):
            piece.joints.append(("", "", name.removeprefix(BOOKMARK), start, piece.length))

    def _number(self, key: tuple[str, str]) -> int:
        return self._numbers.setdefault(key, len(self._numbers) + 1)


def _chosen(element: Element) -> Element:
    """Of the forms of one thing that a file offers, the one for new programs; its copy for old ones says the same."""
    forms = [child for child in element if local(child) in ("Choice", "Fallback")]
    return next((form for form in forms if local(form) == "Choice"), forms[0] if forms else element)


def _mark_deleted(properties: Element) -> bool:
    return any(local(part) in _GONE for child in properties if local(child) == "rPr" for part in child)


def _is_contents(control: Element) -> bool:
    """Whether a content control holds a table of contents, which repeats the headings with page numbers."""
    for child in control:
        if local(child) == "sdtPr":
            return any(
                local(part) == "docPartGallery" and attribute(part, "val") == "Table of Contents"
                for part in child.iter()
            )
    return False
