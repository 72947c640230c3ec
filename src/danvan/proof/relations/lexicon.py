"""What is known of Vietnamese syllables: which pairs are words, which stand beside each other, which are alike.

The facts lie in ``data/words.txt.gz`` and ``data/pairs.bloom`` (``data/README.md`` says where they come from) and are
loaded when they are first asked for. Syllables are told by their key: small letters, the tone on the vowel where
schools put it now (hòa for hoà), i for y where both are written (kĩ for kỹ).
"""

from __future__ import annotations

import gzip
import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, NamedTuple

_DATA: Final = Path(__file__).parents[1] / "data"
PROBES: Final = 4
_MOST_KEPT: Final = 100_000
#: Twice the binary logarithm of the syllables that were counted.
_ALL: Final = 52
#: Two syllables with nothing but blanks between them are neighbours.
_LETTER: Final = r"[^\W\d_⁰¹²³⁴-⁹₀-₉]"
_SYLLABLE: Final = re.compile(rf"{_LETTER}+")
_RUN: Final = re.compile(rf"(?<!{_LETTER}){_LETTER}++(?:\s++{_LETTER}++)+")
_TONES: Final = "oàòa oáóa oảỏa oãõa oạọa oèòe oéóe oẻỏe oẽõe oẹọe uỳùy uýúy uỷủy uỹũy uỵụy"
_OLD_TONE: Final = {pair[:2]: pair[2:] for pair in _TONES.split()}
_OLD_PLACE: Final = re.compile(rf"(?<!q)(?:{'|'.join(_OLD_TONE)})$")
_WITH_Y: Final = re.compile(r"([hklmstvđ])([yỳýỷỹỵ])")
_WITH_QU: Final = re.compile(r"qu([iìíỉĩị])")
_TO_I: Final = str.maketrans("yỳýỷỹỵ", "iìíỉĩị")
_TO_Y: Final = str.maketrans("iìíỉĩị", "yỳýỷỹỵ")

_SOUND_ALIKE: Final = (str.maketrans("x", "s"), str.maketrans("r", "d"), str.maketrans("n", "l"))


class Syllable(NamedTuple):
    """A syllable of a text and where it stands."""

    text: str
    key: str
    start: int
    end: int


@lru_cache(maxsize=20_000)
def key_of(text: str) -> str:
    """The form under which a syllable is known."""
    key = _OLD_PLACE.sub(lambda m: _OLD_TONE[m[0]], text.lower())
    if (with_y := _WITH_Y.fullmatch(key)) is not None:
        return with_y[1] + with_y[2].translate(_TO_I)
    if (with_qu := _WITH_QU.fullmatch(key)) is not None:
        return "qu" + with_qu[1].translate(_TO_Y)
    return key


@lru_cache(maxsize=5_000)
def runs(text: str) -> tuple[tuple[Syllable, ...], ...]:
    """The unbroken runs of syllables: nothing but blanks between them. Kept, for each check of words asks again."""
    found: list[tuple[Syllable, ...]] = []
    for stretch in _RUN.finditer(text):
        found.append(
            tuple(Syllable(m[0], key_of(m[0]), m.start(), m.end()) for m in _SYLLABLE.finditer(text, *stretch.span()))
        )
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The facts; numbers are twice the binary logarithm of how often something is met in 75 million syllables.

    ``words``: pairs that make a word, by their first syllable; ``firsts``: the same by their second. ``alone``: how
    often a syllable stands outside all words. ``leans_on_next`` (``_on_last``): syllables that hardly ever stand before
    (after) one that does not belong to them. ``twice``: syllables that are good Vietnamese when doubled.
    """

    words: Mapping[str, Mapping[str, int]]
    firsts: Mapping[str, Mapping[str, int]]
    alone: Mapping[str, int]
    leans_on_next: frozenset[str]
    leans_on_last: frozenset[str]
    twice: frozenset[str]
    _numbers: Mapping[str, int]
    _bits: bytes
    _asked: dict[tuple[str, str], bool] = field(default_factory=dict)

    def by_chance(self, first: str, second: str) -> int:
        """How often the pair would stand there if both stood where they like."""
        return max(0, self.alone.get(first, 0) + self.alone.get(second, 0) - _ALL)

    def is_word(self, first: str, second: str) -> bool:
        """Whether the pair is a word, or the middle of one."""
        return second in self.words.get(first, ())

    def is_known(self, first: str, second: str) -> bool:
        """Whether the pair is met in good texts more often than by chance; one in sixty others passes as such."""
        pair = first, second
        known = self._asked.get(pair)
        if known is None:
            if len(self._asked) > _MOST_KEPT:
                self._asked.clear()
            known = self._asked[pair] = self._look_up(first, second)
        return known

    def _look_up(self, first: str, second: str) -> bool:
        one, other = self._numbers.get(first), self._numbers.get(second)
        if one is None or other is None:
            return False
        code = pair_code(one, other)
        bits, size = self._bits, len(self._bits) * 8
        place, step = code & 0xFFFFFFFF, code >> 32 | 1
        for _probe in range(PROBES):
            bit = place % size
            if not bits[bit >> 3] >> (bit & 7) & 1:
                return False
            place += step
        return True


def pair_code(one: int, other: int) -> int:
    """Sixty-four well mixed bits for a pair of syllables' numbers."""
    mixed = ((one << 13 | other) * 0x9E3779B97F4A7C15) & 0xFFFFFFFFFFFFFFFF
    mixed ^= mixed >> 29
    return (mixed * 0xBF58476D1CE4E5B9 & 0xFFFFFFFFFFFFFFFF) ^ mixed >> 32


