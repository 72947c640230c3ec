"""The outside of a Word file: a zip that a stranger sent. Sizes are limited, entities are never resolved."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from pathlib import Path
from types import TracebackType

from django.utils.translation import gettext_lazy as _
from lxml import etree

from danvan.kit.errors import Refusal

#: A report of a hundred pages with pictures is a few megabytes; a part's XML far beyond these sizes is an attack.
LARGEST_PART = 40 * 1024 * 1024
#: Reports are packed to a tenth, pages of one sentence to a sixtieth of their size.
_PLAIN, _MOST_PACKED = 8 * 1024 * 1024, 150
MOST_PARTS = 5000
_OLD_WORD = b"\xd0\xcf\x11\xe0"

Element = etree._Element


_NAMES: dict[object, str] = {}


def local(element: Element) -> str:
    """The name of an element without its namespace (transitional and strict files differ only there)."""
    tag = element.tag
    name = _NAMES.get(tag)
    if name is None:
        # A comment's tag is a function. A hostile file may hold any number of names: they are not kept.
        name = tag.rpartition("}")[2] if isinstance(tag, str) else ""
        if len(_NAMES) < 2000:
            _NAMES[tag] = name
    return name


def attribute(element: Element, name: str) -> str:
    """The value of the attribute of that local name; empty when there is none."""
    return next((str(v) for k, v in element.attrib.items() if str(k).rpartition("}")[2] == name), "")


class Package:
    """The parts of one .docx. Raises Refusal for what is no Word file, is damaged or is too large."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.parsed: dict[str, Element] = {}
        try:
            self._zip = zipfile.ZipFile(path)
        # RuntimeError: a packing that zipfile does not know, or a password.
        except (zipfile.BadZipFile, ValueError, RuntimeError):
            raise self._no_word_file() from None
        if len(self._zip.infolist()) > MOST_PARTS:
            self._zip.close()
            raise Refusal(_("The file is too large to be a report."), where=str(path))

    def __enter__(self) -> Package:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()

    def _no_word_file(self) -> Refusal:
        with self.path.open("rb") as stream:
            old = stream.read(4) == _OLD_WORD
        advice = (
            _("It is an old .doc file or is locked by a password: open it in Word and save it as .docx without one.")
            if old
            else _("Open it in Word or LibreOffice; if it opens there, save it again as .docx.")
        )
        return Refusal(_("The file is not a Word file (.docx), or it is damaged."), where=str(self.path), advice=advice)

    def _bytes(self, name: str) -> bytes | None:
        try:
            told = self._zip.getinfo(name)
            if told.file_size > max(_PLAIN, told.compress_size * _MOST_PACKED):
                raise self._too_much(name)
            with self._zip.open(name) as stream:
                data = stream.read(LARGEST_PART + 1)
        except KeyError:
            return None
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError, ValueError):
            raise self._no_word_file() from None
        if len(data) > LARGEST_PART:
            raise self._too_much(name)
        return data

    def _too_much(self, part: str) -> Refusal:
        return Refusal(
            _("The part «%(part)s» unpacks to far more than a report holds."),
            where=str(self.path),
            part=part,
            advice=_("Do not open the file; ask its sender for another copy."),
        )

    def xml(self, name: str) -> Element | None:
        """The root of an XML part; None when the part is not there."""
        if name not in self.parsed:
            root = self._parse(name)
            if root is None:
                return None
            self.parsed[name] = root
        return self.parsed[name]

    def _parse(self, name: str) -> Element | None:
        data = self._bytes(name)
        if data is None:
            return None
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError):
            raise self._no_word_file() from None
        if str(getattr(root.getroottree().docinfo, "doctype", "")):
            raise Refusal(
                _("The part «%(part)s» declares entities, which no Word program writes."),
                where=str(self.path),
                part=name,
                advice=_("Do not open the file; ask its sender for another copy."),
            )
        return root

    def children(self, name: str) -> list[Element]:
        """The elements right under the root of an XML part; none when the part is not there."""
        root = self.xml(name)
        return [] if root is None else list(root)

    def related(self, name: str, kind: str) -> list[str]:
        """The parts to which part ``name`` (empty: the package) points by relations whose type ends in ``kind``."""
        folder, _sep, base = name.rpartition("/")
        targets: list[str] = []
        for relation in self.children(posixpath.join(folder, "_rels", f"{base}.rels")):
            if attribute(relation, "Type").endswith(f"/{kind}") and attribute(relation, "TargetMode") != "External":
                target = attribute(relation, "Target")
                joined = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
                targets.append(posixpath.normpath(joined))
        return targets

    def main(self) -> tuple[str, Element]:
        """The name and root of the document itself. Raises Refusal when there is none."""
        for name in self.related("", "officeDocument"):
            root = self.xml(name)
            if root is not None and local(root) == "document":
                return name, root
        raise self._no_word_file()
