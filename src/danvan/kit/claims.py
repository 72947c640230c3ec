"""What passes between a written report and the ledger: the figures that a file claims, and what the ledger says.

``proof`` reads claims from a file; the doors ask ``indicators`` for the statements; neither room imports the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Claim:
    """One figure's control in a written report, as its custom XML part describes it.

    ``control`` is the control's short id, unique per occurrence; ``scope`` is the text of ``unit|period|tree|
    boundaries|body|roles|as_of``; ``definition_version`` the version that was counted by; ``value`` the value
    when it was written (None: not stated); ``printed`` the words as written.
    """

    control: str
    code: str
    scope: str
    definition_version: str
    value: Decimal | None
    printed: str


@dataclass(frozen=True, slots=True)
class Statement:
    """What the ledger says today for one claim; ``value`` None means that it was not stated or is not known.

    ``trouble`` is a sentence when the ledger could not answer (an unknown code, another installation's unit);
    ``strange`` tells that it does not know the place.
    """

    control: str
    code: str
    value: Decimal | None
    precision: str
    noun: str
    records: tuple[str, ...]
    trouble: str = ""
    strange: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """What the ledger says of one indicator at a report's own place and period, exactly and fit to be printed.

    ``name`` and ``noun`` are the indicator's Vietnamese words; ``place`` is the unit's short name, ``period`` a code.
    ``adds`` tells that it is a sum over deeds, of which a report may tell a part.
    """

    code: str
    name: str
    noun: str
    value: Decimal
    place: str
    period: str
    adds: bool
