"""A program of its own that polls figures: ``python _watch.py``.

Words, one JSON object on its input: ``code``, ``year``, ``places`` (pairs of units). Says ``ready``; after ``go`` the
number of records of each figure, and from then on asks round after round until ``end``; then tells each round that saw
something new, and the last: when it ended, and the numbers.
"""

from __future__ import annotations

import json
import select
import sys
from time import monotonic


def main() -> None:
    import django

    django.setup()
    from danvan.indicators.current import freshen
    from danvan.indicators.glimpse import glimpse
    from danvan.kit.period import Period
    from danvan.kit.scope import Scope

    words = json.loads(sys.stdin.readline())
    period = Period.parse(str(words["year"]))

    def numbers() -> list[list[int]]:
        freshen()
        return [[glimpse(words["code"], Scope(unit, period)).count for unit in pair] for pair in words["places"]]

    numbers()
    print("ready", flush=True)
    sys.stdin.readline()
    counts = numbers()
    print(json.dumps(counts), flush=True)
    rounds = [(monotonic(), counts)]
    while not select.select([sys.stdin], [], [], 0)[0]:
        counts = numbers()
        rounds.append((monotonic(), counts))
    counts = numbers()
    rounds.append((monotonic(), counts))
    print(json.dumps(rounds), flush=True)


if __name__ == "__main__":
    main()
