"""Kinds of entry: what may be recorded, in which measures and dimensions. One kind is one YAML file of this folder.

The grammar is closed (docs/decisions/0003): a field that is not listed here is refused. There are no text
dimensions and no fields for persons, so a kind can only ever ask for numbers and for values of its own closed lists.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import msgspec
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from danvan.kit import yaml_kept
from danvan.kit.errors import Refusal
from danvan.kit.family import Family, content_hash
from danvan.kit.quantity import Basis, Nature
from danvan.kit.words import Words
from danvan.ledger.kinds.relations import Relation
from danvan.ledger.kinds.sensitivity import Sensitive, classes_spoken_of, never_counted

#: What a measure's values may be added over.
Axis = Literal["time", "place"]
#: What happened, what was the state of things, and what a report says in words: an item of text, kept in its note.
Sort = Literal["activity", "statistic", "narrative"]
#: Roles of partners; the lead is no role, there is always exactly one.
ROLES: Mapping[str, Words] = {
    "coordinates": Words("phối hợp", "works with the lead"),
    "advises": Words("tham mưu", "prepares it for the lead"),
    "hosts": Words("nơi tổ chức", "receives it"),
    "attends": Words("tham dự", "takes part"),
    "inspected": Words("được kiểm tra, giám sát", "is inspected or supervised"),
    "receives": Words("được hỗ trợ, thụ hưởng", "is given something"),
}
#: Names that every entry measures by itself; no kind may take them.
OWN_MEASURES = ("entry", "occasions")
_PEOPLE = {Basis.PERSONS, Basis.HOUSEHOLDS, Basis.PERCENT}


class Measure(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One number that an entry may carry; ``was`` lists the names it had in older versions of the kind."""

    name: Words
    noun: Words
    basis: Basis
    nature: Nature = Nature.FLOW
    adds_over: tuple[Axis, ...] = ()
    sensitive: Sensitive | None = None
    was: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether only whole numbers make sense: counts and đồng."""
        return self.basis not in (Basis.HECTARES, Basis.PERCENT, Basis.POINTS)


class Dimension(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One way of sorting entries, by a closed list of values; ``many``: an entry may have several of them."""

    name: Words
    values: dict[str, Words]
    many: bool = False
    required: bool = False
    sensitive: Sensitive | None = None


