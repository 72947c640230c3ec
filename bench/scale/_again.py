"""A program of its own that builds the base from the database alone: ``python _again.py``; says the seconds.

Setting Django up is not counted.
"""

from __future__ import annotations

import json
import shutil
from time import perf_counter


def main() -> None:
    import django

    django.setup()
    from danvan.indicators.copy import base
    from danvan.indicators.current import freshen, seal

    shutil.rmtree(base.folder(), ignore_errors=True)
    started = perf_counter()
    seal()
    freshen()
    print(json.dumps(perf_counter() - started), flush=True)


if __name__ == "__main__":
    main()
