"""Findings on a terminal: by section and severity, the sentence with its words marked, the arithmetic, what to do."""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

import click
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

    from danvan.proof.check import Finding
    from danvan.proof.reading import Reading, Source, Span
    from danvan.proof.run import Checked

SEVERITIES: Mapping[str, _StrOrPromise] = {"error": _("error"), "doubt": _("doubt"), "style": _("style")}
COLOURS = {"error": "red", "doubt": "yellow", "style": "cyan"}
NARROWEST, WIDEST = 40, 110
#: Of a sentence longer than this only what stands around the words is shown.
_REACH = 110
#: Around the doubted words where there are no colours.
_MARKS = ("«", "»")

Style = Callable[..., str]


def tell(checked: Checked, *, severity: str | None = None) -> None:
    """Print how it was read, the findings, what was accepted, what was not run, and the sum of all."""
    style, width = _style(), _width()
    for line in _told_source(checked.reading.source):
        click.echo("\n".join(_wrapped(str(line), width, "")))
        click.echo()
    shown = [finding for finding in checked.findings if severity in (None, finding.severity)]
    for heading, group in groupby(shown, _sections(checked.reading)):
        if heading:
            click.echo(style(_fitted(heading, width), bold=True))
        for finding in sorted(group, key=lambda each: list(SEVERITIES).index(each.severity)):
            click.echo("\n".join(_lines(checked.reading, finding, style, width)))
            click.echo()
    _tell_accepted(checked, style, width)
    _tell_not_run(checked, style, width)
    click.echo(summary(checked))


def _told_source(source: Source) -> Iterator[_StrOrPromise]:
    """What a reader must know of how the letters were got."""
    if source.recognised:
        yield _(
            "This is a scan: its letters were recognised from pictures, and may be misread. "
            "Compare each finding with the pages."
        )
    if source.converted == "NFD":
        yield _("Its letters were taken apart from their marks, and were put together for reading.")
    elif source.converted:
        yield _("Its letters were converted from the old encoding %(name)s.") % {"name": source.converted}


def _tell_not_run(checked: Checked, style: Style, width: int) -> None:
    """The checks that had nothing to look at, by the reason; one that broke down is not told so quietly."""
    from django.conf import settings

    from danvan.proof.run import family

    names = family(tuple(settings.DANVAN.catalogue))
    by_reason: dict[str, list[str]] = {}
    for outcome in checked.outcomes:
        if outcome.state == "not_run":
            name = str(names[outcome.check].name) if outcome.check in names else outcome.check
            if outcome.crashed:
                line = _("Not run: %(check)s. %(why)s") % {"check": name, "why": outcome.reason}
                click.echo(style("\n".join(_wrapped(line, width, "")), fg="red"))
            else:
                by_reason.setdefault(str(outcome.reason), []).append(name)
    if by_reason:
        click.echo(style(_("Not run:"), dim=True))
    for reason, checks in by_reason.items():
        click.echo(style("\n".join(_wrapped(f"{', '.join(checks)}: {reason}", width, "  ")), dim=True))


def summary(checked: Checked) -> str:
    """One line: how many errors, doubts and matters of style; how many checks passed, found something, were not run."""
    states = [outcome.state for outcome in checked.outcomes]
    many = [finding.severity for finding in checked.findings]
    line = _(
        "%(file)s: %(findings)s findings (%(errors)s errors, %(doubts)s doubts, %(styles)s of style); "
        "%(passed)s checks passed, %(found)s found something, %(not_run)s not run."
    ) % {
        "file": checked.file,
        "findings": len(many),
        "errors": many.count("error"),
        "doubts": many.count("doubt"),
        "styles": many.count("style"),
        "passed": states.count("passed"),
        "found": states.count("finding"),
        "not_run": states.count("not_run"),
    }
    if checked.accepted:
        line += " " + _("Accepted: %(n)s.") % {"n": len(checked.accepted)}
    return line


def _tell_accepted(checked: Checked, style: Style, width: int) -> None:
    if checked.accepted:
        click.echo(style(_("Accepted"), bold=True))
    for each in checked.accepted:
        words = {"id": each.acceptance.id, "message": each.finding.message, "reason": each.acceptance.reason}
        line = _("%(id)s: %(message)s Reason: %(reason)s") % words
        click.echo("\n".join(_wrapped(line, width, "  ")))
    for stale in checked.stale:
        words = {"id": stale.id, "words": stale.words, "reason": stale.reason}
        line = _("No longer valid, since the text changed: %(id)s «%(words)s». Reason: %(reason)s") % words
        click.echo(style("\n".join(_wrapped(line, width, "")), fg="yellow"))


