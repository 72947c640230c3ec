"""Composing: a template is filled with figures, documents and names, and becomes a document of runs and controls."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from danvan.documents import queries as documents
from danvan.documents.queries import DocumentView, cite
from danvan.indicators import engine
from danvan.indicators.definitions import INDICATORS
from danvan.indicators.engine import Question
from danvan.indicators.models import Figure
from danvan.kit.errors import Refusal
from danvan.kit.period import Period
from danvan.kit.scope import Scope
from danvan.kit.vietnamese.writing import write_long_date
from danvan.ledger.kinds import KINDS
from danvan.ledger.queries import list_entries
from danvan.reports import markdown
from danvan.reports.document import (
    Block,
    CitationRun,
    Composed,
    FieldRun,
    FigureRun,
    Head,
    Heading,
    Note,
    NoteMark,
    Paragraph,
    Run,
    Runs,
    Table,
    Text,
)
from danvan.reports.language import (
    CLOSE,
    OPEN,
    SENTINEL,
    DocumentText,
    FigureText,
    Register,
    Said,
    Words_,
    codes_named,
    fill,
    printed,
)
from danvan.reports.templates import Template, load
from danvan.units import queries as units
from danvan.units.queries import UnitView

#: How often composing starts again when entries arrive while it asks.
_TRIES = 5


def compose(
    *, template: str, unit: str, period: Period, as_of: date | None = None, dated: date | None = None
) -> Composed:
    """The report of a place and period, every figure counted at one position of the ledger.

    ``dated`` is the day that the paper states; it decides the rules of format, else the period's last day does.
    Raises Refusal for an unknown template or unit, and for a template that names what does not exist.
    """
    loaded = load(template)
    for _try in range(_TRIES):
        composer = _Composer(loaded, Scope(unit=unit, period=period, as_of=as_of), dated)
        composed = composer.composed()
        if len({run.figure.position for run in composed.figures()}) < 2:
            return composed
    raise Refusal(_("Entries keep arriving while the report is composed."), advice=_("Try again in a moment."))


@dataclass
class _Composer:
    template: Template
    scope: Scope
    dated: date | None
    register: Register = field(default_factory=Register)
    notes: list[Note] = field(default_factory=list)
    cited: set[str] = field(default_factory=set)
    counts: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.at = self.scope.period.end
        self.place = units.view(self.scope.unit, self.at)
        issuer = units.body_of(self.template.meta.issuer, self.place.id, at=self.at)
        if issuer is None:
            raise Refusal(
                _("%(place)s has no %(kind)s on %(day)s, so nobody issues this report."),
                place=self.place.name, kind=self.template.meta.issuer, day=self.at.isoformat(),
            )  # fmt: skip
        self.issuer = issuer
        above = units.ancestors(issuer.id, tree="party", at=self.at)
        self.parent = units.view(above[0], self.at) if above else None
        self.figures = Figures(self.scope, self.register)
        self.figures.prepare({code for section in self.template.sections for code in codes_named(section.source)})
        self.names = self._names()

    def _names(self) -> dict[str, Any]:
        return {
            "register": self.register,
            "f": self.figures,
            "figures": self.figures.split,
            "place": PlaceText(self.register, self.place, self.figures),
            "communes": self._communes(),
            "issuer": Words_(self.register, "name", self.issuer.short),
            "period": PeriodText(self.register, self.scope.period),
            "documents": self._documents,
            "works": self._works,
        }

    def place_text(self, place: UnitView) -> PlaceText:
        """A place of the report with its own figures."""
        return PlaceText(self.register, place, self.figures.of(place.id))

    def _communes(self) -> list[PlaceText]:
        return [self.place_text(each) for each in units.children(self.place.id, at=self.at)]

    def _documents(
        self, *, topic: str | None = None, system: str | None = None, when: str = "", local: bool = False
    ) -> list[DocumentText]:
        """Documents of a topic by date; ``when``: within the period or before it; ``local``: by this place's bodies."""
        period = self.scope.period
        found = documents.find(topic=topic, issued=period if when == "within" else None)
        if when == "before":
            found = [each for each in found if each.issued and each.issued < period.start]
        if local:
            found = [each for each in found if units.view(each.issuer_id, self.at).area == self.place.id]
        return [DocumentText(self.register, each) for each in found if system in (None, each.system)]

    def _works(self, kind: str, **dims: str) -> Works:
        return Works(self, [entry for entry in self._entries(kind) if _has(entry, dims)])

    def _entries(self, kind: str) -> list[dict[str, Any]]:
        """The entries of a kind that are read in this scope."""
        scope = self.scope
        entries = list_entries(kind=kind, unit=scope.unit, period=scope.period, as_of=scope.as_of)
        return [entry for entry in entries if entry["status"] == "read"]

    def composed(self) -> Composed:
        meta = self.template.meta
        head = Head(
            parent=self.parent.name if self.parent else "",
            issuer=self.issuer.name,
            number=(Text(f"Số      {meta.number}"),),
            place_and_date=self._place_and_date(),
            type=meta.type,
            subject=tuple(self._line(line) for line in meta.subject),
        )
        blocks = tuple(
            block for section in self.template.sections for block in self._section(section.path, section.source)
        )
        figures = [run.figure for run in _figure_runs(blocks, self.notes)]
        return Composed(
            template=self.template.name,
            unit=self.scope.unit,
            period=self.scope.period,
            as_of=self.scope.as_of,
            position=figures[0].position if figures else 0,
            digest=hashlib.sha256("".join(figure.digest for figure in figures).encode()).hexdigest(),
            dated=self.dated,
            written_for=self.dated or self.scope.period.end,
            system=meta.system,
            head=head,
            blocks=_numbered(blocks, self._control),
            notes=tuple(self.notes),
            recipients=meta.recipients,
            signature=(meta.signed_for, meta.signed_as),
        )

    def _place_and_date(self) -> Runs:
        name = Text(f"{self.place.short}, ", italic=True)
        if self.dated is None:
            blank = Text("ngày     tháng     năm ", italic=True)
            year = FieldRun(self._control("x"), "year", str(self.scope.period.year), italic=True)
            return (name, blank, year)
        return (name, FieldRun(self._control("x"), "date", write_long_date(self.dated), italic=True))

    def _line(self, source: str) -> Runs:
        text = fill(self.template.path / "template.yaml", source, self.names)
        return self._runs(markdown.inline(text.strip()))

    def _section(self, path: Path, source: str) -> Iterator[Block]:
        text = fill(path, source, self.names)
        try:
            raw = list(markdown.blocks(text))
        except Refusal as fault:
            raise fault.at(str(path)) from None
        for block in raw:
            if isinstance(block, markdown.RawHeading):
                yield Heading(block.level, (Text("annex"),) if "annex" in path.stem else (), self._runs(block.pieces))
            elif isinstance(block, markdown.RawTable):
                rows = tuple(tuple(self._runs(cell) for cell in row) for row in block.rows)
                yield Table(rows, block.aligns)
            else:
                yield Paragraph(self._runs(block.pieces), block.item)

    def _control(self, letter: str) -> str:
        self.counts[letter] = self.counts.get(letter, 0) + 1
        return f"{letter}{self.counts[letter]}"

    def _runs(self, pieces: Iterable[markdown.Piece]) -> Runs:
        """Text and controls of the pieces; sentinels become controls in reading order."""
        runs: list[Run] = []
        for piece in pieces:
            place = 0
            for match in SENTINEL.finditer(piece.text):
                self._add_text(runs, piece.text[place : match.start()], piece)
                runs.append(self._run(self.register.take(match[1]), piece))
                place = match.end()
            self._add_text(runs, piece.text[place:], piece)
        return tuple(_joined(runs))

    def _add_text(self, runs: list[Run], text: str, piece: markdown.Piece) -> None:
        if OPEN in text or CLOSE in text:
            raise Refusal(_("A figure was torn apart by the template's marks."))
        if text:
            runs.append(Text(text, piece.bold, piece.italic))

    def _run(self, said: Said, piece: markdown.Piece) -> Run:
        style = {"bold": piece.bold, "italic": piece.italic}
        if said.sort == "figure":
            figure, absolute = said.value
            text = printed(figure)
            return FigureRun(self._control("f"), figure, text.removeprefix("-") if absolute else text, **style)
        if said.sort == "document":
            document, named = said.value
            return CitationRun(self._control("d"), document.key, self._citation(document, named), **style)
        if said.sort == "note":
            return self._note(said.value)
        what, text = said.value
        if any(character.isdigit() for character in text) or what in ("place", "year", "date"):
            return FieldRun(self._control("x"), what, text, **style)
        return Text(text, **style)

    def _note(self, text: str) -> NoteMark:
        # The number first: a note may not stand in a note, so marks and notes run in one order.
        number = len(self.notes) + 1
        self.notes.append(Note(number, ()))
        self.notes[number - 1] = Note(number, self._runs(markdown.inline(text)))
        return NoteMark(number)

    def _citation(self, document: DocumentView, named: bool) -> str:
        first = document.key not in self.cited
        self.cited.add(document.key)
        text = cite(document, first=first)
        if not named or not document.symbol or not first:
            return text
        about = (
            "" if document.subject.startswith(("ban hành", "thực hiện", "triển khai", "tiếp tục", "tổ chức")) else "về "
        )
        return f"{text} {about}{document.subject}"


