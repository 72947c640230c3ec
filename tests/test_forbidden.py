"""What can never be stored (design, section 9): each thing is tried at every door, and finds no place.

A door is a way in: an entry's JSON, a kind's file, the reason of an erasure, the tables themselves. Every trial must
be refused for its own reason, and its innocent twin, without the forbidden part, must be taken: a door that is shut to
everything proves nothing.
"""

from __future__ import annotations

import inspect
from datetime import date

import pytest
from django.apps import apps
from django.db import models
from django.utils import translation

from danvan.kit.by import TERMINAL
from danvan.kit.errors import Refusal
from danvan.ledger.actions import erase_content
from danvan.ledger.entry import STATED, TEXTS
from danvan.ledger.kinds import KINDS, read_kind
from danvan.ledger.models import Entry
from danvan.ledger.queries import list_entries
from danvan.ledger.tests.given import dialogue, population, record, recorded, units_and_documents
from danvan.units.models import Edge, Unit, UnitVersion
from danvan.units.queries import unit_by

YEAR = {"start": "2022-01-01", "end": "2022-12-31"}
OURS = ("audit", "accounts", "units", "documents", "ledger", "indicators", "reports", "proof", "ui", "web", "cli")


@pytest.fixture
def house(db):
    """The district with one village and one cell of it, which units do not ship."""
    units_and_documents()
    commune = unit_by("then-sin", at=date(2022, 1, 1)).id
    since = date(2004, 1, 1)
    village, cell = (Unit.objects.create(sort=sort) for sort in (Unit.PLACE, Unit.BODY))
    names = {"name": "bản Trial", "short": "Trial", "valid_from": since}
    UnitVersion.objects.create(unit=village, slug="trial-village", kind="bản", **names)
    UnitVersion.objects.create(unit=cell, slug="trial-cell", kind="chi bộ", area_id=commune, **names)
    Edge.objects.create(child=village, parent_id=commune, tree="place", order=1, valid_from=since)


def refused(entry):
    """Why the entry is refused, in English; and it left nothing behind."""
    before = Entry.objects.count()
    with pytest.raises(Refusal) as refusal, translation.override("en"):
        record(entry)
    assert Entry.objects.count() == before
    with translation.override("en"):
        return str(refusal.value)


def share(**changes):
    return population(kind="ethnic_share", measures={"share": 36.89}, dims={"people": "mong"}, **changes)


def believers(**changes):
    return population(kind="believer_members", measures={"members": 86}, **changes)


# Through an entry: its fields

FIELDS: dict[str, tuple[dict[str, object], str]] = {
    "1 a person": ({"person": "Giàng A Páo"}, "There is no field «person»."),
    "1 a person's faith": ({"religion": "Tin Lành"}, "There is no field «religion»."),
    "1 a faith as a measure": ({"measures": {"religion": 1}}, "has no measure «religion»."),
    "1 a faith as a value": ({"measures": {"opinions": "Tin Lành"}}, "A number was expected here"),
    "1 a faith as a dimension": (
        {"dims": {"head": "party_secretary", "religion": "x"}},
        "has no dimension «religion».",
    ),
    "1 a person as a dimension": ({"dims": {"head": "Giàng A Páo"}}, "There is no such value here"),
    "1 a person as the lead": ({"lead": "Giàng A Páo"}, "There is no unit"),
    "1 a person as a partner": ({"partners": [{"unit": "Giàng A Páo", "role": "attends"}]}, "There is no unit"),
    "1 a trait as a role": ({"partners": [{"unit": "tam-duong", "role": "believer"}]}, "an organisation belongs here"),
    "1 a person's attitude as a role": (
        {"partners": [{"unit": "mttq-huyen-tam-duong", "role": "chống đối"}]},
        "is no role here",
    ),
    "1 a person among the documents": ({"documents": ["hồ sơ Giàng A Páo"]}, "There is no document"),
    "1 words among the measures": (
        {"measures": {"opinions": {"value": 1, "person": "Giàng A Páo"}}},
        "There is no field «person».",
    ),
    "1 words beside a partner": (
        {"partners": [{"unit": "mttq-huyen-tam-duong", "role": "attends", "person": "x"}]},
        "There is no field «person».",
    ),
    "3 the state of a case": ({"state": "pending"}, "There is no field «state»."),
    "3 a household": ({"household": "12"}, "There is no field «household»."),
    "6 a face": ({"photo": "…"}, "There is no field «photo»."),
    "6 a picture as evidence": ({"evidence": ["face.jpg"]}, "Evidence is named by the SHA-256"),
    "6 who was there": ({"attendees": ["Giàng A Páo"]}, "There is no field «attendees»."),
    "6 a telephone number as an id": ({"id": "0912345678"}, "is no identifier"),
    "7 who asked": ({"asked_by": "Giàng A Páo"}, "There is no field «asked_by»."),
}


