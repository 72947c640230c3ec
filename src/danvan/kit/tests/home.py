"""A pytest plugin: every process of tests has a home of its own, made before Django reads its settings.

A conftest would come too late: pytest-django reads the settings before it, and all tests on a machine would share
the user's own home.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

HOME = tempfile.mkdtemp(prefix="danvan-test-")
os.environ["DANVAN_HOME"] = HOME
os.environ.setdefault("DANVAN_LANGUAGE", "vi")
atexit.register(shutil.rmtree, HOME, ignore_errors=True)
