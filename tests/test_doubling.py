"""What rests on an entry changes with it, and nothing else does: each of the demonstration's entries in turn."""

from __future__ import annotations

from decimal import Decimal

import pytest

from danvan.indicators.definitions import INDICATORS
from danvan.indicators.models import Figure
from danvan.kit.ids import new_id
from danvan.ledger.kinds import KINDS
from danvan.reports.document import Composed, FigureRun, Heading, Note, NoteMark, Run, Table, Text
from tests.given import demo, demo_entries, record, report

pytestmark = pytest.mark.django_db

ENTRIES = demo_entries()
DIALOGUES = [entry for entry in ENTRIES if entry["kind"] == "dialogue"]
PARTS = 12
#: Told one by one, in words: one more is one more sentence.
ONE_BY_ONE = {"narrative", "outstanding_model", "exercise"}
#: Compared with the year before: twice of the one is another word for the change, a rise or a fall.
CHOOSES = {"model_registration"}
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


def covered(composed: Composed, id: object) -> set[str]:
    """The controls whose figure is a total that covers the entry: details that come to more take the total's place."""
    return {run.control for run in composed.figures() if any(id in aside.records for aside in run.figure.asides)}


def test_there_are_entries_of_nearly_every_kind():
    assert len(ENTRIES) == 164
    assert {entry["kind"] for entry in ENTRIES} == set(KINDS())


@pytest.mark.parametrize("part", [0, *(pytest.param(part, marks=pytest.mark.long) for part in range(1, PARTS))])
def test_doubling_an_entry_changes_exactly_the_controls_that_list_it(part):
    """Each of the entries in turn, on top of those before it: what one report is after, the next one starts from.

    `make test` takes every twelfth of them, `make long` all.
    """
    demo()
    before = report()
    wrong = []
    for entry in ENTRIES[part::PARTS]:
        more = doubled(entry)
        record(more)
        after = report()
        wrong += [f"{entry['source']} {entry['kind']}: {fault}" for fault in faults(before, after, entry, more)]
        before = after
    assert wrong == []


def faults(before: Composed, after: Composed, entry: dict[str, object], more: dict[str, object]) -> list[str]:
    """What is not as it must be between the two reports."""
    one, other = said(before), said(after)
    if one.keys() != other.keys():
        return ["a control came or went"]
    found = []
    changed = {control for control in one if one[control] != other[control]}
    resting = listing(before, entry["id"])
    if entry["measures"] and not resting:
        found.append("no sentence rests on it")
    if not resting <= changed <= resting | covered(before, entry["id"]):
        found.append(f"changed {sorted(changed)}, resting {sorted(resting)}")
    if not changed >= listing(after, entry["id"], more["id"]):
        found.append("a control lists it and did not change")
    if words(before) != words(after) and entry["kind"] not in ONE_BY_ONE | CHOOSES:
        found.append("the words around the figures changed")
    figures = {run.control: run.figure for run in after.figures()}
    for control in changed:
        if one[control][0] == other[control][0] and not may_print_the_same(figures[control], entry):
            found.append(f"{control} prints {one[control][0]} as before")
    return found


def may_print_the_same(figure: Figure, entry: dict[str, object]) -> bool:
    """Twice of both sides of a share, twice the same place, twice nothing, twice what was not stated."""
    definition = INDICATORS()[figure.code]
    nothing = not figure.value or (definition.how in ("sum", "latest") and definition.what not in entry["measures"])  # type: ignore[operator]
    unstated = definition.how == "count" and entry["occasions"] is None and entry["form"] == "total"
    return bool(figure.parts) or definition.how == "distinct" or nothing or unstated


def test_withdrawing_a_dialogue_takes_its_sentence_notes_and_cells_away():
    demo()
    before = report()
    dialogue = DIALOGUES[-1]
    record({**dialogue, **WITHDRAWN, "id": new_id(), "corrects": [dialogue["id"]]})
    after = report()
    assert len(after.notes) == len(before.notes) - 1
    assert listing(after, dialogue["id"]) == set()
    gone, new = set(words(before)) - set(words(after)), set(words(after)) - set(words(before))
    assert any("Bản Giang" in line for line in gone)
    # Notes that follow are counted anew.
    assert [line for line in new if "đối thoại" not in line and "[" not in line] == []


def test_correcting_an_entry_changes_its_controls_only():
    demo()
    before = report()
    dialogue = DIALOGUES[-1]
    measures = {"opinions": 13, "explained": 8, "taken_up": 5}
    more = {**dialogue, "id": new_id(), "act": "correct", "corrects": [dialogue["id"]], "reason": "đếm lại"}
    record({**more, "measures": measures})
    one, other = said(before), said(report())
    assert {c for c in one if one[c] != other[c]} == listing(before, dialogue["id"])
    assert "13" in {printed for printed, _records in other.values()}


def test_recording_one_more_dialogue_adds_to_its_commune_and_to_the_whole():
    demo()
    before = report()
    more = {**DIALOGUES[0], "id": new_id(), "places": ["na-tam"]}
    record(more)
    after = report()
    listed = {run.figure.scope.unit: run.printed for run in after.figures() if run.figure.code == "dialogues"}
    assert "03" in listed.values()
    assert listing(after, more["id"]) > set()
    assert len(after.figures()) == len(before.figures())


def test_the_report_holds_headings_notes_and_tables():
    demo()
    composed = report()
    assert sum(isinstance(block, Heading) for block in composed.blocks) >= 4
    assert [note.number for note in composed.notes] == list(range(1, len(composed.notes) + 1))
    assert len(composed.notes) >= 26 and all(isinstance(note, Note) for note in composed.notes)
    tables = [block for block in composed.blocks if isinstance(block, Table)]
    assert [len(table.rows) for table in tables] == [1 + 13 + 1] * len(tables) and len(tables) >= 2
