"""The sealed base: shared, never half there, distrusted once altered, left when the ledger is another one."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from django.db import transaction

from danvan.indicators import current
from danvan.indicators.copy import base, cells
from danvan.indicators.copy.base import Base
from danvan.indicators.copy.copy import Copy
from danvan.indicators.copy.sealing import fold
from danvan.indicators.current import faults, freshen, seal
from danvan.indicators.engine import figure
from danvan.indicators.glimpse import glimpse
from danvan.kit.ids import new_id
from danvan.kit.period import Period
from danvan.kit.scope import Scope
from danvan.ledger.facts import facts_between
from danvan.ledger.tests.given import dialogue, inspection, recorded, units_and_documents
from danvan.units.queries import unit_by

pytestmark = pytest.mark.django_db
YEAR = Period.parse("2022")


@pytest.fixture(autouse=True)
def registers(db, monkeypatch, tmp_path):
    """Places and bodies, and a folder without a base of another test."""
    units_and_documents()
    monkeypatch.setattr(base, "folder", lambda: tmp_path / "copy")
    monkeypatch.setattr(current, "_held", None)


def scope() -> Scope:
    return Scope(unit_by("tam-duong", date(2022, 12, 31)).id, YEAR)


def dialogues() -> object:
    return figure("dialogues", scope()).value


def anew() -> Copy:
    """The copy as a process that starts now opens it."""
    current._held = None
    return freshen()


def files() -> list[Path]:
    return sorted(base.folder().glob("*.duckdb"))


def test_a_base_has_a_file_a_year_and_says_what_it_rests_on():
    recorded(dialogue())
    recorded(dialogue(start="2021-03-01", end="2021-03-01"))
    recorded(inspection(start="2021-07-01", end="2022-06-30"))
    sealed = seal()
    assert [file.year for file in sealed.files] == [0, 2021, 2022]
    assert all(f"-{sealed.epoch}-{sealed.position:012d}-{sealed.schema}." in file.name for file in sealed.files)
    assert {path.name for path in files()} == {file.name for file in sealed.files}


def test_only_the_years_that_were_touched_are_written_anew():
    recorded(dialogue(start="2021-03-01", end="2021-03-01"))
    recorded(dialogue())
    first = {file.year: file for file in seal().files}
    recorded(dialogue())
    second = {file.year: file for file in seal().files}
    assert second[2021] == first[2021] and second[2022] != first[2022]
    assert anew().base is not None and dialogues() == 2


def test_what_nothing_came_to_is_left_as_it_is():
    recorded(dialogue())
    assert seal() == seal()


def test_a_process_goes_over_to_what_another_sealed():
    recorded(dialogue())
    before = anew()
    recorded(dialogue())
    sealed = seal()
    assert before.base is None
    after = freshen()
    assert after.base == sealed and after.tail == 0 and dialogues() == 2
    # Whoever still reads the old one goes on.
    assert before.cursor().execute("SELECT count(*) FROM tail_entry").fetchall() == [(1,)]


@pytest.mark.parametrize("harm", ["flip", "cut", "lose"])
def test_files_that_were_altered_cut_or_lost_are_found_and_built_anew(harm, caplog):
    recorded(dialogue())
    seal()
    [path] = files()
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    if harm == "flip":
        path.write_bytes(content)
    elif harm == "cut":
        path.write_bytes(content[:-1])
    else:
        path.unlink()
    assert [fault.where for fault in faults()] == [f"copy/{path.name}"]
    assert anew().base is None and dialogues() == 1
    assert path.name in caplog.text
    recorded(dialogue())
    seal()
    assert anew().base is not None and dialogues() == 2 and faults() == []


def test_the_list_of_files_is_not_believed_when_it_was_altered():
    recorded(dialogue())
    sealed = seal()
    sealed.path.write_bytes(sealed.path.read_bytes().replace(b'"position": 1', b'"position": 2'))
    assert anew().base is None and dialogues() == 1


def test_a_base_of_another_ledger_is_not_used():
    with suppress(ZeroDivisionError), transaction.atomic():
        recorded(dialogue())
        seal()
        # As after a restore of an older backup: the ledger has lost what the base holds.
        _ = 1 / 0
    recorded(dialogue(measures={"opinions": 2, "explained": 2}))
    assert files() and anew().base is None
    assert figure("dialogue_opinions", scope()).value == 2


def test_what_a_killed_sealing_left_is_swept_away():
    recorded(dialogue())
    base.folder().mkdir(parents=True)
    for name in ("staging-1-1.duckdb", "2022-x-000000000009-y.duckdb.1"):
        (base.folder() / name).write_bytes(b"half")
    seal()
    assert len(files()) == 1 and dialogues() == 1


def test_one_seals_at_a_time():
    with base.alone(wait=True) as mine, base.alone(wait=False) as theirs:
        assert (mine, theirs) == (True, False)
    with base.alone(wait=False) as mine:
        assert mine


# What the comparisons are worth: each finds a fault that is planted.


def plant_late_commit(monkeypatch: pytest.MonkeyPatch) -> None:
    """The copy takes what has the highest position for all that there is, and misses what was numbered meanwhile."""
    whole = facts_between
    monkeypatch.setattr(current, "facts_between", lambda after, upto: whole(max(after, upto - 1), upto))


def plant_open_correction(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a correction names is not closed."""

    def take_nothing_out(self: Copy, cursor: object, here: object) -> None:
        self.cursor()
        cursor.execute("CREATE OR REPLACE TEMP TABLE f_minus AS SELECT * FROM tail_fact LIMIT 0")  # type: ignore[attr-defined]

    monkeypatch.setattr(Copy, "_take_out", take_nothing_out)


def plant_stale_base(monkeypatch: pytest.MonkeyPatch) -> None:
    """An old base passes for the newest."""
    whole = fold

    def nothing_new(copy: Copy, epoch: str) -> Base:
        made = whole(copy, epoch)
        old = copy.base.files if copy.base else ()
        stale = Base(made.epoch, made.schema, made.position, made.newest, old, made.pairs, made.dims)
        base.publish(stale)
        return stale

    monkeypatch.setattr(current, "fold", nothing_new)


def plant_lost_tangle(monkeypatch: pytest.MonkeyPatch) -> None:
    """A total and its details both lie in cells."""
    whole = cells.tangled
    monkeypatch.setattr(cells, "tangled", lambda entries, heavy: f"{whole(entries, heavy)} AND FALSE")


def history() -> None:
    """Entries before and after a sealing, of which one corrects another and one covers another."""
    first = recorded(dialogue())
    current.freshen()
    seal()
    current.freshen()
    recorded(dialogue(act="correct", corrects=[first], reason="thử", origin=new_id(), id=new_id()))
    for _each in range(2):
        recorded(dialogue(start="2022-08-01", end="2022-08-01"))
    recorded(dialogue(form="total", occasions=5, start="2022-08-01", end="2022-08-31", measures={"opinions": 60}))
    seal()
    current.freshen()


@pytest.mark.parametrize("plant", [plant_late_commit, plant_open_correction, plant_stale_base, plant_lost_tangle])
def test_a_planted_fault_is_found(plant: Callable[[pytest.MonkeyPatch], None], monkeypatch):
    with monkeypatch.context() as patch:
        plant(patch)
        history()
    # What compares must not be blind in the same way.
    assert current.faults()


def test_without_a_planted_fault_nothing_is_found():
    history()
    assert current.faults() == []
    seen = glimpse("dialogues", scope())
    assert seen.value == dialogues()
