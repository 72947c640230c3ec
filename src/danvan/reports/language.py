"""The template language: Markdown with sandboxed Jinja2, in which figures, documents and places are objects.

Whatever an object prints is a sentinel of private-use characters that survives Markdown; the composer turns each
sentinel into a control. So data can neither break the markup nor put a digit outside of a control.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _
from jinja2 import StrictUndefined, TemplateSyntaxError, UndefinedError, nodes, pass_context
from jinja2.exceptions import SecurityError, TemplateError
from jinja2.ext import Extension
from jinja2.parser import Parser
from jinja2.sandbox import ImmutableSandboxedEnvironment

from danvan.documents.queries import DocumentView
from danvan.indicators.definitions import INDICATORS
from danvan.indicators.models import Figure
from danvan.indicators.suppression import hidden
from danvan.kit.errors import Refusal
from danvan.kit.quantity import Basis
from danvan.kit.vietnamese.writing import write_value
from danvan.ledger.kinds import KINDS

OPEN, CLOSE = "\ue000", "\ue001"
SENTINEL = re.compile(f"{OPEN}([a-z]+){CLOSE}")
#: Printed where nothing was recorded, and where a small count of persons is not published.
NOTHING, WITHHELD = "–", "(không công bố)"


@dataclass(frozen=True, slots=True)
class Said:
    """What stands behind one sentinel: ``sort`` figure, document, field or note, and its value."""

    sort: str
    value: Any


@dataclass
class Register:
    """The sentinels given out while one template is filled."""

    said: list[Said] = field(default_factory=list)

    def give(self, sort: str, value: object) -> str:
        """A sentinel for ``value``."""
        self.said.append(Said(sort, value))
        return f"{OPEN}{_letters(len(self.said) - 1)}{CLOSE}"

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


def printed(figure: Figure) -> str:
    """A figure's number as an officer writes it; see NOTHING and WITHHELD for what has none."""
    if hidden(figure):
        return WITHHELD
    return NOTHING if figure.value is None else write_value(figure.value, figure.basis, figure.precision)


class FigureText:
    """A figure in a sentence: prints its number; the rest is for choosing the sentence.

    ``phrase``: number and noun. ``known``: something was recorded. ``stated``: a number was. ``none`` 0, ``one`` 1,
    ``many`` more. ``rose``, ``fell``, ``same`` for a change. ``size``: a fall without its minus sign.
    """

    def __init__(self, register: Register, figure: Figure, *, absolute: bool = False) -> None:
        self._register = register
        self.figure = figure
        self._absolute = absolute

    def __str__(self) -> str:
        return self._register.give("figure", (self.figure, self._absolute))

    @property
    def phrase(self) -> str:
        if self.figure.basis in (Basis.DONG, Basis.PERCENT):
            return str(self)
        return f"{self} {self._register.give('field', ('noun', self.figure.noun.vi))}"

    @property
    def noun(self) -> Words_:
        return Words_(self._register, "noun", self.figure.noun.vi)

    @property
    def known(self) -> bool:
        return self.figure.known

    @property
    def stated(self) -> bool:
        return self.figure.value is not None

    @property
    def none(self) -> bool:
        return self.figure.value == 0

    @property
    def one(self) -> bool:
        return self.figure.value == 1

    @property
    def many(self) -> bool:
        return self.figure.value is not None and self.figure.value > 1

    @property
    def rose(self) -> bool:
        return self.figure.value is not None and self.figure.value > 0

    @property
    def fell(self) -> bool:
        return self.figure.value is not None and self.figure.value < 0

    @property
    def same(self) -> bool:
        return self.figure.value == 0

    @property
    def size(self) -> FigureText:
        return FigureText(self._register, self.figure, absolute=True)

    @property
    def part(self) -> Words_:
        """The words of its split value: «Mông» of ``ethnic_share[mong]``."""
        definition = INDICATORS().find(self.figure.code)
        value = KINDS()[definition.kinds[0]].dims[definition.split or ""].values[self.figure.split]
        return Words_(self._register, "part", value.vi)


