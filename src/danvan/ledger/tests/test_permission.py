"""Who records, corrects and withdraws must be allowed to record where the entries stand."""

import pytest

from danvan.kit.by import By
from danvan.kit.errors import Refusal
from danvan.kit.permission import set_judge
from danvan.ledger.actions import record_entries
from danvan.ledger.tests.given import dialogue, recorded
from danvan.units.posts import judge
from danvan.units.queries import unit_by

OFFICER = By("officer")


@pytest.fixture
def only_na_tam(ledger):
    """An officer whose post reaches one commune and no other."""
    commune = unit_by("na-tam").id
    set_judge(lambda by, deed, unit: unit == commune if by == OFFICER else judge(by, deed, unit))
    yield
    set_judge(judge)


@pytest.mark.usefixtures("only_na_tam")
def test_a_post_records_at_its_own_place_only():
    record_entries(by=OFFICER, entries=[dialogue(places=["na-tam"])])
    with pytest.raises(Refusal, match="places"):
        record_entries(by=OFFICER, entries=[dialogue(places=["ban-bo"])])


@pytest.mark.usefixtures("only_na_tam")
@pytest.mark.parametrize("act", ["correct", "withdraw"])
def test_an_entry_of_another_place_is_neither_corrected_nor_withdrawn(act):
    elsewhere = recorded(dialogue(places=["ban-bo"]))
    deed = dialogue(act=act, corrects=[elsewhere], reason="thử", places=["na-tam"])
    if act == "withdraw":
        deed |= {"measures": {}, "dims": {}}
    with pytest.raises(Refusal, match="places"):
        record_entries(by=OFFICER, entries=[deed])


def test_one_partner_named_twice_is_refused(ledger):
    front = unit_by("mttq-huyen-tam-duong").id
    twice = [{"unit": unit, "role": "coordinates"} for unit in ("mttq-huyen-tam-duong", front)]
    with pytest.raises(Refusal, match="partners"):
        recorded(dialogue(partners=twice))
