"""Every citation of the district's report of 2022, listed by hand, leads to a document of the register.

``tests/data/seed-citations.csv`` has a row a citation: the line of the report's text, the section with its paragraph or
note, a few words as printed, what the report says of the paper (type, number, term, date; empty where it says nothing)
and the key in the register. Counted are mentions that tell which paper is meant: by a number, a title, or its type with
a subject. Not counted are bodies and movements called after a paper (Ban Chỉ đạo Quy chế dân chủ…, chương trình xây
dựng nông thôn mới), classes of papers («các chỉ thị, nghị quyết của Đảng», «nghị quyết Đại hội Đảng các cấp») and mere
numbers of papers (54 văn bản). A mention that stands for several papers, one with each partner, is a row each.
"""

from __future__ import annotations

import csv
import re
from datetime import date
from pathlib import Path

import pytest

from danvan.documents.actions import load_documents
from danvan.documents.queries import DocumentView, find, relations
from danvan.kit.by import TERMINAL
from danvan.kit.vietnamese.symbols import read_symbol
from danvan.reports.tests.test_own_words import shared
from danvan.units.actions import load_units

HERE = Path(__file__).resolve().parent
DATA = HERE / "data" / "seed-citations.csv"
ROOMS = HERE.parent / "src" / "danvan"
CITATIONS = list(csv.DictReader(DATA.read_text(encoding="utf-8").splitlines()))
#: In the register since a cited paper rests on them; the report does not name them.
NOT_CITED = {"23-qd-tw-2021", "34-pl-ubtvqh-2007"}


@pytest.fixture
def register(db) -> dict[str, DocumentView]:
    load_units(by=TERMINAL, folder=ROOMS / "units/data/tam_duong")
    load_documents(by=TERMINAL, folder=ROOMS / "documents/data/tam_duong")
    return {view.key: view for view in find()}


def disagreement(citation: dict[str, str], view: DocumentView) -> list[str]:
    """What the citation says of the paper and the register does not."""
    number = citation["symbol"]
    held = {
        "type": view.type == citation["type"],
        # «Quyết định 49» gives the number alone; a standard's is part of its name.
        "symbol": not number or number in (view.symbol, view.symbol.partition("/")[0], view.subject),
        "term": citation["term"] in ("", view.term),
        "date": citation["date"] in ("", str(view.issued)),
        "place": citation["place"] in view.source.removeprefix("Báo cáo 2022, ").split("; "),
    }
    return [name for name, holds in held.items() if not holds]


def test_there_are_as_many_citations_as_were_counted():
    assert len(CITATIONS) == 117
    assert len({citation["key"] for citation in CITATIONS}) == 82
    numbered = [citation for citation in CITATIONS if citation["symbol"]]
    assert len(numbered) == 55
    assert len({citation["key"] for citation in numbered}) == 39
    assert sum(bool(citation["date"]) for citation in CITATIONS) == 29


def test_every_citation_leads_to_a_document_that_is_what_it_says(register):
    assert {citation["key"] for citation in CITATIONS} - set(register) == set()
    wrong = {
        f"{citation['line']} {citation['as_printed']}": faults
        for citation in CITATIONS
        if (faults := disagreement(citation, register[citation["key"]]))
    }
    assert wrong == {}


@pytest.mark.parametrize(
    ("name", "said"), [("type", "Kế hoạch"), ("symbol", "26-NQ/TW"), ("term", "X"), ("date", "2013-06-04")]
)
def test_a_citation_of_another_paper_is_seen(register, name, said):
    (citation,) = [each for each in CITATIONS if (each["line"], each["key"]) == ("206", "25-nq-tw-xi")]
    assert disagreement({**citation, name: said}, register["25-nq-tw-xi"]) == [name]


def test_every_number_is_read_as_it_is_printed():
    read: dict[str, str] = {}
    for citation in CITATIONS:
        if "/" in citation["symbol"]:
            printed = re.search(r"\d+ ?[-/].+?(?=,| ngày|$)", citation["as_printed"])
            assert printed, citation["as_printed"]
            read[printed[0]] = str(read_symbol(printed[0], date(2022, 12, 31)))
            assert read[printed[0]] == citation["symbol"]
    assert {"98 -KH/HU", "653/KHUBND", "400/KHUBND", "01- KL/TW", "05- CT/TW", "60 -CTr/TU"} <= set(read)


def test_the_register_holds_nothing_else_and_says_every_place(register):
    cited = {citation["key"] for citation in CITATIONS}
    assert set(register) - cited == NOT_CITED
    for key in cited:
        places = list(dict.fromkeys(each["place"] for each in CITATIONS if each["key"] == key))
        assert register[key].source == "Báo cáo 2022, " + "; ".join(places)


def test_what_the_report_does_not_date_and_the_register_does_is_told_in_the_note(register):
    dated = {citation["key"] for citation in CITATIONS if citation["date"]}
    for key in {citation["key"] for citation in CITATIONS} - dated:
        view = register[key]
        if view.issued is not None:
            assert "theo văn bản đã công bố" in view.note, key


def test_a_paper_issued_with_another_has_no_date_of_its_own(register):
    # Else a report that lists what is in force would name both.
    annexed = [other for key in register for sort, other in relations(key) if sort == "issued_with"]
    assert {view.key for view in annexed} == {
        "quy-che-310-qd-tu",
        "quy-che-217-qd-tw",
        "ke-hoach-3930-qd-ubnd",
        "de-an-1353-qd-hu",
    }
    assert [view.key for view in annexed if view.issued or view.symbol] == []


def test_the_rows_are_in_the_order_of_the_report():
    lines = [int(citation["line"]) for citation in CITATIONS]
    assert lines == sorted(lines)
    places: dict[str, str] = {}
    for citation in CITATIONS:
        assert places.setdefault(citation["line"], citation["place"]) == citation["place"]


def test_no_citation_and_no_note_copies_the_report(register):
    said = [text for citation in CITATIONS for text in citation.values()]
    said += [text for view in register.values() for text in (view.note, view.source)]
    assert [run for text in said for run in shared(text)] == []
