"""Names of places and organisations as a text writes them, and when two spellings may be one name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from danvan.proof.reading import Paragraph, Span

UPPER: Final = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
#: What stands before the name of a place, from the smallest to the largest.
_PLACES: Final = (
    "thôn|bản|ấp|khóm|làng|buôn|khu phố|tổ dân phố|khu dân cư|xã"
    "|thị trấn|phường|đặc khu|huyện|quận|thị xã|thành phố|tỉnh"
    "|giáo xứ|giáo họ|chùa|cầu|sông|suối|núi|hồ|chợ|đường"
)
#: What an organisation's name begins with; some common words may stand between it and the name of its own.
_BODIES: Final = (
    "hợp tác xã|tổ hợp tác|công ty|doanh nghiệp|ngân hàng|bệnh viện|trường|trung tâm|chi nhánh|quỹ|câu lạc bộ"
    "|giáo hội|hạt kiểm lâm|ban quản lý|nhà máy|khu di tích|khu công nghiệp"
)
_SYLLABLE: Final = rf"[{UPPER}](?:[^\W\d_]|')*"
_NAME = re.compile(rf"(?<!\w){_SYLLABLE}(?:\s{_SYLLABLE})*")
_HEAD = re.compile(rf"(?i)(?<!\w)(?:{_PLACES})\s$")
_KIND = re.compile(rf"(?i)(?:{_PLACES})\s")
_BODY = re.compile(
    rf"(?<!\w)(?P<head>(?i:{_BODIES}))(?P<rest>(?:\s[^\W\d_]+){{1,8}}?(?:\s{_SYLLABLE})+)(?!\s[{UPPER}])"
)
_PERSON = re.compile(r"(?i)(?<!\w)(?:ông|bà|anh|chị|em|cụ|đồng chí|đ/c|chủ hộ|họ tên|liệt sĩ|mẹ)\s*:?\s*$")
#: Such words are also the first syllable of names: with a capital within a sentence they belong to the name.
_ALSO_NAMES: Final = frozenset(("bản", "làng", "buôn", "chùa", "cầu", "sông", "suối", "núi", "hồ", "chợ"))
#: "Moza": two syllables of another language in one word.
_JOINED: Final = re.compile(r"[^\W\d_]*[aeiou][^\W\d_aeiouy]+[aeiou][^\W\d_]*")
_LONGEST_HEAD: Final = 13
_SURNAME_WORDS = """
    nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đinh lò vàng giàng sùng tẩn lù lường
"""
_SURNAMES: Final = frozenset(_SURNAME_WORDS.split())
_LEADING = re.compile(r"(?:Tại|Ở|Từ|Về|Các)\s(?=[^\W\d_]+\s)")
#: Offices and titles go on in small letters: "Phó Chủ tịch", "Sở Giáo dục".
_TITLE_WORDS = """
    phó sở bộ ban phòng cục chi tổng vụ viện hội đoàn ủy chủ bí giám trưởng đại trung thứ nhà phong tết đảng chính ngày
"""
_TITLES: Final = frozenset(_TITLE_WORDS.split())
_STARTS = re.compile(r"(?:^|[.!?:;]\s|^\s*[-–+•*]\s?|[\"“(])$")
#: Old places of the tone mark ("hoà", "thuý", "khoẻ") and the new ones are one spelling.
_MOVED = """
    oà òa oá óa oả ỏa oã õa oạ ọa oè òe oé óe oẻ ỏe oẽ õe oẹ ọe uỳ ùy uý úy uỷ ủy uỹ ũy uỵ ụy
"""
_MODERN: Final = dict(zip(_MOVED.split()[::2], _MOVED.split()[1::2], strict=True))
_PLACED_OLD = re.compile(rf"(?<!q)(?:{'|'.join(_MODERN)})(?![^\W\d_])")


@dataclass(frozen=True, slots=True)
class Name(Span):
    """A name of its own: ``head`` says what sort of thing it names (empty: not said), ``form`` is its spelling without
    regard to capitals and to where a tone mark is put.
    """

    head: str
    form: str


@lru_cache(maxsize=65536)
def modern(word: str) -> str:
    """A word in small letters with its tone mark where the new rule puts it."""
    return _PLACED_OLD.sub(lambda m: _MODERN[m[0]], word.lower())


@lru_cache(maxsize=65536)
def skeleton(form: str) -> str:
    """A spelling without tones, marks and blanks, y as i: what two spellings of one name mostly share."""
    plain = unicodedata.normalize("NFD", form).replace("đ", "d").replace("y", "i")
    return "".join(letter for letter in plain if letter.isalnum())


def names_in(paragraph: Paragraph) -> Iterator[Name]:
    """The names of places in a paragraph: behind their kind, or of two syllables and more within a sentence."""
    text = paragraph.text
    if text.isupper():
        return
    for match in _NAME.finditer(text):
        name, start, end = match[0], *match.span()
        opens = _STARTS.search(text, max(0, start - 3), start) is not None
        before = _HEAD.search(text, max(0, start - _LONGEST_HEAD), start)
        head = before[0].strip().lower() if before else ""
        # "Xã Khe Lớn": the kind itself has a capital; in "về Bản Hon" it may be part of the name.
        kind = None if before else _KIND.match(name)
        if kind is not None and (opens or kind[0].strip().lower() not in _ALSO_NAMES):
            head, name, start = kind[0].strip().lower(), name[kind.end() :], start + kind.end()
        leading = _LEADING.match(name) if opens and not head else None
        if leading is not None:
            opens, name, start = False, name[leading.end() :], start + leading.end()
        syllables = name.split()
        if not head and (opens or syllables[0].lower() in _TITLES or not _may_stand_alone(syllables)):
            continue
        if any(s.isupper() for s in syllables) or (len(syllables) > 2 and syllables[0].lower() in _SURNAMES):
            continue
        if not head and _PERSON.search(text, max(0, start - 12), start):
            continue
        form = " ".join(modern(syllable) for syllable in syllables)
        yield Name(text[start:end], start, end, paragraph.n, head, form)


def _may_stand_alone(syllables: Sequence[str]) -> bool:
    return len(syllables) > 1 or _JOINED.fullmatch(skeleton(modern(syllables[0]))) is not None


def bodies_in(paragraph: Paragraph) -> Iterator[Name]:
    """Organisations called by their kind, common words and a name of their own: "Hợp tác xã dược liệu Khe Lớn"."""
    text = paragraph.text
    for match in _BODY.finditer(text):
        form = " ".join(modern(syllable) for syllable in match["rest"].split())
        yield Name(match[0], match.start(), match.end(), paragraph.n, match["head"].lower(), form)


def apart_by(one: str, other: str) -> tuple[str, str] | None:
    """The two syllables in which two spellings of as many syllables differ; None unless it is exactly one."""
    pairs = [(left, right) for left, right in zip(one.split(), other.split(), strict=False) if left != right]
    return pairs[0] if len(one.split()) == len(other.split()) and len(pairs) == 1 else None
