"""Documents in a sentence: those of a topic, and the reviews that fall due by the register."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from danvan.documents import queries as documents
from danvan.documents.models import SYSTEMS, TOPICS, Review
from danvan.kit.period import Period
from danvan.kit.vietnamese.writing import write_count, write_date
from danvan.reports.asking import Pool, unknown
from danvan.reports.objects import DataText, DocumentText, Register


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

    pool: Pool
    place: str

    def __call__(
        self, *, topic: str | None = None, system: str | None = None, when: str = "", local: bool = False
    ) -> list[DocumentText]:
        for value, known in ((topic, TOPICS), (system, SYSTEMS), (when or None, ("within", "before"))):
            if value is not None and value not in known:
                raise unknown(value, known)
        period = self.pool.scope.period
        found = [each for each in self.pool.all_documents.values() if topic is None or topic in each.topics]
        if when == "within":
            found = [each for each in found if each.issued and period.start <= each.issued <= period.end]
        if when == "before":
            found = [each for each in found if each.issued and each.issued < period.start]
        if local:
            issuers = self.pool.unit_views({each.issuer_id for each in found})
            found = [each for each in found if issuers[each.issuer_id].area == self.place]
        return [DocumentText(self.pool.register, each) for each in found if system in (None, each.system)]
