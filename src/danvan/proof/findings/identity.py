"""What a finding is called: the same name as long as its words stand, wherever in the report they have moved."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from danvan.proof.check import Finding
from danvan.proof.reading import Reading, Span
from danvan.proof.statements.notes import RAISED

#: A sentence longer than this on either side of the words is cut: a paragraph without any end would cost its square.
_REACH = 400
_ENDS = (". ", "; ", "! ", "? ", "\n", "… ")
#: Marks of notes are numbered anew when a note is put in elsewhere.
_NO_MARKS = str.maketrans("", "", RAISED)


def named(reading: Reading, findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings with their ids; of two that say the same of the same words the second is told apart by "-2"."""
    seen: Counter[str] = Counter()
    for finding in findings:
        name = _digest(reading, finding)
        seen[name] += 1
        yield replace(finding, id=name if seen[name] == 1 else f"{name}-{seen[name]}")


def _digest(reading: Reading, finding: Finding) -> str:
    words = [finding.check]
    if not finding.places:
        words += [finding.expected, finding.found]
    for place in finding.places:
        words += [_plain(place.quote), _plain(sentence(reading, place))]
    return hashlib.sha256("\0".join(words).encode("utf-8", "surrogatepass")).hexdigest()[:12]


def sentence(reading: Reading, place: Span) -> str:
    """The sentence or sentences in which a place stands."""
    start, end = sentence_bounds(reading, place)
    return reading.paragraph(place.paragraph).text[start:end]


def sentence_bounds(reading: Reading, place: Span) -> tuple[int, int]:
    """Where the sentence or sentences of a place begin and end in their paragraph."""
    text = reading.paragraph(place.paragraph).text
    floor, ceiling = max(0, place.start - _REACH), min(len(text), place.end + _REACH)
    start = max((at + len(end) for end in _ENDS if (at := text.rfind(end, floor, place.start)) >= 0), default=floor)
    stop = min((at + 1 for end in _ENDS if (at := text.find(end, place.end, ceiling)) >= 0), default=ceiling)
    return start, stop


def _plain(text: str) -> str:
    return " ".join(text.translate(_NO_MARKS).split())
