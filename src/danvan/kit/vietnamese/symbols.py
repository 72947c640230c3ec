"""Numbers and symbols of official documents, by the rules that hold on the document's day.

Party papers: «98-KH/HU», number restarted each committee term and type, below 10 padded (Quy định 66-QĐ/TW and
Hướng dẫn 36-HD/VPTW, since 2026 Quy định 399-QĐ/TW and Hướng dẫn 05-HD/VPTW). State papers: «175/KH-UBND», restarted
each year (Nghị định 30/2020/NĐ-CP, Phụ lục I and III). The types and the days on which they hold stand in
document_types.csv. The type of a paper is a field of its own and is never drawn from the symbol: QĐ is both a quyết
định and a quy định of the party.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final, Literal

from django.utils.translation import gettext_lazy as _

from danvan.kit.errors import Refusal

System = Literal["party", "state"]
#: What was odd about how a symbol was typed.
Flag = Literal["blanks", "joined", "other system's form", "type of another day", "unpadded", "suffix"]

_BODY = r"(?P<body>[A-ZĐ][A-ZĐa-zđ0-9]*(?:[-./][A-ZĐ][A-ZĐa-zđ0-9]*)*)"
_NUMBER = r"(?P<number>\d{1,5})(?P<suffix>[a-z]?)"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
#: Bodies that write in the state's form whatever is typed: the state's, and the Front's, which uses it too.
_STATE_BODIES = re.compile(r"(?:UBND|HĐND|VPUBND|(?:UB)?MTT[QW]|CP|TTg|QH\d*|UBTVQH\d*|BTT)\b")
#: Bodies that write in the party's form. BTC and BCĐ alone are both systems' (Bộ Tài chính, Ban Tổ chức).
_PARTY_BODIES = re.compile(r"(?:(?:VP)?(?:TW|TU|HU|ĐU)|CB)\b|UBKT|BTG|BDV|BTC(?:TW|TU|HU|ĐU)")


@dataclass(frozen=True, slots=True)
class DocumentType:
    """A row of document_types.csv: a type of paper that ``system`` («front» too) writes on the days of its span.

    ``abbreviation`` is empty where the type has none in symbols; a span open at an end (None) has no known end there.
    Several rows may give one name several abbreviations, and one abbreviation belongs to several names.
    """

    system: str
    name: str
    abbreviation: str
    valid_from: date | None
    valid_to: date | None
    source: str

    def holds_on(self, day: date) -> bool:
        """Whether ``day`` lies in the span; its end is the first day no longer in it."""
        return (self.valid_from or day) <= day and (self.valid_to is None or day < self.valid_to)


def _read_types() -> tuple[DocumentType, ...]:
    def day(text: str) -> date | None:
        return date.fromisoformat(text) if text else None

    with Path(__file__).with_name("document_types.csv").open(encoding="utf-8", newline="") as table:
        return tuple(
            DocumentType(system, name, abbreviation, day(first), day(end), source)
            for system, name, abbreviation, first, end, source in list(csv.reader(table))[1:]
        )


TYPES: Final = _read_types()


def types_on(system: str, day: date | None) -> tuple[DocumentType, ...]:
    """The types that ``system`` writes on ``day`` (None: on any day); the Front writes the state's, and its own."""
    systems = ("front", "state") if system == "front" else (system,)
    return tuple(sort for sort in TYPES if sort.system in systems and (day is None or sort.holds_on(day)))


@dataclass(frozen=True, slots=True)
class Symbol:
    """A document's number: «98-KH/HU» is number 98, type KH, body HU of the party.

    ``type`` is empty for a state công văn («249/MTTQ-BTT») and for laws («77/2015/QH13»); ``year`` is set for legal
    normative papers («39/2015/NĐ-CP»). ``flags`` say what was odd in what was read. ``str`` writes it by the rules.
    """

    system: System
    number: int
    type: str
    body: str
    suffix: str = ""
    year: int | None = None
    flags: tuple[Flag, ...] = ()

    def __str__(self) -> str:
        number = f"{self.number:02d}{self.suffix}"
        if self.system == "party":
            return f"{number}-{self.type}/{self.body}"
        year = f"/{self.year}" if self.year else ""
        return f"{number}{year}/{self.type}-{self.body}" if self.type else f"{number}{year}/{self.body}"


