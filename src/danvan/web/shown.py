"""What the page of a doubted report shows, in plain words: kept as JSON, once for each language, for a few minutes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from itertools import zip_longest
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe

from danvan.proof.check import Finding
from danvan.proof.findings.remarks import expected, reckoned
from danvan.proof.reading import Reading
from danvan.proof.run import Checked, family
from danvan.web.marked import marked, places

#: Nobody reads more on a page; the Word file has all.
MOST_SHOWN = 500


@dataclass(frozen=True, slots=True)
class Stood:
    """Words of the report that are doubted, and where they are marked."""

    quote: str
    anchor: str
    page: int | None


@dataclass(frozen=True, slots=True)
class Told:
    """One finding, the places where it is marked, and the id of the finding after it."""

    id: str
    severity: str
    message: str
    reckoned: str
    expected: str
    advice: str
    places: tuple[Stood, ...]
    next: str


@dataclass(frozen=True, slots=True)
class Sifted:
    """One severity to which the findings may be narrowed."""

    code: str
    many: int


@dataclass(frozen=True, slots=True)
class Skipped:
    """A check that was not run, and why."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What was found in one report. ``token`` asks for the copy with comments; empty: nothing to comment on."""

    name: str
    sheet: SafeString
    told: tuple[Told, ...]
    many: int
    sifts: tuple[Sifted, ...]
    figures: int
    passed: int
    not_run: tuple[Skipped, ...]
    crashed: bool
    recognised: bool
    converted: str
    token: str


def shown(name: str, checked: Checked, token: str) -> Shown:
    """What there is to show, in the language of now."""
    findings = checked.findings[:MOST_SHOWN]
    names = family(tuple(settings.DANVAN.catalogue))
    severities = [finding.severity for finding in findings]
    return Shown(
        name=name,
        sheet=marked(checked.reading, findings),
        told=tuple(
            _told(checked.reading, finding, after.id if after else "")
            for finding, after in zip_longest(findings, findings[1:])
        ),
        many=len(checked.findings),
        sifts=tuple(Sifted(code, severities.count(code)) for code in ("error", "doubt", "style") if code in severities),
        figures=len(checked.reading.figures),
        passed=sum(outcome.state == "passed" for outcome in checked.outcomes),
        not_run=tuple(
            Skipped(str(names[o.check].name), str(o.reason)) for o in checked.outcomes if o.state == "not_run"
        ),
        crashed=any(outcome.crashed for outcome in checked.outcomes),
        recognised=checked.reading.source.recognised,
        converted=checked.reading.source.converted,
        token=token,
    )


def _told(reading: Reading, finding: Finding, after: str) -> Told:
    return Told(
        finding.id,
        finding.severity,
        finding.message,
        reckoned(finding),
        expected(finding),
        finding.advice,
        tuple(Stood(place.span.quote, place.anchor, place.page) for place in places(reading, finding)),
        after,
    )


def written(name: str, checked: Checked, token: str) -> bytes:
    """What there is to show, in each language, as it is kept."""
    said = {}
    for language, _label in settings.LANGUAGES:
        with translation.override(language):
            said[language] = asdict(shown(name, checked, token))
    return json.dumps(said, ensure_ascii=False).encode("utf-8", "replace")


def read_back(content: bytes) -> Shown:
    """What was kept, in the language of now."""
    said: Mapping[str, dict[str, Any]] = json.loads(content)
    one = said.get(translation.get_language() or "") or next(iter(said.values()))
    told = tuple(Told(**{**each, "places": tuple(Stood(**place) for place in each["places"])}) for each in one["told"])
    return Shown(
        **{
            **one,
            # Made of escaped words by ``marked``, and kept where only the installation's own user writes.
            "sheet": mark_safe(one["sheet"]),  # noqa: S308
            "told": told,
            "sifts": tuple(Sifted(**each) for each in one["sifts"]),
            "not_run": tuple(Skipped(**each) for each in one["not_run"]),
        }
    )
