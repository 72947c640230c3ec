"""Words, controls and marks of notes as elements of Word.

A figure's id is carried three times, since other programs lose parts of it: the control's tag, its alias (kept by
LibreOffice where the control holds ``<w:text/>``) and a bookmark round the control.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Final

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from danvan.reports.document import CitationRun, FieldRun, FigureRun, NoteMark, Run, Text
from danvan.reports.word.styles import FIGURE, NOTE_MARK, style_id

_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
#: What a clerk reads on the control of a field.
_FIELDS: Final = {
    "date": "Ngày",
    "heading": "Số đề mục",
    "kind": "Loại đơn vị",
    "name": "Tên cơ quan",
    "note": "Nội dung ghi",
    "noun": "Đơn vị tính",
    "number": "Số thứ tự",
    "part": "Phân loại",
    "place": "Địa danh",
    "words": "Từ ngữ",
    "year": "Năm",
}


class Writer:
    """Puts runs into paragraphs; gives every control of the file its own number."""

    def __init__(self, document: Document) -> None:
        self._figure = style_id(document, FIGURE)
        self._mark = style_id(document, NOTE_MARK)
        self._controls = 0

    def put(self, parent: Any, runs: Iterable[Run]) -> None:
        """Append the runs to the paragraph ``parent``."""
        for run in runs:
            if isinstance(run, Text):
                parent.append(words(run.text, bold=run.bold, italic=run.italic))
            elif isinstance(run, NoteMark):
                mark = self.mark()
                mark.append(valued("footnoteReference", str(run.number), attribute="id"))
                parent.append(mark)
            else:
                self._control(parent, run)

    def mark(self) -> Any:
        """An empty run in the style of a note's mark."""
        run = OxmlElement("w:r")
        run.append(properties(style=self._mark))
        return run

    def _control(self, parent: Any, run: FigureRun | CitationRun | FieldRun) -> None:
        self._controls += 1
        number = str(self._controls)
        control, about, content = (OxmlElement(f"w:{tag}") for tag in ("sdt", "sdtPr", "sdtContent"))
        about.append(properties(bold=run.bold, italic=run.italic))
        for tag, value in (("alias", f"{_name(run)} [{run.control}]: {run.printed}"), ("tag", run.control)):
            about.append(valued(tag, value))
        about.extend([valued("id", number), OxmlElement("w:text")])
        style = self._figure if isinstance(run, FigureRun) else ""
        content.append(words(run.printed, bold=run.bold, italic=run.italic, style=style))
        control.extend([about, content])
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        for bookmark in (start, end):
            bookmark.set(qn("w:id"), number)
        start.set(qn("w:name"), f"_fig_{run.control}")
        parent.extend([start, control, end])


def _name(run: FigureRun | CitationRun | FieldRun) -> str:
    if isinstance(run, FigureRun):
        return run.figure.name.vi
    return "Văn bản" if isinstance(run, CitationRun) else _FIELDS[run.what]


def words(text: str, *, bold: bool = False, italic: bool = False, style: str = "") -> Any:
    """A run of text."""
    run = OxmlElement("w:r")
    run.append(properties(bold=bold, italic=italic, style=style))
    inside = OxmlElement("w:t")
    inside.text = text
    inside.set(_SPACE, "preserve")
    run.append(inside)
    return run


def properties(*, size: float = 0, bold: bool = False, italic: bool = False, style: str = "") -> Any:
    """How a run looks; ``size`` in points."""
    made = OxmlElement("w:rPr")
    if style:
        made.append(valued("rStyle", style))
    if bold:
        made.append(OxmlElement("w:b"))
    if italic:
        made.append(OxmlElement("w:i"))
    if size:
        made.append(valued("sz", str(int(size * 2))))
    return made


def valued(tag: str, value: str, attribute: str = "val") -> Any:
    """An element of one attribute."""
    element = OxmlElement(f"w:{tag}")
    element.set(qn(f"w:{attribute}"), value)
    return element


def in_bold(runs: Iterable[Run]) -> tuple[Run, ...]:
    """The same runs in bold."""
    return tuple(run if isinstance(run, NoteMark) else replace(run, bold=True) for run in runs)


def all_bold(runs: Iterable[Run]) -> bool:
    """Whether every word is bold."""
    return all(isinstance(run, NoteMark) or run.bold for run in runs)
