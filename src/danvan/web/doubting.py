"""Doubting a file that somebody sent: in a process of its own, since the file is a stranger's."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePath

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from danvan.kit.errors import Refusal
from danvan.proof import bounded, reader, run
from danvan.proof.findings.annotate import WORD, annotated
from danvan.proof.language import insist_on_vietnamese
from danvan.proof.run import Checked


@dataclass(frozen=True, slots=True)
class Doubted:
    """What was found in a file, and the file with comments at the places; empty where there are none."""

    checked: Checked
    copy: bytes
    ending: str


def doubt(name: str, chunks: Iterable[bytes]) -> Doubted:
    """Read and check what was sent under that name; nothing of it is kept. Raises Refusal, which names the file."""
    ending = PurePath(name).suffix.lower()
    with tempfile.TemporaryDirectory(prefix="danvan-check-") as folder:
        # The sender's name is shown, never used as a path.
        path = Path(folder, f"report{ending if ending in reader.READERS else '.unknown'}")
        with path.open("wb") as stream:
            for chunk in chunks:
                stream.write(chunk)
        try:
            language = translation.get_language() or "vi"
            return bounded.run(read_and_check, path, language)
        except RuntimeError as fault:
            raise Refusal(
                _("danvan failed on this file (%(why)s)."),
                where=name,
                why=fault,
                advice=_("Save the report's text alone as .docx or .txt, and try that."),
            ) from fault
        except Refusal as refusal:
            raise Refusal(refusal.message, where=name, advice=refusal.advice, **_named(refusal, path, name)) from None


def _named(refusal: Refusal, path: Path, name: str) -> dict[str, object]:
    """The values of a refusal, with the sender's name in the place of ours."""
    ending = PurePath(name).suffix.lower() or name
    values = {key: name if str(value) == str(path) else value for key, value in refusal.values.items()}
    return values | ({"ending": ending} if values.get("ending") == ".unknown" else {})


def read_and_check(path: Path, language: str) -> Doubted:
    """What the other process does. Raises Refusal."""
    with translation.override(language):
        reading = reader.read(path)
        insist_on_vietnamese(reading)
        checked = run.check(reading)
        copy = annotated(path, checked) if checked.findings else b""
        return Doubted(checked, copy, path.suffix if path.suffix in WORD else ".docx")
