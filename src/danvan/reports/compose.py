"""Composing: a template is filled with figures, documents and names, and becomes a document of runs and controls."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from danvan.audit.queries import made_up
from danvan.documents.queries import cite
from danvan.kit.errors import Refusal
from danvan.kit.period import Period
from danvan.kit.scope import Scope
from danvan.kit.vietnamese.writing import write_long_date
from danvan.reports import lint, markdown
from danvan.reports.asking import Figures, PlaceText, Pool
from danvan.reports.cited import Documents, Reviews
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
from danvan.reports.headings import numbered
from danvan.reports.language import fill, named
from danvan.reports.objects import CLOSE, OPEN, SENTINEL, DataText, DocumentText, FigureText, PeriodText, Register, Said
from danvan.reports.templates import Section, Template, load
from danvan.reports.works import Works
from danvan.units import queries as units

#: The first words of every report on a made-up locality.
MADE_UP = "SỐ LIỆU MÔ PHỎNG: địa danh và mọi con số trong báo cáo này đều không có thật."
#: How often composing starts again when entries arrive while it asks.
_TRIES = 5


def compose(
    *, template: str, unit: str, period: Period, as_of: date | None = None, dated: date | None = None
) -> Composed:
    """The report of a place and period, every figure counted at one position of the ledger.

    ``dated`` is the day that the paper states; it decides the rules of format, else the period's last day does.
    Raises Refusal for an unknown template or unit, for a template that names what does not exist and for one in
    which a figure is typed.
    """
    loaded = load(template)
    lint.check(loaded)
    for _try in range(_TRIES):
        composed = _Composer(loaded, Scope(unit=unit, period=period, as_of=as_of), dated).composed()
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
        self.names = self._names()

    def _names(self) -> dict[str, Any]:
        pool = Pool(self.scope, self.register)
        communes = units.children(self.place.id, at=self.at)
        bodies = units.bodies_of(self.place.id, at=self.at)
        pool.prepare(named(each.source for each in self.template.sections), [each.id for each in communes], bodies)
        return {
            "register": self.register,
            "f": Figures(pool, self.scope),
            "by": pool.by(bodies),
            "figures": pool.split,
            "place": PlaceText(pool, self.place),
            "communes": [PlaceText(pool, each) for each in communes],
            "issuer": DataText(self.register, "name", self.issuer.short),
            "period": PeriodText(self.register, self.scope.period),
            "reviews": Reviews(self.register, self.scope.period),
            "documents": Documents(pool, self.place.id),
            "works": lambda kind, led_by=None, **dims: Works(pool, kind, dims, led_by),
        }

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
        blocks = tuple(block for section in self.template.sections for block in self._section(section))
        if made_up():
            blocks = (Paragraph((Text(MADE_UP, bold=True),)), *blocks)
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
            blocks=numbered(blocks, lambda: self._control("x")),
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

    def _section(self, section: Section) -> Iterator[Block]:
        text = fill(section.path, section.source, self.names)
        try:
            raw = list(markdown.blocks(text))
        except Refusal as fault:
            raise fault.at(str(section.path)) from None
        for block in raw:
            if isinstance(block, markdown.RawHeading):
                yield Heading(block.level, (), self._runs(block.pieces), annex=section.annex)
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
        value = said.value
        if isinstance(value, FigureText):
            return FigureRun(self._control("f"), value.figure, value.text, withheld=value.withheld, **style)
        if isinstance(value, DocumentText):
            return CitationRun(self._control("d"), value.document.key, self._citation(value), **style)
        if isinstance(value, DataText):
            if any(character.isdigit() for character in value.text) or value.what in ("place", "year", "date"):
                return FieldRun(self._control("x"), value.what, value.text, **style)
            return Text(value.text, **style)
        return self._note(value)

    def _note(self, text: str) -> NoteMark:
        number = len(self.notes) + 1
        self.notes.append(Note(number, _capital(self._runs(markdown.inline(text)))))
        return NoteMark(number)

    def _citation(self, said: DocumentText) -> str:
        document = said.document
        first = document.key not in self.cited
        self.cited.add(document.key)
        text = cite(document, first=first)
        if not said.with_subject or not document.symbol or not document.subject or not first:
            return text
        return f"{text} {_about(document.subject)}"


def _capital(runs: Runs) -> Runs:
    """A note begins with a capital, also where its first word comes from data."""
    if not runs or not isinstance(runs[0], Text):
        return runs
    return (replace(runs[0], text=f"{runs[0].text[:1].upper()}{runs[0].text[1:]}"), *runs[1:])


def _about(subject: str) -> str:
    """«về công tác dân vận», but «ban hành Quy chế…»."""
    return subject if subject.startswith("ban hành") else f"về {subject}"


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
