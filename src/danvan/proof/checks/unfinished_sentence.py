"""Unfinished sentences: broken off after "và", a comma or a colon, or without the end mark that the others have."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from danvan.kit.words import Words
from danvan.proof.check import Case, Check, Finding, span_of
from danvan.proof.reading import Paragraph

_MARKS = "¹²³⁴⁵⁶⁷⁸⁹⁰ \u00a0\t”»\"'*_"
#: No sentence ends in one of these, with a full stop or without.
_JOINING = re.compile(r"(?i)(?<!\w)(?:và|hoặc|của|các|những|nhằm|với|gồm)\s*[.;]?$")
#: Nor, without a mark, in one of these.
_OPEN = re.compile(r"(?i)(?<!\w)(?:về|cho|trong|từ|tại|để|theo|bởi|tới|giữa|vì|(?<!tự )(?<!lý )(?<!căn )do)$")
#: Nor does any within a paragraph.
_WITHIN = (" và. ", " hoặc. ", " của. ", " các. ", " những. ", " nhằm. ")
_BULLET = re.compile(r"\s*(?:[-–—+•*▪○]|[0-9a-zđ]{1,2}[.)])\s")
_PROMISE = re.compile(r"(?i)(?:sau|sau đây|cụ thể|gồm):$")
#: The grounds of a decision end in a comma before its word stands alone in the next line.
_GROUNDS = re.compile(r"\s*(?:Theo|Xét) đề nghị(?!\w)")
_END = ".!?:;…"
#: A line of fewer words is a label, not a sentence.
_FEWEST_WORDS = 12
_LABEL = 2
#: Headings down to this depth open a new matter.
_CHAPTER = 2
#: The habit of a report: at least so many full paragraphs, all but one in this many with an end mark.
_SIBLINGS = 10
_ALL_BUT_ONE_IN = 12
_TAIL = 40


def run(case: Case) -> Iterator[Finding]:
    """Each paragraph that breaks off. Notes are passed over: they may part a paragraph at the end of a page."""
    told = [p for p in case.reading.paragraphs if p.text.strip() and p.role not in ("head", "note")]
    bodies = [p for p in told if _is_sentence(p)]
    unmarked = sum(1 for p in bodies if _trimmed(p)[-1:] not in _END)
    habit = len(bodies) >= _SIBLINGS and unmarked * _ALL_BUT_ONE_IN <= len(bodies)
    for before, paragraph, after in zip([None, *told], told, [*told[1:], None], strict=False):
        if paragraph.role in ("body", "list"):
            certain = _breaks_off(paragraph, after, alike=habit and _has_mark(before) and _has_mark(after))
            if certain is not None:
                yield _finding(case, paragraph, len(paragraph.text.rstrip()), certain=certain)
            for end in _within(paragraph.text):
                yield _finding(case, paragraph, end, certain=True)


def _within(text: str) -> Iterator[int]:
    """Where sentences end in a joining word and the next one begins."""
    for words in _WITHIN:
        at = text.find(words)
        if at >= 0 and text[at + len(words) :][:1].isupper():
            yield at + len(words) - 1


def _is_sentence(paragraph: Paragraph) -> bool:
    return paragraph.role in ("body", "list") and len(paragraph.text.split()) >= _FEWEST_WORDS


def _has_mark(paragraph: Paragraph | None) -> bool:
    return paragraph is not None and _is_sentence(paragraph) and _trimmed(paragraph)[-1:] in _END


def _trimmed(paragraph: Paragraph) -> str:
    return paragraph.text.rstrip(_MARKS)


def _breaks_off(paragraph: Paragraph, after: Paragraph | None, *, alike: bool) -> bool | None:
    """Whether a paragraph is unfinished: True where no sentence can end so, False where it is only unlike the rest."""
    text = _trimmed(paragraph)
    if not text or not any(letter.isalpha() for letter in text):
        return None
    goes_on = after is not None and after.role not in ("heading", "signature") and _goes_on(after)
    if text.endswith(":"):
        promised = after is not None and after.role == "heading" and (_PROMISE.search(text) or after.level > _CHAPTER)
        last = after is None or after.role == "signature" or (after.role == "heading" and not promised)
        return True if last and len(text.split()) > _LABEL else None
    if goes_on or paragraph.cell is not None:
        return None
    if _JOINING.search(text) or (text[-1].isalpha() and _OPEN.search(text)):
        return True
    if text.endswith(",") and _GROUNDS.match(text):
        return None
    if text.endswith(","):
        return None if paragraph.role == "list" or after is None or _BULLET.match(after.text) else False
    if alike and _is_sentence(paragraph) and text[-1] not in _END:
        return False
    return None


def _goes_on(after: Paragraph) -> bool:
    """Whether the next paragraph is the rest of a wrapped line, or the list that was promised."""
    return after.text.lstrip()[:1].islower() or _BULLET.match(after.text) is not None


def _finding(case: Case, paragraph: Paragraph, end: int, *, certain: bool) -> Finding:
    start = max(paragraph.text.rfind(" ", 0, max(0, end - _TAIL)) + 1, 0)
    place = span_of(case.reading, paragraph.n, start, end)
    return Finding(
        check="unfinished_sentence",
        severity="doubt" if certain else "style",
        text=_("The sentence breaks off: «%(words)s».") if certain else _("The sentence has no end mark: «%(words)s»."),
        remedy=_("Finish it, or close it with the mark that belongs there."),
        places=(place,),
        found=place.quote,
        values={"words": place.quote},
    )


CHECK = Check("unfinished_sentence", Words("Câu dở dang", "Unfinished sentence"), "text", "fast", run)
