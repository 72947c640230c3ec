"""A number and the names that it introduces must be as many: "04 xã: A, B, C và D"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from danvan.kit.words import Words
from danvan.proof.check import Case, Check, Finding, Severity, bare, span_of
from danvan.proof.reading import Figure, Paragraph, Reading, Span
from danvan.proof.relations.clauses import addable, by_paragraph, closing, measure, spoken
from danvan.proof.relations.names import UPPER

#: Only what is called by a name of its own can be counted by its names.
_NAMED = re.compile(
    r"(?i)^(?:xã|thị trấn|phường|thôn|bản|ấp|khóm|khu phố|tổ dân phố|buôn|làng|huyện|quận|thị xã|thành phố|tỉnh|dân tộc"
    r"|tôn giáo|núi|tiêu chí|đơn vị|cơ quan|địa phương|trường|tổ chức hội|hội|hệ phái|chi hội|chi bộ|đảng bộ|hợp tác xã"
    r"|doanh nghiệp|công ty|sở|ngành|ban|phòng|cầu|suối|sông|chùa|giáo xứ)\b"
)
#: What is called by common words: "03 tiêu chí: thái độ phục vụ, mức phí, thời gian chờ".
_MATTERS = re.compile(
    r"(?i)^(?:tiêu chí|nội dung|nhiệm vụ|lĩnh vực|giải pháp|nhóm|chỉ tiêu|khâu|bước|hình thức|mục tiêu|nguyên tắc"
    r"|yêu cầu|hành vi|loại|mặt|vấn đề|yếu tố|chuyên đề|phong trào|cuộc vận động)\b"
)
_INTRODUCES = re.compile(
    rf"(?:(?:[^;:.()0-9]|(?<=\w)[0-9]){{0,60}}?(?P<bracket>\()|[^;:.()]{{0,60}}?(?::|(?<!\w)(?:là|gồm)(?!\w):?)|(?=\s[{UPPER}]))"
    r"\s*(?:(?:bao\s)?gồm:?\s)?(?:các\s)?"
)
_COLON = re.compile(r"[^;:.()0-9,]{0,40}:\s*")
#: Such words open a list of examples, not a whole one.
_EXAMPLES = re.compile(
    r"(?:như|nhất là|chủ yếu là|điển hình là|đặc biệt là|tiêu biểu là|trong đó|trong đó có|từ|gồm cả|kể cả):?\s*$"
)
_OPEN_ENDED = re.compile(r"\.\.|…|v\.v|(?<!\w)(?:khác|một số|vân vân)(?!\w)")
_NAME = re.compile(
    rf"(?:(?:xã|thị trấn|phường|bản|thôn|và|huyện)\s)?[{UPPER}](?:[^\W\d_]|['’])*(?:\s(?:[^\W\d_]|['’])+){{0,7}}"
)
#: The last name of a list within a sentence that goes on: "A, B và C làm điểm về …".
_LAST = re.compile(
    rf"(?P<names>(?:xã\s|thị trấn\s|phường\s)?[{UPPER}][^\W\d_]*(?:\s[{UPPER}][^\W\d_]*)*"
    rf"(?:\svà\s(?:xã\s|thị trấn\s|phường\s)?[{UPPER}][^\W\d_]*(?:\s[{UPPER}][^\W\d_]*)*)?)(?=\s(?!và\s)[a-zđà-ỹ(])"
)
_CAPITAL = re.compile(rf"[{UPPER}]")
_MATTER = re.compile(r"(?:và\s)?[^\W\d_]+(?:\s[^\W\d_]+){1,7}")
_SAYS = re.compile(r"(?<!\w)(?:có|đã|được|đạt|tham gia|nhằm)(?!\w)")
_PLACE = re.compile(r"(?i)^(?:xã|thị trấn|phường|thôn|bản|ấp|khóm|buôn|làng|huyện|tỉnh)\b")
#: "02 xã Khe Lớn và Nà Đông, huyện Bình Long": where they lie, no further names.
_WHERE = re.compile(rf"(?:huyện|quận|tỉnh|thành phố|thị xã)\s[{UPPER}]|TP(?!\w)")
_TWO = re.compile(rf"\svà\s(?:(?:xã|thị trấn|phường|thôn|bản|huyện)\s)?[{UPPER}]")
_NUMBERED = re.compile(rf"(?:xã\s|thị trấn\s|bản\s|và\s)?[{UPPER}][^\d:]{{1,40}}?(?:\scó|:|\slà)?\s[0-9][^,;]*")
#: What is left over in a list of names: "tôn giáo khác 11 người".
_REST = re.compile(r"(?:[^\W\d_]+\s){0,3}(?:khác|không|còn lại)(?!\w)[^,;]*")
_END = re.compile(r"[.;)](?!\w)|$")
#: What goes on in the sentence behind the last name.
_CLAUSE = re.compile(r"[,;]\s(?=(?:với|có|chiếm|thu hút|được|đã|đạt|để|nhằm|mỗi|trong đó|qua đó)\s)")
_MOST = 30
_FEWEST = 2
#: A list that is longer or shorter by more than this is a list of something else.
_NEAR = 2
#: A name of one list with a verb in it is a sentence that goes on, not a name.
_VERB = re.compile(
    r"(?<!\w)(?:có|là|được|đã|đạt|với|tổ chức|tham gia|do|để|tại|trong|trên|theo|về|của|cho|từ|khi|nhằm|thuộc"
    r"|thực hiện)(?!\w)"
)


class Listed(NamedTuple):
    """Where the members of a list stand, and how many they are at least and at most ("A và B" may be one name)."""

    start: int
    end: int
    fewest: int
    most: int


def run(case: Case) -> Iterator[Finding]:
    """Lists of names, to the end of their sentence or bracket, that are more or fewer than their number says."""
    for text, figures in by_paragraph(case.reading):
        for figure in figures:
            if not (addable(figure) and _FEWEST <= figure.value <= _MOST):
                continue
            listed = _names(text, figure)
            severity: Severity = "error" if listed else "doubt"
            listed = listed or _matters(text, figure) or _names_with_numbers(text, figure)
            if listed is not None and _off(figure, listed):
                place = span_of(case.reading, figure.paragraph, listed.start, listed.end)
                yield _finding(figure, place, listed.most, severity)
    yield from _points(case.reading)


def _off(figure: Figure, listed: Listed) -> bool:
    """Whether the number is near that of the list, and not it."""
    return listed.fewest - _NEAR <= figure.value <= listed.most + _NEAR and not (
        listed.fewest <= figure.value <= listed.most
    )


def _points(reading: Reading) -> Iterator[Finding]:
    """A paragraph that ends in ":" with one number, and the points of the list below it."""
    for paragraph in reading.paragraphs:
        if not paragraph.text.rstrip().endswith(":"):
            continue
        figures = [figure for figure in reading.figures_of(paragraph.n) if addable(figure)]
        if len(figures) != 1 or measure(figures[0].unit) != "count":
            continue
        points = _list_below(reading, paragraph)
        off = abs(figures[0].value - len(points))
        if len(points) >= _FEWEST and _FEWEST <= figures[0].value <= _MOST and 0 < off <= _NEAR:
            last = span_of(reading, points[-1].n, 0, len(points[-1].text))
            yield _finding(figures[0], last, len(points), "doubt")


def _list_below(reading: Reading, paragraph: Paragraph) -> list[Paragraph]:
    """The points of the first one's depth that follow right below a paragraph, without those below them."""
    points: list[Paragraph] = []
    for below in reading.paragraphs[paragraph.n :]:
        if below.role != "list" or (points and below.level < points[0].level):
            break
        if not points or below.level == points[0].level:
            points.append(below)
    return points


