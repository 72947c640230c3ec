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


def test_a_paper_may_be_cited_without_its_issuer():
    plan = cite(document_by("653-kh-ubnd-2022"), by=False)
    assert plan == "Kế hoạch số 653/KH-UBND, ngày 03/6/2022"


def test_a_paper_without_a_number_is_cited_by_its_subject():
    scheme = document_by("de-an-1353-qd-hu")
    assert cite(scheme) == "Đề án “Tiếp tục nâng cao chất lượng hoạt động của MTTQ và các đoàn thể huyện”"


def test_a_law_and_a_plan_without_numbers_are_cited_without_quotation_marks():
    assert cite(document_by("luat-doanh-nghiep")) == "Luật Doanh nghiệp"
    assert cite(document_by("tcvn-iso-9001-2015")) == "Tiêu chuẩn quốc gia TCVN ISO 9001:2015"
    assert cite(document_by("ke-hoach-3930-qd-ubnd"), first=False) == "Kế hoạch thanh tra năm 2022"


def test_a_document_without_number_or_date_is_found_and_comes_last():
    assert "de-an-du-lich" in [d.key for d in find(text="du lich")]
    assert "de-an-du-lich" in [d.key for d in find(topic="economy_society", type="Đề án")]
    assert "de-an-du-lich" not in [d.key for d in find(issued=Period.parse("2000-2030"))]
    dates = [d.issued for d in find()]
    assert None in dates and all(day is None for day in dates[dates.index(None) :])


def test_documents_without_numbers_are_as_many_as_one_likes(tmp_path):
    rows = [f"n{n},party,Kế hoạch,,huyen-uy-tam-duong,,,công tác dân vận,,nguồn," for n in range(3)]
    assert load_documents(by=SYSTEM, folder=tables(tmp_path, *rows)) == 3


def test_a_paper_without_a_date_is_cited_without_one():
    assert cite(document_by("60-ctr-tu")) == "Chương trình hành động số 60-CTr/TU của Tỉnh ủy"


@pytest.mark.parametrize("document", ["653-kh-ubnd-2022", "11-qdi-tw-2019", "310-qd-tu-2021"])
def test_every_symbol_is_one_by_the_rules_of_its_day(document):
    view = document_by(document)
    assert str(read_symbol(view.symbol, view.issued or date(2022, 12, 31))) == view.symbol


def test_all_symbols_of_the_register_are_well_formed():
    for view in find():
        if view.symbol:
            symbol = read_symbol(view.symbol, view.issued or date(2022, 12, 31))
            assert (symbol.system, symbol.flags, str(symbol)) == (view.system, (), view.symbol)


def test_every_document_says_where_it_is_cited():
    assert all(view.source for view in find())
    assert "653/KHUBND" in document_by("653-kh-ubnd-2022").note
    assert "18/02/2019" in document_by("11-qdi-tw-2019").note


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
    assert [(sort, d.key) for sort, d in related("25-nq-tw-x")] == [("carries_out", "80-kl-tw-2013")]


def test_a_party_number_is_given_once_a_term():
    row = Document.objects.get(key="98-kh-hu-2022")
    row.key, row.subject = "again", "khác"
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)
    row.term = "XXI"
    row.save(force_insert=True)


def test_a_state_number_is_given_once_a_year():
    row = Document.objects.get(key="653-kh-ubnd-2022")
    row.key, row.issued = "again", date(2022, 12, 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)
    row.year, row.issued = 2023, date(2023, 6, 3)
    row.save(force_insert=True)


def test_an_unknown_key_is_refused_with_the_nearest():
    with pytest.raises(Refusal, match="98-kh-hu-2022"):
        document_by("98-kh-hu")


HEAD = "key,system,type,symbol,issuer,issued,term,subject,topics,source,note"
RELATIONS = "document,to,sort,inferred"
REVIEWS = "document,sort,years,planned,source"
GOOD = "new,party,Kế hoạch,01-KH/HU,huyen-uy-tam-duong,2022-01-01,,thử,,nguồn,"


def tables(folder, *documents, relations=(), reviews=()):
    """The folder, with tables of those rows."""
    written = {
        "documents.csv": [HEAD, *documents],
        "relations.csv": [RELATIONS, *relations],
        "reviews.csv": [REVIEWS, *reviews],
    }
    for name, rows in written.items():
        (folder / name).write_text("\n".join(rows) + "\n", encoding="utf-8")
    return folder


def faults(folder):
    with pytest.raises(Refusals) as refused:
        load_documents(by=SYSTEM, folder=folder)
    assert not Document.objects.filter(key="new").exists()
    return [fault.where for fault in refused.value.refusals]


