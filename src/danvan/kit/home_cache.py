"""What was worked out once is kept in the home: read only when it is whole, written when it can be.

A cache never stops anything: a file that is torn, not ours or not readable is made anew, and where the home cannot be
written (a full disk, no permission) the work is done again the next time.
"""

from __future__ import annotations

import hashlib
import os
import threading
from contextlib import suppress
from pathlib import Path

_DIGEST = hashlib.sha256().digest_size


def read(path: Path) -> bytes | None:
    """What ``write`` put there; None when it is not there or not whole."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    payload = data[_DIGEST:]
    return payload if hashlib.sha256(payload).digest() == data[:_DIGEST] else None


def write(path: Path, payload: bytes) -> None:
    """Keep ``payload``; of two processes that write at once either result is good."""
    fresh = path.with_name(f"{path.name}.{os.getpid()}-{threading.get_ident()}")
    with suppress(OSError):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            fresh.write_bytes(hashlib.sha256(payload).digest() + payload)
            fresh.replace(path)
        finally:
            fresh.unlink(missing_ok=True)
