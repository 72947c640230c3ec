"""Figures in words for a page: what is counted, how exactly it is known, what was left out and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from danvan.indicators.definitions import INDICATORS, Definition, Group
from danvan.indicators.models import Figure
from danvan.indicators.suppression import SMALLEST, hidden
from danvan.kit.quantity import Basis, Precision
from danvan.ledger.kinds import KINDS
from danvan.ui.formats import Shown, show

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

#: The parts of the report, in its order.
GROUPS: Mapping[Group, _StrOrPromise] = {
    "situation": gettext_lazy("The situation of the locality"),
    "leadership": gettext_lazy("Leadership of party committees"),
    "state": gettext_lazy("Civic engagement of state bodies"),
    "front": gettext_lazy("The Front and the unions"),
    "ethnic": gettext_lazy("Ethnic affairs"),
    "religion": gettext_lazy("Religious affairs"),
    "emulation": gettext_lazy("Emulation"),
    "board": gettext_lazy("Boards of civic engagement"),
    "sector": gettext_lazy("Building of the sector"),
}
#: Why records that were looked at are not counted.
ASIDES: Mapping[str, _StrOrPromise] = {
    "covered": gettext_lazy("A reported total and its details are never added; these are the other side."),
    "estimate": gettext_lazy("These were estimates; what they estimated was stated since."),
    "older": gettext_lazy("These are older values of what the figure tells the newest value of."),
    "unplaced": gettext_lazy("These belong to a former place that lies only partly in this one; nothing is guessed."),
    "longer": gettext_lazy("These are known only for a longer period."),
    "pair": gettext_lazy("One entry was corrected twice; this is the correction that is not read."),
}
_PRECISION: Mapping[Precision, _StrOrPromise] = {
    Precision.EXACT: gettext_lazy("Exact: every record states its number exactly."),
    Precision.OVER: gettext_lazy("A lower bound: a record says «over»."),
    Precision.ABOUT: gettext_lazy("Approximate: a record says «about», or bounds of both sides were added."),
    Precision.UNDER: gettext_lazy("An upper bound: a record says «under»."),
    Precision.AT_LEAST: gettext_lazy("At least: a record does not state its number."),
    Precision.IN_WORDS: gettext_lazy("Known only in words, such as «hundreds»."),
}


def precision_in_words(figure: Figure) -> str:
    """How exactly the value is known, as a sentence."""
    return str(_PRECISION[figure.precision])


def shown(figure: Figure) -> Shown | None:
    """The value as a page prints it; None when there is none; a small count of persons is never printed."""
    if figure.value is None:
        return None
    if hidden(figure) and figure.parts:
        return Shown("", _("hidden: few persons"), "")
    if hidden(figure):
        return Shown("<", str(SMALLEST), str(figure.noun))
    return show(figure.value, figure.basis, figure.noun, figure.precision)


def name_of(definition: Definition, split: str = "") -> str:
    """The indicator's name, and that of its part."""
    return f"{definition.name}: {split_label(definition, split)}" if split else str(definition.name)


def split_label(definition: Definition, value: str) -> str:
    """The words for a value of the dimension by which the indicator is split."""
    words = KINDS()[definition.kinds[0]].dims[definition.split or ""].values.get(value)
    return str(words or value)


def meaning(definition: Definition) -> str:
    """What is counted, in one sentence made from the definition itself."""
    if definition.made:
        return _made(definition)
    said = {"kinds": _quoted(str(KINDS()[kind].name) for kind in definition.kinds), "where": _where(definition)}
    if definition.how == "count" and definition.what == "occasions":
        return _("Counts the occasions of %(kinds)s%(where)s.") % said
    if definition.how == "count":
        return _("Counts the records of %(kinds)s%(where)s.") % said
    if definition.how == "distinct":
        if definition.what == "place":
            return _("Counts the different places in the records of %(kinds)s%(where)s, each once.") % said
        if definition.what == "commune":
            return _("Counts the different communes in the records of %(kinds)s%(where)s, each once.") % said
        return _("Counts the different leading organisations in the records of %(kinds)s%(where)s, each once.") % said
    said["measure"] = str(KINDS()[definition.kinds[0]].measures[definition.what].name)
    if definition.how == "latest":
        return _("Takes the latest «%(measure)s» that stands in the records of %(kinds)s%(where)s.") % said
    return _("Adds up «%(measure)s» in the records of %(kinds)s%(where)s.") % said


def _made(definition: Definition) -> str:
    names = [f"«{INDICATORS()[code].name}»" for code in definition.of]
    if definition.how == "share":
        return _("%(part)s as a percentage of %(whole)s.") % {"part": names[0], "whole": names[1]}
    if definition.how == "average":
        return _("%(of)s divided by %(over)s.") % {"of": names[0], "over": names[1]}
    if definition.how == "change":
        return _("%(of)s, less the same of the period one year before.") % {"of": names[0]}
    return _("The sum of %(names)s.") % {"names": ", ".join(names)}


def _where(definition: Definition) -> str:
    dims = KINDS()[definition.kinds[0]].dims
    parts = [
        f"{dims[dim].name}: {', '.join(str(dims[dim].values[value]) for value in values)}"
        for dim, values in definition.where.items()
    ]
    return _(" where %(conditions)s") % {"conditions": "; ".join(parts)} if parts else ""


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f"«{name}»" for name in names)


def is_percent(figure: Figure) -> bool:
    """Whether a bar of it is drawn against a whole of a hundred."""
    return figure.basis is Basis.PERCENT
