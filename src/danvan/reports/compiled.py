"""Compiled templates, kept in the home: reading a template and compiling it takes far longer than filling it.

A file is named by all that it is made of: the template, the code that reads it, Jinja's compiler, Python's byte code.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import threading
from collections.abc import Callable
from contextlib import suppress
from importlib.util import MAGIC_NUMBER
from pathlib import Path
from typing import Any

import jinja2.compiler
import jinja2.runtime
from django.conf import settings


def kept(source: str, made_by: Path, make: Callable[[], tuple[Any, ...]]) -> tuple[Any, ...]:
    """What ``make`` gives for the template ``source``: a code and plain values; made once by this code of ``made_by``.

    Nothing is kept when ``make`` raises.
    """
    name = hashlib.sha256(_maker(made_by) + source.encode()).hexdigest()
    path = Path(settings.DANVAN.home, "template-cache", name)
    # Not there, or torn as by a full disk: it is made anew.
    with suppress(FileNotFoundError, EOFError, ValueError, TypeError):
        # The home is the user's own: who can write there can as well change the database or the settings.
        found: tuple[Any, ...] = marshal.loads(path.read_bytes())  # noqa: S302
        return found
    made = make()
    path.parent.mkdir(parents=True, exist_ok=True)
    # A name of one's own: two processes may compile the same at once, and either result is good.
    fresh = path.with_suffix(f".{os.getpid()}-{threading.get_ident()}")
    fresh.write_bytes(marshal.dumps(made))
    fresh.replace(path)
    return made


def _maker(made_by: Path) -> bytes:
    files = (made_by, *(Path(str(module.__file__)) for module in (jinja2.compiler, jinja2.runtime)))
    return MAGIC_NUMBER + b"".join(hashlib.sha256(file.read_bytes()).digest() for file in files)
