"""Numbers of documents against the rules of their type, issuer and date.

Party: number and type parted by a dash, type and body by a slash (98-KH/HU; HD 36-HD/VPTW, HD 05-HD/VPTW). State,
Front and unions: the other way round (98/KH-UBND; NĐ 30/2020/NĐ-CP, articles 8 and 15, appendix III).
Normative documents carry their year (Law on Promulgation of Legal Documents of 2015; NĐ 34/2016/NĐ-CP, now NĐ
78/2025/NĐ-CP).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from danvan.kit.words import Words
from danvan.proof.check import Case, Check, Finding, Severity, bare
from danvan.proof.reading import Citation
from danvan.proof.statements.doctypes import TYPES

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

_PARTY = re.compile(r"(?P<number>[0-9]+[a-z]?)-(?P<type>[A-ZĐa-zđ]+)/(?P<body>\S+)")
_STATE = re.compile(r"(?P<number>[0-9]+[a-z]?)/(?:(?P<year>[0-9]{4})/)?(?P<type>[A-ZĐa-zđ]+)-(?P<body>\S+)")
#: Bodies of the party, whose numbers take the dash first; and of the state and the Front, whose take the slash.
_PARTY_BODY = re.compile(r"(?:TW|VPTW|TU|HU|ThU|QU|ĐU|ĐUK|CB|UBKT\w*|BTG\w*|BDV\w*|BTC(?:TW|TU|HU|ThU))(?:-.*)?$")
_STATE_BODY = re.compile(r"(?:UBND|HĐND|CP|TTg|MTTQ|BNV|BTC|BTNMT|BTP|BGDĐT|BYT)(?:[-.].*)?$")
#: Codes by type; a type not named here has no code to be held to.
_CODES: Mapping[str, tuple[str, ...]] = {
    name: (code,)
    for name, code in TYPES.items()
    if code and len(name.split()) <= 2 and name not in ("Công văn", "Lệnh", "Thông cáo")
} | {
    "Quy định": ("QĐ", "QĐi", "QyĐ"),
    "Thông tri": ("TT", "TTr"),
    "Quyết định": ("QĐ",),
    "Kế hoạch": ("KH", "KHPH", "KHLT", "KHLN"),
    "Chương trình": ("CTr", "Ctr", "CTR", "CT", "CTHĐ", "CTrHĐ", "CTPH"),
    "Chương trình hành động": ("CTr", "Ctr", "CTR", "CT", "CTHĐ", "CTrHĐ"),
    "Thông báo": ("TB", "TBKL", "KL"),
    "Thông tư": ("TT", "TTLT"),
    "Báo cáo": ("BC", "BCTĐ"),
}
_ALL = frozenset(code for codes in _CODES.values() for code in codes)
#: Types that a decision issues: its number often stands for theirs.
_ISSUED_WITH = frozenset(("Quy chế", "Đề án", "Phương án", "Chương trình"))
#: Types that only some bodies issue, by the body's symbol, and the words by which these bodies go.
_ONLY: Mapping[str, tuple[str, re.Pattern[str]]] = {
    "CP": ("Chính phủ", re.compile(r"(?i)chính phủ")),
    "TTg": ("Thủ tướng Chính phủ", re.compile(r"(?i)thủ tướng|chính phủ|ttg")),
}
#: Who stands at the head of a printed issuer, and the symbols of bodies that are not theirs.
_WHO = re.compile(
    r"(?i)(?:(?:ban thường vụ|btv|ban chấp hành|bch|thường trực|chủ tịch|phó chủ tịch|bí thư)\s+)?"
    r"(?P<who>ubnd|[ủu]ỷ ban nhân dân|ủy ban nhân dân|hđnd|hội đồng nhân dân|tỉnh ủy|tỉnh uỷ|thành ủy|thành uỷ"
    r"|huyện ủy|huyện uỷ|bộ chính trị|ban bí thư|chính phủ|thủ tướng|quốc hội|mttq|mặt trận)(?!\w)"
)
_OWN: Mapping[str, tuple[str, ...]] = {
    "UBND": ("ubnd", "ủy ban nhân dân", "uỷ ban nhân dân"),
    "HĐND": ("hđnd", "hội đồng nhân dân"),
    "TU": ("tỉnh ủy", "tỉnh uỷ", "thành ủy", "thành uỷ"),
    "HU": ("huyện ủy", "huyện uỷ"),
    "TW": ("bộ chính trị", "ban bí thư"),
}
#: Types that bodies of a locality never issue.
_CENTRAL = frozenset(("Nghị định", "Thông tư", "Luật", "Bộ luật", "Pháp lệnh"))
_LOCAL = re.compile(
    r"(?i)^(?:chủ tịch\s+)?(?:ubnd|ủy ban nhân dân|uỷ ban nhân dân|hđnd|hội đồng nhân dân|tỉnh ủy|huyện ủy|đảng ủy|sở)"
    r"(?!\w)"
)
_YEARLESS = re.compile(r"[0-9]+/(?:NĐ-CP|TT-B\w+|TTLT-\S+|QH[0-9]+)$")
_RUN_ON = re.compile(r"(?P<number>[0-9]+)/(?P<type>[A-ZĐ][A-Za-zĐ]{1,3}?)(?P<body>UBND|HĐND|MTTQ|VPCP)(?P<rest>.*)")
_NO_DASH = re.compile(r"(?P<number>[0-9]+)(?P<type>[A-ZĐ]{2,3})/(?P<body>TW|TU|HU|ĐU)")
_ABBREVIATED = re.compile(r"(?i)^(?:[A-ZĐ]{2,6}|ban chỉ đạo.*)$")
_Doubt = tuple[Severity, "_StrOrPromise", str, str, str]


def run(case: Case) -> Iterator[Finding]:
    """Numbers whose code, order of signs, year or issuer cannot be."""
    seen: set[tuple[str, str]] = set()
    for citation in case.reading.citations:
        for doubt in (*_of_form(citation), *_of_issuer(citation)):
            key = citation.number, str(doubt[1])
            if key not in seen:
                seen.add(key)
                yield _finding(citation, *doubt)


def _of_form(citation: Citation) -> Iterator[_Doubt]:
    """What the number itself says: its code, the order of its signs, its year."""
    number = citation.number
    run_on = _RUN_ON.fullmatch(number) or _NO_DASH.fullmatch(number)
    if run_on and run_on["type"] in _ALL:
        party = run_on.re is _NO_DASH
        right = f"{run_on['number']}-{run_on['type']}/{run_on['body']}"
        right = right if party else f"{run_on['number']}/{run_on['type']}-{run_on['body']}{run_on['rest']}"
        yield "doubt", _("%(found)s lacks its dash: %(right)s."), right, number, right
    match = _PARTY.fullmatch(number) or _STATE.fullmatch(number)
    if match is None:
        return
    kind, body = match["type"], match["body"]
    codes = _CODES.get(citation.type)
    named = citation.quote.lower().startswith(citation.type.lower())
    if codes and kind in _ALL and kind not in codes and named:
        severity: Severity = "doubt" if citation.type in _ISSUED_WITH else "error"
        right = number.replace(kind, codes[0], 1)
        yield severity, _("«%(type)s» has the code %(right)s, not %(found)s."), codes[0], kind, right
    elif match.re is _PARTY and _STATE_BODY.fullmatch(body) and kind in _ALL:
        right = f"{match['number']}/{kind}-{body}"
        yield "doubt", _("%(found)s: documents of the state are numbered %(right)s."), right, number, right
    elif match.re is _STATE and _PARTY_BODY.fullmatch(body) and kind in _ALL:
        right = f"{match['number']}-{kind}/{body}"
        yield "doubt", _("%(found)s: documents of the party are numbered %(right)s."), right, number, right
    if match.re is _STATE and match["year"] and citation.date[:1].isdecimal() and match["year"] != citation.date[:4]:
        right, year = citation.date[:4], match["year"]
        yield "error", _("The number names the year %(found)s, the date %(right)s."), right, year, right


def _of_issuer(citation: Citation) -> Iterator[_Doubt]:
    """What the number says of its issuer, against the issuer that is printed; and normative documents' years."""
    number, issuer = citation.number, citation.issuer
    body = re.split(r"[-/]", number)[-1] if re.search(r"[-/]", number) else ""
    if _YEARLESS.fullmatch(number):
        year = citation.date[:4] if citation.date[:1].isdecimal() else "…"
        right = number.replace("/", f"/{year}/", 1)
        text = _("%(found)s is a normative document; its number names the year: %(right)s.")
        yield "doubt", text, right, number, right
    only = _ONLY.get(body)
    if only and issuer and not only[1].search(issuer) and not _ABBREVIATED.match(issuer):
        yield "error", _("%(number)s is a document of the %(right)s, not of «%(found)s»."), only[0], issuer, only[0]
    elif issuer and citation.type in _CENTRAL and _LOCAL.match(issuer):
        text = _("«%(found)s» issues no document of the type «%(type)s».")
        yield "error", text, citation.type, issuer, citation.type
    elif issuer and body in _OWN and (who := _WHO.match(issuer)) and who["who"].lower() not in _OWN[body]:
        text = _("%(number)s bears the symbol of another body than «%(found)s».")
        yield "doubt", text, body, issuer, body


def _finding(
    citation: Citation, severity: Severity, text: _StrOrPromise, expected: str, found: str, whole: str
) -> Finding:
    return Finding(
        check="document_symbol",
        severity=severity,
        text=text,
        remedy=_("Look the document up and copy its number as it stands there."),
        places=bare((citation,)),
        expected=whole,
        found=citation.number,
        values={"type": citation.type, "number": citation.number, "right": expected, "found": found},
    )


CHECK = Check("document_symbol", Words("Số và ký hiệu văn bản", "Numbers of documents"), "symbol", "fast", run)
