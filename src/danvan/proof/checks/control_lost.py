"""A figure that the report says it holds stands nowhere in the text any more."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from danvan.kit.words import Words
from danvan.proof.check import Case, Check, Finding, NotRun, span_of


def run(case: Case) -> Iterator[Finding]:
    """Claims of the custom XML part to which no control, bookmark or alias leads. Raises NotRun without claims."""
    controls = case.reading.controls
    start = span_of(case.reading, 1, 0, 0) if case.reading.paragraphs else None
    if case.reading.stripped:
        yield Finding(
            check="control_lost",
            severity="doubt",
            text=_("danvan wrote this file, but a program on the way dropped what it said of its figures."),
            remedy=_("Check the file as danvan composed it; save it as .docx only, never by way of .odt or .doc."),
            places=(start,) if start else (),
        )
        return
    if not controls:
        raise NotRun(_("The file holds no figures of danvan's."))
    for index, control in enumerate(controls):
        if control.place is not None:
            continue
        nearest = next((c.place for c in reversed(controls[:index]) if c.place), start)
        yield Finding(
            check="control_lost",
            severity="doubt",
            text=_("The figure «%(printed)s» (%(code)s) is no longer in the text: it was deleted or typed over."),
            remedy=_("If its sentence was taken out on purpose, nothing is wrong; otherwise put the figure back."),
            places=(nearest,) if nearest else (),
            expected=control.claim.printed,
            values={"printed": control.claim.printed, "code": control.claim.code},
        )


CHECK = Check(
    "control_lost", Words("Số liệu bị mất khỏi văn bản", "Figures lost from the text"), "control", "fast", run
)
