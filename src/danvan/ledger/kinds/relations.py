"""Relations between the measures of one kind: ``opinions = explained + taken_up``, ``registered <= eligible``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from danvan.kit.errors import Refusal

_NAME = r"[a-z][a-z0-9_]*"
_FORM = re.compile(rf"({_NAME})\s*(=|<=)\s*({_NAME}(?:\s*\+\s*{_NAME})*)")


@dataclass(frozen=True, slots=True)
class Relation:
    """``left`` equals, or is at most, the sum of ``right``."""

    left: str
    sign: str
    right: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.left} {self.sign} {' + '.join(self.right)}"

    @classmethod
    def parse(cls, text: str) -> Relation:
        """Read what ``str`` writes. Raises Refusal for anything else."""
        match = _FORM.fullmatch(text.strip())
        if match is None:
            raise Refusal(
                _("«%(text)s» is not a relation."),
                text=text,
                advice=_("Write for example: whole = part + part, or: part <= whole."),
            )
        return cls(match[1], match[2], tuple(part.strip() for part in match[3].split("+")))

    @property
    def measures(self) -> tuple[str, ...]:
        """Every measure that the relation names."""
        return (self.left, *self.right)

    def broken_by(self, known: Mapping[str, Decimal]) -> bool:
        """Whether the exactly known values contradict it.

        A part that is not known may be anything from zero up: an equality is then only broken by known parts
        that already exceed the whole, and a limit cannot be broken.
        """
        if self.left not in known:
            return False
        parts = [known[name] for name in self.right if name in known]
        complete = len(parts) == len(self.right)
        if self.sign == "<=":
            return complete and known[self.left] > sum(parts)
        return known[self.left] != sum(parts) if complete else known[self.left] < sum(parts)
