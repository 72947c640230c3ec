"""Capitals of official papers (Nghị định 30/2020/NĐ-CP, Phụ lục II)."""

from __future__ import annotations

import re
from typing import Final

#: Words that always carry a capital in official papers.
ALWAYS: Final = ("Nhân dân", "Nhà nước", "Đảng", "Quốc hội", "Chính phủ", "Mặt trận Tổ quốc")
_KINDS: Final = ("tỉnh", "thành phố", "huyện", "quận", "thị xã", "thị trấn", "xã", "phường", "đặc khu", "thôn", "bản")
#: Units called by a number, a person or an event keep the capital of the kind too: Quận 1, Phường Điện Biên Phủ.
_OWN_NAME = re.compile(r"\d|Điện Biên Phủ|Lê Hồng Phong|Hai Bà Trưng")


def unit_name(kind: str, name: str) -> str:
    """«xã Bình Lư», «Phường 1», «Thủ đô Hà Nội»: a common noun in small letters, unless it belongs to the name."""
    if name == "Hà Nội":
        return "Thủ đô Hà Nội"
    if (kind, name) == ("thành phố", "Hồ Chí Minh"):
        return "Thành phố Hồ Chí Minh"
    return f"{kind[:1].upper()}{kind[1:]} {name}" if _OWN_NAME.search(name) else f"{kind} {name}"


def sentence_start(text: str) -> str:
    """The text with its first letter a capital."""
    return text[:1].upper() + text[1:]


def miswritten(text: str) -> list[str]:
    """The words in ``text`` whose capitals are not those of official papers: «nhân dân», «Xã Bình Lư» in a sentence."""
    found = []
    for word in ALWAYS:
        for match in re.finditer(re.escape(word), text, re.IGNORECASE):
            if match[0] != word and match[0] != word.upper():
                found.append(match[0])
    for match in re.finditer(rf"(?<=[^.:;!?\n] )({'|'.join(kind.capitalize() for kind in _KINDS)}) [A-ZĐÀ-Ỹ]\w*", text):
        if not _OWN_NAME.search(text[match.start() : match.end() + 12]):
            found.append(match[0])
    return found
