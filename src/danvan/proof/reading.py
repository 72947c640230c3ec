"""Reading: what a report states, as frozen values; the one shape that every check is given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from itertools import groupby
from typing import Literal

from danvan.kit.claims import Claim

Role = Literal["heading", "body", "note", "list", "table", "head", "signature"]


#: What part a figure plays in its sentence: a total, a part of one ("trong đó"), a share of a whole, a change against
#: an earlier period, a rank or result, a target; empty: a plain amount.
Part = Literal["", "total", "part", "share", "change", "rank", "target"]


@dataclass(frozen=True, slots=True)
class Cell:
    """A paragraph's place in a table of a Word, PDF, HTML or Markdown file; all counted from 0.

    ``table`` is the table's number in the file; ``columns`` and ``rows`` how many the cell stretches over.
    """

    table: int
    row: int
    column: int
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Source:
    """What sort of file was read: its ending without the dot, whether its letters were recognised from pictures, and
    from what old encoding or form of Unicode it was converted ("TCVN3", "VNI", "NFD"; empty: none).
    """

    kind: str = "txt"
    recognised: bool = False
    converted: str = ""

    def to_json(self) -> dict[str, object]:
        """As the JSON of ``read`` and of ``check`` tells it."""
        return {"kind": self.kind, "recognised": self.recognised, "converted": self.converted}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: NFC text in which a note's mark stands as raised digits (¹²).

    ``n`` counts from 1. In .txt and .md it is the number of the physical line, so empty lines are paragraphs too;
    in .docx it is the order of reading, the notes after the body. ``level`` is a heading's or a list's depth (1 is
    the outermost), else 0. ``cell`` is its place in a table. ``pages`` says where pages begin in it: pairs of an
    offset and the page's number from 1 (empty: the file has no pages of its own). ``label`` is the number or bullet
    that Word or a browser prints before it by itself ("1.2.", "a)"): no part of the text. ``marks`` are notes' marks
    that stand in brackets, not raised: (number, start, end).
    """

    n: int
    role: Role
    level: int
    text: str
    cell: Cell | None = None
    pages: tuple[tuple[int, int], ...] = ()
    label: str = ""
    marks: tuple[tuple[int, int, int], ...] = ()

    def page_at(self, offset: int) -> int | None:
        """The page on which the letter at ``offset`` is printed; None where the file has no pages of its own."""
        return next((page for start, page in reversed(self.pages) if start <= offset), None)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of one paragraph: ``start`` and ``end`` are offsets in code points, ``quote`` what stands there."""

    quote: str
    start: int
    end: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class Figure(Span):
    """A number that states a measured quantity, with its words.

    ``value`` is plain (đồng for money, a percentage as printed), ``denominator`` is set for "118/126". ``digits``
    is how many decimals were printed. ``unit`` is the noun or unit after it, ``qualifier`` the word that makes it
    inexact or a total ("trên", "tổng số"), ``subject`` a few words of what is counted. ``part`` is its part in the
    sentence; ``place`` and ``period`` are the place and the time that its sentence names for it, as printed, or empty.
    """

    value: Decimal
    denominator: Decimal | None
    digits: int
    unit: str
    qualifier: str
    subject: str
    part: Part = ""
    place: str = ""
    period: str = ""


@dataclass(frozen=True, slots=True)
class Citation(Span):
    """A document named by type and number. ``date`` is ISO, ``bad:<as printed>`` for an impossible day, or empty.

    ``term`` is the term named with it ("khóa XIII"). ``inside`` is the place, in the reading's list, of the citation
    in whose subject it stands ("Kế hoạch … thực hiện Nghị quyết số …"); ``first`` of the full citation that a short
    later mention repeats; None otherwise.
    """

    type: str
    number: str
    date: str
    issuer: str
    subject: str
    term: str = ""
    inside: int | None = None
    first: int | None = None


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note and its mark; either may be missing (None). ``text`` is the note's first paragraph without its mark.

    ``sentence`` is the sentence of the body on which the mark hangs, empty without a mark.
    """

    number: int
    mark_paragraph: int | None
    note_paragraph: int | None
    text: str
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """One line of the outline: the heading's number as printed (I, 1, a) and its title."""

    paragraph: int
    level: int
    number: str
    title: str


@dataclass(frozen=True, slots=True)
class Control:
    """One figure's control: what the file says was written (``claim``) and what stands there now (``place``).

    ``place`` is None when nothing in the text can be joined to the claim any more. ``by`` says by what it was
    found: "tag", "bookmark" or "alias"; empty when lost.
    """

    claim: Claim
    place: Span | None
    by: str


