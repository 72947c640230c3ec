"""Citations: documents named by type and number, with their date, issuer, term and subject as printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from danvan.proof.reading import Citation, Paragraph
from danvan.proof.statements.dates import dates
from danvan.proof.statements.doctypes import SMALL, TYPE_APART, TYPE_BEFORE, type_coded, type_named
from danvan.proof.statements.issuers import Around, around

_BODY = rf"(?:QH\s?[0-9]{{1,2}}|[A-ZĐ][A-Za-zĐđÀ-ỹ&]*[0-9]*(?:\.[A-ZĐ]{{1,6}}(?![{SMALL}]))?)"
_SYMBOL = re.compile(
    r"(?<![\w/.-])(?P<number>[0-9]{1,5}[a-zđ]?(?:\s?\([0-9]+\))?(?:\s?/\s?[0-9]{4})?\s?"
    rf"(?:[-/]\s?{_BODY}|(?<=\s)[A-ZĐ]{{2,3}}/{_BODY}|(?:NQ|QĐ|KH|HD|CT|TB|BC|CV|KL|TTr|CTr|QC)/{_BODY})(?:\s?[-/]\s?{_BODY})*)(?![\w/])"
)
#: Numbers without a code: Quyết định 49, Thông tư số 05/2015.
_PLAIN = re.compile(
    r"(?<![\w.,/-])(?P<number>[0-9]{1,5}[a-zđ]?(?:/(?:19|20)[0-9]{2})?)(?![\w%/]|[.,][0-9]|\s?[-/]\s?[0-9A-ZĐ])"
)
#: The last words of types; a plain number after any other word is none.
_LAST = (
    "số",
    "số:",
    "quyết",
    "định",
    "tư",
    "thị",
    "luận",
    "hoạch",
    "dẫn",
    "văn",
    "điện",
    "án",
    "tri",
    "lệnh",
    "tịch",
    "động",
)
#: A quick look at what most paragraphs lack.
_QUICK = re.compile(r"[0-9][a-zđ)]?\s?[-–—‐‑‒−/]\s?[A-ZĐÐ]|[0-9]\s?[A-ZĐÐ]{2,3}/")
_DIGITS = re.compile(r"[0-9]+")
#: Nouns in whatever letters; the others are verbs too ("thông báo 19 người") and count only with a capital.
_ALWAYS = frozenset(("Nghị quyết", "Nghị định", "Thông tư", "Thông tư liên tịch", "Chỉ thị", "Pháp lệnh"))
_CAPITAL = frozenset(
    (
        "Quyết định",
        "Quy định",
        "Kết luận",
        "Kế hoạch",
        "Hướng dẫn",
        "Công văn",
        "Công điện",
        "Đề án",
        "Thông tri",
        "Chương trình hành động",
    )
)
#: What may follow a plain number; a noun behind it would make it a count.
_FOLLOWS = re.compile(
    r"\s*(?:$|[.;:,()…”\"’\]¹²³⁰⁴-⁹]|(?:ngày|của|về|và|cho|tại|đến|trên|nêu|nói|theo|được|đã|là|để|với|do|thì|mà"
    r"|quy định|ban hành|phê duyệt|điều chỉnh|sửa đổi|bổ sung|thay thế|hướng dẫn|thành lập|giao|khóa|khoá"
    r"|năm\s+(?:19|20)[0-9]{2}|tháng\s+[0-9]{1,2}/[0-9]{4})(?!\w))"
)
_COUNTED = re.compile(r"\s*(?:nội dung|kỳ|lần|vấn đề|điểm|chỉ tiêu|nhiệm vụ|năm|tháng|khóa|văn bản|bản|cuộc)(?!\w)")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_MORE = re.compile(r"\s*(?:,|và)\s*(?P<number>[0-9]{1,5})(?![\w%/]|[.,][0-9])(?=\s*(?:,|;|\.|\)|$|của|và|ngày|về))")
_OWN_NUMBER = re.compile(r"[\s*_|]*(?:Số|SỐ)\s*:?\s*[0-9]{0,5}\s*[-/]")
#: What stands between two numbers of one list: "12-KH/HU, 15-KH/HU và 20-KH/HU"; dates between do not part them.
_LISTED = re.compile(r"\s*[,;]?\s*(?:và|,)?\s*(?:(?i:số)\s*:?\s*)?")
#: What joins a document to the one that it carries out, changes or issues.
_CARRIES = re.compile(
    r"(?<!\w)(?i:về|để|nhằm|thực hiện|triển khai|quán triệt|sơ kết|tổng kết|hướng dẫn|sửa đổi|bổ sung"
    r"|thi hành|phê duyệt|ban hành|quy định|cụ thể hóa|cụ thể hoá|thay thế|đẩy mạnh|tuyên truyền|việc|công bố"
    r"|kiểm tra|giám sát|điều chỉnh)(?!\w)"
)
#: "… được sửa đổi tại Nghị định số …": the later one changes the former.
_CHANGED = re.compile(r"(?<!\w)(?:được|bị)\s+(?:sửa đổi|bổ sung|thay thế|bãi bỏ)|(?:tại|bởi|bằng)\s+(?:các\s+)?$")
_BREAK = re.compile(r";|[.!?]\s|(?:[,(]|(?<!\w)và)\s*$")
#: How long what is told between the two may be.
_FAR = 160
_DASHES: Final = str.maketrans("–—‐‑‒−Ð", "------Đ")


@dataclass(frozen=True, slots=True)
class _Place:
    """A document's number before anything around it is read; ``start`` is where its type begins."""

    start: int
    at: int
    end: int
    type: str
    number: str
    listed: bool


