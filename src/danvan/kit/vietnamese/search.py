"""Search keys: what is typed without accents finds what is written with them."""

from __future__ import annotations

import re
import unicodedata

_SPACES = re.compile(r"\s+")
#: đ, and the Icelandic ð that old Vietnamese typefaces put in its place.
_BARRED = str.maketrans("đð", "dd")


def search_key(text: str) -> str:
    """``text`` in small letters without marks, đ as d, blanks folded: «Uỷ ban», «Ủy ban» and «uy ban» are one."""
    decomposed = unicodedata.normalize("NFD", text.casefold())
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return _SPACES.sub(" ", bare.translate(_BARRED)).strip()


def plain(text: str) -> str:
    """The search key of ``text`` in one form of each letter and digit: the form in which signs are looked for."""
    return search_key(unicodedata.normalize("NFKC", text))