@cache
def lexicon() -> Lexicon:
    """The facts, read once."""
    words: dict[str, dict[str, int]] = {}
    firsts: dict[str, dict[str, int]] = defaultdict(dict)
    alone: dict[str, int] = {}
    marked: dict[str, list[str]] = {">": [], "<": [], "=": []}
    for line in gzip.decompress((_DATA / "words.txt.gz").read_bytes()).decode().splitlines():
        head, *seconds = line.split(" ")
        first = head.rstrip("><=0123456789")
        alone[first] = int(head[len(first) :].lstrip("><="))
        for mark in head[len(first) :].rstrip("0123456789"):
            marked[mark].append(first)
        often = 0
        mine = words[first] = {}
        for second in seconds:
            if second.isdecimal():
                often = int(second)
            else:
                mine[second] = firsts[second][first] = often
    on_next, on_last, twice = (frozenset(marked[mark]) for mark in "><=")
    numbers = {syllable: number for number, syllable in enumerate(alone)}
    return Lexicon(words, firsts, alone, on_next, on_last, twice, numbers, (_DATA / "pairs.bloom").read_bytes())


def bare(key: str) -> str:
    """The letters of a key without the signs over and under them."""
    return "".join(sign for sign in unicodedata.normalize("NFD", key) if not unicodedata.combining(sign))


def alike(one: str, other: str) -> bool:
    """Whether a slip of one key makes one of the other: a letter or a sign dropped, added, changed; two swapped."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    if _one_slip(one, other):
        return True
    split, also = unicodedata.normalize("NFD", one), unicodedata.normalize("NFD", other)
    # A sign set on the wrong vowel ("trừơng") leaves the same letters and signs in another order.
    return _one_slip(split, also) or (sorted(split) == sorted(also) and bare(one) == bare(other))


def often_confused(one: str, other: str) -> bool:
    """Whether one sign, one letter too few, or a letter that sounds alike parts two keys."""
    split, also = unicodedata.normalize("NFD", one), unicodedata.normalize("NFD", other)
    if bare(one) == bare(other):
        return _one_slip(split, also) or sorted(split) == sorted(also)
    if len(one) != len(other):
        return _one_slip(one, other)
    return any(one.translate(letters) == other.translate(letters) for letters in _SOUND_ALIKE)


def _one_slip(one: str, other: str) -> bool:
    if len(one) < len(other):
        one, other = other, one
    if len(one) - len(other) > 1:
        return False
    at = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(other))
    if len(one) > len(other):
        return one[at + 1 :] == other[at:]
    swapped = one[at : at + 2] == other[at : at + 2][::-1]
    changed = at < len(other) and _near_letters(one[at], other[at])
    return (changed and one[at + 1 :] == other[at + 1 :]) or (swapped and one[at + 2 :] == other[at + 2 :])


def _near_letters(one: str, other: str) -> bool:
    """Whether one letter may be a slip of another: its letter or its tone stays ("ứ" is no "ổ")."""
    split, others = unicodedata.normalize("NFD", one), unicodedata.normalize("NFD", other)
    return split[0] == others[0] or split[-1:] == others[-1:] or len(split) == len(others) == 1


def of_common_words(run: Sequence[Syllable], i: int) -> bool:
    """Whether the pair at ``i`` is of common words, not a part of a name or an abbreviation."""
    first, second = run[i].text, run[i + 1].text
    if first.isupper() and len(first) > 1:
        return second.isupper() and len(second) > 1
    if not second.islower():
        return False
    return first.islower() or not (i and run[i - 1].text[:1].isupper())
