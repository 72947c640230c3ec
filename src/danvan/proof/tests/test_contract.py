"""The promises to scripts: the JSON shapes, and offsets that cut out what they name."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from danvan.proof.reader import read_lines
from danvan.proof.run import check
from danvan.proof.tests.given import report

SENTENCE = "Có 118/126 khu dân cư, 36,89% và 02 xã theo Kế hoạch số 5-KH/HU ngày 02/3/2022 của Huyện ủy về dân vận¹."

_WORDS = st.sampled_from(
    [
        *(
            "Có",
            "02",
            "1.234,5",
            "xã",
            "đồng",
            "%",
            "118/126",
            "(",
            ")",
            ",",
            ".",
            ";",
            ":",
            "gồm",
            "trong đó",
            "¹",
            "m²",
        ),
        *("ngày 31/02/2022", "Kế hoạch số 5-KH/HU", "tổng", "I-", "1.", "-", "\n", "“", "/", "triệu", "hơn", "chiếm"),
        "e\u0301",
    ]
)


def test_read_has_the_shape_of_the_design():
    said = json.loads(json.dumps(report(f"{SENTENCE}\n¹ Một ghi chú.").to_json()))
    assert list(said) == ["file", "paragraphs", "figures", "citations", "footnotes", "outline", "mentions", "source"]
    [paragraph, note] = said["paragraphs"]
    assert list(paragraph) == ["n", "role", "level", "text"]
    assert (paragraph["n"], note["n"]) == (1, 2)
    first = said["figures"][0]
    assert list(first) == [
        *("quote", "start", "end", "paragraph"),
        *("value", "denominator", "unit", "qualifier", "subject"),
        *("part", "place", "period"),
    ]
    assert (first["value"], first["denominator"]) == (118, 126)
    assert said["figures"][1]["value"] == 36.89
    assert list(said["citations"][0])[4:9] == ["type", "number", "date", "issuer", "subject"]
    [footnote] = said["footnotes"]
    assert list(footnote) == ["number", "mark_paragraph", "note_paragraph", "text", "sentence"]
    assert (footnote["number"], footnote["mark_paragraph"], footnote["note_paragraph"]) == (1, 1, 2)


def test_check_has_the_shape_of_the_design_and_names_what_was_not_run():
    said = json.loads(json.dumps(check(report("Ngày 31/02/2022 họp.")).to_json()))
    assert list(said) == ["file", "checks_run", "not_run", "findings", "accepted", "stale", "source"]
    assert {"control_matches_ledger"} <= {row["check"] for row in said["not_run"]}
    [finding] = said["findings"]
    assert list(finding) == [
        *("check", "severity", "message", "advice", "places", "expected", "found", "arithmetic"),
        *("id", "kind"),
    ]
    assert finding["places"] == [{"quote": "31/02/2022", "start": 5, "end": 15, "paragraph": 1}]


@given(st.one_of(st.text(max_size=200), st.lists(_WORDS, max_size=30).map(" ".join)))
def test_any_text_is_read_and_every_offset_cuts_out_its_quote(text):
    reading = read_lines(text)
    for span in (*reading.figures, *reading.citations):
        assert reading.paragraph(span.paragraph).text[span.start : span.end] == span.quote
    assert [p.n for p in reading.paragraphs] == list(range(1, len(reading.paragraphs) + 1))
    json.dumps(reading.to_json())


@given(st.lists(_WORDS, max_size=40).map(" ".join))
def test_no_check_breaks_down_on_any_text(text):
    checked = check(read_lines(text))
    assert [outcome for outcome in checked.outcomes if outcome.crashed] == []
    for finding in checked.findings:
        for place in finding.places:
            assert place.quote
