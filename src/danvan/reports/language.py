"""The template language: Markdown with a closed part of Jinja2, in which figures, documents and places are objects.

A template chooses sentences and prints objects. It does not calculate, define macros or take in other files; loops
stand at most two deep, so it always ends. What it asks wrongly is a Refusal with its file and line.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext_lazy as _
from jinja2 import StrictUndefined, Template, TemplateSyntaxError, Undefined, UndefinedError, nodes, pass_context
from jinja2.exceptions import SecurityError, TemplateAssertionError
from jinja2.ext import Extension
from jinja2.parser import Parser
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

from danvan.kit.errors import Refusal
from danvan.reports.compiled import kept
from danvan.reports.objects import DataText, DocumentText, FigureText, Printed, Register

#: Everything else of Jinja2 (macros, imports, arithmetic, literal lists, subscripts) is refused.
_GRAMMAR: Final = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.If, nodes.For, nodes.Assign, nodes.CallBlock,
    nodes.Name, nodes.Const, nodes.Getattr, nodes.Call, nodes.Keyword, nodes.Filter, nodes.Compare, nodes.Operand,
    nodes.And, nodes.Or, nodes.Not, nodes.CondExpr, nodes.ExtensionAttribute, nodes.ContextReference,
)  # fmt: skip
_DEEPEST_LOOP: Final = 2


class _Sandbox(ImmutableSandboxedEnvironment):
    """Of an object only what its ``SAYS`` names can be asked; None says: any public name."""

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        says: Container[str] | None = getattr(type(obj), "SAYS", ())
        if isinstance(obj, LoopContext):
            says = ("first", "last")
        return super().is_safe_attribute(obj, attr, value) and (says is None or attr in says)


class _TextExtension(Extension):
    """Texts that put themselves in order, so that a template need not count what is there.

    ``{% clauses "words" %}…{% endclauses %}``: clauses that each begin with «;» or «,»; the first one loses it; the
    ``words``, which may be left out, stand where no clause is left. ``{% note
    %}…{% endnote %}`` beside a sentence: clauses too, from a capital to a full stop; dropped when nothing is in it.
    """

    tags = {"note", "clauses"}

    def parse(self, parser: Parser) -> nodes.Node:
        tag = next(parser.stream)
        otherwise = [parser.parse_expression()] if parser.stream.current.type == "string" else []
        body = parser.parse_statements((f"name:end{tag.value}",), drop_needle=True)
        call = self.call_method(f"_{tag.value}", [nodes.ContextReference(), *otherwise])
        return nodes.CallBlock(call, [], [], body).set_lineno(tag.lineno)

    def _clauses(self, _context: Any, otherwise: str = "", *, caller: Callable[[], str]) -> str:
        return _without_first_mark(caller()) or otherwise

    def _note(self, context: Any, caller: Callable[[], str]) -> str:
        text = _without_first_mark(caller())
        register: Register = context["register"]
        if not text:
            return ""
        return register.give("note", f"{text[0].upper()}{text[1:]}{'' if text.endswith('.') else '.'}")


def _without_first_mark(text: str) -> str:
    return re.sub(r"\s+([;,.])", r"\1", " ".join(text.split())).lstrip("; ,")


@pass_context
def _finalize(context: Any, value: object) -> str:
    """What a template prints: objects give sentinels, its own words become fields; anything else is refused."""
    if isinstance(value, Printed):
        return value
    if isinstance(value, FigureText | DataText | DocumentText | Undefined):
        # What is undefined says so itself.
        return str(value)
    if isinstance(value, str):
        register: Register = context["register"]
        return register.give("field", DataText(register, "words", value)) if value else ""
    raise Refusal(
        _("A template may print figures, documents and words, not the bare value «%(value)s»."),
        advice=_("Print the figure itself; a list is printed with listed or semicolons."),
        value=value if isinstance(value, bool | int | float) or value is None else type(value).__name__,
    )


def _listed(items: Iterable[object]) -> Printed:
    """«a, b và c»; citations, and items that hold commas or «và» themselves, by semicolons: «a, b; c; d»."""
    items = list(items)
    if len(items) > 1 and any(_holds_marks(item) for item in items):
        return _semicolons(items)
    texts = [str(item) for item in items]
    return Printed(" và ".join(part for part in (", ".join(texts[:-1]), texts[-1]) if part) if texts else "")


def _holds_marks(item: object) -> bool:
    text = getattr(item, "text", "")
    return isinstance(item, DocumentText) or "," in text or " và " in text


def _first(items: Iterable[object]) -> object:
    """The first item; of nothing, nothing."""
    return next(iter(items), Printed(""))


def _last(items: Iterable[object]) -> object:
    """The last item; of nothing, nothing."""
    return next(reversed(list(items)), Printed(""))


def _semicolons(items: Iterable[object]) -> Printed:
    """«a; b; c»"""
    return Printed("; ".join(str(item) for item in items))


def _named(documents: Iterable[DocumentText]) -> list[DocumentText]:
    """Each document's citation with its subject."""
    return [document.named for document in documents]


