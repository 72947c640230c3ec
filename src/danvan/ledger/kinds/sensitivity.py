"""What may be counted about people only coarsely: the closed list of sensitive classes and their finest grain.

Design, law 8 and section 9: such statistics exist as totals only, and published cells under five are suppressed.
A class that is not in this list cannot be declared, so loyalty, attitude, opinion or health find no place at all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from danvan.kit.vietnamese.search import plain
from danvan.kit.words import Words

#: Levels of place from the finest to the coarsest.
Grain = Literal["village", "commune", "district"]
GRAIN_WORDS: dict[Grain, Words] = {
    "village": Words("thôn, bản", "village"),
    "commune": Words("xã", "commune"),
    "district": Words("huyện (nay là tỉnh)", "district (today: province)"),
}


class Sensitive(StrEnum):
    """The classes that a kind, a measure or a dimension may declare."""

    ETHNICITY = "ethnicity"
    RELIGION = "religion"
    PARTY = "party"
    COMPLAINT = "complaint"
    MILITARY = "military"
    CASES = "cases"
    MONITORING = "monitoring"

    @property
    def rule(self) -> Rule:
        """How finely it may be recorded."""
        return _RULES[self]


@dataclass(frozen=True, slots=True)
class Rule:
    """``place`` is the finest level; ``whole_years``: only for whole years; ``totals``: never about one occasion."""

    words: Words
    place: Grain = "village"
    whole_years: bool = False
    totals: bool = False


_RULES = {
    Sensitive.ETHNICITY: Rule(Words("dân tộc", "ethnicity"), "commune", whole_years=True, totals=True),
    Sensitive.RELIGION: Rule(Words("tôn giáo", "religion"), "commune", whole_years=True, totals=True),
    Sensitive.PARTY: Rule(Words("đảng viên", "party membership")),
    Sensitive.COMPLAINT: Rule(Words("khiếu nại, tố cáo", "complaints and denunciations"), totals=True),
    Sensitive.MILITARY: Rule(Words("lực lượng quân sự, công an", "military and police strength"), "district"),
    Sensitive.MONITORING: Rule(
        Words("nắm tình hình, vận động hộ dân", "monitoring and persuasion of households"), "commune"
    ),
    Sensitive.CASES: Rule(Words("vụ việc, trường hợp", "cases on people"), "commune", totals=True),
}

_SPEAKS_OF = {
    Sensitive.RELIGION: (
        "ton giao", "tin do", "giao dan", "tin lanh", "cong giao", "phat giao", "phat tu", "theo dao", "chuc sac",
        "religio", "believer", "faith", "catholic", "protestant", "buddhist",
    ),
    Sensitive.ETHNICITY: ("dan toc", "ethnic", "minorit"),
    Sensitive.MILITARY: (
        "quan nhan", "dan quan", "chien si", "chien sy", "quan so", "du bi dong vien", "cong an vien",
        "soldier", "militia", "reservist", "police strength",
    ),
    Sensitive.CASES: (
        "xuat canh", "nhap canh", "vuot bien", "nguoi nuoc ngoai", "chong nguoi", "illegal exit", "foreigner",
    ),
    Sensitive.COMPLAINT: ("to cao", "khieu nai", "denunciation", "complainant"),
}  # fmt: skip

_NEVER = (
    "tu tuong", "thai do", "trung thanh", "chinh kien", "quan diem chinh tri", "phan dong", "chong doi", "suy thoai",
    "bat man", "quy hoach can bo", "ung vien", "ta dao", "dao la", "chua dang ky", "benh nhan", "suc khoe cua",
    "nguoi nghien", "khong chiu", "khong ban giao", "loyalty", "attitude", "political opinion", "thoughts of",
    "candidate", "unregistered", "patient", "addict", "refusing household", "security risk", "watch list",
)  # fmt: skip


def _beginning(signs: tuple[str, ...]) -> re.Pattern[str]:
    """Finds a word that begins with one of the signs; one search, since every name of every kind is looked at."""
    return re.compile(rf"\b(?:{'|'.join(signs)})")


_SPEAKS = {each: _beginning(signs) for each, signs in _SPEAKS_OF.items()}
_FORBIDDEN = _beginning(_NEVER)


def classes_spoken_of(text: str) -> set[Sensitive]:
    """The classes that the words of a definition speak of, declared or not."""
    words = plain(text)
    return {each for each, sign in _SPEAKS.items() if sign.search(words)}


def never_counted(text: str) -> str:
    """The first word in a definition that danvan has no place for; empty when there is none."""
    found = _FORBIDDEN.search(plain(text))
    return found[0] if found else ""
