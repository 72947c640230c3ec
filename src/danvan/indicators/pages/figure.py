"""One figure: its value in words, what it counts, the records and documents behind it, how it is spread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from danvan.documents.queries import DocumentView, cite, documents_by
from danvan.indicators.definitions import INDICATORS, Definition
from danvan.indicators.engine import Question, ask
from danvan.indicators.glance import address, against, below_it, by_split, part_of_whole
from danvan.indicators.models import Figure
from danvan.indicators.spread import Spread, by_place, over_years
from danvan.indicators.standpoint import Standpoint, standpoint
from danvan.indicators.wording import ASIDES, GROUPS, meaning, name_of, precision_in_words, shown
from danvan.kit.period import Period
from danvan.kit.permission import READ
from danvan.kit.quantity import Basis, Precision
from danvan.ledger.kinds import KINDS, Kind
from danvan.ledger.queries import entries_by
from danvan.ledger.suppression import LEAST, is_guarded
from danvan.ledger.wording import told
from danvan.ui.charts import Bar, Filled
from danvan.ui.formats import Shown, show
from danvan.ui.page import answer, page, wants_part
from danvan.ui.refused import sought

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

#: A page lists no more records than this; how many more there are is said.
MOST: Final = 200
#: So many records stand open; the others behind a disclosure.
OPEN: Final = 4


@dataclass(frozen=True, slots=True)
class Behind:
    """One record behind the figure, how it is sorted, and what it adds to the figure (``value`` None: not stated)."""

    entry: Mapping[str, Any]
    kind: str
    dims: str
    days: str
    value: Shown | None


@dataclass(frozen=True, slots=True)
class Part:
    """A figure that this one is made of."""

    name: str
    url: str
    value: Shown | None
    period: Period


@dataclass(frozen=True, slots=True)
class Context:
    """What the page and its panel show; ``records`` stand open, the ``others`` behind a disclosure.

    ``filled``: a share as the part of its whole; ``below``: the figures that are parts of this one;
    ``compared``: a change as two years.
    """

    at: Standpoint
    figure: Figure
    definition: Definition
    name: str
    url: str
    value: Shown | None
    meaning: str
    precision: str
    group: str
    filled: Filled | None
    splits: tuple[Bar, ...]
    below: tuple[Bar, ...]
    compared: tuple[Bar, ...]
    places: Spread | None
    years: Spread | None
    records: list[Behind]
    others: list[Behind]
    more: int
    documents: list[tuple[DocumentView, str]]
    parts: list[Part]
    asides: list[tuple[_StrOrPromise, list[dict[str, Any]]]]
    then: Standpoint
    today: Standpoint


@page(address="figures/<str:code>", name="indicators.figure", title=_("A figure and its why"), permission=READ)
def figure(request: HttpRequest, code: str) -> HttpResponse:
    """The figure of that code (``ethnic_share[mong]`` for a part) from the standpoint that the address names."""
    base, _bracket, split = code.rstrip("]").partition("[")
    with sought():
        definition = INDICATORS().find(base)
    at = standpoint(request)
    (found,) = ask([Question(code, at.scope)])
    entries = entries_by(found.records[:MOST])
    keys = sorted({key for entry in entries for key in entry["documents"]})
    spread = not wants_part(request) and not split
    behind = [_behind(definition, entry) for entry in entries]
    context = Context(
        at=at,
        figure=found,
        definition=definition,
        name=name_of(definition, split),
        url=address(code, at),
        value=None if definition.split and not split else shown(found),
        meaning=meaning(definition),
        precision=precision_in_words(found),
        group=str(GROUPS[definition.group]),
        filled=part_of_whole(found) if definition.how == "share" else None,
        splits=by_split([definition], at)[code] if definition.split and not split else (),
        below=below_it(definition, found, at) if spread else (),
        compared=against(found, at) if definition.how == "change" else (),
        places=by_place(definition, found, at) if spread else None,
        years=over_years(definition, found, at) if spread else None,
        records=behind[:OPEN],
        others=behind[OPEN:],
        more=len(found.records) - len(entries),
        documents=[(view, cite(view)) for view in documents_by(keys).values()],
        parts=[_part(part, at) for part in found.parts],
        asides=[(ASIDES[aside.sort], entries_by(aside.records[:MOST])) for aside in found.asides],
        then=replace(at, boundaries="then"),
        today=replace(at, boundaries="today"),
    )
    return answer(request, "indicators/figure.html", context, part="indicators/_why.html")


def _behind(definition: Definition, entry: Mapping[str, Any]) -> Behind:
    said = told(entry)
    dims = " · ".join(dim.values for dim in said.dims)
    return Behind(entry, said.kind, dims, said.days, _added(definition, entry, KINDS().get(entry["kind"])))


def _added(definition: Definition, entry: Mapping[str, Any], kind: Kind | None) -> Shown | None:
    if definition.what == "occasions":
        stated = entry["occasions"]
        return None if stated is None else show(stated, Basis.OCCASIONS, definition.noun)
    if kind is None or definition.what not in entry["measures"]:
        return None
    given = entry["measures"][definition.what]
    value, precision = (given["value"], given["precision"]) if isinstance(given, dict) else (given, Precision.EXACT)
    measure = kind.measures[definition.what]
    if value is not None and is_guarded(measure.sensitive, measure.basis) and value < LEAST:
        return Shown("<", str(LEAST), str(measure.noun))
    return None if value is None else show(Decimal(str(value)), measure.basis, measure.noun, Precision(precision))


def _part(part: Figure, at: Standpoint) -> Part:
    there = replace(at, period=part.scope.period)
    definition = INDICATORS()[part.code]
    return Part(name_of(definition, part.split), address(part.full_code, there), shown(part), part.scope.period)
