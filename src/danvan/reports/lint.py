"""The digit lint: no digit and no number word of a figure is typed in a template.

It reads the words that a template prints as one text in which a tag is a blank, so a number word is found though its
noun stands behind a tag, in bold, or in the next line; and every constant in the tags.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.utils.translation import gettext_lazy as _
from jinja2 import TemplateSyntaxError

from danvan.kit.errors import Refusal, Refusals
from danvan.reports.language import environment
from danvan.reports.templates import Template

_ONES: Final = "một|hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín"
_SCALES: Final = r"mươi|chục|trăm|nghìn|ngàn|vạn|triệu|t[ỷỉ](?!\s+lệ)"
#: Within a paragraph.
_GAP: Final = r"(?:[^\S\n]+|\n(?![ \t]*\n))+"
#: What officials count: a number word before one of these is a figure.
_COUNTED: Final = (
    "cuộc|hội nghị|buổi|đợt|lượt|người|ý kiến|văn bản|báo cáo|kế hoạch|đơn vị|xã|thị trấn|bản|thôn|hộ|đảng viên|"
    "chi bộ|đảng bộ|đảng ủy|tổ chức|điểm|dân tộc|nhân khẩu|lớp|mô hình|tập thể|cá nhân|đồng|phần trăm|cử tri|đại biểu|"
    "học viên|công dân|nhà|suất|đội|ban|khu dân cư|trường hợp|vụ|lần|đồng chí|quy chế|quy định|quyết định|nghị quyết|"
    "chỉ thị|kết luận|chương trình|huyện|tỉnh|tổ|nhóm|tháng|tuần|ngày|giờ|năm|ha|héc-ta|km|mét|tấn|công trình|dự án|"
    "gia đình|giấy khen|bằng khen|đoàn viên|hội viên|danh hiệu"
)
_FIGURE: Final = re.compile(
    rf"(?<!\w)(?:"
    # Never anything but numbers.
    rf"(?:{_ONES}|hàng|vài|mấy){_GAP}(?:{_SCALES})|mười|mươi|bốn|sáu|bảy|bẩy|tám"
    rf"|gấp{_GAP}(?:đôi|rưỡi|{_ONES})|(?:quá|hơn|gần|một){_GAP}nửa|(?:{_ONES}){_GAP}phần{_GAP}(?:{_ONES}|tư)"
    # Also words of other meanings, so only before something countable.
    rf"|(?:{_ONES})(?:{_GAP}(?:{_ONES}|{_SCALES}|rưỡi))*{_GAP}(?:{_COUNTED})"
    rf")(?!\w)",
    re.I,
)
#: Turns of speech in which the same words count nothing; «trong năm tổ chức…» speaks of a year.
_SPEECH: Final = re.compile(
    rf"(?<!\w)(?:(?:trong|hằng|hàng|mỗi|của|các|từng|cả|suốt|đầu|cuối|giữa|qua|những) năm|thứ (?:nhất|tư|{_ONES})|"
    rf"một (?:số|phần(?!\s+(?:{_ONES}|tư))|bộ phận|đội ngũ|lần nữa|bản sắc|điểm sáng)|tháng Tám|tháng Mười)(?!\w)",
    re.I,
)
#: Numbers of headings are counted, never typed.
_LABEL: Final = re.compile(r"^[ \t#]*(?:[IVXLC]+\s*[-.)]|(?:Phần thứ|Phụ lục)(?=\s*(?:\S+\s*)?$))", re.M)
#: Marks of Markdown that may stand inside a phrase.
_MARKS: Final = str.maketrans(dict.fromkeys("*_`", " "))


@dataclass(frozen=True, slots=True)
class _Piece:
    """Words of the template with the line where they start; ``printed``: they stand in the text, not in a tag."""

    line: int
    text: str
    printed: bool


def check(template: Template) -> None:
    """Refuse a template in which a figure is typed. Raises Refusals naming every place."""
    found = [fault for section in template.sections for fault in faults(section.path, section.source)]
    meta = template.meta
    for line in (*meta.subject, meta.type, meta.number, *meta.recipients, meta.signed_for, meta.signed_as):
        found += [fault.at(line) for fault in faults(template.path / "template.yaml", line)]
    if found:
        raise Refusals(found)


def faults(path: Path, source: str) -> Iterator[Refusal]:
    """Every digit and every number word of a figure in the template's words and constants."""
    for line, found in _found(source):
        yield Refusal(
            _("A figure is typed in the template: «%(found)s»."),
            where=f"{path}:{line}",
            found=found,
            advice=_("Name an indicator, a document or a period instead."),
        )


@functools.lru_cache(maxsize=256)
def _found(source: str) -> tuple[tuple[int, str], ...]:
    """The lines and words; kept, since every report that is composed asks for the same few templates."""
    seen = "".join(each for each in unicodedata.normalize("NFC", source) if unicodedata.category(each) != "Cf")
    pieces = list(_pieces(seen))
    return tuple(sorted({*_in_words(pieces), *_in_constants(pieces)}))


def _pieces(source: str) -> Iterator[_Piece]:
    names: list[str] = []
    try:
        for line, kind, value in environment().lex(source):
            if kind == "data":
                yield _Piece(line, value, True)
            elif kind in ("string", "integer", "float"):
                yield _Piece(line, value.strip("\"'"), False)
            elif kind == "name":
                names.append(value)
            elif kind in ("variable_begin", "block_begin"):
                names = []
            elif kind == "variable_end":
                # The noun of a figure is one of the words that are counted.
                yield _Piece(line, "cuộc" if names[-1:] == ["noun"] else "¤", True)
            elif kind == "block_end":
                yield _Piece(line, " ", True)
    except TemplateSyntaxError:
        # Told with file and line when the template is filled.
        return


def _in_words(pieces: list[_Piece]) -> Iterator[tuple[int, str]]:
    """Digits and figures in the text as a whole, with their lines."""
    printed = [piece for piece in pieces if piece.printed]
    text = "".join(piece.text for piece in printed)
    for start, found in _typed(text):
        offset = 0
        for piece in printed:
            if start < offset + len(piece.text):
                yield piece.line + piece.text[: start - offset].count("\n"), found
                break
            offset += len(piece.text)


def _in_constants(pieces: list[_Piece]) -> Iterator[tuple[int, str]]:
    for piece in pieces:
        if not piece.printed:
            yield from ((piece.line, found) for _start, found in _typed(piece.text))


def _typed(text: str) -> Iterator[tuple[int, str]]:
    plain = text.translate(_MARKS)
    spoken = _SPEECH.sub(lambda speech: " " * len(speech[0]), plain)
    for match in (*_FIGURE.finditer(spoken), *_LABEL.finditer(plain)):
        yield match.start() + len(match[0]) - len(match[0].lstrip()), " ".join(match[0].split())
    for match in re.finditer(r"\S*\d\S*", plain):
        yield match.start(), match[0]
    for place, letter in enumerate(plain):
        if letter.isnumeric() and not letter.isdecimal():
            yield place, letter
