"""The family of passages: one file a kind of contradiction, its name is the kind; each names its WRITERS."""

from __future__ import annotations

import importlib
import pkgutil

from corpus.passage import Writers


def kinds() -> dict[str, Writers]:
    """The writers by kind, in the order of the files' names."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return {name: importlib.import_module(f"{__name__}.{name}").WRITERS for name in names}
