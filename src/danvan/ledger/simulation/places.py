"""The places and bodies of a made-up locality: provinces, communes and villages, before and since 1/7/2025.

Until that day a district stood between a province and its communes, of which there were about three times as many.
What is built here is the same for the same seed, whatever the day.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import accumulate, count, islice, pairwise

from danvan.kit.clock import VIETNAM
from danvan.ledger.simulation.chance import id_at, source
from danvan.ledger.simulation.names import invented, slug_of
from danvan.units.bulk import Rows

#: The day on which communes merged and districts closed.
MERGER = date(2025, 7, 1)
#: First day and first day after.
Span = tuple[str, str | None]
_ALWAYS: Span = ("2000-01-01", None)
_UNTIL: Span = ("2000-01-01", MERGER.isoformat())
_SINCE: Span = (MERGER.isoformat(), None)
_BASIS = "sắp xếp đơn vị hành chính (số liệu mô phỏng)"
_COMMUNES_A_PROVINCE, _COMMUNES_A_DISTRICT = 98, 5
_VILLAGES = range(12, 25)
#: How often one, two, three or four communes became one, and how often one came to two.
_PREDECESSORS, _HOW_OFTEN, _SPLIT = (1, 2, 3, 4), (0.07, 0.17, 0.65, 0.11), 0.03
_KEEPS_NAME, _IS_WARD, _IS_TOWN = 0.4, 0.1, 0.07


@dataclass(frozen=True, slots=True)
class BodyKind:
    """A body that every commune, district and province has: how it is called at each level, and in which tree."""

    kinds: tuple[str, str, str]
    name: str
    short: str
    slug: str
    tree: str


#: By level: commune, district, province. Their order is that of a place's bodies everywhere in this package.
BODIES = (
    BodyKind(("đảng ủy", "huyện ủy", "tỉnh ủy"), "", "", "", "party"),
    BodyKind(("hđnd",) * 3, "Hội đồng nhân dân", "HĐND", "hdnd", "state"),
    BodyKind(("ubnd",) * 3, "Ủy ban nhân dân", "UBND", "ubnd", "state"),
    BodyKind(("mttq",) * 3, "Ủy ban Mặt trận Tổ quốc Việt Nam", "MTTQ", "mttq", "front"),
    BodyKind(("hội phụ nữ",) * 3, "Hội Liên hiệp Phụ nữ", "Hội LHPN", "hoi-lhpn", "women"),
    BodyKind(("hội nông dân",) * 3, "Hội Nông dân", "Hội Nông dân", "hoi-nong-dan", "farmers"),
    BodyKind(("hội cựu chiến binh",) * 3, "Hội Cựu chiến binh", "Hội CCB", "hoi-ccb", "veterans"),
    BodyKind(
        ("đoàn thanh niên",) * 3, "Đoàn Thanh niên Cộng sản Hồ Chí Minh", "Đoàn Thanh niên", "doan-thanh-nien", "youth"
    ),
)
PARTY, COUNCIL, GOVERNMENT, FRONT, WOMEN, FARMERS, VETERANS, YOUTH = range(len(BODIES))
COMMUNE, DISTRICT, PROVINCE = range(3)


@dataclass(slots=True)
class Seat:
    """A place that has bodies: a commune with its villages, or a district or province with its communes.

    ``below`` are the ids of its villages, or of its communes (a province's: those of today); ``above`` is the seat
    over it, ``device`` the one on which its bodies record.
    """

    id: str
    level: int
    slug: str
    bodies: tuple[str, ...]
    device: str
    above: Seat | None
    below: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Era:
    """Communes of one time; ``weights`` tell how much of all work falls to each (together 1), ``upto`` sums them."""

    communes: list[Seat]
    weights: list[float]
    upto: list[float]


@dataclass(frozen=True, slots=True)
class Locality:
    """The register of all units, and the communes before the merger (None when it begins later) and since."""

    rows: Rows
    before: Era | None
    since: Era

    def era(self, day: date) -> Era:
        """The communes of that day."""
        return self.before if self.before and day < MERGER else self.since


def build(*, communes: int, seed: int, before: bool) -> Locality:
    """A locality of so many communes of today; ``before``: with what stood there until the merger."""
    builder = _Builder(seed, before=before)
    spread = [builder.rng.lognormvariate(0, 0.5) for _ in range(communes)]
    shares = [each / sum(spread) for each in spread]
    country = builder.country()
    for first in range(0, communes, _COMMUNES_A_PROVINCE):
        builder.province(country, shares[first : first + _COMMUNES_A_PROVINCE])
    return Locality(
        rows=builder.rows,
        before=_era(builder.old) if before else None,
        since=_era(builder.new),
    )


def _era(communes: list[tuple[Seat, float]]) -> Era:
    weights = [weight for _seat, weight in communes]
    return Era([seat for seat, _weight in communes], weights, list(accumulate(weights)))


@dataclass(slots=True)
class _Today:
    """A commune of today in the making: its share of the work, the kind and the names of its villages."""

    share: float
    kind: str
    hamlet: str
    villages: list[str]


@dataclass(slots=True)
class _Old:
    """A commune of before in the making: of which communes of today it became which villages."""

    parts: list[tuple[int, list[str]]]


class _Builder:
    """Adds unit after unit to the rows; ids, names and sizes come from one source of chance."""

    def __init__(self, seed: int, *, before: bool) -> None:
        self.before = before
        self.rng = source("places", seed)
        self.names = invented(self.rng)
        self.hamlets = invented(self.rng)
        self.rows = Rows()
        self.old: list[tuple[Seat, float]] = []
        self.new: list[tuple[Seat, float]] = []
        self._ticks = count(int(datetime(2000, 1, 1, tzinfo=VIETNAM).timestamp() * 1000))
        self._order: dict[tuple[str, str], Iterator[int]] = {}

    def country(self) -> str:
        """The place above all provinces; its name says what it is."""
        return self._unit("place", "quốc gia", "Vùng mô phỏng", "Vùng mô phỏng", "vung-mo-phong", _ALWAYS)

    def province(self, country: str, shares: list[float]) -> None:
        """A province with its communes of today, and with the districts and communes that stood there before."""
        province = self._seat(PROVINCE, "tỉnh", next(self.names), None, _ALWAYS, parent=country)
        todays = [self._today(share) for share in shares]
        kept: dict[int, str] = {}
        olds: list[tuple[_Old, Seat, dict[str, str]]] = []
        if self.before:
            districts = [
                self._seat(DISTRICT, "huyện", next(self.names), province, _UNTIL)
                for _ in range(0, len(todays), _COMMUNES_A_DISTRICT)
            ]
            for old in self._olds(todays):
                district = districts[old.parts[0][0] // _COMMUNES_A_DISTRICT]
                olds.append(self._old(old, district, todays, kept))
        seats = [self._new(number, today, province, kept) for number, today in enumerate(todays)]
        for old, seat, villages in olds:
            for number, names in old.parts:
                new, ids = seats[number]
                self._succeed(seat.id, new.id, whole=len(old.parts) == 1)
                for name in names:
                    self._succeed(villages[name], ids[name], whole=True)

    def _today(self, share: float) -> _Today:
        ward = self.rng.random() < _IS_WARD
        hamlet = "tổ dân phố" if ward else self.rng.choice(("thôn", "bản", "ấp"))
        names = list(islice(self.hamlets, self.rng.choice(_VILLAGES)))
        return _Today(share, "phường" if ward else "xã", hamlet, names)

    def _olds(self, todays: list[_Today]) -> list[_Old]:
        """The communes from which those of today were made, in their order."""
        olds: list[_Old] = []
        for number, today in enumerate(todays):
            (many,) = self.rng.choices(_PREDECESSORS, _HOW_OFTEN)
            cuts = [0, *sorted(self.rng.sample(range(1, len(today.villages)), many - 1)), len(today.villages)]
            pieces = [_Old([(number, today.villages[first:last])]) for first, last in pairwise(cuts)]
            # About three pieces a commune: so many of its borders run through a commune of before.
            if number % _COMMUNES_A_DISTRICT and self.rng.random() < _SPLIT * len(_PREDECESSORS) * 0.9:
                olds[-1].parts.extend(pieces.pop(0).parts)
            olds.extend(pieces)
        return olds

    def _old(
        self, old: _Old, district: Seat, todays: list[_Today], kept: dict[int, str]
    ) -> tuple[_Old, Seat, dict[str, str]]:
        name, first = next(self.names), old.parts[0][0]
        if first not in kept and self.rng.random() < _KEEPS_NAME:
            kept[first] = name
        town = self.rng.random() < _IS_TOWN
        seat = self._seat(COMMUNE, "thị trấn" if town else todays[first].kind, name, district, _UNTIL)
        district.below.append(seat.id)
        villages: dict[str, str] = {}
        weight = 0.0
        for number, names in old.parts:
            today = todays[number]
            villages |= self._villages(seat, today.hamlet, names, _UNTIL)
            weight += today.share * len(names) / len(today.villages)
        self.old.append((seat, weight))
        return old, seat, villages

    def _new(self, number: int, today: _Today, province: Seat, kept: dict[int, str]) -> tuple[Seat, dict[str, str]]:
        seat = self._seat(COMMUNE, today.kind, kept.get(number) or next(self.names), province, _SINCE)
        province.below.append(seat.id)
        self.new.append((seat, today.share))
        return seat, self._villages(seat, today.hamlet, today.villages, _SINCE)

    def _seat(self, level: int, kind: str, name: str, above: Seat | None, span: Span, *, parent: str = "") -> Seat:
        """A place with its bodies, under the place ``parent`` or that of the seat above."""
        slug = slug_of(name)
        id = self._unit("place", kind, f"{kind} {name}", name, slug, span)
        self._edge(id, above.id if above else parent, "place", span)
        bodies = tuple(self._body(body, level, kind, name, slug, id, span) for body in BODIES)
        if above is not None:
            for body, own, higher in zip(BODIES, bodies, above.bodies, strict=True):
                self._edge(own, higher, body.tree, span)
        return Seat(id, level, slug, bodies, id_at(self.rng, next(self._ticks)), above)

    def _body(self, body: BodyKind, level: int, kind: str, name: str, slug: str, area: str, span: Span) -> str:
        own = body.kinds[level]
        if body.name:
            full, short, prefix = f"{body.name} {kind} {name}", f"{body.short} {kind}", body.slug
        else:
            short, prefix = own[0].upper() + own[1:], slug_of(own)
            full = f"{short} {kind} {name}" if level == COMMUNE else f"{short} {name}"
        return self._unit("body", own, full, short, f"{prefix}-{slug}", span, area)

    def _villages(self, seat: Seat, kind: str, names: list[str], span: Span) -> dict[str, str]:
        """Villages of a commune, their ids by name; slugs end in the commune's: names may come again elsewhere."""
        ids: dict[str, str] = {}
        for name in names:
            full = f"{kind} {name}"
            ids[name] = self._unit("place", kind, full, full, f"{slug_of(full)}-{seat.slug}", span)
            self._edge(ids[name], seat.id, "place", span)
        seat.below.extend(ids.values())
        return ids

    def _unit(self, sort: str, kind: str, name: str, short: str, slug: str, span: Span, area: str | None = None) -> str:
        id = id_at(self.rng, next(self._ticks))
        self.rows.units.append((id, sort))
        self.rows.versions.append((id, name, short, kind, slug, "", "[]", area, *span))
        return id

    def _edge(self, child: str, parent: str, tree: str, span: Span) -> None:
        order = next(self._order.setdefault((parent, tree), count(1)))
        self.rows.edges.append((child, parent, tree, order, *span))

    def _succeed(self, old: str, new: str, *, whole: bool) -> None:
        self.rows.successions.append((old, new, MERGER.isoformat(), whole, _BASIS))
