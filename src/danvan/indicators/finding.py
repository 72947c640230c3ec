"""Figures by words: accents, capitals and the order of the words do not matter, nor in which language they are."""

from __future__ import annotations

from dataclasses import dataclass

from danvan.indicators.definitions import INDICATORS, Definition
from danvan.indicators.glance import Tile, tiles_of
from danvan.indicators.groups import places
from danvan.indicators.standpoint import Standpoint
from danvan.indicators.wording import GROUPS
from danvan.kit.vietnamese.collation import sort_key
from danvan.kit.vietnamese.search import search_key
from danvan.ledger.kinds import KINDS


@dataclass(frozen=True, slots=True)
class Hit:
    """One figure that was found, with its group; ``kinds``: the names of what it counts, where these were found."""

    tile: Tile
    number: str
    group: str
    kinds: str


def find(text: str, at: Standpoint) -> list[Hit]:
    """Each figure whose name, noun, code or kinds hold ``text``; where none does, those that hold each of its words.

    First those found by their name.
    """
    wanted = search_key(text)
    if not wanted:
        return []
    family = list(INDICATORS().values())
    found = [definition for definition in family if wanted in _everything(definition)]
    named = {definition.code for definition in found if wanted in _names(definition)}
    if not found:
        words = wanted.split()
        found = [definition for definition in family if all(word in _everything(definition) for word in words)]
        named = {definition.code for definition in found if all(word in _names(definition) for word in words)}
    tiles = tiles_of(found, at)
    found.sort(key=lambda each: (each.code not in named, sort_key(str(each.name))))
    return [
        Hit(
            tiles[each.code],
            places()[each.group].number,
            str(GROUPS[each.group]),
            "" if each.code in named else ", ".join(str(KINDS()[kind].name) for kind in each.kinds),
        )
        for each in found
    ]


def _names(definition: Definition) -> str:
    return search_key(f"{definition.name.vi} | {definition.name.en}")


def _everything(definition: Definition) -> str:
    kinds = [KINDS()[kind] for kind in definition.kinds]
    said = [definition.name, definition.noun, *(kind.name for kind in kinds)]
    codes = [definition.code, definition.code.replace("_", " "), *(kind.code for kind in kinds)]
    return search_key(" | ".join([*codes, *(f"{words.vi} | {words.en}" for words in said)]))