def environment() -> _Sandbox:
    """The sandbox of templates: no attribute of Python's own, no change of objects, no undefined name."""
    made = _Sandbox(
        undefined=StrictUndefined, finalize=_finalize, extensions=[_TextExtension], autoescape=False,
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
    )  # fmt: skip
    made.globals.clear()
    made.tests.clear()
    made.filters = {
        "listed": _listed, "semicolons": _semicolons, "named": _named, "first": _first, "last": _last,
    }  # fmt: skip
    return made


def fill(path: Path, source: str, names: dict[str, Any]) -> str:
    """The template's text with sentinels. Raises Refusal that names the file and line of the fault."""
    try:
        return _read(source)[0].render(names)
    except TemplateSyntaxError as fault:
        raise _misspelt(fault, sorted(environment().filters)).at(f"{path}:{fault.lineno}") from None
    except (UndefinedError, SecurityError, TypeError) as fault:
        raise _not_there(fault).at(f"{path}:{_line(fault)}") from None
    except _Misused as fault:
        raise fault.at(f"{path}:{fault.line}") from None
    except Refusal as fault:
        raise fault.at(f"{path}:{_line(fault)}") from None


@functools.lru_cache(maxsize=256)
def _read(source: str) -> tuple[Template, Named]:
    """The template, checked and compiled, and what it names; kept, since the same few are filled again.

    Raises what Jinja raises, and _Misused.
    """
    sandbox = environment()

    def compiled() -> tuple[Any, ...]:
        tree = sandbox.parse(source)
        _check(tree)
        asked = _asked(tree)
        return (sandbox.compile(tree), asked.here, asked.by, asked.below, asked.split)

    code, *asked = kept(source, Path(__file__), compiled)
    return Template.from_code(sandbox, code, sandbox.make_globals(None)), Named(*asked)


class _Misused(Refusal):
    """Something of Jinja2 that templates do not use, on ``line``."""

    line = 1


def _check(tree: nodes.Node, loops: int = 0, *, in_note: bool = False) -> None:
    for node in tree.iter_child_nodes():
        deep = loops + isinstance(node, nodes.For)
        own = _own_tag(node)
        note = own == "_note"
        other = (isinstance(node, nodes.CallBlock) and not own) or (isinstance(node, nodes.For) and node.recursive)
        known = isinstance(node, _GRAMMAR) and not other
        if not known or deep > _DEEPEST_LOOP or (note and in_note):
            raise _misused(node, nested=note and in_note)
        _check(node, deep, in_note=in_note or note)


def _own_tag(node: nodes.Node) -> str:
    """«_note» or «_clauses» for our own tags; "" for anything else."""
    called: Any = node.call.node if isinstance(node, nodes.CallBlock) else None
    return str(called.name) if isinstance(called, nodes.ExtensionAttribute) else ""


