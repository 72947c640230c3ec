"""Short later mentions of documents: "Nghị quyết nêu trên", "Kế hoạch 23", each tied to the full citation before it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from danvan.proof.reading import Citation, Paragraph
from danvan.proof.statements.doctypes import type_named

_NAMED = re.compile(
    r"(?<!\w)(?P<type>Nghị quyết|Nghị định|Quyết định|Quy định|Quy chế|Chỉ thị|Kết luận|Thông báo|Thông tư|Thông tri"
    r"|Hướng dẫn|Kế hoạch|Chương trình|Công văn|Công điện|Đề án|Luật|Pháp lệnh|Báo cáo|Tờ trình|Văn bản)\s+"
    r"(?:(?:nêu|nói|vừa nêu|đã nêu|kể)\s+trên|này|trên(?=\s*(?:[.,;:)]|$|(?:đã|được|là|và|về|có)(?!\w))))",
    re.IGNORECASE,
)
_MANY = re.compile(r"(?i)(?<!\w)(?:các|những|nhiều|[0-9]+|hai|ba)\s+$")
#: How many citations before a mention may be the one meant.
_BACK = 20


def mentions(paragraphs: Sequence[Paragraph], cited: Sequence[Citation]) -> Iterator[Citation]:
    """Every short mention in order; one that no earlier citation explains is none."""
    places = [(citation.paragraph, citation.start) for citation in cited]
    for paragraph in paragraphs:
        for match in _NAMED.finditer(paragraph.text):
            if _MANY.search(paragraph.text, max(0, match.start() - 12), match.start()):
                continue
            kind = type_named(match["type"])
            before = bisect_left(places, (paragraph.n, match.start()))
            first = next((i for i in range(before - 1, max(-1, before - 1 - _BACK), -1) if cited[i].type == kind), None)
            if first is not None:
                yield _mention(paragraph, match, cited[first], first)
        at = bisect_left(places, (paragraph.n, 0))
        while at < len(cited) and cited[at].paragraph == paragraph.n:
            if cited[at].first is not None:
                yield cited[at]
            at += 1


def _mention(paragraph: Paragraph, match: re.Match[str], full: Citation, first: int) -> Citation:
    start, end = match.span()
    return Citation(
        match[0], start, end, paragraph.n, full.type, full.number, full.date, full.issuer, "", full.term, first=first
    )
