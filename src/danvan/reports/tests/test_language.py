"""The template language: what it prints, and the sentences with which it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.utils import translation
from tests.given import YEAR, demo, district

from danvan.indicators import engine
from danvan.kit.errors import Refusal
from danvan.reports import language as door
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
    assert text == "Kế hoạch số 123-KH/HU, ngày 28/4/2022 của Huyện ủy và Kế hoạch 123-KH/HU"


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
        ("Câu.\n{% no_such_tag %}", 2),
        ("{{ nobody }}", 1),
        ("{{ ''.__class__.__mro__ }}", 1),
        ("{{ f.dialogues.value_ }}", 1),
        ("{{ none }}", 1),
        ('Câu.\n{{ figures("dialogues") | listed }}', 2),
        ("Câu.\n{{ f.ethnic_share }}", 2),
        ("{{ f.dialogues.part }}", 1),
        ('{{ documents(topic="no_such_topic") | listed }}', 1),
        ('{{ documents(when="no_such_time") | listed }}', 1),
        ('{{ works("no_such_kind").places | listed }}', 1),
        ('{{ works("dialogue", head="nobody").places | listed }}', 1),
        ('{{ works("dialogue").values("no_such_dimension") | listed }}', 1),
        ("Câu.\na{% note %}b{% note %}c{% endnote %}{% endnote %}", 2),
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


@pytest.mark.parametrize(
    "source",
    [
        "{{ f }}",
        "{{ place.f }}",
        "{{ communes }}",
        "{{ register }}",
        "{{ register.said }}",
        "{{ period }}",
        '{{ works("dialogue") }}',
        "{{ f.dialogues.figure }}",
        "{{ f.dialogues.figure.value }}",
        "{{ f.dialogues._register }}",
        "{{ place.text.upper() }}",
        '{{ documents(topic="dialogue") }}',
        "{{ communes[0] }}",
        "{{ f.dialogues + f.population }}",
        "{{ f.dialogues ~ f.population }}",
        "{{ place ~ place }}",
        "{{ (place, place) | listed }}",
        '{% include "x" %}',
        '{% import "x" as y %}',
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{% filter listed %}x{% endfilter %}",
        "{% set x %}{{ place }}{% endset %}{{ x }}",
        "{% call listed() %}x{% endcall %}",
        "{% for a in communes %}{% for b in communes %}{% for c in communes %}{% endfor %}{% endfor %}{% endfor %}",
        "{% for a in communes recursive %}{{ loop(communes) }}{% endfor %}",
        "{{ loop }}",
        "{{ range(9) | listed }}",
        "{{ lipsum() }}",
    ],
)
def test_a_template_chooses_sentences_and_prints_objects_and_does_nothing_else(said, source):
    with pytest.raises(Refusal):
        said(source)


def test_every_figure_of_a_report_is_asked_in_one_batch(monkeypatch):
    demo()
    asked = []
    real = engine.ask

    def counted(questions):
        asked.append(len(questions))
        return real(questions)

    monkeypatch.setattr(engine, "ask", counted)
    monkeypatch.setattr(engine, "figure", lambda *_: pytest.fail("a figure was asked alone"))
    composed = compose(template="annual", unit=district(), period=YEAR)
    assert len(asked) == 1
    assert len(composed.figures()) > len(composed.blocks)


def test_a_place_of_an_entry_prints_its_figures(said):
    places = 'works("dialogue", head="party_secretary").places'
    composed = said(f"{{% for at in {places} %}}{{{{ at.full.capital }}}}: {{{{ at.f.dialogues }}}}{{% endfor %}}")
    assert words(composed) == "Xã Thèn Sin: 01"


def test_an_unknown_template_is_refused_by_name():
    with pytest.raises(Refusal, match="annual"):
        load("nothing")


SPOKEN = (
    'Đã có {{ f.dialogues }} cuộc đối thoại{% if by("mttq", role="lead").dialogues.stated %} của Mặt trận{% endif %}.'
)


def test_a_template_is_compiled_once_for_all_processes(said, monkeypatch):
    first = words(said(SPOKEN))
    door._read.cache_clear()
    monkeypatch.setattr(door._Sandbox, "parse", lambda *_words: pytest.fail("it was read again"))
    assert words(said(SPOKEN)) == first


@pytest.mark.parametrize("torn", [b"", b"no byte code", b"(\x02"])
def test_a_torn_file_of_a_compiled_template_is_made_anew(said, settings, torn):
    first = words(said(SPOKEN))
    door._read.cache_clear()
    for path in (settings.DANVAN.home / "template-cache").iterdir():
        path.write_bytes(torn)
    assert words(said(SPOKEN)) == first
    door._read.cache_clear()
    assert words(said(SPOKEN)) == first


def test_a_fault_of_a_kept_template_is_told_with_its_line_again(said):
    told = []
    for _time in range(2):
        door._read.cache_clear()
        with pytest.raises(Refusal) as refused:
            said("Đã họp.\n\n{{ nobody.dialogues }}\n")
        told.append(str(refused.value))
    assert told[0] == told[1] and "10-trial.md:3" in told[0]


def test_clauses_put_themselves_in_order_and_say_when_none_is_left(said):
    source = (
        'Có {% clauses "chưa rõ" %}{% if f.dialogues.none %}; x{% endif %}{% if f.dialogues.some %}; {{ f.dialogues }}'
        "{% endif %}; hết{% endclauses %}. "
        'Rồi {% clauses "chưa rõ" %}{% if f.dialogues.none %}; y{% endif %}{% endclauses %}.'
    )
    assert words(said(source)) == "Có 02; hết. Rồi chưa rõ."


def test_the_first_of_nothing_is_nothing(said):
    assert words(said('a{{ documents(topic="public_health", when="within") | first }}b')) == "ab"


def test_a_body_is_asked_by_its_kind_and_role(said):
    assert words(said('{{ by("ubnd", role="lead").dialogues }} {{ by("ubnd").dialogues }}')) == "01 01"
    assert words(said('{% set r = "lead" %}{{ by("ubnd", role=r).dialogues }}')) == "01"
    assert words(said('{% if by("hội nông dân").dialogues.known %}x{% else %}không{% endif %}')) == "không"
    for wrong in ('{{ by("ubnd", role="leed").dialogues }}', '{{ by("nobody").dialogues }}'):
        with pytest.raises(Refusal):
            said(wrong)


def test_works_are_told_one_by_one_and_by_who_led_them(said):
    source = (
        '{% for work in works("dialogue", led_by="ubnd") %}{{ work.number }}. {{ work.places | listed }}{% endfor %}'
    )
    assert words(said(source)) == "1. Bản Giang"