def _lines(reading: Reading, finding: Finding, style: Style, width: int) -> Iterator[str]:
    from danvan.proof.findings.remarks import expected, reckoned

    place = finding.places[0] if finding.places else None
    colour = COLOURS[finding.severity]
    head = f"{SEVERITIES[finding.severity]}".upper()
    where = _where(reading, place) if place else ""
    yield "  ".join(part for part in (style(head, fg=colour, bold=True), where, style(finding.id, dim=True)) if part)
    yield from _wrapped(finding.message, width, "  ")
    for each in _told_places(finding):
        yield from _marked(reading, each, style, colour, width)
    if sum_of := reckoned(finding):
        yield "    " + _printable(sum_of)
    if right := expected(finding):
        yield from _wrapped(_("Expected: %(expected)s") % {"expected": right}, width, "    ")
    if finding.advice:
        yield from _wrapped(f"→ {finding.advice}", width, "  ")


def _told_places(finding: Finding) -> Sequence[Span]:
    """One place of each paragraph, the first three: the parts of a sum stand in one sentence."""
    first: dict[int, Span] = {}
    for place in finding.places:
        first.setdefault(place.paragraph, place)
    return tuple(first.values())[:3]


def _where(reading: Reading, place: Span) -> str:
    page = reading.paragraph(place.paragraph).page_at(place.start)
    if page is None:
        return _("paragraph %(n)s") % {"n": place.paragraph}
    return _("page %(page)s, paragraph %(n)s") % {"page": page, "n": place.paragraph}


def _marked(reading: Reading, place: Span, style: Style, colour: str, width: int) -> Iterator[str]:
    """The sentence around a place, with the words in colour, or between « » where there is none."""
    from danvan.proof.findings.identity import sentence_bounds

    if not place.quote:
        return
    text = _printable(reading.paragraph(place.paragraph).text)
    start, end = sentence_bounds(reading, place)
    low, high = _word(text, max(start, place.start - _REACH), start), min(end, place.end + _REACH)
    before, quote, after = text[low : place.start], text[place.start : place.end], text[place.end : high]
    left, right = _MARKS if style is _plain else ("", "")
    before = f"{'… ' if low > start else ''}{before}".lstrip()
    line = f"{before}{left}{quote}{right}{after}{' …' if high < end else ''}"
    spot = range(len(before), len(before) + len(quote) + len(left) + len(right))
    yield from _coloured(line, spot, width, lambda words: style(words, fg=colour, underline=True))


def _word(text: str, place: int, floor: int) -> int:
    """The beginning of the word at ``place``, so that none is cut."""
    return place if place == floor else text.find(" ", place) + 1 or place


def _coloured(line: str, spot: range, width: int, colour: Callable[[str], str]) -> Iterator[str]:
    """The line wrapped, its letters in ``spot`` coloured in each piece."""
    at = 0
    for piece in textwrap.wrap(line, width - 4, drop_whitespace=True, break_long_words=True) or [""]:
        at = line.find(piece[:20], at)
        low, high = max(spot.start - at, 0), min(spot.stop - at, len(piece))
        shown = piece if low >= high else piece[:low] + colour(piece[low:high]) + piece[high:]
        yield "    " + shown
        at += len(piece)


def _wrapped(text: str, width: int, indent: str) -> list[str]:
    text = _printable(text)
    more = indent + ("  " if text.startswith("→") else "")
    return textwrap.wrap(text, width, initial_indent=indent, subsequent_indent=more, break_long_words=False) or [indent]


def _printable(text: str) -> str:
    """The text with a space for each sign that could steer the terminal; a report is a stranger's."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def _fitted(text: str, width: int) -> str:
    return textwrap.shorten(_printable(text), width, placeholder=" …")


def _sections(reading: Reading) -> Callable[[Finding], str]:
    """What names the section in which a finding is told: its heading as printed."""
    starts = [heading.paragraph for heading in reading.outline]

    def section(finding: Finding) -> str:
        if not finding.places:
            return ""
        at = bisect_right(starts, finding.places[0].paragraph) - 1
        return f"{reading.outline[at].number} {reading.outline[at].title}".strip() if at >= 0 else ""

    return section


def _plain(text: str, **_look: object) -> str:
    return str(text)


def _style() -> Style:
    """Colours for a terminal that shows them and a reader who wants them (https://no-color.org)."""
    if os.environ.get("NO_COLOR") or not sys.stdout.isatty():
        return _plain
    return click.style


def _width() -> int:
    return max(NARROWEST, min(WIDEST, shutil.get_terminal_size((88, 24)).columns))
