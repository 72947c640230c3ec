"""The entries of a made-up locality, one after the other in the order in which they were received.

Every day draws from a source of chance of its own, and nothing depends on the day on which the stream ends: a longer
stream of the same seed begins with the shorter one, and a stopped run is continued by beginning again and passing over
what is there. Only what was not received yet is held: some two weeks of entries, however long the stream.
"""

from __future__ import annotations

from bisect import bisect
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import NamedTuple

from danvan.kit.quantity import Status
from danvan.ledger.entry import EntryData, Partner, Value
from danvan.ledger.simulation.chance import id_at, source
from danvan.ledger.simulation.places import COMMUNE, DISTRICT, MERGER, PROVINCE, Era, Locality, Seat
from danvan.ledger.simulation.plan import Plan
from danvan.ledger.simulation.shapes import Shape, single_shapes, total_shapes

_VILLAGE_LEVEL, _COMMUNE_LEVEL, _DISTRICT_PART = 0.55, 0.90, 0.7
_SEVERAL_PLACES, _NO_PLACE_NAMED, _TWO_DAYS, _PARTNER, _TWO_PARTNERS = 0.04, 0.05, 0.03, 0.15, 0.03
#: Of all entries: totals, singles beside a total of the same body and kind, corrections of all sorts.
_TOTALS, _OVERLAPPING, _CORRECTING = 0.12, 0.01, 0.027
#: Bodies and kinds of a commune that report totals: with occasions, and without; every second one only by quarters.
_COUNTED, _UNCOUNTED = 10, 7
_NOT_COUNTED, _ESTIMATED = 0.14, 0.05
_LATE, _DAYS_LATE = 0.01, 8.2
_CORRECTED, _PAIR, _AGAIN, _CORRECTED_AFTER = 0.02, 0.001, 0.15, 30.0
_SOURCES = tuple(f"{paper} (số liệu mô phỏng)" for paper in ("Biên bản", "Báo cáo", "Thông báo", "Sổ theo dõi"))
_NOTE, _REASON, _WITHDRAWN = "Ghi chú mô phỏng", "Sửa số liệu mô phỏng", "Rút số liệu mô phỏng"
_OFFICIAL = "Có số liệu mô phỏng chính thức"
#: Days of the week from Monday: on how many of ten does something happen.
_WEEK = (11.5, 11.5, 11.5, 11.5, 11.5, 7.5, 5.0)
_EPOCH, _DAY, _HOUR = date(1970, 1, 1).toordinal(), 86_400, 3_600


class Received(NamedTuple):
    """An entry with the moment of its receipt, the place where its numbers live and the version of its kind."""

    at: datetime
    data: EntryData
    place: str
    version: str


class _Arrival(NamedTuple):
    """The ``moment`` of receipt in seconds; the id that the device gave when it ``recorded`` the entry."""

    moment: int
    id: str
    recorded: datetime


class _Draft(NamedTuple):
    """An entry on its way: ``moment`` of receipt in seconds; ``then`` says what becomes of it once it is here."""

    moment: int
    id: str
    data: EntryData
    place: str
    shape: Shape
    seat: Seat
    then: str


@dataclass(frozen=True, slots=True)
class _Channel:
    """A kind that a body of a commune reports in totals, by the month or by the quarter."""

    shape: Shape
    body: int
    quarterly: bool


