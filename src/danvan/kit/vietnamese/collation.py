"""Vietnamese order: letters first, then marks, then case, as ICU's ``vi`` sorts (An Ấm Ân Bùi Dương Đào Đặng)."""

from __future__ import annotations

import unicodedata
from typing import Final

#: The 29 letters in their order, with f, j, w, z where foreign names need them.
_LETTERS: Final = {letter: place for place, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
#: The tones in the order of dictionaries: none, huyền, hỏi, ngã, sắc, nặng.
_TONES: Final = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}

SortKey = tuple[tuple[int, ...], tuple[int, ...], tuple[bool, ...]]


def sort_key(text: str) -> SortKey:
    """A key for ``sorted``: first the letters, then the tones, then small before capital letters."""
    letters: list[int] = []
    tones: list[int] = []
    capitals: list[bool] = []
    for character in unicodedata.normalize("NFC", text):
        parts = unicodedata.normalize("NFD", character)
        tone = next((_TONES[mark] for mark in parts[1:] if mark in _TONES), 0)
        base = unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in _TONES))
        letter = base.casefold()
        # A foreign letter (é, ç, ñ) stands by its bare form; what is no letter, before letters, by its code.
        place = _LETTERS.get(letter, _LETTERS.get(parts[0].casefold()))
        letters.append(min(ord(letter[0]), 999) if place is None else 1000 + place)
        tones.append(tone)
        capitals.append(base != letter)
    return tuple(letters), tuple(tones), tuple(capitals)


def name_key(name: str) -> tuple[SortKey, SortKey]:
    """A key for persons' names: by given name first (the last word), then by the rest."""
    family, _space, given = name.rpartition(" ")
    return sort_key(given), sort_key(family)
