"""How a Word file is set: paper, margins, letters, lines and page numbers, as they are once styles are worked out."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from danvan.proof.files.package import Element, Package, attribute, local
from danvan.proof.reading import Layout

_TWIPS_A_MM = 1440 / 25.4
_TWIPS_A_POINT = 20
_LINE = 240
#: Shorter paragraphs are headings, letterheads and signatures.
_RUNNING_TEXT = 80
_DEEPEST_STYLE = 20


@dataclass(frozen=True, slots=True)
class _Set:
    """What a style or a paragraph says of its letters and lines; None: what it is based on says it."""

    font: str | None = None
    size: float | None = None
    align: str | None = None
    line: tuple[float, bool] | None = None

    def under(self, other: _Set) -> _Set:
        """With what ``other`` says laid over it."""
        said: dict[str, Any] = {name: value for name in _NAMES if (value := getattr(other, name)) is not None}
        return replace(self, **said)


_NAMES = ("font", "size", "align", "line")
_Key = TypeVar("_Key")


def read_layout(package: Package, name: str, document: Element) -> Layout:
    """The layout of a Word file's running text and of its first section."""
    styles = _Styles(package, name)
    fonts: Counter[str] = Counter()
    sizes: Counter[float] = Counter()
    aligns: Counter[bool] = Counter()
    lines: Counter[tuple[float, bool]] = Counter()
    for paragraph, letters in _running(document):
        base = styles.of_paragraph(paragraph)
        aligns[base.align in ("both", "distribute")] += 1
        lines[base.line or (1.0, False)] += 1
        for text, properties in letters:
            look = base.under(styles.of_run(properties)) if properties is not None else base
            fonts[look.font or ""] += len(text)
            sizes[look.size or 10.0] += len(text)
    section = next(document.iter("{*}sectPr"), None)
    where, centred, on_first = _page_number(package, name, section, styles)
    (line, exact), _count = lines.most_common(1)[0] if lines else ((None, False), 0)
    width, height, margins = _page(section)
    return Layout(
        width=width,
        height=height,
        margins=margins,
        fonts=_shares(fonts),
        sizes=_shares(sizes),
        justified=aligns[True] / aligns.total() if aligns else None,
        line=line,
        exact=exact,
        page_number=where,
        centred=centred,
        on_first=on_first,
    )


def _shares(counts: Counter[_Key]) -> dict[_Key, float]:
    whole = counts.total()
    return {key: count / whole for key, count in counts.items()}


def _running(document: Element) -> Iterator[tuple[Element, list[tuple[str, Element | None]]]]:
    """The paragraphs of running text outside tables, each with its runs' letters and properties."""
    for paragraph in document.iter("{*}p"):
        if any(local(around) in ("tbl", "txbxContent") for around in paragraph.iterancestors()):
            continue
        letters: list[tuple[str, Element | None]] = []
        for run in paragraph.iter("{*}r"):
            text = "".join([part.text or "" for part in run if local(part) == "t"])
            if text.strip():
                letters.append((text, _child(run, "rPr")))
        if sum(len(text) for text, _properties in letters) >= _RUNNING_TEXT:
            yield paragraph, letters


def _child(element: Element | None, name: str) -> Element | None:
    return None if element is None else next((child for child in element if local(child) == name), None)


def _number(element: Element | None, name: str) -> float | None:
    said = "" if element is None else attribute(element, name)
    try:
        return float(said) if said else None
    except ValueError:
        return None


def _page(section: Element | None) -> tuple[float | None, float | None, dict[str, float]]:
    size, margin = _child(section, "pgSz"), _child(section, "pgMar")
    margins = {side: _number(margin, side) for side in ("top", "bottom", "left", "right")}
    width, height = _number(size, "w"), _number(size, "h")
    return (
        None if width is None else width / _TWIPS_A_MM,
        None if height is None else height / _TWIPS_A_MM,
        {side: abs(value) / _TWIPS_A_MM for side, value in margins.items() if value is not None},
    )


def _page_number(package: Package, name: str, section: Element | None, styles: _Styles) -> tuple[str, bool, bool]:
    """Where the page's number stands, whether in the middle, and whether on the first page too."""
    targets = _targets(package, name)
    where, centred, first = "", False, False
    for reference in section if section is not None else ():
        part = targets.get(attribute(reference, "id"))
        if local(reference) not in ("headerReference", "footerReference") or part is None:
            continue
        root = package.xml(part)
        for paragraph in root.iter() if root is not None else ():
            if local(paragraph) != "p" or not _has_page(paragraph):
                continue
            if attribute(reference, "type") == "first":
                first = True
            else:
                where = local(reference).removesuffix("Reference")
                centred = styles.of_paragraph(paragraph).align == "center"
    hidden = _child(section, "titlePg") is not None
    return where, centred, bool(where) and (first or not hidden)


