"""What units lend to counting: every place's number in pre-order, so that a subtree is a range."""

from __future__ import annotations

from collections import defaultdict

import pyarrow as pa

from danvan.units.models import Edge, Succession, Unit

SCHEMA = pa.schema([("unit", pa.string()), ("uv", pa.int32()), ("last", pa.int32()), ("today_uv", pa.int32())])


def places() -> pa.Table:
    """All places ever: ``uv`` in pre-order, ``last`` of its subtree, ``today_uv`` where it went over whole.

    A place stands under the parent that it had last. ``today_uv`` is the place's own ``uv`` while it lives, its
    successor's when it went over whole to one, and null when it was split: such facts are "not attributable"
    in today's boundaries and are never guessed.
    """
    below: dict[str, list[str]] = defaultdict(list)
    parents: dict[str, str] = {}
    for child, parent in Edge.objects.filter(tree="place").order_by("valid_from").values_list("child_id", "parent_id"):
        parents[child] = parent
    ordered = Edge.objects.filter(tree="place").order_by("order", "valid_from").values_list("child_id", "parent_id")
    for child, parent in dict.fromkeys(ordered):
        if parents[child] == parent and child not in below[parent]:
            below[parent].append(child)
    units = list(Unit.objects.filter(sort=Unit.PLACE).order_by("id").values_list("id", flat=True))
    numbers, lasts = _preorder([unit for unit in units if unit not in parents], below)
    successions = _successions()
    today = {unit: _today(unit, successions) for unit in units}
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


def _successions() -> dict[str, list[tuple[str, bool]]]:
    found: dict[str, list[tuple[str, bool]]] = defaultdict(list)
    for old, new, whole in Succession.objects.values_list("old_id", "new_id", "whole"):
        found[old].append((new, whole))
    return found


def _today(unit: str, successions: dict[str, list[tuple[str, bool]]]) -> str | None:
    while unit in successions:
        if len(successions[unit]) != 1 or not successions[unit][0][1]:
            return None
        unit = successions[unit][0][0]
    return unit
