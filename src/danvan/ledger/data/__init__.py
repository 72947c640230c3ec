"""Data of the demonstration: the entries of a year, and where their published source was not taken at its word."""

from __future__ import annotations

from pathlib import Path

import msgspec

from danvan.kit import yaml_kept
from danvan.kit.words import Words


class Correction(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One decision: at ``place`` the source has ``printed``; ``recorded`` is what the ledger holds, and ``why``."""

    id: str
    place: str
    printed: str
    recorded: str
    why: Words


def corrections(folder: str) -> tuple[Correction, ...]:
    """The decisions of ``corrections.yaml`` in that folder of entries, in the file's order."""
    path = Path(__file__).parent / folder / "corrections.yaml"
    return yaml_kept.decode(path.read_bytes(), type=tuple[Correction, ...])
