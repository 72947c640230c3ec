"""Writing Word files: the only door to python-docx. Every figure, citation and field is a content control.

A figure's id is carried three times, since other programs lose parts of it: the control's tag, its alias (kept by
LibreOffice where the control holds ``<w:text/>``) and a bookmark round the control. What does not fit there lies
in a custom XML part. Footnotes are real ones; python-docx makes none, so the part is written here.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime, time
from io import BytesIO
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from lxml import etree

from danvan.indicators.models import canonical
from danvan.indicators.queries import scope_text
from danvan.reports.document import (
    CitationRun,
    Composed,
    FieldRun,
    FigureRun,
    Heading,
    Note,
    NoteMark,
    Paragraph,
    Run,
    Runs,
    Table,
    Text,
    plain_text,
)
from danvan.reports.format import Format, format_for

REPORT_NS = "urn:danvan:report:1"
_FONT = "Times New Roman"
_FOOTNOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_ITEM_PROPS = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def word(composed: Composed) -> bytes:
    """The report as a .docx, the same bytes each time. Raises Refusal when no rules of format are known for its day."""
    return _Word(composed, format_for(composed.system, composed.written_for)).bytes()


class _Word:
    def __init__(self, composed: Composed, rules: Format) -> None:
        self.composed, self.rules = composed, rules
        self.document = docx.Document()
        self.ids = 0
        self._clear()
        self._page()
        self._styles()

    def bytes(self) -> bytes:
        self._head()
        annexes = [
            n for n, b in enumerate(self.composed.blocks) if isinstance(b, Heading) and "Phụ lục" in plain_text(b.label)
        ]
        first_annex = annexes[0] if annexes else len(self.composed.blocks)
        self._blocks(self.composed.blocks[:first_annex], annex=False)
        self._ending()
        self._blocks(self.composed.blocks[first_annex:], annex=True)
        self._footnotes()
        self._custom_xml()
        self._properties()
        stream = BytesIO()
        self.document.save(stream)
        return _stable(stream.getvalue())

    # Page and styles

    def _clear(self) -> None:
        body = self.document.element.body
        for child in list(body):
            if child.tag != qn("w:sectPr"):
                body.remove(child)

    def _page(self) -> None:
        section, rules = self.document.sections[0], self.rules
        section.orientation = WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin, section.bottom_margin = Mm(rules.top), Mm(rules.bottom)
        section.left_margin, section.right_margin = Mm(rules.left), Mm(rules.right)
        section.header_distance = Mm(rules.header)
        section.different_first_page_header_footer = True
        paragraph = section.header.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
            run = OxmlElement("w:r")
            run.append(_properties_of(size=self.rules.body))
            mark = OxmlElement("w:fldChar" if kind else "w:instrText")
            if kind:
                mark.set(qn("w:fldCharType"), kind)
            else:
                mark.text = text
            run.append(mark)
            paragraph._p.append(run)

    def _styles(self) -> None:
        rules = self.rules
        self._font(self.document.styles["Normal"], rules.body)
        normal = self.document.styles["Normal"].paragraph_format
        normal.space_before = normal.space_after = Pt(0)
        body = self._style("Báo cáo - Nội dung")
        body.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        body.paragraph_format.first_line_indent = Mm(rules.indent)
        body.paragraph_format.space_after = Pt(6)
        body.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        body.paragraph_format.line_spacing = Pt(rules.pitch)
        body.paragraph_format.widow_control = True
        self._style("Báo cáo - Gạch đầu dòng", base=body)
        head = self._style("Báo cáo - Đầu văn bản", size=rules.head)
        head.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
        title = self._style("Báo cáo - Tên loại", size=rules.type, bold=True)
        title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
        title.paragraph_format.space_before = Pt(18)
        subject = self._style("Báo cáo - Trích yếu", size=rules.body, bold=True)
        subject.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
        self._style("Báo cáo - Nơi nhận", size=rules.recipients)
        sign = self._style("Báo cáo - Chữ ký", size=rules.head)
        sign.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
        self._style("Báo cáo - Ô bảng", size=rules.body - 1)
        for level, (bold, italic, centred) in enumerate(
            [(True, False, True), (True, False, False), (True, False, False), (True, True, False)], start=1
        ):
            self._heading_style(level, bold=bold, italic=italic, centred=centred)
        note = self._style("footnote text", size=rules.note)
        note.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        reference = self.document.styles.add_style("footnote reference", WD_STYLE_TYPE.CHARACTER)
        reference.font.superscript = True
        # Invisible in print; a clerk can give it a colour to see every figure at once.
        self.document.styles.add_style("Báo cáo - Số liệu", WD_STYLE_TYPE.CHARACTER)

    def _style(self, name: str, *, size: float | None = None, bold: bool = False, base: Any = None) -> Any:
        style = self.document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = base or self.document.styles["Normal"]
        style.quick_style = True
        if size is not None:
            self._font(style, size)
        style.font.bold = bold or None
        return style

    def _heading_style(self, level: int, *, bold: bool, italic: bool, centred: bool) -> None:
        style = self.document.styles[f"Heading {level}"]
        self._font(style, self.rules.body)
        style.font.bold, style.font.italic = bold, italic
        style.font.color.rgb = RGBColor(0, 0, 0)
        form = style.paragraph_format
        form.space_before, form.space_after = Pt(12 if level < 3 else 6), Pt(6)
        form.keep_with_next = True
        form.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.JUSTIFY
        form.first_line_indent = Mm(0 if centred else self.rules.indent)

    def _font(self, style: Any, size: float) -> None:
        style.font.name, style.font.size = _FONT, Pt(size)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{name}"), None)
        for name in ("ascii", "hAnsi", "eastAsia", "cs"):
            fonts.set(qn(f"w:{name}"), _FONT)

    # Head, body, ending

    def _head(self) -> None:
        head, rules = self.composed.head, self.rules
        left, right = self._two_cells(widths=(62, 103))
        self._line(left, (Text(head.parent.upper()),))
        self._line(left, (Text(head.issuer.upper(), bold=True),))
        self._line(left, (Text("*"),))
        self._line(left, head.number)
        top = self._line(right, (Text("ĐẢNG CỘNG SẢN VIỆT NAM", bold=True),))
        for run in top._p.iter(qn("w:r")):
            run.find(qn("w:rPr")).extend(_properties_of(size=rules.title))
        self._underline(right)
        self._line(right, ())
        self._line(right, head.place_and_date)
        self._paragraph("Báo cáo - Tên loại", (Text(head.type.upper()),))
        for line in head.subject:
            self._paragraph("Báo cáo - Trích yếu", line)
        self._paragraph("Báo cáo - Trích yếu", (Text("-----"),)).paragraph_format.space_after = Pt(12)

    def _underline(self, cell: Any) -> None:
        """The rule under the title, as long as its text: the bottom border of a paragraph drawn in from both sides."""
        paragraph = cell.add_paragraph(style="Báo cáo - Đầu văn bản")
        paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Mm(13)
        paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        paragraph.paragraph_format.line_spacing = Pt(2)
        borders = OxmlElement("w:pBdr")
        line = OxmlElement("w:top")
        for name, value in (("val", "single"), ("sz", "6"), ("space", "0"), ("color", "000000")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
        properties = paragraph._p.get_or_add_pPr()
        # The schema wants borders before spacing and indents.
        anchor = next((child for child in properties if child.tag in (qn("w:spacing"), qn("w:ind"))), None)
        if anchor is None:
            properties.append(borders)
        else:
            anchor.addprevious(borders)

    def _two_cells(self, *, widths: tuple[int, int]) -> tuple[Any, Any]:
        table = self.document.add_table(rows=1, cols=2)
        table.autofit = False
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        for column, cell, width in zip(table.columns, table.rows[0].cells, widths, strict=True):
            column.width = cell.width = Mm(width)
            cell._tc.remove(cell.paragraphs[0]._p)
        left, right = table.rows[0].cells
        return left, right

    def _line(self, cell: Any, runs: Runs, style: str = "Báo cáo - Đầu văn bản") -> Any:
        paragraph = cell.add_paragraph(style=style)
        self._runs(paragraph._p, runs)
        return paragraph

    def _paragraph(self, style: str, runs: Runs) -> Any:
        paragraph = self.document.add_paragraph(style=style)
        self._runs(paragraph._p, runs)
        return paragraph

    def _blocks(self, blocks: Iterable[Heading | Paragraph | Table], *, annex: bool) -> None:
        for block in blocks:
            if isinstance(block, Heading):
                self._heading(block, page_break=annex and block.level == 1)
            elif isinstance(block, Table):
                self._table(block)
            elif block.item:
                self._paragraph("Báo cáo - Gạch đầu dòng", (Text("- "), *block.runs))
            else:
                self._paragraph("Báo cáo - Nội dung", block.runs)

    def _heading(self, block: Heading, *, page_break: bool) -> None:
        style = f"Heading {block.level}"
        if block.level == 1:
            label = self._paragraph(style, block.label)
            label.paragraph_format.space_after = Pt(0)
            label.paragraph_format.page_break_before = page_break
            self._paragraph(style, block.runs).paragraph_format.space_before = Pt(0)
        else:
            self._paragraph(style, (*block.label, *block.runs))

    def _table(self, block: Table) -> None:
        table = self.document.add_table(rows=0, cols=len(block.aligns), style="Table Grid")
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        table.autofit = False
        widths = self._widths(len(block.aligns))
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        aligns = {
            "left": WD_ALIGN_PARAGRAPH.LEFT,
            "center": WD_ALIGN_PARAGRAPH.CENTER,
            "right": WD_ALIGN_PARAGRAPH.RIGHT,
        }
        for number, row in enumerate(block.rows):
            cells = table.add_row().cells
            for cell, runs, align, width in zip(cells, row, block.aligns, widths, strict=True):
                cell.width = width
                paragraph = cell.paragraphs[0]
                paragraph.style = self.document.styles["Báo cáo - Ô bảng"]
                head = number == 0
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if head else aligns[align]
                self._runs(paragraph._p, tuple(_bold(run) for run in runs) if head else runs)
            if number == 0:
                properties = table.rows[0]._tr.get_or_add_trPr()
                properties.append(OxmlElement("w:cantSplit"))
                properties.append(OxmlElement("w:tblHeader"))

    def _widths(self, columns: int) -> list[Any]:
        """The first column, which names the rows, is twice as wide as each of the others."""
        whole = 210 - self.rules.left - self.rules.right
        return [Mm(2 * whole / (columns + 1)), *[Mm(whole / (columns + 1))] * (columns - 1)]

    def _ending(self) -> None:
        self._paragraph("Báo cáo - Nội dung", ())
        left, right = self._two_cells(widths=(80, 85))
        title = self._line(left, (Text("Nơi nhận:"),), style="Báo cáo - Nơi nhận")
        for run in title.runs:
            run.font.underline, run.font.size = True, Pt(self.rules.body)
        for recipient in self.composed.recipients:
            self._line(left, (Text(f"- {recipient}"),), style="Báo cáo - Nơi nhận")
        authority, position = self.composed.signature
        self._line(right, (Text(authority, bold=True),), style="Báo cáo - Chữ ký")
        self._line(right, (Text(position),), style="Báo cáo - Chữ ký")
        # Room for the signature; the name is written by hand or by the office, never by us.
        for _blank in range(5):
            self._line(right, (), style="Báo cáo - Chữ ký")

    # Runs, controls, notes

    def _runs(self, parent: Any, runs: Iterable[Run]) -> None:
        for run in runs:
            if isinstance(run, Text):
                parent.append(_run(run.text, bold=run.bold, italic=run.italic))
            elif isinstance(run, NoteMark):
                parent.append(_reference(run.number))
            else:
                self._control(parent, run)

    def _control(self, parent: Any, run: FigureRun | CitationRun | FieldRun) -> None:
        self.ids += 1
        name = (
            run.figure.name.vi
            if isinstance(run, FigureRun)
            else "Văn bản"
            if isinstance(run, CitationRun)
            else run.what
        )
        control = OxmlElement("w:sdt")
        properties = OxmlElement("w:sdtPr")
        properties.append(_properties_of(bold=run.bold, italic=run.italic))
        for tag, value in (
            ("alias", f"{name} [{run.control}]: {run.printed}"),
            ("tag", run.control),
            ("id", str(self.ids)),
        ):
            properties.append(_valued(tag, value))
        properties.append(OxmlElement("w:text"))
        content = OxmlElement("w:sdtContent")
        style = "Báo cáo - Số liệu" if isinstance(run, FigureRun) else None
        style_id = self.document.styles[style].style_id if style else None
        content.append(_run(run.printed, bold=run.bold, italic=run.italic, style=style_id))
        control.extend([properties, content])
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        for mark in (start, end):
            mark.set(qn("w:id"), str(self.ids))
        start.set(qn("w:name"), f"_fig_{run.control}")
        parent.extend([start, control, end])

    def _footnotes(self) -> None:
        root = etree.fromstring(f"<w:footnotes {nsdecls('w', 'r')}/>")
        for number, kind in ((-1, "separator"), (0, "continuationSeparator")):
            note = etree.SubElement(root, qn("w:footnote"), {qn("w:type"): kind, qn("w:id"): str(number)})
            run = etree.SubElement(etree.SubElement(note, qn("w:p")), qn("w:r"))
            etree.SubElement(run, qn(f"w:{kind}"))
        for each in self.composed.notes:
            root.append(self._note(each))
        self._part("/word/footnotes.xml", _FOOTNOTES_TYPE, root, f"{_OFFICE}/footnotes")
        separators = OxmlElement("w:footnotePr")
        for number in (-1, 0):
            separators.append(_valued("footnote", str(number), attribute="id"))
        settings = self.document.settings.element
        anchor = settings.find(qn("w:compat"))
        settings.append(separators) if anchor is None else anchor.addprevious(separators)

    def _note(self, note: Note) -> Any:
        element = OxmlElement("w:footnote")
        element.set(qn("w:id"), str(note.number))
        paragraph = OxmlElement("w:p")
        properties = OxmlElement("w:pPr")
        properties.append(_valued("pStyle", self.document.styles["footnote text"].style_id))
        paragraph.append(properties)
        mark = _reference_run(self.document.styles["footnote reference"].style_id)
        mark.append(OxmlElement("w:footnoteRef"))
        paragraph.extend([mark, _run(" ")])
        self._runs(paragraph, note.runs)
        element.append(paragraph)
        return element

    def _part(self, uri: str, content_type: str, root: Any, relation: str) -> Part:
        blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        part = Part(PackURI(uri), content_type, blob, self.document.part.package)
        self.document.part.relate_to(part, relation)
        return part

    def _custom_xml(self) -> None:
        part = self._part("/customXml/item9.xml", "application/xml", _claims(self.composed), f"{_OFFICE}/customXml")
        # Without its properties LibreOffice drops the part.
        props = etree.fromstring(
            '<ds:datastoreItem xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml" '
            'ds:itemID="{6D1B8C4E-2F5A-4E0B-9C37-0D4A52B7E101}"><ds:schemaRefs>'
            f'<ds:schemaRef ds:uri="{REPORT_NS}"/></ds:schemaRefs></ds:datastoreItem>'
        )
        blob = etree.tostring(props, xml_declaration=True, encoding="UTF-8", standalone=True)
        item = Part(PackURI("/customXml/itemProps9.xml"), _ITEM_PROPS, blob, self.document.part.package)
        part.relate_to(item, f"{_OFFICE}/customXmlProps")

    def _properties(self) -> None:
        core = self.document.core_properties
        subject = " ".join(plain_text(line) for line in self.composed.head.subject)
        core.title = f"{self.composed.head.type} {subject}"
        core.author = self.composed.head.issuer
        core.last_modified_by = ""
        core.comments = ""
        core.language = "vi-VN"
        core.created = core.modified = datetime.combine(self.composed.written_for, time.min, UTC)


def _claims(composed: Composed) -> Any:
    root = etree.Element(
        f"{{{REPORT_NS}}}report",
        {
            "template": composed.template,
            "unit": composed.unit,
            "period": composed.period.code,
            "as_of": composed.as_of.isoformat() if composed.as_of else "",
            "position": str(composed.position),
            "digest": composed.digest,
        },
        nsmap={None: REPORT_NS},  # type: ignore[dict-item]  # lxml's way to name the default
    )
    for run in composed.runs():
        if isinstance(run, FigureRun):
            _claim(root, run)
        elif isinstance(run, CitationRun):
            etree.SubElement(
                root, f"{{{REPORT_NS}}}document", {"control": run.control, "key": run.key, "printed": run.printed}
            )
        elif isinstance(run, FieldRun):
            etree.SubElement(
                root, f"{{{REPORT_NS}}}field", {"control": run.control, "what": run.what, "printed": run.printed}
            )
    return root


def _claim(root: Any, run: FigureRun) -> None:
    figure = run.figure
    etree.SubElement(
        root,
        f"{{{REPORT_NS}}}figure",
        {
            "control": run.control,
            "code": figure.full_code,
            "scope": scope_text(figure.scope),
            "version": figure.definition_version,
            "digest": figure.digest,
            "value": canonical(figure.value),
            "precision": figure.precision.value,
            "printed": run.printed,
            "records": " ".join(figure.records),
        },
    )


def _bold(run: Run) -> Run:
    return (
        run if isinstance(run, NoteMark) else type(run)(**{**{n: getattr(run, n) for n in run.__slots__}, "bold": True})
    )


def _valued(tag: str, value: str, attribute: str = "val") -> Any:
    element = OxmlElement(f"w:{tag}")
    element.set(qn(f"w:{attribute}"), value)
    return element


def _properties_of(
    *, size: float | None = None, bold: bool = False, italic: bool = False, style: str | None = None
) -> Any:
    properties = OxmlElement("w:rPr")
    if style:
        properties.append(_valued("rStyle", style))
    if bold:
        properties.append(OxmlElement("w:b"))
    if italic:
        properties.append(OxmlElement("w:i"))
    if size:
        properties.append(_valued("sz", str(int(size * 2))))
    return properties


def _run(text: str, *, bold: bool = False, italic: bool = False, style: str | None = None) -> Any:
    run = OxmlElement("w:r")
    run.append(_properties_of(bold=bold, italic=italic, style=style))
    words = OxmlElement("w:t")
    words.text = text
    words.set(_SPACE, "preserve")
    run.append(words)
    return run


def _reference_run(style: str) -> Any:
    run = OxmlElement("w:r")
    properties = _properties_of(style=style)
    properties.append(_valued("vertAlign", "superscript"))
    run.append(properties)
    return run


def _reference(number: int) -> Any:
    run = _reference_run("footnotereference")
    run.append(_valued("footnoteReference", str(number), attribute="id"))
    return run


def _stable(data: bytes) -> bytes:
    """The same package with one date on every part, so that two writes of one report are the same bytes."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda each: (each != "[Content_Types].xml", each)):
            info = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(name))
    return stream.getvalue()
