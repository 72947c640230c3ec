"""Writing what was drawn: rows, digests, positions and links of some thousand entries in one transaction.

What stands in the tables afterwards is what ``record_entries`` would have written for each, one by one, on the day of
its receipt. The guards stay where they are.
"""

from __future__ import annotations

import os
from collections.abc import Sequence

from django.db import transaction

from danvan.audit.bulk import append_rows, stored_moments
from danvan.audit.past import Past, tell_past
from danvan.kit.by import By
from danvan.kit.ref import Ref
from danvan.ledger.models import Content, Correction, Entry, EntryDim, EntryPlace, Measure, Partner
from danvan.ledger.sealing import commitment, facts_digest, sealed_texts
from danvan.ledger.simulation.chance import id_beside
from danvan.ledger.simulation.entries import Received

#: Who records in a made-up locality.
SIMULATION = By("simulation")
_ENTRY = (
    "id", "act", "kind", "kind_version_id", "form", "lead_id", "place_id", "start", "end", "occasions", "user", "post",
    "recorded_at", "origin", "commitment", "facts_digest",
)  # fmt: skip
_MEASURE = ("entry_id", "name", "value", "precision", "status")
_SALT = 32
Row = tuple[object, ...]


@transaction.atomic
def write(entries: Sequence[Received]) -> None:
    """Append the entries, told, numbered and linked as of the moments of their receipt."""
    rows: list[Row] = []
    contents: list[Row] = []
    deeds: list[Past] = []
    #: Few texts are ever said.
    bodies: dict[tuple[str, str, str], str] = {}
    made = stored_moments([received.data.made_at for received in entries])
    ref_start = str(Ref("ledger", "entry", ""))
    salts = os.urandom(_SALT * len(entries)).hex()
    for place, (at, data, held_at, version) in enumerate(entries):
        texts_said = (data.source, data.note, data.reason)
        if (body := bodies.get(texts_said)) is None:
            body = bodies[texts_said] = sealed_texts(data)
        salt = salts[2 * _SALT * place : 2 * _SALT * (place + 1)]
        texts = commitment(salt, body)
        facts = facts_digest(data, kind_version=version, place=held_at, by=SIMULATION)
        start, end = data.days
        rows.append((
            data.id, data.act, data.kind, version, data.form, data.lead, held_at, str(start), str(end),
            data.occasions, SIMULATION.user, SIMULATION.post, made[place], data.origin, texts, facts,
        ))  # fmt: skip
        contents.append((data.id, salt, body))
        # The line's id is drawn from the entry's, so that it is the same for the same seed.
        line = id_beside(data.id, int(at.timestamp() * 1000))
        ref = f"{ref_start}{data.id}"
        deeds.append(Past(line, at, data.act, ref, {"facts": facts, "texts": texts}, entry=data.id))
    append_rows(Entry, _ENTRY, rows)
    append_rows(Content, ("entry_id", "salt", "body"), contents)
    _write_parts(entries)
    tell_past(by=SIMULATION, deeds=deeds)


def _write_parts(entries: Sequence[Received]) -> None:
    all_data = [received.data for received in entries]
    append_rows(Measure, _MEASURE, (
        (data.id, name, None if value.value is None else f"{value.value:f}", value.precision.value, value.status.value)
        for data in all_data
        for name, value in data.measures.items()
    ))  # fmt: skip
    append_rows(Partner, ("entry_id", "body_id", "role", "inferred"), (
        (data.id, each.unit, each.role, each.inferred) for data in all_data for each in data.partners
    ))  # fmt: skip
    append_rows(EntryPlace, ("entry_id", "place_id"), (
        (data.id, place) for data in all_data for place in data.places
    ))  # fmt: skip
    append_rows(EntryDim, ("entry_id", "name", "value"), (
        (data.id, name, value) for data in all_data for name, values in data.dims.items() for value in values
    ))  # fmt: skip
    append_rows(Correction, ("entry_id", "head_id"), (
        (data.id, head) for data in all_data for head in data.corrects
    ))  # fmt: skip
