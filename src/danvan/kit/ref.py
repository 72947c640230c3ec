"""Ref: a name by which any room can point to a record of any other without importing it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from danvan.kit.errors import Refusal


@dataclass(frozen=True, slots=True, order=True)
class Ref:
    """``room/sort/key``, for example ``ledger/entry/0190…``; the key may itself hold slashes."""

    room: str
    sort: str
    key: str

    def __str__(self) -> str:
        return f"{self.room}/{self.sort}/{self.key}"

    @classmethod
    def parse(cls, text: str) -> Ref:
        """Read what ``str`` writes. Raises Refusal when a part is missing."""
        parts = text.split("/", 2)
        if len(parts) != 3 or not all(parts):
            raise Refusal(_("«%(text)s» is not a reference: write room/sort/key."), text=text)
        return cls(*parts)
