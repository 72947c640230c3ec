"""PDF files: the letters of each page with place and size, and the rules drawn on it. The only door to PDFium.

Only text and lines are taken: no script of the file is run, no form is opened, nothing that it links to is fetched.
PDFium is not safe for threads, so one file at a time is read.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext_lazy as _

from danvan.kit.errors import Refusal
from danvan.proof.files.encodings import converted, is_modern, of_font, suspicious
from danvan.proof.files.page_lines import Atom, Rule, Sheet
from danvan.proof.files.page_paragraphs import Leaf, leaf_of, paragraphs_of
from danvan.proof.files.scans import recognised
from danvan.proof.raw import RawFile

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage, PdfTextPage

#: Far beyond any report; rules beyond so many on one page are a drawing.
MOST_PAGES, MOST_LETTERS, MOST_OBJECTS = 3000, 10_000_000, 20_000
#: A page with fewer letters and a picture is a picture of a page.
_FEWEST_LETTERS: Final = 30
_TEXT, _PATH, _IMAGE = 1, 2, 3
_THIN: Final = 2.5
_LOCK = Lock()
_PASSWORD, _SECURITY = 4, 5
#: A hyphen at a line's end comes as one of these, and the line's end not at all.
_LINE_HYPHENS: Final = "\x02\ufffe"
_WORD: Final = re.compile(rf"[^\s{_LINE_HYPHENS}\x00]+[{_LINE_HYPHENS}]?|[{_LINE_HYPHENS}]")
_DIGITS: Final = re.compile(r"[0-9]+")
_SUBSET: Final = re.compile(r"[A-Z]{6}\+")


def read_pdf(path: Path) -> RawFile:
    """The paragraphs of a PDF. Raises Refusal when it is damaged, locked, endless, or pictures that nobody can read."""
    import pypdfium2  # only here: a text file is checked without it

    with _LOCK:
        document = _opened(pypdfium2, path)
        with closing(document):
            count = len(document)
            if count > MOST_PAGES:
                raise _too_much(path)
            blank: list[int] = []
            leaves: dict[int, Leaf] = {}
            for sheet, pictured in _sheets(document, count, path):
                leaves[sheet.number - 1] = leaf_of(sheet)
                if pictured:
                    blank.append(sheet.number - 1)
            if blank:
                read = recognised(document, blank, str(path))
                leaves |= {number: leaf_of(sheet) for number, sheet in read.items()}
    if not any(leaf.lines for leaf in leaves.values()):
        raise Refusal(
            _("The PDF has no text."), where=str(path), advice=_("Ask for the Word file, or save it as PDF once more.")
        )
    return paragraphs_of([leaves[number] for number in range(count)], recognised=bool(blank))


def _opened(pypdfium2: Any, path: Path) -> PdfDocument:
    try:
        document: PdfDocument = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if error.err_code in (_PASSWORD, _SECURITY):
            raise Refusal(
                _("The file is locked by a password."),
                where=str(path),
                advice=_("Ask for a PDF without a password, or for the Word file."),
            ) from None
        raise Refusal(
            _("The PDF is damaged."), where=str(path), advice=_("Copy it again, or save it as PDF once more.")
        ) from None
    return document


def _too_much(path: Path) -> Refusal:
    return Refusal(
        _("The PDF holds far more than a report does."), where=str(path), advice=_("Give the report's own pages alone.")
    )


def _sheets(document: PdfDocument, count: int, path: Path) -> Iterator[tuple[Sheet, bool]]:
    """Each page, and whether it is a mere picture."""
    from pypdfium2 import PdfiumError

    letters = 0
    for number in range(count):
        try:
            page = document[number]
        except PdfiumError:
            # Other programs show the other pages of such a file too, but a page that is missing must not pass unseen.
            raise Refusal(
                _("Page %(page)s of the PDF is damaged."),
                where=str(path),
                page=number + 1,
                advice=_("Copy it again, or save it as PDF once more."),
            ) from None
        with closing(page), closing(page.get_textpage()) as text:
            letters += text.count_chars()
            if letters > MOST_LETTERS:
                raise _too_much(path)
            yield _sheet(page, text, number + 1)


def _sheet(page: PdfPage, text: PdfTextPage, number: int) -> tuple[Sheet, bool]:
    reader = _Letters(text)
    atoms = reader.atoms()
    rules, pictures = _drawn(page, reader)
    written = sum(len(atom.text) for atom in atoms)
    garbled = written > 0 and pictures and reader.worthless()
    return Sheet(number, atoms, rules), bool(pictures and (written < _FEWEST_LETTERS or garbled))


def _drawn(page: PdfPage, reader: _Letters) -> tuple[list[Rule], bool]:
    """The straight rules drawn on a page, and whether a picture covers a good part of it."""
    from pypdfium2 import raw

    bounds = [ctypes.c_float() for _ in range(4)]
    pointers = [ctypes.byref(each) for each in bounds]
    rules: list[Rule] = []
    covered = 0.0
    for index in range(min(raw.FPDFPage_CountObjects(page), MOST_OBJECTS)):
        thing = raw.FPDFPage_GetObject(page, index)
        kind = raw.FPDFPageObj_GetType(thing)
        if kind not in (_PATH, _IMAGE) or not raw.FPDFPageObj_GetBounds(thing, *pointers):
            continue
        left, bottom, right, top = (each.value for each in bounds)
        if kind == _IMAGE:
            covered += (right - left) * (top - bottom)
            continue
        box = reader.turned(left, bottom, right, top)
        wide, high = box[2] - box[0], box[3] - box[1]
        if wide < _THIN and high > 4 * _THIN:
            rules.append(Rule(True, (box[0] + box[2]) / 2, box[1], box[3]))
        elif high < _THIN and wide > 4 * _THIN:
            rules.append(Rule(False, (box[1] + box[3]) / 2, box[0], box[2]))
        elif wide >= 4 * _THIN and high >= 4 * _THIN and raw.FPDFPath_CountSegments(thing) <= 6 and _stroked(thing):
            rules += [Rule(True, x, box[1], box[3]) for x in (box[0], box[2])]
            rules += [Rule(False, y, box[0], box[2]) for y in (box[1], box[3])]
    wide, high = page.get_size()
    return rules, covered > 0.3 * wide * high


def _stroked(thing: Any) -> bool:
    from pypdfium2 import raw

    fill, stroke = ctypes.c_int(), ctypes.c_int()
    return bool(raw.FPDFPath_GetDrawMode(thing, ctypes.byref(fill), ctypes.byref(stroke))) and bool(stroke.value)


class _Letters:
    """The letters of one page, cut into words with their places, as seen by who holds the text upright."""

    def __init__(self, text: PdfTextPage) -> None:
        from pypdfium2 import raw

        self._raw, self._page, self._count = raw, text.raw, text.count_chars()
        self._x, self._y, self._box = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF()
        self._to_x, self._to_y, self._to_box = (ctypes.byref(each) for each in (self._x, self._y, self._box))
        self.text = self._letters()
        self._cos, self._sin = self._direction()

    def _letters(self) -> str:
        """All letters, one for each index that PDFium counts."""
        count = self._count
        if not count:
            return ""
        buffer = (ctypes.c_ushort * (count + 1))()
        got = self._raw.FPDFText_GetText(self._page, 0, count, buffer)
        text = bytes(buffer)[: 2 * count].decode("utf-16-le", "replace")
        if got == count + 1 and len(text) == count and "\x00" not in text:
            return text
        # Letters without a code, or beyond two bytes, are left out above: ask for each.
        codes = (self._raw.FPDFText_GetUnicode(self._page, index) for index in range(count))
        return "".join(chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else " " for code in codes)

    def _direction(self) -> tuple[float, float]:
        """Cosine and sine of the direction in which most letters run: pages are laid across, or scanned askew."""
        # PDFium counts angles clockwise.
        step = max(1, len(self.text) // 40)
        places = [at for at in range(0, len(self.text), step) if not self.text[at].isspace()]
        angles = Counter(
            round(-math.degrees(max(0.0, self._raw.FPDFText_GetCharAngle(self._page, at))) / 90) % 4 for at in places
        )
        quarter = angles.most_common(1)[0][0] if angles else 0
        return ((1, 0), (0, 1), (-1, 0), (0, -1))[quarter]

    def turned(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """A box as (left, top, right, bottom), counted rightwards and downwards for who reads the text."""
        ax, ay = self._turn(left, bottom)
        bx, by = self._turn(right, top)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)

    def _turn(self, x: float, y: float) -> tuple[float, float]:
        return x * self._cos + y * self._sin, x * self._sin - y * self._cos

    def worthless(self) -> bool:
        """Whether the letters under a picture of a page are no language: most are neither letter, digit nor stop."""
        signs = [c for c in self.text if not c.isspace()]
        return sum(c.isalnum() or c in ".,;:()-/%\"'" for c in signs) < 0.7 * len(signs)

    def atoms(self) -> list[Atom]:
        """The words in the order of the file; digits of another size or height than what they hang on stand apart."""
        odd = suspicious(self.text) and not is_modern(self.text)
        found: list[Atom] = []
        end = -1
        for match in _WORD.finditer(self.text):
            start = match.start()
            broken = match[0][-1] in _LINE_HYPHENS
            word = match[0][:-1] + "-" if broken else match[0]
            cuts = self._cuts(word, start) if _DIGITS.search(word) else [0]
            for at, until in zip(cuts, [*cuts[1:], len(word)], strict=True):
                code = of_font(self._font(start + at)) if odd else ""
                piece = converted(word[at:until], code).text if code else word[at:until]
                atom = self._atom(piece, start + at, start + until - 1, glued=at > 0 or start == end)
                # PDFium puts a blank or a line's end beside a raised number, though nothing stands there.
                if not atom.glued and found and found[-1].size != atom.size and _touch(found[-1], atom):
                    atom = atom._replace(glued=True)
                found.append(atom)
            end = match.end()
        return found

    def _cuts(self, word: str, start: int) -> list[int]:
        """Where in a word with digits the letters change their size or height."""
        cuts = [0]
        before = self._look(start)
        for at in range(1, len(word)):
            if word[at].isdecimal() or word[at - 1].isdecimal():
                now = self._look(start + at)
                if abs(now[0] - before[0]) > 0.5 or abs(now[1] - before[1]) > 0.5:
                    cuts.append(at)
                before = now
        return cuts

    def _look(self, index: int) -> tuple[float, float]:
        """Size and height of one letter."""
        self._raw.FPDFText_GetCharOrigin(self._page, index, self._to_x, self._to_y)
        return self._size(index), self._x.value * self._sin - self._y.value * self._cos

    def _size(self, index: int) -> float:
        size: float = self._raw.FPDFText_GetFontSize(self._page, index)
        return size

    def _atom(self, text: str, first: int, last: int, *, glued: bool) -> Atom:
        size, y = self._look(first)
        raw, box = self._raw, self._box
        raw.FPDFText_GetLooseCharBox(self._page, first, self._to_box)
        if self._cos == 1:
            # Nearly every page stands upright, and this is done for every word.
            left, right = box.left, box.right
            if last > first:
                raw.FPDFText_GetLooseCharBox(self._page, last, self._to_box)
                right = box.right
            return Atom(text, left, right, y, size, glued)
        left, _, right, _ = self.turned(box.left, box.bottom, box.right, box.top)
        if last > first:
            raw.FPDFText_GetLooseCharBox(self._page, last, self._to_box)
            right = self.turned(box.left, box.bottom, box.right, box.top)[2]
        return Atom(text, left, right, y, size, glued)

    def _font(self, index: int) -> str:
        buffer, flags = ctypes.create_string_buffer(256), ctypes.c_int()
        length = self._raw.FPDFText_GetFontInfo(self._page, index, buffer, 256, ctypes.byref(flags))
        return _SUBSET.sub("", buffer.value.decode("utf-8", "replace")) if 0 < length <= 256 else ""


def _touch(before: Atom, after: Atom) -> bool:
    size = max(before.size, after.size)
    return (
        min(before.size, after.size) < 0.9 * size
        and abs(after.x0 - before.x1) < 0.1 * size
        and abs(after.y - before.y) < 0.7 * size
    )
