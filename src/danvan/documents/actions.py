"""Deeds on documents: loading a register of documents, their relations and reviews from a folder of tables."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from danvan.audit.actions import tell
from danvan.documents.models import SYSTEMS, TOPICS, Document, Relation, Review
from danvan.kit.by import By
from danvan.kit.errors import Refusal, Refusals
from danvan.kit.ref import Ref
from danvan.kit.screening import screen
from danvan.kit.tables import Row, read_table
from danvan.kit.vietnamese.symbols import Symbol, read_symbol, types_on
from danvan.units.queries import unit_by

_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
#: Words that stand where a key does in the address of a page: /documents/reviews.
_TAKEN = ("reviews",)
#: After how many years a document may be reviewed, and for which year a review may be planned.
_YEARS_AFTER, _YEARS_PLANNED = (1, 100), (1945, 2199)


def load_documents(*, by: By, folder: Path) -> int:
    """Make the register say what documents.csv, relations.csv and reviews.csv of ``folder`` say.

    Returns how many rows changed. New rows are added and rows that differ are corrected, each correction with its own
    line in the journal; what the tables do not name stays. All or nothing: raises Refusals that name every faulty file
    and line (unknown issuer or type, impossible date, a symbol that is not of its type or already given, a relation to
    an unknown document, a review of one…).
    """
    faults: list[Refusal] = []
    changed = 0
    with transaction.atomic():
        for name, (columns, put) in _TABLES.items():
            rows, unread = read_table(folder / name, columns)
            faults += unread
            for where, row in rows:
                try:
                    changed += put(row, by)
                except Refusal as fault:
                    faults.append(fault.at(where))
        if faults:
            raise Refusals(faults)
        if changed:
            digest = hashlib.sha256(b"".join((folder / name).read_bytes() for name in _TABLES)).hexdigest()
            ref = Ref("documents", "register", folder.name)
            tell(by=by, deed="load_documents", ref=ref, content={"sha256": digest})
    return changed


def _put_document(row: Row, by: By) -> bool:
    document = _read_document(row)
    kept = Document.objects.filter(pk=document.key).first()
    before, after = (_content(each) if each else {} for each in (kept, document))
    if before == after:
        return False
    _refuse_number_given(document)
    document.save(force_insert=kept is None, force_update=kept is not None)
    if kept is not None:
        fields = sorted(name for name in after if before[name] != after[name])
        content = {"before": _digest(before), "after": _digest(after), "fields": ", ".join(fields)}
        tell(by=by, deed="correct_document", ref=Ref("documents", "document", document.key), content=content)
    return True


def _read_document(row: Row) -> Document:
    if _KEY.fullmatch(row["key"]) is None or row["key"] in _TAKEN:
        raise Refusal(
            _("«%(key)s» cannot be a key."),
            where="key",
            key=row["key"],
            advice=_("Use a-z, digits and -."),
        )
    # A paper without a number is called by its subject.
    for name in ("source",) if row["symbol"] else ("source", "subject"):
        if not row[name].strip():
            raise Refusal(_("It must not be empty."), where=name)
    issued = _day(row["issued"])
    topics = row["topics"].split()
    _among(row["system"], SYSTEMS)
    for topic in topics:
        _among(topic, TOPICS)
    refused = screen({name: row[name] for name in ("subject", "source", "note")})
    if refused:
        raise Refusals(refused)
    symbol = _read_symbol(row, issued)
    year = symbol.year if symbol and symbol.year else issued.year if issued else None
    return Document(
        **{name: row[name] for name in ("key", "system", "type", "symbol", "term", "subject", "source", "note")},
        number=f"{symbol.number:02d}{symbol.suffix}" if symbol else "",
        issuer_id=unit_by(row["issuer"], issued).id,
        issued=issued,
        year=None if row["system"] == "party" else year,
        topics=topics,
    )


def _read_symbol(row: Row, issued: date | None) -> Symbol | None:
    """The symbol in its one spelling, of the row's system and type; None for a paper known only by its title."""
    types = types_on(row["system"], issued)
    _among(row["type"], sorted({sort.name for sort in types}))
    if not row["symbol"]:
        return None
    symbol = read_symbol(row["symbol"], issued or date.max)
    if str(symbol) != row["symbol"]:
        raise Refusal(_("Write the symbol so: %(symbol)s."), where="symbol", symbol=symbol)
    ours = symbol.system == ("party" if row["system"] == "party" else "state")
    if not ours or symbol.type not in {sort.abbreviation for sort in types if sort.name == row["type"]}:
        raise Refusal(
            _("%(symbol)s is no symbol of the type «%(type)s»."), where="symbol", symbol=symbol, type=row["type"]
        )
    return symbol


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Refusal(
            _("«%(text)s» is no day."), where="issued", text=text, advice=_("Write it like 2022-01-14.")
        ) from None


