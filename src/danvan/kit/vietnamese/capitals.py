"""Capitals of official papers (Nghị định 30/2020/NĐ-CP, Phụ lục II)."""

from __future__ import annotations

import re
from typing import Final

#: Nhân dân, Nhà nước, Đảng carry a capital where they are names; «Ủy ban nhân dân», «cơ quan nhà nước», «tổ chức
#: đảng», «đảng viên» only describe.
_NAMES: Final = re.compile(
    r"""
      (?<!an\ )(?<!án\ )(?<!đồng\ )(?<!sát\ )(?<!đội\ )(?<!tra\ )(?<!thẩm\ )(?<!ninh\ )\bnhân\ dân\b
    | (?:(?<=của\ )|(?<=Đảng,\ )|(?<=Đảng\ và\ ))nhà\ nước\b
    | (?<=của\ )đảng\b(?!\ (?:viên|bộ|ủy|uỷ|đoàn|phí|cấp|cơ))
    | \bquốc\ hội\b | (?<!phi\ )\bchính\ phủ\b | \bmặt\ trận\ tổ\ quốc\b
    | \bNhân\ Dân\b | \bNhà\ Nước\b
    """,
    re.VERBOSE,
)
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
    found = [match[0] for match in _NAMES.finditer(text)]
    for match in re.finditer(rf"(?<=[^.:;!?\n] )({'|'.join(kind.capitalize() for kind in _KINDS)}) [A-ZĐÀ-Ỹ]\w*", text):
        if not _OWN_NAME.search(text[match.start() : match.end() + 12]):
            found.append(match[0])
    return found