@dataclass(frozen=True, slots=True)
class Layout:
    """How a Word file is set, in millimetres and points.

    ``fonts`` and ``sizes`` are shares of the running text's letters by font and size.

    ``justified`` is the share of running paragraphs set flush on both sides. ``line`` is the pitch most of them have:
    in lines, or in points when ``exact``. ``page_number``: where a page's number stands ("header", "footer" or
    empty), ``centred`` whether in the middle, ``on_first`` whether on page 1 too. None: the file does not say.
    """

    width: float | None
    height: float | None
    margins: Mapping[str, float]
    fonts: Mapping[str, float]
    sizes: Mapping[float, float]
    justified: float | None
    line: float | None
    exact: bool
    page_number: str
    centred: bool
    on_first: bool


@dataclass(frozen=True)
class Reading:
    """All that a file states. ``controls`` is empty for a report that danvan did not write.

    ``stripped``: danvan wrote it, but a program on the way dropped what it said of its figures. ``mentions`` are short
    later mentions of documents ("Kế hoạch 23", "Nghị quyết trên"), each tied to the first full citation. ``layout``:
    how a Word file is set; None: the file is of another sort.
    """

    file: str
    paragraphs: tuple[Paragraph, ...]
    figures: tuple[Figure, ...]
    citations: tuple[Citation, ...]
    footnotes: tuple[Footnote, ...]
    outline: tuple[Heading, ...]
    controls: tuple[Control, ...] = ()
    stripped: bool = False
    source: Source = Source()
    mentions: tuple[Citation, ...] = ()
    layout: Layout | None = None

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The figures that the file claims, each with the words that stand in its control now (lost: none)."""
        return tuple(replace(c.claim, printed=c.place.quote if c.place else "") for c in self.controls)

    def paragraph(self, n: int) -> Paragraph:
        """The paragraph of that number; numbers run from 1 without a gap."""
        return self.paragraphs[n - 1]

    def figures_of(self, n: int) -> tuple[Figure, ...]:
        """The figures of one paragraph, from left to right."""
        return self._by_paragraph.get(n, ())

    def citations_of(self, n: int) -> tuple[Citation, ...]:
        """The citations of one paragraph, from left to right."""
        return self._cited.get(n, ())

    @cached_property
    def _cited(self) -> Mapping[int, tuple[Citation, ...]]:
        return {n: tuple(group) for n, group in groupby(self.citations, key=lambda citation: citation.paragraph)}

    @cached_property
    def _by_paragraph(self) -> Mapping[int, tuple[Figure, ...]]:
        return {n: tuple(group) for n, group in groupby(self.figures, key=lambda figure: figure.paragraph)}

    def to_json(self) -> dict[str, object]:
        """The stable shape of ``danvan read --json`` (design, section 5)."""
        return {
            "file": self.file,
            "paragraphs": [{"n": p.n, "role": p.role, "level": p.level, "text": p.text} for p in self.paragraphs],
            "figures": [
                self.span_json(f)
                | {
                    "value": plain_number(f.value),
                    "denominator": None if f.denominator is None else plain_number(f.denominator),
                    "unit": f.unit,
                    "qualifier": f.qualifier,
                    "subject": f.subject,
                    "part": f.part,
                    "place": f.place,
                    "period": f.period,
                }
                for f in self.figures
            ],
            "citations": [self._citation_json(c) for c in self.citations],
            "footnotes": [
                {
                    "number": n.number,
                    "mark_paragraph": n.mark_paragraph,
                    "note_paragraph": n.note_paragraph,
                    "text": n.text,
                    "sentence": n.sentence,
                }
                for n in self.footnotes
            ],
            "outline": [
                {"paragraph": h.paragraph, "level": h.level, "number": h.number, "title": h.title} for h in self.outline
            ],
            "mentions": [self._citation_json(c) for c in self.mentions],
            "source": self.source.to_json(),
        }

    def _citation_json(self, c: Citation) -> dict[str, object]:
        return self.span_json(c) | {
            "type": c.type,
            "number": c.number,
            "date": c.date,
            "issuer": c.issuer,
            "subject": c.subject,
            "term": c.term,
            "inside": c.inside,
            "first": c.first,
        }

    def span_json(self, span: Span) -> dict[str, object]:
        """The place of anything found, as the JSON of ``read`` and ``check`` tells it; with its page where known."""
        place = {"quote": span.quote, "start": span.start, "end": span.end, "paragraph": span.paragraph}
        page = self.paragraph(span.paragraph).page_at(span.start)
        return place if page is None else place | {"page": page}


def plain_number(value: Decimal) -> int | float:
    """A JSON number: whole values without a point."""
    return int(value) if value == value.to_integral_value() else float(value)
