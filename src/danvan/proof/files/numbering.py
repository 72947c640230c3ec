"""Word's own numbering: the number or bullet that Word prints before a paragraph and keeps out of its text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from danvan.proof.files.package import Element, Package, attribute, local
from danvan.proof.files.styles import Styles

_PLACE = re.compile(r"%([1-9])")
#: Beyond these a number is printed as Word would hardly print it either: in digits.
_MOST_ROMAN, _MOST_LETTERS = 3999, 26 * 20
_ROMANS: Final = tuple(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    )
)
_COUNTED: Final = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")
#: Bullets of symbol fonts (Symbol, Wingdings) as letters that any font has; any other becomes a dot.
_BULLETS: Final = {"o": "○", "\uf0a7": "▪", "\uf0a8": "▪", "\uf06e": "▪", "\uf02d": "-", "": "", "■": "▪", "□": "▪"}


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 1
    format: str = "decimal"
    text: str = ""
    plain: bool = False
    restart: int | None = None


class Numbering:
    """Counts a file's numbered paragraphs in the order of reading."""

    def __init__(self, package: Package, document: str, styles: Styles) -> None:
        self._abstract: dict[str, dict[int, _Level]] = {}
        self._linked: dict[str, str] = {}
        self._nums: dict[str, tuple[str, Mapping[int, _Level], Mapping[int, int]]] = {}
        self._of_style: dict[tuple[str, str], int] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        self._styles = styles
        for part in package.related(document, "numbering")[:1]:
            for element in package.children(part):
                if local(element) == "abstractNum":
                    self._add_abstract(element)
                elif local(element) == "num":
                    self._add(element)

    def _add_abstract(self, element: Element) -> None:
        identity = attribute(element, "abstractNumId")
        levels = self._abstract.setdefault(identity, {})
        for child in element:
            if local(child) == "lvl":
                depth = _whole(attribute(child, "ilvl"), 0)
                levels[depth] = _level(child)
                for style in child:
                    if local(style) == "pStyle":
                        self._of_style[identity, attribute(style, "val")] = depth
            elif local(child) == "numStyleLink":
                self._linked[identity] = attribute(child, "val")

    def _add(self, element: Element) -> None:
        abstract, levels, starts = "", {}, {}
        for child in element:
            if local(child) == "abstractNumId":
                abstract = attribute(child, "val")
            elif local(child) == "lvlOverride":
                depth = _whole(attribute(child, "ilvl"), 0)
                for part in child:
                    if local(part) == "startOverride":
                        starts[depth] = _whole(attribute(part, "val"), 1)
                    elif local(part) == "lvl":
                        levels[depth] = _level(part)
        self._nums[attribute(element, "numId")] = abstract, levels, starts

    def depth(self, number: str, style: str) -> int:
        """The level that a numbering keeps for paragraphs of that style; 0 when for none."""
        return self._of_style.get((self._home(number), style), 0)

    def _home(self, number: str) -> str:
        """The abstract numbering that holds the levels, through a numbering style where one stands between."""
        abstract = self._nums[number][0] if number in self._nums else ""
        if abstract in self._linked and not self._abstract.get(abstract):
            through = self._styles.look(self._linked[abstract]).number
            if through in self._nums:
                return self._nums[through][0]
        return abstract

    def label(self, number: str, depth: int) -> str:
        """Count one paragraph, and give what Word prints before it; empty for no number."""
        if number not in self._nums or not 0 <= depth <= 8:
            return ""
        home = self._home(number)
        _, overridden, starts = self._nums[number]
        levels = {**self._abstract.get(home, {}), **overridden}
        if depth not in levels:
            return ""
        counts = self._counts.setdefault(home, {})
        if depth in starts and (number, depth) not in self._begun:
            counts[depth] = starts[depth]
            self._begun.add((number, depth))
        else:
            counts[depth] = counts[depth] + 1 if depth in counts else levels[depth].start
        for deeper in [d for d in counts if d > depth]:
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or 0 < depth + 1 <= restart:
                del counts[deeper]
        return _printed(levels, counts, depth)


def _printed(levels: Mapping[int, _Level], counts: Mapping[int, int], depth: int) -> str:
    level = levels[depth]
    if level.format == "bullet":
        sign = level.text.strip()[:1]
        return _BULLETS.get(sign, "•" if not sign or "\ue000" <= sign <= "\uf8ff" else sign)
    if level.format == "none":
        level = replace(level, text=_PLACE.sub("", level.text))

    def shown(place: re.Match[str]) -> str:
        other = int(place[1]) - 1
        of = levels.get(other, level)
        value = counts.get(other, of.start)
        return counted(value, "decimal" if level.plain and of.format != "decimalZero" else of.format)

    return _PLACE.sub(shown, level.text).strip()


def counted(value: int, form: str) -> str:
    """A number in one of Word's forms (decimal, upperRoman, lowerLetter…)."""
    match form:
        case "upperRoman" | "lowerRoman" if 0 < value <= _MOST_ROMAN:
            roman, left = "", value
            for worth, sign in _ROMANS:
                roman += sign * (left // worth)
                left %= worth
            return roman if form == "upperRoman" else roman.lower()
        case "upperLetter" | "lowerLetter" if 0 < value <= _MOST_LETTERS:
            letter = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
            return letter.upper() if form == "upperLetter" else letter
        case "decimalZero":
            return f"{value:02}"
        case "vietnameseCounting" if 0 <= value < len(_COUNTED):
            return _COUNTED[value]
        case "none":
            return ""
    return str(value)


def _level(element: Element) -> _Level:
    said = {local(child): attribute(child, "val") for child in element}
    return _Level(
        start=_whole(said.get("start", ""), 1),
        format=said.get("numFmt", "decimal"),
        text=said.get("lvlText", "")[:40],
        plain="isLgl" in said and said["isLgl"] not in ("0", "false", "off"),
        restart=_whole(said["lvlRestart"], 0) if "lvlRestart" in said else None,
    )


def _whole(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 8 else otherwise
