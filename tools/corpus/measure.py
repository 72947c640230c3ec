"""How well made-up reports are read and doubted: by kind of contradiction, over reports of fixed seeds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from corpus.report import Made, Truth, make
from danvan.proof.raw import RawFile
from danvan.proof.reader import understand
from danvan.proof.reading import Reading, Source
from danvan.proof.run import check, family

#: Reports measured: half of them without a fault.
TEXTS = 320
_SHOWN = 12
#: Kinds whose checks ask the same of some faults: a part above its whole is no sum either.
_ALLIED: Mapping[str, Sequence[str]] = {"sum": ("range",), "range": ("sum", "ratio"), "change": ("average",)}


@dataclass(slots=True)
class Score:
    """Counts of what was to be found, what of it was found, and what was said."""

    wanted: int = 0
    found: int = 0
    said: int = 0
    right: int = 0

    def json(self) -> dict[str, object]:
        """The counts with recall, precision and F1 (None of nothing)."""
        recall = self.found / self.wanted if self.wanted else None
        precision = self.right / self.said if self.said else None
        f1 = 2 * recall * precision / (recall + precision) if recall and precision else None
        rounded = {"recall": recall, "precision": precision, "f1": f1}
        return {"wanted": self.wanted, "said": self.said} | {
            name: None if value is None else round(value, 4) for name, value in rounded.items()
        }


@dataclass(slots=True)
class Tally:
    """All scores of a run, and some of what was missed or wrongly said, to look at."""

    figures: Score = field(default_factory=Score)
    citations: Score = field(default_factory=Score)
    footnotes: Score = field(default_factory=Score)
    kinds: dict[str, Score] = field(default_factory=dict)
    missed: Counter[str] = field(default_factory=Counter)
    alarms: Counter[str] = field(default_factory=Counter)
    errors_in_clean: int = 0
    examples: list[str] = field(default_factory=list)

    def of(self, kind: str) -> Score:
        """The score of one kind."""
        return self.kinds.setdefault(kind, Score())


def measure(texts: int = TEXTS) -> dict[str, object]:
    """The scores over the reports of seeds 0 to ``texts`` - 1."""
    tally = Tally()
    for seed in range(texts):
        made = make(seed)
        reading = understand(f"corpus-{seed}", RawFile(made.paragraphs, Source("txt")))
        _read(tally, made, reading)
        _doubted(tally, made, reading)
    kinds = {kind: tally.kinds[kind] for kind in sorted(tally.kinds)}
    total = Score(
        sum(s.wanted for s in kinds.values()),
        sum(s.found for s in kinds.values()),
        sum(s.said for s in kinds.values()),
        sum(s.right for s in kinds.values()),
    )
    return {
        "texts": texts,
        "figures": tally.figures.json(),
        "citations": tally.citations.json(),
        "footnotes": tally.footnotes.json(),
        "contradictions": total.json(),
        "by_kind": {kind: score.json() for kind, score in kinds.items()},
        "errors_in_clean_texts": tally.errors_in_clean,
        "missed": dict(tally.missed.most_common()),
        "false_alarms": dict(tally.alarms.most_common()),
        "examples": tally.examples,
    }


def _read(tally: Tally, made: Made, reading: Reading) -> None:
    by_paragraph: dict[int, list[tuple[int, int, object, object]]] = {}
    for f in reading.figures:
        by_paragraph.setdefault(f.paragraph, []).append((f.start, f.end, f.value, f.denominator))
    tally.figures.wanted += len(made.figures)
    # A wrong number form is no figure to be sure of: paragraphs with one are not judged for what else was read.
    unsure = {place[0] for truth in made.truths if truth.kind == "number" and truth.wrong for place in truth.places}
    tally.figures.said += sum(f.paragraph not in unsure for f in reading.figures)
    for stated in made.figures:
        hit = any(
            start <= stated.start < end and (value, bottom) == (stated.value, stated.denominator)
            for start, end, value, bottom in by_paragraph.get(stated.paragraph, ())
        )
        tally.figures.found += hit
        tally.figures.right += hit and stated.paragraph not in unsure
    _matched(tally.citations, made.citations, [(c.paragraph, c.number) for c in reading.citations])
    _matched(tally.footnotes, made.notes, [(n.number, n.mark_paragraph, n.note_paragraph) for n in reading.footnotes])


def _matched(score: Score, wanted: Sequence[object], said: Sequence[object]) -> None:
    hits = sum((Counter(wanted) & Counter(said)).values())
    score.wanted, score.said = score.wanted + len(wanted), score.said + len(said)
    score.found, score.right = score.found + hits, score.right + hits


def _doubted(tally: Tally, made: Made, reading: Reading) -> None:
    wrong = [(truth, _spans(truth, reading)) for truth in made.truths if truth.wrong]
    found: set[int] = set()
    kind_of = {code: one.kind for code, one in family().items()}
    for finding in check(reading).findings:
        kind = kind_of[finding.check]
        spots = [(place.paragraph, place.start, place.end) for place in finding.places]
        touched = {
            at: sum(any(_meet(span, spot) for spot in spots) for span in spans) for at, (_, spans) in enumerate(wrong)
        }
        # Found is what a check of its own kind, or of one that asks the same of it, says.
        found |= {
            at
            for at, hits in touched.items()
            if hits >= min(2, len(wrong[at][1])) and kind in (wrong[at][0].kind, *_ALLIED.get(wrong[at][0].kind, ()))
        }
        score = tally.of(kind)
        score.said += 1
        score.right += any(touched.values())
        if not any(touched.values()):
            tally.alarms[finding.check] += 1
            tally.errors_in_clean += finding.severity == "error" and not wrong
            _show(tally, f"seed {made.seed}: false {finding.check}: {finding.message}", tally.alarms[finding.check])
    for at, (truth, _) in enumerate(wrong):
        tally.of(truth.kind).wanted += 1
        tally.of(truth.kind).found += at in found
        if at not in found:
            name = f"{truth.kind}: {truth.writer}"
            tally.missed[name] += 1
            text = reading.paragraph(truth.places[0][0]).text
            _show(tally, f"seed {made.seed}: missed {name}: {text}", tally.missed[name])


def _show(tally: Tally, example: str, times: int) -> None:
    if times <= _SHOWN // 4:
        tally.examples.append(example)


def _spans(truth: Truth, reading: Reading) -> list[tuple[int, int, int]]:
    return list(_placed(truth.places, reading))


def _placed(places: Iterable[tuple[int, str]], reading: Reading) -> Iterable[tuple[int, int, int]]:
    for number, quote in places:
        start = reading.paragraph(number).text.find(quote)
        assert start >= 0, (quote, reading.paragraph(number))
        yield number, start, start + len(quote)


def _meet(one: tuple[int, int, int], other: tuple[int, int, int]) -> bool:
    return one[0] == other[0] and one[1] < other[2] and other[1] < one[2]
