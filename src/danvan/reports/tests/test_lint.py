"""No digit and no number word of a figure is typed in a template."""

from pathlib import Path

import pytest

from danvan.reports.lint import faults
from danvan.reports.templates import folders, load

GOOD = [
    "{{ f.dialogues.phrase }} đối thoại tại {{ place }}",
    "giải quyết theo cơ chế một cửa, một cửa liên thông",
    "đời sống của một bộ phận Nhân dân và một số xã còn khó khăn",
    "Phần thứ nhất nêu kết quả, phần thứ hai nêu nhiệm vụ",
    '{% for share in figures("ethnic_share") %}{{ share.part }} {{ share }}{% endfor %}',
    '{{ documents(topic="dialogue", when="within") | listed }}',
    "{% if f.dialogues.many %}nhiều cuộc{% endif %}",
    "ba bên cùng ký kết",
]
BAD = [
    "đã tổ chức 02 cuộc đối thoại",
    "đã tổ chức hai cuộc đối thoại",
    "tại mười ba xã, thị trấn",
    "có mười lăm điểm cầu",
    "hai mươi mốt chi bộ",
    "hàng trăm người tham dự",
    "năm văn bản",
    "với ２ cuộc",
    "chiếm ⅓ số hộ",
    "trong năm 2022",
    "I- ĐẶC ĐIỂM TÌNH HÌNH",
    "## II. KẾT QUẢ",
    '{{ "02" }} cuộc',
    "{{ 2 }} cuộc",
    '{{ ["hai cuộc"] | first }}',
    "{{ documents(2) }}",
    "{% if f.dialogues.known %}một cuộc{% endif %}",
    "{% note %}Tại 03 xã.{% endnote %}",
    "| Tổng | 5 |",
]


@pytest.mark.parametrize("source", GOOD)
def test_sentences_that_print_objects_pass(source):
    assert list(faults(Path("x.md"), source)) == []


@pytest.mark.parametrize("source", BAD)
def test_a_typed_figure_is_found(source):
    assert list(faults(Path("x.md"), f"Câu đầu.\n{source}"))


def test_a_fault_names_its_file_and_line():
    (fault,) = faults(Path("20-x.md"), "Câu đầu.\n\nCó 05 cuộc.")
    assert fault.where == "20-x.md:3"


@pytest.mark.parametrize("name", sorted(folders()))
def test_every_template_shipped_is_free_of_typed_figures(name):
    template = load(name)
    sources = [
        *((s.path, s.source) for s in template.sections),
        *((template.path, line) for line in template.meta.subject),
    ]
    assert [str(fault) for path, source in sources for fault in faults(path, source)] == []
