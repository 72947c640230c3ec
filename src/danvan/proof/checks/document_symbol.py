"""Numbers of documents against the rules of their type, issuer and date.

Party: number and type parted by a dash, type and body by a slash (98-KH/HU; HD 36-HD/VPTW, HD 05-HD/VPTW). State,
Front and unions: the other way round (98/KH-UBND; NĐ 30/2020/NĐ-CP, articles 8 and 15, appendix III).
Normative documents carry their year (Law on Promulgation of Legal Documents of 2015; NĐ 34/2016/NĐ-CP, now NĐ
78/2025/NĐ-CP).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from django.utils.translation import gettext_lazy as _

from danvan.kit.words import Words
from danvan.proof.check import Case, Check, Finding, Severity, bare
from danvan.proof.doctypes import TYPES
from danvan.proof.reading import Citation

_PARTY = re.compile(r"(?P<number>[0-9]+[a-z]?)-(?P<type>[A-ZĐa-zđ]+)/(?P<body>\S+)")
_STATE = re.compile(r"(?P<number>[0-9]+[a-z]?)/(?:(?P<year>[0-9]{4})/)?(?P<type>[A-ZĐa-zđ]+)-(?P<body>\S+)")
#: Bodies of the party, whose numbers take the dash first; and of the state and the Front, whose take the slash.
_PARTY_BODY = re.compile(r"(?:TW|VPTW|TU|HU|ThU|QU|ĐU|ĐUK|CB|UBKT\w*|BTG\w*|BDV\w*|BTC(?:TW|TU|HU|ThU))(?:-.*)?$")
_STATE_BODY = re.compile(r"(?:UBND|HĐND|CP|TTg|MTTQ|BNV|BTC|BTNMT|BTP|BGDĐT|BYT)(?:[-.].*)?$")
#: Codes by type; a type not named here has no code to be held to.
_CODES: Mapping[str, tuple[str, ...]] = {
    name: (code,) for name, code in TYPES.items() if code and len(name.split()) <= 2 and name not in ("Công văn",)
} | {
    "Quy định": ("QĐ", "QĐi", "QyĐ"),
    "Thông tri": ("TT", "TTr"),
    "Quyết định": ("QĐ",),
    "Kế hoạch": ("KH", "KHPH", "KHLT"),
}
_ALL = frozenset(code for codes in _CODES.values() for code in codes)
#: Types that only some bodies issue, by the body's symbol, and the words by which these bodies go.
_ONLY: Mapping[str, tuple[str, re.Pattern[str]]] = {
    "CP": ("Chính phủ", re.compile(r"(?i)chính phủ")),
    "TTg": ("Thủ tướng Chính phủ", re.compile(r"(?i)thủ tướng|chính phủ|ttg")),
}
_YEARLESS = re.compile(r"[0-9]+/(?:NĐ-CP|TT-B\w+|TTLT-\S+)$")
_ABBREVIATED = re.compile(r"(?i)^(?:[A-ZĐ]{2,6}|ban chỉ đạo.*)$")


def run(case: Case) -> Iterator[Finding]:
    """Numbers whose code, order of signs, year or issuer cannot be."""
    seen: set[tuple[str, str]] = set()
    for citation in case.reading.citations:
        for finding in _doubts(citation):
            key = citation.number, str(finding.text)
            if key not in seen:
                seen.add(key)
                yield finding


def _doubts(citation: Citation) -> Iterator[Finding]:
    match = _PARTY.fullmatch(citation.number) or _STATE.fullmatch(citation.number)
    if match is None:
        return
    kind, body = match["type"], match["body"]
    codes = _CODES.get(citation.type)
    if codes and kind in _ALL and kind not in codes and citation.quote.lower().startswith(citation.type.lower()):
        right = citation.number.replace(kind, codes[0], 1)
        yield _finding(citation, "error", _("«%(type)s» has the code %(right)s, not %(found)s."), codes[0], kind, right)
    elif match.re is _PARTY and _STATE_BODY.fullmatch(body) and kind in _ALL:
        right = f"{match['number']}/{kind}-{body}"
        yield _finding(
            citation, "doubt", _("%(found)s: documents of the state are numbered %(right)s."), right, citation.number
        )
    elif match.re is _STATE and _PARTY_BODY.fullmatch(body) and kind in _ALL:
        right = f"{match['number']}-{kind}/{body}"
        yield _finding(
            citation, "doubt", _("%(found)s: documents of the party are numbered %(right)s."), right, citation.number
        )
    if _YEARLESS.fullmatch(citation.number):
        year = citation.date[:4] if citation.date[:1].isdecimal() else "…"
        right = citation.number.replace("/", f"/{year}/", 1)
        yield _finding(
            citation,
            "doubt",
            _("%(found)s is a normative document; its number names the year: %(right)s."),
            right,
            citation.number,
        )
    issuer = _ONLY.get(body)
    if issuer and citation.issuer and not issuer[1].search(citation.issuer) and not _ABBREVIATED.match(citation.issuer):
        text = _("%(number)s is a document of the %(right)s, not of «%(found)s».")
        yield _finding(citation, "error", text, issuer[0], citation.issuer)
    if match.re is _STATE and match["year"] and citation.date[:1].isdecimal() and match["year"] != citation.date[:4]:
        text = _("The number names the year %(found)s, the date %(right)s.")
        yield _finding(citation, "error", text, citation.date[:4], match["year"])


def _finding(
    citation: Citation, severity: Severity, text: object, expected: str, found: str, whole: str | None = None
) -> Finding:
    return Finding(
        check="document_symbol",
        severity=severity,
        text=text,  # type: ignore[arg-type]
        remedy=_("Look the document up and copy its number as it stands there."),
        places=bare((citation,)),
        expected=whole or expected,
        found=citation.number,
        values={"type": citation.type, "number": citation.number, "right": expected, "found": found},
    )


CHECK = Check("document_symbol", Words("Số và ký hiệu văn bản", "Numbers of documents"), "symbol", "fast", run)