def citations(paragraphs: Sequence[Paragraph]) -> tuple[Citation, ...]:
    """Every document cited by a number, in order; the report's own number line is none."""
    found: list[Citation] = []
    for paragraph in paragraphs:
        if not _OWN_NUMBER.match(paragraph.text):
            cited = list(cited_in(paragraph))
            found += _nested(paragraph.text, cited, len(found))
    return tuple(_tied(found))


def cited_in(paragraph: Paragraph) -> Iterator[Citation]:
    """The citations of one paragraph; a number that follows another one's type in a list takes its own code's."""
    if not _may_cite(paragraph.text):
        return
    text = paragraph.text.translate(_DASHES)
    places = _places(text)
    if not places:
        return
    printed = tuple(dates(paragraph.text))
    read = [
        around(text, place.start, place.end, places[i + 1].start if i + 1 < len(places) else len(text), printed)
        for i, place in enumerate(places)
    ]
    for place, told in zip(places, _shared(places, read), strict=True):
        quote = paragraph.text[place.start : place.end]
        yield Citation(
            quote,
            place.start,
            place.end,
            paragraph.n,
            place.type,
            place.number,
            told.day,
            told.issuer,
            told.subject,
            told.term,
        )


def _may_cite(text: str) -> bool:
    return _QUICK.search(text) is not None or any(_named(text, m.start()) for m in _DIGITS.finditer(text))


def _named(text: str, start: int) -> bool:
    """Whether a number stands behind the last word of a type's name."""
    return text[max(0, start - 12) : start].rstrip(" \u00a0:").lower().endswith(_LAST)


def _places(text: str) -> list[_Place]:
    places: list[_Place] = []
    symbols = list(_SYMBOL.finditer(text))
    taken = {i for match in symbols for i in range(*match.span())}
    found = [(m, True) for m in symbols] + [(m, False) for m in _PLAIN.finditer(text) if m.start() not in taken]
    found.sort(key=lambda pair: pair[0].start())
    for match, coded in found:
        place = _coded(text, match, places) if coded else _plain(text, match, places)
        if place is not None:
            places.append(place)
    return places