def read_symbol(text: str, on: date) -> Symbol:
    """The symbol in ``text`` («Số 98-KH/HU», «653/KHUBND»…) by the rules of ``on``. Raises Refusal for what is none."""
    # Ð, the Icelandic letter, is often typed for Đ: they look the same.
    clean = unicodedata.normalize("NFC", text).replace("Ð", "Đ")
    bare = re.sub(r"^\s*Số\s*:?\s*", "", clean).strip()
    tight = re.sub(r"\s+", "", bare)
    found = _party(tight, on) or _state(tight, on)
    if found is None:
        raise Refusal(
            _("«%(text)s» is not the number of a document."),
            text=text,
            advice=_("Write for example 98-KH/HU or 175/KH-UBND."),
        )
    odd: dict[Flag, bool] = {
        "blanks": tight != bare,
        **dict.fromkeys(found.flags, True),
        "suffix": bool(found.suffix),
        "unpadded": re.match(r"\d\D", tight) is not None,
    }
    return replace(found, flags=tuple(flag for flag, there in odd.items() if there))


def _party(text: str, on: date) -> Symbol | None:
    match = re.fullmatch(rf"{_NUMBER}-(?P<type>[A-ZĐa-z]+)/{_BODY}", text)
    if match is None or match["type"] not in _abbreviations("party"):
        return None
    # «175-KH/UBND»: the party's form for a body that writes 175/KH-UBND.
    theirs = _STATE_BODIES.match(match["body"]) is not None
    return _symbol(match, "state" if theirs else "party", on, *_flag("other system's form", theirs))


def _state(text: str, on: date) -> Symbol | None:
    types = "|".join(sorted(_abbreviations("state"), key=len, reverse=True))
    match = re.fullmatch(rf"{_NUMBER}/(?:{_YEAR}/)?(?P<type>{types})(?P<joint>-?){_BODY}", text)
    if match is not None and (match["joint"] or _STATE_BODIES.match(match["body"])):
        theirs = match["year"] is None and _PARTY_BODIES.match(match["body"]) is not None
        flags = (*_flag("joined", not match["joint"]), *_flag("other system's form", theirs))
        return _symbol(match, "party" if theirs else "state", on, *flags)
    # A công văn names the drafting unit («12/UBND-VX»), a law only the National Assembly («77/2015/QH13»).
    untyped = re.fullmatch(rf"{_NUMBER}(?:/{_YEAR})?/{_BODY}", text)
    if untyped is None or _PARTY_BODIES.match(untyped["body"]):
        return None
    return _symbol(untyped, "state", on) if "-" in untyped["body"] or _STATE_BODIES.match(untyped["body"]) else None


@cache
def _abbreviations(system: System) -> frozenset[str]:
    """All that were ever used: a paper that uses another day's is flagged, not unreadable."""
    systems = ("party",) if system == "party" else ("state", "front")
    return frozenset(sort.abbreviation for sort in TYPES if sort.system in systems and sort.abbreviation)


def _flag(flag: Flag, there: bool) -> tuple[Flag, ...]:
    return (flag,) if there else ()


def _symbol(match: re.Match[str], system: System, on: date, *flags: Flag) -> Symbol:
    parts = match.groupdict()
    sort = parts.get("type") or ""
    year = int(parts["year"]) if parts.get("year") else None
    known = {kind.abbreviation for kind in types_on("party" if system == "party" else "front", on)}
    flags = (*flags, *_flag("type of another day", bool(sort) and sort not in known))
    return Symbol(system, int(parts["number"]), sort, parts["body"], parts["suffix"], year, flags)
