"""Whether a kind admits an entry: its measures, dimensions, roles, occasions, relations and how finely it may speak.

Pure: the entry as stated, its kind, and the levels of the places that it names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import get_args

from django.utils.translation import gettext_lazy as _

from danvan.kit.errors import Refusal
from danvan.kit.quantity import Precision
from danvan.ledger.entry import EntryData
from danvan.ledger.kinds import ROLES, Dimension, Kind
from danvan.ledger.kinds.sensitivity import GRAIN_WORDS, Grain, Sensitive

_COMMUNES = {"xã", "phường", "thị trấn", "đặc khu"}
_ABOVE = {"huyện", "quận", "thị xã", "thành phố", "tỉnh", "thành phố trực thuộc trung ương", "quốc gia"}
#: Bodies of a village or of a cell; what they lead alone is never finer news about faith or people than a commune.
_CELLS = ("chi bộ", "chi hội", "chi đoàn", "tổ ", "nhóm", "ban công tác mặt trận")


def grain_of(unit_kind: str) -> Grain:
    """The level of a unit by its kind (xã, huyện, chi bộ…); a kind that is not known counts as a village."""
    if unit_kind in _ABOVE or (unit_kind not in _COMMUNES and "huyện" in unit_kind):
        return "district"
    return "commune" if unit_kind in _COMMUNES else "village"


def is_cell(body_kind: str) -> bool:
    """Whether a body is of a village or a cell."""
    return body_kind.startswith(_CELLS)


def faults_of(data: EntryData, kind: Kind, grains: Iterable[Grain]) -> list[Refusal]:
    """Everything for which the kind does not admit the entry. A withdrawal states nothing and so has no faults."""
    if data.act == "withdraw":
        return []
    return [
        *_form_faults(data, kind),
        *_measure_faults(data, kind),
        *_dim_faults(data, kind),
        *_role_faults(data, kind),
        *_relation_faults(data, kind),
        *_grain_faults(data, kind, list(grains)),
    ]


def _form_faults(data: EntryData, kind: Kind) -> Iterator[Refusal]:
    if kind.occasion is None:
        if data.form == "single":
            yield Refusal(
                _("«%(kind)s» has no occasions: its entries are totals."),
                where="form",
                kind=kind.name,
                advice=_("Write form total."),
            )
        if data.occasions is not None:
            yield Refusal(_("«%(kind)s» has no occasions: no number belongs here."), where="occasions", kind=kind.name)
    elif data.form == "single" and data.occasions not in (None, 1):
        yield Refusal(
            _("A single entry is one occasion, not %(number)s."),
            where="occasions",
            number=data.occasions,
            advice=_("Write form total for a count of several."),
        )
    if kind.sort == "statistic" and not data.measures:
        yield Refusal(_("A statistic needs at least one measure."), where="measures")
    if kind.sort == "narrative" and not data.note:
        yield Refusal(_("The words of the item are missing."), where="note", advice=_("Write them as its note."))


def _measure_faults(data: EntryData, kind: Kind) -> Iterator[Refusal]:
    for name, value in data.measures.items():
        measure = kind.measures.get(kind.measure_today(name))
        if measure is None:
            yield Refusal(
                _("«%(kind)s» has no measure «%(name)s»."),
                where=f"measures.{name}",
                kind=kind.name,
                name=name[:60],
                advice=_("It has: %(known)s."),
                known=", ".join(kind.measures),
            )
        elif measure.whole and value.value is not None and value.value != int(value.value):
            yield Refusal(_("%(basis)s are whole numbers."), where=f"measures.{name}", basis=measure.basis.label)


def _dim_faults(data: EntryData, kind: Kind) -> Iterator[Refusal]:
    for name, values in data.dims.items():
        dim = kind.dims.get(name)
        if dim is None:
            yield Refusal(
                _("«%(kind)s» has no dimension «%(name)s»."),
                where=f"dims.{name}",
                kind=kind.name,
                name=name[:60],
                advice=_("It has: %(known)s."),
                known=", ".join(kind.dims) or "-",
            )
        else:
            yield from _value_faults(name, dim, values)
    for name, dim in kind.dims.items():
        if dim.required and not data.dims.get(name):
            yield Refusal(_("It is missing."), where=f"dims.{name}")


def _value_faults(name: str, dim: Dimension, values: tuple[str, ...]) -> Iterator[Refusal]:
    if len(values) > 1 and not dim.many:
        yield Refusal(_("Only one value belongs here."), where=f"dims.{name}")
    for value in values:
        if value not in dim.values:
            # The value is not repeated: free words do not belong here, whatever they are.
            yield Refusal(
                _("There is no such value here; there are: %(known)s."),
                where=f"dims.{name}",
                known=", ".join(dim.values),
            )


def _role_faults(data: EntryData, kind: Kind) -> Iterator[Refusal]:
    for number, partner in enumerate(data.partners, start=1):
        if partner.role not in kind.roles:
            yield Refusal(
                _("«%(role)s» is no role here; there are: %(known)s."),
                where=f"partners[{number}].role",
                role=partner.role[:60],
                known=", ".join(kind.roles) or "-",
                advice=_("The lead stands in its own field.") if partner.role == "lead" else "",
            )
        elif partner.role in ROLES and partner.unit == data.lead:
            yield Refusal(_("The lead is not its own partner."), where=f"partners[{number}].unit")


def _relation_faults(data: EntryData, kind: Kind) -> Iterator[Refusal]:
    known = {
        kind.measure_today(name): value.value
        for name, value in data.measures.items()
        if value.value is not None and value.precision is Precision.EXACT
    }
    for relation in kind.relations:
        if relation.broken_by(known):
            yield Refusal(
                _("The numbers contradict each other: %(relation)s does not hold for %(numbers)s."),
                where="measures",
                relation=relation,
                numbers=", ".join(f"{name} {known[name]}" for name in relation.measures if name in known),
            )


def classes_of(data: EntryData, kind: Kind) -> set[Sensitive]:
    """The sensitive classes that the entry touches, through its kind, its measures and its dimensions."""
    measures = [kind.measures.get(kind.measure_today(name)) for name in data.measures]
    dims = [kind.dims.get(name) for name in data.dims]
    return {part.sensitive for part in (kind, *measures, *dims) if part and part.sensitive}


def _grain_faults(data: EntryData, kind: Kind, grains: list[Grain]) -> Iterator[Refusal]:
    order: list[str] = list(get_args(Grain))
    for each in sorted(classes_of(data, kind)):
        rule, words = each.rule, each.rule.words
        if any(order.index(grain) < order.index(rule.place) for grain in grains):
            yield Refusal(
                _("Counts by %(what)s are never kept below this level: %(level)s."),
                where="places",
                what=words,
                level=GRAIN_WORDS[rule.place],
            )
        if rule.whole_years and data.start and data.end and not _whole_years(data.start, data.end):
            yield Refusal(
                _("Counts by %(what)s are kept for whole years only."),
                where="start",
                what=words,
                advice=_("Give the year from its first to its last day."),
            )
        if rule.totals and data.form == "single":
            yield Refusal(_("Counts by %(what)s are kept as totals only."), where="form", what=words)


def _whole_years(start: date, end: date) -> bool:
    """Calendar years, or reporting years of Decree 09/2019/NĐ-CP (15/12 to 14/12), one or several."""
    after = end + timedelta(days=1)
    return (start.month, start.day) == (after.month, after.day) and (start.month, start.day) in ((1, 1), (12, 15))
