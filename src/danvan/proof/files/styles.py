"""Styles of a Word file: what a paragraph's or a run's style says of level, numbering, font and capitals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from danvan.proof.files.package import Element, Package, attribute, local

_HEADING = re.compile(r"(?i)heading\s*([1-9])")
_OFF = ("0", "false", "off", "none")


@dataclass(slots=True)
class Look:
    """What properties say, None where they are silent. ``number`` and ``depth`` are numPr's numId and ilvl."""

    level: int | None = None
    number: str | None = None
    depth: int | None = None
    font: str | None = None
    capitals: bool | None = None
    hidden: bool | None = None
    raised: bool | None = None
    style: str = ""

    def over(self, other: Look) -> Look:
        """These properties, the other's where these are silent."""
        return Look(
            level=other.level if self.level is None else self.level,
            number=other.number if self.number is None else self.number,
            depth=other.depth if self.depth is None else self.depth,
            font=other.font if self.font is None else self.font,
            capitals=other.capitals if self.capitals is None else self.capitals,
            hidden=other.hidden if self.hidden is None else self.hidden,
            raised=other.raised if self.raised is None else self.raised,
            style=self.style,
        )


def looked(properties: Element, look: Look | None = None) -> Look:
    """What a pPr or rPr says itself."""
    look = look or Look()
    for child in properties:
        match local(child):
            case "pStyle" | "rStyle":
                look.style = attribute(child, "val")
            case "outlineLvl":
                level = _small(attribute(child, "val"))
                look.level = None if level is None else level + 1 if level < 9 else 0
            case "numPr":
                for part in child:
                    if local(part) == "numId":
                        look.number = attribute(part, "val")
                    elif local(part) == "ilvl":
                        look.depth = _small(attribute(part, "val"))
            case "rFonts":
                look.font = attribute(child, "ascii") or attribute(child, "hAnsi") or look.font
            case "caps":
                look.capitals = attribute(child, "val") not in _OFF
            case "vanish":
                look.hidden = attribute(child, "val") not in _OFF
            case "vertAlign":
                look.raised = attribute(child, "val") == "superscript"
            case "rPr":
                pass  # of the paragraph's mark, which is not printed
    return look


def _small(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 4 else None


class Styles:
    """The styles of one file by their ids, each with what it takes from those that it is based on."""

    def __init__(self, package: Package, document: str) -> None:
        self._own: dict[str, Look] = {}
        self._based: dict[str, str] = {}
        self._whole: dict[str, Look] = {}
        self.contents: set[str] = set()
        self.default = ""
        self._defaults = Look()
        for part in package.related(document, "styles")[:1]:
            for element in package.children(part):
                if local(element) == "style":
                    self._add(element)
                elif local(element) == "docDefaults":
                    self._defaults = next((looked(e) for e in element.iter() if local(e) == "rPr"), Look())

    def _add(self, element: Element) -> None:
        identity = attribute(element, "styleId")
        look = Look()
        for child in element:
            match local(child):
                case "name":
                    name = attribute(child, "val")
                    heading = _HEADING.fullmatch(name)
                    if heading is not None:
                        look.level = int(heading[1])
                    elif re.fullmatch(r"(?i)toc\s*[0-9]", name):
                        self.contents.add(identity)
                case "basedOn":
                    self._based[identity] = attribute(child, "val")
                case "pPr" | "rPr":
                    level = look.level
                    looked(child, look)
                    look.level = level or look.level
        look.style = ""
        self._own[identity] = look
        if attribute(element, "type") in ("paragraph", "") and attribute(element, "default") in ("1", "true", "on"):
            self.default = identity

    def numbered(self) -> Iterator[tuple[str, Look]]:
        """The styles that carry a numbering of their own."""
        return ((identity, look) for identity, look in self._own.items() if look.number is not None)

    def look(self, identity: str) -> Look:
        """All that a style says, its ancestors' words included."""
        identity = identity or self.default
        if identity not in self._whole:
            chain: list[str] = []
            at = identity
            while at in self._own and at not in chain and len(chain) < 40:
                chain.append(at)
                at = self._based.get(at, "")
            look = Look(style=identity)
            for name in chain:
                look = look.over(self._own[name])
            self._whole[identity] = look
        return self._whole[identity]

    def run(self, paragraph: str, look: Look) -> Look:
        """What a run's own properties, its style and its paragraph's say, the document's defaults last."""
        if look.style:
            look = look.over(self.look(look.style))
        return look.over(self.look(paragraph)).over(self._defaults)
