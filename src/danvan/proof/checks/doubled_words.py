"""Words typed twice in a row: "hội nghị hội nghị", "của của", "phía phía Bắc"; good reduplication stays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext_lazy as _

from danvan.kit.words import Words
from danvan.proof.check import Case, Check, Finding, span_of
from danvan.proof.reading import Paragraph, Span
from danvan.proof.relations.lexicon import Lexicon, Syllable, key_of, lexicon, runs

#: As many syllables as a doubled stretch may have.
_LONGEST = 6
#: Doubled they are good Vietnamese, beside those that the counts tell of.
_GOOD_WORDS = """
    luôn dần ngày đêm ai nhà người nơi đâu hằng mãi chung song đời thường lần đôi từ ngành tháng năm giờ lớp bước
    xa gần cao sâu nho xanh đỏ trắng đen vàng hồng nhẹ khe thầm rưng mau chầm hay tất chuyện câu hàng muôn kiếp
    nghìn ngàn trăm triệu vạn sao nào gì cái rất khác mỗi ba bà ông cô chú bố mẹ anh chị em cháu con không một hai
    bốn sáu bảy tám chín mười
"""
_GOOD = frozenset(_GOOD_WORDS.split())
#: "các tổ chức tổ chức hội nghị": a noun, then the verb that is written alike.
_PLURAL = frozenset(("các", "những", "mỗi", "từng", "nhiều", "mọi"))


def run(case: Case) -> Iterator[Finding]:
    """Stretches of one to six syllables that stand twice in a row."""
    known = lexicon()
    before: Paragraph | None = None
    for paragraph in case.reading.paragraphs:
        if before is not None and _over_the_line(known, before.text, paragraph.text):
            ends, begins = len(before.text.rstrip()), len(paragraph.text) - len(paragraph.text.lstrip())
            size = len(paragraph.text.split(maxsplit=1)[0])
            one = span_of(case.reading, before.n, ends - size, ends)
            yield _finding(one, span_of(case.reading, paragraph.n, begins, begins + size))
        for syllables in runs(paragraph.text):
            for start, end in _doubled(known, paragraph.text, syllables):
                yield _finding(span_of(case.reading, paragraph.n, start, end))
        before = paragraph


def _finding(*places: Span) -> Finding:
    words = " ".join(place.quote for place in places)
    return Finding(
        check="doubled_words",
        severity="doubt",
        text=_("Words stand twice in a row: «%(words)s»."),
        remedy=_("Take one of the two out."),
        places=places,
        found=words,
        values={"words": words},
    )


def _over_the_line(known: Lexicon, before: str, after: str) -> bool:
    """Whether a wrapped line begins with the syllable that the line before ends in."""
    first = after.split(maxsplit=1)[:1]
    last = before.rsplit(maxsplit=1)[-1:]
    if not first or first != last or not first[0].isalpha() or not first[0].islower():
        return False
    key = key_of(first[0])
    return len(key) > 1 and key not in _GOOD and key not in known.twice


def _doubled(known: Lexicon, text: str, run: Sequence[Syllable]) -> Iterator[tuple[int, int]]:
    last: dict[str, int] = {}
    done = -1
    for at, syllable in enumerate(run):
        before = last.get(syllable.key)
        last[syllable.key] = at
        if before is None or before <= done or at - before > _LONGEST:
            continue
        size = at - before
        again = run[at : at + size]
        if len(again) < size or any(a.key != b.key for a, b in zip(run[before:at], again, strict=True)):
            continue
        if _good(known, run, before, at) if size == 1 else _good_stretch(text, run, before, at):
            continue
        done = at
        yield run[before].start, again[-1].end


def _good(known: Lexicon, run: Sequence[Syllable], before: int, at: int) -> bool:
    """Whether one syllable twice is no slip: reduplication, a name, two words that meet."""
    one, two = run[before], run[at]
    if one.key in _GOOD or one.key in known.twice or len(one.key) == 1:
        return True
    if two.text[0].isupper() and not (one.text.isupper() and two.text.isupper()):
        return True
    ends = before > 0 and known.is_word(run[before - 1].key, one.key)
    begins = at + 1 < len(run) and known.is_word(two.key, run[at + 1].key)
    return ends and begins


def _good_stretch(text: str, run: Sequence[Syllable], before: int, at: int) -> bool:
    """Whether a longer stretch may stand twice: a noun and its verb, a reduplication of a reduplication, names."""
    keys = {syllable.key for syllable in run[before:at]}
    if len(keys) == 1 or any(syllable.text[0].isupper() for syllable in run[at : at + 1]):
        return True
    plural = before > 0 and run[before - 1].key in _PLURAL
    return plural or text[: run[before].start].rstrip()[-1:].isdigit()


CHECK = Check("doubled_words", Words("Từ lặp", "Doubled words"), "text", "fast", run)
