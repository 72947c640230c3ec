"""200 figures in one batch over 100,000 entries."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from _measure import Measure, timed

ENTRIES = 100_000
QUESTIONS = 200
HEADS = ("party_secretary", "government_chair", "council_chair")
CODES = ("dialogues", "dialogue_opinions", "secretary_dialogues", "chair_dialogue_opinions", "dialogue_communes")
Entry = dict[str, Any]


def made_up(communes: list[str], lead: str) -> list[Entry]:
    """Dialogues of five years, each in one commune; made up from one seed, for timing only."""
    hand = random.Random(1)  # noqa: S311 - data to time, no secret
    first = date(2018, 1, 1)
    return [
        {
            "record": f"{number:08d}",
            "place": hand.choice(communes),
            "day": first + timedelta(days=hand.randrange(1826)),
            "head": hand.choice(HEADS),
            "opinions": hand.randrange(40),
            "lead": lead,
        }
        for number in range(ENTRIES)
    ]


def batch(entries: list[Entry]) -> Any:
    """The entries as the ledger lends them to counting."""
    import pyarrow as pa

    from danvan.ledger.facts import FIELD, LINES

    many = len(entries)
    same = {"act": "record", "kind": "dialogue", "form": "single", "roles": None, "heads": None, "occasions": 1}
    columns: dict[str, list[Any]] = {
        "pos": list(range(1, many + 1)),
        "start": [entry["day"] for entry in entries],
        "end": [entry["day"] for entry in entries],
        "measures": [FIELD.join(("opinions", str(entry["opinions"]), "exact", "done")) for entry in entries],
        "dims": [f"head={entry['head']}" for entry in entries],
        "places": [entry["place"] for entry in entries],
        **{name: [entry[name] for entry in entries] for name in ("record", "lead", "place")},
        **{name: [value] * many for name, value in same.items()},
    }
    return pa.table([pa.array(columns[field.name], field.type) for field in LINES], schema=LINES)


def asked(places: list[str]) -> list[Any]:
    """Five indicators at every place for months and years, until there are enough."""
    from danvan.indicators.engine import Question
    from danvan.kit.period import Period
    from danvan.kit.scope import Scope

    periods = [Period.parse(code) for code in ("2022", "2021", "2022-Q1", "2022-06", "2018..2022")[:4]]
    scopes = [Scope(place, period) for period in periods for place in places]
    return [Question(code, scope) for scope in scopes for code in CODES][:QUESTIONS]


def looped(questions: list[Any], entries: list[Entry], district: str) -> list[int | None]:
    """The baseline: a plain loop over all entries for each figure."""
    answers: list[int | None] = []
    for question in questions:
        scope, code = question.scope, question.code
        found = []
        for entry in entries:
            if (
                scope.unit not in (entry["place"], district)
                or not scope.period.start <= entry["day"] <= scope.period.end
            ):
                continue
            if ("secretary" in code and entry["head"] != HEADS[0]) or ("chair" in code and entry["head"] != HEADS[1]):
                continue
            found.append(entry)
        if "opinions" in code:
            answers.append(sum(entry["opinions"] for entry in found) if found else None)
        else:
            things = {entry["place"] for entry in found} if "communes" in code else found
            answers.append(len(things) or None)
    return answers


def prepared() -> tuple[Callable[[], list[Any]], Callable[[], list[int | None]]]:
    """The act of asking the engine, each time anew, and that of looping over the same entries."""
    from danvan.indicators.boundaries import Boundaries
    from danvan.indicators.copy.copy import Copy
    from danvan.indicators.engine import Asking
    from danvan.units.queries import children, unit_by

    day = date(2022, 12, 31)
    district = unit_by("tam-duong", day).id
    communes = [place.id for place in children(district, at=day)]
    entries = made_up(communes, unit_by("huyen-uy-tam-duong", day).id)
    copy = Copy(Boundaries())
    copy.add(batch(entries), ENTRIES, entries[-1]["record"])
    questions = asked([district, *communes])

    def ask() -> list[Any]:
        copy.state.answers.clear()
        return list(Asking(copy).answers(questions))

    return ask, lambda: looped(questions, entries, district)


def measure(_home: Path) -> Measure:
    ask, loop = prepared()
    figures = ask()
    # A baseline that counts something else would be none.
    assert [figure.value for figure in figures] == loop(), "the engine and the loop disagree"
    return Measure(
        act=timed(ask),
        goal=1,
        against="a plain Python loop over the entries for each figure",
        plain=timed(loop),
        plain_runs=1,
        warm=True,
        conditions={
            "entries": ENTRIES,
            "figures": len(figures),
            "records": sum(len(figure.records) for figure in figures),
        },
    )
