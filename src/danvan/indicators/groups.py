"""The groups of figures on pages, as ``groups.yaml`` says: the report's number of each, and what stands first in it."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from django.utils.translation import gettext_lazy as _

from danvan.indicators.definitions import INDICATORS, Group
from danvan.indicators.wording import GROUPS
from danvan.kit.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE = Path(__file__).with_name("groups.yaml")


class Place(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A group's place in the report, and the codes of its leading figures."""

    number: str
    lead: tuple[str, ...] = ()


@functools.cache
def places() -> Mapping[Group, Place]:
    """Group -> its place, in the order of the report. Raises Refusal for a group or figure that is not there."""
    return read_places(FILE.read_text(encoding="utf-8"))


def read_places(content: str) -> Mapping[Group, Place]:
    """The groups from the text of such a file. Raises Refusal."""
    try:
        found = msgspec.yaml.decode(content.encode(), type=dict[Group, Place])
    except msgspec.MsgspecError as fault:
        raise Refusal(_("These are not the groups of figures: %(why)s."), why=fault) from None
    if list(found) != list(GROUPS):
        raise Refusal(_("The groups of figures are, in this order: %(known)s."), known=", ".join(GROUPS))
    for group, place in found.items():
        for code in place.lead:
            if INDICATORS().find(code).group != group:
                raise Refusal(_("«%(code)s» cannot stand first in the group %(group)s."), code=code, group=group)
    return found
