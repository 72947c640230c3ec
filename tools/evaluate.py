"""Measure the reader and the checker on reports whose truth was made by hand; print JSON.

python tools/evaluate.py [FOLDER]

FOLDER holds NAME.txt with NAME.figures.csv, NAME.citations.csv and NAME.checks.csv (their README tells the columns).
Without it the folder is DANVAN_SAMPLES, or else ``../shared/samples`` beside the project. Exit 2 when there is none.
A figure is found when its line, value and denominator agree and its place overlaps; a wrong row of checks is found,
and a right row falsely doubted, when a finding touches at least two of its quotes (or the only one).
"""

from __future__ import annotations

import csv
import json
import os
import re
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from danvan.proof.reading import Reading
    from danvan.proof.run import Checked

PROJECT = Path(__file__).resolve().parent.parent
Row = dict[str, str]
Place = tuple[int, int, int]


def rows_of(path: Path) -> list[Row]:
    """The rows of a truth file, NFC; none when there is no such file."""
    if not path.is_file():
        return []
    text = unicodedata.normalize("NFC", path.read_text(encoding="utf-8-sig"))
    return list(csv.DictReader(text.splitlines()))


def place_of(lines: Sequence[str], line: int, quote: str, nth: int) -> Place:
    """Where the ``nth`` occurrence of ``quote`` stands; SystemExit when the truth does not fit its own text."""
    start = -1
    for _ in range(nth):
        start = lines[line - 1].find(quote, start + 1)
    if start < 0:
        sys.exit(f"line {line} has no «{quote}»: the truth does not fit its text")
    return line, start, start + len(quote)


def touches(one: Place, other: Place) -> bool:
    """Whether two places share a letter."""
    return one[0] == other[0] and one[1] < other[2] and other[1] < one[2]


def rate(part: int, whole: int) -> float | None:
    """A share with four decimals; None of nothing."""
    return round(part / whole, 4) if whole else None


def figures_score(lines: Sequence[str], rows: Iterable[Row], reading: Reading) -> dict[str, object]:
    """Recall over the required rows, precision over all that was read."""
    left = list(reading.figures)
    missed, required, wrong_unit = [], 0, []
    used: dict[tuple[int, str], int] = {}
    read = len(left)
    for row in rows:
        key = int(row["line"]), row["quote"]
        used[key] = int(row.get("nth") or used.get(key, 0) + 1)
        place = place_of(lines, *key, used[key])
        value, bottom = Decimal(row["value"]), Decimal(row["denominator"]) if row["denominator"] else None
        found = next(
            (
                f
                for f in left
                if touches(place, (f.paragraph, f.start, f.end)) and (f.value, f.denominator) == (value, bottom)
            ),
            None,
        )
        required += row["status"] == "required"
        if found is not None:
            left.remove(found)
            if found.unit.lower() != row["unit"].lower():
                wrong_unit.append(f"{row['id']} {found.unit} | {row['unit']}")
        elif row["status"] == "required":
            missed.append(f"{row['id']} {row['quote']}")
    return {
        "required": required,
        "read": read,
        "recall": rate(required - len(missed), required),
        "precision": rate(read - len(left), read),
        "missed": missed,
        "not_in_truth": [f"{f.paragraph}: {f.quote}" for f in left],
        "units_that_differ": wrong_unit,
    }


def citations_score(rows: Iterable[Row], reading: Reading) -> dict[str, object]:
    """Recall over the required rows, precision over all that was read; how many types and dates agree."""
    left = list(reading.citations)
    missed, differing, required, read = [], [], 0, len(left)
    for row in rows:
        found = next((c for c in left if c.paragraph == int(row["line"]) and c.number == row["number"]), None)
        required += row["status"] == "required"
        if found is not None:
            left.remove(found)
            if (found.type, found.date) != (row["type"], row["date"]):
                differing.append(f"{row['id']} {found.type} {found.date} | {row['type']} {row['date']}")
        elif row["status"] == "required":
            missed.append(f"{row['id']} {row['quote']}")
    return {
        "required": required,
        "read": read,
        "recall": rate(required - len(missed), required),
        "precision": rate(read - len(left), read),
        "missed": missed,
        "not_in_truth": [f"{c.paragraph}: {c.quote}" for c in left],
        "type_or_date_differs": differing,
    }


def footnotes_score(rows: Sequence[Row], reading: Reading) -> dict[str, object]:
    """How many notes stand with their mark and their paragraph."""
    wanted = [(int(row["number"]), int(row["mark_line"]), int(row["note_line"])) for row in rows]
    read = [(note.number, note.mark_paragraph, note.note_paragraph) for note in reading.footnotes]
    return {"notes": len(wanted), "read": len(read), "missed": [one for one in wanted if one not in read]}


def checks_score(lines: Sequence[str], rows: Sequence[Row], checked: Checked) -> dict[str, object]:
    """Which wrong rows were found, which right rows were doubted, and what else was said."""
    places = {row["id"]: _places(lines, row) for row in rows}
    wrong = {row["id"]: row["kind"] for row in rows if row["verdict"] == "wrong"}
    found: set[str] = set()
    alarms, beside = [], []
    for finding in checked.findings:
        said = f"{finding.check}: {finding.message}"
        spots = [(p.paragraph, p.start, p.end) for p in finding.places]
        touched = [row for row in rows if _touched(places[row["id"]], spots)]
        found |= {row["id"] for row in touched} & set(wrong)
        # A number of a wrong sum is also in right rows: who doubts the sum does not doubt those.
        if not touched:
            beside.append(said)
        elif all(row["verdict"] == "right" for row in touched):
            alarms.append(f"{touched[0]['id']} {said}")
    return {
        "wrong": len(wrong),
        "recall": rate(len(found), len(wrong)),
        "false_alarms": alarms,
        "missed": [f"{name} {kind}" for name, kind in wrong.items() if name not in found],
        "beside_the_truth": beside,
    }


