"""A figure's words are no longer those that danvan wrote."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from danvan.kit.words import Words
from danvan.proof.check import Case, Check, Finding, NotRun


def run(case: Case) -> Iterator[Finding]:
    """Controls whose text now differs from what was written. Raises NotRun for a file without claims."""
    if not case.reading.controls:
        raise NotRun(_("The file holds no figures of danvan's."))
    for control in case.reading.controls:
        if control.place is None or _plain(control.place.quote) == _plain(control.claim.printed):
            continue
        yield Finding(
            check="control_changed_by_hand",
            severity="error",
            text=_("Somebody changed a figure by hand: danvan wrote «%(printed)s», now «%(now)s» stands there."),
            remedy=_("Correct the entry in the ledger and compose again, or put back what was written."),
            places=(control.place,),
            expected=control.claim.printed,
            found=control.place.quote,
            values={"printed": control.claim.printed, "now": control.place.quote},
        )


def _plain(text: str) -> str:
    # Programs trade ordinary blanks for fixed ones; that changes no figure.
    return " ".join(text.split())


CHECK = Check("control_changed_by_hand", Words("Số liệu bị sửa tay", "Figures changed by hand"), "control", "fast", run)
