"""Parts of the Word file that python-docx does not make: notes, claims of figures, properties; and the file's bytes."""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime, time
from io import BytesIO
from typing import Any, Final

from docx.document import Document
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from lxml import etree

from danvan.indicators.models import canonical
from danvan.indicators.queries import scope_text
from danvan.reports.document import CitationRun, Composed, FieldRun, FigureRun, Note, NoteMark, Text, plain_text
from danvan.reports.word.runs import Writer, valued, words
from danvan.reports.word.styles import NOTE, style_id

REPORT_NS: Final = "urn:danvan:report:1"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES: Final = "application/vnd.openxmlformats-officedocument"
#: Parts of python-docx's empty file that say nothing about ours: a picture, bibliography sources, older styles.
_FOREIGN: Final = ("thumbnail", "customXml", "stylesWithEffects", "numbering", "webSettings", "extended-properties")
_APPLICATION: Final = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>danvan</Application></Properties>"
)
# Without its properties LibreOffice drops the claims' part.
_CLAIMS_ITEM: Final = (
    '<ds:datastoreItem xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml" '
    'ds:itemID="{6D1B8C4E-2F5A-4E0B-9C37-0D4A52B7E101}"><ds:schemaRefs>'
    f'<ds:schemaRef ds:uri="{REPORT_NS}"/></ds:schemaRefs></ds:datastoreItem>'
)


def clear(document: Document) -> None:
    """Take away what the empty file of python-docx brings along, and speak Vietnamese."""
    for holder in (document.part, document.part.package):
        for key, relation in list(holder.rels.items()):
            if relation.reltype.rsplit("/", 1)[1] in _FOREIGN:
                holder.rels.pop(key)
    body = document.element.body
    for child in list(body):
        if child.tag != qn("w:sectPr"):
            body.remove(child)
    settings = document.settings.element
    for tag in ("zoom", "proofState", "savePreviewPicture", "rsids", "compat"):
        for element in settings.findall(qn(f"w:{tag}")):
            settings.remove(element)
    for tag, value in (("themeFontLang", "vi-VN"), ("decimalSymbol", ","), ("listSeparator", ";")):
        element = settings.find(qn(f"w:{tag}"))
        element.attrib.clear()
        element.set(qn("w:val"), value)
    settings.find(qn("w:characterSpacingControl")).addnext(_compatibility())


def _compatibility() -> Any:
    """Word opens the file as one of its own, not in compatibility mode."""
    compat = OxmlElement("w:compat")
    setting = OxmlElement("w:compatSetting")
    for name, value in (
        ("name", "compatibilityMode"), ("uri", "http://schemas.microsoft.com/office/word"), ("val", "15"),
    ):  # fmt: skip
        setting.set(qn(f"w:{name}"), value)
    compat.append(setting)
    return compat


def add_notes(document: Document, notes: tuple[Note, ...], writer: Writer) -> None:
    """The part of footnotes, with the two separators that Word wants."""
    root = etree.fromstring(f"<w:footnotes {nsdecls('w', 'r')}/>")
    separators = OxmlElement("w:footnotePr")
    for number, kind in ((-1, "separator"), (0, "continuationSeparator")):
        note = etree.SubElement(root, qn("w:footnote"), {qn("w:type"): kind, qn("w:id"): str(number)})
        run = etree.SubElement(etree.SubElement(note, qn("w:p")), qn("w:r"))
        etree.SubElement(run, qn(f"w:{kind}"))
        separators.append(valued("footnote", str(number), attribute="id"))
    style = style_id(document, NOTE)
    for each in notes:
        root.append(_note(each, writer, style))
    _part(document.part, "/word/footnotes.xml", f"{_TYPES}.wordprocessingml.footnotes+xml", root, "footnotes")
    document.settings.element.find(qn("w:compat")).addprevious(separators)


def _note(note: Note, writer: Writer, style: str) -> Any:
    element, paragraph, properties = (OxmlElement(f"w:{tag}") for tag in ("footnote", "p", "pPr"))
    element.set(qn("w:id"), str(note.number))
    properties.append(valued("pStyle", style))
    mark = writer.mark()
    mark.append(OxmlElement("w:footnoteRef"))
    paragraph.extend([properties, mark, words(" ")])
    writer.put(paragraph, note.runs)
    element.append(paragraph)
    return element


def add_claims(document: Document, composed: Composed) -> None:
    """The custom XML part: what each control is, for whoever checks the file against the ledger."""
    claims = _part(document.part, "/customXml/item1.xml", "application/xml", _claims(composed), "customXml")
    item = etree.fromstring(_CLAIMS_ITEM)
    _part(claims, "/customXml/itemProps1.xml", f"{_TYPES}.customXmlProperties+xml", item, "customXmlProps")


def add_properties(document: Document, composed: Composed) -> None:
    """Title, issuer and day of the file."""
    core = document.core_properties
    subject = " ".join(plain_text(line) for line in composed.head.subject)
    core.title = f"{composed.head.type} {subject}"
    core.author = composed.head.issuer
    core.last_modified_by = ""
    core.comments = ""
    core.language = "vi-VN"
    core.created = core.modified = datetime.combine(composed.written_for, time.min, UTC)
    root = etree.fromstring(_APPLICATION)
    _part(document.part.package, "/docProps/app.xml", f"{_TYPES}.extended-properties+xml", root, "extended-properties")


def _part(holder: Any, uri: str, content_type: str, root: Any, relation: str) -> Part:
    blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    part = Part(PackURI(uri), content_type, blob, getattr(holder, "package", holder))
    holder.relate_to(part, f"{_OFFICE}/{relation}")
    return part


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
        if not isinstance(run, Text | NoteMark):
            tag, said = _claim(run)
            etree.SubElement(root, f"{{{REPORT_NS}}}{tag}", {"control": run.control, **said, "printed": run.printed})
    return root


def _claim(run: FigureRun | CitationRun | FieldRun) -> tuple[str, dict[str, str]]:
    """What a control is, as an element's name and attributes. A withheld figure claims nothing that would tell it."""
    if isinstance(run, CitationRun):
        return "document", {"key": run.key}
    if isinstance(run, FieldRun):
        return "field", {"what": run.what}
    if run.withheld:
        return "field", {"what": "withheld"}
    figure = run.figure
    return "figure", {
        "code": figure.full_code,
        "scope": scope_text(figure.scope),
        "version": figure.definition_version,
        "digest": figure.digest,
        "value": canonical(figure.value),
        "precision": figure.precision.value,
        "records": " ".join(figure.records),
    }


def stable_bytes(document: Document) -> bytes:
    """The package with one date on every part, so that two writes of one report are the same bytes."""
    saved, stream = BytesIO(), BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(stream, "w") as new:
        for name in sorted(old.namelist(), key=lambda each: (each != "[Content_Types].xml", each)):
            info = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(name))
    return stream.getvalue()
