"""A stranger's report as a page shows it: its text, what was read as a figure, and what is doubted as links."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from danvan.proof.check import Finding
from danvan.proof.findings.remarks import reckoned
from danvan.proof.reading import Paragraph, Reading, Span

_RANK = {"error": 0, "doubt": 1, "style": 2}
_CLASSES = {"heading": "paper-heading", "note": "paper-note", "list": "paper-item", "head": "paper-top"}


@dataclass(frozen=True, slots=True)
class Place:
    """One place of a finding: ``anchor`` is where it is marked in the text."""

    span: Span
    anchor: str
    page: int | None


def places(reading: Reading, finding: Finding) -> list[Place]:
    """Where a finding is marked; a place without letters is marked nowhere."""
    return [
        Place(span, f"w-{finding.id}-{index}", reading.paragraph(span.paragraph).page_at(span.start))
        for index, span in enumerate(finding.places)
        if span.start < span.end
    ]


def marked(reading: Reading, findings: Sequence[Finding]) -> SafeString:
    """The whole text as HTML; every letter of the report is escaped."""
    doubted: dict[int, list[tuple[Finding, Place]]] = defaultdict(list)
    for finding in findings:
        for place in places(reading, finding):
            doubted[place.span.paragraph].append((finding, place))
    sheet = _Sheet(reading, doubted)
    return mark_safe("\n".join(sheet.blocks()))  # noqa: S308 - made of escaped words


@dataclass(frozen=True, slots=True)
class _Piece:
    """Words as HTML and what is doubted in them, the gravest first."""

    words: str
    here: tuple[tuple[Finding, Place], ...]

    @property
    def named(self) -> str:
        """The place that the piece is a part of."""
        return self.here[0][1].anchor if self.here else ""


class _Sheet:
    def __init__(self, reading: Reading, doubted: Mapping[int, list[tuple[Finding, Place]]]) -> None:
        self._reading = reading
        self._doubted = doubted
        self._language = get_language() or "vi"

    def blocks(self) -> Iterator[str]:
        for table, group in groupby(self._reading.paragraphs, key=lambda p: None if p.cell is None else p.cell.table):
            if table is None:
                yield from (self._paragraph(paragraph) for paragraph in group if paragraph.text.strip())
            else:
                yield self._table(list(group))

    def _paragraph(self, paragraph: Paragraph) -> str:
        title = paragraph.role == "heading" and paragraph.level == 1
        kind = "paper-title" if title else _CLASSES.get(paragraph.role, "paper-text")
        return f'<p class="{kind}">{self._words(paragraph)}</p>'

    def _table(self, paragraphs: Sequence[Paragraph]) -> str:
        rows = []
        for _row, cells in groupby(paragraphs, key=lambda p: p.cell.row if p.cell else 0):
            inner = []
            for _column, within in groupby(cells, key=lambda p: p.cell.column if p.cell else 0):
                held = list(within)
                cell = held[0].cell
                spread = "" if cell is None or cell.columns == 1 else f' colspan="{cell.columns}"'
                spread += "" if cell is None or cell.rows == 1 else f' rowspan="{cell.rows}"'
                inner.append(f"<td{spread}>{'<br>'.join(self._words(p) for p in held)}</td>")
            rows.append(f"<tr>{''.join(inner)}</tr>")
        return f'<div class="paper-table" tabindex="0"><table><tbody>{"".join(rows)}</tbody></table></div>'

    def _words(self, paragraph: Paragraph) -> str:
        told: set[str] = set()
        pieces = self._pieces(paragraph)
        return "".join(self._linked(list(group), told) for _, group in groupby(pieces, key=lambda piece: piece.named))

    def _pieces(self, paragraph: Paragraph) -> Iterator[_Piece]:
        """The paragraph cut wherever a figure or a doubt begins or ends."""
        figures = self._reading.figures_of(paragraph.n)
        waiting = sorted(self._doubted.get(paragraph.n, ()), key=lambda pair: pair[1].span.start, reverse=True)
        edges = {0, len(paragraph.text)}
        for span in (*figures, *(place.span for _, place in waiting)):
            edges |= {span.start, span.end}
        at, here = 0, list[tuple[Finding, Place]]()
        for start, end in pairwise(sorted(edges)):
            while at < len(figures) and figures[at].end <= start:
                at += 1
            here = [pair for pair in here if pair[1].span.end > start]
            while waiting and waiting[-1][1].span.start <= start:
                here.append(waiting.pop())
            here.sort(key=lambda pair: _RANK[pair[0].severity])
            words = str(escape(paragraph.text[start:end]))
            figure = at < len(figures) and figures[at].start <= start
            yield _Piece(f'<span class="read">{words}</span>' if figure else words, tuple(here))

    def _linked(self, pieces: Sequence[_Piece], told: set[str]) -> str:
        """Pieces about which the same is said first, as one link to it."""
        words = "".join(piece.words for piece in pieces)
        if not pieces[0].here:
            return words
        finding, place = pieces[0].here[0]
        fresh = dict.fromkeys(p.anchor for piece in pieces for _, p in piece.here if p.anchor not in told)
        told.update(fresh)
        anchors = "".join(f'<span id="{anchor}"></span>' for anchor in fresh)
        tip = f"t-{place.anchor}-{len(told)}"
        sum_of = reckoned(finding)
        more = f'<span class="reckoned">{escape(sum_of)}</span>' if sum_of else ""
        return (
            f'<span class="asked {finding.severity}">{anchors}'
            f'<a href="#f-{finding.id}" aria-describedby="{tip}">{words}</a>'
            f'<span class="tip" role="tooltip" id="{tip}" lang="{self._language}">{escape(finding.message)}'
            f"{more}</span></span>"
        )