def _among(word: str, known: Iterable[str]) -> None:
    if word not in (words := list(known)):
        near = ", ".join(get_close_matches(word, words, n=3) or words)
        raise Refusal(_("«%(word)s» is not one of: %(known)s."), word=word, known=near)


def _refuse_number_given(document: Document) -> None:
    """Before the database would: by its name, and with what to do."""
    party = document.system == "party"
    if not document.symbol or (not party and document.year is None):
        return
    series = {"type": document.type, "term": document.term} if party else {"year": document.year}
    holders = Document.objects.filter(issuer_id=document.issuer_id, symbol=document.symbol, **series)
    holder = holders.exclude(pk=document.key).filter(system__in=["party"] if party else ["state", "front"]).first()
    if holder is not None:
        raise Refusal(
            _("The number %(symbol)s is already that of «%(key)s»."),
            where="symbol",
            symbol=document.symbol,
            key=holder.key,
            advice=_("A party number is given once a term: say of which term it is.") if party else "",
        )


def _content(document: Document) -> Mapping[str, object]:
    return {field.attname: getattr(document, field.attname) for field in Document._meta.concrete_fields}


def _digest(content: Mapping[str, object]) -> str:
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def _put_relation(row: Row, by: By) -> bool:
    _among(row["sort"], Relation.SORTS)
    _among(row["inferred"], ("yes", "no"))
    for end in ("document", "to"):
        _refuse_unknown(row, end)
    if row["document"] == row["to"]:
        raise Refusal(_("A document has no relation to itself."), where="to")
    inferred = row["inferred"] == "yes"
    relation, made = Relation.objects.get_or_create(
        document_id=row["document"], to_id=row["to"], sort=row["sort"], defaults={"inferred": inferred}
    )
    if made or relation.inferred == inferred:
        return made
    Relation.objects.filter(pk=relation.pk).update(inferred=inferred)
    content = {"fields": "inferred"}
    tell(by=by, deed="correct_relation", ref=Ref("documents", "relation", str(relation.pk)), content=content)
    return True


def _refuse_unknown(row: Row, column: str) -> None:
    if not Document.objects.filter(key=row[column]).exists():
        raise Refusal(_("There is no document «%(key)s»."), where=column, key=row[column])


def _put_review(row: Row, by: By) -> bool:
    _refuse_unknown(row, "document")
    _among(row["sort"], Review.SORTS)
    if not row["source"].strip():
        raise Refusal(_("It must not be empty."), where="source")
    if refused := screen({"source": row["source"]}):
        raise Refusals(refused)
    years = _whole(row, "years", *_YEARS_AFTER)
    said = {"planned": _whole(row, "planned", *_YEARS_PLANNED) if row["planned"] else None, "source": row["source"]}
    review, made = Review.objects.get_or_create(
        document_id=row["document"], sort=row["sort"], years=years, defaults=said
    )
    changed = sorted(name for name, value in said.items() if getattr(review, name) != value)
    if made or not changed:
        return made
    Review.objects.filter(pk=review.pk).update(**said)
    content = {"fields": ", ".join(changed)}
    tell(by=by, deed="correct_review", ref=Ref("documents", "review", str(review.pk)), content=content)
    return True


def _whole(row: Row, column: str, least: int, most: int) -> int:
    text = row[column]
    if not text.isascii() or not text.isdigit() or not least <= int(text) <= most:
        message = _("«%(text)s» is no whole number from %(least)s to %(most)s.")
        raise Refusal(message, where=column, text=text, least=least, most=most)
    return int(text)


_TABLES: Mapping[str, tuple[tuple[str, ...], Callable[[Row, By], bool]]] = {
    "documents.csv": (
        ("key", "system", "type", "symbol", "issuer", "issued", "term", "subject", "topics", "source", "note"),
        _put_document,
    ),
    "relations.csv": (("document", "to", "sort", "inferred"), _put_relation),
    "reviews.csv": (("document", "sort", "years", "planned", "source"), _put_review),
}
