"""Batches, the copy behind them, and the statements that they are asked by."""

from datetime import date, timedelta
from typing import Any

import duckdb
import pytest

from danvan.indicators import current, engine, expression
from danvan.indicators.definitions import INDICATORS
from danvan.indicators.engine import Question, figure
from danvan.indicators.expression import Shape, rows_sql
from danvan.indicators.queries import scope_text, statements_for
from danvan.kit import clock
from danvan.kit.claims import Claim
from danvan.kit.errors import Refusal
from danvan.kit.period import Period
from danvan.kit.scope import Scope
from danvan.ledger.tests.given import dialogue, inspection, recorded, units_and_documents
from danvan.units.models import Succession
from danvan.units.queries import unit_by

pytestmark = pytest.mark.django_db

YEAR = Period.parse("2022")


@pytest.fixture(autouse=True)
def registers(db):
    units_and_documents()


def place(slug: str, day: date = date(2022, 12, 31)) -> str:
    return unit_by(slug, day).id


def today(slug: str) -> str:
    return place(slug, date(2025, 12, 31))


def asides(code: str, scope: Scope) -> dict[str, tuple[str, ...]]:
    return {aside.sort: aside.records for aside in figure(code, scope).asides}


def test_a_batch_answers_as_each_question_alone():
    recorded(dialogue())
    recorded(inspection())
    questions = [
        Question(code, Scope(place(slug), Period.parse(period)))
        for code in sorted(INDICATORS())[::4]
        for slug in ("tam-duong", "then-sin")
        for period in ("2022", "2021")
    ]
    batch = engine.ask(questions)
    current.freshen().state.answers.clear()
    assert [engine.ask([question])[0] for question in questions] == batch


def test_a_whole_batch_takes_a_statement_a_shape(monkeypatch):
    recorded(dialogue())
    shapes = []

    def counted(shape: Shape) -> str:
        shapes.append(shape)
        return rows_sql(shape)

    monkeypatch.setattr(engine, "rows_sql", counted)
    engine.ask([Question(code, Scope(place("tam-duong"), YEAR)) for code in INDICATORS()])
    assert len(shapes) == len(set(shapes)) < 8 < len(INDICATORS())


def test_a_statement_that_was_compiled_is_read_and_not_compiled_again(monkeypatch):
    scope = Scope(place("tam-duong"), YEAR)
    figure("dialogues", scope)
    expression.rows_sql.cache_clear()
    current.freshen().state.answers.clear()
    monkeypatch.setattr(expression, "_compile", lambda _shape: pytest.fail("ibis was asked again"))
    assert figure("dialogues", scope).value is None


def test_an_answer_is_kept_until_the_ledger_grows(monkeypatch):
    scope = Scope(place("tam-duong"), YEAR)
    recorded(dialogue())
    first = figure("dialogues", scope)
    monkeypatch.setattr(engine, "rows_sql", lambda _shape: pytest.fail("the copy was asked again"))
    assert figure("dialogues", scope) is first


def test_answers_follow_the_register_of_places():
    recorded(dialogue(places=["son-binh"]))
    scope = Scope(today("binh-lu"), YEAR, boundaries="today")
    assert figure("dialogues", scope).value == 1
    split("son-binh", "binh-lu", "ta-leng")
    assert figure("dialogues", scope).value is None


def test_places_are_read_anew_on_another_day(monkeypatch):
    places = current.freshen().boundaries
    assert current.freshen().boundaries is places
    tomorrow = clock.today() + timedelta(days=1)
    monkeypatch.setattr(clock, "today", lambda: tomorrow)
    assert current.freshen().boundaries is not places


def split(slug: str, *heirs: str) -> None:
    """On the day of the reform the commune went over in parts."""
    old = Succession.objects.filter(old=place(slug))
    reform = old.get()
    old.delete()
    for heir in heirs:
        Succession.objects.create(old_id=reform.old_id, new_id=today(heir), day=reform.day, whole=False, basis="thử")


