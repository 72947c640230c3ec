"""A new Word file of a report's paragraphs, for reports that are no Word files: their words and headings, no more."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from lxml import etree

from danvan.proof.files.docx import Located, LocatedFile
from danvan.proof.files.package import Element
from danvan.proof.findings.remarks import writable
from danvan.proof.reading import Paragraph, Reading

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_NAME = "word/document.xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Plain:
    """The file's bytes, the name of its text's part, and where each letter stands in it."""

    content: bytes
    name: str
    file: LocatedFile


def plain_docx(reading: Reading) -> Plain:
    """The paragraphs of a reading, one for one."""
    document = etree.Element(_w("document"), nsmap={"w": _W})
    body = etree.SubElement(document, _w("body"))
    located = [_paragraph(body, paragraph) for paragraph in reading.paragraphs]
    section = etree.SubElement(body, _w("sectPr"))
    etree.SubElement(section, _w("pgSz"), {_w("w"): "11906", _w("h"): "16838"})
    margins = {"top": "1134", "right": "1134", "bottom": "1134", "left": "1701", "header": "567", "footer": "567"}
    etree.SubElement(section, _w("pgMar"), {_w(k): v for k, v in margins.items()} | {_w("gutter"): "0"})
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in _PARTS.items():
            package.writestr(name, content)
        package.writestr(_NAME, etree.tostring(document, xml_declaration=True, encoding="UTF-8", standalone=True))
    return Plain(out.getvalue(), _NAME, LocatedFile({_NAME: document}, located))


def _paragraph(body: Element, paragraph: Paragraph) -> Located:
    element = etree.SubElement(body, _w("p"))
    if paragraph.role == "heading":
        properties = etree.SubElement(element, _w("pPr"))
        etree.SubElement(properties, _w("pStyle"), {_w("val"): f"Heading{max(1, min(paragraph.level, _DEEPEST))}"})
    parts: list[tuple[Element, int]] = []
    for stretch in re.findall(r"[\t\n]|[^\t\n]+", paragraph.text):
        run = etree.SubElement(element, _w("r"))
        if stretch in "\t\n":
            parts.append((etree.SubElement(run, _w("tab" if stretch == "\t" else "br")), 1))
            continue
        text = etree.SubElement(run, _w("t"), {_SPACE: "preserve"})
        text.text = writable(stretch)
        parts.append((text, len(stretch)))
    return Located(paragraph.text, (element,), partial(_letters, parts))


def _letters(parts: Sequence[tuple[Element, int]]) -> Iterator[tuple[Element | None, int]]:
    for element, length in parts:
        for offset in range(length):
            yield element, offset


def _w(name: str) -> str:
    return f"{{{_W}}}{name}"


def _styles() -> str:
    heading = (
        '<w:style w:type="paragraph" w:styleId="Heading{n}"><w:name w:val="heading {n}"/><w:basedOn w:val="Normal"/>'
        '<w:next w:val="Normal"/><w:pPr><w:keepNext/><w:outlineLvl w:val="{l}"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>'
    )
    fonts = 'w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman" w:eastAsia="Times New Roman"'
    return (
        f'{_HEAD}<w:styles xmlns:w="{_W}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts {fonts}/><w:sz w:val="28"/>'
        '<w:lang w:val="vi-VN"/></w:rPr></w:rPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" '
        'w:styleId="Normal"><w:name w:val="Normal"/><w:pPr><w:spacing w:before="60" w:after="60"/></w:pPr></w:style>'
        + "".join(heading.format(n=n, l=n - 1) for n in range(1, _DEEPEST + 1))
        + "</w:styles>"
    )


_PARTS = {
    "[Content_Types].xml": (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/{_NAME}" ContentType="{_TYPE}.document.main+xml"/>'
        f'<Override PartName="/word/styles.xml" ContentType="{_TYPE}.styles+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="{_NAME}"/></Relationships>'
    ),
    "word/_rels/document.xml.rels": (
        f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>'
    ),
    "word/styles.xml": _styles(),
}
