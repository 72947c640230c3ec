"""A process that records without end, for tests that kill it or let its disk run full. Run with a home of its own.

Reads names of files of entries, one a line, that other such processes had sent, and sends each again: ``again N`` when
all of it was here already, ``new N`` when nothing was, ``torn N`` for anything between. Then prints ``ready``, and for
each file of its own ``start N`` before and ``kept N`` after it was acknowledged; each file holds SIZE entries that name
it in their source. With a number of pages as argument the database may grow no further than by that many; a refusal is
then printed as ``refused`` and ends the process. ``after`` is done after each acknowledgement.
"""

from __future__ import annotations

import os
import sys
import uuid
from collections.abc import Callable

SIZE = 8


def main(room: int | None, *, after: Callable[[], object] = lambda: None) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "danvan.web.settings"
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from danvan.kit.by import TERMINAL
    from danvan.kit.errors import Refusal
    from danvan.ledger.actions import record_entries
    from danvan.ledger.models import KindVersion
    from danvan.ledger.tests.given import dialogue, units_and_documents

    def file_of(name: str) -> list[dict[str, object]]:
        ids = [str(uuid.uuid5(uuid.NAMESPACE_OID, f"{name}/{number}")) for number in range(SIZE)]
        return [dialogue(id=id, source=f"tệp {name}", note="x" * 500) for id in ids]

    if "ledger_entry" not in connection.introspection.table_names():
        call_command("migrate", verbosity=0)
    if not KindVersion.objects.exists():
        units_and_documents()
        record_entries(by=TERMINAL, entries=[dialogue()])
    if room is not None:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            cursor.execute("PRAGMA page_count")
            cursor.execute(f"PRAGMA max_page_count = {cursor.fetchone()[0] + room}")
    for name in sys.stdin.read().split():
        new = {receipt.new for receipt in record_entries(by=TERMINAL, entries=file_of(name))}
        say(f"{'torn' if len(new) > 1 else 'new' if new.pop() else 'again'} {name}")
    say("ready")
    number = 0
    while True:
        number += 1
        name = f"{os.getpid()}-{number}"
        say(f"start {name}")
        try:
            record_entries(by=TERMINAL, entries=file_of(name))
        except Refusal as refusal:
            say(f"refused {refusal}")
            return
        say(f"kept {name}")
        after()


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else None)
