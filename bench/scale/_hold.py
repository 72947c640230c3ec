"""A program of its own that does what a web worker does, and says how much memory it held: ``python _hold.py``.

Words, one JSON object on its input: what is ``asked``. It opens the base, answers a hundred glimpses, twenty grids and
twenty figures, says ``ready``; after a line it catches up and says its peaks in MB: of all (mapped files too), and of
what is its own.
"""

from __future__ import annotations

import json
import sys
import threading
from pathlib import Path
from time import sleep

HERE = Path(__file__).resolve().parent
sys.path += [str(HERE.parent), str(HERE.parent.parent / "tools")]


def held(name: str) -> float:
    """A line of what the kernel knows of this process, in MB."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:")) / 1024


def main() -> None:
    own = [0.0]

    def watch() -> None:
        # The kernel keeps no peak of what is the process's own.
        while True:
            own[0] = max(own[0], held("RssAnon"))
            sleep(0.01)

    threading.Thread(target=watch, daemon=True).start()
    import django

    django.setup()
    from _asked import Asked
    from _ours import Ours

    from danvan.indicators import engine
    from danvan.indicators.current import freshen
    from danvan.kit.period import Period
    from danvan.kit.scope import Scope

    started = held("VmRSS")
    asked = Asked.from_words(json.loads(sys.stdin.readline())["asked"])
    ours = Ours(asked)
    freshen()
    for question in asked.single(100):
        ours.glimpse(question)
    for province in asked.provinces(20):
        ours.grid(province)
    for definition, place in asked.single(20):
        engine.figure(definition.code, Scope(place, Period.parse(str(asked.year))))
    before = held("VmHWM")
    print("ready", flush=True)
    sys.stdin.readline()
    freshen()
    print(json.dumps({"peak": held("VmHWM"), "own": own[0], "before": before, "django": started}), flush=True)


if __name__ == "__main__":
    main()
