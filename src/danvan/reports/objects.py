"""What a template speaks of: figures, documents, places and words. Whatever one prints is a sentinel.

A sentinel is a few letters between private-use characters: it survives Markdown, and the composer turns it into a
control. So data can neither break the markup nor put a digit outside of a control. ``SAYS`` names what a template may
ask of an object; nothing else of it can be reached.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, ClassVar, Final

from django.utils.translation import gettext_lazy as _

from danvan.documents.queries import DocumentView
from danvan.indicators.definitions import INDICATORS
from danvan.indicators.models import Figure
from danvan.kit.errors import Refusal
from danvan.kit.period import Period
from danvan.kit.quantity import Basis, Precision
from danvan.kit.vietnamese.writing import in_words, write_value
from danvan.ledger.kinds import KINDS

OPEN: Final = "\ue000"
CLOSE: Final = "\ue001"
SENTINEL: Final = re.compile(f"{OPEN}([a-z]+){CLOSE}")
#: Printed where nothing was recorded, and where a small count of persons is not published.
NOTHING: Final = "–"
WITHHELD: Final = "(không công bố)"


class Printed(str):
    """What objects print: sentinels, and the template language's own words between them."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Said:
    """What stands behind one sentinel: ``sort`` figure, document, field or note, and its value."""

    sort: str
    value: Any


@dataclass
class Register:
    """The sentinels given out while one template is filled."""

    said: list[Said] = field(default_factory=list)

    def give(self, sort: str, value: object) -> Printed:
        """A sentinel for ``value``."""
        self.said.append(Said(sort, value))
        return Printed(f"{OPEN}{_letters(len(self.said) - 1)}{CLOSE}")

    def take(self, letters: str) -> Said:
        """What the sentinel of those letters stands for."""
        number = 0
        for letter in letters:
            number = number * 26 + ord(letter) - 97
        return self.said[number]


def _letters(number: int) -> str:
    text = chr(97 + number % 26)
    while number := number // 26:
        text = chr(97 + number % 26) + text
    return text


class FigureText:
    """A figure in a sentence: prints its number; the rest is for choosing the sentence.

    ``phrase``: number and noun. ``known``: something was recorded. ``stated``: a number was; ``some``: one that is
    not 0. ``none`` 0, ``one`` 1, ``many`` more. ``rose``, ``fell``, ``same`` for a change. ``size``: a fall without
    its minus sign. ``worded``: in words. A withheld number chooses no sentence that would tell it.
    """

    SAYS: ClassVar = frozenset(
        {
            "phrase",
            "noun",
            "known",
            "stated",
            "some",
            "none",
            "one",
            "many",
            "rose",
            "fell",
            "same",
            "size",
            "worded",
            "part",
        }
    )

    def __init__(
        self, register: Register, figure: Figure, *, withheld: bool = False, absolute: bool = False, words: bool = False
    ) -> None:
        self._register = register
        self.figure = figure
        self.withheld = withheld
        self._absolute, self._words = absolute, words

    def __str__(self) -> str:
        return self._register.give("figure", self)

    @property
    def text(self) -> str:
        """The number as an officer writes it; NOTHING and WITHHELD for what has none."""
        if self.withheld:
            return WITHHELD
        if self.figure.value is None:
            return NOTHING
        value = self.figure.value
        if self._words and value == int(value) >= 0 and self.figure.precision is Precision.EXACT:
            return in_words(int(value))
        return write_value(-value if self._absolute and value < 0 else value, self.figure.basis, self.figure.precision)

    @property
    def phrase(self) -> Printed:
        if self.figure.basis in (Basis.DONG, Basis.PERCENT):
            return Printed(self)
        return Printed(f"{self} {self.noun}")

    @property
    def noun(self) -> DataText:
        return DataText(self._register, "noun", self.figure.noun.vi)

    @property
    def known(self) -> bool:
        return self.figure.known

    @property
    def stated(self) -> bool:
        return self.figure.value is not None

    @property
    def some(self) -> bool:
        return self.figure.value is not None and (self.figure.value != 0 or self.withheld)

    @property
    def none(self) -> bool:
        return self.figure.value == 0 and not self.withheld

    @property
    def one(self) -> bool:
        return self.figure.value == 1 and not self.withheld

    @property
    def many(self) -> bool:
        return self.figure.value is not None and (self.figure.value > 1 or self.withheld)

    @property
    def rose(self) -> bool:
        return self.figure.value is not None and self.figure.value > 0 and not self.withheld

    @property
    def fell(self) -> bool:
        return self.figure.value is not None and self.figure.value < 0 and not self.withheld

    @property
    def same(self) -> bool:
        return self.figure.value == 0 and not self.withheld

    @property
    def size(self) -> FigureText:
        return FigureText(self._register, self.figure, withheld=self.withheld, absolute=True)

    @property
    def worded(self) -> FigureText:
        """The number in words, as a sentence has it: «không phát hiện trường hợp nào»."""
        return FigureText(self._register, self.figure, withheld=self.withheld, words=True)

    @property
    def part(self) -> DataText:
        """The words of its split value: «Mông» of ``ethnic_share[mong]``. Raises Refusal for a figure without one."""
        if not self.figure.split:
            raise Refusal(_("The indicator %(code)s has no parts of its own."), code=self.figure.code)
        definition = INDICATORS()[self.figure.code]
        value = KINDS()[definition.kinds[0]].dims[definition.split or ""].values[self.figure.split]
        return DataText(self._register, "part", value.vi)


class DataText:
    """Words that come from data: a name, a year, a noun. ``capital``: for the start of a sentence."""

    SAYS: ClassVar = frozenset({"capital"})

    def __init__(self, register: Register, what: str, text: str) -> None:
        self._register, self.what, self.text = register, what, text

    def __str__(self) -> str:
        return self._register.give("field", self)

    def __bool__(self) -> bool:
        return bool(self.text)

    @property
    def capital(self) -> DataText:
        return DataText(self._register, self.what, self.text[:1].upper() + self.text[1:])


class DocumentText:
    """A document in a sentence: prints its citation, in full at first and short later; ``named`` adds its subject."""

    SAYS: ClassVar = frozenset({"named"})

    def __init__(self, register: Register, document: DocumentView, *, with_subject: bool = False) -> None:
        self._register, self.document, self.with_subject = register, document, with_subject

    def __str__(self) -> str:
        return self._register.give("document", self)

    @property
    def named(self) -> DocumentText:
        return DocumentText(self._register, self.document, with_subject=True)


class PeriodText:
    """The period in a sentence: ``year``, ``last_year``, ``next_year``."""

    SAYS: ClassVar = frozenset({"year", "last_year", "next_year"})

    def __init__(self, register: Register, period: Period) -> None:
        self.year = DataText(register, "year", str(period.year))
        self.last_year = DataText(register, "year", str(period.year - 1))
        self.next_year = DataText(register, "year", str(period.year + 1))
