"""What units lend to counting: every place's number in pre-order, so that a subtree is a range."""

from __future__ import annotations

from collections import defaultdict

import pyarrow as pa

from danvan.kit import clock
from danvan.units.models import Edge, Succession, Unit, UnitVersion

SCHEMA = pa.schema([("unit", pa.string()), ("uv", pa.int32()), ("last", pa.int32()), ("today_uv", pa.int32())])


def places() -> pa.Table:
    """All places ever: ``uv`` in pre-order, ``last`` of its subtree, ``today_uv`` where its facts belong today.

    A place has one parent for life (see ``register``), so one forest holds then and now. ``today_uv`` is that of the
    smallest living place that surely holds all of it: itself while it lives, its successor when it went over
    whole to one. A place that was split or closed is not guessed into a commune: its facts count in what its parent
    became. Null when nothing of today holds it.
    """
    edges = Edge.objects.filter(tree="place").order_by("order", "valid_from").values_list("child_id", "parent_id")
    parents = dict(edges)
    below: dict[str, list[str]] = defaultdict(list)
    for child, parent in parents.items():
        below[parent].append(child)
    units = list(Unit.objects.filter(sort=Unit.PLACE).order_by("id").values_list("id", flat=True))
    numbers, lasts = _preorder([unit for unit in units if unit not in parents], below)
    today = _today(units, parents)
    return pa.table(
        {
            "unit": units,
            "uv": [numbers[unit] for unit in units],
            "last": [lasts[unit] for unit in units],
            "today_uv": [numbers.get(today[unit] or "") for unit in units],
        },
        schema=SCHEMA,
    )


def _preorder(roots: list[str], below: dict[str, list[str]]) -> tuple[dict[str, int], dict[str, int]]:
    numbers: dict[str, int] = {}
    lasts: dict[str, int] = {}
    stack = [(root, False) for root in reversed(roots)]
    while stack:
        unit, done = stack.pop()
        if done:
            lasts[unit] = len(numbers) - 1
            continue
        numbers[unit] = len(numbers)
        stack.append((unit, True))
        stack.extend((child, False) for child in reversed(below[unit]))
    return numbers, lasts


def _today(units: list[str], parents: dict[str, str]) -> dict[str, str | None]:
    day = clock.today()
    ends = UnitVersion.objects.filter(unit__sort=Unit.PLACE).order_by("valid_from").values_list("unit_id", "valid_to")
    heirs: dict[str, list[tuple[str, bool]]] = defaultdict(list)
    for old, new, whole in Succession.objects.filter(day__lte=day).values_list("old_id", "new_id", "whole"):
        heirs[old].append((new, whole))
    found: dict[str, str | None] = {unit: unit for unit, end in dict(ends).items() if end is None or end > day}

    def holder(place: str) -> str | None:
        if place not in found:
            # One heir that took only a part says nothing of the rest; parts that met again are whole again.
            over = heirs[place] if len(heirs[place]) > 1 or all(whole for _new, whole in heirs[place]) else []
            holders = {holder(new) for new, _whole in over}
            parent = parents.get(place)
            found[place] = holders.pop() if len(holders) == 1 else parent and holder(parent)
        return found[place]

    return {unit: holder(unit) for unit in units}
