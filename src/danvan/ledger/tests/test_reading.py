"""An entry's JSON is read strictly, and every fault is told with its place."""

import json
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given as drawn
from hypothesis import strategies as st

from danvan.kit.errors import Refusals
from danvan.kit.quantity import Precision, Status
from danvan.ledger.entry import PRINTED_ONLY, Value, to_json
from danvan.ledger.reading import read_entry
from danvan.ledger.tests.given import dialogue


def faults(**changes):
    """Field and English sentence of each fault of a dialogue with these changes."""
    with pytest.raises(Refusals) as refused, translation.override("en"):
        read_entry(dialogue(**changes))
    with translation.override("en"):
        return {fault.where: fault.sentence for fault in refused.value.refusals}


def test_an_entry_is_read():
    data = read_entry(dialogue())
    assert (data.act, data.measures["opinions"]) == ("record", Value(Decimal(12)))
    assert data.dims == {"head": ("party_secretary",), "matters": ("roads", "tea")}


def test_a_measure_says_how_exactly_it_is_known():
    value = read_entry(dialogue(measures={"opinions": {"value": 50, "precision": "over", "status": "estimated"}}))
    assert value.measures["opinions"] == Value(Decimal(50), Precision.OVER, Status.ESTIMATED)


def test_a_measure_may_be_known_only_in_words():
    value = read_entry(dialogue(measures={"opinions": {"value": None, "precision": "in_words"}}))
    assert value.measures["opinions"] == Value(None, Precision.IN_WORDS)


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("start", "2022-02-30", "is not a day"),
        ("start", "2022-2-3", "is not a day"),
        ("start", "2022", "is not a day"),
        ("start", 20220101, "Words were expected here, not a number."),
        ("end", None, "It is missing."),
        ("kind", "", "It is missing."),
        ("form", "both", "«both» is none of: single, total."),
        ("act", "delete", "«delete» is none of: record, correct, withdraw."),
        ("id", "2022-1", "is no identifier"),
        ("places", "then-sin", "A list was expected here, not plain words."),
        ("places", ["then-sin", "then-sin"], "The same stands twice in this list."),
        ("places[1]", [3], "Words were expected here"),
        ("occasions", -1, "A whole number from 0 was expected here"),
        ("occasions", 1.5, "A whole number from 0 was expected here, not a number."),
        ("occasions", True, "A whole number from 0 was expected here, not yes or no."),
        ("measures", [1], "Names with values were expected here, not a list."),
        ("measures.opinions", "12", "A number was expected here, not plain words."),
        ("measures.opinions", True, "A number was expected here, not yes or no."),
        ("measures.opinions", -1, "A measure is a number from 0 up."),
        ("measures.opinions", float("nan"), "A measure is a number from 0 up."),
        ("measures.opinions", Decimal("1e999999"), "The number is too long"),
        ("measures.opinions", Decimal("0.1234567"), "The number is too long"),
        ("measures.opinions.precision", {"value": 1, "precision": "rather"}, "«rather» is none of: exact, over"),
        ("measures.opinions.status", {"value": 1, "status": "final"}, "«final» is none of: done"),
        ("evidence[1]", ["minutes.pdf"], "Evidence is named by the SHA-256"),
        ("partners[1].role", [{"unit": "mttq-huyen-tam-duong"}], "It is missing."),
        ("partners[1].inferred", [{"unit": "x", "role": "hosts", "inferred": "yes"}], "Yes (true) or no (false)"),
        ("note", "a\x00b", "It holds signs that are no text."),
        ("note", "a" * 4001, "It is longer than 4000 signs."),
        ("recorded_at", "2022-05-12T08:00:00", "is not a moment"),
    ],
)
def test_a_faulty_field_is_refused_with_its_place(field, value, says):
    name, _dot, inner = field.partition(".")
    name = name.partition("[")[0]
    changes = {name: {inner.split(".")[0]: value}} if name == "measures" and inner else {name: value}
    assert says in faults(**changes)[field]


def test_an_end_before_the_start_is_refused():
    assert faults(end="2022-05-11") == {"end": "The end 2022-05-11 lies before the start 2022-05-12."}


def test_all_faults_are_told_at_once():
    assert set(faults(start="soon", form="x", occasions="two")) == {"start", "form", "occasions"}


def test_a_fault_is_told_in_vietnamese_too():
    with pytest.raises(Refusals) as refused:
        read_entry(dialogue(end="2022-05-11"))
    with translation.override("vi"):
        assert "Ngày kết thúc 2022-05-11 trước ngày bắt đầu 2022-05-12." in str(refused.value)


def test_a_misspelt_field_is_refused_and_the_near_one_named():
    with pytest.raises(Refusals) as refused:
        read_entry(dialogue(mesures={}))
    with translation.override("en"):
        assert "There is no field «mesures». Did you mean «measures»?" in str(refused.value)


def test_what_only_entries_prints_is_passed_over():
    assert read_entry(dialogue(**dict.fromkeys(PRINTED_ONLY, "anything"))) == read_entry(dialogue())


def test_a_value_that_is_refused_is_not_repeated():
    assert "0912345678" not in str(faults(measures={"opinions": "0912345678"}))


numbers = st.one_of(
    st.integers(0, 10**29), st.decimals(0, 10**8, places=6).filter(lambda n: len(f"{n.normalize():f}") <= 15)
)


@drawn(st.dictionaries(st.sampled_from(["opinions", "explained", "open"]), numbers))
def test_what_is_written_as_json_is_read_back_the_same(measures):
    data = read_entry(dialogue(measures=measures))
    text = json.dumps(to_json(data))
    assert read_entry(json.loads(text)) == data == read_entry(json.loads(text, parse_float=Decimal))
