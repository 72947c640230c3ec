"""Whether a report is in Vietnamese: what another language states is read, but cannot be doubted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext_lazy as _

from danvan.kit.errors import Refusal
from danvan.proof.files.syllables import is_syllable
from danvan.proof.reading import Reading

#: In Vietnamese some 75 of 100 words have a letter of its own, in a list of names still 40.
_LEAST, _SAMPLE = 0.2, 4000
#: From so many words on that share says enough; in a line or two so many other words must be of no Vietnamese make, or
#: so many words stand without one letter of its own; fewer words say nothing.
_MANY, _STRANGE, _SOME, _FEWEST = 40, 0.3, 8, 4


def insist_on_vietnamese(reading: Reading) -> None:
    """Raise Refusal for a report in another language, or in Vietnamese without its marks, or without any text."""
    words = list(_words(reading))
    if not words:
        raise Refusal(
            _("The file holds no text."),
            where=reading.file,
            advice=_("Perhaps its pages are pictures: give the file that was scanned or printed."),
        )
    if not _is_other(words):
        return
    raise Refusal(
        _("The report is not in Vietnamese, or has lost its marks; danvan doubts reports in Vietnamese only."),
        where=reading.file,
        advice=_("Give the Vietnamese text with all its letters; danvan read shows what was read."),
    )


def _is_other(words: Sequence[str]) -> bool:
    """Whether words are of another language, or of Vietnamese without its marks."""
    many = len(words)
    own = sum(not word.isascii() and is_syllable(word) for word in words)
    if many < _FEWEST or own >= many * _LEAST:
        return False
    strange = sum(not is_syllable(word) for word in words)
    return many >= _MANY or strange >= many * _STRANGE or (own == 0 and many >= _SOME)


def _words(reading: Reading) -> Iterator[str]:
    count = 0
    for paragraph in reading.paragraphs:
        for word in paragraph.text.split():
            word = word.strip(".,;:()[]“”\"'!?…-–%¹²³⁰⁴⁵⁶⁷⁸⁹")
            if word.isalpha():
                yield word
                count += 1
        if count > _SAMPLE:
            return