def _misused(node: nodes.Node, *, nested: bool) -> _Misused:
    if nested:
        fault = _Misused(_("A note cannot stand in a note."))
    elif isinstance(node, nodes.For) and not node.recursive:
        fault = _Misused(_("Loops stand at most two deep."))
    else:
        fault = _Misused(
            _("Templates do not use «%(what)s»: they choose sentences and print objects."),
            what=type(node).__name__.lower(),
        )
    fault.line = node.lineno
    return fault


def _misspelt(fault: TemplateSyntaxError, filters: list[str]) -> Refusal:
    name = _quoted(fault)
    if isinstance(fault, TemplateAssertionError) and name:
        return Refusal(_("There is no filter «%(name)s»; there are: %(known)s."), name=name, known=", ".join(filters))
    if "unknown tag" in (fault.message or ""):
        return Refusal(_("The tag «%(name)s» is not known here."), name=name)
    return Refusal(
        _("A tag is badly formed or not closed (%(why)s)."),
        why=fault.message,
        advice=_("Every if, for and note needs its end, and every opening bracket its closing one."),
    )


def _not_there(fault: BaseException) -> Refusal:
    name = _quoted(fault)
    if not name:
        return Refusal(_("The template asks for something that is not there: %(why)s."), why=fault)
    return Refusal(_("The template asks for «%(name)s», which is not there."), name=name)


def _quoted(fault: BaseException) -> str:
    """The name that Jinja's English message quotes: «'nobody' is undefined», «… has no attribute 'value'»."""
    names = re.findall(r"'([^']*)'", str(fault).split("\n")[0])
    names = [name for name in names if not name.endswith(" object") and "." not in name]
    return names[0] if names else ""


def _line(fault: BaseException) -> int:
    """The template's line in which the fault arose: the innermost frame that Jinja compiled."""
    line, trace = 1, fault.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


@dataclass
class Named:
    """The indicators that templates name: of the report's own place, of places below it, and those split in parts.

    ``by``: the kind of a body, its role or "", and the indicator.
    """

    here: set[str] = field(default_factory=set)
    by: set[tuple[str, str, str]] = field(default_factory=set)
    below: set[str] = field(default_factory=set)
    split: set[str] = field(default_factory=set)


def named(sources: Iterable[str]) -> Named:
    """What the templates name, so that all can be asked in one batch."""
    found = Named()
    for source in sources:
        try:
            asked = _read(source)[1]
        except (TemplateSyntaxError, _Misused):
            # Told with file and line when the template is filled.
            continue
        found.here |= asked.here
        found.by |= asked.by
        found.below |= asked.below
        found.split |= asked.split
    return found


def _asked(tree: nodes.Template) -> Named:
    found = Named()
    for node in _calls_and_names(tree):
        if isinstance(node, nodes.Call):
            found.split |= {arg.value for arg in node.args[:1] if isinstance(arg, nodes.Const)}
        elif isinstance(node.node, nodes.Call):
            # A role that is no plain word is asked for when the sentence is written.
            roles = [each.value for each in node.node.kwargs if each.key == "role"]
            role = next((value.value for value in roles if isinstance(value, nodes.Const)), "")
            found.by |= {(arg.value, role, node.attr) for arg in node.node.args if isinstance(arg, nodes.Const)}
        else:
            (found.here if isinstance(node.node, nodes.Name) else found.below).add(node.attr)
    return found


def _figures_named(of: Any) -> bool:
    """Whether an attribute of this node is an indicator: ``f``, ``commune.f``, ``by("mttq")``."""
    if isinstance(of, nodes.Call):
        return isinstance(of.node, nodes.Name) and of.node.name == "by"
    return (of.name if isinstance(of, nodes.Name) else of.attr if isinstance(of, nodes.Getattr) else "") == "f"


def _calls_and_names(tree: nodes.Template) -> Iterator[Any]:
    """``f.code``, ``commune.f.code``, ``by("mttq").code`` and ``figures("code")`` as nodes."""
    for node in tree.find_all(nodes.Getattr):
        if _figures_named(node.node):
            yield node
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name == "figures":
            yield call
