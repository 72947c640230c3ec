"""The template language: what it prints, and the sentences with which it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.utils import translation
from tests.given import YEAR, demo, district

from danvan.kit.errors import Refusal
from danvan.reports.compose import compose
from danvan.reports.document import FigureRun, Paragraph, Text
from danvan.reports.templates import folders, load

pytestmark = pytest.mark.django_db


@pytest.fixture
def said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Compose the district's report from one section of the given source."""
    demo()
    shipped = folders()["annual"]

    def compose_section(source: str):
        folder = tmp_path / "trial"
        folder.mkdir(exist_ok=True)
        (folder / "template.yaml").write_bytes((shipped / "template.yaml").read_bytes())
        (folder / "10-trial.md").write_text(source, encoding="utf-8")
        monkeypatch.setattr("danvan.reports.templates.folders", lambda: {"trial": folder})
        return compose(template="trial", unit=district(), period=YEAR)

    return compose_section


def words(composed) -> str:
    (paragraph,) = composed.blocks
    return "".join(run.text if isinstance(run, Text) else getattr(run, "printed", "¹") for run in paragraph.runs)


def test_a_figure_prints_as_an_officer_writes_it(said):
    composed = said("{{ f.dialogues.phrase }}, {{ f.population }}, {{ f.minority_party_member_share }}")
    assert words(composed) == "02 cuộc, trên 57.000, 52,8%"
    assert [run.control for run in composed.figures()] == ["f1", "f2", "f3"]


def test_the_sentence_is_chosen_by_data(said):
    source = "{% if f.dialogues.one %}chỉ{% elif f.dialogues.many %}nhiều{% else %}không{% endif %}"
    assert words(said(source)) == "nhiều"


def test_a_document_is_cited_in_full_once_and_short_after(said):
    source = '{% set d = documents(topic="dialogue", when="within", local=true) | first %}{{ d }} và {{ d }}'
    text = words(said(source))
    assert text == "Kế hoạch số 123-KH/HU, ngày 28/4/2022 của Ban Thường vụ Huyện ủy và Kế hoạch 123-KH/HU"


def test_a_note_is_numbered_and_an_empty_one_dropped(said):
    empty = "{% note %}{% if f.dialogues.none %}x{% endif %}{% endnote %}"
    composed = said(f"Một{empty} hai{{% note %}}Có {{{{ f.dialogues }}}}.{{% endnote %}}")
    assert [note.number for note in composed.notes] == [1]
    assert any(isinstance(run, FigureRun) for run in composed.notes[0].runs)


def test_marks_in_data_stay_words(said):
    composed = said("**{{ place }}** {{ '*a* | <b>' }}")
    assert isinstance(composed.blocks[0], Paragraph)
    assert words(composed) == "Tam Đường *a* | <b>"


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("Câu.\n\nCó {{ f.no_such_figure }}.", 3),
        ("{{ f.dialogues | no_such_filter }}", 1),
        ("Câu.\n{% if f.dialogues.known %}thiếu", 2),
        ("{{ nobody }}", 1),
        ("{{ ''.__class__.__mro__ }}", 1),
        ("{{ f.dialogues.value_ }}", 1),
        ("{{ 12 }}", 1),
        ('{{ figures("dialogues") | length }}', 1),
    ],
)
def test_a_fault_names_the_file_and_the_line_in_both_languages(said, source, line):
    sentences = set()
    for language in ("vi", "en"):
        with translation.override(language):
            with pytest.raises(Refusal) as refused:
                said(source)
            sentences.add(refused.value.sentence)
            assert f"10-trial.md:{line}" in str(refused.value)
    assert len(sentences) == 2


def test_an_unknown_template_is_refused_by_name():
    with pytest.raises(Refusal, match="annual"):
        load("nothing")
