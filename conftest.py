"""What every test shares: a home of its own, so that no test touches a real one."""

from __future__ import annotations

import os
import tempfile

# Set before Django reads its settings; one folder a process, removed by the system's own cleaning of temporary files.
os.environ["DANVAN_HOME"] = tempfile.mkdtemp(prefix="danvan-test-")
os.environ.setdefault("DANVAN_LANGUAGE", "vi")
