"""Reading an entry's JSON strictly: every fault is told with its place; no database.

Names that only ``entries`` adds (PRINTED_ONLY) are passed over, since ``record`` takes what it prints; any other
unknown name is refused, since it may be a misspelt one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from django.utils.translation import gettext_lazy as _

from danvan.kit.errors import Refusal, Refusals
from danvan.kit.ids import is_id
from danvan.kit.quantity import Precision, Status
from danvan.ledger.entry import ACTS, FORMS, PRINTED_ONLY, STATED, EntryData, Partner, Value

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

LONGEST_TEXT = 4000
#: Facts hold 38 digits, 6 of them after the comma; no count of a locality needs more than 30. A number with decimals
#: has at most 15 digits in all: JSON readers that know only floating-point then give it back unchanged.
MOST_DIGITS, MOST_DECIMALS, MOST_SIGNS = 30, 6, 15

Choice = TypeVar("Choice", bound=StrEnum)
Item = TypeVar("Item")


def read_entry(raw: Mapping[str, object]) -> EntryData:
    """Read one entry's JSON object. Raises Refusals that name every fault and its field."""
    reader = _Reader(raw)
    data = reader.entry()
    if reader.faults:
        raise Refusals(reader.faults)
    return data


class _Reader:
    """Takes the fields of one object one by one and keeps the faults."""

    def __init__(self, raw: Mapping[str, object]) -> None:
        self.raw = raw
        self.faults: list[Refusal] = []

    def entry(self) -> EntryData:
        self._refuse_unknown(self.raw, (*STATED, *PRINTED_ONLY), "")
        act = self.choice("act", ACTS, "record")
        whole = act != "withdraw"
        data = EntryData(
            id=self.identifier("id"),
            act=act,
            kind=self.text("kind", required=whole),
            form=self.choice("form", FORMS, "", required=whole),
            lead=self.text("lead", required=whole),
            partners=self.each("partners", self._partner),
            places=self.texts("places"),
            start=self.day("start", required=whole),
            end=self.day("end", required=whole),
            occasions=self.count("occasions"),
            measures=self._measures(),
            dims=self._dims(),
            documents=self.texts("documents"),
            evidence=self.each("evidence", self._sha256),
            source=self.text("source"),
            note=self.text("note"),
            reason=self.text("reason", required=act != "record"),
            corrects=self.each("corrects", self._identifier),
            recorded_at=self.moment("recorded_at"),
            origin=self.identifier("origin"),
        )
        self._together(data)
        return data

    def fault(self, where: str, message: _StrOrPromise, *, advice: _StrOrPromise = "", **values: object) -> None:
        self.faults.append(Refusal(message, where=where, advice=advice, **values))

    def _refuse_unknown(self, names: Mapping[str, object], known: Sequence[str], where: str) -> None:
        from difflib import get_close_matches

        for name in names:
            if name not in known:
                near = get_close_matches(name, known, n=1)
                advice = _("Did you mean «%(near)s»?") if near else _("There are: %(known)s.")
                self.fault(
                    where,
                    _("There is no field «%(name)s»."),
                    advice=advice,
                    name=name[:60],
                    near="".join(near),
                    known=", ".join(known),
                )

    def _together(self, data: EntryData) -> None:
        if data.start and data.end and data.end < data.start:
            self.fault("end", _("The end %(end)s lies before the start %(start)s."), end=data.end, start=data.start)
        if data.act == "record" and data.corrects:
            self.fault(
                "corrects", _("An entry of act record corrects nothing."), advice=_("Write act correct or withdraw.")
            )
        if data.act != "record" and not data.corrects and "corrects" not in {fault.where for fault in self.faults}:
            self.fault("corrects", _("Name the entry that is corrected or withdrawn."))
        if data.id and data.id in data.corrects:
            self.fault("corrects", _("An entry cannot correct itself."))
        if data.act == "withdraw" and data.measures:
            self.fault("measures", _("A withdrawal measures nothing."), advice=_("Leave the measures out."))

    def text(self, name: str, *, required: bool = False) -> str:
        value = self.raw.get(name)
        if value is None or value == "":
            if required:
                self.fault(name, _("It is missing."))
            return ""
        return self._text(value, name)

    def _text(self, value: object, where: str) -> str:
        if not isinstance(value, str):
            self.fault(where, _("Words were expected here, not %(found)s."), found=_sort_of(value))
            return ""
        if len(value) > LONGEST_TEXT:
            self.fault(where, _("It is longer than %(most)s signs."), most=LONGEST_TEXT)
        if re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]", value):
            self.fault(where, _("It holds signs that are no text."))
            return ""
        return value.strip()

    def texts(self, name: str) -> tuple[str, ...]:
        return self.each(name, self._some_text)

    def _some_text(self, value: object, where: str) -> str:
        text = self._text(value, where)
        if not text and isinstance(value, str):
            self.fault(where, _("It is missing."))
        return text

    def each(self, name: str, read: Callable[[object, str], Item]) -> tuple[Item, ...]:
        """A list in which nothing stands twice; absent is empty."""
        value = self.raw.get(name)
        if value is None:
            return ()
        if not isinstance(value, list | tuple):
            self.fault(name, _("A list was expected here, not %(found)s."), found=_sort_of(value))
            return ()
        items = tuple(read(item, f"{name}[{number}]") for number, item in enumerate(value, start=1))
        known = [item for item in items if item]
        if len(set(known)) != len(known):
            self.fault(name, _("The same stands twice in this list."))
        return items

    def choice(self, name: str, known: Sequence[str], default: str, *, required: bool = False) -> str:
        value = self.text(name, required=required)
        if value and value not in known:
            self.fault(name, _("«%(value)s» is none of: %(known)s."), value=value[:60], known=", ".join(known))
            return default
        return value or default

    def identifier(self, name: str) -> str:
        value = self.raw.get(name)
        return "" if value is None or value == "" else self._identifier(value, name)

    def _identifier(self, value: object, where: str) -> str:
        text = self._text(value, where)
        if text and not is_id(text):
            self.fault(where, _("«%(value)s» is no identifier (a UUID in small letters)."), value=text[:60])
            return ""
        return text

    def _sha256(self, value: object, where: str) -> str:
        text = self._text(value, where)
        if text and re.fullmatch(r"[0-9a-f]{64}", text) is None:
            self.fault(where, _("Evidence is named by the SHA-256 of its file, 64 digits 0-9 a-f."))
        return text

    def day(self, name: str, *, required: bool) -> date | None:
        text = self.text(name, required=required)
        if not text:
            return None
        try:
            if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
                return date.fromisoformat(text)
        except ValueError:
            pass
        self.fault(name, _("«%(value)s» is not a day; write it as 2022-11-24."), value=text[:60])
        return None

    def moment(self, name: str) -> datetime | None:
        text = self.text(name)
        if not text:
            return None
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            moment = None
        if moment is None or moment.tzinfo is None:
            self.fault(name, _("«%(value)s» is not a moment with its offset from UTC."), value=text[:60])
            return None
        return moment

    def count(self, name: str) -> int | None:
        value = self.raw.get(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 10**12:
            self.fault(name, _("A whole number from 0 was expected here, not %(found)s."), found=_sort_of(value))
            return None
        return value

    def _object(self, value: object, where: str) -> Mapping[str, object]:
        if value is None:
            return {}
        if not isinstance(value, Mapping):
            self.fault(where, _("Names with values were expected here, not %(found)s."), found=_sort_of(value))
            return {}
        return value

    def _partner(self, value: object, where: str) -> Partner:
        named = self._object(value, where)
        self._refuse_unknown(named, ("unit", "role", "inferred"), where)
        inferred = named.get("inferred", False)
        if not isinstance(inferred, bool):
            self.fault(f"{where}.inferred", _("Yes (true) or no (false) was expected here."))
        unit = self._some_text(named.get("unit", ""), f"{where}.unit")
        role = self._some_text(named.get("role", ""), f"{where}.role")
        return Partner(unit, role, inferred is True)

    def _measures(self) -> dict[str, Value]:
        named = self._object(self.raw.get("measures"), "measures")
        return {name: self._value(value, f"measures.{name}") for name, value in named.items()}

    def _value(self, value: object, where: str) -> Value:
        if not isinstance(value, Mapping):
            return Value(self._number(value, where))
        self._refuse_unknown(value, ("value", "precision", "status"), where)
        return Value(
            self._number(value.get("value"), f"{where}.value"),
            self._of(Precision, value.get("precision"), f"{where}.precision", Precision.EXACT),
            self._of(Status, value.get("status"), f"{where}.status", Status.DONE),
        )

    def _of(self, choices: type[Choice], value: object, where: str, default: Choice) -> Choice:
        if value is None:
            return default
        if value not in list(choices):
            self.fault(where, _("«%(value)s» is none of: %(known)s."), value=str(value)[:60], known=", ".join(choices))
            return default
        return choices(str(value))

    def _number(self, value: object, where: str) -> Decimal | None:
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
            self.fault(where, _("A number was expected here, not %(found)s."), found=_sort_of(value))
            return None
        try:
            # Through its shortest text: 36.89 read as floating-point is still the 36.89 that was written.
            number = Decimal(str(value))
        except (InvalidOperation, ValueError):
            number = Decimal("NaN")
        if not number.is_finite() or number < 0:
            self.fault(where, _("A measure is a number from 0 up."))
            return None
        # The size first: one of a million digits must not be written out.
        number = _plain(number) if number.adjusted() < MOST_DIGITS else Decimal(10) ** MOST_DIGITS
        if number.adjusted() >= MOST_DIGITS or not _decimals_fit(number):
            self.fault(
                where,
                _("The number is too long: at most %(digits)s digits, or %(signs)s with %(decimals)s after the comma."),
                digits=MOST_DIGITS,
                signs=MOST_SIGNS,
                decimals=MOST_DECIMALS,
            )
            return None
        return number

    def _dims(self) -> dict[str, tuple[str, ...]]:
        named = self._object(self.raw.get("dims"), "dims")
        taken = {}
        for name, value in named.items():
            values = value if isinstance(value, list | tuple) else [value]
            words = tuple(self._some_text(each, f"dims.{name}") for each in values)
            if len(set(words)) != len(words):
                self.fault(f"dims.{name}", _("The same stands twice in this list."))
            taken[name] = tuple(sorted(words))
        return taken


def _sort_of(value: object) -> object:
    """What a JSON value is, in words; the value itself is not repeated, it may be what must not be shown."""
    if value is None:
        return _("nothing")
    if isinstance(value, bool):
        return _("yes or no")
    if isinstance(value, int | float | Decimal):
        return _("a number")
    if isinstance(value, str):
        return _("plain words")
    return _("a list") if isinstance(value, list | tuple) else _("an object")


def _plain(number: Decimal) -> Decimal:
    """The number without empty decimals and without an exponent: 10 is 10, never 1E+1."""
    if number == number.to_integral_value():
        return Decimal(int(number))
    # Not normalize(): it rounds to the context's 28 digits.
    return Decimal(f"{number:f}".rstrip("0"))


def _decimals_fit(number: Decimal) -> bool:
    signs = number.as_tuple()
    if not isinstance(signs.exponent, int) or signs.exponent >= 0:
        return True
    return -signs.exponent <= MOST_DECIMALS and len(signs.digits) <= MOST_SIGNS
