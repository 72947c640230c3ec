"""Misspelt syllables: "gia sức" for "gia súc", "doang nghiệp" for "doanh nghiệp", "xãhội" written in one.

A pair is doubted only when it is not met in good texts and one slip away from a word, and when the syllable that
would change makes no word with its other neighbour. Some slips are so common that good texts hold them ("thực hiên"):
there a syllable that hardly ever stands alone must be a sign away from a word that is met far more often.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from danvan.kit.words import Words
from danvan.proof.check import Case, Check, Finding, span_of
from danvan.proof.relations.lexicon import (
    Lexicon,
    Syllable,
    alike,
    bare,
    lexicon,
    of_common_words,
    often_confused,
    runs,
)

#: Shorter ones are alike by chance.
_SHORTEST = 2
#: How much more often (twice the binary logarithm) a word must be met than the pair would stand there by chance; and
#: more where the syllable that stays is at home with its other neighbour, or the doubted one often stands alone.
_LEAST = 12
_MORE = 7
_NEVER = 1000
#: What a syllable must be met with that may also stand beside its other neighbour.
_CERTAIN = 25
#: How often a syllable stands alone: never to speak of, often, always.
_RARE = 12
_STANDS_ALONE = 27
_STANDS_ALWAYS = 31
#: A slip that is met in print: its syllable stands alone no oftener than this, and the word that is meant is met
#: thirty times as often (twice the binary logarithm).
_HARDLY_ALONE = 20
_THIRTY_TIMES = 10
_COMMON = 22
#: Old spellings that no word of theirs gives away.
_OLD = frozenset(("xẩy",))
#: How often a word is met that even a pair known from good texts may be misspelt for.
_FREQUENT = 24
#: Confused so often that counts take them for words.
_NOTORIOUS = {
    ("năng", "xuất"): "suất",
    ("xử", "dụng"): "sử",
    ("xuất", "xắc"): "sắc",
    ("sâu", "xắc"): "sắc",
    ("thăm", "quan"): "tham",
}
#: Beside numbers only one word can stand: a day's month, a million's money, an ordinal.
_BESIDE_NUMBERS = (
    (re.compile(r"(?i)ngày\s+[0-9]{1,2}\s+(?P<wrong>(?!tháng)th[^\W\d_]{2,4})\s+[0-9]{1,2}\s+năm\s+[0-9]{4}"), "tháng"),
    (
        re.compile(
            r"[0-9]\s*(?:nghìn|ngàn|triệu|tỷ|tỉ)\s+(?P<wrong>động|dồng|đống|đổng|đòng)(?!\w|\s(?:vật|cơ|tác|đất))"
        ),
        "đồng",
    ),
    (re.compile(r"(?i)(?<!\w)lần\s+(?P<wrong>thư|thức|thú)\s+(?=(?-i:[IVXL]+|[0-9]+|nhất)(?!\w))"), "thứ"),
)
_FIRST_WRONG = frozenset((("xử", "dụng"), ("thăm", "quan")))


def run(case: Case) -> Iterator[Finding]:
    """Each pair of syllables that a slip of the pen must have made."""
    known = lexicon()
    for paragraph in case.reading.paragraphs:
        for pattern, right in _BESIDE_NUMBERS:
            for match in pattern.finditer(paragraph.text):
                yield _finding(case, paragraph.n, *match.span("wrong"), right)
        if paragraph.role in ("head", "signature"):
            continue
        for syllables in runs(paragraph.text):
            for at, right in _slips(known, syllables):
                yield _finding(case, paragraph.n, syllables[at].start, syllables[at].end, right)


def _finding(case: Case, n: int, start: int, end: int, right: str) -> Finding:
    place = span_of(case.reading, n, start, end)
    return Finding(
        check="misspelt_syllables",
        severity="doubt",
        text=_("«%(found)s» looks misspelt for «%(right)s»."),
        remedy=_("Correct the spelling, or leave it where it is a name."),
        places=(place,),
        expected=right,
        found=place.quote,
        values={"found": place.quote, "right": right},
    )


def _slips(known: Lexicon, run: Sequence[Syllable]) -> Iterator[tuple[int, str]]:
    """The places of misspelt syllables, each with the right one."""
    done = -1
    for i in range(len(run) - 1):
        if i <= done or not of_common_words(run, i):
            continue
        if known.is_known(run[i].key, run[i + 1].key):
            slip = _in_print(known, run, i) or _confused(known, run, i) or _often_mistyped(known, run, i)
            if slip is not None:
                done = slip[0]
                yield slip
            continue
        slip = _second(known, run, i)
        if slip is None:
            slip = _first(known, run, i)
        elif i + 2 < len(run) and of_common_words(run, i + 1):
            # The same syllable may go with the next one: "công tác giử gìn" is no "tác giả".
            other = _first(known, run, i + 1)
            if other is not None and bare(other[1]) == bare(run[i + 1].key) != bare(slip[1]):
                slip = other
        if slip is not None:
            done = slip[0]
            yield slip


def _in_print(known: Lexicon, run: Sequence[Syllable], i: int) -> tuple[int, str] | None:
    """A slip that good texts hold too; None where either syllable makes a word with what stands beside it."""
    first, second = run[i].key, run[i + 1].key
    rare = [key for key in (second, first) if key not in _OLD and known.alone.get(key, 0) <= _HARDLY_ALONE]
    if not rare or known.is_word(first, second):
        return None
    if (i and known.is_word(run[i - 1].key, first)) or (i + 2 < len(run) and known.is_word(second, run[i + 2].key)):
        return None
    for key in rare:
        words = known.words.get(first, {}) if key == second else known.firsts.get(second, {})
        least = max(_COMMON, known.alone.get(key, 0) + _THIRTY_TIMES)
        meant = [word for word, often in words.items() if often >= least and word != key and bare(word) == bare(key)]
        if meant:
            return i + (key == second), max(meant, key=words.__getitem__)
    return None


def _confused(known: Lexicon, run: Sequence[Syllable], i: int) -> tuple[int, str] | None:
    """A slip that good texts make too: a notorious one, or d for đ where that makes no syllable."""
    first, second = run[i].key, run[i + 1].key
    if (first, second) in _NOTORIOUS:
        # "khả năng xuất khẩu": each belongs to its other neighbour.
        before, after = run[i - 1].key if i else "", run[i + 2].key if i + 2 < len(run) else ""
        if known.is_word(before, first) or known.is_word(second, after):
            return None
        return i + ((first, second) not in _FIRST_WRONG), _NOTORIOUS[first, second]
    if known.is_word(first, second) or first in _OLD or second in _OLD:
        return None
    for at, key, words in ((i + 1, second, known.words.get(first, {})), (i, first, known.firsts.get(second, {}))):
        if known.alone.get(key, 0) <= _RARE and run[at].text.islower():
            plain = key.replace("đ", "d")
            meant = [w for w, often in words.items() if often >= _FREQUENT and w.replace("đ", "d") == plain]
            if meant:
                return at, max(meant, key=words.__getitem__)
    return None


def _second(known: Lexicon, run: Sequence[Syllable], i: int) -> tuple[int, str] | None:
    """The second of the pair is wrong."""
    first, second = run[i], run[i + 1]
    last = run[i - 1].key if i else None
    linked = last is not None and known.is_known(last, first.key)
    if len(second.key) < _SHORTEST:
        return None
    if not _rare(known, second.key):
        if last is not None and known.is_word(last, first.key):
            return None
        if i + 2 < len(run) and known.is_known(second.key, run[i + 2].key):
            return None if known.is_word(second.key, run[i + 2].key) else _light_slip(known, run, i, i + 1)
    least = _least(known, second, linked=linked) + known.by_chance(first.key, second.key)
    return _best(i + 1, second.key, known.words.get(first.key, {}), least)


def _first(known: Lexicon, run: Sequence[Syllable], i: int) -> tuple[int, str] | None:
    """The first of the pair is wrong."""
    first, second = run[i], run[i + 1]
    after = run[i + 2].key if i + 2 < len(run) else None
    linked = after is not None and known.is_known(second.key, after)
    if len(first.key) < _SHORTEST:
        return None
    if not _rare(known, first.key):
        if after is not None and known.is_word(second.key, after):
            return None
        if i and known.is_known(run[i - 1].key, first.key):
            return None if known.is_word(run[i - 1].key, first.key) else _light_slip(known, run, i, i)
    least = _least(known, first, linked=linked) + known.by_chance(first.key, second.key)
    return _best(i, first.key, known.firsts.get(second.key, {}), least)


def _often_mistyped(known: Lexicon, run: Sequence[Syllable], i: int) -> tuple[int, str] | None:
    """A pair that good texts know by their own slips ("thực hiên"): neither syllable goes with others than its own."""
    first, second = run[i].key, run[i + 1].key
    if first not in known.leans_on_next or second not in known.leans_on_last or known.is_word(first, second):
        return None
    after = run[i + 2].key if i + 2 < len(run) else None
    if (i and known.is_word(run[i - 1].key, first)) or (after is not None and known.is_word(second, after)):
        return None
    return _light_slip(known, run, i, i + 1) or _light_slip(known, run, i, i)


def _light_slip(known: Lexicon, run: Sequence[Syllable], i: int, at: int) -> tuple[int, str] | None:
    """A syllable that may also stand beside its other neighbour: "tín dung khi" (as in "nội dung khi").

    It is doubted where the second one hardly ever stands but after its own first one, and only one sign over or under
    a vowel is wrong, or a letter that is often taken for another.
    """
    first, second = run[i].key, run[i + 1].key
    if second not in known.leans_on_last or not run[at].text.islower():
        return None
    words = known.words.get(first, {}) if at > i else known.firsts.get(second, {})
    least = _CERTAIN + known.by_chance(first, second)
    words = {word: often for word, often in words.items() if often >= least and often_confused(word, run[at].key)}
    return _best(at, run[at].key, words, least)


def _rare(known: Lexicon, key: str) -> bool:
    """Whether a syllable is none, or hardly ever met."""
    return known.alone.get(key, 0) < _RARE


def _least(known: Lexicon, wrong: Syllable, *, linked: bool) -> int:
    """How much more often than by chance the right word must be met before the pair is doubted."""
    alone = known.alone.get(wrong.key, 0)
    if alone < _RARE:
        return _LEAST
    if alone >= _STANDS_ALWAYS:
        return _NEVER
    least = _LEAST + _MORE * linked + _MORE * (alone >= _STANDS_ALONE)
    # What begins with a capital may be a name.
    return least + _MORE * (wrong.text[0].isupper() and not wrong.text.isupper())


def _best(at: int, wrong: str, words: Mapping[str, int], least: int) -> tuple[int, str] | None:
    """The word that a slip makes of what stands there, if it is frequent enough: only the tone, else most frequent."""
    plain = bare(wrong)
    found = [word for word, often in words.items() if often >= least and alike(word, wrong)]
    right = max(found, key=lambda word: (bare(word) == plain, words[word]), default=None)
    return None if right is None else (at, right)


CHECK = Check("misspelt_syllables", Words("Lỗi chính tả", "Misspelt syllables"), "text", "fast", run)
