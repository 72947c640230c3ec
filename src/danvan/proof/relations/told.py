"""What each figure tells of: the words round it in one form, so that two tellings can be compared by meaning."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final

from danvan.proof.check import Case
from danvan.proof.reading import Figure, Reading
from danvan.proof.relations.clauses import within
from danvan.proof.relations.wording import (
    Wording,
    acting,
    bodies_in,
    content_of,
    is_other_sort,
    names_of,
    periods_in,
    words_of,
    year_of,
)

_SENTENCE = re.compile(r"[.!?](?=\s|$)|;|\n")
_CLAUSE = re.compile(r"[:;()\n]|[,.](?=\s|$)")
#: "Hạn chế: …" says nothing of the matter, "Dạy bơi cho học sinh: …" does.
_LABEL: Final = 3
#: A clause is not looked for farther than this from its number.
_BEFORE: Final = 300
_AFTER: Final = 200
#: A sentence says in so many letters of whom, where and when it tells; a name behind a number stands as near.
_OPENING: Final = 60
_NEAR: Final = 40


@dataclass(frozen=True, eq=False)
class Sentence:
    """A sentence, or a part of one that ends in a semicolon; what its first part says of period, body and place holds
    for all of them. Its words are compared only when another sentence may tell the same.
    """

    subjects: Subjects
    paragraph: int
    start: int
    end: int
    opening: tuple[int, int]
    figures: tuple[Figure, ...]

    @cached_property
    def _text(self) -> str:
        return self.subjects.reading.paragraph(self.paragraph).text[self.start : self.end]

    @cached_property
    def _first(self) -> str:
        start, end = self.opening
        end = min(end, start + _OPENING)
        return self.subjects.reading.paragraph(self.paragraph).text[start:end]

    @cached_property
    def _canonical(self) -> str:
        return self.subjects.wording.canonical(self._text)

    @cached_property
    def words(self) -> frozenset[str]:
        """All its words."""
        return words_of(self._canonical)

    @cached_property
    def periods(self) -> frozenset[str]:
        """The times that it names, the report's own year left out."""
        found = periods_in(self._canonical) or periods_in(self.subjects.wording.canonical(self._first))
        return found - {self.subjects.year}

    @cached_property
    def bodies(self) -> frozenset[str]:
        """The organisations that it names."""
        return bodies_in(self._canonical) or bodies_in(self.subjects.wording.canonical(self._first))

    @cached_property
    def names(self) -> frozenset[str]:
        """The names with which it begins: of whom or where it tells."""
        return names_of(self._first)

    @cached_property
    def actor(self) -> str:
        """The organisation with which it begins, if it does."""
        return acting(self._canonical)


@dataclass(frozen=True, eq=False)
class Told:
    """A figure and what it tells of; ``above`` are the headings over it."""

    figure: Figure
    unit: str
    sentence: Sentence
    above: Above

    @cached_property
    def _clause(self) -> tuple[int, str, bool]:
        """Where the clause begins, its words without the figure, and whether a colon ends it."""
        sentence, figure = self.sentence, self.figure
        text = sentence.subjects.reading.paragraph(figure.paragraph).text
        start = max(sentence.start, figure.start - _BEFORE)
        for match in _CLAUSE.finditer(text, start, figure.start):
            start = match.end()
        limit = min(len(text), figure.end + _AFTER)
        stop = _CLAUSE.search(text, figure.end, limit)
        after = text[figure.end : stop.start() if stop else limit]
        clause = sentence.subjects.wording.canonical(f"{text[start : figure.start]} {after}")
        return start, clause, stop is not None and stop[0] == ":"

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words of its clause that say something of the matter."""
        return content_of(self._clause[1])

    @cached_property
    def wide(self) -> tuple[str, ...]:
        """Those from the sentence's beginning to the clause's end."""
        sentence, end = self.sentence, self._clause[0]
        text = sentence.subjects.reading.paragraph(self.figure.paragraph).text
        start = max(sentence.start, self.figure.start - _BEFORE)
        colon = text.rfind(":", start, end)
        if colon > 0 and len(text[start:colon].split()) <= _LABEL:
            start = colon + 1
        return (*content_of(sentence.subjects.wording.canonical(text[start:end])), *self.words)

    @cached_property
    def matters(self) -> frozenset[str]:
        """The wide words and those of its noun."""
        return frozenset((*self.wide, *self.unit.split()))

    @cached_property
    def names(self) -> frozenset[str]:
        """The names in its clause and in the sentence's beginning, and the place that was read for it."""
        text = self.sentence.subjects.reading.paragraph(self.figure.paragraph).text
        clause = names_of(text[self._clause[0] : self.figure.end + _NEAR])
        return clause | self.sentence.names | names_of(f"x {self.figure.place}")

    @cached_property
    def other_sort(self) -> bool:
        """Whether it is a target, a change or an average, no plain result."""
        return is_other_sort(self._clause[1])

    @property
    def introduces(self) -> bool:
        """Whether it stands before a list."""
        return self._clause[2]

    @property
    def bodies(self) -> frozenset[str]:
        """The organisations in the headings above it."""
        return self.above.bodies

    @cached_property
    def around(self) -> frozenset[str]:
        """All the words of the sentence and of the headings."""
        return self.sentence.words | self.above.words


