"""The named styles of an official paper, by the rules of format; everything that a clerk may want to change is here.

LibreOffice drops the bold and italics of words in a control, so whole paragraphs get them by their style.
"""

from __future__ import annotations

from typing import Any, Final

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from danvan.reports.format import Format

FONT: Final = "Times New Roman"
BODY: Final = "Báo cáo - Nội dung"
ITEM: Final = "Báo cáo - Gạch đầu dòng"
HEAD: Final = "Báo cáo - Đầu văn bản"
DATE: Final = "Báo cáo - Địa danh, ngày tháng"
TYPE: Final = "Báo cáo - Tên loại"
SUBJECT: Final = "Báo cáo - Trích yếu"
RECIPIENTS: Final = "Báo cáo - Nơi nhận"
SIGNATURE: Final = "Báo cáo - Chữ ký"
CELL: Final = "Báo cáo - Ô bảng"
CELL_HEAD: Final = "Báo cáo - Ô bảng, đậm"
FIGURE: Final = "Báo cáo - Số liệu"
NOTE: Final = "footnote text"
NOTE_MARK: Final = "footnote reference"
#: Of python-docx's many styles these are needed; the rest would only stand in the clerk's way.
_KEPT: Final = {"Normal", "DefaultParagraphFont", "TableNormal", "NoList", "TableGrid", "Header", "HeaderChar"} | {
    f"Heading{level}{of}" for level in range(1, 5) for of in ("", "Char")
}


def style_id(document: Document, name: str) -> str:
    """The id by which parts name the style."""
    return str(document.styles[name].style_id)


def define(document: Document, rules: Format) -> None:
    """Make the styles."""
    _clear(document)
    _normal(document, rules)
    _paragraphs(document, rules)
    for level, (italic, centred) in enumerate([(False, True), (False, False), (False, False), (True, False)], start=1):
        _heading(document, rules, level, italic=italic, centred=centred)
    note = _paragraph(document, NOTE, size=rules.note, align=WD_ALIGN_PARAGRAPH.JUSTIFY)
    note.quick_style = False
    document.styles.add_style(NOTE_MARK, WD_STYLE_TYPE.CHARACTER).font.superscript = True
    # Invisible in print; a clerk can give it a colour to see every figure at once.
    document.styles.add_style(FIGURE, WD_STYLE_TYPE.CHARACTER).quick_style = True


def _clear(document: Document) -> None:
    root = document.styles.element
    for style in list(root.iterchildren(qn("w:style"))):
        if style.get(qn("w:styleId")) not in _KEPT:
            root.remove(style)
    defaults = root.find(qn("w:docDefaults"))
    language = next(defaults.iter(qn("w:lang")))
    language.set(qn("w:val"), "vi-VN")
    spacing = next(defaults.iter(qn("w:spacing")))
    for name, value in (("after", "0"), ("line", "240")):
        spacing.set(qn(f"w:{name}"), value)


def _normal(document: Document, rules: Format) -> None:
    for name in ("Normal", "Header"):
        _font(document.styles[name], rules.body)
    document.styles["Header"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _paragraphs(document: Document, rules: Format) -> None:
    body = _paragraph(document, BODY, align=WD_ALIGN_PARAGRAPH.JUSTIFY)
    form = body.paragraph_format
    form.first_line_indent, form.space_after, form.widow_control = Mm(rules.indent), Pt(6), True
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(rules.pitch)
    _paragraph(document, ITEM).base_style = body
    centre = WD_ALIGN_PARAGRAPH.CENTER
    _paragraph(document, HEAD, size=rules.head, align=centre)
    date = _paragraph(document, DATE, size=rules.head, align=centre)
    date.font.italic = True
    kind = _paragraph(document, TYPE, size=rules.type, align=centre, bold=True)
    kind.paragraph_format.space_before = Pt(18)
    _paragraph(document, SUBJECT, size=rules.body, align=centre, bold=True)
    _paragraph(document, RECIPIENTS, size=rules.recipients)
    _paragraph(document, SIGNATURE, size=rules.head, align=centre)
    _paragraph(document, CELL, size=rules.body - 1)
    _paragraph(document, CELL_HEAD, size=rules.body - 1, bold=True)
    for name in (CELL, CELL_HEAD):
        form = document.styles[name].paragraph_format
        form.space_before = form.space_after = Pt(2)


def _paragraph(document: Document, name: str, *, size: float = 0, align: Any = None, bold: bool = False) -> Any:
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    style.quick_style = True
    if size:
        _font(style, size)
    style.font.bold = bold or None
    style.paragraph_format.alignment = align
    return style


def _heading(document: Document, rules: Format, level: int, *, italic: bool, centred: bool) -> None:
    style = document.styles[f"Heading {level}"]
    _font(style, rules.body)
    style.font.bold, style.font.italic = True, italic
    style.font.color.rgb = RGBColor(0, 0, 0)
    form = style.paragraph_format
    form.space_before, form.space_after = Pt(12 if level < 3 else 6), Pt(6)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(rules.pitch)
    form.keep_with_next = True
    form.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.JUSTIFY
    form.first_line_indent = Mm(0 if centred else rules.indent)


def _font(style: Any, size: float) -> None:
    style.font.name, style.font.size = FONT, Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    for name in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{name}"), FONT)
