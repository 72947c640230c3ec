"""What the ledger keeps: entries and their parts, all append-only; the free texts apart, so that they can be erased.

An entry's codes and numbers (its facts) and the salted commitment of its texts stay for ever and are told in the
journal; the texts and their salt (``Content``) may be erased, and everything else still verifies.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import F, Q

from danvan.audit.models import AppendOnly
from danvan.documents.models import Document
from danvan.units.models import Unit

if TYPE_CHECKING:
    from django.db.models import BaseConstraint


class KindVersion(AppendOnly):
    """Every version of a kind under which an entry was ever recorded, with the content of its file."""

    version = models.TextField(primary_key=True)
    code = models.TextField()
    content = models.TextField()


class Entry(AppendOnly):
    """One statement of what happened, or of what stood at a date; never changed, only corrected by newer ones.

    ``place`` is the smallest place that holds all places named. ``recorded_at`` is what the device said;
    when it was received here is its position in the outbox. ``occasions`` null: the number was not stated, or the
    kind has none. ``origin`` is the installation or device where the entry was made.
    """

    queued_as = "entry"

    id = models.TextField(primary_key=True)
    act = models.TextField()
    kind = models.TextField()
    kind_version = models.ForeignKey(KindVersion, on_delete=models.PROTECT, related_name="+")
    form = models.TextField()
    lead = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="entries_led")
    place = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="entries_held")
    start = models.DateField()
    end = models.DateField()
    occasions = models.BigIntegerField(null=True)
    user = models.TextField()
    post = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    origin = models.TextField()
    commitment = models.CharField(max_length=64)
    facts_digest = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar[list[BaseConstraint]] = [
            models.CheckConstraint(condition=Q(act__in=["record", "correct", "withdraw"]), name="entry_act"),
            models.CheckConstraint(condition=Q(form__in=["single", "total"]), name="entry_form"),
            models.CheckConstraint(condition=Q(end__gte=F("start")), name="entry_days_in_order"),
            models.CheckConstraint(condition=Q(occasions__isnull=True) | Q(occasions__gte=0), name="entry_occasions"),
            models.CheckConstraint(
                condition=Q(form="total") | Q(occasions__isnull=True) | Q(occasions=1), name="entry_single_is_one"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["kind", "place", "start"], name="entry_kind")]


class Content(AppendOnly):
    """The free texts of an entry as canonical JSON, and the salt of their commitment; both can be erased together."""

    erasable = True

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True, related_name="content")
    salt = models.CharField(max_length=64)
    body = models.TextField()


class Measure(AppendOnly):
    """One measured number, as plain decimal text: exact on both databases. Null: it was not stated."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="measures")
    name = models.TextField()
    value = models.CharField(max_length=40, null=True)
    precision = models.TextField()
    status = models.TextField()

    class Meta:
        constraints: ClassVar[list[BaseConstraint]] = [
            models.UniqueConstraint(fields=["entry", "name"], name="measure_once")
        ]


class Partner(AppendOnly):
    """Another body's role in what the lead did; ``inferred``: our reading, not the source's words."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="partners")
    body = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="entries_shared")
    role = models.TextField()
    inferred = models.BooleanField()

    class Meta:
        constraints: ClassVar[list[BaseConstraint]] = [
            models.UniqueConstraint(fields=["entry", "body", "role"], name="partner_once")
        ]


class EntryPlace(AppendOnly):
    """A place that the entry names."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="places")
    place = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="entries_naming")

    class Meta:
        constraints: ClassVar[list[BaseConstraint]] = [
            models.UniqueConstraint(fields=["entry", "place"], name="entry_place_once")
        ]


class EntryDim(AppendOnly):
    """One value of one dimension, both from the kind's closed lists."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="dims")
    name = models.TextField()
    value = models.TextField()

    class Meta:
        constraints: ClassVar[list[BaseConstraint]] = [
            models.UniqueConstraint(fields=["entry", "name", "value"], name="entry_dim_once")
        ]


class EntryDocument(AppendOnly):
    """An official document on which the entry rests or which it carries out."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="documents")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="entries")

    class Meta:
        constraints: ClassVar[list[BaseConstraint]] = [
            models.UniqueConstraint(fields=["entry", "document"], name="entry_document_once")
        ]


class Evidence(AppendOnly):
    """A file kept as proof, by its SHA-256; the file itself is kept elsewhere."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="evidence")
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar[list[BaseConstraint]] = [
            models.UniqueConstraint(fields=["entry", "sha256"], name="evidence_once")
        ]


class Correction(AppendOnly):
    """``entry`` corrects or withdraws ``head``."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="corrects")
    head = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="corrected_by")

    class Meta:
        constraints: ClassVar[list[BaseConstraint]] = [
            models.UniqueConstraint(fields=["entry", "head"], name="correction_once")
        ]
