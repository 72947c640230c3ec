"""How long things take, on the demonstration: ``python bench [NAME…]``; five runs each after one that is not counted.

One file beside this one is one measure: its docstring says what is done and what is aimed at, its ``measure(home)``
gives the act to be timed. The times are of the machine that they are taken on: compare runs on one machine.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from statistics import median
from time import perf_counter

HERE = Path(__file__).resolve().parent
RUNS = 5


def main(names: list[str]) -> int:
    with tempfile.TemporaryDirectory(prefix="danvan-bench-") as folder:
        home = Path(folder)
        os.environ["DANVAN_HOME"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "danvan.web.settings")
        subprocess.run([sys.executable, "-m", "danvan.cli.main", "demo"], check=True, stdout=subprocess.DEVNULL)
        import django

        django.setup()
        print(f"{'measure':<20} {'min':>8} {'median':>8} {'most':>8}   what")
        for name in names or sorted(path.stem for path in HERE.glob("[a-z]*.py")):
            module = import_module(name)
            act = module.measure(home)
            act()
            times = []
            for _run in range(RUNS):
                started = perf_counter()
                act()
                times.append(1000 * (perf_counter() - started))
            what = (module.__doc__ or "").strip()
            print(f"{name:<20} {min(times):>6.0f}ms {median(times):>6.0f}ms {max(times):>6.0f}ms   {what}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
