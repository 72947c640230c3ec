"""What a Vietnamese syllable looks like in letters: evidence of how a file's letters are to be read."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_ONSET = "ngh|ng|nh|gh|gi|kh|ch|ph|qu|th|tr|[bcdđghklmnprstvx]"
_NUCLEUS = (
    "uyê|yêu|iêu|oai|oay|oao|oeo|uây|uôi|ươi|ươu|uya|uyu|oă|oa|oe|oi|oo|ôô|uâ|uê|uơ|uô|uy|ua|ui|ưa|ưi|ươ|ưu|ia|iê|iu|yê"
    "|ai|ao|au|ay|âu|ây|eo|êu|ôi|ơi|a|ă|â|e|ê|i|o|ô|ơ|u|ư|y"
)
_SYLLABLE = re.compile(f"(?:{_ONSET})?(?:{_NUCLEUS})(?:ng|nh|ch|[cmnpt])?")
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_SHAPES = "\u0302\u0306\u031b"
#: Letters as any encoding misread may show them: whatever is neither blank nor a sign of ASCII nor a quotation mark.
_TOKEN = re.compile(r"[^\s\x00-@\[-`{-\x7f\u2010-\u206f]+")


@lru_cache(maxsize=20_000)
def is_syllable(word: str) -> bool:
    """Whether a word could be one Vietnamese syllable: its letters in a Vietnamese order, at most one tone."""
    if len(word) > 8 or not (word.islower() or word.isupper() or word.istitle()):
        return False
    split = unicodedata.normalize("NFD", word.lower())
    tones = sum(split.count(tone) for tone in _TONES)
    bare = unicodedata.normalize("NFC", "".join(c for c in split if c not in _TONES))
    return tones <= 1 and _SYLLABLE.fullmatch(bare) is not None


def likeness(text: str) -> tuple[int, int]:
    """(syllables, words) among the words that have a letter outside ASCII: the only ones that an encoding changes."""
    marked = [token for token in _TOKEN.findall(text) if not token.isascii()]
    return sum(is_syllable(token) for token in marked), len(marked)
