"""Digests of an entry: an open one of its facts, a salted commitment of its texts that survives their erasure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from danvan.kit.by import By
from danvan.ledger.entry import TEXTS, EntryData, to_json

#: One for all entries: making an encoder costs as much as writing an entry.
_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def canonical(value: object) -> str:
    """JSON in one way of writing: sorted names, no blanks, letters as they are."""
    return _ENCODER.encode(value)


def facts_digest(data: EntryData, *, kind_version: str, place: str, by: By) -> str:
    """SHA-256 of everything in the entry that is a code, a day or a number. No position is in it: those are local."""
    facts = {name: value for name, value in to_json(data).items() if name not in TEXTS}
    facts |= {"kind_version": kind_version, "place": place, "user": by.user, "post": by.post}
    return hashlib.sha256(canonical(facts).encode()).hexdigest()


def sealed_texts(data: EntryData) -> str:
    """The texts of the entry as they are kept and committed to."""
    return canonical(data.texts)


def texts_of(body: str | None) -> Mapping[str, str]:
    """The texts back from what ``sealed_texts`` wrote; empty ones when it was erased."""
    return json.loads(body) if body is not None else dict.fromkeys(TEXTS, "")


def commitment(salt: str, body: str) -> str:
    """What the journal keeps of the texts: without the salt nobody can try guesses against it."""
    return hashlib.sha256(f"{salt}\n{body}".encode()).hexdigest()
