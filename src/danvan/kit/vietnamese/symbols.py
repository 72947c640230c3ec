"""Numbers and symbols of official documents, by the rule set that holds on the document's day.

Party papers: «98-KH/HU», number restarted each committee term and type, below 10 padded (Quy định 66-QĐ/TW and
Hướng dẫn 36-HD/VPTW, since 2026 Quy định 399-QĐ/TW and Hướng dẫn 05-HD/VPTW). State papers: «175/KH-UBND», restarted
each year (Nghị định 30/2020/NĐ-CP, Phụ lục I and III). The type of a paper is a field of its own and is never drawn
from the symbol: QĐ is both a quyết định and a quy định of the party.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from django.utils.translation import gettext_lazy as _

from danvan.kit.errors import Refusal

System = Literal["party", "state"]
#: What was odd about how a symbol was typed.
Flag = Literal["blanks", "joined", "other system's form", "unpadded", "suffix"]

_BODY = r"(?P<body>[A-ZĐ][A-ZĐa-zđ0-9]*(?:[-./][A-ZĐ][A-ZĐa-zđ0-9]*)*)"
_NUMBER = r"(?P<number>\d{1,5})(?P<suffix>[a-z]?)"
#: Bodies whose papers follow the state's rules, and the Front's, which uses the state's form.
_STATE_BODIES = re.compile(r"(?:UBND|HĐND|VPUBND|MTTQ|CP|TTg|QH\d*|BTT)\b")


@dataclass(frozen=True, slots=True)
class RuleSet:
    """The rules of one system from ``valid_from`` until before ``valid_to``; ``types`` are the abbreviations known."""

    name: str
    system: System
    valid_from: date
    valid_to: date | None
    types: frozenset[str]


_PARTY: Final = frozenset(
    """QĐ QĐi NQ CT CL KL QC TT HD TB TC BC KH QH CTr ĐA PA DA TTr CV BB GM GGT BS""".split()  # noqa: SIM905
)
_STATE: Final = frozenset(
    """NQ QĐ CT QC QyĐ TC TB HD CTr KH PA ĐA DA BC BB TTr HĐ CĐ BGN BTT GUQ GM GGT GNP PG PC PB SY TrS SL NĐ TT
    """.split()  # noqa: SIM905
)
RULE_SETS: Final = (
    RuleSet("66-QĐ/TW, 36-HD/VPTW", "party", date(2017, 2, 6), date(2026, 1, 9), _PARTY),
    RuleSet("399-QĐ/TW, 05-HD/VPTW", "party", date(2026, 1, 9), None, _PARTY - {"QĐi"}),
    RuleSet("TT 01/2011/TT-BNV", "state", date(2011, 3, 6), date(2020, 3, 5), _STATE),
    RuleSet("NĐ 30/2020/NĐ-CP", "state", date(2020, 3, 5), None, _STATE),
)


@dataclass(frozen=True, slots=True)
class Symbol:
    """A document's number: «98-KH/HU» is number 98, type KH, body HU of the party.

    ``type`` is empty for a state công văn («249/MTTQ-BTT»); ``year`` is set for «39/2015/NĐ-CP». ``flags`` say what
    was odd in what was read.
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
        if self.year is not None:
            return f"{number}/{self.year}/{self.type}-{self.body}"
        return f"{number}/{self.type}-{self.body}" if self.type else f"{number}/{self.body}"


def rules_for(system: System, day: date) -> RuleSet:
    """The rule set of the system that holds on ``day``; the oldest known for days before it."""
    known = [rules for rules in RULE_SETS if rules.system == system]
    return next((r for r in reversed(known) if r.valid_from <= day), known[0])


def read_symbol(text: str, on: date) -> Symbol:
    """The symbol in ``text`` («Số 98-KH/HU», «653/KHUBND»…) by the rules of ``on``. Raises Refusal for what is none."""
    bare = re.sub(r"^\s*Số\s*:?\s*", "", text).strip()
    tight = re.sub(r"\s+", "", bare)
    flags: list[Flag] = ["blanks"] if tight != bare else []
    found = _party(tight, on) or _state(tight, on)
    if found is None:
        raise Refusal(
            _("«%(text)s» is not the number of a document."),
            text=text,
            advice=_("Write for example 98-KH/HU or 175/KH-UBND."),
        )
    symbol, more = found
    if symbol.suffix:
        more = (*more, "suffix")
    if re.match(r"\d\D", tight):
        more = (*more, "unpadded")
    return Symbol(symbol.system, symbol.number, symbol.type, symbol.body, symbol.suffix, symbol.year, (*flags, *more))


def _party(text: str, on: date) -> tuple[Symbol, tuple[Flag, ...]] | None:
    match = re.fullmatch(rf"{_NUMBER}-(?P<type>[A-ZĐa-z]+)/{_BODY}", text)
    if match is None or match["type"] not in rules_for("party", on).types | {"QĐi"}:
        return None
    system: System = "state" if _STATE_BODIES.match(match["body"]) else "party"
    # «175-KH/UBND»: the party's form for a body that writes 175/KH-UBND.
    flags: tuple[Flag, ...] = ("other system's form",) if system == "state" else ()
    return Symbol(system, int(match["number"]), match["type"], match["body"], match["suffix"]), flags


def _state(text: str, on: date) -> tuple[Symbol, tuple[Flag, ...]] | None:
    types = sorted(rules_for("state", on).types, key=len, reverse=True)
    named = "|".join(types)
    match = re.fullmatch(rf"{_NUMBER}/(?:(?P<year>(?:19|20)\d\d)/)?(?P<type>{named})(?P<joint>-?){_BODY}", text)
    if match is not None and (match["joint"] or _STATE_BODIES.match(match["body"])):
        system: System = "state" if _STATE_BODIES.match(match["body"]) or match["year"] else "party"
        flags: tuple[Flag, ...] = () if match["joint"] else ("joined",)
        flags = (*flags, "other system's form") if system == "party" else flags
        year = int(match["year"]) if match["year"] else None
        return Symbol(system, int(match["number"]), match["type"], match["body"], match["suffix"], year), flags
    match = re.fullmatch(rf"{_NUMBER}/{_BODY}", text)
    if match is None or not _STATE_BODIES.match(match["body"]):
        return None
    return Symbol("state", int(match["number"]), "", match["body"], match["suffix"]), ()
