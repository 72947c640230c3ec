"""Tables of a Word file: which cells are printed, and over how many columns and rows each stretches."""

from __future__ import annotations

from collections.abc import Iterator

from danvan.proof.files.package import Element, attribute, local

_WRAPPERS = frozenset(("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "AlternateContent", "Choice"))
_Placed = tuple[Element, int, int, int, int]


def cells_of(table: Element) -> list[_Placed]:
    """(cell, row, column, columns, rows) of each printed cell of a w:tbl, in the order of reading."""
    placed: list[_Placed] = []
    open_: dict[int, int] = {}
    rows = [row for row in _inside(table, "tr") if not _deleted(row)]
    for at, row in enumerate(rows):
        column = _number(row, "trPr", "gridBefore", 0)
        still: dict[int, int] = {}
        for cell in _inside(row, "tc"):
            columns = max(1, _number(cell, "tcPr", "gridSpan", 1))
            merge = _merge(cell)
            origin = open_.get(column)
            if merge == "continue" and origin is not None:
                element, first, left, wide, _ = placed[origin]
                placed[origin] = element, first, left, wide, at - first + 1
                still[column] = origin
            else:
                if merge:
                    still[column] = len(placed)
                placed.append((cell, at, column, columns, 1))
            column += columns
        open_ = still
    return placed


def _inside(parent: Element, kind: str) -> Iterator[Element]:
    for child in parent:
        if local(child) == kind:
            yield child
        elif local(child) in _WRAPPERS:
            yield from _inside(child, kind)


def _property(element: Element, holder: str, name: str) -> Element | None:
    for properties in element:
        if local(properties) == holder:
            return next((child for child in properties if local(child) == name), None)
    return None


def _number(element: Element, holder: str, name: str, otherwise: int) -> int:
    found = _property(element, holder, name)
    text = "" if found is None else attribute(found, "val")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 4 else otherwise


def _merge(cell: Element) -> str:
    found = _property(cell, "tcPr", "vMerge")
    return "" if found is None else attribute(found, "val") or "continue"


def _deleted(row: Element) -> bool:
    return _property(row, "trPr", "del") is not None
