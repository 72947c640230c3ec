"""Findings that somebody accepted, with the reason: a small file beside the report, good while the words stand."""

from __future__ import annotations

import errno
import json
import os
import threading
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from danvan.kit.clock import VIETNAM, now
from danvan.kit.errors import Refusal
from danvan.proof.check import Finding

ENDING = ".accepted.json"
_LARGEST, _LONGEST_REASON = 4 * 1024 * 1024, 2000
_FIELDS = ("id", "check", "words", "reason", "when")


@dataclass(frozen=True, slots=True)
class Acceptance:
    """One finding that is as it should be: why, and when that was said; ``words`` are those that it doubted."""

    id: str
    check: str
    words: str
    reason: str
    when: str

    def to_json(self) -> dict[str, str]:
        """As it stands in the file."""
        return {name: getattr(self, name) for name in _FIELDS}


@dataclass(frozen=True, slots=True)
class Accepted:
    """A finding of this run and the acceptance that answers it."""

    finding: Finding
    acceptance: Acceptance


def beside(report: Path) -> Path:
    """Where a report's acceptances are kept unless another file is named."""
    return report.with_name(report.name + ENDING)


def accept(findings: Iterable[Finding], identity: str, reason: str) -> Acceptance:
    """Accept the finding of that id. Raises Refusal for one that is not there, or without a reason."""
    reason = " ".join(reason.split())
    if not reason:
        raise Refusal(
            _("A finding is accepted for a reason."), advice=_("Say with --reason why the text is right as it stands.")
        )
    if len(reason) > _LONGEST_REASON:
        raise Refusal(_("The reason is longer than a page."), advice=_("Say it in a sentence or two."))
    finding = next((each for each in findings if each.id == identity), None)
    if finding is None:
        raise Refusal(
            _("There is no finding «%(id)s» in this report."),
            id=identity,
            advice=_("Its id stands beside each finding; it changes when the doubted words do."),
        )
    words = " … ".join(place.quote for place in finding.places[:3])
    return Acceptance(identity, finding.check, words, reason, now().astimezone(VIETNAM).isoformat(timespec="seconds"))


def sorted_out(
    findings: Sequence[Finding], acceptances: Sequence[Acceptance], looked_at: AbstractSet[str]
) -> tuple[tuple[Finding, ...], tuple[Accepted, ...], tuple[Acceptance, ...]]:
    """(open findings, accepted ones, acceptances whose words changed). What no check looked at is none of them."""
    known = {acceptance.id: acceptance for acceptance in acceptances}
    there = {finding.id for finding in findings}
    return (
        tuple(finding for finding in findings if finding.id not in known),
        tuple(Accepted(finding, known[finding.id]) for finding in findings if finding.id in known),
        tuple(each for each in known.values() if each.id not in there and each.check in looked_at),
    )


def read_accepted(path: Path) -> tuple[Acceptance, ...]:
    """The acceptances of a file. Raises Refusal when it is not such a file."""
    try:
        with path.open("rb") as stream:
            data = stream.read(_LARGEST + 1)
    except OSError as error:
        raise Refusal(_("The file cannot be read: %(why)s."), where=str(path), why=error.strerror or error) from error
    try:
        rows = json.loads(data.decode("utf-8-sig"))["accepted"] if len(data) <= _LARGEST else None
        return tuple(_acceptance(row) for row in rows or _no_rows(rows))
    except (ValueError, KeyError, TypeError, RecursionError):
        raise Refusal(
            _("This is not a file of accepted findings."),
            where=str(path),
            advice=_("Mend it, or put it away and accept the findings again."),
        ) from None


def _no_rows(rows: object) -> tuple[object, ...]:
    if rows != []:
        raise TypeError
    return ()


def _acceptance(row: object) -> Acceptance:
    if not isinstance(row, dict) or any(not isinstance(row.get(name), str) for name in _FIELDS):
        raise TypeError
    if not row["id"] or not row["reason"].strip():
        raise ValueError
    return Acceptance(**{name: row[name] for name in _FIELDS})


def write_accepted(path: Path, acceptances: Iterable[Acceptance]) -> None:
    """Write the file anew; after a power cut it is the old or the new one. A later word on one finding replaces."""
    rows = list({acceptance.id: acceptance for acceptance in acceptances}.values())
    content = json.dumps({"accepted": [row.to_json() for row in rows]}, ensure_ascii=False, indent=2) + "\n"
    replace_file(path, content.encode("utf-8", "backslashreplace"))


def unwritten(path: Path, error: OSError) -> Refusal:
    """Why a file was not written, in the reader's language as far as the fault is a usual one."""
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return Refusal(
            _("The file cannot be written: there is no folder %(folder)s."), where=str(path), folder=path.parent
        )
    usual = {
        errno.EACCES: _("The file cannot be written: you may not write in this folder."),
        errno.EPERM: _("The file cannot be written: you may not write in this folder."),
        errno.EROFS: _("The file cannot be written: nothing can be written on this disk."),
        errno.ENOSPC: _("The file cannot be written: the disk is full."),
        errno.EDQUOT: _("The file cannot be written: the disk is full."),
        errno.EISDIR: _("The file cannot be written: a folder has this name."),
        errno.ENAMETOOLONG: _("The file cannot be written: its name is too long."),
    }
    told = usual.get(error.errno or 0)
    if told is not None:
        return Refusal(told, where=str(path))
    return Refusal(_("The file cannot be written: %(why)s."), where=str(path), why=error.strerror or error)


def replace_file(path: Path, content: bytes) -> None:
    """Put ``content`` at ``path`` as a whole or not at all."""
    fresh = path.with_name(f".{path.name[:40]}.{os.getpid()}-{threading.get_ident()}")
    try:
        with fresh.open("xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        if path.exists():
            fresh.chmod(path.stat().st_mode & 0o777)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
