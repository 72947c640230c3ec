"""What is kept of documents: one row a document, how documents relate, and when their carrying out is reviewed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q

from danvan.units.models import Unit

if TYPE_CHECKING:
    from django.db.models import BaseConstraint

SYSTEMS = ("party", "state", "front")
#: What a document is about, as the report groups it; a closed list.
TOPICS = (
    "civic_engagement",
    "dialogue",
    "emulation",
    "social_supervision",
    "religion",
    "ethnic_affairs",
    "grassroots_democracy",
    "organisation",
    "example_of_ho_chi_minh",
    "unions",
    "anti_corruption",
    "social_policy",
    "coordination",
    "campaigns",
    "administrative_reform",
    "economy_society",
    "defence_security",
    "justice",
    "public_health",
)


class Document(models.Model):
    """One official paper. ``number`` is empty for a paper known only by its title, ``issued`` null when undated.

    ``term`` is the congress term of the issuer (X, XI, XII…) where the number alone does not tell; ``year`` that of a
    state or Front paper's number. ``note`` says what is odd about how the paper is cited in the source. A row may be
    corrected: by ``load_documents``, which tells it in the journal.
    """

    key = models.TextField(primary_key=True)
    system = models.TextField()
    type = models.TextField()
    number = models.TextField(blank=True)
    symbol = models.TextField(blank=True)
    issuer = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="issued")
    issued = models.DateField(null=True)
    term = models.TextField(blank=True)
    year = models.PositiveSmallIntegerField(null=True)
    subject = models.TextField()
    topics = models.JSONField(default=list)
    source = models.TextField()
    note = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar[list[BaseConstraint]] = [
            # Party numbers restart with each committee's term: two papers of one number differ by their term.
            models.UniqueConstraint(
                fields=["issuer", "type", "term", "symbol"],
                condition=Q(system="party") & ~Q(symbol=""),
                name="party_number_once",
            ),
            # State and Front numbers restart each year (Decree 30/2020/NĐ-CP, article 15). The symbol, not the number
            # alone: normative papers (07/2022/QĐ-UBND) have a series beside the ordinary one (07/QĐ-UBND).
            models.UniqueConstraint(
                fields=["issuer", "year", "symbol"],
                condition=~Q(system="party") & ~Q(symbol=""),
                name="state_number_once",
            ),
        ]


class Relation(models.Model):
    """``document`` carries out, continues, was issued with, or replaces ``to``; ``inferred``: nobody said so."""

    SORTS = ("carries_out", "continues", "issued_with", "replaces")

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="relations")
    to = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="related")
    sort = models.TextField()
    inferred = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar[list[BaseConstraint]] = [
            models.UniqueConstraint(fields=["document", "to", "sort"], name="relation_once")
        ]


class Review(models.Model):
    """That the carrying out of ``document`` is looked back on when it is ``years`` years old.

    ``sort``: a first review (sơ kết) or the final one (tổng kết). The day is never kept: it follows from the document's
    date (``queries.reviews``). ``planned`` is the year in which the source wants it held, null when it names none.
    """

    FIRST, FINAL = "first", "final"
    SORTS = (FIRST, FINAL)

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="reviews")
    sort = models.TextField()
    years = models.PositiveSmallIntegerField()
    planned = models.PositiveSmallIntegerField(null=True)
    source = models.TextField()

    class Meta:
        constraints: ClassVar[list[BaseConstraint]] = [
            models.UniqueConstraint(fields=["document", "sort", "years"], name="review_once")
        ]
