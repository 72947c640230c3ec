"""Bytes of a text file as letters: Unicode in its forms, else the old Vietnamese encoding that the words speak for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from django.utils.translation import gettext_lazy as _

from danvan.kit.errors import Refusal
from danvan.proof.files.encodings import TCVN3, VISCII, VNI, converted
from danvan.proof.files.syllables import likeness

WINDOWS, WIDE = "Windows-1258", "UTF-16"
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8", ""),
    (b"\xff\xfe\x00\x00", "utf-32", "UTF-32"),
    (b"\x00\x00\xfe\xff", "utf-32", "UTF-32"),
)
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
_SAMPLE = 4096


def decoded(data: bytes, where: str = "") -> tuple[str, str]:
    """The text of a file and the old encoding that it was in, empty for UTF-8. Raises Refusal where none fits."""
    for mark, encoding, name in (*_MARKS, *((mark, "utf-16", WIDE) for mark in _WIDE_MARKS)):
        if data.startswith(mark):
            return _strict(data, encoding, where).removeprefix("\ufeff"), name
    if 0 in data:
        return _strict(data, _wide(data, where), where), WIDE
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError:
        return _old(data, where)


def _wide(data: bytes, where: str) -> str:
    """UTF-16 without its mark shows by the empty half of each ASCII sign."""
    sample = data[:_SAMPLE]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if len(data) % 2 or max(even, odd) < len(sample) / 10 or min(even, odd) > max(even, odd) / 10:
        raise Refusal(
            _("The file holds no text, whatever its name says."),
            where=where,
            advice=_("Give the report itself: a Word file (.docx), a PDF, or text (.txt, .md, .html)."),
        )
    return "utf-16-le" if odd > even else "utf-16-be"


def _strict(data: bytes, encoding: str, where: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise Refusal(
            _("The text is damaged: it breaks off or has signs that are none."),
            where=where,
            advice=_("Open it in the program that made it and save it as UTF-8 text."),
        ) from None


def _old(data: bytes, where: str) -> tuple[str, str]:
    """Text that is not UTF-8 throughout: its other lines in one old encoding, or each in its own."""
    lines = data.split(b"\n")
    foreign = {at for at, line in enumerate(lines) if not _is_utf8(line)}
    found = _best(b"\n".join(lines[at] for at in sorted(foreign)))
    if found is not None and (len(foreign) == len(lines) or not _modern(lines, foreign)):
        whole = dict(_candidates(data))
        return whole[found[1]], found[1]
    texts, names = [], set()
    for at, line in enumerate(lines):
        one = (line.decode("utf-8"), "") if at not in foreign else _best(line) or _named(line, found)
        if one is None:
            raise Refusal(
                _("Line %(line)s of the text is in another encoding than Vietnamese texts are, or is damaged."),
                where=where,
                line=at + 1,
                advice=_("Open it in the program that made it and save it as UTF-8 text."),
            )
        texts.append(one[0])
        names.add(one[1])
    return "\n".join(texts), ", ".join(sorted(names - {""}))


def _modern(lines: list[bytes], foreign: set[int]) -> bool:
    """Whether the lines that are UTF-8 hold letters outside ASCII: then two encodings stand in one file."""
    return any(at not in foreign and not line.isascii() for at, line in enumerate(lines))


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _candidates(data: bytes) -> Iterator[tuple[str, str]]:
    """(name, text) for every old encoding that the bytes could be in."""
    western = "".join(map(_WESTERN.__getitem__, data))
    for code in (TCVN3, VNI, VISCII):
        yield code, converted(western, code).text
    with suppress(UnicodeDecodeError):
        yield WINDOWS, converted(data.decode("cp1258")).text
    yield "Windows-1252", western


_WESTERN = [bytes([b]).decode("cp1252", "ignore") or chr(b) for b in range(256)]


def _best(data: bytes) -> tuple[str, str] | None:
    """The text in the encoding that makes most of its words Vietnamese; None where none makes enough of them so."""
    best, most = None, 0.0
    for code, text in _candidates(data):
        fine, words = likeness(text)
        share = fine / words if words else 0.7
        if share > most and share >= 0.7 and all(sign.isprintable() or sign in "\t\r\n\f" for sign in set(text)):
            best, most = (text, code), share
    return best


def _named(line: bytes, found: tuple[str, str] | None) -> tuple[str, str] | None:
    """A line too short to speak for itself, in the encoding of the other foreign lines."""
    if found is None or len(line) > 40:
        return None
    return dict(_candidates(line))[found[1]], found[1]
