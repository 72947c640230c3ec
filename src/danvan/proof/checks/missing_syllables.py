"""Missing syllables: "không xảy tai nạn" for "không xảy ra tai nạn", "nông xã mới" for "nông thôn mới"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext_lazy as _

from danvan.kit.words import Words
from danvan.proof.check import Case, Check, Finding, span_of
from danvan.proof.relations.lexicon import Lexicon, Syllable, lexicon, of_common_words, runs

#: By how much (twice the binary logarithm) a second syllable must be ahead of all others, and of none, to be expected.
_AHEAD = 6
#: Of the words that the first syllable begins, only the most frequent can be meant; and how frequent they must be.
_LIKELY = 3
_FREQUENT = 24
#: How often a syllable may stand alone and still be missed its other half.
_STANDS_ALONE = 25


def run(case: Case) -> Iterator[Finding]:
    """Syllables that never stand alone, without the one that belongs to them."""
    known = lexicon()
    for paragraph in case.reading.paragraphs:
        if paragraph.role in ("head", "signature"):
            continue
        for syllables in runs(paragraph.text):
            for i in range(len(syllables) - 1):
                right = _right(known, syllables, i)
                if right is None:
                    continue
                words, taken = right
                place = span_of(case.reading, paragraph.n, syllables[i].start, syllables[i + taken].end)
                yield Finding(
                    check="missing_syllables",
                    severity="doubt",
                    text=_("A syllable is missing or wrong in «%(found)s»: «%(right)s» was meant?"),
                    remedy=_("Put in what is missing."),
                    places=(place,),
                    expected=words,
                    found=place.quote,
                    values={"found": place.quote, "right": words},
                )


def _right(known: Lexicon, run: Sequence[Syllable], i: int) -> tuple[str, int] | None:
    """What should stand in place of the pair at ``i``, and how many syllables further what stands there ends."""
    first, second = run[i].key, run[i + 1].key
    if first not in known.leans_on_next or not of_common_words(run, i) or known.is_known(first, second):
        return None
    if known.alone.get(first, 0) >= _STANDS_ALONE or (i and known.is_word(run[i - 1].key, first)):
        return None
    words = known.words.get(first, {})
    for middle in sorted(words, key=words.__getitem__, reverse=True)[:_LIKELY]:
        if _expected(known, first, middle) and known.is_known(middle, second):
            return f"{run[i].text} {middle} {run[i + 1].text}", 1
        after = run[i + 2] if i + 2 < len(run) else None
        if after is None or not after.text.islower() or words[middle] < _FREQUENT:
            continue
        if known.is_word(middle, after.key) and not known.is_word(second, after.key):
            return f"{run[i].text} {middle} {after.text}", 2
    return None


def _expected(known: Lexicon, first: str, middle: str) -> bool:
    """Whether hardly any other syllable follows the first, and it hardly ever stands alone."""
    words = known.words[first]
    others = [often for word, often in words.items() if word != middle]
    return max([known.alone.get(first, 0), *others]) + _AHEAD <= words[middle]


CHECK = Check("missing_syllables", Words("Thiếu chữ", "Missing syllables"), "text", "fast", run)
