"""What the tests of this room share: reports from lines of text, Word files from zip and XML alone."""

from __future__ import annotations

import textwrap
import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from danvan.proof.check import Finding
from danvan.proof.reader import read_lines
from danvan.proof.reading import Figure, Reading
from danvan.proof.run import check, family

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"


def report(text: str) -> Reading:
    """A report from an indented text, one paragraph a line."""
    return read_lines(textwrap.dedent(text).strip("\n"))


def figures_of(text: str) -> list[Figure]:
    """The figures of one line."""
    return list(report(text).figures)


def found_by(code: str, text: str | Reading) -> list[Finding]:
    """What one check says of a text; it must have run."""
    reading = text if isinstance(text, Reading) else report(text)
    checked = check(reading, checks=[family()[code]])
    assert checked.outcomes[0].state != "not_run", checked.outcomes[0].reason
    return list(checked.findings)


def doubted_once(code: str, text: str) -> None:
    """One check finds one fault in a text, and says where it is and what to do."""
    [finding] = found_by(code, text)
    assert finding.places
    assert finding.message
    assert finding.advice


def left_alone(code: str, text: str) -> None:
    """One check finds nothing in a text."""
    assert [finding.message for finding in found_by(code, text)] == []


def run_of(text: str, properties: str = "") -> str:
    """One run of Word text."""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def control(tag: str, text: str, *, alias: str = "", bookmark: str = "") -> str:
    """A content control as danvan writes one; without a tag as LibreOffice leaves one."""
    names = (f"<w:alias w:val={quoteattr(alias)}/>" if alias else "") + (f'<w:tag w:val="{tag}"/>' if tag else "")
    inner = run_of(text)
    if bookmark:
        inner = f'<w:bookmarkStart w:id="7" w:name="_fig_{bookmark}"/>{inner}<w:bookmarkEnd w:id="7"/>'
    return f"<w:sdt><w:sdtPr>{names}<w:text/></w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"


def paragraph(*inner: str, style: str = "") -> str:
    """One Word paragraph."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{''.join(inner)}</w:p>"


def claim(control: str, printed: str, value: str = "", code: str = "dialogues") -> str:
    """One figure of the custom XML part."""
    return (
        f'<figure control="{control}" code="{code}" scope="u|2022|place|then||" version="v1" digest="d" '
        f'value="{value}" precision="exact" printed={quoteattr(printed)} records="r1"/>'
    )


def write_docx(
    path: Path, body: Sequence[str], *, notes: Sequence[str] = (), claims: Sequence[str] = (), head: str = ""
) -> Path:
    """A .docx with the fewest parts that Word needs; ``notes`` are the texts of footnotes 2, 3, …"""
    links = {"styles": "styles.xml"}
    parts = {"word/styles.xml": _STYLES}
    if notes:
        links["footnotes"] = "footnotes.xml"
        own = '<w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> </w:t></w:r>'
        inner = "".join(
            f'<w:footnote w:id="{i}">{paragraph(own, run_of(t))}</w:footnote>' for i, t in enumerate(notes, 2)
        )
        separator = '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        parts["word/footnotes.xml"] = f"<w:footnotes {W}>{separator}{inner}</w:footnotes>"
    if claims:
        links["customXml"] = "../customXml/item1.xml"
        parts["customXml/item1.xml"] = f'<report xmlns="urn:danvan:report:1">{"".join(claims)}</report>'
    parts["word/document.xml"] = f"{head}<w:document {W}><w:body>{''.join(body)}</w:body></w:document>"
    parts["word/_rels/document.xml.rels"] = _relations(links)
    parts["_rels/.rels"] = _relations({"officeDocument": "word/document.xml"})
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return path


def mark(number: int) -> str:
    """The mark of footnote ``number`` (its id in the file, from 2)."""
    return f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'


def _relations(links: dict[str, str]) -> str:
    inner = "".join(
        f'<Relationship Id="r{i}" Type="{_TYPE}/{kind}" Target="{target}"/>'
        for i, (kind, target) in enumerate(links.items())
    )
    return f'<Relationships xmlns="{_RELS}">{inner}</Relationships>'


_STYLES = (
    f'<w:styles {W}><w:style w:styleId="H1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:styleId="Ours"><w:name w:val="Mục"/><w:basedOn w:val="H1"/></w:style></w:styles>'
)