class Words_:  # noqa: N801 - not kit.words.Words: words of data, printed as a field
    """Words that come from data: a name, a year, a noun."""

    def __init__(self, register: Register, what: str, text: str) -> None:
        self._register, self._what, self.text = register, what, text

    def __str__(self) -> str:
        return self._register.give("field", (self._what, self.text))

    def __bool__(self) -> bool:
        return bool(self.text)

    @property
    def capital(self) -> Words_:
        """The same with a capital letter, for the start of a sentence."""
        return Words_(self._register, self._what, self.text[:1].upper() + self.text[1:])


class DocumentText:
    """A document in a sentence: prints its citation, in full at first and short later; ``named`` adds its subject."""

    def __init__(self, register: Register, document: DocumentView) -> None:
        self._register, self.document = register, document

    def __str__(self) -> str:
        return self._register.give("document", (self.document, False))

    @property
    def named(self) -> str:
        return self._register.give("document", (self.document, True))

    @property
    def key(self) -> str:
        return self.document.key


class _NoteExtension(Extension):
    """``{% note %}…{% endnote %}`` beside a sentence; dropped when nothing is left in it."""

    tags = {"note"}

    def parse(self, parser: Parser) -> nodes.Node:
        line = next(parser.stream).lineno
        body = parser.parse_statements(("name:endnote",), drop_needle=True)
        return nodes.CallBlock(self.call_method("_note", [nodes.ContextReference()]), [], [], body).set_lineno(line)

    def _note(self, context: Any, caller: Callable[[], str]) -> str:
        text = " ".join(caller().split())
        register: Register = context["register"]
        return register.give("note", text) if text else ""


@pass_context
def _finalize(context: Any, value: object) -> object:
    """What a template prints: objects give sentinels, words become fields; a bare number is refused."""
    if isinstance(value, bool | int | float) or value is None:
        raise Refusal(
            _("A template may print figures, documents and words, not the bare value «%(value)s»."),
            advice=_("Print the figure itself."),
            value=value,
        )
    if isinstance(value, str) and not SENTINEL.search(value) and not value.isspace() and value:
        register: Register = context["register"]
        return register.give("field", ("words", value))
    return str(value)


def _listed(items: Iterable[object], last: str = "và") -> str:
    """«a, b và c», for objects and for words."""
    texts = [str(item) for item in items]
    return f" {last} ".join(part for part in (", ".join(texts[:-1]), texts[-1]) if part) if texts else ""


def _semicolons(items: Iterable[object]) -> str:
    """«a; b; c»"""
    return "; ".join(str(item) for item in items)


def _named(documents: Iterable[DocumentText]) -> list[str]:
    """Each document's citation with its subject."""
    return [document.named for document in documents]


def environment() -> ImmutableSandboxedEnvironment:
    """The sandbox of templates: no attribute of Python's own, no change of objects, no undefined name."""
    made = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, finalize=_finalize, extensions=[_NoteExtension], autoescape=False,
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
    )  # fmt: skip
    made.globals.clear()
    made.filters = {
        "listed": _listed, "semicolons": _semicolons, "named": _named,
        **{name: made.filters[name] for name in ("length", "first", "last", "list")},
    }  # fmt: skip
    return made


def fill(path: Path, source: str, names: dict[str, Any]) -> str:
    """The template's text with sentinels. Raises Refusal that names the file and line of the fault."""
    try:
        template = environment().from_string(source)
        return template.render(names)
    except TemplateSyntaxError as fault:
        raise Refusal(
            _("The template cannot be read: %(why)s."), where=f"{path}:{fault.lineno}", why=fault.message
        ) from None
    except (UndefinedError, SecurityError, TemplateError, TypeError) as fault:
        raise Refusal(
            _("The template asks for something that is not there: %(why)s."), where=f"{path}:{_line(fault)}", why=fault
        ) from None
    except Refusal as fault:
        raise fault.at(f"{path}:{_line(fault)}") from None


def _line(fault: BaseException) -> int:
    """The template's line in which the fault arose: the innermost frame that Jinja compiled."""
    line, trace = 1, fault.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def codes_named(source: str) -> Iterator[str]:
    """The indicators that a template names, so that all can be asked in one batch."""
    try:
        tree = environment().parse(source)
    except TemplateSyntaxError:
        # Told with file and line when the template is filled.
        return
    for node in tree.find_all(nodes.Getattr):
        if isinstance(node.node, nodes.Name) and node.node.name == "f":
            yield node.attr
