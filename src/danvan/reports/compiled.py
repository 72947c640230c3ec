"""Compiled templates, kept in the home: reading a template and compiling it takes far longer than filling it.

A file is named by all that it is made of: the template, the code that reads it, Jinja's compiler, Python's byte code.
"""

from __future__ import annotations

import hashlib
import marshal
from collections.abc import Callable
from importlib.util import MAGIC_NUMBER
from pathlib import Path
from typing import Any

import jinja2
import jinja2.compiler
import jinja2.runtime
from django.conf import settings

from danvan.kit import home_cache


def kept(source: str, made_by: Path, make: Callable[[], tuple[Any, ...]]) -> tuple[Any, ...]:
    """What ``make`` gives for the template ``source``: a code and plain values; made once by this code of ``made_by``.

    Nothing is kept when ``make`` raises.
    """
    name = hashlib.sha256(_maker(made_by) + source.encode()).hexdigest()
    path = Path(settings.DANVAN.home, "template-cache", name)
    found = home_cache.read(path)
    if found is not None:
        # The home is the user's own: who can write there can as well change the database or the settings.
        whole: tuple[Any, ...] = marshal.loads(found)  # noqa: S302
        return whole
    made = make()
    home_cache.write(path, marshal.dumps(made))
    return made


def _maker(made_by: Path) -> bytes:
    files = (made_by, *(Path(str(module.__file__)) for module in (jinja2.compiler, jinja2.runtime)))
    return (
        MAGIC_NUMBER
        + jinja2.__version__.encode()
        + b"".join(hashlib.sha256(file.read_bytes()).digest() for file in files)
    )
