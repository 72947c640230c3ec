"""A stranger's report and this home's ledger: its place and period are read from its head and title."""

from __future__ import annotations

import json

import pytest

from danvan.cli.known import known_for, scope_of
from danvan.cli.main import main
from danvan.ledger.tests.given import year_2022
from danvan.proof.reader import read_lines
from danvan.units.queries import view

HEAD = "HUYỆN TAM ĐƯỜNG\nBAN DÂN VẬN\n\nBÁO CÁO\n"


@pytest.fixture
def demo(db):
    year_2022()


def at(text):
    scope = scope_of(read_lines(text))
    return (view(scope.unit, scope.period.end).short, scope.period.code)


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("công tác dân vận năm 2022,\nnhiệm vụ năm 2023", "2022"),
        ("kết quả 6 tháng đầu năm, nhiệm vụ 6 tháng cuối năm 2022", "2022-H1"),
        ("kết quả tháng 5, nhiệm vụ tháng 6 năm 2022", "2022-05"),
        ("công tác quý III/2022", "2022-Q3"),
    ],
)
def test_the_first_period_of_the_title_is_the_reports(demo, title, period):
    assert at(HEAD + title) == ("Tam Đường", period)


def test_the_lowest_place_of_the_head_is_the_reports(demo):
    text = "TỈNH LAI CHÂU\nHUYỆN TAM ĐƯỜNG\nXÃ GIANG MA\n\nBÁO CÁO\nnăm 2022"
    assert at(text) == ("Giang Ma", "2022")


def test_without_a_head_the_place_named_most_is_the_reports(demo):
    far = "Công việc chung.\n" * 12
    text = f"BÁO CÁO\nnăm 2022\n{far}Huyện Tam Đường họp.\nTại huyện Tam Đường.\nỞ huyện Tam Đường.\nGửi xã Giang Ma."
    assert at(text) == ("Tam Đường", "2022")


@pytest.mark.parametrize(
    "text",
    [
        "BÁO CÁO\nnăm 2022\nCông việc chung.",
        f"{HEAD}công tác dân vận",
        f"{HEAD}năm 2022 (từ ngày 15/12/2021 đến ngày 14/12/2022)",
        f"{HEAD}giai đoạn 2021-2025",
        "XÃ GIANG MA\nXÃ BÌNH LƯ\nBÁO CÁO\nnăm 2022",
    ],
)
def test_an_unknown_place_or_period_gives_nothing(demo, text):
    assert known_for(read_lines(text)) == []


def test_the_command_compares_a_strangers_figures(demo, tmp_path, capsys):
    path = tmp_path / "r.txt"
    path.write_text(
        f"{HEAD}năm 2022\n\nTrong năm đã vận động nhân dân giao nộp 47 khẩu súng tự chế.\n", encoding="utf-8"
    )
    assert main(["check", str(path), "--ledger", "--json"]) == 1
    found = json.loads(capsys.readouterr().out)["findings"]
    assert [(f["check"], f["found"], f["expected"]) for f in found] == [
        ("figure_matches_ledger", "47 khẩu súng", "41 khẩu súng tự chế")
    ]
