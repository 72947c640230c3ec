"""Documents in a sentence: those of a topic, and the reviews that fall due by the register."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from danvan.documents import queries as documents
from danvan.documents.models import SYSTEMS, TOPICS, Review
from danvan.kit.period import Period
from danvan.kit.scope import Scope
from danvan.kit.vietnamese.writing import write_count, write_date
from danvan.reports.asking import unknown
from danvan.reports.objects import DataText, DocumentText, Register
from danvan.units import queries as units


class ReviewText:
    """A review that falls due: prints nothing itself; its ``document``, ``years`` («10 năm») and ``due`` day do."""

    SAYS: ClassVar = frozenset({"document", "years", "due"})

    def __init__(self, register: Register, review: documents.ReviewView, due: date) -> None:
        self.document = DocumentText(register, review.document)
        self.years = DataText(register, "number", f"{write_count(review.years)} năm")
        self.due = DataText(register, "date", write_date(due))


@dataclass(frozen=True)
class Reviews:
    """``reviews(sort="final")`` in a template: what falls due in the year after the report's, by the register."""

    register: Register
    period: Period

    def __call__(self, *, sort: str) -> list[ReviewText]:
        if sort not in Review.SORTS:
            raise unknown(sort, Review.SORTS)
        due = documents.reviews_due(Period.parse(str(self.period.year + 1)), sort=sort)
        return [ReviewText(self.register, each, each.due) for each in due if each.due]


@dataclass(frozen=True)
class Documents:
    """``documents(topic=…)`` in a template: documents of a topic by date.

    ``when``: «within» the period or «before» it; ``local``: by this place's bodies; ``system``: party, state, front.
    """

    register: Register
    scope: Scope
    place: str
    at: date

    def __call__(
        self, *, topic: str | None = None, system: str | None = None, when: str = "", local: bool = False
    ) -> list[DocumentText]:
        for value, known in ((topic, TOPICS), (system, SYSTEMS), (when or None, ("within", "before"))):
            if value is not None and value not in known:
                raise unknown(value, known)
        period = self.scope.period
        found = documents.find(topic=topic, issued=period if when == "within" else None)
        if when == "before":
            found = [each for each in found if each.issued and each.issued < period.start]
        if local:
            issuers = units.views({each.issuer_id for each in found}, self.at)
            found = [each for each in found if issuers[each.issuer_id].area == self.place]
        return [DocumentText(self.register, each) for each in found if system in (None, each.system)]
