"""The numbers of headings are counted, never typed."""

from danvan.reports.document import Heading, Text, plain_text
from danvan.reports.headings import numbered, roman


def labels(*headings: tuple[int, bool]) -> list[str]:
    blocks = tuple(Heading(level, (), (Text("X"),), annex=annex) for level, annex in headings)
    return [plain_text(block.label) for block in numbered(blocks, lambda: "x1") if isinstance(block, Heading)]


def test_parts_sections_points_and_their_points():
    body = [(level, False) for level in (1, 2, 2, 3, 3, 4, 4, 2, 3, 1, 2)]
    assert labels(*body) == [
        "Phần thứ nhất", "I- ", "II- ", "1. ", "2. ", "2.1. ", "2.2. ", "III- ", "1. ", "Phần thứ hai", "I- ",
    ]  # fmt: skip


def test_one_annex_bears_no_number_several_do():
    assert labels((2, False), (1, True)) == ["I- ", "Phụ lục"]
    assert labels((1, True), (2, True), (1, True), (2, True)) == ["Phụ lục I", "I- ", "Phụ lục II", "I- "]


def test_sections_may_be_many():
    assert [roman(n) for n in (1, 4, 9, 13, 14, 40, 99)] == ["I", "IV", "IX", "XIII", "XIV", "XL", "XCIX"]
    assert labels(*[(1, False)] * 11)[3::7] == ["Phần thứ tư", "Phần thứ mười một"]