def _targets(package: Package, name: str) -> dict[str, str]:
    """The parts to which a part's relations point, by their ids."""
    folder, _sep, base = name.rpartition("/")
    found: dict[str, str] = {}
    for relation in package.children(posixpath.join(folder, "_rels", f"{base}.rels")):
        if attribute(relation, "TargetMode") != "External":
            target = attribute(relation, "Target")
            found[attribute(relation, "Id")] = posixpath.normpath(
                target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            )
    return found


def _has_page(paragraph: Element) -> bool:
    said = (e.text or "" if local(e) == "instrText" else attribute(e, "instr") for e in paragraph.iter())
    return any("PAGE" in words.split() for words in said)


class _Styles:
    """The styles of a file, each with what it is based on worked out."""

    def __init__(self, package: Package, name: str) -> None:
        self._styles: dict[str, Element] = {}
        self._known: dict[str, _Set] = {}
        self._theme = _theme_font(package, name)
        self._start = _Set()
        default = ""
        for part in package.related(name, "styles")[:1]:
            for element in package.children(part):
                if local(element) == "docDefaults":
                    for child in element:
                        self._start = self._start.under(self._said(child))
                elif local(element) == "style":
                    self._styles[attribute(element, "styleId")] = element
                    if attribute(element, "type") == "paragraph" and attribute(element, "default") in ("1", "true"):
                        default = attribute(element, "styleId")
        self._default = default

    def of_paragraph(self, paragraph: Element) -> _Set:
        """What a paragraph's style and its own properties say."""
        properties = _child(paragraph, "pPr")
        style = _child(properties, "pStyle")
        named = attribute(style, "val") if style is not None else self._default
        base = self._start.under(self._of_style(named))
        return base if properties is None else base.under(_Set(align=_align(properties), line=_line(properties)))

    def of_run(self, properties: Element) -> _Set:
        """What a run's style and its own properties say."""
        style = _child(properties, "rStyle")
        base = self._of_style(attribute(style, "val")) if style is not None else _Set()
        return base.under(self._letters(properties))

    def _of_style(self, identity: str, depth: int = 0) -> _Set:
        element = self._styles.get(identity)
        if element is None or depth > _DEEPEST_STYLE:
            return _Set()
        if identity not in self._known:
            based = _child(element, "basedOn")
            base = self._of_style(attribute(based, "val"), depth + 1) if based is not None else _Set()
            self._known[identity] = base.under(self._said(element))
        return self._known[identity]

    def _said(self, element: Element) -> _Set:
        """What the rPr and pPr right under an element say."""
        letters, paragraph = _child(element, "rPr"), _child(element, "pPr")
        said = self._letters(letters) if letters is not None else _Set()
        return said if paragraph is None else said.under(_Set(align=_align(paragraph), line=_line(paragraph)))

    def _letters(self, properties: Element) -> _Set:
        fonts, size = _child(properties, "rFonts"), _number(_child(properties, "sz"), "val")
        font = attribute(fonts, "ascii") if fonts is not None else ""
        if fonts is not None and not font and attribute(fonts, "asciiTheme"):
            font = self._theme
        return _Set(font=font or None, size=None if size is None else size / 2)


def _theme_font(package: Package, name: str) -> str:
    for part in package.related(name, "theme")[:1]:
        root = package.xml(part)
        for element in root.iter() if root is not None else ():
            if local(element) == "minorFont":
                return next((attribute(child, "typeface") for child in element if local(child) == "latin"), "")
    return ""


def _align(properties: Element) -> str | None:
    align = _child(properties, "jc")
    return None if align is None else attribute(align, "val")


def _line(properties: Element) -> tuple[float, bool] | None:
    spacing = _child(properties, "spacing")
    line = _number(spacing, "line")
    if spacing is None or line is None:
        return None
    exact = attribute(spacing, "lineRule") in ("exact", "atLeast")
    return (round(line / _TWIPS_A_POINT, 1), True) if exact else (round(line / _LINE, 2), False)
