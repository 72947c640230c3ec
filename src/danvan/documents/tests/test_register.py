"""The register of documents: numbers that repeat, citations, relations, and tables that are refused whole."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from danvan.audit.models import AuditLine
from danvan.documents.actions import load_documents
from danvan.documents.models import Document
from danvan.documents.queries import cite, document_by, find, related, relations
from danvan.kit.by import SYSTEM
from danvan.kit.errors import Refusal, Refusals
from danvan.kit.period import Period
from danvan.kit.vietnamese.symbols import read_symbol
from danvan.units.actions import load_units
from danvan.units.queries import unit_by

ROOMS = Path(__file__).resolve().parents[2]
DATA = ROOMS / "documents/data/tam_duong"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def register(db):
    load_units(by=SYSTEM, folder=ROOMS / "units/data/tam_duong")
    load_documents(by=SYSTEM, folder=DATA)


def test_loading_again_adds_nothing_and_tells_nothing():
    lines = AuditLine.objects.count()
    assert load_documents(by=SYSTEM, folder=DATA) == 0
    assert AuditLine.objects.count() == lines


def test_one_number_of_two_terms_is_two_documents():
    young, people = document_by("25-nq-tw-x"), document_by("25-nq-tw-xi")
    assert young.symbol == people.symbol == "25-NQ/TW"
    assert (young.term, people.term) == ("X", "XI")
    assert cite(people) == "Nghị quyết số 25-NQ/TW, ngày 03/6/2013 của Ban Chấp hành Trung ương (khóa XI)"


def test_a_paper_is_cited_in_full_then_short():
    plan = document_by("98-kh-hu-2022")
    assert cite(plan) == "Kế hoạch số 98-KH/HU, ngày 14/01/2022 của Ban Thường vụ Huyện ủy"
    assert cite(plan, first=False) == "Kế hoạch 98-KH/HU"


def test_a_paper_without_a_date_is_cited_without_one():
    assert cite(document_by("60-ctr-tu")) == "Chương trình hành động số 60-CTr/TU của Tỉnh ủy"


@pytest.mark.parametrize("document", ["653-kh-ubnd-2022", "11-qdi-tw-2019", "310-qd-tu-2021"])
def test_every_symbol_is_one_by_the_rules_of_its_day(document):
    view = document_by(document)
    assert str(read_symbol(view.symbol, view.issued or date(2022, 12, 31))) == view.symbol


def test_all_symbols_of_the_register_are_well_formed():
    for view in find():
        symbol = read_symbol(view.symbol, view.issued or date(2022, 12, 31))
        assert (symbol.system, symbol.flags) == (view.system, ())


def test_documents_are_found_by_topic_issuer_period_and_words_without_accents():
    assert {d.key for d in find(topic="dialogue", issued=Period.parse("2022"))} == {
        "123-kh-hu-2022",
        "653-kh-ubnd-2022",
    }
    assert [d.symbol for d in find(issuer=unit_by("bo-chinh-tri").id, text="tiep dan")] == ["11-QĐi/TW"]
    dates = [d.issued for d in find() if d.issued]
    assert dates == sorted(dates)


def test_what_carries_out_what_is_known_both_ways():
    assert [(sort, d.key) for sort, d in relations("60-ctr-tu")] == [("carries_out", "25-nq-tw-xi")]
    assert ("carries_out", "60-ctr-tu") in [(sort, d.key) for sort, d in related("25-nq-tw-xi")]


def test_a_party_number_is_given_once_a_term():
    row = Document.objects.get(key="98-kh-hu-2022")
    row.key, row.subject = "again", "khác"
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)
    row.term = "XXI"
    row.save(force_insert=True)


def test_an_unknown_key_is_refused_with_the_nearest():
    with pytest.raises(Refusal, match="98-kh-hu-2022"):
        document_by("98-kh-hu")


def test_a_faulty_table_is_refused_whole_and_every_fault_is_told(tmp_path):
    head = (DATA / "documents.csv").read_text(encoding="utf-8").splitlines()[0]
    good = "new,party,Kế hoạch,1,01-KH/HU,huyen-uy-tam-duong,2022-01-01,,thử,,nguồn,"
    bad = [
        "b1,party,Kế hoạch,2,02-KH/HU,nobody,2022-01-01,,thử,,nguồn,",
        "b2,party,Kế hoạch,3,03-KH/HU,huyen-uy-tam-duong,2022-02-30,,thử,,nguồn,",
        "b3,church,Kế hoạch,4,04-KH/HU,huyen-uy-tam-duong,2022-01-01,,thử,,nguồn,",
        "b4,party,Kế hoạch,5,05-KH/HU,huyen-uy-tam-duong,2022-01-01,,thử,weather,nguồn,",
        "b5,party,Kế hoạch,6,06-KH/HU,huyen-uy-tam-duong,2022-01-01,,thử,,nguồn,gọi 0912345678",
    ]
    (tmp_path / "documents.csv").write_text("\n".join([head, good, *bad]) + "\n", encoding="utf-8")
    (tmp_path / "relations.csv").write_text("document,to,sort,inferred\nnew,none,carries_out,no\n", encoding="utf-8")
    with pytest.raises(Refusals) as refused:
        load_documents(by=SYSTEM, folder=tmp_path)
    places = [fault.where for fault in refused.value.refusals]
    assert places == [
        "documents.csv:3",
        "documents.csv:4",
        "documents.csv:5",
        "documents.csv:6",
        "documents.csv:7: note",
        "relations.csv:2",
    ]
    assert not Document.objects.filter(key="new").exists()