@pytest.mark.parametrize("what", FIELDS)
def test_no_field_of_an_entry_takes(house, what):
    changes, says = FIELDS[what]
    assert says in refused(dialogue(**changes))
    assert recorded(dialogue())


# Through an entry: its texts

WORDS = {
    "1 a person's people": ("Ông Giàng A Páo là người dân tộc Mông", "beside faith, people, health"),
    "1 a person's faith": ("Bà Thào Thị Mỷ theo đạo Tin Lành", "beside faith, people, health"),
    "1 a person's politics": ("Lò Văn Minh có quan điểm sai trái", "beside faith, people, health"),
    "1 a person's loyalty": ("Anh Sùng A Chu không trung thành", "beside faith, people, health"),
    "1 a person's attitude": ("Ông Páo thái độ không hợp tác", "beside faith, people, health"),
    "1 a person's health": ("Chị Vàng Thị Mai nhiễm HIV", "beside faith, people, health"),
    "2 faith by village": ("Bản Nà Hiềng có 12 hộ theo đạo Tin Lành", "never recorded below the commune"),
    "2 a people by cell": ("Chi bộ 3 có 5 đảng viên dân tộc Lự", "never recorded below the commune"),
    "2 an unregistered group": ("Điểm nhóm chưa đăng ký ở xã", "unregistered religious groups"),
    "3 illegal exits": ("79 công dân xuất cảnh trái phép", "a file on people"),
    "3 a household that refuses": ("Hộ ông Thành chưa nhận tiền", "a file on people"),
    "3 a watched person": ("Lập hồ sơ theo dõi 5 trường hợp", "risk to security"),
    "4 a group's thoughts": ("Tư tưởng của đồng bào dân tộc Mông ổn định", "thoughts or attitude of a group"),
    "5 a commune's militia": ("Xã Nà Tăm có 28 dân quân", "never recorded below the district"),
    "6 a candidate": ("Nguyễn Văn An thuộc diện quy hoạch", "beside faith, people, health"),
    "6 who was there": ("Dự: Nguyễn Văn An, Trần Thị Bình, Lê Văn Cường", "a list of persons"),
    "6 a telephone number": ("Liên hệ 0912 345 678", "a telephone number"),
    "6 an identity number": ("CCCD 012345678901", "an identity number"),
    "7 the content of a denunciation": ("Tố cáo cán bộ xã nhận tiền", "content of a denunciation"),
    "law 8 a state secret": ("Tài liệu TỐI MẬT", "a state secret"),
    "law 8 a group as a risk": ("Một số phần tử xấu lôi kéo", "risk to security"),
}


@pytest.mark.parametrize("field", TEXTS)
@pytest.mark.parametrize("what", WORDS)
def test_no_text_of_an_entry_takes(house, field, what):
    words, says = WORDS[what]
    found = refused(dialogue(**{field: words}))
    assert f"{field}:" in found and says in found
    assert words not in found, "what is refused is not repeated"


@pytest.mark.parametrize("what", WORDS)
def test_no_reason_of_an_erasure_takes(house, what):
    words, says = WORDS[what]
    id = recorded(dialogue())
    with pytest.raises(Refusal) as refusal:
        erase_content(by=TERMINAL, entry=id, reason=words)
    with translation.override("en"):
        assert says in str(refusal.value)


def test_innocent_words_are_taken(house):
    assert recorded(dialogue(source="Biên bản ngày 12/5/2022", note="Bà con hỏi về giá chè, đường liên bản."))


