"""Opaque identifiers, made where a record is made, so that installations and offline devices can be joined later."""

from __future__ import annotations

import re
import uuid

_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


def new_id() -> str:
    """A UUIDv7 (RFC 9562, 5.7) as text: ids of one device sort by the time at which they were made."""
    # Its import looks its version up among all installed packages: 10 ms, for nothing in a command that only reads.
    import uuid6

    return str(uuid6.uuid7())


def random_id() -> str:
    """A UUIDv4 as text, for records whose time of making must not be readable from their name (voices, receipts)."""
    return str(uuid.uuid4())


def is_id(text: str) -> bool:
    """Whether ``text`` is an identifier in the one form that we write: lower case, with hyphens."""
    return _ID.fullmatch(text) is not None
