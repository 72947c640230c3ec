"""Bodies stand in trees of their own; posts say who may do what, where and when."""

from datetime import date, timedelta

import pytest

from danvan.accounts.models import User
from danvan.kit import clock
from danvan.kit.by import SYSTEM, TERMINAL, By
from danvan.kit.permission import READ, RECORD, Deed, may
from danvan.units.models import Delegation, Edge, Holding, Post
from danvan.units.queries import ancestors, body_of, descendants, unit_by

pytestmark = pytest.mark.usefixtures("register")
THEN, DAY = date(2022, 6, 1), date(2025, 7, 1)
SIGN = Deed("sign")


def id_of(slug: str, at: date = THEN) -> str:
    return unit_by(slug, at).id


def test_trees_of_bodies_are_apart():
    committee = id_of("huyen-uy-tam-duong")
    party = descendants(committee, tree="party", at=THEN)
    assert {id_of("ban-dan-van-huyen-uy-tam-duong"), id_of("bcd-qcdc-tam-duong")} <= set(party)
    assert id_of("ubnd-huyen-tam-duong") not in party
    assert descendants(committee, tree="state", at=THEN) == [committee]


def test_the_front_of_the_district_stands_under_that_of_the_province():
    above = ancestors(id_of("mttq-huyen-tam-duong"), tree="front", at=THEN)
    assert above == [id_of("mttq-tinh-lai-chau"), id_of("mttq-viet-nam")]


def test_the_bodies_of_the_district_end_with_it():
    district = id_of("tam-duong")
    assert body_of("huyen-uy", district, THEN) == unit_by("huyen-uy-tam-duong", THEN)
    assert body_of("huyen-uy", district, DAY) is None
    assert not Edge.objects.filter(child__versions__area=district, valid_to=None).exists()


@pytest.mark.parametrize(
    ("kind", "slug"),
    [
        ("ban thường vụ", "ban-thuong-vu-huyen-uy-tam-duong"),
        ("ban-dan-van", "ban-dan-van-huyen-uy-tam-duong"),
        ("hdnd", "hdnd-huyen-tam-duong"),
        ("ubnd", "ubnd-huyen-tam-duong"),
        ("mttq", "mttq-huyen-tam-duong"),
        ("van-phong-cap-uy", "van-phong-huyen-uy-tam-duong"),
        ("hoi-phu-nu", "hoi-lhpn-huyen-tam-duong"),
    ],
)
def test_a_body_is_found_by_its_kind_and_its_place(kind, slug):
    found = body_of(kind, id_of("tam-duong"), THEN)
    assert found is not None
    assert (found.slug, found.area) == (slug, id_of("tam-duong"))


@pytest.fixture
def officer() -> By:
    """The chair of a commune of today: a post that allows recording, held since the commune stands."""
    post = Post.objects.create(body_id=_council(), slug="chu-tich-binh-lu", name="Chủ tịch", allows=["record"])
    user = User.objects.create(username="an")
    Holding.objects.create(post=post, user=user, valid_from=DAY)
    return By("an", post.id)


def _council() -> str:
    from danvan.units.models import Unit, UnitVersion

    unit = Unit.objects.create(sort=Unit.BODY)
    commune = id_of("binh-lu", DAY)
    UnitVersion.objects.create(
        unit=unit, name="UBND xã", short="UBND", kind="ubnd", slug="ub", area_id=commune, valid_from=DAY
    )
    return unit.id


def test_anyone_may_read_and_the_terminal_may_all():
    assert may(By("stranger"), READ, id_of("giang-ma"))
    assert not may(By("stranger"), RECORD, id_of("giang-ma"))
    assert may(TERMINAL, RECORD, id_of("giang-ma"))
    assert may(SYSTEM, SIGN, "")


def test_a_post_reaches_its_place_and_no_other(officer):
    assert may(officer, RECORD, id_of("binh-lu", DAY))
    assert not may(officer, RECORD, id_of("ta-leng", DAY))
    assert not may(officer, RECORD, id_of("lai-chau", DAY))


def test_a_post_reaches_the_places_that_its_own_took_over_from(officer):
    assert may(officer, RECORD, id_of("son-binh"))
    assert may(officer, RECORD, id_of("binh-lu", THEN))
    assert not may(officer, RECORD, id_of("giang-ma"))


def test_a_post_of_the_province_reaches_all_below(officer):
    post = Post.objects.create(body_id=id_of("tinh-uy-lai-chau"), slug="tinh", name="Bí thư", allows=["record"])
    Holding.objects.create(post=post, user=User.objects.create(username="binh"), valid_from=DAY)
    assert may(By("binh"), RECORD, id_of("ta-leng", DAY))
    assert may(By("binh"), RECORD, id_of("giang-ma"))


def test_a_post_allows_its_own_deeds_only(officer):
    assert not may(officer, SIGN, id_of("binh-lu", DAY))


def test_a_post_is_held_from_a_day_to_a_day(officer):
    here = id_of("binh-lu", DAY)
    for ends, allowed in ((clock.today() + timedelta(days=1), True), (clock.today(), False)):
        Holding.objects.update(valid_to=ends)
        assert may(officer, RECORD, here) is allowed


def test_the_one_who_acts_for_the_holder_may_what_the_post_may(officer):
    Holding.objects.create(
        post_id=officer.post, user=User.objects.create(username="chi"), acting=True, valid_from=clock.today()
    )
    assert may(By("chi"), RECORD, id_of("binh-lu", DAY))


def test_an_account_that_was_closed_may_nothing(officer):
    User.objects.update(is_active=False)
    assert not may(officer, RECORD, id_of("binh-lu", DAY))


def test_one_acts_in_a_post_that_one_holds(officer):
    assert not may(By("an", "another"), RECORD, id_of("binh-lu", DAY))
    assert may(By("an"), RECORD, id_of("binh-lu", DAY))


def test_a_post_lends_only_what_it_has_and_only_for_a_time(officer):
    clerk = Post.objects.create(body_id=_clerks(), slug="van-phong", name="Văn phòng", allows=[])
    Holding.objects.create(post=clerk, user=User.objects.create(username="dung"), valid_from=DAY)
    here, by = id_of("binh-lu", DAY), By("dung", clerk.id)
    assert not may(by, RECORD, here)
    loan = Delegation.objects.create(
        lender_id=officer.post, borrower=clerk, allows=["record", "sign"], valid_from=clock.today()
    )
    assert may(by, RECORD, here)
    assert not may(by, SIGN, here)
    loan.valid_to = clock.today() + timedelta(days=1)
    loan.valid_from = clock.today() - timedelta(days=9)
    loan.save()
    assert may(by, RECORD, here)
    Delegation.objects.update(valid_to=clock.today())
    assert not may(by, RECORD, here)


def _clerks() -> str:
    from danvan.units.models import Unit

    return Unit.objects.create(sort=Unit.BODY).id


def test_a_closed_body_allows_nothing_any_more(officer):
    post = Post.objects.get(slug="bi-thu-huyen-uy-tam-duong")
    Holding.objects.create(post=post, user=User.objects.get(username="an"), valid_from=date(2020, 1, 1))
    assert not may(By("an", post.id), RECORD, id_of("giang-ma"))


def test_the_posts_of_the_district_have_no_holders():
    assert {"Bí thư Huyện ủy", "Phó Bí thư Huyện ủy", "Chủ tịch UBND huyện"} == {
        post.name for post in Post.objects.filter(body__versions__area__versions__slug="tam-duong")
    }
    assert not Holding.objects.exists()
