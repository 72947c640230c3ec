"""A register is loaded whole or not at all, once or many times."""

from pathlib import Path

import pytest

from danvan.audit.models import AuditLine
from danvan.kit.by import SYSTEM
from danvan.kit.errors import Refusals
from danvan.units.actions import load_units
from danvan.units.models import Edge, Post, Succession, Unit, UnitVersion

from .conftest import TAM_DUONG

pytestmark = pytest.mark.django_db
ONE = "01900000-0000-7000-8000-000000000001"
TWO = "01900000-0000-7000-8000-000000000002"
BODY = "01900000-0000-7000-8000-000000000003"
UNITS = f"""
    {ONE}|mot|place|xã|xã Một|Một||||2000-01-01|
    {TWO}|hai|place|xã|xã Hai|Hai||||2000-01-01|2025-07-01
    {BODY}|ub|body|ubnd|UBND xã Một|UBND xã|||{ONE}|2000-01-01|
"""


def faults(folder: Path) -> list[str]:
    with pytest.raises(Refusals) as refusals:
        load_units(by=SYSTEM, folder=folder)
    assert not Unit.objects.exists()
    return [fault.where for fault in refusals.value.refusals]


def test_a_second_loading_changes_nothing():
    assert load_units(by=SYSTEM, folder=TAM_DUONG) > 100
    counts = [model.objects.count() for model in (Unit, UnitVersion, Edge, Succession, Post)]
    assert load_units(by=SYSTEM, folder=TAM_DUONG) == 0
    assert [model.objects.count() for model in (Unit, UnitVersion, Edge, Succession, Post)] == counts


def test_loading_is_told_once_with_the_digest_of_the_tables():
    load_units(by=SYSTEM, folder=TAM_DUONG)
    load_units(by=SYSTEM, folder=TAM_DUONG)
    (line,) = AuditLine.objects.all()
    assert (line.deed, line.ref, len(line.content["sha256"])) == ("load_units", "units/register/tam_duong", 64)


def test_an_open_span_may_be_ended_and_nothing_else_may_change(write):
    load_units(by=SYSTEM, folder=write(units=UNITS))
    ended = UNITS.replace("xã Một|Một||||2000-01-01|", "xã Một|Một||||2000-01-01|2030-01-01", 1)
    assert load_units(by=SYSTEM, folder=write(units=ended)) == 1
    for other in (ended.replace("2030-01-01", "2031-01-01"), ended.replace("xã Một|Một", "xã Mốt|Một")):
        with pytest.raises(Refusals) as refusals:
            load_units(by=SYSTEM, folder=write(units=other))
        assert refusals.value.refusals[0].where == "units.csv:2"
    assert UnitVersion.objects.get(unit_id=ONE).name == "xã Một"


@pytest.mark.parametrize(
    ("tables", "where"),
    [
        ({"units": f"{ONE}|mot|thing|xã|xã Một|Một||||2000-01-01|"}, ["units.csv:2: sort"]),
        ({"units": f"{ONE}|mot|place|xã|xã Một|Một||||1/1/2000|"}, ["units.csv:2: valid_from"]),
        ({"units": f"{ONE}|mot|place|xã|xã Một|Một||||2000-01-01|1999-01-01"}, ["units.csv:2: valid_to"]),
        ({"units": f"{ONE}|mot|place|xã"}, ["units.csv:2"]),
        ({"units": f"{UNITS}\n{ONE}|mot|place|xã|xã Mới|Mới||||2010-01-01|"}, ["units.csv:5"]),
        ({"units": f"{UNITS}\n{BODY[:-1]}9|mot|place|xã|xã Ba|Ba||||2010-01-01|"}, ["units.csv:5"]),
        ({"units": f"{UNITS}\n{BODY[:-1]}9|ba|body|ubnd|UBND|UBND|||{BODY}|2010-01-01|"}, ["units.csv:5: area"]),
        ({"units": UNITS, "edges": f"{ONE}|{TWO}|family|1|2000-01-01|"}, ["edges.csv:2: tree"]),
        ({"units": UNITS, "edges": f"{ONE}|{BODY}|place|1|2000-01-01|"}, ["edges.csv:2: parent"]),
        ({"units": UNITS, "edges": f"{ONE}|{ONE[:-1]}9|place|1|2000-01-01|"}, ["edges.csv:2: parent"]),
        ({"units": UNITS, "edges": f"{ONE}|{TWO}|place|first|2000-01-01|2010-01-01"}, ["edges.csv:2: order"]),
        ({"units": UNITS, "edges": f"{ONE}|{TWO}|place|1|2000-01-01|"}, ["edges.csv:2"]),
        ({"units": UNITS, "edges": f"{ONE}|{ONE}|place|1|2000-01-01|"}, ["edges.csv:2"]),
        (
            {"units": UNITS, "edges": f"{ONE}|{TWO}|place|1|2000-01-01|2025-01-01\n{TWO}|{ONE}|place|1|2001-01-01|"},
            ["edges.csv:3", "edges.csv:3"],
        ),
        ({"units": UNITS, "successions": f"{TWO}|{ONE}|2024-01-01|yes|trial"}, ["successions.csv:2"]),
        ({"units": UNITS, "successions": f"{TWO}|{BODY}|2025-07-01|yes|trial"}, ["successions.csv:2"]),
        ({"units": UNITS, "successions": f"{TWO}|{ONE}|2025-07-01|perhaps|trial"}, ["successions.csv:2: whole"]),
        ({"units": UNITS, "posts": f"{BODY[:-1]}8|{ONE}|chu-tich|Chủ tịch|record"}, ["posts.csv:2: body"]),
    ],
)
def test_a_fault_is_told_with_its_table_and_line_and_nothing_is_kept(write, tables, where):
    assert faults(write(**tables)) == where


def test_all_faults_are_told_at_once(write):
    folder = write(
        units=f"{ONE}|mot|thing|xã|xã Một|Một||||2000-01-01|\n{TWO}|hai|place|xã|xã Hai|Hai||||2000|",
        posts=f"{BODY}|{ONE}|chu-tich|Chủ tịch|record",
    )
    assert faults(folder) == ["units.csv:2: sort", "units.csv:3: valid_from", "posts.csv:2: body"]


def test_a_place_that_comes_under_another_parent_must_be_a_new_unit(write):
    three = f"{UNITS}\n{BODY[:-1]}9|ba|place|xã|xã Ba|Ba||||2000-01-01|"
    folder = write(
        units=three,
        edges=f"{BODY[:-1]}9|{TWO}|place|1|2000-01-01|2020-01-01\n{BODY[:-1]}9|{ONE}|place|1|2020-01-01|",
    )
    assert faults(folder) == ["edges.csv:3"]


def test_a_unit_that_goes_to_several_goes_whole_to_none(write):
    three = f"{UNITS}\n{BODY[:-1]}9|ba|place|xã|xã Ba|Ba||||2000-01-01|"
    rows = f"{TWO}|{ONE}|2025-07-01|yes|trial\n{TWO}|{BODY[:-1]}9|2025-07-01|no|trial"
    assert faults(write(units=three, successions=rows)) == ["successions.csv:2"]


def test_a_missing_table_and_a_missing_column_are_told(write):
    folder = write(units=UNITS)
    (folder / "edges.csv").unlink()
    (folder / "posts.csv").write_text("id,body\n", encoding="utf-8")
    (folder / "successions.csv").write_bytes("đ".encode("utf-16"))
    assert faults(folder) == ["edges.csv", "successions.csv", "posts.csv:1"]
