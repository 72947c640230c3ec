"""Signs that Word keeps by their place in a symbol font, as letters that any font has."""

from __future__ import annotations

from typing import Final

_SYMBOL: Final = {
    0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xB0: "°", 0xB2: "″", 0xA2: "′", 0xB9: "≠", 0xBB: "≈",
    0xAE: "→", 0xAC: "←", 0xDE: "⇒", 0xDB: "⇔", 0xB7: "•", 0xD7: "·", 0x2D: "−", 0x25: "%", 0x2B: "+", 0x3D: "=",
}  # fmt: skip
_WINGDINGS: Final = {
    0xFC: "✓", 0xFB: "✗", 0xFE: "☑", 0xFD: "☒", 0xA8: "☐", 0x6F: "☐", 0x78: "☒", 0xA7: "▪", 0x6E: "■", 0x6C: "●",
    0xE0: "→", 0xF0: "⇨", 0xD8: "➢", 0x76: "❖", 0xAB: "★", 0x9F: "•",
}  # fmt: skip


def symbol(font: str, code: str) -> str:
    """What a w:sym prints; a dot where the font's sign is not known, nothing where the code is none."""
    try:
        place = int(code, 16)
    except ValueError:
        return ""
    if not 0 < place < 0x11_0000 or 0xD800 <= place < 0xE000:
        return ""
    if 0xF000 <= place <= 0xF0FF:
        place -= 0xF000
    table = _SYMBOL if font.lower() == "symbol" else _WINGDINGS if "dings" in font.lower() else None
    if table is None:
        return chr(place) if chr(place).isprintable() else ""
    return table.get(place, chr(place) if font.lower() == "symbol" and chr(place).isdigit() else "•")
