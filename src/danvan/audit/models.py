"""What the journal keeps: the installation, its audit lines and their chain, and the numbered outboxes."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from danvan.kit.ids import new_id


class AppendOnly(models.Model):
    """A table whose rows are inserted and never changed; the database itself refuses anything else.

    ``erasable``: a row may be deleted after its key was written to ``Erasure`` in the same transaction.
    ``queued_as``: the topic of the outbox in which each committed row gets its position; None for no position.
    The guards are triggers, made anew after every migration by ``audit.guards``.
    """

    erasable: ClassVar[bool] = False
    queued_as: ClassVar[str | None] = None

    class Meta:
        abstract = True


class Installation(models.Model):
    """The one row that says which copy of danvan this is, and whether all that it holds is demonstration or made up.

    ``simulation`` is what a made-up locality was made from (see ``danvan simulate``); null: nothing here is made up.
    """

    id = models.TextField(primary_key=True, default=new_id)
    made_at = models.DateTimeField(auto_now_add=True)
    demo = models.BooleanField(default=False)
    simulation = models.JSONField(null=True)

    @property
    def made_up(self) -> bool:
        """Whether all that this installation holds was made up."""
        return self.simulation is not None


class AuditLine(AppendOnly):
    """One deed, told inside its own transaction; ``content`` holds digests, never what was written."""

    queued_as = "audit"

    id = models.TextField(primary_key=True, default=new_id)
    at = models.DateTimeField()
    user = models.TextField()
    post = models.TextField(blank=True)
    deed = models.TextField()
    ref = models.TextField()
    reason = models.TextField(blank=True)
    content = models.JSONField(default=dict)


class AuditLink(AppendOnly):
    """The place of a line in the chain: ``digest`` covers the digest before it and the whole line."""

    pos = models.BigIntegerField(primary_key=True)
    line = models.TextField(unique=True)
    digest = models.CharField(max_length=64)


class Erasure(AppendOnly):
    """Leave to erase one row of one erasable table, written in the transaction that erases it."""

    id = models.BigAutoField(primary_key=True)
    table = models.TextField()
    key = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["table", "key"], name="erasure_once")]


class Queue(models.Model):
    """Keys of rows that were committed and have no position yet; filled by triggers only."""

    id = models.BigAutoField(primary_key=True)
    topic = models.TextField()
    key = models.TextField()


class Counter(models.Model):
    """The last position given in a topic. A row of our own: it survives a dump and a restore."""

    topic = models.TextField(primary_key=True)
    n = models.BigIntegerField(default=0)


class Outbox(AppendOnly):
    """Positions 1, 2, 3 … without gaps, in the order in which the sequencer saw commits."""

    id = models.BigAutoField(primary_key=True)
    topic = models.TextField()
    pos = models.BigIntegerField()
    key = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["topic", "pos"], name="outbox_position_once"),
            models.UniqueConstraint(fields=["topic", "key"], name="outbox_key_once"),
        ]
