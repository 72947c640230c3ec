"""What rests on an entry changes with it, and nothing else does: each of the demonstration's entries in turn."""

from __future__ import annotations

from decimal import Decimal

import pytest

from danvan.kit.ids import new_id
from danvan.reports.document import Composed, FigureRun, Heading, Note, NoteMark, Run, Table, Text
from tests.given import demo, demo_entries, record, report

pytestmark = pytest.mark.django_db

ENTRIES = demo_entries()
#: A withdrawal states no numbers.
WITHDRAWN: dict[str, object] = {"act": "withdraw", "measures": {}, "dims": {}, "occasions": None, "reason": "ghi nhầm"}


def doubled(entry: dict[str, object]) -> dict[str, object]:
    """The same work a second time; where a second entry would not add up (a count that somebody reported, a
    statistic), a correction that tells twice as much."""
    copy = {**entry, "id": new_id()}
    if entry["form"] == "single":
        return copy
    measures = {name: twice(value) for name, value in dict(entry["measures"]).items()}  # type: ignore[call-overload]
    more: dict[str, object] = {
        "measures": measures,
        "act": "correct",
        "corrects": [entry["id"]],
        "reason": "thử nhân đôi",
    }
    if entry.get("occasions"):
        more["occasions"] = entry["occasions"] * 2  # type: ignore[operator]
    return {**copy, **more}


def twice(value: object) -> object:
    if isinstance(value, dict):
        return {**value, "value": twice(value["value"])}
    assert isinstance(value, int | Decimal)
    return value * 2


def said(composed: Composed) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Control -> what it prints and the records that it lists."""
    return {run.control: (run.printed, run.figure.records) for run in composed.figures()}


def words(composed: Composed) -> list[str]:
    """Every sentence, heading, cell and note with its figures blanked out."""
    lines: list[tuple[Run, ...]] = [note.runs for note in composed.notes]
    for block in composed.blocks:
        lines += [cell for row in block.rows for cell in row] if isinstance(block, Table) else [block.runs]
    return ["".join(_masked(run) for run in runs) for runs in lines]


def _masked(run: Run) -> str:
    if isinstance(run, Text):
        return run.text
    return f"[{run.number}]" if isinstance(run, NoteMark) else "#" if isinstance(run, FigureRun) else run.printed


def listing(composed: Composed, *ids: object) -> set[str]:
    return {control for control, (_printed, records) in said(composed).items() if set(records) & set(ids)}


def test_there_are_twenty_entries_of_at_least_five_kinds():
    assert len(ENTRIES) == 20
    assert len({entry["kind"] for entry in ENTRIES}) >= 5


@pytest.mark.parametrize("entry", ENTRIES, ids=[f"{n:02d}-{entry['kind']}" for n, entry in enumerate(ENTRIES, 1)])
def test_doubling_an_entry_changes_exactly_the_controls_that_list_it(entry):
    demo()
    before = report()
    more = doubled(entry)
    record(more)
    after = report()

    one, other = said(before), said(after)
    assert one.keys() == other.keys()
    changed = {control for control in one if one[control] != other[control]}
    resting = listing(before, entry["id"])
    assert resting, "an entry that no sentence rests on shows nothing"
    assert changed == resting == listing(after, entry["id"], more["id"])
    assert words(before) == words(after)
    figures = {run.control: run.figure for run in after.figures()}
    for control in changed:
        # Twice of both sides of a share, and twice the same place, print the same.
        steady = figures[control].parts or figures[control].code == "dialogue_communes"
        assert steady or one[control][0] != other[control][0]


def test_withdrawing_a_dialogue_takes_its_sentence_notes_and_cells_away():
    demo()
    before = report()
    dialogue = ENTRIES[-1]
    record({**dialogue, **WITHDRAWN, "id": new_id(), "corrects": [dialogue["id"]]})
    after = report()
    assert len(after.notes) == len(before.notes) - 1
    assert listing(after, dialogue["id"]) == set()
    gone, new = set(words(before)) - set(words(after)), set(words(after)) - set(words(before))
    assert any("Bản Giang" in line for line in gone)
    assert all("đối thoại" in line for line in new)


def test_correcting_an_entry_changes_its_controls_only():
    demo()
    before = report()
    dialogue = ENTRIES[-1]
    measures = {"opinions": 13, "explained": 8, "taken_up": 5}
    more = {**dialogue, "id": new_id(), "act": "correct", "corrects": [dialogue["id"]], "reason": "đếm lại"}
    record({**more, "measures": measures})
    one, other = said(before), said(report())
    assert {c for c in one if one[c] != other[c]} == listing(before, dialogue["id"])
    assert "13" in {printed for printed, _records in other.values()}


def test_recording_one_more_dialogue_adds_to_its_commune_and_to_the_whole():
    demo()
    before = report()
    more = {**ENTRIES[-2], "id": new_id(), "places": ["na-tam"]}
    record(more)
    after = report()
    listed = {run.figure.scope.unit: run.printed for run in after.figures() if run.figure.code == "dialogues"}
    assert "03" in listed.values()
    assert listing(after, more["id"]) > set()
    assert len(after.figures()) == len(before.figures())


def test_the_report_holds_headings_notes_and_a_table():
    demo()
    composed = report()
    assert sum(isinstance(block, Heading) for block in composed.blocks) >= 4
    assert [note.number for note in composed.notes] == [1, 2, 3, 4, 5, 6]
    assert all(isinstance(note, Note) for note in composed.notes)
    (table,) = [block for block in composed.blocks if isinstance(block, Table)]
    assert len(table.rows) == 1 + 13 + 1
