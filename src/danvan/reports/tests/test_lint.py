"""No digit and no number word of a figure is typed in a template."""

from pathlib import Path

import pytest

from danvan.kit.errors import Refusal
from danvan.reports.lint import check, faults
from danvan.reports.templates import folders, load

GOOD = [
    "{{ f.dialogues.phrase }} đối thoại tại {{ place }}",
    "giải quyết theo cơ chế một cửa, một cửa liên thông",
    "đời sống của một bộ phận Nhân dân và một số xã còn khó khăn, một phần do thời tiết",
    "Phần thứ nhất nêu kết quả, phần thứ hai nêu nhiệm vụ",
    '{% for share in figures("ethnic_share") %}{{ share.part }} {{ share }}{% endfor %}',
    '{{ documents(topic="dialogue", when="within") | listed }}',
    "{% if f.dialogues.many %}nhiều cuộc{% endif %}",
    "ba bên cùng ký kết; một đội ngũ cán bộ; chiếm một tỷ lệ nhỏ",
    "Trong năm tổ chức {{ f.dialogues.phrase }}; số liệu nêu tại Phụ lục.",
    "vốn đầu tư xã hội và thứ tư là đầu tư bản làng",
    "# KẾT QUẢ NĂM {{ period.year }}\n\n| Xã, thị trấn | Năm |",
    "Hằng năm\n\nxã, thị trấn",
    "{# hai cuộc, 02 xã: lời nhắc cho người soạn #}",
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
    "x² hộ",
    "một phần ba số hộ",
    "hơn nửa số xã",
    "tăng gấp đôi",
    "khen thưởng bốn tập thể, sáu cá nhân",
    "trong năm 2022",
    "I- ĐẶC ĐIỂM TÌNH HÌNH",
    "## II. KẾT QUẢ",
    "# Phần thứ nhất",
    "# Phụ lục",
    '{{ "02" }} cuộc',
    "{{ 2 }} cuộc",
    '{{ "hai cuộc" | listed }}',
    "{{ documents(2) }}",
    '{% set many = "hai cuộc" %}{{ many }}',
    '{{ "mười xã" if f.dialogues.many else place }}',
    "{% if f.dialogues.known %}một cuộc{% endif %}",
    "hai{% if f.dialogues.known %} cuộc{% endif %}",
    "{% if f.dialogues.one %}một{% else %}hai{% endif %} cuộc",
    "hai {{ f.dialogues.noun }}",
    "**hai** cuộc",
    "hai\ncuộc",
    "ha\u200bi cuộc",
    "ha\u0300i cuo\u0323\u0302c, tha\u0301ng ba cuo\u0323\u0302c",
    "{% note %}Tại 03 xã.{% endnote %}",
    "{% raw %}hai cuộc{% endraw %}",
    "| Tổng | 5 |",
]


@pytest.mark.parametrize("source", GOOD)
def test_sentences_that_print_objects_pass(source):
    assert list(faults(Path("x.md"), source)) == []


@pytest.mark.parametrize("source", BAD)
def test_a_typed_figure_is_found(source):
    assert list(faults(Path("x.md"), f"Câu đầu.\n{source}"))


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("Câu đầu.\n\nCó 05 cuộc.", 3),
        ("{% if f.dialogues.known %}\nCâu.\n{% endif %}\n\nCó hai cuộc.", 5),
        ('Câu.\n{% set x = "hai cuộc" %}\n', 2),
    ],
)
def test_a_fault_names_its_file_and_line(source, line):
    (fault,) = faults(Path("20-x.md"), source)
    assert fault.where == f"20-x.md:{line}"


@pytest.mark.parametrize("name", sorted(folders()))
def test_every_template_shipped_is_free_of_typed_figures(name):
    check(load(name))


def test_a_locality_cannot_type_a_figure_either(tmp_path, monkeypatch):
    shipped = folders()["annual"]
    (tmp_path / "template.yaml").write_bytes((shipped / "template.yaml").read_bytes())
    (tmp_path / "10-trial.md").write_text("Đã tổ chức hai cuộc tại 03 xã.", encoding="utf-8")
    monkeypatch.setattr("danvan.reports.templates.folders", lambda: {"trial": tmp_path})
    with pytest.raises(Refusal) as refused:
        check(load("trial"))
    assert "hai cuộc" in str(refused.value)
    assert "10-trial.md:1" in str(refused.value)
    assert "03" in str(refused.value)
