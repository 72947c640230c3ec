"""How a line becomes a link: the digests of the chain, from values alone."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime

from danvan.audit.models import AuditLine

#: The digest before the first line.
START = "0" * 64
#: Lines read at once, whatever the length of the chain.
CHUNK = 500
#: One for all lines: making an encoder costs more than writing a line.
_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def line_digest(line: AuditLine) -> str:
    """SHA-256 over everything that the line says, in one canonical form."""
    return digest_of(line.id, line.at, line.user, line.post, line.deed, line.ref, line.reason, line.content)


def digest_of(
    id: str, at: datetime, user: str, post: str, deed: str, ref: str, reason: str, content: Mapping[str, str]
) -> str:
    """The digest of a line that says this; ``line_digest`` without a line."""
    moment = (at if at.tzinfo is UTC else at.astimezone(UTC)).isoformat(timespec="microseconds")
    text = _ENCODER.encode([id, moment, user, post, deed, ref, reason, content])
    # What is no UTF-8 any more (a flipped bit) has a digest too, another one.
    return hashlib.sha256(text.encode(errors="surrogateescape")).hexdigest()


def link_digest(before: str, line: AuditLine) -> str:
    """The chain's digest at ``line``, given the digest before it."""
    return link_over(before, line_digest(line))


def link_over(before: str, line: str) -> str:
    """The chain's digest at the line of digest ``line``, given the digest before it."""
    return hashlib.sha256(f"{before}{line}".encode()).hexdigest()
