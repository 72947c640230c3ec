"""Names for made-up places: two syllables each, of which no real place of Viet Nam is called.

The syllables are sound Vietnamese and stand in no name of a province, district or commune, so no two of them together
are a real name either; a test compares them with every name that danvan's own registers hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from danvan.kit.vietnamese.search import search_key

_ONSETS = ("b", "ch", "d", "h", "kh", "l", "m", "n", "nh", "ph", "r", "s", "t", "th", "tr", "v", "x")
#: Rime -> the onsets with which it does sound like a place that exists.
_FIRST = {"uôm": "", "oay": "", "oeo": "", "uynh": "h", "ệch": "", "oạch": "h", "oanh": "d h"}
_SECOND = {
    "ươu": "",
    "uây": "",
    "oen": "kh",
    "oăng": "h kh",
    "iu": "d",
    "uật": "kh l th x",
    "uôn": "b kh v",
    "ênh": "l n",
}


def _syllables(rimes: dict[str, str]) -> list[str]:
    return [onset + rime for rime, real in rimes.items() for onset in _ONSETS if onset not in real.split()]


def invented(rng: Random) -> Iterator[str]:
    """Names in an order of their own for each seed, each once; when they run out, again with a number behind."""
    names = [f"{one} {two}".title() for one in _syllables(_FIRST) for two in _syllables(_SECOND)]
    rng.shuffle(names)
    yield from names
    lap = 2
    while True:
        yield from (f"{name} {lap}" for name in names)
        lap += 1


def slug_of(*words: str) -> str:
    """The words as a slug: small letters without marks, joined by hyphens."""
    return search_key(" ".join(words)).replace(" ", "-")
