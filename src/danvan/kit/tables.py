"""Tables that people keep: CSV in UTF-8 with a head, read row by row with the place of each; all faults are told."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from danvan.kit.errors import Refusal

Row = Mapping[str, str]


def read_table(path: Path, columns: Sequence[str]) -> tuple[list[tuple[str, Row]], list[Refusal]]:
    """The rows with their places («documents.csv:7»), and the faults: no file, not UTF-8, no column, uneven rows."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError:
        return [], [Refusal(_("There is no such table."), where=path.name)]
    except UnicodeDecodeError:
        return [], [Refusal(_("The table is not written in UTF-8."), where=path.name)]
    reader = csv.DictReader(io.StringIO(text, newline=""))
    lacking = ", ".join(column for column in columns if column not in (reader.fieldnames or ()))
    if lacking:
        return [], [Refusal(_("The table lacks the columns: %(names)s."), where=f"{path.name}:1", names=lacking)]
    rows: list[tuple[str, Row]] = []
    faults: list[Refusal] = []
    for row in reader:
        where = f"{path.name}:{reader.line_num}"
        if None in row or None in row.values():
            faults.append(Refusal(_("The row has more or fewer fields than the table's head."), where=where))
        else:
            rows.append((where, row))
    return rows, faults
