"""How the engine stands a ledger of millions of facts: ``python bench/scale [NAME…]``, one JSON document; minutes.

    --facts N                   about how many facts the made-up ledger has (1000000)
    --database postgresql|sqlite
    --keep FOLDER               make the ledger there, and find it there again next time; never a home for real work

One file beside this one is one measure: its docstring says what is done, its ``measure(run)`` gives the results, each
taken beside its baselines, on the same facts, in turn. Their answers are compared, and a difference fails the run. A
goal that is not met is said so and is no failure.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path += [str(HERE.parent), str(HERE.parent.parent / "tools")]

from _asked import asked  # noqa: E402
from _baselines import Analytics, Live, laid_out  # noqa: E402
from _made import Made, made  # noqa: E402
from _measure import say  # noqa: E402
from _run import Run  # noqa: E402
from _times import Differing, line  # noqa: E402


def main() -> int:
    chosen = _chosen()
    with made(chosen.facts, chosen.database, chosen.keep) as home:
        os.environ |= home.environment | {"DJANGO_SETTINGS_MODULE": "danvan.web.settings"}
        import django

        django.setup()
        from django.core.management import call_command

        from danvan.audit.models import Installation

        # A home that was kept may be of an older danvan.
        call_command("migrate", verbosity=0)
        # Where all is made up nothing is recorded beside it; but this home is for that, and for nothing else.
        Installation.objects.update(simulation=None)
        results = []
        try:
            for result in _results(home, chosen.names):
                results.append(result)
                say(line(result))
            differing = None
        except Differing as fault:
            differing = str(fault)
            say(f"DIFFERING ANSWERS: {differing}")
        finally:
            print(json.dumps({"conditions": _conditions(home), "measures": results}, indent=2, default=str))
    return 1 if differing else 0


def _results(home: Made, names: list[str]) -> Iterator[dict[str, Any]]:
    """Those that need the baselines' tables first; without these a writer is as fast as it is."""
    modules = {name: import_module(name) for name in names or sorted(path.stem for path in HERE.glob("[a-z]*.py"))}
    questions = asked()
    codes = ", ".join(definition.code for definition in questions.all)
    say(f"Indicators, in {questions.year}: {codes}; {len(questions.communes)} provinces")
    with ExitStack() as stack:
        beside = [name for name, module in modules.items() if module.BESIDE]
        run = Run(home, questions)
        if beside:
            seconds = stack.enter_context(laid_out(home, questions))
            live, analytics = Live(home, questions), Analytics(home, questions) if home.address else None
            run = Run(home, questions, live=live, analytics=analytics, seconds=seconds)
        for name in beside:
            yield from _told(modules[name], run)
    for name in (each for each in modules if each not in beside):
        yield from _told(modules[name], Run(home, questions, seconds=run.seconds))


def _told(module: ModuleType, run: Run) -> Iterator[dict[str, Any]]:
    load = round(os.getloadavg()[0], 1)
    for result in module.measure(run):
        told = result.told()
        told["conditions"] = {"load_before": load, **told["conditions"]}
        yield told


def _conditions(home: Made) -> dict[str, object]:
    from danvan.ledger.models import Correction, Entry, Measure

    entries, measures = Entry.objects.count(), Measure.objects.count()
    return {
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "entries": entries,
        # Of each entry also that it is one, and how many occasions.
        "facts": measures + 2 * entries,
        "corrections": Correction.objects.count(),
        **home.conditions,
    }


def _chosen() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure the engine on a ledger of millions of facts.")
    parser.add_argument("--facts", type=int, default=1_000_000)
    parser.add_argument("--database", choices=("postgresql", "sqlite"), default="postgresql")
    parser.add_argument("--keep", type=Path)
    parser.add_argument("names", nargs="*", metavar="NAME")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
