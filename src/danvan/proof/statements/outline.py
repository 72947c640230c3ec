"""The outline: which paragraph is letterhead, heading, list, note, table or signature, and how deep."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from danvan.proof.raw import RawParagraph
from danvan.proof.reading import Heading, Paragraph, Role
from danvan.proof.statements.notes import note_number

#: How far from the top a letterhead may reach; beyond it capitals are headings.
HEAD_REACH = 30
_TITLE = re.compile(
    r"[#*\s]*(?:BÁO CÁO|KẾ HOẠCH|TỜ TRÌNH|THÔNG BÁO|NGHỊ QUYẾT|QUYẾT ĐỊNH|CHƯƠNG TRÌNH|HƯỚNG DẪN|ĐỀ ÁN|KẾT LUẬN"
    r"|QUY CHẾ|QUY ĐỊNH|CHỈ THỊ|CÔNG VĂN)[*\s]*"
)
_ENDING = re.compile(r"[*_\s|]*(?i:nơi nhận|t/m|tm\.|kt\.|k/t|thừa lệnh|tl\.)\s*(?:[*:]|\b|$)")
#: Numbers of headings by depth: Phần thứ nhất, I- , 1. , 1.1. , a) (NĐ 30/2020/NĐ-CP, appendix I; HD 36-HD/VPTW).
_NUMBERS: tuple[tuple[re.Pattern[str], int], ...] = (
    (re.compile(r"(?P<number>(?:Phần|PHẦN|Chương|CHƯƠNG)\s+(?:thứ\s+\w+|THỨ\s+\w+|[IVX]+|[0-9]+))\b[.:]?\s*"), 1),
    (re.compile(r"(?P<number>[A-EĐ])\s?[.\-–/)]\s*(?=\w)"), 1),
    (re.compile(r"(?P<number>(?:Mục|MỤC)\s+(?:[IVX]+|[0-9]+))\b[.:]\s*"), 2),
    (re.compile(r"(?P<number>(?:Điều|ĐIỀU)\s+[0-9]+)\b[.:]\s*"), 3),
    (re.compile(r"(?P<number>[IVX]{1,5})\s?[.\-–/)]\s*(?=\w)"), 2),
    (re.compile(r"(?P<number>[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{1,2})\.?\s+"), 5),
    (re.compile(r"(?P<number>[0-9]{1,2}\.[0-9]{1,2})\.?\s+(?=\D)"), 4),
    (re.compile(r"(?P<number>[0-9]{1,2})\s?[.\-–/)]\s*(?=\D)"), 3),
    (re.compile(r"(?P<number>[a-zđ])\s?[.)]\s+"), 5),
)
_BULLET = re.compile(r"\s*(?P<sign>[-–—+•*▪○])\s?(?=[^\s*\-])")
_LONGEST_HEADING = 200


def number_length(text: str) -> int:
    """How many characters of a paragraph are its own number or bullet ("1.2. ", "- "); no figure stands there."""
    start = len(text) - len(text.lstrip("#* "))
    for pattern, _ in _NUMBERS:
        match = pattern.match(text, start)
        if match is not None:
            return match.end()
    bullet = _BULLET.match(text)
    return bullet.end() if bullet else 0


def classified(raw: Sequence[RawParagraph]) -> tuple[Paragraph, ...]:
    """The paragraphs numbered from 1, each with its role."""
    title = next((i for i, p in enumerate(raw[:HEAD_REACH]) if _TITLE.fullmatch(p.text)), None)
    ending = next((i for i in range(len(raw) - 1, -1, -1) if _ENDING.match(raw[i].text)), len(raw))
    ending = next((i for i in range(max(0, ending - 20), ending) if _ENDING.match(raw[i].text)), ending)
    result: list[Paragraph] = []
    for index, paragraph in enumerate(raw):
        role, level = _role(paragraph)
        if title is not None and index < title:
            role, level = "head", 0
        elif index == title:
            role, level = "heading", 1
        elif index >= ending and role != "note" and (title is None or index > title):
            role, level = "signature", 0
        result.append(
            Paragraph(
                index + 1,
                role,
                level,
                paragraph.text,
                paragraph.cell,
                paragraph.pages,
                paragraph.label,
                paragraph.marks,
            )
        )
    return tuple(result)


def _role(paragraph: RawParagraph) -> tuple[Role, int]:
    if paragraph.role is not None:
        return paragraph.role, paragraph.level
    text = f"{paragraph.label} {paragraph.text}".strip()
    if note_number(text) is not None:
        return "note", 0
    level = _heading_level(text)
    if level:
        return "heading", level
    bullet = _BULLET.match(text)
    if bullet is not None:
        return "list", paragraph.level or (2 if bullet["sign"] == "+" else 1)
    return ("list", paragraph.level) if paragraph.label else ("body", 0)


def _heading_level(text: str) -> int:
    plain = text.strip("*_ ")
    if not plain or len(plain) > _LONGEST_HEADING or not any(c.isalpha() for c in plain):
        return 0
    for pattern, level in _NUMBERS:
        match = pattern.match(plain)
        if match is not None:
            rest = plain[match.end() :]
            ends = rest.endswith((".", ";", ",", ":")) and not rest.isupper()
            return 0 if ends or ": " in rest or rest[:1].islower() else level
    capitals = plain.isupper() and len(plain.split()) > 1 and not plain.endswith((";", ","))
    return 2 if capitals else 0


def outline(paragraphs: Sequence[Paragraph]) -> Iterator[Heading]:
    """The headings in order, the number apart from the title."""
    for paragraph in paragraphs:
        if paragraph.role != "heading":
            continue
        plain = f"{paragraph.label} {paragraph.text}".strip("#* ")
        number = ""
        for pattern, _ in _NUMBERS:
            match = pattern.match(plain)
            if match is not None:
                number, plain = match["number"], plain[match.end() :]
                break
        yield Heading(paragraph.n, paragraph.level, number, plain.strip())