def test_what_was_recorded_for_a_split_commune_is_shown_with_each_part_and_counts_above():
    split("son-binh", "binh-lu", "ta-leng")
    record = recorded(dialogue(places=["son-binh"]))
    for slug in ("binh-lu", "ta-leng"):
        scope = Scope(today(slug), YEAR, boundaries="today")
        assert (figure("dialogues", scope).value, asides("dialogues", scope)) == (None, {"unplaced": (record,)})
    assert asides("dialogues", Scope(today("khun-ha"), YEAR, boundaries="today")) == {}
    province = Scope(today("lai-chau"), YEAR, boundaries="today")
    assert (figure("dialogues", province).value, asides("dialogues", province)) == (1, {})


def test_what_was_recorded_for_a_former_district_is_guessed_into_none_of_its_communes():
    record = recorded(dialogue(places=["tam-duong"]))
    scope = Scope(today("binh-lu"), YEAR, boundaries="today")
    assert asides("dialogues", scope) == {"unplaced": (record,)}
    assert asides("dialogues", Scope(today("binh-lu"), Period.parse("2021"), boundaries="today")) == {}
    assert asides("dialogues", Scope(today("binh-lu"), YEAR)) == {}


@pytest.mark.parametrize("change", [{"tree": "party"}, {"body": "x", "roles": ("king",)}])
def test_a_scope_that_figures_are_not_counted_over_is_refused(change):
    with pytest.raises(Refusal):
        figure("dialogues", Scope(place("tam-duong"), YEAR, **change))


def test_one_claim_that_cannot_be_asked_leaves_the_others_their_answers():
    recorded(dialogue())
    good = scope_text(Scope(place("tam-duong"), YEAR))
    version = INDICATORS()["dialogues"].version
    asked = [
        ("dialogues", good, version), ("no_such_figure", good, ""), ("dialogues", "x|2022", ""),
        ("dialogues", good[:-1] + "|soon", ""), ("dialogue_opinions", good, ""), ("dialogues", good, version),
    ]  # fmt: skip
    claims = [Claim(f"f{n}", code, scope, made, None, "") for n, (code, scope, made) in enumerate(asked)]
    found = statements_for(claims)
    assert [each.control for each in found] == [claim.control for claim in claims]
    assert [each.value for each in found] == [1, None, None, None, 12, 1]
    assert [bool(each.trouble) for each in found] == [False, True, True, True, False, False]
    assert [each.strange for each in found] == [False, False, True, False, False, False]


class Small:
    """A cursor on which so many statements find no room, besides those that set something."""

    def __init__(self, cursor, times):
        self.cursor, self.left, self.set = cursor, times, []

    def execute(self, sql):
        if sql.startswith("SET"):
            self.set.append(sql)
        elif self.left:
            self.left -= 1
            raise duckdb.OutOfMemoryException("no room")
        return self.cursor.execute(sql)


@pytest.mark.parametrize("times", [0, 1])
def test_a_question_that_needs_more_room_gets_it_for_its_time(times):
    recorded(dialogue())
    copy: Any = current.freshen()
    small = Small(copy.cursor(), times)
    assert copy.fetch(small, "SELECT 1 AS n")["n"].to_pylist() == [1]
    assert len(small.set) == 2 * times
    limit = copy.cursor().execute("SELECT current_setting('memory_limit')").fetchall()
    assert limit == [("152.5 MiB",)]


def test_a_question_too_large_for_that_is_refused_in_a_sentence(monkeypatch):
    recorded(dialogue())
    copy: Any = current.freshen()
    with pytest.raises(MemoryError):
        copy.fetch(Small(copy.cursor(), 2), "SELECT 1")
    monkeypatch.setattr(engine, "_MOST_ROWS", 0)
    with pytest.raises(Refusal, match="Quá nhiều bản ghi"):
        figure("dialogues", Scope(place("tam-duong"), YEAR))
    monkeypatch.setattr(type(copy), "fetch", lambda *_words: (_ for _ in ()).throw(MemoryError))
    with pytest.raises(Refusal, match="Quá nhiều bản ghi"):
        figure("dialogue_opinions", Scope(place("tam-duong"), YEAR))
