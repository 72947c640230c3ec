"""A pytest plugin: every process of tests has a home of its own, made before Django reads its settings.

A conftest would come too late: pytest-django reads the settings before it, and all tests on a machine would share
the user's own home.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

HOME = tempfile.mkdtemp(prefix="danvan-test-")
os.environ["DANVAN_HOME"] = HOME
os.environ.setdefault("DANVAN_LANGUAGE", "vi")
# What ibis compiled is named by all that it depends on; processes share it, for it takes each of them five seconds.
_COMPILED = Path(tempfile.gettempdir(), f"danvan-test-sql-{os.getuid()}")
_COMPILED.mkdir(exist_ok=True)
Path(HOME, "sql-cache").symlink_to(_COMPILED)
atexit.register(shutil.rmtree, HOME, ignore_errors=True)
