"""The hook between pages and posts: ``ui`` asks ``may``, ``units`` answers, and neither imports the other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from danvan.kit.by import By


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that a post may allow: ``read``, ``record``, ``sign``…"""

    code: str


READ = Deed("read")
RECORD = Deed("record")

Judge = Callable[[By, Deed, str], bool]
_judges: list[Judge] = []


def set_judge(judge: Judge) -> None:
    """Name the one function that answers ``may``; the last one named wins (tests name their own)."""
    _judges[:] = [judge]


def may(by: By, deed: Deed, unit: str = "") -> bool:
    """Whether ``by`` may do ``deed`` at the unit of that id ("" : the installation as a whole). No judge: no."""
    return bool(_judges) and _judges[0](by, deed, unit)