def _names(text: str, figure: Figure) -> Listed | None:
    """The names behind a number, a colon, "gồm" or in brackets; None where no list of names alone stands there."""
    opening = _INTRODUCES.match(text, figure.end) if _NAMED.match(figure.unit) else None
    if opening is None or _EXAMPLES.search(text, figure.end, opening.end()):
        return None
    start = opening.end()
    if opening["bracket"]:
        end = closing(text, opening.start("bracket"))
    else:
        stop = _END.search(text, start)
        end = stop.start() if stop else len(text)
    if _OPEN_ENDED.search(text[start : end + 4]):
        return None
    end = _without_clause(text, start, end)
    pieces = [piece.strip() for piece in re.split(r"[,;]", text[start:end])]
    while len(pieces) > 1 and _PLACE.match(figure.unit) and _WHERE.match(pieces[-1]):
        end = text.rindex(pieces.pop(), start, end)
    end, pieces = _without_the_rest(figure, pieces, text, start, end)
    goes_on = _LAST.match(pieces[-1]) if len(pieces) > 1 and " và " in pieces[-1] else None
    if goes_on is not None and _PLACE.match(figure.unit) and goes_on.end() < len(pieces[-1]):
        end, pieces[-1] = text.rindex(pieces[-1], start, end) + goes_on.end(), goes_on["names"]
    numbers = all(re.fullmatch(r"[0-9]{1,2}", piece) for piece in pieces)
    names = all(_NAME.fullmatch(piece) and not _VERB.search(piece) for piece in pieces)
    if len(pieces) < _FEWEST or not (names or (numbers and figure.unit.startswith("tiêu chí"))):
        return None
    most = len(pieces) + sum(piece.count(" và ") for piece in pieces)
    # Two places are never one; "Phòng Văn hóa và Thông tin" is.
    sure = bool(_PLACE.match(figure.unit)) and _TWO.search(pieces[-1]) is not None
    return Listed(start, end, len(pieces) + sure, most)