def _coded(text: str, match: re.Match[str], before: Sequence[_Place]) -> _Place | None:
    number = re.sub(r"\s+", "", match["number"])
    start, end = match.span()
    left = max(before[-1].end if before else 0, start - 120)
    typed = TYPE_BEFORE.search(text, left, start)
    if typed is not None:
        return _Place(typed.start(), start, end, type_named(typed["type"]) or type_coded(number), number, listed=False)
    own = type_coded(number)
    listed = bool(before) and _LISTED.fullmatch(_without_dates(text, before[-1].end, start)) is not None
    apart = TYPE_APART.search(text, left, start)
    if apart is not None and (not own or own in ("Luật", type_named(apart["type"]))):
        return _Place(apart.start(), start, end, type_named(apart["type"]), number, listed=False)
    name = own or (before[-1].type if listed else "")
    return _Place(start, start, end, name, number, listed) if name else None


def _without_dates(text: str, start: int, end: int) -> str:
    return re.sub(r",?\s*ngày\s+[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{4}", "", text[start:end])


def _plain(text: str, match: re.Match[str], before: Sequence[_Place]) -> _Place | None:
    start, end = match.span()
    if not _named(text, start):
        if before and "/" not in before[-1].number and _MORE.match(text, before[-1].end, end + 12):
            more = _MORE.match(text, before[-1].end)
            if more and more.start("number") == start:
                return _Place(start, start, end, before[-1].type, more["number"], listed=True)
        return None
    typed = TYPE_BEFORE.search(text, max(before[-1].end if before else 0, start - 45), start)
    name = type_named(typed["type"]) if typed else ""
    if typed is None or not name:
        return None
    if typed["no"]:
        if name in ("Phương án", "Chương trình", "Đề án") and not _FOLLOWS.match(text, end):
            return None
        return _Place(typed.start(), start, end, name, match["number"], listed=False)
    capital = typed["type"][:1].isupper()
    sure = name in _ALWAYS or (name in _CAPITAL and capital) or (name == "Đề án" and end - start > 1)
    if not sure or _YEAR.fullmatch(match["number"]):
        return None
    if not _FOLLOWS.match(text, end) and (name not in _ALWAYS or not capital or _COUNTED.match(text, end)):
        return None
    return _Place(typed.start(), start, end, name, match["number"], listed=False)


def _shared(places: Sequence[_Place], read: list[Around]) -> list[Around]:
    """Numbers of one list share what is printed once: the issuer before the first or behind the last."""
    for i in range(1, len(places)):
        if places[i].listed and not read[i].issuer and read[i - 1].before:
            read[i] = replace(read[i], issuer=read[i - 1].issuer, before=True)
    for i in range(len(places) - 1, 0, -1):
        if places[i].listed and not read[i - 1].issuer and not read[i].before:
            read[i - 1] = replace(read[i - 1], issuer=read[i].issuer)
    return read


def _nested(text: str, cited: Sequence[Citation], offset: int) -> Iterator[Citation]:
    for i, citation in enumerate(cited):
        outer = cited[i - 1] if i else None
        inside = None
        if outer is not None:
            gap = text[outer.end : citation.start]
            carries = _CARRIES.search(gap) if len(gap) < 2 * _FAR and not _CHANGED.search(gap) else None
            if (
                carries
                and len(gap) - carries.start() < _FAR
                and not _BREAK.search(gap, carries.end())
                and not re.search(r";|\.\s", gap[: carries.start()])
            ):
                inside = offset + i - 1
        yield replace(citation, inside=inside)


def _tied(found: Sequence[Citation]) -> Iterator[Citation]:
    """Ties each number printed alone to the first full citation of that type and number."""
    full: dict[tuple[str, str], list[int]] = {}
    for i, citation in enumerate(found):
        short = not re.search(r"[-/]", citation.number)
        digits = re.match(r"[0-9]+[a-zđ]?", citation.number)
        key = citation.type, (digits[0] if digits else "").lstrip("0")
        if not short:
            if citation.number not in {found[j].number for j in full.get(key, ())}:
                full.setdefault(key, []).append(i)
            yield citation
            continue
        firsts = full.get(key, [])
        yield replace(citation, first=firsts[0]) if len(firsts) == 1 else citation
