"""Refusals: the only way danvan says no. A refusal is a sentence for a person, with its place and what to do."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise


class Refusal(Exception):
    """Something that danvan will not do.

    ``message`` says what is wrong, ``where`` names its place (a file and line, an entry's field, a cell),
    ``advice`` says what to do; ``values`` fill the %(name)s places of both. Message and advice are translated
    only when printed, so one refusal can be shown in either language. The command line answers a refusal with
    exit code 2.
    """

    def __init__(
        self, message: _StrOrPromise, *, where: str = "", advice: _StrOrPromise = "", **values: object
    ) -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.advice = advice
        self.values = values

    def at(self, where: str) -> Refusal:
        """The same refusal, seen from one level further out: ``where`` is put before the place it names."""
        inner = f"{where}: {self.where}" if self.where else where
        return Refusal(self.message, where=inner, advice=self.advice, **self.values)

    @property
    def parts(self) -> tuple[Refusal, ...]:
        """The single refusals that it tells."""
        return (self,)

    @property
    def sentence(self) -> str:
        """What is wrong, in the language of the reader."""
        return str(self.message) % self.values if self.values else str(self.message)

    @property
    def remedy(self) -> str:
        """What to do, in the language of the reader; empty when nothing can be advised."""
        return str(self.advice) % self.values if self.values else str(self.advice)

    def __str__(self) -> str:
        sentence = f"{self.where}: {self.sentence}" if self.where else self.sentence
        return f"{sentence} {self.remedy}".rstrip()


class Refusals(Refusal):
    """Several refusals found in one reading; all are told, never only the first."""

    def __init__(self, refusals: Iterable[Refusal]) -> None:
        self.refusals = tuple(part for refusal in refusals for part in refusal.parts)
        super().__init__(_("Nothing was kept: there are faults to mend first."))

    @property
    def parts(self) -> tuple[Refusal, ...]:
        return self.refusals

    def at(self, where: str) -> Refusals:
        return Refusals(refusal.at(where) for refusal in self.refusals)

    def __str__(self) -> str:
        return "\n".join([self.sentence, *(f"- {refusal}" for refusal in self.refusals)])