def _without_clause(text: str, start: int, end: int) -> int:
    """Where a list ends whose sentence goes on behind a comma (", với 640 người dự"); no name may stand behind it."""
    clause = _CLAUSE.search(text, start, end)
    if clause is None or any(_NAME.fullmatch(piece.strip()) for piece in re.split(r"[,;]", text[clause.end() : end])):
        return end
    return clause.start()


def _without_the_rest(figure: Figure, pieces: list[str], text: str, start: int, end: int) -> tuple[int, list[str]]:
    """The pieces to the last name, where a sentence goes on behind it with commas: "A, B và C làm điểm về …, …"."""
    last = next((at for at, piece in enumerate(pieces[:-1]) if " và " in piece), 0)
    goes_on = _LAST.match(pieces[last]) if last and _PLACE.match(figure.unit) else None
    if goes_on is None or goes_on.end() == len(pieces[last]) or any(_CAPITAL.search(p) for p in pieces[last + 1 :]):
        return end, pieces
    return text.index(pieces[last], start, end) + len(pieces[last]), pieces[: last + 1]


def _matters(text: str, figure: Figure) -> Listed | None:
    """Common words behind a colon, to the sentence's end; a comma within one of them ("phòng, chống") spoils it."""
    opening = _COLON.match(text, figure.end)
    if opening is None:
        return None
    start, stop = opening.end(), re.compile(r"[.](?!\w)|$").search(text, opening.end())
    end = stop.start() if stop else len(text)
    if not _MATTERS.match(figure.unit):
        return _named_again(text, figure, start, end)
    inside = text[start:end]
    if _OPEN_ENDED.search(text[start : end + 4]) or re.search(r"[0-9():]", inside):
        return None
    pieces = [piece.strip() for piece in re.split(r";" if ";" in inside else r",", inside)]
    whole = all(_MATTER.fullmatch(piece) or ";" in inside for piece in pieces)
    if len(pieces) < _FEWEST or not whole or any(_SAYS.search(piece) and ";" not in inside for piece in pieces):
        return None
    return Listed(start, end, len(pieces), len(pieces) + sum(piece.count(" và ") for piece in pieces[-1:]))


def _named_again(text: str, figure: Figure, start: int, end: int) -> Listed | None:
    """ "3 vụ: vụ xuân, vụ hè thu và vụ mùa": each member begins with the noun that is counted."""
    noun = figure.unit.split(" ")[0].lower() if figure.unit else ""
    members = [member.strip() for member in re.split(r"[,;]\s|\svà\s(?=\w+\s)", text[start:end])]
    alike = bool(noun) and all(re.match(rf"(?i)(?:và\s)?{re.escape(noun)}\s[^\W\d_]", member) for member in members)
    if (
        not alike
        or len(members) < _FEWEST
        or re.search(r"[0-9():]", text[start:end])
        or _OPEN_ENDED.search(text[start : end + 4])
    ):
        return None
    return Listed(start, end, len(members), len(members))


def _names_with_numbers(text: str, figure: Figure) -> Listed | None:
    """ "05 tôn giáo: Phật giáo 62 người, Cao Đài 40 người, không tôn giáo 3": each name with a number of its own."""
    opening = _COLON.match(text, figure.end) if _NAMED.match(figure.unit) else None
    if opening is None:
        return None
    start, stop = opening.end(), re.compile(r"[.](?!\w)|$").search(text, opening.end())
    end = stop.start() if stop else len(text)
    if "(" in text[start:end] or _OPEN_ENDED.search(_REST.sub("", text[start : end + 4])):
        return None
    pieces = [piece.strip() for piece in re.split(r"[,;]\s", text[start:end])]
    named = [piece for piece in pieces if not _REST.match(piece)]
    if len(named) <= _FEWEST or not all(_NUMBERED.fullmatch(piece) for piece in named):
        return None
    return Listed(start, end, len(named), len(named))


def _finding(figure: Figure, names: Span, count: int, severity: Severity) -> Finding:
    return Finding(
        check="count_of_list",
        severity=severity,
        text=_("%(quote)s are announced, but %(count)s are named."),
        remedy=_("Name those that are missing, take out those that are too many, or correct the number."),
        places=bare((figure, names)),
        expected=spoken(figure.value),
        found=str(count),
        values={"quote": figure.quote, "count": count},
    )


CHECK = Check("count_of_list", Words("Số và danh sách kể ra", "A number and its list"), "count_list", "fast", run)
