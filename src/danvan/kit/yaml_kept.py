"""YAML that is parsed once: what a file says is kept in the home, by the hash of its content, as plain values.

Every command reads all families, and parsing YAML takes longest of that. Only the parsing is spared: whatever is asked
of what a file says is asked each time, so nothing that was taken once is taken unseen by a newer danvan.
"""

from __future__ import annotations

import datetime
import hashlib
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from django.conf import settings

from danvan.kit import home_cache

T = TypeVar("T")

#: More files than these are not kept; a file that was edited leaves its older words behind.
_MOST = 5000
_lock = threading.Lock()
_kept: dict[str, msgspec.Raw] | None = None
_written = 0


def decode(data: bytes, *, type: type[T]) -> T:
    """As ``msgspec.yaml.decode``. Raises msgspec.MsgspecError for what is no YAML or not of that type."""
    kept, name = _read(), hashlib.sha256(data).hexdigest()
    said: Any
    if name in kept:
        said = msgspec.msgpack.decode(kept[name])
    else:
        said = msgspec.yaml.decode(data)
        # YAML has values (dates, sets, very large numbers) that would come back as others.
        with suppress(OverflowError):
            packed = msgspec.msgpack.encode(said)
            if msgspec.msgpack.decode(packed) == said and len(kept) < _MOST:
                with _lock:
                    kept[name] = msgspec.Raw(packed)
    return msgspec.convert(said, type, builtin_types=(datetime.datetime, datetime.date))


def keep() -> None:
    """Write down what was parsed since; to be called when all files of a folder were read."""
    global _written
    kept = _read()
    with _lock:
        if len(kept) == _written:
            return
        home_cache.write(_path(), msgspec.msgpack.encode(kept))
        _written = len(kept)


def _read() -> dict[str, msgspec.Raw]:
    global _kept, _written
    with _lock:
        if _kept is None:
            _kept = {}
            found = home_cache.read(_path())
            if found is not None:
                _kept = msgspec.msgpack.decode(found, type=dict[str, msgspec.Raw])
            _written = len(_kept)
        return _kept


def _path() -> Path:
    return Path(settings.DANVAN.home, "yaml-cache")
