"""Scanned pages: drawn as pictures and recognised by Tesseract, which gives each word with its place.

Tesseract is a program of its own, asked with nothing but the picture; without it a scan is refused with the way out.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from statistics import median
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from danvan.kit.errors import Refusal
from danvan.proof.files.page_lines import Atom, Sheet

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

#: A page takes one to three seconds of one processor; the whole has to end within half a minute.
MOST_PAGES, SECONDS = 20, 24.0
_DOTS: Final = 300
#: Picture points; a sheet of A3 at 300 dots an inch has 17 million.
_MOST_POINTS: Final = 20_000_000
_LANGUAGE: Final = "vie"
#: The columns of Tesseract's table.
_LINE_COLUMNS: Final = slice(2, 5)
_LEFT, _TOP, _WIDTH, _HEIGHT, _SURE, _TEXT = 6, 7, 8, 9, 10, 11
#: Words of which Tesseract itself is less sure (in percent) are specks.
_LEAST_SURE: Final = 15.0
#: Lines lower than this share of the usual are set in smaller letters.
_SMALL: Final = 0.87


def recognised(document: PdfDocument, pages: Sequence[int], where: str) -> Mapping[int, Sheet]:
    """The words of the pages that are pictures. Raises Refusal without Tesseract, or for more than can be done."""
    program = _program(where)
    if len(pages) > MOST_PAGES:
        raise _too_many(len(pages), MOST_PAGES, where)
    deadline = time.monotonic() + SECONDS
    with ThreadPoolExecutor(max(1, min(4, os.cpu_count() or 1))) as pool:
        # PDFium draws one page after the other, here; only Tesseract's processes run beside each other.
        told = [pool.submit(_words, program, *_picture(document, page), deadline) for page in pages]
        words = [one.result() for one in told]
    done = sum(atoms is not None for atoms in words)
    if done < len(pages):
        raise _too_many(len(pages), done, where)
    return {page: Sheet(page + 1, atoms or []) for page, atoms in zip(pages, words, strict=True)}


def _program(where: str) -> str:
    program = shutil.which("tesseract")
    if program is not None and _LANGUAGE in _languages(program):
        return program
    raise Refusal(
        _("The PDF holds pictures of pages only, and this machine has no program that reads Vietnamese from pictures."),
        where=where,
        advice=_(
            "Ask for the Word file; or install Tesseract (on Debian and Ubuntu: apt install tesseract-ocr "
            "tesseract-ocr-vie)."
        ),
    )


def _languages(program: str) -> Sequence[str]:
    try:
        told = subprocess.run(  # noqa: S603 - the program's own name, fixed words
            [program, "--list-langs"], capture_output=True, text=True, check=False, timeout=10
        )
    except (OSError, subprocess.TimeoutExpired):
        return ()
    return (told.stdout + told.stderr).split()


def _too_many(pages: int, most: int, where: str) -> Refusal:
    return Refusal(
        _("The PDF holds %(pages)s pages that are pictures; %(most)s can be recognised in the time that is given."),
        where=where,
        pages=pages,
        most=most,
        advice=_("Ask for the Word file, or give the scan in parts of at most %(most)s pages."),
    )


def _picture(document: PdfDocument, number: int) -> tuple[bytes, int]:
    """A page as a grey picture (PGM), and its dots an inch: fewer for a page of great size."""
    page = document[number]
    try:
        wide, high = page.get_size()
        scale = min(_DOTS / 72, (_MOST_POINTS / max(wide * high, 1)) ** 0.5)
        bitmap = page.render(scale=scale, grayscale=True)
    finally:
        page.close()
    try:
        data, stride = bytes(bitmap.buffer), bitmap.stride
        rows = (data[at : at + bitmap.width] for at in range(0, stride * bitmap.height, stride))
        return b"P5 %d %d 255\n" % (bitmap.width, bitmap.height) + b"".join(rows), round(scale * 72)
    finally:
        bitmap.close()


def _words(program: str, picture: bytes, dots: int, deadline: float) -> list[Atom] | None:
    """The words of one picture; None when the time is over."""
    left = deadline - time.monotonic()
    if left <= 0:
        return None
    try:
        told = subprocess.run(  # noqa: S603 - the program's own name, fixed words
            [program, "stdin", "stdout", "-l", _LANGUAGE, "--dpi", str(dots), "tsv"],
            input=picture,
            capture_output=True,
            check=False,
            timeout=left,
            env=os.environ | {"OMP_THREAD_LIMIT": "1"},
        )
    except subprocess.TimeoutExpired:
        return None
    return list(_atoms(told.stdout.decode("utf-8", "replace"), dots))


def _atoms(table: str, dots: int) -> Iterator[Atom]:
    """Words with their places in points; what is measured in a picture differs a little, so a line's words are made
    equal: they stand at one height and have one of two sizes, that of the body or that of smaller lines.
    """
    lines: dict[tuple[str, ...], list[list[str]]] = {}
    for row in table.splitlines()[1:]:
        cells = row.split("\t")
        if len(cells) > _TEXT and cells[0] == "5" and cells[_TEXT].strip() and float(cells[_SURE]) >= _LEAST_SURE:
            lines.setdefault(tuple(cells[_LINE_COLUMNS]), []).append(cells)
    scale = 72 / dots
    heights = {key: scale * max(int(word[_HEIGHT]) for word in words) for key, words in lines.items()}
    long = [heights[key] for key, words in lines.items() if len(words) > 5] or list(heights.values())
    usual = median(long) if long else 0.0
    small = [high for high in long if high < _SMALL * usual]
    for key, words in lines.items():
        size = median(small) if small and heights[key] < _SMALL * usual and len(words) > 2 else usual
        # Words without tails stand on the line.
        bottoms = sorted(int(word[_TOP]) + int(word[_HEIGHT]) for word in words)
        y = scale * bottoms[len(bottoms) // 4]
        for word in words:
            left = scale * int(word[_LEFT])
            yield Atom(word[_TEXT].strip(), left, left + scale * int(word[_WIDTH]), y, size)
