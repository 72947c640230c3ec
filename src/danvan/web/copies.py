"""What was found in a report and its copy with comments: for ten minutes, for the browser that sent it, then gone."""

from __future__ import annotations

import hashlib
import secrets
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core import signing
from django.utils.translation import gettext_lazy as _

from danvan.ui.refused import NotFound

MINUTES = 10
#: Beyond so many the oldest goes first: they must not fill the disk.
MOST = 100
_SALT = "danvan.web.copies"


def keep(content: bytes, name: str, holder: str) -> str:
    """Keep a file for the browser that holds the secret ``holder``; gives the token that asks for it again."""
    folder = _folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    sweep(room=1)
    key = secrets.token_urlsafe(24)
    path = folder / _digest(holder, key)
    path.touch(mode=0o600)
    path.write_bytes(content)
    # The sweep at the next visit would do it too, but there may be none.
    timer = threading.Timer(MINUTES * 60, path.unlink, kwargs={"missing_ok": True})
    timer.daemon = True
    timer.start()
    return signing.dumps([key, name], salt=_SALT)


def fetch(token: str, holder: str) -> tuple[str, bytes]:
    """(name, content) of what was kept. Raises NotFound when it is gone or another's."""
    sweep()
    try:
        key, name = signing.loads(token, salt=_SALT, max_age=MINUTES * 60)
        return name, (_folder() / _digest(holder, key)).read_bytes()
    except (signing.BadSignature, OSError, ValueError, TypeError):
        raise gone() from None


def gone() -> NotFound:
    """The refusal of what is no longer there."""
    return NotFound(
        _("What was found in this report is no longer kept: it is deleted after %(minutes)s minutes."),
        minutes=MINUTES,
        advice=_("Send the report once more."),
    )


def sweep(*, room: int = 0) -> None:
    """Delete what has waited too long, and the oldest until there is room for so many more."""
    kept = sorted(_kept())
    for at, (since, path) in enumerate(kept):
        if since < time.time() - MINUTES * 60 or len(kept) - at > MOST - room:
            path.unlink(missing_ok=True)


def _kept() -> Iterator[tuple[float, Path]]:
    for path in _folder().glob("*"):
        try:
            yield path.stat().st_mtime, path
        except OSError:
            continue


def _folder() -> Path:
    return Path(settings.DANVAN.home) / "checks"


def _digest(holder: str, key: str) -> str:
    return hashlib.sha256(f"{holder}:{key}".encode()).hexdigest()