def _joined(runs: list[Run]) -> Iterator[Run]:
    """Neighbouring words of one style as one run."""
    held: Text | None = None
    for run in runs:
        if isinstance(run, Text) and held and (held.bold, held.italic) == (run.bold, run.italic):
            held = Text(held.text + run.text, run.bold, run.italic)
            continue
        if held:
            yield held
        held = run if isinstance(run, Text) else None
        if not held:
            yield run
    if held:
        yield held


def _figure_runs(blocks: Iterable[Block], notes: Iterable[Note]) -> Iterator[FigureRun]:
    lines: list[Runs] = [note.runs for note in notes]
    for block in blocks:
        lines += [cell for row in block.rows for cell in row] if isinstance(block, Table) else [block.runs]
    for runs in lines:
        yield from (run for run in runs if isinstance(run, FigureRun))


_PARTS = ("nhất", "hai", "ba", "tư", "năm", "sáu")
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


def _numbered(blocks: tuple[Block, ...], control: Any) -> tuple[Block, ...]:
    """The same blocks with the headings' numbers: «Phần thứ nhất», «I- », «1. », «1.1. »; annexes on their own."""
    annexes = sum(1 for block in blocks if isinstance(block, Heading) and block.level == 1 and block.label)
    counts = [0, 0, 0, 0]
    seen_annexes = 0
    numbered: list[Block] = []
    for block in blocks:
        if not isinstance(block, Heading):
            numbered.append(block)
            continue
        if block.level == 1 and block.label:
            seen_annexes += 1
            label = "Phụ lục" if annexes == 1 else f"Phụ lục {_ROMAN[seen_annexes - 1]}"
        else:
            counts[block.level - 1] += 1
            counts[block.level :] = [0] * (4 - block.level)
            label = _label(block.level, counts)
        numbered.append(Heading(block.level, (FieldRun(control("x"), "heading", label),), block.runs))
    return tuple(numbered)


