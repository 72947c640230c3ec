"""The words on screen: extract what is marked, merge it into each room's catalogue, compile, and tell what lacks.

python tools/words.py [ROOM…]    extract, merge and compile every room's locale/vi (or only those named)
python tools/words.py --check    change nothing; exit 1 when a marked sentence has no Vietnamese
python tools/words.py --compile  compile only
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "danvan"
#: Where a function's sentences stand among its arguments; (1, "c") is a context and no sentence.
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...]] = {
    "_": (1,),
    "gettext": (1,),
    "gettext_lazy": (1,),
    "gettext_noop": (1,),
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
}


def extracted(room: Path) -> Catalog:
    """Every marked sentence of the room's code and templates, with the files that say it."""
    catalog = _new_catalog()
    for path, source in _sources(room):
        # Babel declares what it is given, not what it gives: a function's name, its arguments, the comments before it.
        found: Iterator[Any] = extract_python(BytesIO(source), {**KEYWORDS}, ["Translators:"], {})
        for _line, function, message, comments in found:
            parts = list(message) if isinstance(message, tuple) else [message]
            places = KEYWORDS[function]
            context = parts[0] if isinstance(places[0], tuple) else None
            words = [parts[place - 1] for place in places if isinstance(place, int)]
            if words[0]:
                catalog.add(
                    tuple(words) if len(words) > 1 else words[0],
                    locations=[(path.relative_to(PACKAGE).as_posix(), None)],  # type: ignore[list-item]
                    context=context,
                    auto_comments=comments,
                )
    return catalog


def _new_catalog() -> Catalog:
    # Fixed dates and no names: a catalogue changes only when its words do.
    day = datetime(2026, 1, 1, tzinfo=UTC)
    return Catalog(locale="vi", project="danvan", header_comment="#", creation_date=day, revision_date=day, fuzzy=False)


def _sources(room: Path) -> Iterator[tuple[Path, bytes]]:
    for path in sorted(room.rglob("*.py")):
        if not {"tests", "migrations"} & set(path.parts):
            yield path, path.read_bytes()
    for path in sorted(room.glob("templates/**/*.html")):
        yield path, templatize(path.read_text(encoding="utf-8"), origin=str(path)).encode()


def rooms(names: Sequence[str] = ()) -> list[Path]:
    """The folders of the package that are rooms; with names, only those."""
    return sorted(p.parent for p in PACKAGE.glob("*/__init__.py") if not names or p.parent.name in names)


def catalogue_of(room: Path) -> Path:
    """Where the room keeps its Vietnamese."""
    return room / "locale" / "vi" / "LC_MESSAGES" / "django.po"


def compile_words() -> None:
    """Write the .mo beside every .po."""
    for room in rooms():
        path = catalogue_of(room)
        if path.exists():
            with path.open("rb") as stream:
                catalog = read_po(stream, locale="vi")
            with path.with_suffix(".mo").open("wb") as stream:
                write_mo(stream, catalog)


def merged(room: Path) -> Catalog:
    """The room's catalogue as it should be: every marked sentence, with the Vietnamese that is already there."""
    path = catalogue_of(room)
    old = _new_catalog()
    if path.exists():
        with path.open("rb") as stream:
            old = read_po(stream, locale="vi")
    old.update(extracted(room), no_fuzzy_matching=True, update_creation_date=False)
    old.obsolete.clear()
    return old


def lacking(catalog: Catalog) -> list[str]:
    """The sentences that have no Vietnamese yet."""
    return [str(m.id) for m in catalog if m.id and not (all(m.string) if isinstance(m.string, tuple) else m.string)]


def main(argv: list[str]) -> int:
    if "--compile" in argv:
        compile_words()
        return 0
    missing = 0
    for room in rooms([word for word in argv if not word.startswith("--")]):
        catalog = merged(room)
        if not len(catalog):
            continue
        for sentence in lacking(catalog):
            missing += 1
            print(f"{room.name}: no Vietnamese for «{sentence}»")
        if "--check" not in argv:
            path = catalogue_of(room)
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("wb") as stream:
                write_po(stream, catalog, width=100, sort_by_file=True, omit_header=False, ignore_obsolete=True)
    if "--check" not in argv:
        compile_words()
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
