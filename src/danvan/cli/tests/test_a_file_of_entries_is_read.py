"""What `danvan record` takes from a file, and what it says of a file that it cannot take."""

from __future__ import annotations

from decimal import Decimal

import pytest

from danvan.cli.commands.record import read_entries
from danvan.kit.errors import Refusal


@pytest.fixture
def file(tmp_path):
    def written(data):
        path = tmp_path / "entries.json"
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return str(path)

    return written


@pytest.mark.parametrize("text", ['{"kind": "dialogue"}', '[{"kind": "dialogue"}]', '\ufeff{"kind": "dialogue"}\n'])
def test_one_entry_is_taken_alone_or_in_a_list(file, text):
    assert read_entries(file(text)) == [{"kind": "dialogue"}]


def test_entries_may_stand_one_a_line(file):
    assert read_entries(file('{"kind": "a"}\n\n{"kind": "b"}\n')) == [{"kind": "a"}, {"kind": "b"}]


def test_numbers_with_a_fraction_stay_decimal(file):
    assert read_entries(file('{"measures": {"share": 36.89}}')) == [{"measures": {"share": Decimal("36.89")}}]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ('{"kind": \n oops}', "entries.json: 2:2"),
        ("", "entries.json: 1:1"),
        ('"dialogue"', "1"),
        ('[{"kind": "a"}, 7]', "2"),
        ('{"kind": "a", "kind": "b"}', "kind"),
        ('{"value": NaN}', "NaN"),
        (b'{"kind": "\xff"}', "10"),
        ("[" * 100_000, "entries.json"),
    ],
)
def test_a_faulty_file_is_refused_with_its_place(file, data, told):
    with pytest.raises(Refusal) as refused:
        read_entries(file(data))
    assert told in str(refused.value)
