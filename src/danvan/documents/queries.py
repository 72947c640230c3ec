"""Questions about documents: by key, topic, issuer and date; their relations and reviews; how they are cited."""

from __future__ import annotations

from calendar import isleap
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Final

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from danvan.documents.models import Document, Relation, Review
from danvan.kit.errors import Refusal
from danvan.kit.period import Period
from danvan.kit.vietnamese.search import search_key
from danvan.kit.vietnamese.writing import write_date
from danvan.units.models import UnitVersion

#: Types whose papers are called by a name that needs no quotation marks: Luật Doanh nghiệp.
_BY_NAME: Final = ("Luật", "Pháp lệnh", "Tiêu chuẩn quốc gia")


@dataclass(frozen=True, slots=True)
class DocumentView:
    """One document: ``symbol`` as printed («98-KH/HU», "" when it has no number), ``issuer`` its name when issued.

    ``issued`` is None when the source gives no day and none is known for certain.
    """

    key: str
    system: str
    type: str
    symbol: str
    issuer: str
    issuer_id: str
    issued: date | None
    term: str
    subject: str
    topics: tuple[str, ...]
    source: str
    note: str


def document_by(key: str) -> DocumentView:
    """The document of that key. Raises Refusal, with the nearest keys, when there is none."""
    found = _views(Document.objects.filter(key=key))
    if found:
        return found[0]
    near = ", ".join(get_close_matches(key, Document.objects.values_list("key", flat=True), n=3)) or "…"
    raise Refusal(_("There is no document «%(key)s»."), advice=_("Did you mean: %(near)s?"), key=key, near=near)


def documents_by(keys: list[str]) -> dict[str, DocumentView]:
    """Several documents by key; keys that nobody has are left out."""
    return {view.key: view for view in _views(Document.objects.filter(key__in=keys))}


def find(
    *,
    topic: str | None = None,
    issuer: str | None = None,
    type: str | None = None,
    issued: Period | None = None,
    text: str = "",
) -> list[DocumentView]:
    """Documents in the order of their dates (undated last), narrowed by what is given; ``text`` ignores accents.

    Of an undated document nobody can say that it was issued in a period: ``issued`` leaves all of them out.
    """
    rows = Document.objects.all()
    if issuer is not None:
        rows = rows.filter(issuer_id=issuer)
    if type is not None:
        rows = rows.filter(type=type)
    if issued is not None:
        rows = rows.filter(issued__range=(issued.start, issued.end))
    wanted = search_key(text)
    return [
        view
        for view in _views(rows)
        if (topic is None or topic in view.topics)
        and wanted in search_key(f"{view.type} {view.symbol} {view.subject} {view.issuer}")
    ]


def _views(rows: QuerySet[Document]) -> list[DocumentView]:
    documents = sorted(rows, key=lambda row: (row.issued is None, row.issued or date.min, row.key))
    names: dict[str, list[UnitVersion]] = {}
    for version in UnitVersion.objects.filter(unit_id__in={d.issuer_id for d in documents}).order_by("valid_from"):
        names.setdefault(version.unit_id, []).append(version)
    return [_view(document, names[document.issuer_id]) for document in documents]


def _view(row: Document, versions: list[UnitVersion]) -> DocumentView:
    day = row.issued or date.max
    issuer = next((v for v in reversed(versions) if v.valid_from <= day), versions[0])
    return DocumentView(
        key=row.key,
        system=row.system,
        type=row.type,
        symbol=row.symbol,
        issuer=issuer.short,
        issuer_id=row.issuer_id,
        issued=row.issued,
        term=row.term,
        subject=row.subject,
        topics=tuple(row.topics),
        source=row.source,
        note=row.note,
    )


def relations(key: str) -> list[tuple[str, DocumentView]]:
    """(sort, document) for each paper that this one carries out, continues, was issued with or replaces."""
    rows = list(Relation.objects.filter(document_id=key).values_list("sort", "to_id"))
    views = documents_by([to for _sort, to in rows])
    return [(sort, views[to]) for sort, to in rows]


def related(key: str) -> list[tuple[str, DocumentView]]:
    """(sort, document) for each paper that carries out, continues, was issued with or replaces this one."""
    rows = list(Relation.objects.filter(to_id=key).values_list("sort", "document_id"))
    views = documents_by([document for _sort, document in rows])
    return [(sort, views[document]) for sort, document in rows]


@dataclass(frozen=True, slots=True)
class ReviewView:
    """One review of ``document``: ``sort`` first or final, ``years`` after its date, hence ``due``, None when undated.

    ``planned`` is the year in which ``source`` wants it held, None when it names none.
    """

    document: DocumentView
    sort: str
    years: int
    due: date | None
    planned: int | None
    source: str

    @property
    def elsewhere(self) -> bool:
        """Whether it falls due in another year than the one in which the source wants it held."""
        return self.due is not None and self.planned not in (None, self.due.year)


def reviews(*, document: str | None = None) -> list[ReviewView]:
    """The reviews of all documents, or of the one with that key, in the order of their days; those without one last."""
    rows = list(Review.objects.all() if document is None else Review.objects.filter(document_id=document))
    views = documents_by([row.document_id for row in rows])
    found = [
        ReviewView(
            document=view,
            sort=row.sort,
            years=row.years,
            due=due_after(view.issued, row.years) if view.issued else None,
            planned=row.planned,
            source=row.source,
        )
        for row in rows
        for view in [views[row.document_id]]
    ]
    return sorted(found, key=lambda each: (each.due is None, each.due or date.min, each.document.key, each.years))


def reviews_due(period: Period, *, sort: str | None = None) -> list[ReviewView]:
    """The reviews, all or those of one ``sort``, whose day lies in ``period``, in the order of their days.

    A review of an undated document has no day and is in no period: ``reviews_not_computable`` lists those.
    """
    return [each for each in reviews() if each.due and period.holds(each.due, each.due) and sort in (None, each.sort)]


def reviews_not_computable() -> list[ReviewView]:
    """The reviews whose day cannot be told, since their document has no date; none is guessed."""
    return [each for each in reviews() if each.due is None]


def due_after(day: date, years: int) -> date:
    """The same day ``years`` later; of 29 February, in a year that has none, the last day of that month.

    So a term of months ends by the Civil Code of 2015, article 148.3; for terms of years it says no more.
    """
    year = day.year + years
    return (
        day.replace(year=year, day=28)
        if (day.month, day.day) == (2, 29) and not isleap(year)
        else day.replace(year=year)
    )


def cite(document: DocumentView, *, first: bool = True, by: bool = True) -> str:
    """The citation in the party's way, without the subject (HD 36-HD/VPTW, and HD 05-HD/VPTW since).

    In full at first: «Kế hoạch số 98-KH/HU, ngày 14/01/2022 của Ban Thường vụ Huyện ủy»; later short: «Kế hoạch
    98-KH/HU». A paper without a number is called by type and subject, in quotation marks where the subject is a title
    (Đề án “Tiếp tục…”, but Kế hoạch thanh tra năm 2022 and Luật Doanh nghiệp). ``by`` False leaves the issuer out,
    where the sentence has just named it.
    """
    if not document.symbol:
        title = document.subject[:1].isupper() and document.type not in _BY_NAME
        return f"{document.type} “{document.subject}”" if title else f"{document.type} {document.subject}"
    if not first:
        return f"{document.type} {document.symbol}"
    day = f", ngày {write_date(document.issued)}" if document.issued else ""
    term = f" (khóa {document.term})" if document.term else ""
    issuer = f" của {document.issuer}{term}" if by else ""
    return f"{document.type} số {document.symbol}{day}{issuer}"