# Through an entry: how finely a kind may be counted


def test_faith_and_people_are_kept_for_communes(house):
    assert recorded(believers(places=["then-sin"])) and recorded(share(places=["then-sin"]))


@pytest.mark.parametrize("make", [believers, share])
@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"places": ["trial-village"]}, "never kept below this level: commune"),
        ({"lead": "trial-cell", "places": ["then-sin"]}, "never kept below this level: commune"),
        ({"lead": "trial-cell", "places": []}, "never kept below this level: commune"),
        ({"start": "2022-12-31"}, "for whole years only"),
        ({"end": "2022-06-30"}, "for whole years only"),
        ({"form": "single"}, "as totals only"),
    ],
)
def test_faith_and_people_are_never_kept_finer_than_commune_and_year(house, make, changes, says):
    assert says in refused(make(**changes))


def test_minority_members_are_never_kept_finer_than_commune_and_year(house):
    party = population(kind="party_organisation", places=["trial-village"], measures={"members": 9})
    assert recorded(party)
    assert "dân tộc" in refused({**party, "measures": {"minority_members": 7}}) or "ethnicity" in refused(
        {**party, "measures": {"minority_members": 7}}
    )


# Through a kind's file

KIND = """
name: {vi: Một việc, en: Something}
sort: statistic
measures:
  number: {name: {vi: Số lượng, en: Number}, noun: {vi: người, en: persons}, basis: persons, nature: stock}
"""
FILES = {
    "1 persons": ("measures:", "persons: [Giàng A Páo]\nmeasures:", "unknown field `persons`"),
    "1 a text": ("basis: persons", "basis: text", "Invalid enum value 'text'"),
    "1 a dimension of free words": ("measures:", "dims: {who: {name: {vi: Ai, en: Who}}}\nmeasures:", "`values`"),
    "1 loyalty as a class": ("basis: persons", "basis: persons, sensitive: loyalty", "Invalid enum value 'loyalty'"),
    "1 health as a class": ("basis: persons", "basis: persons, sensitive: health", "Invalid enum value 'health'"),
    "1 loyalty": ("Số lượng", "Mức độ trung thành", "danvan has no place"),
    "1 attitude": ("Một việc", "Thái độ của quần chúng", "danvan has no place"),
    "1 politics": ("Số lượng", "Chính kiến", "danvan has no place"),
    "1 the sick": ("noun: {vi: người", "noun: {vi: bệnh nhân", "danvan has no place"),
    "1 addicts": ("en: persons}", "en: addicts}", "danvan has no place"),
    "2 faith undeclared": ("Số lượng", "Tín đồ", "counts people by tôn giáo without saying so"),
    "2 a people undeclared": ("Một việc", "Hộ dân tộc thiểu số", "counts people by dân tộc without saying so"),
    "2 a people as an undeclared dimension": (
        "measures:",
        "dims: {x: {name: {vi: Dân tộc, en: People}, values: {a: {vi: A, en: A}}}}\nmeasures:",
        "counts people by dân tộc without saying so",
    ),
    "2 unregistered groups": ("Số lượng", "Nhóm chưa đăng ký", "danvan has no place"),
    "2 a finer grain": ("basis: persons", "basis: persons, grain: village", "unknown field `grain`"),
    "3 illegal exits undeclared": ("Số lượng", "Người xuất cảnh trái phép", "without saying so"),
    "3 foreigners undeclared": ("Số lượng", "Người nước ngoài", "without saying so"),
    "3 cases with a state": (
        "sort: statistic",
        "sort: statistic\nsensitive: cases\ndims: {s: {name: {vi: X, en: X}, values: {a: {vi: A, en: A}}}}",
        "Cases on people are counted as totals only",
    ),
    "3 cases by household": (
        "basis: persons",
        "basis: households, sensitive: cases",
        "Cases on people are counted as totals only",
    ),
    "3 households that refuse": ("Số lượng", "Hộ không chịu bàn giao", "danvan has no place"),
    "4 thoughts": ("Một việc", "Tình hình tư tưởng", "danvan has no place"),
    "5 militia undeclared": ("Số lượng", "Dân quân", "counts people by lực lượng"),
    "6 candidates": ("Số lượng", "Ứng viên", "danvan has no place"),
    "6 planning": ("Một việc", "Quy hoạch cán bộ", "danvan has no place"),
    "7 denunciations undeclared": ("Số lượng", "Người bị tố cáo", "without saying so"),
}


