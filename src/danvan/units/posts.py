"""``may``: whether somebody's post allows a deed at a unit; the one answer to the hook in ``kit.permission``."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from danvan.kit import clock
from danvan.kit.by import SYSTEM, TERMINAL, By
from danvan.kit.permission import READ, Deed
from danvan.units.models import Delegation, Holding, Post
from danvan.units.queries import ancestors, heirs


def judge(by: By, deed: Deed, unit: str) -> bool:
    """Reading is open while pages are served on the loopback only; any other deed needs a post that allows it.

    Whoever may open the home's files may do all from the terminal. A post's deeds reach its body's area, all
    places below it, and the places of the past that these took over from. ``unit`` "": whether anywhere.
    """
    if deed == READ or by in (TERMINAL, SYSTEM):
        return True
    today = clock.today()
    holdings = Holding.objects.filter(_alive(today), user__username=by.user, user__is_active=True)
    if by.post:
        holdings = holdings.filter(post_id=by.post)
    return any(_reaches(post, unit, today) for post in _posts(list(holdings.values_list("post_id", flat=True)), deed))


def _alive(at: date) -> Q:
    return Q(valid_from__lte=at) & (Q(valid_to__isnull=True) | Q(valid_to__gt=at))


def _posts(ids: list[str], deed: Deed) -> list[Post]:
    today = clock.today()
    held = [post for post in Post.objects.filter(id__in=ids) if deed.code in post.allows]
    lent = Delegation.objects.filter(_alive(today), borrower_id__in=ids).select_related("lender")
    return [*held, *(loan.lender for loan in lent if deed.code in loan.allows and deed.code in loan.lender.allows)]


def _reaches(post: Post, unit: str, at: date) -> bool:
    areas = set(post.body.versions.filter(_alive(at)).values_list("area_id", flat=True))
    if unit == "":
        return bool(areas)
    return any(areas & {place, *ancestors(place, at=at)} for place in heirs(unit))