@dataclass(frozen=True, eq=False)
class Above:
    """The open headings over a stretch of paragraphs."""

    canonical: str

    @cached_property
    def words(self) -> frozenset[str]:
        """Their words."""
        return words_of(self.canonical)

    @cached_property
    def bodies(self) -> frozenset[str]:
        """The organisations that they name."""
        return bodies_in(self.canonical)


class Subjects:
    """The figures of one reading with what they tell of."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading

    @cached_property
    def wording(self) -> Wording:
        """The words of this text in their one form."""
        return Wording(self.reading.paragraphs)

    @cached_property
    def year(self) -> str:
        """The year that the report mostly speaks of."""
        return year_of(self.reading.paragraphs)

    @cached_property
    def told(self) -> tuple[Told, ...]:
        """Every figure outside tables, in order."""
        return tuple(self._walk())

    @cached_property
    def marked(self) -> Mapping[int, int]:
        """For each paragraph of a note, the paragraph on which its mark hangs: there it is told."""
        marks = {n.note_paragraph: n.mark_paragraph for n in self.reading.footnotes if n.note_paragraph}
        found: dict[int, int] = {}
        mark: int | None = None
        for paragraph in self.reading.paragraphs:
            mark = None if paragraph.role != "note" else marks.get(paragraph.n, mark)
            if mark is not None:
                found[paragraph.n] = mark
        return found

    def _walk(self) -> Iterator[Told]:
        starts = [heading.paragraph for heading in self.reading.outline]
        above = list(self._above())
        last, sentences, at = 0, list[Sentence](), 0
        for figure in self.reading.figures:
            if self.reading.paragraph(figure.paragraph).role == "table":
                continue
            if figure.paragraph != last:
                last, sentences = figure.paragraph, list(self._sentences(figure.paragraph))
                at = bisect_right(starts, self.marked.get(figure.paragraph, figure.paragraph))
            sentence = sentences[bisect_right(sentences, figure.start, key=_start) - 1]
            yield Told(figure, self.wording.unit(figure.unit), sentence, above[at])

    def _above(self) -> Iterator[Above]:
        """For each count of headings passed, the open ones: the last of each level above."""
        yield Above("")
        open_: tuple[int, ...] = ()
        for at, heading in enumerate(self.reading.outline):
            open_ = (*(i for i in open_ if self.reading.outline[i].level < heading.level), at)
            yield Above(self.wording.canonical(" ".join(self.reading.outline[i].title for i in open_)))

    def _sentences(self, n: int) -> Iterator[Sentence]:
        """The parts of a paragraph's sentences that state figures; ``figures`` are those of the whole sentence."""
        text, figures = self.reading.paragraph(n).text, self.reading.figures_of(n)
        parts: list[tuple[int, int]] = []
        start = 0
        for end in (*(match.end() for match in _SENTENCE.finditer(text)), len(text) + 1):
            parts.append((start, end))
            if end > len(text) or text[end - 1] != ";":
                inside = tuple(within(figures, parts[0][0], end))
                for part in parts:
                    yield Sentence(self, n, *part, parts[0], inside)
                parts = []
            start = end


def _start(sentence: Sentence) -> int:
    return sentence.start


def subjects_of(case: Case) -> Subjects:
    """The subjects of the report that is checked, made once for all checks."""
    found = case.memo.get("subjects")
    if not isinstance(found, Subjects):
        found = case.memo["subjects"] = Subjects(case.reading)
    return found


def pairs(words: Sequence[str]) -> frozenset[tuple[str, str]]:
    """Neighbouring words: most words of Vietnamese have two syllables."""
    return frozenset(pairwise(words))
