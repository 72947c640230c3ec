"""A Word file of 100 pages with some 2,000 numbers read to its paragraphs, tables, notes and numbering, warm."""

from __future__ import annotations

import zipfile
from pathlib import Path
from time import perf_counter
from xml.sax.saxutils import escape

from _measure import Measure, timed
from docx import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

PAGES, LONG = 100, 1000


def measure(home: Path) -> Measure:
    from danvan.proof.files.docx import read_docx

    path, long = _written(home / "pages.docx", PAGES), _written(home / "long.docx", LONG)
    return Measure(
        act=timed(lambda: read_docx(path)),
        goal=0.5,
        against="python-docx opens the same file and gives the text of each paragraph of the body and the cells",
        plain=timed(lambda: _plain(path)),
        warm=True,
        conditions={"pages": PAGES, "seconds for 1,000 pages": lambda: _seconds(long), "paragraphs": _count(path)},
    )


def _seconds(path: Path) -> float:
    from danvan.proof.files.docx import read_docx

    started = perf_counter()
    read_docx(path)
    return round(perf_counter() - started, 2)


def _count(path: Path) -> int:
    from danvan.proof.files.docx import read_docx

    return len(read_docx(path).paragraphs)


def _plain(path: Path) -> int:
    document = Document(str(path))
    return sum(len(Paragraph(element, document).text) for element in document.element.body.iter(qn("w:p")))


def _written(path: Path, pages: int) -> Path:
    """A report of so many pages: on each a numbered heading, seven paragraphs of runs, a table, a note's mark."""
    document = Document()
    document.add_paragraph("BÁO CÁO")
    body = "".join(_page(page) for page in range(pages))
    document.save(str(path))
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:sectPr", body.encode() + b"<w:sectPr", 1)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def _page(page: int) -> str:
    heading = f'<w:p><w:pPr><w:pStyle w:val="ListNumber"/></w:pPr>{_run(f"Kết quả của tháng {page}")}</w:p>'
    prose = (
        *("Trong kỳ, các xã đã tổ chức ", f"{page + 12} hội nghị tuyên truyền", f" với {page + 1200} lượt người, "),
        *("vận động người dân góp công làm đường, giữ vệ sinh, ", f"giúp {page + 3} hộ khó khăn sửa nhà."),
    )
    paragraphs = f"<w:p>{''.join(map(_run, prose))}</w:p>" * 6
    row = "".join(f"<w:tc><w:p>{_run(text)}</w:p></w:tc>" for text in ("Xã Một", str(page), "12"))
    return f"{heading}{paragraphs}<w:tbl>{f'<w:tr>{row}</w:tr>' * 4}</w:tbl>"


def _run(text: str) -> str:
    return f'<w:r><w:rPr><w:sz w:val="28"/></w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
