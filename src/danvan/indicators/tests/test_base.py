"""The sealed base: shared, never half there, distrusted once altered, left when the ledger is another one."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction

from danvan.indicators import current, months
from danvan.indicators.copy import base, cells, few, tables
from danvan.indicators.copy.base import Base
from danvan.indicators.copy.copy import Copy
from danvan.indicators.copy.sealing import fold
from danvan.indicators.current import faults, freshen, seal
from danvan.indicators.engine import figure
from danvan.indicators.glimpse import glimpse
from danvan.indicators.grid import grid
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
    sealed = seal()
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
    assert path.name in caplog.text and sealed.path.exists()
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


def total(**changes: object) -> dict[str, object]:
    """Five dialogues of a month, reported as one number."""
    days = {"start": "2022-08-01", "end": "2022-08-31"}
    return dialogue(form="total", occasions=5, measures={"opinions": 60}, **days, **changes)


def test_measures_are_called_as_their_kind_calls_them_today(monkeypatch):
    for module in (tables, few):
        monkeypatch.setattr(module, "measures_were", lambda: {("dialogue", "opinions"): "asked"})
    # A single entry is taken in by hand, a total by SQL.
    for entry in (dialogue(), total()):
        recorded(entry)
        copy = freshen()
    measures = copy.cursor().execute(f"SELECT measure, count(*) FROM ({copy.rows('fact')}) GROUP BY 1").fetchall()
    assert dict(measures)["asked"] == 2 and "opinions" not in dict(measures)


def test_what_was_half_taken_in_is_not_kept(monkeypatch):
    recorded(dialogue())
    with monkeypatch.context() as patch, pytest.raises(MemoryError):
        patch.setattr(Copy, "_follow", lambda *_words: (_ for _ in ()).throw(MemoryError))
        recorded(total())
        freshen()
    assert dialogues() == glimpse("dialogues", scope()).value == 6
    assert faults() == []


def values_of_the_grid() -> list[object]:
    return [row["value"] for row in grid(["dialogues"], unit=scope().unit, year=2022).table.to_pylist()]


def test_a_grid_is_of_one_moment(monkeypatch):
    """A total comes in between: the grid tells of before it or of after it."""
    for _each in range(2):
        recorded(dialogue(start="2022-08-01", end="2022-08-01"))
    assert values_of_the_grid() == [2]
    whole = months._of_base

    def meanwhile(*words: object) -> object:
        recorded(total())
        freshen()
        return whole(*words)  # type: ignore[arg-type]

    monkeypatch.setattr(months, "_of_base", meanwhile)
    assert values_of_the_grid() == [5]


def test_readers_of_a_grid_and_a_writer_do_each_other_no_harm():
    found: list[BaseException] = []
    recorded(dialogue())
    copy = freshen()
    span = copy.boundaries.spans[scope().unit]

    def read() -> None:
        try:
            for _time in range(60):
                months.by_month(copy, frozenset({"dialogues"}), span, 2022)
        except BaseException as fault:  # noqa: BLE001 - told by the assertion below
            found.append(fault)

    threads = [threading.Thread(target=read) for _each in range(3)]
    for thread in threads:
        thread.start()
    for _each in range(12):
        recorded(dialogue(measures={"opinions": None}))
        assert freshen() is copy
    for thread in threads:
        thread.join()
    assert found == [] and faults() == []


def test_two_databases_in_memory_do_not_share_what_they_spill():
    assert base.spill() != base.spill()
    assert base.spill().parent == base.folder()


def test_a_home_with_a_quote_in_its_path(monkeypatch, tmp_path):
    monkeypatch.setattr(base, "folder", lambda: tmp_path / "l'hôtel" / "copy")
    (tmp_path / "l'hôtel").mkdir()
    recorded(dialogue())
    seal()
    assert anew().base is not None and dialogues() == 1


def test_a_file_that_cannot_be_read_now_is_not_thrown_away(monkeypatch):
    recorded(dialogue())
    sealed = seal()
    with monkeypatch.context() as patch:
        patch.setattr("hashlib.file_digest", lambda *_words: (_ for _ in ()).throw(OSError(24, "too many files")))
        assert anew().base is None and dialogues() == 1
    assert sealed is not None and sealed.path.exists() and faults() == []


def test_a_list_that_cannot_be_written_is_told(monkeypatch):
    recorded(dialogue())
    monkeypatch.setattr("danvan.kit.home_cache.write", lambda *_words: None)
    with pytest.raises(OSError, match="base-"):
        seal()


@pytest.fixture
def started(monkeypatch) -> list[int]:
    """Sealings that were started; each fails."""
    begun: list[int] = []

    class Failed:
        def __init__(self, *_words: object, **_more: object) -> None:
            begun.append(1)

        def poll(self) -> int:
            return 2

    monkeypatch.setattr("subprocess.Popen", Failed)
    monkeypatch.setattr(current, "SEAL_FROM", 0)
    monkeypatch.setattr(current, "_sealer", current._Sealer())
    return begun


def test_a_sealing_that_failed_is_not_tried_again_at_once(started, monkeypatch):
    monkeypatch.setitem(connection.settings_dict, "NAME", settings.DANVAN.database_name)
    for _each in range(3):
        recorded(dialogue())
        freshen()
    assert started == [1]


def test_no_sealing_is_started_on_another_database_than_the_environment_names(started):
    recorded(dialogue())
    freshen()
    assert started == []


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
    recorded(total())
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