def test_a_faulty_table_is_refused_whole_and_every_fault_is_told(tmp_path):
    bad = {
        "b1,party,Kế hoạch,02-KH/HU,nobody,2022-01-01,,thử,,nguồn,": "",
        "b2,party,Kế hoạch,03-KH/HU,huyen-uy-tam-duong,2022-02-30,,thử,,nguồn,": "issued",
        "b3,church,Kế hoạch,04-KH/HU,huyen-uy-tam-duong,2022-01-01,,thử,,nguồn,": "",
        "b4,party,Kế hoạch,05-KH/HU,huyen-uy-tam-duong,2022-01-01,,thử,weather,nguồn,": "",
        "b5,party,Kế hoạch,06-KH/HU,huyen-uy-tam-duong,2022-01-01,,thử,,nguồn,gọi 0912345678": "note",
        "b/6,party,Kế hoạch,07-KH/HU,huyen-uy-tam-duong,2022-01-01,,thử,,nguồn,": "key",
        "b7,party,Kế hoạch,08-KH/HU,huyen-uy-tam-duong,2022-01-01,,thử,,,": "source",
        "b8,party,Kế hoạch,,huyen-uy-tam-duong,2022-01-01,,,,nguồn,": "subject",
        "b9,party,Sổ tay,09-KH/HU,huyen-uy-tam-duong,2022-01-01,,thử,,nguồn,": "",
        "b10,party,Kế hoạch,10/KH-HU,huyen-uy-tam-duong,2022-01-01,,thử,,nguồn,": "symbol",
        "b11,party,Quyết định,11-KH/HU,huyen-uy-tam-duong,2022-01-01,,thử,,nguồn,": "symbol",
        "b12,party,Kế hoạch,12/KH-UBND,ubnd-huyen-tam-duong,2022-01-01,,thử,,nguồn,": "symbol",
        "b13,party,Quy định,13-QĐi/TW,bo-chinh-tri,2026-02-01,,thử,,nguồn,": "symbol",
        "b14,party,Kế hoạch,98-KH/HU,ban-thuong-vu-huyen-uy-tam-duong,2022-09-09,,thử,,nguồn,": "symbol",
        "reviews,party,Kế hoạch,14-KH/HU,huyen-uy-tam-duong,2022-01-01,,thử,,nguồn,": "key",
        "b15,state,Kế hoạch,653/KH-UBND,ubnd-huyen-tam-duong,2022-09-09,,thử,,nguồn,": "symbol",
    }
    relations = ["new,none,carries_out,no", "new,new,continues,no", "new,98-kh-hu-2022,likes,no"]
    reviews = {
        "none,final,10,2023,nguồn": "document",
        "new,last,10,2023,nguồn": "",
        "new,final,0,2023,nguồn": "years",
        "new,final,mười,2023,nguồn": "years",
        "new,final,-5,2023,nguồn": "years",
        "new,final,²,2023,nguồn": "years",
        "new,final,500,2023,nguồn": "years",
        "new,final,10,202,nguồn": "planned",
        "new,final,10,2023, ": "source",
        "new,final,10,2023,gọi 0912345678": "source",
    }
    assert faults(tables(tmp_path, GOOD, *bad, relations=relations, reviews=reviews)) == [
        *(f"documents.csv:{line}: {where}".removesuffix(": ") for line, where in enumerate(bad.values(), start=3)),
        "relations.csv:2: to",
        "relations.csv:3: to",
        "relations.csv:4",
        *(f"reviews.csv:{line}: {where}".removesuffix(": ") for line, where in enumerate(reviews.values(), start=2)),
    ]


def test_a_number_of_another_year_or_term_is_another_number(tmp_path):
    folder = tables(
        tmp_path,
        "t,party,Kế hoạch,98-KH/HU,ban-thuong-vu-huyen-uy-tam-duong,2018-01-05,XVIII,thử,,nguồn,",
        "y,state,Kế hoạch,653/KH-UBND,ubnd-huyen-tam-duong,2021-06-03,,thử,,nguồn,",
        "n,state,Quyết định,07/QĐ-UBND,ubnd-huyen-tam-duong,2021-06-03,,thử,,nguồn,",
        "q,state,Quyết định,07/2021/QĐ-UBND,ubnd-huyen-tam-duong,2021-06-04,,thử,,nguồn,",
        "f,front,Thông tri,40/TTr-MTTW-BTT,mttq-viet-nam,2024-03-26,,thử,,nguồn,",
    )
    assert load_documents(by=SYSTEM, folder=folder) == 5


@pytest.mark.parametrize(
    ("name", "content", "where"),
    [
        ("documents.csv", None, "documents.csv"),
        ("documents.csv", b"key,system\n", "documents.csv:1"),
        ("documents.csv", f"{HEAD}\nnew,party\n".encode(), "documents.csv:2"),
        ("reviews.csv", None, "reviews.csv"),
        ("reviews.csv", b"document,sort\n", "reviews.csv:1"),
        ("relations.csv", "v\u0103n b\u1ea3n".encode("utf-16"), "relations.csv"),
    ],
)
def test_a_table_that_cannot_be_read_is_told(tmp_path, name, content, where):
    folder = tables(tmp_path, GOOD)
    if content is None:
        (folder / name).unlink()
    else:
        (folder / name).write_bytes(content)
    assert faults(folder) == [where]


def test_a_correction_is_told_in_the_journal_by_itself(tmp_path):
    tables(tmp_path, GOOD, relations=["new,98-kh-hu-2022,continues,yes"])
    assert load_documents(by=SYSTEM, folder=tmp_path) == 2
    tables(tmp_path, GOOD.replace("thử", "thử lại"), relations=["new,98-kh-hu-2022,continues,no"])
    assert load_documents(by=SYSTEM, folder=tmp_path) == 2
    assert document_by("new").subject == "thử lại"
    lines = AuditLine.objects.filter(deed__startswith="correct_")
    assert sorted((line.deed, line.content["fields"]) for line in lines) == [
        ("correct_document", "subject"),
        ("correct_relation", "inferred"),
    ]
    line = lines.get(deed="correct_document")
    assert line.ref == "documents/document/new"
    assert len({line.content["before"], line.content["after"]}) == 2
    assert load_documents(by=SYSTEM, folder=tmp_path) == 0
