"""Tables that people keep are read with the place of each row; whatever cannot be read is told."""

import pytest

from danvan.kit.tables import read_table


def read(tmp_path, content):
    (tmp_path / "t.csv").write_bytes(content)
    rows, faults = read_table(tmp_path / "t.csv", ("a", "b"))
    return [(where, dict(row)) for where, row in rows], [fault.where for fault in faults]


def test_a_row_is_known_by_its_last_line(tmp_path):
    rows, faults = read(tmp_path, b'a,b\n1,"x\ny"\n2,z\n')
    assert rows == [("t.csv:3", {"a": "1", "b": "x\ny"}), ("t.csv:4", {"a": "2", "b": "z"})]
    assert faults == []


def test_what_a_spreadsheet_writes_before_the_head_is_no_part_of_it(tmp_path):
    assert read(tmp_path, "a,b\r\n1,ắ\r\n".encode("utf-8-sig")) == ([("t.csv:2", {"a": "1", "b": "ắ"})], [])


@pytest.mark.parametrize(
    ("content", "places"),
    [
        (b"", ["t.csv:1"]),
        (b"a\n1\n", ["t.csv:1"]),
        (b"a,b\n1\n1,2,3\n", ["t.csv:2", "t.csv:3"]),
        (b"a,b\n\xff\n", ["t.csv"]),
    ],
)
def test_what_cannot_be_read_is_told_by_its_place(tmp_path, content, places):
    assert read(tmp_path, content) == ([], places)


def test_a_missing_table_is_told(tmp_path):
    assert [str(fault) for fault in read_table(tmp_path / "none.csv", ())[1]] == ["none.csv: Không có bảng này."]
