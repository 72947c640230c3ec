"""Check and Finding: the one shape of a doubt, and of what raises it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from danvan.kit.claims import Known, Statement
from danvan.kit.words import Words
from danvan.proof.reading import Reading, Span

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

#: "error": the report contradicts itself or its source. "doubt": a careful reader would ask. "style": how it is
#: written, never what it states.
Severity = Literal["error", "doubt", "style"]
Speed = Literal["fast", "slow"]
#: What sort of contradiction a check looks for; reports, accepted findings and measurements are told by these.
Kind = Literal[
    "sum",
    "count_list",
    "ratio",
    "share_total",
    "range",
    "change",
    "average",
    "repeat",
    "double_count",
    "unit",
    "number",
    "date",
    "symbol",
    "citation_repeat",
    "name",
    "footnote",
    "outline",
    "text",
    "format",
    "control",
    "ledger",
    "previous",
]


class NotRun(Exception):
    """Raised by a check that finds nothing to look at; the sentence says why, so that it is not taken for passed."""

    def __init__(self, reason: _StrOrPromise) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Finding:
    """One doubt: where (``places``, the first is where it is told), what, and what to do.

    ``message`` and ``advice`` are marked sentences whose %(name)s places are filled from ``values`` when they are
    read, so that one finding can be shown in either language. ``expected`` and ``found`` are short words or numbers;
    ``arithmetic`` is the reckoning in Vietnamese digits ("976 + 13 + 1 + 1 = 991"), empty where there is none.
    ``id`` and ``kind`` are filled in when the checks have run: the id stays as long as the words of the places and
    their sentences do (``proof.identity``).
    """

    check: str
    severity: Severity
    text: _StrOrPromise
    remedy: _StrOrPromise
    places: tuple[Span, ...]
    expected: str = ""
    found: str = ""
    arithmetic: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
    id: str = ""
    kind: Kind | None = None

    @property
    def message(self) -> str:
        """What is doubted, in the reader's language."""
        return str(self.text) % self.values if self.values else str(self.text)

    @property
    def advice(self) -> str:
        """What to do about it, in the reader's language."""
        return str(self.remedy) % self.values if self.values else str(self.remedy)


@dataclass(frozen=True, slots=True)
class Case:
    """What a check is given: the reading, and what it may be compared with.

    ``statements``: the ledger's answers by control (None: it was not asked). ``previous``: the reading of last
    period's report, if one was given. ``names``: official names of places and organisations, if there is a register.
    ``known``: what the ledger says at the report's place and period, empty where it knows neither (None: not asked).
    ``memo`` keeps what several checks work out of the reading, so that it is worked out once.
    """

    reading: Reading
    statements: Mapping[str, Statement] | None = None
    previous: Reading | None = None
    names: frozenset[str] = frozenset()
    known: tuple[Known, ...] | None = None
    memo: dict[str, object] = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Check:
    """A member of the family ``proof/checks``: its code is the name of its file.

    ``run`` yields findings; it may raise NotRun, reads only what it is given, and writes nothing. "slow" ones are
    left out where a person waits at each keystroke.
    """

    code: str
    name: Words
    kind: Kind
    speed: Speed
    run: Callable[[Case], Iterable[Finding]]


def span_of(reading: Reading, paragraph: int, start: int, end: int) -> Span:
    """The stretch of a paragraph, with the words that stand there."""
    return Span(reading.paragraph(paragraph).text[start:end], start, end, paragraph)


def bare(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Figures or citations as mere places."""
    return tuple(Span(s.quote, s.start, s.end, s.paragraph) for s in spans)
