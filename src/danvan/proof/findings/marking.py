"""Where in a Word file's tree a comment begins and ends: runs are split at the place, nothing else is touched."""

from __future__ import annotations

import copy
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from danvan.proof.files.docx import Located
from danvan.proof.files.package import Element, attribute, local

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
#: In boxes comments are lost by some programs, in formulas and notes they are not allowed: the remark stands where
#: these hang in the text.
_BOXES, _FORMULAS = ("txbxContent", "textbox", "drawing", "pict", "object"), ("oMath", "oMathPara")
_NOTES = {"footnote": "footnoteReference", "endnote": "endnoteReference"}


@dataclass(frozen=True, slots=True)
class _Edge:
    """A border within a run: before its child of that number or, with an offset, within that child's text."""

    run: Element
    child: int
    offset: int = 0


@dataclass(slots=True)
class _Gap:
    """What is to stand at one edge: the ends of comments come before the beginnings of others."""

    ends: list[Element] = field(default_factory=list)
    starts: list[Element] = field(default_factory=list)


class Marker:
    """Collects where comments stand, then marks all of them at once, so that offsets stay true while collecting."""

    def __init__(self, space: str, document: Element) -> None:
        self._space = space
        self._gaps: dict[_Edge, _Gap] = defaultdict(_Gap)
        self._wrapped: list[tuple[Element, _Gap]] = []
        self._marks = _note_marks(document)

    def name(self, local_name: str) -> str:
        """The tag of that name in the file's own namespace."""
        return f"{{{self._space}}}{local_name}"

    def mark(self, paragraph: Located, start: int, end: int, number: int) -> bool:
        """Put comment ``number`` over the letters; False when they hang nowhere in the text."""
        stretches = list(paragraph.stretches(start, max(end, start + 1)))
        if not stretches:
            return self._whole(paragraph.elements, number)
        (first, first_from, _), (last, _, last_until) = stretches[0], stretches[-1]
        begin, finish = self._hanger(first), self._hanger(last)
        if begin is None or finish is None:
            return False
        starts = _edge(begin, first_from if begin is first else 0)
        ends = _edge(finish, last_until if finish is last else 1)
        gap = self._signs(number)
        if starts is None or ends is None:
            self._wrapped.append((begin, gap))
            return True
        self._gaps[starts].starts += gap.starts
        self._gaps[ends].ends += gap.ends
        return True

    def finish(self) -> None:
        """Split the runs and put all marks in."""
        for host, gap in self._wrapped:
            _before(host, gap.starts)
            _behind(host, gap.ends)
        # From right to left within a run, so that the children to the left keep their numbers.
        for edge in sorted(self._gaps, key=lambda one: (one.child, one.offset), reverse=True):
            gap, whole = self._gaps[edge], _plain_control(edge.run)
            if whole is not None:
                _before(whole, gap.starts)
                _behind(whole, gap.ends)
                continue
            second = _split(edge)
            if second is None:
                _behind(edge.run, [*gap.ends, *gap.starts])
            else:
                _before(second, [*gap.ends, *gap.starts])

    def _whole(self, elements: Iterable[Element], number: int) -> bool:
        """Put a comment over a paragraph of which no letter stands in the file."""
        for element in elements:
            hanger = self._hanger(element)
            if hanger is None:
                continue
            gap = self._signs(number)
            if hanger is not element:
                self._wrapped.append((hanger, gap))
                return True
            inside = [child for child in element if local(child) != "pPr"]
            if inside:
                _before(inside[0], gap.starts)
            else:
                element.extend(gap.starts)
            element.extend(gap.ends)
            return True
        return False

    def _signs(self, number: int) -> _Gap:
        identity = {self.name("id"): str(number)}
        run = etree.Element(self.name("r"))
        etree.SubElement(run, self.name("commentReference"), identity)
        return _Gap(
            [etree.Element(self.name("commentRangeEnd"), identity), run],
            [etree.Element(self.name("commentRangeStart"), identity)],
        )

    def _hanger(self, element: Element) -> Element | None:
        """What stands in the text for an element: itself, the mark of its note, its box or formula; None: nothing."""
        hung = element
        for around in element.iterancestors():
            kind = local(around)
            if kind in _NOTES:
                mark = self._marks.get((kind, attribute(around, "id")))
                return None if mark is None else self._hanger(mark)
            if kind in _BOXES or kind in _FORMULAS:
                hung = around
        return hung


def _note_marks(document: Element) -> Mapping[tuple[str, str], Element]:
    marks: dict[tuple[str, str], Element] = {}
    for kind, reference in _NOTES.items():
        for mark in document.iter(f"{{*}}{reference}"):
            marks.setdefault((kind, attribute(mark, "id")), mark)
    return marks


def _edge(element: Element, offset: int) -> _Edge | None:
    """The border before letter ``offset`` of an element (behind it, from its last letter on); None outside runs."""
    if local(element) in _FORMULAS:
        return None
    path = [element]
    for around in element.iterancestors():
        if local(around) == "p":
            break
        path.append(around)
    # The outermost run: drawings and readings above signs hold runs of their own.
    at = next((at for at in range(len(path) - 1, 0, -1) if local(path[at]) == "r"), 0)
    if not at:
        return None
    child = path[at - 1]
    place, length = path[at].index(child), len(child.text or "") if local(child) == "t" else 1
    if 0 < offset < length:
        return _Edge(path[at], place, offset)
    return _Edge(path[at], place + 1 if offset else place)


def _split(edge: _Edge) -> Element | None:
    """Split a run at an edge and give what follows the edge; None when nothing of the run follows it."""
    run, children = edge.run, list(edge.run)
    tail = children[edge.child :]
    if not tail:
        return None
    if not edge.offset and all(local(child) == "rPr" for child in children[: edge.child]):
        return run
    second = etree.Element(run.tag, _attributes(run))
    second.extend(copy.deepcopy(child) for child in children[:1] if local(child) == "rPr")
    if edge.offset:
        text = tail.pop(0)
        words = text.text or ""
        rest = etree.SubElement(second, text.tag, _attributes(text))
        text.text, rest.text = words[: edge.offset], words[edge.offset :]
        for part in (text, rest):
            part.set(_SPACE, "preserve")
    second.extend(tail)
    second.tail, run.tail = run.tail, None
    run.addnext(second)
    return second


def _attributes(element: Element) -> dict[str, str]:
    return {str(name): str(value) for name, value in element.attrib.items()}


def _plain_control(run: Element) -> Element | None:
    """The content control for plain text in which a run stands: comments go around it, never inside."""
    for around in run.iterancestors():
        if local(around) == "p":
            return None
        if local(around) == "sdt" and "text" in {local(part) for part in _properties(around)}:
            return around
    return None


def _properties(control: Element) -> Iterator[Element]:
    for child in control:
        if local(child) == "sdtPr":
            yield from child


def _before(host: Element, signs: Iterable[Element]) -> None:
    for sign in signs:
        host.addprevious(sign)


def _behind(host: Element, signs: list[Element]) -> None:
    for sign in reversed(signs):
        host.addnext(sign)