class Stream:
    """Draws the entries of a plan in a locality."""

    def __init__(self, plan: Plan, locality: Locality) -> None:
        self.plan, self.locality = plan, locality
        self.singles, self.totals = single_shapes(), total_shapes()
        self._waiting: defaultdict[int, list[_Draft]] = defaultdict(list)
        self._channels: dict[str, list[_Channel]] = {}
        self._reserved: set[tuple[str, str]] = set()
        rng = source("channels", plan.seed)
        for era in (locality.before, locality.since):
            for seat in era.communes if era else ():
                self._open_channels(rng, seat)

    def _open_channels(self, rng: Random, seat: Seat) -> None:
        channels: dict[tuple[int, str], _Channel] = {}
        for shapes, many in ((self.singles, _COUNTED), (self.totals, _UNCOUNTED)):
            wanted = len(channels) + many
            while len(channels) < wanted:
                shape = rng.choice(shapes.all)
                body = rng.choice(shape.leads)
                channels.setdefault((body, shape.code), _Channel(shape, body, quarterly=len(channels) % 2 == 1))
        self._channels[seat.id] = list(channels.values())
        self._reserved |= {(seat.bodies[each.body], each.shape.code) for each in channels.values()}

    def __iter__(self) -> Iterator[Received]:
        end = int(self.plan.upto.timestamp())
        for ordinal in range(self.plan.first.toordinal(), self.plan.last.toordinal() + 1):
            day = date.fromordinal(ordinal)
            rng = source("day", self.plan.seed, day)
            era = self.locality.era(day)
            self._happen(rng, era, day)
            if (day + timedelta(days=1)).day == 1:
                self._report(rng, era, day)
            for draft in sorted(self._waiting.pop(ordinal, ())):
                self._follow(rng, draft)
                if draft.moment <= end:
                    at = datetime.fromtimestamp(draft.moment, UTC)
                    yield Received(at, draft.data, draft.place, draft.shape.version)

    def _happen(self, rng: Random, era: Era, day: date) -> None:
        """What happens on a day, each on its way to be received."""
        rest = 1 - _TOTALS - _OVERLAPPING - _CORRECTING
        many = int(self.plan.a_day(day) * rest * _WEEK[day.weekday()] / 10 + rng.random())
        top, chance = era.upto[-1], rng.random
        for _each in range(many):
            commune = era.communes[min(bisect(era.upto, chance() * top), len(era.communes) - 1)]
            seat, village = self._where(chance(), commune)
            shape = self.singles.pick(rng)
            body = shape.leads[int(chance() * len(shape.leads))]
            while (seat.bodies[body], shape.code) in self._reserved:
                shape = self.singles.pick(rng)
                body = shape.leads[int(chance() * len(shape.leads))]
            self._single(rng, seat, shape, body, day, village=village)

    @staticmethod
    def _where(level: float, commune: Seat) -> tuple[Seat, bool]:
        """The seat that records, and whether it speaks of a village."""
        if level < _COMMUNE_LEVEL or commune.above is None:
            return commune, level < _VILLAGE_LEVEL
        above = commune.above
        if above.above is not None and level > _COMMUNE_LEVEL + (1 - _COMMUNE_LEVEL) * _DISTRICT_PART:
            return above.above, False
        return above, False

    def _single(
        self, rng: Random, seat: Seat, shape: Shape, body: int, day: date, *, village: bool, after: int = 0
    ) -> None:
        chance = rng.random
        places, place = self._places(rng, seat, day, village=village)
        two_days = chance() < _TWO_DAYS and day not in (self.plan.first, MERGER)
        arrival = self._arrival(rng, max(day.toordinal(), after))
        self._put(
            EntryData(
                id=arrival.id,
                kind=shape.code,
                form="single",
                lead=seat.bodies[body],
                partners=self._partners(rng, seat, shape, body),
                places=places,
                start=day - timedelta(days=1) if two_days else day,
                end=day,
                occasions=1,
                measures=shape.measures(rng),
                dims=shape.dims_of(rng, seat.level),
                source=_SOURCES[int(chance() * len(_SOURCES))],
                note=_NOTE if chance() < 0.1 else "",
                recorded_at=arrival.recorded,
                origin=seat.device,
            ),
            place, shape, seat, arrival,
        )  # fmt: skip

    def _places(self, rng: Random, seat: Seat, day: date, *, village: bool) -> tuple[tuple[str, ...], str]:
        """The places named and the smallest that holds them all."""
        chance = rng.random
        if village:
            if len(seat.below) > 1 and chance() < _SEVERAL_PLACES:
                return tuple(sorted(rng.sample(seat.below, 2))), seat.id
            one = seat.below[int(chance() * len(seat.below))]
            return (one,), one
        draw = chance()
        if draw < _NO_PLACE_NAMED:
            return (), seat.id
        # What a province holds below itself are the communes of today.
        several = seat.level == DISTRICT or (seat.level == PROVINCE and day >= MERGER)
        if several and draw < 3 * _NO_PLACE_NAMED and len(seat.below) > 1:
            return tuple(sorted(rng.sample(seat.below, 2))), seat.id
        return (seat.id,), seat.id

    @staticmethod
    def _partners(rng: Random, seat: Seat, shape: Shape, body: int) -> tuple[Partner, ...]:
        draw = rng.random()
        if draw > _PARTNER or not shape.partners:
            return ()
        others = rng.sample(
            [unit for place, unit in enumerate(seat.bodies) if place != body], 1 + (draw < _TWO_PARTNERS)
        )
        found = [Partner(unit, rng.choice(shape.partners), inferred=rng.random() < 0.1) for unit in others]
        return tuple(sorted(found, key=lambda each: (each.role, each.unit)))

    def _report(self, rng: Random, era: Era, day: date) -> None:
        """The totals of a month, and of a quarter at its end."""
        wanted = self.plan.a_day(day) * 365.25 / 12 * _TOTALS / era.upto[-1]
        start = day.replace(day=1)
        quarter = date(day.year, day.month - 2, 1) if day.month % 3 == 0 else None
        for seat, weight in zip(era.communes, era.weights, strict=True):
            many = int(wanted * weight + rng.random())
            if not many:
                continue
            due = [each for each in self._channels[seat.id] if quarter or not each.quarterly]
            for channel in rng.sample(due, min(many, len(due))):
                first = quarter if quarter and channel.quarterly else start
                self._total(rng, seat, channel, first, day)

    def _total(self, rng: Random, seat: Seat, channel: _Channel, start: date, end: date) -> None:
        chance, shape = rng.random, channel.shape
        times = 1
        if shape.occasions:
            times = 2 + int((10 if channel.quarterly else 4) * chance())
        measures = shape.measures(rng, times)
        estimated = bool(measures) and channel.quarterly and chance() < _ESTIMATED
        if estimated:
            measures = _as(Status.ESTIMATED, measures)
        arrival = self._arrival(rng, end.toordinal() + 1)
        data = EntryData(
            id=arrival.id,
            kind=shape.code,
            form="total",
            lead=seat.bodies[channel.body],
            places=(seat.id,),
            start=start,
            end=end,
            occasions=times if shape.occasions and chance() > _NOT_COUNTED else None,
            measures=measures,
            dims=shape.dims_of(rng, COMMUNE),
            source=_SOURCES[1],
            recorded_at=arrival.recorded,
            origin=seat.device,
        )
        self._put(data, seat.id, shape, seat, arrival, then="official" if estimated else "")
        # About 0.07 of all entries are totals with occasions.
        if shape.occasions and chance() < _OVERLAPPING / 0.07:
            day = start + timedelta(days=int(chance() * (end - start).days))
            self._single(rng, seat, shape, channel.body, day, village=chance() < 0.6, after=end.toordinal() + 1)

    def _arrival(self, rng: Random, earliest: int) -> _Arrival:
        """When an entry is received: some days after the ``earliest`` day, one in a hundred very late."""
        late = rng.random() < _LATE
        days = 60 + int(rng.random() * 341) if late else int(rng.expovariate(1 / _DAYS_LATE))
        return self._on(rng, earliest + days)

    def _on(self, rng: Random, ordinal: int) -> _Arrival:
        """A moment of receipt on that day, and a moment shortly before at which the device recorded it."""
        moment = (ordinal - _EPOCH) * _DAY + int(rng.random() * 10 * _HOUR)
        return self._recorded(rng, moment, moment - 20 - int(rng.random() ** 3 * 2 * _HOUR))

    @staticmethod
    def _recorded(rng: Random, moment: int, recorded: int) -> _Arrival:
        id = id_at(rng, recorded * 1000 + int(rng.random() * 1000))
        return _Arrival(moment, id, datetime.fromtimestamp(recorded, UTC))

    def _put(self, data: EntryData, place: str, shape: Shape, seat: Seat, arrival: _Arrival, then: str = "") -> None:
        """Let the entry wait among those of the day of its receipt."""
        draft = _Draft(arrival.moment, arrival.id, data, place, shape, seat, then)
        self._waiting[_ordinal(arrival.moment)].append(draft)

    def _follow(self, rng: Random, draft: _Draft) -> None:
        """What comes after an entry that was just received: mostly nothing, else its correction."""
        then = draft.then
        if draft.data.act == "record" and not then:
            draw = rng.random()
            if draw >= _CORRECTED:
                return
            then = "pair" if draw < _PAIR else "correct"
        if not then:
            return
        arrival = self._on(rng, _ordinal(draft.moment) + 1 + int(rng.expovariate(1 / _CORRECTED_AFTER)))
        self._correct(rng, draft, then, arrival)
        if then == "pair":
            # Made on another device before the first was received, and received after it.
            later = arrival.moment + _DAY * (1 + int(rng.random() * 5))
            self._correct(rng, draft, then, self._recorded(rng, later, arrival.moment - 3 * _HOUR))

    def _correct(self, rng: Random, draft: _Draft, then: str, arrival: _Arrival) -> None:
        data, place = self._changed(rng, draft, then)
        data = replace(data, id=arrival.id, recorded_at=arrival.recorded)
        again = then == "correct" and data.act == "correct" and draft.data.act == "record" and rng.random() < _AGAIN
        self._put(data, place, draft.shape, draft.seat, arrival, "correct" if again else "")

    def _changed(self, rng: Random, draft: _Draft, then: str) -> tuple[EntryData, str]:
        """The entry as it is corrected (its numbers, place or day), or withdrawn; and its place."""
        data, shape, seat = draft.data, draft.shape, draft.seat
        head = replace(data, act="correct", corrects=(draft.id,), reason=_REASON)
        if then == "official":
            measures = _as(Status.OFFICIAL, shape.measures(rng, data.occasions or 1))
            return replace(head, measures=measures, reason=_OFFICIAL), draft.place
        draw = rng.random()
        if draw < 0.2 and draft.place in seat.below and len(seat.below) > 1 and seat.level == COMMUNE:
            other = rng.choice([village for village in seat.below if village != draft.place])
            return replace(head, places=(other,)), other
        if draw < 0.4 and data.form == "single":
            start, end = data.days
            back = timedelta(days=1 + int(rng.random() * 6))
            if start - back >= (MERGER if start >= MERGER else self.plan.first):
                return replace(head, start=start - back, end=end - back), draft.place
        if draw < 0.85 and data.measures:
            return replace(head, measures=shape.measures(rng, data.occasions or 1)), draft.place
        return replace(
            head, act="withdraw", reason=_WITHDRAWN, occasions=None, measures={}, dims={}, partners=(),
        ), draft.place  # fmt: skip


def _as(status: Status, measures: dict[str, Value]) -> dict[str, Value]:
    return {name: replace(value, status=status) for name, value in measures.items()}


def _ordinal(moment: int) -> int:
    """The day in Viet Nam, seven hours ahead, of a moment in seconds."""
    return (moment + 7 * _HOUR) // _DAY + _EPOCH
