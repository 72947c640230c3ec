"""What `danvan entries` prints, `danvan record` takes; a figure has the shape that scripts rely on."""

from __future__ import annotations

import json

import pytest

from danvan.cli.home import prepare
from danvan.cli.main import main
from danvan.ledger.tests.given import entries_of_2022, year_2022

pytestmark = pytest.mark.django_db
DIALOGUES = ["--unit", "tam-duong", "--period", "2022"]


@pytest.fixture(autouse=True)
def demonstration():
    prepare(demo=True)
    year_2022()


def printed(capsys, *words, code=0):
    assert main(words) == code, capsys.readouterr().err
    return capsys.readouterr().out


def test_what_entries_prints_is_taken_once(capsys, tmp_path):
    file = tmp_path / "entries.json"
    file.write_text(printed(capsys, "entries", "--json"))
    receipts = json.loads(printed(capsys, "record", str(file), "--json"))
    assert len(receipts) == len(entries_of_2022()) and not any(receipt["new"] for receipt in receipts)


def test_entries_are_listed_by_kind_place_and_period(capsys):
    words = ["entries", "--kind", "dialogue", "--unit", "ban-giang", "--period", "2022", "--json"]
    [entry] = json.loads(printed(capsys, *words))
    assert entry["measures"] == {"opinions": 11, "explained": 7, "taken_up": 4}


def test_a_figure_has_the_keys_that_scripts_rely_on(capsys):
    figure = json.loads(printed(capsys, "figure", "dialogues", *DIALOGUES, "--why", "--json"))
    assert list(figure) == [
        "code", "name", "value", "noun", "precision", "scope", "as_of", "definition", "definition_version", "digest",
        "records", "parts",
    ]  # fmt: skip
    assert (figure["value"], figure["noun"], len(figure["records"])) == (2, "cuộc", 2)


def test_a_figure_tells_its_records_and_their_sources(capsys):
    told = printed(capsys, "figure", "dialogues", *DIALOGUES, "--why")
    assert "02 cuộc" in told and "xã Thèn Sin" in told and "mục II.1, chú thích 6" in told


def test_a_figure_can_be_asked_of_one_body_in_one_role(capsys):
    words = ["figure", "dialogues", *DIALOGUES, "--by", "huyen-uy-tam-duong", "--role", "lead", "--json"]
    assert json.loads(printed(capsys, *words))["value"] == 1


def test_a_day_before_all_was_received_knows_nothing(capsys):
    assert (
        json.loads(printed(capsys, "figure", "dialogues", *DIALOGUES, "--as-of", "2022-12-31", "--json"))["records"]
        == []
    )


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["figure", "dialogue", *DIALOGUES], "dialogues"),
        (["figure", "dialogues", "--unit", "tam-duongg", "--period", "2022"], "tam-duong"),
        (["figure", "dialogues", "--unit", "tam-duong", "--period", "20222"], "20222"),
        (["figure", "dialogues", *DIALOGUES, "--as-of", "2022-02-30"], "2022-02-30"),
        (["figure", "dialogues", *DIALOGUES, "--role", "lead"], "--by"),
        (["entries", "--kind", "dialog"], "dialogue"),
    ],
)
def test_what_is_not_known_is_refused_with_what_is_near(capsys, words, told):
    assert main(words) == 2
    assert told in capsys.readouterr().err


def test_nothing_is_kept_when_one_entry_is_faulty(capsys, tmp_path):
    good = {"kind": "dialogue", "form": "single", "lead": "huyen-uy-tam-duong", "places": ["ban-bo"], "occasions": 1,
            "start": "2022-05-01", "end": "2022-05-01", "dims": {"head": "party_secretary"}, "source": "x"}  # fmt: skip
    file = tmp_path / "entries.json"
    file.write_text(json.dumps([good, good | {"end": "2022-04-01"}]))
    assert main(["record", str(file)]) == 2
    assert "entries.json" in capsys.readouterr().err
    assert len(json.loads(printed(capsys, "entries", "--json"))) == len(entries_of_2022())


def test_what_is_not_counted_is_told_with_its_reason(capsys):
    told = printed(capsys, "figure", "dialogues", "--unit", "tam-duong", "--period", "2022-05")
    assert "01a20d7d-c698-78d3-91ae-f9a3acdc042e" in told and "Không tính" in told


def test_a_small_count_of_persons_is_hidden(capsys, tmp_path):
    file = tmp_path / "entry.json"
    few = {"kind": "believer_members", "form": "total", "lead": "huyen-uy-tam-duong", "places": ["tam-duong"],
           "start": "2021-01-01", "end": "2021-12-31", "measures": {"members": 3}, "source": "x"}  # fmt: skip
    file.write_text(json.dumps(few))
    printed(capsys, "record", str(file))
    told = printed(capsys, "figure", "believer_party_members", "--unit", "tam-duong", "--period", "2021")
    assert "<" in told and "03" not in told.splitlines()[0]
