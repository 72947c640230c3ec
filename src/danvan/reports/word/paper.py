"""The sheets of an official paper of the party: head, body, recipients and signature, annexes.

Rules: Hướng dẫn 36-HD/VPTW (2018) and Hướng dẫn 05-HD/VPTW (2026), whose measures ``format`` holds.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from danvan.reports.document import Block, Composed, Heading, Runs, Table, Text
from danvan.reports.format import Format, format_for
from danvan.reports.word import package, styles
from danvan.reports.word.runs import Writer, all_bold, in_bold, properties

_PAGE_WIDTH: Final = 210
_PAGE_HEIGHT: Final = 297
#: The head's two columns and those of the ending, in millimetres of the 165 between the margins.
_HEAD: Final = (70, 95)
_ENDING: Final = (80, 85)
#: A cell's own blank on each side, and «ĐẢNG CỘNG SẢN VIỆT NAM» in bold of 15 points: the rule under it is as long.
_CELL_BLANK: Final = 1.9
_TITLE_LENGTH: Final = 73 / 15
_ALIGNS: Final = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}


def word(composed: Composed) -> bytes:
    """The report as a .docx, the same bytes each time. Raises Refusal when no rules of format are known for its day."""
    return _Paper(composed, format_for(composed.system, composed.written_for)).bytes()


class _Paper:
    def __init__(self, composed: Composed, rules: Format) -> None:
        self.composed, self.rules = composed, rules
        self.document = docx.Document()
        package.clear(self.document)
        styles.define(self.document, rules)
        # python-docx looks through all styles, several times, whenever it is given one by its name.
        self.styles = {style.name: style.style_id for style in self.document.styles}
        self.writer = Writer(self.document)

    def bytes(self) -> bytes:
        self._page()
        self._head()
        self._blocks(self.composed.body)
        self._ending()
        self._blocks(self.composed.annexes)
        package.add_notes(self.document, self.composed.notes, self.writer)
        package.add_claims(self.document, self.composed)
        package.add_properties(self.document, self.composed)
        return package.stable_bytes(self.document)

    def _page(self) -> None:
        section, rules = self.document.sections[0], self.rules
        section.orientation = WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = Mm(_PAGE_WIDTH), Mm(_PAGE_HEIGHT)
        section.top_margin, section.bottom_margin = Mm(rules.top), Mm(rules.bottom)
        section.left_margin, section.right_margin = Mm(rules.left), Mm(rules.right)
        section.header_distance = Mm(rules.header)
        # The number of the page stands in the top margin, from the second page on.
        section.different_first_page_header_footer = True
        for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
            run = OxmlElement("w:r")
            mark = OxmlElement("w:fldChar" if kind else "w:instrText")
            if kind:
                mark.set(qn("w:fldCharType"), kind)
            mark.text = text or None
            run.append(mark)
            section.header.paragraphs[0]._p.append(run)

    def _head(self) -> None:
        head = self.composed.head
        left, right = self._two_cells(_HEAD)
        self._line(left, styles.HEAD, (Text(head.parent.upper()),))
        self._line(left, styles.HEAD, (Text(head.issuer.upper(), bold=True),))
        self._line(left, styles.HEAD, (Text("*"),))
        self._line(left, styles.HEAD, head.number)
        top = self._line(right, styles.HEAD, (Text("ĐẢNG CỘNG SẢN VIỆT NAM", bold=True),))
        for run in top._p.iter(qn("w:rPr")):
            run.extend(properties(size=self.rules.title))
        self._rule(right)
        self._line(right, styles.HEAD, ())
        self._line(right, styles.DATE, head.place_and_date)
        self._paragraph(styles.TYPE, (Text(head.type.upper()),))
        for line in head.subject:
            self._paragraph(styles.SUBJECT, line)
        self._paragraph(styles.SUBJECT, (Text("-----"),)).paragraph_format.space_after = Pt(12)

    def _rule(self, cell: Any) -> None:
        """The rule under the title: the border of a paragraph drawn in from both sides to the title's length."""
        paragraph = cell.add_paragraph()
        paragraph._p.style = self.styles[styles.HEAD]
        form = paragraph.paragraph_format
        form.left_indent = form.right_indent = Mm((_HEAD[1] - 2 * _CELL_BLANK - _TITLE_LENGTH * self.rules.title) / 2)
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(2)
        borders, line = OxmlElement("w:pBdr"), OxmlElement("w:top")
        for name, value in (("val", "single"), ("sz", "6"), ("space", "0"), ("color", "000000")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
        # The schema wants borders before spacing and indents.
        paragraph._p.pPr.find(qn("w:spacing")).addprevious(borders)

    def _two_cells(self, widths: tuple[int, int]) -> tuple[Any, Any]:
        table = self.document.add_table(rows=1, cols=2)
        table.autofit = False
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        _row_properties(table.rows[0], "cantSplit")
        for column, cell, width in zip(table.columns, table.rows[0].cells, widths, strict=True):
            column.width = cell.width = Mm(width)
            cell._tc.remove(cell.paragraphs[0]._p)
        left, right = table.rows[0].cells
        return left, right

    def _line(self, cell: Any, style: str, runs: Runs) -> Any:
        paragraph = cell.add_paragraph()
        paragraph._p.style = self.styles[style]
        self.writer.put(paragraph._p, runs)
        return paragraph

    def _paragraph(self, style: str, runs: Runs) -> Any:
        paragraph = self.document.add_paragraph()
        paragraph._p.style = self.styles[style]
        self.writer.put(paragraph._p, runs)
        return paragraph

    def _blocks(self, blocks: Iterable[Block]) -> None:
        for block in blocks:
            if isinstance(block, Heading):
                self._heading(block)
            elif isinstance(block, Table):
                self._table(block)
            elif block.item:
                self._paragraph(styles.ITEM, (Text("- "), *block.runs))
            else:
                self._paragraph(styles.BODY, block.runs)

    def _heading(self, block: Heading) -> None:
        style = f"Heading {block.level}"
        if block.level > 1:
            self._paragraph(style, (*block.label, *block.runs))
            return
        label = self._paragraph(style, block.label)
        label.paragraph_format.space_after = Pt(0)
        label.paragraph_format.page_break_before = block.annex or None
        self._paragraph(style, block.runs).paragraph_format.space_before = Pt(0)

    def _table(self, block: Table) -> None:
        table = self.document.add_table(rows=0, cols=len(block.aligns), style="Table Grid")
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        table.autofit = False
        widths = self._widths(len(block.aligns))
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        for number, runs in enumerate(block.rows):
            row = table.add_row()
            head = number == 0
            _row_properties(row, "cantSplit", *(["tblHeader"] if head else []))
            for cell, inside, align, width in zip(row.cells, runs, block.aligns, widths, strict=True):
                cell.width = width
                self._cell(cell, in_bold(inside) if head else inside, "center" if head else align)

    def _cell(self, cell: Any, runs: Runs, align: str) -> None:
        paragraph = cell.paragraphs[0]
        paragraph._p.style = self.styles[styles.CELL_HEAD if all_bold(runs) else styles.CELL]
        paragraph.alignment = _ALIGNS[align]
        self.writer.put(paragraph._p, runs)

    def _widths(self, columns: int) -> list[Any]:
        """The first column, which names the rows, is twice as wide as each of the others."""
        whole = _PAGE_WIDTH - self.rules.left - self.rules.right
        return [Mm(2 * whole / (columns + 1)), *[Mm(whole / (columns + 1))] * (columns - 1)]

    def _ending(self) -> None:
        # The signature never stands alone on a page: the last words go with it.
        self.document.paragraphs[-1].paragraph_format.keep_with_next = True
        self._paragraph(styles.BODY, ()).paragraph_format.keep_with_next = True
        left, right = self._two_cells(_ENDING)
        title = self._line(left, styles.RECIPIENTS, (Text("Nơi nhận:"),))
        for run in title.runs:
            run.font.underline, run.font.size = True, Pt(self.rules.body)
        for recipient in self.composed.recipients:
            self._line(left, styles.RECIPIENTS, (Text(f"- {recipient}"),))
        authority, position = self.composed.signature
        self._line(right, styles.SIGNATURE, (Text(authority, bold=True),))
        self._line(right, styles.SIGNATURE, (Text(position),))
        # Room for the signature; the name is written by hand or by the office, never by us.
        for _blank in range(5):
            self._line(right, styles.SIGNATURE, ())


def _row_properties(row: Any, *tags: str) -> None:
    for tag in tags:
        row._tr.get_or_add_trPr().append(OxmlElement(f"w:{tag}"))
