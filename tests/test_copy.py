"""The copy's ways to a figure agree, always: cells and odd rows, base and tail, a base built anew, the ledger."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date

import pytest

from danvan.indicators import engine
from danvan.indicators.current import faults, freshen, seal
from danvan.indicators.definitions import INDICATORS, Definition
from danvan.indicators.engine import Question
from danvan.indicators.glimpse import START, After, glimpse
from danvan.indicators.grid import Level, grid
from danvan.indicators.published import adds_up
from danvan.kit.period import Period
from danvan.kit.scope import Scope
from danvan.units.queries import children, unit_by
from tests.given import demo, district
from tests.test_oracle import disagreements, step

pytestmark = pytest.mark.django_db
LEVELS: tuple[Level, ...] = ("commune", "province")


def addable(part: int = 1) -> list[Definition]:
    """Each of the indicators that are sums over places and days, or every so many."""
    return [each for each in INDICATORS().values() if adds_up(each)][::part]


def scopes() -> Iterator[Scope]:
    day = date(2022, 12, 31)
    places = ["lai-chau", "tam-duong", "na-tam", "ban-bo"]
    for slug in places:
        for period in ("2022", "2022-11", "2021", "2021-07-01..2022-06-30", "2022-03-02..2022-09-14"):
            yield Scope(unit_by(slug, day).id, Period.parse(period))


def glimpses_that_differ(part: int = 1) -> list[str]:
    """Every glimpse that is not its figure's own value, precision and records."""
    asked = [Question(each.code, scope) for each in addable(part) for scope in scopes()]
    found = []
    for question, figure in zip(asked, engine.ask(asked), strict=True):
        seen = glimpse(question.code, question.scope)
        said = (seen.value, seen.precision, seen.count, tuple(sorted(seen.records)), seen.next)
        if said != (figure.value, figure.precision, len(figure.records), figure.records, None):
            found.append(f"{question} {said} {figure.value} {figure.precision} {figure.records}")
    return found


def cells_that_differ(part: int = 1) -> list[str]:
    """Every cell of a grid that is not the figure of its place and month, and every such figure without a cell."""
    day, found = date(2022, 12, 31), []
    codes = [each.code for each in addable(part)]
    for level in LEVELS:
        places = [unit_by("lai-chau", day).id] if level == "province" else [p.id for p in children(district(), at=day)]
        for year in (2021, 2022) if part == 1 else (2022,):
            rows = grid(codes, unit=unit_by("lai-chau", day).id, year=year, level=level).table.to_pylist()
            cells = {(r["code"], r["place"], r["month"]): (r["value"], r["precision"], r["records"]) for r in rows}
            months = [Period.parse(f"{year}-{month:02d}") for month in range(1, 13)]
            asked = [Question(code, Scope(place, month)) for code in codes for place in places for month in months]
            for question, figure in zip(asked, engine.ask(asked), strict=True):
                key = (question.code, question.scope.unit, int(question.scope.period.code.replace("-", "")))
                told = (figure.value, figure.precision.value, len(figure.records)) if figure.records else None
                if cells.pop(key, None) != told:
                    found.append(f"{key} {told}")
            found += [f"{key} more" for key in cells]
    return found


def test_they_agree_on_the_demonstration():
    demo()
    assert glimpses_that_differ(20) == cells_that_differ(20) == []
    seal()
    assert freshen().base is not None
    assert glimpses_that_differ(20) == cells_that_differ(40) == []


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.long) for seed in range(1, 12))])
def test_they_agree_after_any_history_sealed_at_any_moments(seed):
    demo()
    # The short run looks at some indicators and the district, the long ones at all.
    part, steps = (1, 40) if seed else (24, 20)
    hand = random.Random(seed)  # noqa: S311 - a history to try, no secret
    for _number in range(steps):
        step(hand)
        if hand.random() < 0.2:
            seal()
        if hand.random() < 0.5:
            freshen()
    assert glimpses_that_differ(part) == []
    assert cells_that_differ(part) == []
    if seed:
        assert disagreements() == []


def test_a_glimpse_pages_through_all_records():
    demo()
    scope = Scope(district(), Period.parse("2022"))
    for each in addable(9):
        page: list[str] = []
        after: After | None = START
        while after:
            seen = glimpse(each.code, scope, limit=2, after=after)
            page += seen.records
            after = seen.next
        assert tuple(page) == glimpse(each.code, scope).records


def test_what_verify_compares_is_the_same_after_any_history():
    demo()
    hand = random.Random(99)  # noqa: S311 - a history to try, no secret
    for number in range(12):
        step(hand)
        if number in (3, 7):
            seal()
        freshen()
    assert faults() == []
