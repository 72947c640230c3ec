"""An entry as it is stated, as a value: its fields, its JSON, its one order; no database.

The shape is that of design.md, section 8. ``record`` takes what ``entries`` prints (see reading.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal

from danvan.kit.quantity import Precision, Status

ACTS = ("record", "correct", "withdraw")
FORMS = ("single", "total")
STATED = (
    "id", "act", "kind", "form", "lead", "partners", "places", "start", "end", "occasions", "measures", "dims",
    "documents", "evidence", "source", "note", "reason", "corrects", "recorded_at", "origin",
)  # fmt: skip
#: What ``entries`` adds for the reader; ``record`` passes over it.
PRINTED_ONLY = (
    "position", "received", "by", "place", "places_detail", "lead_detail", "kind_version", "status", "heads",
    "superseded_by", "erased",
)  # fmt: skip
#: The texts that people write freely; all others are codes from closed lists.
TEXTS = ("source", "note", "reason")


@dataclass(frozen=True, slots=True)
class Value:
    """One measure's value; None: it happened, the number was not stated."""

    value: Decimal | None
    precision: Precision = Precision.EXACT
    status: Status = Status.DONE


@dataclass(frozen=True, slots=True)
class Partner:
    """Another body's part in what the lead did; ``inferred``: our reading, not the source's words."""

    unit: str
    role: str
    inferred: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryData:
    """One entry as stated, before its names are looked up. ``id`` is "" when the ledger shall make one.

    ``single`` is one occasion; ``total`` a count that somebody reported. A withdrawal may leave everything but
    ``reason`` and ``corrects`` empty.
    """

    id: str = ""
    act: str = "record"
    kind: str = ""
    form: str = ""
    lead: str = ""
    partners: tuple[Partner, ...] = ()
    places: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None
    occasions: int | None = None
    measures: Mapping[str, Value] = field(default_factory=dict)
    dims: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    documents: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    source: str = ""
    note: str = ""
    reason: str = ""
    corrects: tuple[str, ...] = ()
    recorded_at: datetime | None = None
    origin: str = ""

    @property
    def texts(self) -> dict[str, str]:
        """What people wrote freely, by field."""
        return {name: getattr(self, name) for name in TEXTS}

    @property
    def days(self) -> tuple[date, date]:
        """Its first and last day. Raises ValueError for a withdrawal that leaves them out."""
        if self.start is None or self.end is None:
            raise ValueError("only a withdrawal that was not completed from its head has no days")
        return self.start, self.end

    @property
    def made_at(self) -> datetime:
        """What its device says about when it was recorded. Raises ValueError before the desk has filled it in."""
        if self.recorded_at is None:
            raise ValueError("the desk gives every entry the moment of its making")
        return self.recorded_at


def to_json(data: EntryData) -> dict[str, object]:
    """The entry as JSON values, in the shape that ``read_entry`` takes; every field stands, in one order."""
    return {
        "id": data.id,
        "act": data.act,
        "kind": data.kind,
        "form": data.form,
        "lead": data.lead,
        "partners": [{"unit": each.unit, "role": each.role, "inferred": each.inferred} for each in data.partners],
        "places": list(data.places),
        "start": data.start.isoformat() if data.start else None,
        "end": data.end.isoformat() if data.end else None,
        "occasions": data.occasions,
        "measures": {name: _value_json(value) for name, value in sorted(data.measures.items())},
        "dims": {name: list(values) for name, values in sorted(data.dims.items())},
        "documents": list(data.documents),
        "evidence": list(data.evidence),
        **data.texts,
        "corrects": list(data.corrects),
        "recorded_at": data.recorded_at.isoformat() if data.recorded_at else None,
        "origin": data.origin,
    }


def _value_json(value: Value) -> object:
    number = _number_json(value.value)
    if (value.precision, value.status) == (Precision.EXACT, Status.DONE):
        return number
    return {"value": number, "precision": value.precision.value, "status": value.status.value}


def _number_json(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def in_order(data: EntryData) -> EntryData:
    """The same entry with every list in one order, so that equal statements are equal values."""
    return replace(
        data,
        partners=tuple(sorted(data.partners, key=lambda each: (each.role, each.unit))),
        places=tuple(sorted(data.places)),
        documents=tuple(sorted(data.documents)),
        evidence=tuple(sorted(data.evidence)),
        corrects=tuple(sorted(data.corrects)),
    )
