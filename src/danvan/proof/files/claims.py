"""Claims: what a report of danvan says of its own figures, and to which words of the file each one is joined.

The claims stand in a custom XML part (namespace ``urn:danvan:report:1``). Programs lose different things on the
way: LibreOffice drops a control's tag but keeps its alias and bookmarks, a way through .odt keeps bookmarks only.
So a claim is looked for by tag, then by bookmark, then by alias. LibreOffice 7.4 also empties a bookmark that stands
inside a control: an empty one names the control in which it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from danvan.kit.claims import Claim
from danvan.proof.files.package import Element, Package, attribute, local

NAMESPACE = "urn:danvan:report:1"
_COPY = re.compile(r"_Copy_\d+$")


@dataclass(frozen=True, slots=True)
class Joint:
    """A control (``tag``, ``alias``) or a figure's bookmark (its id) and the words that it holds."""

    tag: str
    alias: str
    bookmark: str
    index: int
    start: int
    end: int


def claims_of(package: Package, document: str) -> tuple[Claim, ...] | None:
    """The claims of the package's custom XML part; None without that part: danvan did not write it, or it was lost."""
    for part in package.related(document, "customXml"):
        root = package.xml(part)
        if root is not None and str(root.tag) == f"{{{NAMESPACE}}}report":
            return tuple(_claim(child) for child in root.iter() if local(child) == "figure")
    return None


def _claim(element: Element) -> Claim:
    try:
        value = Decimal(attribute(element, "value"))
    except InvalidOperation:
        value = None
    return Claim(
        control=attribute(element, "control"),
        code=attribute(element, "code"),
        scope=attribute(element, "scope"),
        definition_version=attribute(element, "version"),
        value=value if value is not None and value.is_finite() else None,
        printed=attribute(element, "printed"),
    )


def joined(claims: Sequence[Claim], joints: Sequence[Joint]) -> Iterator[tuple[Claim, Joint | None, str]]:
    """Each claim with the words that it is joined to, and by what: tag, bookmark, alias, or nothing."""
    tags = {joint.tag: joint for joint in joints if joint.tag}
    bookmarks = {name: _filled(joint, joints) for name, joint in _bookmarked(joints).items()}
    left = [joint for joint in joints if joint.alias and not joint.tag and not _inside(joint, bookmarks.values())]
    for claim in claims:
        if claim.control in tags:
            yield claim, tags[claim.control], "tag"
        elif claim.control in bookmarks:
            yield claim, bookmarks[claim.control], "bookmark"
        else:
            # An alias reads "name: printed" and is not unique: claims and controls stand in one order.
            found = next((joint for joint in left if joint.alias.endswith(f": {claim.printed}")), None)
            if found is not None:
                left = left[left.index(found) + 1 :]
            yield claim, found, "alias" if found else ""


def _bookmarked(joints: Sequence[Joint]) -> dict[str, Joint]:
    """The joint of each bookmark; LibreOffice calls those of all notes but the first «…_Copy_1»."""
    named = [joint for joint in joints if joint.bookmark]
    copies = {_COPY.sub("", joint.bookmark): joint for joint in reversed(named) if _COPY.search(joint.bookmark)}
    return copies | {joint.bookmark: joint for joint in named if not _COPY.search(joint.bookmark)}


def _filled(bookmark: Joint, joints: Sequence[Joint]) -> Joint:
    """The control that holds an emptied bookmark; a bookmark with words in it, or in no control, is itself."""
    if bookmark.start < bookmark.end:
        return bookmark
    around = [j for j in joints if not j.bookmark and j.index == bookmark.index and j.start <= bookmark.start < j.end]
    return min(around, key=lambda joint: joint.end - joint.start, default=bookmark)


def _inside(joint: Joint, others: Iterable[Joint]) -> bool:
    return any(o.index == joint.index and o.start < joint.end and joint.start < o.end for o in others)
