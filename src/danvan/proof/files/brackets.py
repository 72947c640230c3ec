"""Notes marked in brackets, [1] or (1): told from numbered points by their marks, which cling to words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from danvan.proof.raw import RawParagraph

_OPENING = re.compile(r"\s*(?:\[([0-9]{1,3})\]|\(([0-9]{1,3})\))\s*(?=\S)")
_SQUARE = re.compile(r"(?<=\S)\s?\[([0-9]{1,3})\]")
#: After a letter or a sign that ends a phrase; after a blank stands a numbered point, after a digit a clause.
_ROUND = re.compile(r"(?<=[^\W\d_]|[.,;:%”\"»])\(([0-9]{1,3})\)")


def bracketed(lines: Sequence[str]) -> list[RawParagraph]:
    """Lines as paragraphs: those that open with [1] or (1) are notes where an earlier line has that mark."""
    marks: list[list[tuple[str, int, int, int]]] = []
    notes: dict[str, int] = {}
    seen: set[str] = set()
    for at, line in enumerate(lines):
        opening = _OPENING.match(line)
        key = opening[0].strip() if opening else ""
        if key in seen and key not in notes:
            notes[key] = at
        found = [
            (match[0].strip(), int(match[1]), match.end() - len(match[0].strip()), match.end())
            for pattern in (_SQUARE, _ROUND)
            for match in pattern.finditer(line, opening.end() if opening else 0)
        ]
        marks.append(found)
        seen.update(mark[0] for mark in found)
    opened = set(notes.values())
    return [
        RawParagraph(
            line,
            role="note" if at in opened else None,
            marks=tuple(sorted(((n, start, end) for key, n, start, end in marks[at] if key in notes), key=_start)),
        )
        for at, line in enumerate(lines)
    ]


def _start(mark: tuple[int, int, int]) -> int:
    return mark[1]
