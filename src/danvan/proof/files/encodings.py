"""Old Vietnamese encodings: recognised by evidence, converted letter by letter so that offsets can be followed."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from danvan.proof.files.syllables import likeness

TCVN3, VNI, VISCII, TWICE = "TCVN3", "VNI", "VISCII", "UTF-8 twice"
DECOMPOSED = "NFD"
#: Put behind an encoding's name where the font has capitals only (.VnTimeH).
CAPITALS = "+"
#: What marks no letter of the text: hyphens for line ends, joiners and byte order marks within it.
_INVISIBLE: Final = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_TCVN3: Final = (
    "ĂÂÊÔƠƯĐăâêôơưđẶ\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịòỔỏõóọ"
    "ồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ"
)
_VISCII: Final = (
    "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯ"
    "ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡưàáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ"
)
_VNI_ALONE: Final = dict(zip("ñôöíìæóòîÑÔÖÍÌÆÓÒÎ", "đơưíìỉĩịỵĐƠƯÍÌỈĨỊỴ", strict=True))
_VNI_TONES: Final = dict(zip("ùøûõïÙØÛÕÏ", "\u0301\u0300\u0309\u0303\u0323" * 2, strict=True))
_MARKS: Final = ("", "\u0301", "\u0300", "\u0309", "\u0303", "\u0323")
_VNI_SHAPES: Final = {
    **dict(zip("âáàåãä", (f"\u0302{tone}" for tone in _MARKS), strict=True)),
    **dict(zip("êéèúüë", (f"\u0306{tone}" for tone in _MARKS), strict=True)),
}
#: Letters that Vietnamese in Unicode has no use for, and text in an old encoding hardly lacks.
_ODD: Final = re.compile(
    "[¢£¤¥¦¨©ª«¬®¯µ¶·¸¹º»¼½¾¿ÄÅÆÇËÎÏÐÑÖ×ØÛÜÞßäåæçëîïðñö÷øûüþÿŒœŠšŽžŸƒ\u0080-\u009f€™]|[aeouAEOUôöÔÖ][âáàãùõêéèú]"
)
#: Letters that no old encoding shows: they are Unicode's own.
_MODERN: Final = re.compile("[ĂăĐđĨĩŨũƠơƯưẠ-ỹ]")


@dataclass(frozen=True, slots=True)
class Converted:
    """A text and, for each of its letters, the offset of the letter from which it comes (last: the old length)."""

    text: str
    starts: Sequence[int]

    def place(self, old: int) -> int:
        """The offset in ``text`` of what stood at ``old``."""
        return min(bisect_left(self.starts, old), len(self.text))


@cache
def _bytes() -> Mapping[str, int]:
    """The byte that a program took for each letter of Western Windows."""
    table = {chr(byte): byte for byte in range(0x80, 0x100)}
    return table | {
        bytes([b]).decode("cp1252"): b for b in range(0x80, 0xA0) if b not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
    }


@cache
def _letters(code: str) -> Mapping[str, str]:
    """What each single letter stands for in that encoding."""
    if code == VNI:
        return _VNI_ALONE
    first, letters = (0xA1, _TCVN3) if code == TCVN3 else (0x80, _VISCII)
    table = {shown: letters[byte - first] for shown, byte in _bytes().items() if 0 <= byte - first < len(letters)}
    if code == VISCII:
        table |= dict(zip("\x02\x05\x06\x14\x19\x1e", "ẲẴẪỶỸỴ", strict=True))
    return table


def converted(text: str, code: str = "", *, capitals: bool = False) -> Converted:
    """A text in that encoding (empty: Unicode) as NFC without invisible signs, in capitals where it is printed so."""
    capitals, code = capitals or code.endswith(CAPITALS), code.removesuffix(CAPITALS)
    letters, starts = _spelled(text, code)
    out: list[str] = []
    offsets: list[int] = []
    at = 0
    while at < len(letters):
        end = at + 1
        while end < len(letters) and unicodedata.combining(letters[end]):
            end += 1
        cluster = "".join(letters[at:end])
        if cluster not in _INVISIBLE:
            whole = unicodedata.normalize("NFC", cluster.upper() if capitals else cluster)
            out.append(whole)
            offsets.extend([starts[at]] * len(whole))
        at = end
    return Converted("".join(out), [*offsets, len(text)])


def _spelled(text: str, code: str) -> tuple[list[str], list[int]]:
    """The letters of a text, marks apart, and the offset that each comes from."""
    letters: list[str] = []
    starts: list[int] = []
    if code == TWICE:
        return _twice(text)
    table = _letters(code) if code else {}
    for at, letter in enumerate(text):
        before = text[at - 1] if at else ""
        if code == VNI and before in "aeoôuöyAEOÔUÖY" and before and letter.lower() in _VNI_TONES:
            said = _VNI_TONES[letter]
        elif code == VNI and before and before in "aeoAEO" and letter.lower() in _VNI_SHAPES:
            said = _VNI_SHAPES[letter.lower()]
        else:
            said = table.get(letter, letter)
        letters.extend(said)
        starts.extend([at] * len(said))
    return letters, starts


def _twice(text: str) -> tuple[list[str], list[int]]:
    """UTF-8 that a program took for Western Windows and wrote as UTF-8 again."""
    table = _bytes()
    data = bytes(ord(c) if ord(c) < 0x80 else table[c] for c in text)
    letters = list(data.decode("utf-8"))
    starts, at = [], 0
    for letter in letters:
        starts.append(at)
        at += len(letter.encode())
    return letters, starts


def is_plain(text: str) -> bool:
    """Whether a text can stay as it is: composed, and without invisible signs."""
    return text.isascii() or (unicodedata.is_normalized("NFC", text) and not any(sign in text for sign in _INVISIBLE))


def suspicious(text: str) -> bool:
    """Whether a text has letters that Vietnamese in Unicode would not have."""
    return not text.isascii() and _ODD.search(text) is not None


def evidence(text: str, least: int = 3) -> str:
    """In which old encoding a text is that was taken for Western letters; empty: in none, or it cannot be told.

    ``least``: how many words must speak for it.
    """
    if not suspicious(text):
        return ""
    good, words = likeness(text)
    if words < least or good > words / 2:
        return ""
    best, most = "", good + max(1, words // 4)
    for code in (TCVN3, VNI, VISCII, TWICE):
        try:
            fine, of = likeness(converted(text, code).text)
        except (KeyError, UnicodeDecodeError):
            continue
        if fine > most and fine >= 0.75 * of:
            best, most = code, fine
    return best


def is_modern(text: str) -> bool:
    """Whether a text has Vietnamese letters of Unicode's own."""
    return _MODERN.search(text) is not None


def of_font(name: str) -> str:
    """The old encoding that a font was made for; empty for a font of Unicode."""
    lower = name.lower()
    if lower.startswith(".vn"):
        return TCVN3 + CAPITALS if name.endswith("H") else TCVN3
    return VNI if lower.startswith(("vni-", "vni ")) else ""