class _KindFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    name: Words
    sort: Sort
    occasion: Words | None = None
    measures: dict[str, Measure] = {}
    dims: dict[str, Dimension] = {}
    roles: tuple[str, ...] = ()
    relations: tuple[str, ...] = ()
    evidence: Words | None = None
    sensitive: Sensitive | None = None


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of entry, as its file of that ``version`` (hash of ``content``) defines it.

    ``occasion`` is the noun of one occasion; a kind without it has no occasions and only totals. ``sensitive``
    holds for every measure of the kind; each measure carries its own class or the kind's. ``evidence`` says what
    should be kept as proof.
    """

    code: str
    version: str
    name: Words
    sort: Sort
    occasion: Words | None
    measures: Mapping[str, Measure]
    dims: Mapping[str, Dimension]
    roles: tuple[str, ...]
    relations: tuple[Relation, ...]
    evidence: Words | None
    sensitive: Sensitive | None
    content: str = field(repr=False)

    def measure_today(self, name: str) -> str:
        """The name that a measure has in this version, whatever it was called when the entry was recorded."""
        if name in self.measures:
            return name
        return next((today for today, measure in self.measures.items() if name in measure.was), name)


def read_kind(path: Path) -> Kind:
    """One kind from its file. Raises Refusal for what is not in the grammar or may never be counted."""
    data = path.read_bytes()
    try:
        file = yaml_kept.decode(data, type=_KindFile)
    except msgspec.MsgspecError as fault:
        raise Refusal(_("This is not a kind: %(why)s."), why=fault) from None
    _check_words(file)
    _check_measures(file)
    _check_sensitive(file)
    _check_cases(file)
    relations = tuple(Relation.parse(text) for text in file.relations)
    for name in (name for relation in relations for name in relation.measures):
        if name not in file.measures:
            raise Refusal(_("A relation names the measure «%(name)s», which the kind does not have."), name=name)
    return Kind(
        code=path.stem,
        version=content_hash(data),
        name=file.name,
        sort=file.sort,
        occasion=file.occasion,
        measures={
            name: msgspec.structs.replace(measure, sensitive=measure.sensitive or file.sensitive)
            for name, measure in file.measures.items()
        },
        dims=file.dims,
        roles=file.roles,
        relations=relations,
        evidence=file.evidence,
        sensitive=file.sensitive,
        content=data.decode(),
    )


def _check_words(file: _KindFile) -> None:
    for words in _all_words(file):
        if not words.vi.strip() or not words.en.strip():
            raise Refusal(_("Every name needs words in both languages."))
        forbidden = never_counted(f"{words.vi} . {words.en}")
        if forbidden:
            raise Refusal(
                _("danvan has no place for what «%(words)s» speaks of."),
                words=words.vi,
                advice=_("Persons' loyalty, attitude, opinion and health and files on persons are never recorded."),
            )
    for role in file.roles:
        if role not in ROLES:
            raise Refusal(_("«%(role)s» is no role; there are: %(known)s."), role=role, known=", ".join(ROLES))


def _all_words(file: _KindFile) -> Iterator[Words]:
    yield file.name
    yield from (words for words in (file.occasion, file.evidence) if words)
    for measure in file.measures.values():
        yield from (measure.name, measure.noun)
    for dim in file.dims.values():
        yield from (dim.name, *dim.values.values())


def _check_measures(file: _KindFile) -> None:
    if file.sort == "statistic" and file.occasion:
        raise Refusal(_("A statistic has no occasions."))
    if file.sort == "statistic" and not file.measures:
        raise Refusal(_("A statistic needs at least one measure."))
    if file.sort == "narrative" and (file.occasion or file.measures):
        raise Refusal(_("An item of text has no measures and no occasions."), advice=_("Its words stand in the note."))
    old = [name for measure in file.measures.values() for name in measure.was]
    for name in [*OWN_MEASURES, *old]:
        if name in file.measures or old.count(name) > 1:
            raise Refusal(_("The measure's name «%(name)s» is already taken."), name=name)
    for name, measure in file.measures.items():
        if "time" in measure.adds_over and measure.nature is Nature.STOCK:
            raise Refusal(_("«%(name)s» is a stock: it is never summed over time."), name=name)
        if measure.adds_over and measure.basis is Basis.PERCENT:
            raise Refusal(_("«%(name)s» is a percentage: it is never summed."), name=name)


def _check_sensitive(file: _KindFile) -> None:
    """A count of people that speaks of faith, people or strength must say so, and so fall under the class's rule."""
    declared = {file.sensitive, *(dim.sensitive for dim in file.dims.values())}
    around = [file.name, *(word for dim in file.dims.values() for word in (dim.name, *dim.values.values()))]
    for name, measure in file.measures.items():
        if measure.basis not in _PEOPLE:
            continue
        texts = [measure.name, measure.noun, *around]
        spoken = {each for words in texts for each in classes_spoken_of(f"{words.vi} . {words.en} . {name}")}
        if spoken and not spoken & {measure.sensitive, *declared}:
            raise Refusal(
                _("«%(name)s» counts people by %(what)s without saying so."),
                name=name,
                what=", ".join(sorted(each.rule.words.vi for each in spoken)),
                advice=_("Write sensitive: %(classes)s."),
                classes=" | ".join(sorted(spoken)),
            )


def _check_cases(file: _KindFile) -> None:
    """Of cases on people only totals by unit and period: no state, no sort, no household (design, section 9)."""
    measures = {measure.sensitive for measure in file.measures.values()}
    classes = {file.sensitive, *measures, *(dim.sensitive for dim in file.dims.values())}
    if Sensitive.CASES not in classes:
        return
    if file.dims or file.occasion or any(measure.basis is Basis.HOUSEHOLDS for measure in file.measures.values()):
        raise Refusal(
            _("Cases on people are counted as totals only: without dimensions, occasions or households."),
            advice=_("Leave them out, and give one number by unit and period."),
        )


@functools.cache
def KINDS() -> Family[Kind]:  # noqa: N802 - a family's name is that of a constant; it is read at first use
    """Every kind that this installation knows: those shipped, then those of the locality's catalogue folders."""
    own = Path(__file__).parent
    folders = [own, *(folder / "kinds" for folder in settings.DANVAN.catalogue)]
    family = Family("kinds", folders, ".yaml", read_kind)
    yaml_kept.keep()
    return family