def _label(level: int, counts: list[int]) -> str:
    if level == 1:
        return f"Phần thứ {_PARTS[counts[0] - 1]}"
    if level == 2:
        return f"{_ROMAN[counts[1] - 1]}- "
    return f"{counts[2]}. " if level == 3 else f"{counts[2]}.{counts[3]}. "


class Figures:
    """``f`` in a template: ``f.dialogues`` is that figure in this scope. Asked in one batch, then from there."""

    def __init__(self, scope: Scope, register: Register) -> None:
        self._scope, self._register = scope, register
        self._known: dict[str, Figure] = {}
        self._below: dict[str, Figures] = {}

    def prepare(self, codes: set[str]) -> None:
        """Ask everything that the template names, here at once; what does not exist is told where it is used."""
        family = INDICATORS()
        known = sorted(code for code in codes if code in family)
        figures = engine.ask([Question(code, self._scope) for code in known])
        self._known = dict(zip(known, figures, strict=True))

    def of(self, unit: str) -> Figures:
        """The same figures at another place."""
        if unit not in self._below:
            self._below[unit] = Figures(self._scope.within(unit), self._register)
        return self._below[unit]

    def split(self, code: str) -> list[FigureText]:
        """The figures of each value of the indicator's dimension, in the order of the kind's own list."""
        parts = engine.splits(code, self._scope)
        definition = INDICATORS()[code]
        order = list(KINDS()[definition.kinds[0]].dims[definition.split or ""].values)
        parts.sort(key=order.index)
        figures = engine.ask([Question(f"{code}[{part}]", self._scope) for part in parts])
        return [FigureText(self._register, figure) for figure in figures if figure.value is not None]

    def __getattr__(self, code: str) -> FigureText:
        if code.startswith("_"):
            raise AttributeError(code)
        if code not in self._known:
            self._known[code] = engine.figure(code, self._scope)
        return FigureText(self._register, self._known[code])


