"""However units merge and split, who belonged to whom stays as it was."""

import csv
import io
import tempfile
from datetime import date
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from danvan.kit.by import SYSTEM
from danvan.kit.ids import new_id
from danvan.units.actions import COLUMNS, load_units
from danvan.units.facts import places
from danvan.units.queries import descendants, heirs

pytestmark = pytest.mark.django_db
FIRST = 1980


class Register:
    """Tables that grow by an event a year, and what they are loaded from."""

    def __init__(self) -> None:
        self.tables: dict[str, list[dict[str, str]]] = {name: [] for name in COLUMNS}
        self.district = self.found(FIRST, parent="")
        self.living = [self.found(FIRST, parent=self.district) for _ in range(4)]

    def found(self, year: int, *, parent: str) -> str:
        id, since = new_id(), f"{year}-01-01"
        named = dict.fromkeys(("slug", "name", "short", "kind"), f"place-{id}")
        empty = dict.fromkeys(("code", "aliases", "area", "valid_to"), "")
        self.tables["units.csv"].append({"id": id, "sort": "place", "valid_from": since, **named, **empty})
        if parent:
            edge = {"child": id, "parent": parent, "tree": "place", "order": str(len(self.tables["edges.csv"]))}
            self.tables["edges.csv"].append({**edge, "valid_from": since, "valid_to": ""})
        return id

    def succeed(self, year: int, olds: list[str], heirs: int) -> None:
        new = [self.found(year, parent=self.district) for _ in range(heirs)]
        for old in olds:
            for row in (*self.tables["units.csv"], *self.tables["edges.csv"]):
                if old in (row.get("id"), row.get("child")):
                    row["valid_to"] = f"{year}-01-01"
            for heir in new:
                row = {"old": old, "new": heir, "day": f"{year}-01-01", "whole": "yes" if heirs == 1 else "no"}
                self.tables["successions.csv"].append({**row, "basis": "trial"})
        self.living = [unit for unit in self.living if unit not in olds] + new

    def load(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            for name, columns in COLUMNS.items():
                text = io.StringIO()
                writer = csv.DictWriter(text, columns, lineterminator="\n")
                writer.writeheader()
                writer.writerows(self.tables[name])
                Path(folder, name).write_text(text.getvalue(), encoding="utf-8")
            load_units(by=SYSTEM, folder=Path(folder))


events = st.lists(
    st.one_of(
        st.tuples(st.lists(st.integers(0, 9), min_size=2, max_size=3), st.just(1)),
        st.tuples(st.lists(st.integers(0, 9), min_size=1, max_size=1), st.integers(2, 3)),
    ),
    max_size=4,
)


@settings(max_examples=8, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(events)
@example([([0], 2), ([3, 4], 1), ([0, 1], 1)])
def test_no_merger_and_no_split_changes_who_belonged_to_the_district_before(events):
    with transaction.atomic():
        register = Register()
        register.load()
        known: dict[date, list[str]] = {}
        for year, (picked, heirs_count) in enumerate(events, start=FIRST + 1):
            olds = list(dict.fromkeys(register.living[number % len(register.living)] for number in picked))
            known[date(year - 1, 12, 31)] = descendants(register.district, at=date(year - 1, 12, 31))
            register.succeed(year, olds, heirs_count)
            register.load()
            for day, members in known.items():
                assert descendants(register.district, at=day) == members
            assert set(descendants(register.district, at=date(year, 1, 1))) == {register.district, *register.living}
        _assert_facts_go_over(register)
        transaction.set_rollback(True)


def _assert_facts_go_over(register: Register) -> None:
    """Each place's facts count today in its one heir, or in the district when it went to several."""
    rows = {row["unit"]: row for row in places().to_pylist()}
    for unit in (row["id"] for row in register.tables["units.csv"]):
        today = {heir for heir in heirs(unit) if heir in register.living}
        holder = today.pop() if len(today) == 1 else register.district
        assert rows[unit]["today_uv"] == rows[holder]["uv"]
