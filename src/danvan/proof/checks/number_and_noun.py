"""A number without its noun or its %, a noun split by its number ("cán 12 bộ"), a unit that stands twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from danvan.kit.words import Words
from danvan.proof.check import Case, Check, Finding, span_of
from danvan.proof.relations.lexicon import Lexicon, key_of, lexicon
from danvan.proof.statements.exclusions import excluded

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

    _Fault = tuple[int, int, tuple[_StrOrPromise, _StrOrPromise]]

_NUMBER = r"(?<![\w.,/-])[0-9]+(?:[.,][0-9]+)*"
_SHARE = re.compile(
    rf"(?i)(?<!\w)(?:tỷ lệ|tỉ lệ)(?P<of>(?:,?\s[^\W\d_]+){{0,18}}?)"
    r"\s(?:đạt|là|chiếm|tăng lên|giảm còn)(?:\s(?:trên|hơn|gần|khoảng))?"
    rf"\s(?P<number>{_NUMBER})(?=\s*(?:[;)]|\.(?![0-9])|,\s|$|\s(?:so với|trở lên)(?!\w)))"
)
#: What is reckoned otherwise than in the hundred, and a clause that goes on to something else.
_NO_HUNDRED = re.compile(
    r"(?i)(?<!\w)(?:giới tính|vạn dân|nghìn dân|mức sinh|bản đồ|trong đó|chỉ số|điểm)(?!\w)|^ sinh(?!\w)"
)
_WITHOUT_NOUN = re.compile(
    r"(?i)(?<!\w)(?:tổ chức|thành lập|trao|tặng|mở|xây dựng|tiếp nhận|giải quyết|hòa giải|ra mắt|phát động)"
    rf"(?:\s(?:được|thành công|mới|tặng))?\s(?P<number>{_NUMBER})(?=\s(?:với|cho|để|nhằm|trên địa bàn)\s)"
)
_NO_NOUN_AFTER = re.compile(r"[0-9](?=\s(?:với|cho|để|nhằm|trên địa bàn)\s)")
#: "tổ chức được 12 tuyên truyền về …": a deed is not counted but its sessions, which would stand before it.
_DEED_COUNTED = re.compile(
    rf"(?i)(?<!\w)(?:tổ chức|mở|tiến hành)(?:\s(?:được|thành công))?\s(?P<number>{_NUMBER})"
    r"(?=\s(?:tuyên truyền|tập huấn|bồi dưỡng|kiểm tra|giám sát|phổ biến|vận động|tiếp xúc|đối thoại)\s"
    r"(?:về|cho|với|tại|ở|công tác|việc)\s)"
)
_COUNTED = re.compile(
    r"[0-9](?<=[^\W\d_]\s[0-9])[0-9]*(?:[.,][0-9]+)*\s(?P<second>[^\W\d_]+)(?:\s(?P<next>[^\W\d_]+))?"
)
_WORD_BEFORE = re.compile(r"(?<!\w)[^\W\d_]+\s$")
_LONGEST_WORD = 8
_TWICE = re.compile(r"[0-9](?<![\w.,][0-9])[0-9.,/]*\s?(?P<unit>%|[^\W\d_]{2,12})\s?(?P=unit)(?![\w%])")
#: "3 năm năm" and the like are no slips.
_MAY_STAND_TWICE = frozenset(("năm", "ba", "lần"))
#: "hai khối nhà cao 15 tầng" counts storeys; there are "nhà cao tầng" too.
_SIZES = frozenset(("cao", "dài", "rộng", "sâu", "dày", "nặng"))
_NO_PERCENT = _("«%(words)s» is called a share, but there is no %%."), _("Put in %% or the unit.")
_DIGIT = re.compile(r"\d")
_NO_NOUN = _("«%(words)s»: what was counted is not said."), _("Put in the noun.")
_UNIT_TWICE = _("The unit stands twice: «%(words)s»."), _("Take one of the two out.")
_NOUN_SPLIT = _("«%(words)s»: the number stands inside its noun."), _("Move the number before the noun.")


def run(case: Case) -> Iterator[Finding]:
    """Each number that is not where its noun, its % or its unit wants it."""
    known = lexicon()
    for paragraph in case.reading.paragraphs:
        text = paragraph.text
        if paragraph.role in ("head", "signature", "heading") or not _DIGIT.search(text):
            continue
        barred: list[tuple[int, int]] | None = None
        for start, end, (said, advice) in sorted(_faults(known, text), key=lambda fault: fault[:2]):
            if barred is None:
                barred = excluded(paragraph, case.reading.citations_of(paragraph.n))
            if any(start < last and first < end for first, last in barred):
                continue
            place = span_of(case.reading, paragraph.n, start, end)
            yield Finding(
                check="number_and_noun",
                severity="doubt",
                text=said,
                remedy=advice,
                places=(place,),
                found=place.quote,
                values={"words": place.quote},
            )


def _faults(known: Lexicon, text: str) -> Iterator[_Fault]:
    for match in _SHARE.finditer(text) if "lệ " in text else ():
        if not _NO_HUNDRED.search(match["of"]):
            yield *match.span("number"), _NO_PERCENT
    for match in _WITHOUT_NOUN.finditer(text) if _NO_NOUN_AFTER.search(text) is not None else ():
        yield *match.span(), _NO_NOUN
    for match in _DEED_COUNTED.finditer(text):
        yield *match.span(), _NO_NOUN
    for match in _TWICE.finditer(text):
        if match["unit"] == "%" or (match["unit"].islower() and match["unit"] not in _MAY_STAND_TWICE):
            yield *match.span(), _UNIT_TWICE
    for match in _COUNTED.finditer(text):
        before = _WORD_BEFORE.search(text[max(0, match.start() - _LONGEST_WORD - 1) : match.start()])
        if before is not None:
            keys = (key_of(word) for word in (before[0].rstrip(), match["second"], match["next"] or ""))
            if _is_split(known, *keys):
                yield match.start() - len(before[0]), match.end("second"), _NOUN_SPLIT


def _is_split(known: Lexicon, first: str, second: str, after: str) -> bool:
    """Whether the syllables before and behind a number are one word that neither can be without the other."""
    if first in _SIZES:
        return False
    leans = first in known.leans_on_next or second in known.leans_on_last
    return leans and known.is_word(first, second) and not (after and known.is_word(second, after))


CHECK = Check("number_and_noun", Words("Số và đơn vị đếm", "Numbers and their nouns"), "number", "fast", run)
