"""What is written beside a doubted place: each finding as a remark, arithmetic and advice in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from danvan.proof.check import Finding
from danvan.proof.reading import Span

#: A finding over many places says so at its first ones; a sum of fifty rows would else hide the page under remarks.
MOST_PLACES = 6
SEVERITIES = {"error": _("Error"), "doubt": _("Doubt"), "style": _("Style")}
#: What XML cannot hold.
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Remark:
    """One comment: at ``place`` (None: at the beginning of the text), its lines one below another."""

    place: Span | None
    lines: tuple[str, ...]


def remarks(findings: Iterable[Finding]) -> Iterator[Remark]:
    """Each finding in full at its first place, and in short at its others in other paragraphs."""
    for finding in findings:
        first = finding.places[0] if finding.places else None
        yield Remark(first, tuple(writable(line) for line in _lines(finding) if line))
        told = {first.paragraph} if first else set()
        for place in finding.places[1:MOST_PLACES]:
            if place.paragraph not in told:
                told.add(place.paragraph)
                words = {"words": first.quote if first else "", "message": finding.message}
                yield Remark(place, (writable(str(_("See also «%(words)s»: %(message)s")) % words),))


def reckoned(finding: Finding) -> str:
    """The finding's arithmetic, unless its message tells it already."""
    return "" if _closed(finding.arithmetic) in _closed(finding.message) else finding.arithmetic


def expected(finding: Finding) -> str:
    """What would be right, unless the arithmetic or the message tells it already."""
    words = finding.expected
    told = words in finding.arithmetic or re.search(rf"(?<!\w){re.escape(words)}(?!\w)", finding.message)
    return "" if told else words


def _closed(text: str) -> str:
    return "".join(text.split())


def _lines(finding: Finding) -> Iterator[str]:
    yield f"{SEVERITIES[finding.severity]}: {finding.message}"
    yield reckoned(finding)
    if right := expected(finding):
        yield str(_("Expected: %(expected)s")) % {"expected": right}
    yield finding.advice
    yield f"[{finding.id}]" if finding.id else ""


def writable(text: str) -> str:
    """The text without the signs that no XML file may hold."""
    return _UNWRITABLE.sub("\ufffd", text)
