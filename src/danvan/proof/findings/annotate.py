"""A report with the findings as comments of Word at their places; of a Word file, the very file and nothing else."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from django.utils.translation import gettext_lazy as _
from lxml import etree

from danvan.kit.clock import now
from danvan.kit.errors import Refusal
from danvan.proof.files.docx import Located, LocatedFile, located
from danvan.proof.files.package import Element, Package, attribute
from danvan.proof.findings.accepted import replace_file, unwritten
from danvan.proof.findings.marking import Marker
from danvan.proof.findings.plain import plain_docx
from danvan.proof.findings.remarks import Remark, remarks
from danvan.proof.run import Checked

AUTHOR, INITIALS = "danvan", "dv"
WORD = (".docx", ".docm", ".dotx")
_TYPES = "[Content_Types].xml"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_STRICT = "http://purl.oclc.org/ooxml/"
#: What all parts may unpack to together: a report full of photographs stays far below.
_LARGEST = 512 * 1024 * 1024
_CHUNK = 1024 * 1024


def annotate(source: Path, checked: Checked, target: Path) -> None:
    """Write ``target``: the report with its findings as comments. Raises Refusal; ``source`` is never changed."""
    ending = source.suffix.lower()
    wanted = ending if ending in WORD else ".docx"
    if target.suffix.lower() != wanted:
        raise Refusal(
            _("The report with comments is a Word file: its name must end in %(ending)s."),
            where=str(target),
            ending=wanted,
        )
    if target.exists() and target.samefile(source):
        raise Refusal(
            _("The report with comments cannot take the place of the report itself."),
            where=str(target),
            advice=_("Give it another name."),
        )
    content = annotated(source, checked)
    try:
        replace_file(target, content)
    except OSError as error:
        raise unwritten(target, error) from error


def annotated(source: Path, checked: Checked) -> bytes:
    """The bytes of the report with comments."""
    said = list(remarks(checked.findings))
    if source.suffix.lower() in WORD:
        with Package(source) as package:
            name, _root = package.main()
            return _with_comments(source, name, located(source), said)
    plain = plain_docx(checked.reading)
    return _with_comments(io.BytesIO(plain.content), plain.name, plain.file, said)


def _with_comments(source: Path | io.BytesIO, name: str, file: LocatedFile, said: Sequence[Remark]) -> bytes:
    out = io.BytesIO()
    try:
        with zipfile.ZipFile(source) as package, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copied:
            changed = dict(_changed(package, name, file, said)) if said else {}
            _copy(package, copied, changed)
    # RuntimeError: a packing that zipfile does not know, or a password.
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError):
        raise Refusal(
            _("A part of the Word file is damaged, so it cannot be copied with comments."),
            where=str(source) if isinstance(source, Path) else "",
            advice=_("Open it in Word or LibreOffice; if it opens there, save it again as .docx."),
        ) from None
    return out.getvalue()


def _changed(
    package: zipfile.ZipFile, name: str, file: LocatedFile, said: Sequence[Remark]
) -> Iterator[tuple[str, bytes]]:
    """The parts that are not copied as they are: the text, the comments, and the two lists that name them."""
    document = file.roots[name]
    marker = Marker(str(etree.QName(document).namespace), document)
    part, comments, known = _comments(package, name, marker)
    number = 1 + max(_numbers((document, comments)), default=-1)
    for remark in said:
        if _place(marker, file.paragraphs, remark, number):
            comments.append(_comment(marker, remark, number))
            number += 1
    marker.finish()
    yield name, _bytes(document)
    yield part, _bytes(comments)
    if not known:
        links = posixpath.join(posixpath.dirname(name), "_rels", f"{posixpath.basename(name)}.rels")
        yield links, _bytes(_linked(package, links, part, marker))
        yield _TYPES, _bytes(_typed(_tree(package, _TYPES), part))


def _place(marker: Marker, paragraphs: Sequence[Located], remark: Remark, number: int) -> bool:
    place = remark.place
    if place is not None and 0 < place.paragraph <= len(paragraphs):
        paragraph = paragraphs[place.paragraph - 1]
        if marker.mark(paragraph, place.start, place.end, number):
            return True
    return any(marker.mark(paragraph, 0, len(paragraph.text), number) for paragraph in paragraphs)


def _numbers(roots: Sequence[Element]) -> Iterator[int]:
    """The numbers that comments of the file already bear."""
    for root in roots:
        for kind in ("comment", "commentReference", "commentRangeStart", "commentRangeEnd"):
            for element in root.iter(f"{{*}}{kind}"):
                if re.fullmatch("[0-9]{1,9}", attribute(element, "id")):
                    yield int(attribute(element, "id"))


def _comments(package: zipfile.ZipFile, name: str, marker: Marker) -> tuple[str, Element, bool]:
    """The part of comments, its root, and whether the file has one already."""
    folder = posixpath.dirname(name)
    links = _tree(package, posixpath.join(folder, "_rels", f"{posixpath.basename(name)}.rels"))
    for link in () if links is None else links:
        target = attribute(link, "Target")
        if attribute(link, "Type").endswith("/comments") and attribute(link, "TargetMode") != "External":
            part = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            root = _tree(package, part)
            if root is not None:
                return part, root, True
    taken = set(package.namelist())
    part = next(
        p for i in range(len(taken) + 2) if (p := posixpath.join(folder, f"comments{i or ''}.xml")) not in taken
    )
    space = marker.name("").strip("{}")
    return part, etree.Element(marker.name("comments"), nsmap={"w": space}), False


def _comment(marker: Marker, remark: Remark, number: int) -> Element:
    name = marker.name
    comment = etree.Element(
        name("comment"),
        {
            name("id"): str(number),
            name("author"): AUTHOR,
            name("date"): now().strftime("%Y-%m-%dT%H:%M:%SZ"),
            name("initials"): INITIALS,
        },
    )
    for line in remark.lines:
        text = etree.SubElement(etree.SubElement(etree.SubElement(comment, name("p")), name("r")), name("t"))
        text.text = line
    return comment


def _linked(package: zipfile.ZipFile, links: str, part: str, marker: Marker) -> Element:
    root = _tree(package, links)
    if root is None:
        space = "http://schemas.openxmlformats.org/package/2006/relationships"
        root = etree.fromstring(f'<Relationships xmlns="{space}"/>')
    taken = {attribute(link, "Id") for link in root}
    strict = marker.name("").startswith(f"{{{_STRICT}")
    base = f"{_STRICT}officeDocument" if strict else "http://schemas.openxmlformats.org/officeDocument/2006"
    link = etree.SubElement(root, root.tag.replace("}Relationships", "}Relationship"))
    link.set("Id", next(name for i in range(len(taken) + 1) if (name := f"rIdDanvan{i}") not in taken))
    link.set("Type", f"{base}/relationships/comments")
    link.set("Target", f"/{part}")
    return root


def _typed(root: Element | None, part: str) -> Element:
    if root is None:
        space = "http://schemas.openxmlformats.org/package/2006/content-types"
        root = etree.fromstring(f'<Types xmlns="{space}"/>')
    override = etree.SubElement(root, root.tag.replace("}Types", "}Override"))
    override.set("PartName", f"/{part}")
    override.set("ContentType", _COMMENTS_TYPE)
    return root


def _tree(package: zipfile.ZipFile, name: str) -> Element | None:
    """The root of a small XML part; None when it is not there. Entities are never resolved."""
    try:
        with package.open(name) as stream:
            data = stream.read(_LARGEST // 8)
    except KeyError:
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(str(error)) from None


def _bytes(root: Element) -> bytes:
    return etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)


def _copy(package: zipfile.ZipFile, copied: zipfile.ZipFile, changed: dict[str, bytes]) -> None:
    """All parts in their order, each byte for byte unless it was changed."""
    room = _LARGEST
    infos = {info.filename: info for info in package.infolist()}
    for name, info in infos.items():
        if name in changed:
            copied.writestr(info, changed.pop(name), info.compress_type)
            continue
        room -= info.file_size
        if room < 0:
            raise Refusal(_("The file is too large to be a report."))
        with package.open(info) as stream, copied.open(info, "w") as written:
            while chunk := stream.read(_CHUNK):
                written.write(chunk)
    for name, content in changed.items():
        copied.writestr(name, content)
