"""Indicators: which entries count and how they are measured. One indicator is one YAML file of this folder.

The grammar is closed: either ``rows`` (kinds, where) with one ``measure`` (sum, count, distinct, latest), or one
way of making a figure of others (``share``, ``average``, ``change``, ``plus``). No Python, no SQL. The version of a
definition is the hash of its content; that of one made of others names the versions that it is made of, so that
whoever asks by it gets the figure that it gave.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

import msgspec
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from danvan.kit import yaml_kept
from danvan.kit.errors import Refusal, Refusals
from danvan.kit.family import Family, content_hash
from danvan.kit.quantity import Basis, Nature
from danvan.kit.words import Words
from danvan.ledger.kinds import KINDS, OWN_MEASURES, Kind, Measure
from danvan.ledger.suppression import is_guarded

#: The parts of the report by which figures are grouped on pages, in its order.
Group = Literal["situation", "leadership", "state", "front", "ethnic", "religion", "emulation", "board", "sector"]


class _Rows(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    kinds: tuple[str, ...]
    where: dict[str, tuple[str, ...]] = {}


class _Measured(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    sum: str | None = None
    count: Literal["occasions", "entries"] | None = None
    distinct: Literal["place", "commune", "lead"] | None = None
    latest: str | None = None


class _Share(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    part: str
    whole: str


class _Average(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    of: str
    over: str


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    name: Words
    group: Group
    noun: Words | None = None
    decimals: int = 2
    rows: _Rows | None = None
    measure: _Measured | None = None
    split: str | None = None
    share: _Share | None = None
    average: _Average | None = None
    change: str | None = None
    plus: tuple[str, ...] = ()
    versions: dict[str, str] = {}


@dataclass(frozen=True, slots=True)
class Definition:
    """One indicator, as the ``content`` of that ``version`` says it.

    Counted: ``kinds``, ``where`` (dimension: values, any of them) and ``how`` (sum, count, distinct, latest) over
    the measure ``what``; ``split`` names a dimension whose values are figures of their own (``code[value]``).
    Made: ``how`` is share, average, change or plus, and ``of`` names the indicators that it is made of, by their
    ``versions``.
    """

    code: str
    version: str
    name: Words
    noun: Words
    group: Group
    basis: Basis
    nature: Nature
    decimals: int
    how: str
    what: str
    kinds: tuple[str, ...]
    where: Mapping[str, tuple[str, ...]]
    split: str | None
    of: tuple[str, ...]
    adds_over_place: bool
    adds_over_time: bool
    sensitive: bool
    versions: Mapping[str, str]
    content: str = field(repr=False)

    @property
    def made(self) -> bool:
        """Whether it is made of other indicators."""
        return bool(self.of)


def read_definition(path: Path) -> Definition:
    """One definition from its file. Raises Refusal for what is not in the grammar or cannot be measured so."""
    try:
        definition = parse_definition(path.stem, path.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        raise Refusal(_("The file is not written in UTF-8.")) from None
    if definition.versions:
        raise Refusal(_("The versions that it is made of are written by danvan, never in the file."))
    return definition


def parse_definition(code: str, content: str) -> Definition:
    """One definition from its text; also used for the versions that the database keeps. Raises Refusal."""
    try:
        file = yaml_kept.decode(content.encode(), type=_File)
    except msgspec.MsgspecError as fault:
        raise Refusal(_("This is not an indicator: %(why)s."), why=fault) from None
    ways = [file.rows, file.share, file.average, file.change, file.plus or None]
    if sum(way is not None for way in ways) != 1 or (file.rows is None) != (file.measure is None):
        raise Refusal(
            _("An indicator has rows with a measure, or one of share, average, change and plus."),
            advice=_("Take one of them."),
        )
    version = content_hash(content.encode())
    return _counted(code, version, file, content) if file.rows else _made(code, version, file, content)


def _counted(code: str, version: str, file: _File, content: str) -> Definition:
    assert file.rows is not None and file.measure is not None  # noqa: S101 - checked by the only caller
    kinds = [KINDS().find(kind) for kind in file.rows.kinds]
    if not kinds:
        raise Refusal(_("An indicator names at least one kind."))
    for dim, values in file.rows.where.items():
        for kind in kinds:
            _check_dim(kind, dim, values)
    if file.split:
        for kind in kinds:
            _check_dim(kind, file.split, ())
    ways = {name: value for name, value in msgspec.structs.asdict(file.measure).items() if value is not None}
    if len(ways) != 1:
        raise Refusal(_("A measure is one of sum, count, distinct and latest."))
    ((how, what),) = ways.items()
    what = {"entries": "entry"}.get(what, kinds[0].measure_today(what))
    measures = _measures(kinds, how, what)
    noun = file.noun or _noun(kinds, how, what, measures)
    first = measures[0] if measures else None
    return Definition(
        code=code,
        version=version,
        name=file.name,
        noun=noun,
        group=file.group,
        basis=first.basis if first else (Basis.UNITS if how == "distinct" else Basis.OCCASIONS),
        nature=first.nature if first else Nature.FLOW,
        decimals=file.decimals,
        how=how,
        what=what,
        kinds=tuple(kind.code for kind in kinds),
        where=file.rows.where,
        split=file.split,
        of=(),
        adds_over_place=all("place" in measure.adds_over for measure in measures),
        adds_over_time=all("time" in measure.adds_over for measure in measures),
        sensitive=any(is_guarded(measure.sensitive, measure.basis) for measure in measures),
        versions={},
        content=content,
    )


def _check_dim(kind: Kind, dim: str, values: tuple[str, ...]) -> None:
    if dim not in kind.dims:
        raise Refusal(
            _("The kind %(kind)s has no dimension «%(dim)s»; it has: %(known)s."),
            kind=kind.code,
            dim=dim,
            known=", ".join(kind.dims),
        )
    for value in values:
        if value not in kind.dims[dim].values:
            raise Refusal(
                _("The dimension %(dim)s has no value «%(value)s»; it has: %(known)s."),
                dim=dim,
                value=value,
                known=", ".join(kind.dims[dim].values),
            )


def _measures(kinds: list[Kind], how: str, what: str) -> list[Measure]:
    """The kinds' measures that are summed or taken latest; of one basis and nature, else Refusal."""
    if how in ("count", "distinct"):
        if how == "count" and what == "occasions":
            for kind in kinds:
                if kind.occasion is None:
                    raise Refusal(_("The kind %(kind)s has no occasions to count."), kind=kind.code)
        return []
    if what in OWN_MEASURES:
        raise Refusal(_("«%(what)s» is counted, not summed."), what=what, advice=_("Write count: occasions."))
    for kind in kinds:
        if what not in kind.measures:
            raise Refusal(
                _("The kind %(kind)s has no measure «%(what)s»; it has: %(known)s."),
                kind=kind.code,
                what=what,
                known=", ".join(kind.measures),
            )
    measures = [kind.measures[what] for kind in kinds]
    for other in measures[1:]:
        _check_alike(measures[0], other)
    if how == "sum" and measures[0].nature is Nature.STOCK:
        raise Refusal(_("«%(what)s» is a stock: it is never summed over time."), what=what, advice=_("Write latest."))
    if how == "sum" and measures[0].basis is Basis.PERCENT:
        raise Refusal(_("Percentages are not added."), advice=_("Make a share of two counts."))
    if how == "latest" and measures[0].nature is Nature.FLOW:
        raise Refusal(
            _("«%(what)s» is a flow over a period, it has no latest value."), what=what, advice=_("Write sum.")
        )
    return measures


