"""Running the checks: every one is passed, has findings, or was not run and says why; none can hide its failure."""

from __future__ import annotations

import importlib.util
import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from danvan.kit.claims import Known, Statement
from danvan.kit.errors import Refusal
from danvan.kit.family import Family
from danvan.proof.check import Case, Check, Finding, NotRun
from danvan.proof.findings.accepted import Acceptance, Accepted, sorted_out
from danvan.proof.findings.identity import named
from danvan.proof.reading import Reading

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

FOLDER = Path(__file__).parent / "checks"
State = Literal["passed", "finding", "not_run"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one check went; ``reason`` is a sentence when it was not run, ``crashed`` when a fault of ours is why."""

    check: str
    state: State
    reason: _StrOrPromise = ""
    crashed: bool = False


@dataclass(frozen=True, slots=True)
class Checked:
    """All doubts about one file, sorted by place, and how each check went.

    ``accepted`` are doubts that somebody answered with a reason: they are told apart and do not count. ``stale`` are
    acceptances of words that no longer stand so.
    """

    reading: Reading
    outcomes: tuple[Outcome, ...]
    findings: tuple[Finding, ...]
    accepted: tuple[Accepted, ...] = ()
    stale: tuple[Acceptance, ...] = ()

    @property
    def file(self) -> str:
        """The file's name as it was given."""
        return self.reading.file

    @property
    def exit_code(self) -> int:
        """0: nothing found; 1: findings, or a check that broke down, which must never look like "nothing found"."""
        return 1 if self.findings or any(outcome.crashed for outcome in self.outcomes) else 0

    def to_json(self) -> dict[str, object]:
        """The stable shape of ``danvan check --json`` (design, section 5), and beside it the checks not run."""
        return {
            "file": self.file,
            "checks_run": [o.check for o in self.outcomes if o.state != "not_run"],
            "not_run": [{"check": o.check, "reason": str(o.reason)} for o in self.outcomes if o.state == "not_run"],
            "findings": [self._finding_json(finding) for finding in self.findings],
            "accepted": [
                {"id": a.acceptance.id, "reason": a.acceptance.reason, "when": a.acceptance.when}
                | {"finding": self._finding_json(a.finding)}
                for a in self.accepted
            ],
            "stale": [acceptance.to_json() for acceptance in self.stale],
            "source": self.reading.source.to_json(),
        }

    def _finding_json(self, f: Finding) -> dict[str, object]:
        return {
            "check": f.check,
            "severity": f.severity,
            "message": f.message,
            "advice": f.advice,
            "places": [self.reading.span_json(place) for place in f.places],
            "expected": f.expected,
            "found": f.found,
            "arithmetic": f.arithmetic,
            "id": f.id,
            "kind": f.kind,
        }

    def accepting(self, acceptances: Sequence[Acceptance]) -> Checked:
        """The same with what was accepted set apart."""
        looked_at = {o.check for o in self.outcomes if o.state != "not_run"}
        open_, accepted, stale = sorted_out(
            (*self.findings, *(a.finding for a in self.accepted)), acceptances, looked_at
        )
        return replace(self, findings=tuple(sorted(open_, key=_place)), accepted=accepted, stale=stale)


@cache
def family(folders: tuple[Path, ...] = ()) -> Family[Check]:
    """The checks of danvan and, from ``checks/`` in each of ``folders``, a locality's own. Raises Refusals."""
    return Family("proof/checks", [FOLDER, *(folder / "checks" for folder in folders)], ".py", _load)


def _load(path: Path) -> Check:
    spec = importlib.util.spec_from_file_location(f"danvan_check_{path.stem}", path)
    if spec is None or spec.loader is None:
        raise Refusal(_("The check cannot be loaded."))
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        raise Refusal(_("The check cannot be loaded: %(why)s."), why=error) from error
    found = getattr(module, "CHECK", None)
    if not isinstance(found, Check) or found.code != path.stem:
        raise Refusal(_("The file must name one CHECK = Check(...) whose code is the file's name."))
    return found


def check(
    reading: Reading,
    statements: Iterable[Statement] | None = None,
    *,
    previous: Reading | None = None,
    names: Iterable[str] = (),
    known: Iterable[Known] | None = None,
    checks: Sequence[Check] | None = None,
) -> Checked:
    """Run the checks over a reading. ``statements``: what the ledger answers to its claims; None: it was not asked.

    ``previous``: last period's report. ``names``: the register's official names. ``known``: what the ledger says at the
    report's place and period. ``checks``: only these (default: the family, with the locality's own). No exception of a
    check gets out.
    """
    case = Case(
        reading,
        None if statements is None else {s.control: s for s in statements},
        previous,
        frozenset(names),
        None if known is None else tuple(known),
    )
    chosen = tuple(family(tuple(settings.DANVAN.catalogue)).values()) if checks is None else checks
    outcomes: list[Outcome] = []
    findings: list[Finding] = []
    for one in chosen:
        outcome, said = _run(one, case)
        outcomes.append(outcome)
        findings.extend(_together(said))
    findings.sort(key=_place)
    return Checked(reading, tuple(outcomes), tuple(named(reading, findings)))


def _run(one: Check, case: Case) -> tuple[Outcome, tuple[Finding, ...]]:
    try:
        said = tuple(replace(finding, kind=one.kind) for finding in one.run(case))
        for finding in said:
            str(finding.message), str(finding.advice)
    except NotRun as nothing:
        return Outcome(one.code, "not_run", nothing.reason), ()
    except Exception as error:
        logging.getLogger(__name__).exception("check %s broke down", one.code)
        reason = str(_("The check itself broke down (%(why)s); tell danvan's developers.")) % {"why": repr(error)}
        return Outcome(one.code, "not_run", reason, crashed=True), ()
    return Outcome(one.code, "finding" if said else "passed"), said


def _together(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings with those in one that say the same of the same words in one paragraph."""
    alike: dict[tuple[object, ...], list[Finding]] = {}
    for at, finding in enumerate(findings):
        where = finding.places[0].paragraph if finding.places else -at
        key = (finding.check, where, finding.message, finding.found, finding.expected, finding.arithmetic)
        alike.setdefault(key, []).append(finding)
    for group in alike.values():
        places = dict.fromkeys(place for finding in group for place in finding.places)
        yield group[0] if len(group) == 1 else replace(group[0], places=tuple(places))


def _place(finding: Finding) -> tuple[int, int, str]:
    first = finding.places[0] if finding.places else None
    return (first.paragraph, first.start, finding.check) if first else (0, 0, finding.check)
