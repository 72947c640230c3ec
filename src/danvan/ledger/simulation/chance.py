"""Chance that comes again for the same seed, and identifiers drawn from it in the form of devices' own (UUIDv7)."""

from __future__ import annotations

import hashlib
from random import Random

#: Hexadecimal digits after the moment, of which the first has two bits.
_DIGITS, _BITS = 19, 74


def source(*words: object) -> Random:
    """A source of chance of its own for these words; chance that comes again is what is wanted here, never a secret."""
    return Random(" ".join(["danvan", *map(str, words)]))  # noqa: S311


def id_at(rng: Random, milliseconds: int) -> str:
    """An id as a device would have made it at that moment, ``milliseconds`` after 1/1/1970; the rest from ``rng``."""
    return _id(milliseconds, f"{rng.getrandbits(_BITS):019x}")


def id_beside(other: str, milliseconds: int) -> str:
    """An id of that moment that follows from the id ``other`` alone."""
    digest = hashlib.sha256(other.encode()).hexdigest()
    return _id(milliseconds, f"{int(digest[0], 16) & 3}{digest[1:_DIGITS]}")


def _id(milliseconds: int, rest: str) -> str:
    when, variant = f"{milliseconds:012x}", "89ab"[int(rest[0])]
    return f"{when[:8]}-{when[8:]}-7{rest[1:4]}-{variant}{rest[4:7]}-{rest[7:]}"
