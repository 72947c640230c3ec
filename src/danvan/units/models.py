"""What is kept of units: the unit, its dated versions, its dated edges, its successions, its posts.

All spans are half-open: ``valid_from`` is the first day, ``valid_to`` the first day after (null: still valid).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from danvan.kit.ids import new_id

if TYPE_CHECKING:
    from django.db.models import BaseConstraint

#: The trees in which a unit can have a parent; every scope names its tree.
TREES = ("place", "party", "state", "front", "women", "farmers", "veterans", "youth", "union")


def _ordered_dates(name: str) -> BaseConstraint:
    return models.CheckConstraint(
        condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name=f"{name}_dates_in_order"
    )


class Unit(models.Model):
    """A place or a body with a life in time. A merger makes a new unit, even where the name stays."""

    PLACE, BODY = "place", "body"

    id = models.TextField(primary_key=True, default=new_id)
    sort = models.TextField(choices=[(PLACE, PLACE), (BODY, BODY)])


class UnitVersion(models.Model):
    """What a unit is called during a span: official name and code, slug, kind (xã, huyện ủy…), other spellings.

    ``area`` is the place that a body serves; null for a place.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="versions")
    name = models.TextField()
    short = models.TextField()
    kind = models.TextField()
    slug = models.TextField(db_index=True)
    code = models.TextField(blank=True)
    aliases = models.JSONField(default=list)
    area = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="bodies")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints: ClassVar[list[BaseConstraint]] = [
            _ordered_dates("unit_version"),
            models.UniqueConstraint(fields=["unit", "valid_from"], name="unit_version_once"),
            models.UniqueConstraint(fields=["slug", "valid_from"], name="unit_slug_once"),
        ]


class Edge(models.Model):
    """``child`` belongs to ``parent`` in ``tree`` during a span; ``order`` is the official order among siblings."""

    child = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="parents")
    parent = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="children")
    tree = models.TextField()
    order = models.IntegerField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints: ClassVar[list[BaseConstraint]] = [
            _ordered_dates("edge"),
            models.UniqueConstraint(fields=["child", "tree", "valid_from"], name="edge_once"),
        ]


class Succession(models.Model):
    """On ``day``, ``old`` went over to ``new``; ``whole`` when nothing of it went elsewhere. ``basis``: the paper."""

    old = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="successors")
    new = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="predecessors")
    day = models.DateField()
    whole = models.BooleanField(default=True)
    basis = models.TextField()

    class Meta:
        constraints: ClassVar[list[BaseConstraint]] = [
            models.UniqueConstraint(fields=["old", "new"], name="succession_once")
        ]


class Register(models.Model):
    """One row: how often units were registered or ended, so that whoever keeps places knows that they changed."""

    changes = models.BigIntegerField(default=0)

    @classmethod
    def changed(cls) -> None:
        """Count one more; inside the transaction of the change."""
        if not cls.objects.update(changes=F("changes") + 1):
            cls.objects.create(changes=1)


class Post(models.Model):
    """A post of a body (Bí thư Huyện ủy). ``allows`` lists the deeds that it may do at its body's area."""

    id = models.TextField(primary_key=True, default=new_id)
    body = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="posts")
    slug = models.TextField(unique=True)
    name = models.TextField()
    allows = models.JSONField(default=list)


class Holding(models.Model):
    """An account holds a post during a span; ``acting`` when it stands in for the holder."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="holdings")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="holdings")
    acting = models.BooleanField(default=False)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints: ClassVar[list[BaseConstraint]] = [_ordered_dates("holding")]


class Delegation(models.Model):
    """A post lends some of its deeds to another post during a span."""

    lender = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="lent")
    borrower = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="borrowed")
    allows = models.JSONField(default=list)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints: ClassVar[list[BaseConstraint]] = [_ordered_dates("delegation")]