@pytest.mark.parametrize("what", FILES)
def test_no_kind_declares(tmp_path, what):
    old, new, says = FILES[what]
    path = tmp_path / "trial.yaml"
    path.write_text(KIND)
    assert read_kind(path)
    assert old in KIND
    path.write_text(KIND.replace(old, new, 1))
    with pytest.raises(Refusal) as refusal, translation.override("en"):
        read_kind(path)
    with translation.override("en"):
        assert says in str(refusal.value)


@pytest.fixture
def own_kind(tmp_path, settings):
    """Adds a kind to the locality's catalogue."""
    from dataclasses import replace

    def add(text):
        folder = tmp_path / "kinds"
        folder.mkdir(exist_ok=True)
        (folder / "local_trial.yaml").write_text(text)
        settings.DANVAN = replace(settings.DANVAN, catalogue=(tmp_path,))
        KINDS.cache_clear()

    yield add
    KINDS.cache_clear()


@pytest.mark.parametrize(
    ("declared", "place", "says"),
    [
        ("military", "then-sin", "never kept below this level: district"),
        ("military", "trial-village", "never kept below this level: district"),
        ("cases", "trial-village", "never kept below this level: commune"),
        ("religion", "trial-village", "never kept below this level: commune"),
        ("ethnicity", "trial-village", "never kept below this level: commune"),
    ],
)
def test_what_a_kind_declares_is_never_kept_finer_than_its_class(house, own_kind, declared, place, says):
    own_kind(KIND.replace("basis: persons", f"basis: persons, sensitive: {declared}"))
    entry = population(kind="local_trial", measures={"number": 40})
    assert recorded(entry)
    assert says in refused({**entry, "places": [place]})


# The tables themselves

TRAITS = (
    "religio", "faith", "ethnic", "nation", "politic", "loyal", "attitud", "opinion", "health", "disease",
    "party_member", "birth", "gender", "sex", "phone", "address", "identity", "passport", "photo", "face", "family",
    "household",
)  # fmt: skip


def own_models():
    return [model for model in apps.get_models() if model._meta.app_label in OURS]


def traits_in(names):
    return [name for name in names if any(trait in name.lower() for trait in TRAITS)]


def test_no_table_has_a_column_for_a_trait_of_a_person():
    assert own_models()
    columns = [f"{m._meta.label}.{field.name}" for m in own_models() for field in m._meta.get_fields()]
    assert traits_in(column.partition(".")[2].partition(".")[2] for column in columns) == []


def test_a_column_for_a_trait_would_be_seen():
    assert traits_in(["user", "Religion", "date_of_birth"]) == ["Religion", "date_of_birth"]


def test_nobody_but_an_account_and_its_posts_is_a_person():
    """Names are kept of accounts and of holders of public posts; nothing that counts or tells points to a person."""
    user = apps.get_model("accounts", "User")
    pointing = {
        model._meta.label
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey) and field.related_model is user
    }
    assert pointing <= {"units.Holding", "accounts.User_groups", "accounts.User_user_permissions"}


def test_no_table_holds_a_picture_or_a_file():
    kinds = (models.FileField, models.BinaryField)
    assert [f for m in own_models() for f in m._meta.get_fields() if isinstance(f, kinds)] == []


def test_an_entry_states_these_things_and_no_others():
    assert set(STATED) == {
        "id", "act", "kind", "form", "lead", "partners", "places", "start", "end", "occasions", "measures", "dims",
        "documents", "evidence", "source", "note", "reason", "corrects", "recorded_at", "origin",
    }  # fmt: skip


def test_entries_cannot_be_looked_up_by_a_person_or_a_word():
    assert set(inspect.signature(list_entries).parameters) == {"kind", "unit", "period", "as_of", "upto"}
