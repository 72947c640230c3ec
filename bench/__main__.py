"""How long things take, on the demonstration, as one JSON document: ``python bench [NAME…]``; a person reads stderr.

One file beside this one is one measure: its docstring says what is done, its ``measure(home)`` gives the act, its goal
and the baseline that runs beside it. Figures are medians of the machine that they are taken on: compare runs on one
machine. A goal that is not met is said so and is no failure.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from importlib import import_module
from pathlib import Path

from _measure import line, say, told

HERE = Path(__file__).resolve().parent


def main(names: list[str]) -> int:
    with tempfile.TemporaryDirectory(prefix="danvan-bench-") as folder:
        os.environ |= {"DANVAN_HOME": folder, "DJANGO_SETTINGS_MODULE": "danvan.web.settings"}
        subprocess.run([sys.executable, "-m", "danvan.cli.main", "demo"], check=True, stdout=subprocess.DEVNULL)
        import django

        django.setup()
        measures = []
        for name in names or sorted(path.stem for path in HERE.glob("[a-z]*.py")):
            module = import_module(name)
            measure = module.measure(Path(folder))
            measures.append(told(name, (module.__doc__ or "").strip(), measure))
            say(line(measures[-1], measure.unit))
        print(json.dumps({"measures": measures}, indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
