"""A program of its own that asks for grids of random provinces with several threads: ``python _read.py``.

Words, one JSON object on its input: ``way`` (ours, live SQL, analytics table), ``threads``, ``seed`` and what is
``asked``. Says ``ready`` when every thread has asked once; a line with seconds starts it; then what each answer took.
"""

from __future__ import annotations

import json
import random
import sys
import threading
from pathlib import Path
from time import monotonic

HERE = Path(__file__).resolve().parent
sys.path += [str(HERE.parent), str(HERE.parent.parent / "tools")]


def main() -> None:
    import django

    django.setup()
    from _asked import Asked
    from _baselines import Analytics, Live
    from _made import this
    from _ours import Ours

    words = json.loads(sys.stdin.readline())
    asked = Asked.from_words(words["asked"])
    provinces = sorted(asked.communes)
    taken: list[float] = []
    all_warm = threading.Barrier(words["threads"] + 1)
    started = threading.Barrier(words["threads"] + 1)
    until = 0.0

    def read(number: int) -> None:
        hand = random.Random(f"{words['seed']} {number}")  # noqa: S311 - questions to time, no secret
        reader = {"ours": Ours, "live SQL": lambda asked: Live(this(), asked)}.get(
            words["way"], lambda asked: Analytics(this(), asked)
        )(asked)
        reader.grid(hand.choice(provinces))
        all_warm.wait()
        started.wait()
        while monotonic() < until:
            milliseconds, _answer = reader.look(hand.choice(provinces))
            taken.append(milliseconds)

    threads = [threading.Thread(target=read, args=(number,), daemon=True) for number in range(words["threads"])]
    for thread in threads:
        thread.start()
    all_warm.wait()
    print("ready", flush=True)
    until = monotonic() + float(sys.stdin.readline())
    started.wait()
    for thread in threads:
        thread.join()
    print(json.dumps(taken), flush=True)


if __name__ == "__main__":
    main()
