"""Indicators: which entries count and how they are measured. One indicator is one YAML file of this folder.

The grammar is closed: either ``rows`` (kinds, where) with one ``measure`` (sum, count, distinct, latest), or one
way of making a figure of others (``share``, ``average``, ``change``, ``plus``). No Python, no SQL. The version of a
definition is the hash of its content.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import msgspec
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from danvan.kit.errors import Refusal, Refusals
from danvan.kit.family import Family, content_hash
from danvan.kit.quantity import Basis, Nature
from danvan.kit.words import Words
from danvan.ledger.kinds import KINDS, OWN_MEASURES, Kind, Measure

#: The parts of the report by which figures are grouped on pages, in its order.
Group = Literal["situation", "leadership", "state", "front", "ethnic", "religion", "emulation", "board", "sector"]


class _Rows(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    kinds: tuple[str, ...]
    where: dict[str, tuple[str, ...]] = {}


class _Measured(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    sum: str | None = None
    count: Literal["occasions", "entries"] | None = None
    distinct: Literal["place", "lead"] | None = None
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


@dataclass(frozen=True, slots=True)
class Definition:
    """One indicator, as the ``content`` of that ``version`` says it.

    Counted: ``kinds``, ``where`` (dimension: values, any of them) and ``how`` (sum, count, distinct, latest) over
    the measure ``what``; ``split`` names a dimension whose values are figures of their own (``code[value]``).
    Made: ``how`` is share, average, change or plus, and ``of`` names the indicators that it is made of.
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
    sensitive: bool
    content: str = field(repr=False)

    @property
    def made(self) -> bool:
        """Whether it is made of other indicators."""
        return bool(self.of)


def read_definition(path: Path) -> Definition:
    """One definition from its file. Raises Refusal for what is not in the grammar or cannot be measured so."""
    return parse_definition(path.stem, path.read_text(encoding="utf-8"))


def parse_definition(code: str, content: str) -> Definition:
    """One definition from its text; also used for the versions that the database keeps. Raises Refusal."""
    try:
        file = msgspec.yaml.decode(content.encode(), type=_File)
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
        what={"entries": "entry"}.get(what, what),
        kinds=tuple(kind.code for kind in kinds),
        where=file.rows.where,
        split=file.split,
        of=(),
        adds_over_place=first is None or "place" in first.adds_over,
        sensitive=any(_hidden(measure) for measure in measures),
        content=content,
    )


def _hidden(measure: Measure) -> bool:
    # Cells under five are hidden for counts of persons only, never for «02 cuộc» or «04 xã» (design, law 8).
    return measure.sensitive is not None and measure.basis in (Basis.PERSONS, Basis.HOUSEHOLDS)


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
        if (other.basis, other.nature) != (measures[0].basis, measures[0].nature):
            raise Refusal(
                _("%(one)s are never added to %(other)s."), one=measures[0].basis.label, other=other.basis.label
            )
    if how == "sum" and measures[0].nature is Nature.STOCK:
        raise Refusal(_("«%(what)s» is a stock: it is never summed over time."), what=what, advice=_("Write latest."))
    if how == "sum" and measures[0].basis is Basis.PERCENT:
        raise Refusal(_("Percentages are not added."), advice=_("Make a share of two counts."))
    if how == "latest" and measures[0].nature is Nature.FLOW:
        raise Refusal(
            _("«%(what)s» is a flow over a period, it has no latest value."), what=what, advice=_("Write sum.")
        )
    return measures


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
    elif file.change:
        how, of = "change", (file.change,)
    else:
        how, of = "plus", file.plus
    return Definition(
        code=code,
        version=version,
        name=file.name,
        noun=file.noun or Words("%", "%"),
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
        sensitive=False,
        content=content,
    )


@functools.cache
def INDICATORS() -> Family[Definition]:  # noqa: N802 - a family's name is that of a constant; it is read at first use
    """Every indicator that this installation knows: those shipped, then those of the locality's catalogue folders.

    Raises Refusals that name each faulty file, and each made indicator that names one which does not exist.
    """
    own = Path(__file__).parent
    folders = [own, *(folder / "indicators" for folder in settings.DANVAN.catalogue)]
    family = Family("indicators", folders, ".yaml", read_definition)
    faults = [
        Refusal(_("There is no indicator «%(code)s» to make it of."), where=str(family.path(code)), code=part)
        for code, definition in family.items()
        for part in definition.of
        if part not in family or (family[part].made and definition.how != "change")
    ]
    if faults:
        raise Refusals(faults)
    return family