def _places(lines: Sequence[str], row: Row) -> set[Place]:
    numbers = [int(number) for number in row["lines"].split(";")]
    return {p for n, q in zip(numbers, row["quotes"].split("|"), strict=False) for p in _anywhere(lines, n, q)}


def _touched(places: set[Place], spots: Sequence[Place]) -> bool:
    hits = {place for place in places if any(touches(place, spot) for spot in spots)}
    return bool(places) and len(hits) >= min(2, len(places))


def broken_score(lines: Sequence[str], figures: Sequence[Row], rows: Sequence[Row]) -> dict[str, object]:
    """Break each right relation in turn (one figure, printed one more): is the broken figure doubted?"""
    from danvan.proof.reader import read_lines
    from danvan.proof.run import check

    used: dict[tuple[int, str], int] = {}
    placed: dict[str, Place] = {}
    for row in figures:
        key = int(row["line"]), row["quote"]
        used[key] = int(row.get("nth") or used.get(key, 0) + 1)
        placed[row["id"]] = place_of(lines, *key, used[key])
    tried, missed = 0, []
    for row in rows:
        names = re.findall(r"F[0-9]+", row["relation"])
        if row["verdict"] != "right" or not names:
            continue
        line, start, end = placed[names[0]]
        quote = re.sub(r"[0-9](?=[^0-9]*$)", lambda m: str((int(m[0]) + 1) % 10), lines[line - 1][start:end], count=1)
        changed = [*lines]
        changed[line - 1] = lines[line - 1][:start] + quote + lines[line - 1][end:]
        findings = check(read_lines("\n".join(changed))).findings
        tried += 1
        if not any(touches((line, start, end), (p.paragraph, p.start, p.end)) for f in findings for p in f.places):
            missed.append(f"{row['id']} {row['kind']} {row['relation']}")
    return {"tried": tried, "recall": rate(tried - len(missed), tried), "missed": missed}


def _anywhere(lines: Sequence[str], line: int, quote: str) -> list[Place]:
    start = lines[line - 1].find(quote)
    return [(line, start, start + len(quote))] if start >= 0 else []


def evaluate(folder: Path) -> dict[str, object]:
    """The scores of every report of the folder and of all together."""
    from danvan.proof.reader import read
    from danvan.proof.run import check

    files: dict[str, dict[str, dict[str, object]]] = {}
    for path in sorted(folder.glob("*.txt")):
        reading = read(path)
        lines = [paragraph.text for paragraph in reading.paragraphs]
        truth = {
            kind: rows_of(path.with_suffix(f".{kind}.csv")) for kind in ("figures", "citations", "footnotes", "checks")
        }
        files[path.stem] = {
            "figures": figures_score(lines, truth["figures"], reading),
            "citations": citations_score(truth["citations"], reading),
            "footnotes": footnotes_score(truth["footnotes"], reading),
            "checks": checks_score(lines, truth["checks"], check(reading)),
            "broken": broken_score(lines, truth["figures"], truth["checks"]),
        }
    return {"folder": folder.name, "files": files, "all": _together(files)}


def _together(files: dict[str, dict[str, dict[str, object]]]) -> dict[str, object]:
    total: dict[str, object] = {}
    for kind in ("figures", "citations"):
        required = sum(int(str(f[kind]["required"])) for f in files.values())
        read = sum(int(str(f[kind]["read"])) for f in files.values())
        missed = sum(len(_listed(f[kind]["missed"])) for f in files.values())
        extra = sum(len(_listed(f[kind]["not_in_truth"])) for f in files.values())
        recall, precision = rate(required - missed, required), rate(read - extra, read)
        f1 = round(2 * recall * precision / (recall + precision), 4) if recall and precision else None
        total[kind] = {"recall": recall, "precision": precision, "f1": f1}
    wrong = sum(int(str(f["checks"]["wrong"])) for f in files.values())
    missed = sum(len(_listed(f["checks"]["missed"])) for f in files.values())
    alarms = sum(len(_listed(f["checks"]["false_alarms"])) for f in files.values())
    total["checks"] = {"recall": rate(wrong - missed, wrong), "false_alarms": alarms}
    tried = sum(int(str(f["broken"]["tried"])) for f in files.values())
    unseen = sum(len(_listed(f["broken"]["missed"])) for f in files.values())
    total["broken"] = {"recall": rate(tried - unseen, tried)}
    return total


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def main(arguments: Sequence[str]) -> int:
    """0 when something was measured. Prints JSON: the samples' scores (where they lie at hand) and the corpus's.

    A folder as the argument: only the samples in it. A number: only so many reports of the corpus.
    """
    from corpus.measure import TEXTS, measure

    # Reading and checking need no database, no home and no catalogue: only a language.
    settings.configure(USE_I18N=False, DANVAN=SimpleNamespace(catalogue=()))
    named = os.environ.get("DANVAN_SAMPLES")
    texts = next((int(one) for one in arguments if one.isdecimal()), None)
    folder = next((Path(one) for one in arguments if not one.isdecimal()), None)
    samples = folder or Path(named or PROJECT.parent / "shared" / "samples")
    said: dict[str, object] = {}
    if texts is None and list(samples.glob("*.figures.csv")):
        said["samples"] = evaluate(samples)
    elif folder is not None:
        print(f"evaluate: there are no samples in {samples}.", file=sys.stderr)
        return 2
    if folder is None:
        said["corpus"] = measure(texts or TEXTS)
    print(json.dumps(said, ensure_ascii=False, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