def _has(entry: Mapping[str, Any], dims: Mapping[str, str]) -> bool:
    return all(value in _values(entry, name) for name, value in dims.items())


class Works:
    """The entries of one kind in a sentence: where they happened, on which documents they rest, what about."""

    def __init__(self, composer: _Composer, entries: list[dict[str, Any]]) -> None:
        self._composer, self._entries = composer, entries

    def __bool__(self) -> bool:
        return bool(self._entries)

    @property
    def places(self) -> list[PlaceText]:
        """The places named, in the official order of the report's place."""
        named = {place for entry in self._entries for place in entry["places"]}
        order = units.descendants(self._composer.place.id, at=self._composer.at)
        views = units.views(named, self._composer.at)
        known = sorted(named, key=lambda id: order.index(id) if id in order else len(order))
        return [self._composer.place_text(views[id]) for id in known]

    @property
    def documents(self) -> list[DocumentText]:
        """The documents that the entries name, by date."""
        keys = {key for entry in self._entries for key in entry["documents"]}
        found = documents.documents_by(sorted(keys)).values()
        return [DocumentText(self._composer.register, each) for each in found]

    def values(self, dim: str) -> list[Words_]:
        """The words of the values of a dimension, in the order of the kind's own list."""
        held = {value for entry in self._entries for value in _values(entry, dim)}
        kinds = {entry["kind"] for entry in self._entries}
        words = {value: each.vi for kind in kinds for value, each in KINDS()[kind].dims[dim].values.items()}
        return [Words_(self._composer.register, "part", text) for value, text in words.items() if value in held]


def _values(entry: Mapping[str, Any], dim: str) -> list[str]:
    value = entry["dims"].get(dim, [])
    return [value] if isinstance(value, str) else list(value)


class PlaceText(Words_):
    """A place in a sentence: prints its short name; ``full`` with its kind; ``f`` its own figures."""

    def __init__(self, register: Register, place: UnitView, figures: Figures) -> None:
        super().__init__(register, "place", place.short)
        self.full = Words_(register, "place", place.name)
        self.kind = Words_(register, "kind", place.kind)
        self.f = figures


class PeriodText:
    """The period in a sentence: ``year``, ``next_year``."""

    def __init__(self, register: Register, period: Period) -> None:
        self.year = Words_(register, "year", str(period.year))
        self.next_year = Words_(register, "year", str(period.year + 1))