def _check_alike(one: Measure | Definition, other: Measure | Definition) -> None:
    if one.basis != other.basis:
        raise Refusal(_("%(one)s are never added to %(other)s."), one=one.basis.label, other=other.basis.label)
    if one.nature != other.nature:
        raise Refusal(_("A stock at a date is never added to a flow over a period."))


def _noun(kinds: list[Kind], how: str, what: str, measures: list[Measure]) -> Words:
    if measures:
        return measures[0].noun
    occasion = kinds[0].occasion
    if how == "count" and what == "occasions" and occasion:
        return occasion
    if how == "distinct":
        return Words("đơn vị", "units")
    return Words("bản ghi", "records")


def _made(code: str, version: str, file: _File, content: str) -> Definition:
    how: str
    of: tuple[str, ...]
    if file.share:
        how, of = "share", (file.share.part, file.share.whole)
    elif file.average:
        how, of = "average", (file.average.of, file.average.over)
        if file.noun is None:
            raise Refusal(_("An average needs a noun of its own."), advice=_("Such as «opinions per dialogue»."))
    elif file.change:
        how, of = "change", (file.change,)
    else:
        how, of = "plus", file.plus
    return Definition(
        code=code,
        version=version,
        name=file.name,
        noun=file.noun or (Words("%", "%") if how == "share" else Words("", "")),
        group=file.group,
        basis=Basis.PERCENT if how == "share" else Basis.ITEMS,
        nature=Nature.FLOW,
        decimals=file.decimals,
        how=how,
        what="",
        kinds=(),
        where={},
        split=None,
        of=of,
        adds_over_place=False,
        adds_over_time=False,
        sensitive=False,
        versions=file.versions,
        content=content,
    )


class Indicators(Family[Definition]):
    """All indicators by code. Raises Refusals that name each faulty file, also those that fit the others badly."""

    def __init__(self, folders: Sequence[Path]) -> None:
        super().__init__("indicators", folders, ".yaml", read_definition)
        faults = [fault.at(str(self.path(code))) for code in self for fault in self._misfits(self[code])]
        if faults:
            raise Refusals(faults)
        self._members = {code: self._pinned(definition) for code, definition in self.items()}
        yaml_kept.keep()

    def _misfits(self, definition: Definition) -> Iterator[Refusal]:
        for code in definition.of:
            if code not in self:
                yield Refusal(_("There is no indicator «%(code)s» to make it of."), code=code)
            elif self[code].made and (definition.how != "change" or self[code].how == "change"):
                yield Refusal(
                    _("«%(code)s» is made of others itself."), code=code, advice=_("Name what it is made of.")
                )
        parts = [self[code] for code in definition.of if code in self]
        try:
            if definition.how == "plus" and any(part.basis is Basis.PERCENT for part in parts):
                raise Refusal(_("Percentages are not added."), advice=_("Make a share of two counts."))
            for other in parts[1:] if definition.how in ("plus", "share") else ():
                _check_alike(parts[0], other)
        except Refusal as fault:
            yield fault
        for code, other in self.items():
            if code < definition.code and other.version == definition.version:
                yield Refusal(_("It says the same as «%(code)s»."), code=code)

    def _pinned(self, definition: Definition) -> Definition:
        if not definition.made:
            return definition
        parts = [self._pinned(self[code]) for code in definition.of]
        versions = "".join(f"  {part.code}: {part.version}\n" for part in parts)
        pinned = parse_definition(definition.code, f"{definition.content.rstrip()}\nversions:\n{versions}")
        return pinned if pinned.noun.vi else replace(pinned, noun=parts[0].noun)


@functools.cache
def INDICATORS() -> Indicators:  # noqa: N802 - a family's name is that of a constant; it is read at first use
    """Every indicator that this installation knows: those shipped, then those of the locality's catalogue folders."""
    own = Path(__file__).parent
    return Indicators([own, *(folder / "indicators" for folder in settings.DANVAN.catalogue)])
