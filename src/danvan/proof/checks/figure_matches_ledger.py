"""The figures of anybody's report against what the ledger says at its place and in its period."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from danvan.kit.claims import Known
from danvan.kit.words import Words
from danvan.proof.check import Case, Check, Finding, NotRun, bare
from danvan.proof.reading import Figure
from danvan.proof.relations.clauses import spoken
from danvan.proof.relations.ties import same, ties
from danvan.proof.relations.told import Told


def run(case: Case) -> Iterator[Finding]:
    """Figures that surely tell of an indicator and say another number. Raises NotRun where the ledger is no measure."""
    if case.reading.controls:
        raise NotRun(_("Its figures say themselves where they come from; they were compared one by one."))
    if case.known is None:
        raise NotRun(_("The ledger was not asked."))
    if not case.known:
        raise NotRun(_("The place or the period of the report is not known to this ledger."))
    for known, tellings in ties(case).values():
        for told in _differing(known, tellings):
            yield _finding(told.figure, known)


def _differing(known: Known, tellings: Sequence[Told]) -> Iterator[Told]:
    """Those that say another number, unless they may tell parts: where the whole stands too, or several values do."""
    values = {told.figure.value for told in tellings}
    whole = any(same(told.figure, known.value) for told in tellings)
    for told in tellings:
        if same(told.figure, known.value):
            continue
        alone = not whole and len(values) == 1 and not (known.adds and _may_be_part(told, known))
        if alone or _slip(told.figure.value, known.value):
            yield told


def _may_be_part(told: Told, known: Known) -> bool:
    """Whether a smaller number is told of one organisation or of something named."""
    sentence = told.sentence
    own = known.place.lower()
    return told.figure.value < known.value and bool(sentence.bodies or told.bodies or (sentence.names - {own}))


def _slip(one: Decimal, other: Decimal) -> bool:
    """Whether two numbers of two digits and more differ by one digit, or by two that changed places."""
    a, b = (format(value, "f").strip("0").replace(".", "") for value in (one, other))
    if len(a) != len(b) or len(a) < 2:
        return False
    differing = [at for at, (x, y) in enumerate(zip(a, b, strict=True)) if x != y]
    swapped = len(differing) == 2 and differing[1] == differing[0] + 1 and sorted(a) == sorted(b)
    return swapped or (len(differing) == 1 and len(a) > 2)


def _finding(figure: Figure, known: Known) -> Finding:
    expected = f"{spoken(known.value)} {known.noun}"
    return Finding(
        check="figure_matches_ledger",
        severity="doubt",
        text=_("%(found)s: the ledger says %(expected)s (%(name)s, indicator %(code)s)."),
        remedy=_("Ask the ledger what it counts there; correct the number, or record what is missing."),
        places=bare((figure,)),
        expected=expected,
        found=figure.quote,
        values={"found": figure.quote, "expected": expected, "name": known.name, "code": known.code},
    )


CHECK = Check(
    "figure_matches_ledger", Words("Số liệu có trong sổ", "Figures known to the ledger"), "ledger", "fast", run
)
