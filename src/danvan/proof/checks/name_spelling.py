"""A place or an organisation that is written two ways; two real places with close names are left alone."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from django.utils.translation import gettext_lazy as _

from danvan.kit.words import Words
from danvan.proof.check import Case, Check, Finding, bare
from danvan.proof.reading import Reading
from danvan.proof.relations.names import Name, apart_by, bodies_in, modern, names_in, skeleton

Forms = Mapping[str, Sequence[Name]]
#: A spelling that stands more often than this is nobody's slip of the pen.
_RARE = 2
#: Spellings that differ by a letter and not only by its marks: the other one must be told as often as this.
_OFTEN = 3
_SHORTEST = 5
_LIST_ENDS = re.compile(r"[;.:()]")
#: Letters that are taken for one another by ear.
_BY_EAR = (("nh", "ng"), ("n", "ng"), ("s", "x"), ("tr", "ch"), ("l", "n"), ("d", "gi"), ("k", "c"), ("t", "c"))
#: "Boong" and "Bong" are one sound.
_DOUBLED = re.compile(r"([aeiou])\1")
_UNIT = re.compile(r"(?<=[0-9])\s(?P<noun>[^\W\d_]+\s[^\W\d_]+)")


def run(case: Case) -> Iterator[Finding]:
    """Spellings that stand once or twice beside a more frequent one of the same name."""
    places: dict[str, list[Name]] = defaultdict(list)
    bodies: dict[str, list[Name]] = defaultdict(list)
    for paragraph in case.reading.paragraphs:
        if paragraph.role in ("head", "signature"):
            continue
        for name in names_in(paragraph):
            places[name.form].append(name)
        for name in bodies_in(paragraph):
            bodies[f"{name.head} {name.form}"].append(name)
    official = frozenset(" ".join(modern(word) for word in name.split()) for name in case.names)
    for rare, often in _by_marks(places):
        if _one_place(case.reading, places[rare], places[often], official):
            yield _finding(places[rare], places[often], official)
    for rare, often in _by_letter(places):
        if _one_place(case.reading, places[rare], places[often], official):
            yield _finding(places[rare], places[often], official)
    for rare, often in _by_marks(bodies):
        if not _known(rare, often, places):
            yield _finding(bodies[rare], bodies[often], official)
    yield from _nouns(case.reading)
    if official:
        yield from _not_official(places, official)


def _not_official(places: Forms, official: frozenset[str]) -> Iterator[Finding]:
    """Names behind their kind that differ from a name of the register in a mark only, and are none themselves."""
    alike = {skeleton(form): form for form in official}
    for form, names in places.items():
        near = alike.get(skeleton(form))
        headed = [name for name in names if name.head]
        if headed and near is not None and form not in official and near not in places:
            quote = " ".join(word.capitalize() for word in near.split())
            yield Finding(
                check="name_spelling",
                severity="doubt",
                text=_("The register has no «%(found)s»; it has «%(expected)s»."),
                remedy=_("Write the name as the register does, or register the place."),
                places=bare(headed),
                expected=quote,
                found=headed[0].quote,
                values={"found": headed[0].quote, "expected": quote},
            )


def _known(rare: str, often: str, places: Forms) -> bool:
    """Whether the syllable that differs belongs to a place's name: then the place was told already, or is real."""
    differing = apart_by(rare, often)
    return differing is None or any(differing[0] in form.split() for form in places)


def _by_marks(forms: Forms) -> Iterator[tuple[str, str]]:
    """Pairs of spellings that differ only in tones and marks, the rarer first."""
    alike: dict[str, list[str]] = defaultdict(list)
    for form in forms:
        alike[skeleton(form)].append(form)
    for group in alike.values():
        if 1 < len(group) <= 4 and len(skeleton(group[0])) >= 4:
            for one, other in combinations(group, 2):
                rare, often = sorted((one, other), key=lambda form: len(forms[form]))
                fewer = len(forms[rare]) < len(forms[often]) or " " not in rare
                if len(forms[rare]) <= _RARE and (fewer or _is_body(forms[rare])):
                    yield rare, often


def _is_body(names: Sequence[Name]) -> bool:
    return len(names) == 1 and names[0].form != modern(names[0].quote)


def _by_letter(forms: Forms) -> Iterator[tuple[str, str]]:
    """Pairs that differ in one syllable by letters that sound alike, the rarer first."""
    without: dict[tuple[int, tuple[str, ...]], list[str]] = defaultdict(list)
    for form in forms:
        syllables = form.split()
        if len(syllables) > 1 and len(skeleton(form)) >= _SHORTEST:
            for at in range(len(syllables)):
                without[at, (*syllables[:at], "", *syllables[at + 1 :])].append(form)
    for group in without.values():
        if len(group) > 8:
            continue
        for one, other in combinations(group, 2):
            rare, often = sorted((one, other), key=lambda form: len(forms[form]))
            if len(forms[rare]) > _RARE or len(forms[often]) < _OFTEN:
                continue
            differing = apart_by(rare, often)
            if differing is not None and _sound_alike(*differing):
                yield rare, often


def _sound_alike(one: str, other: str) -> bool:
    if skeleton(one) == skeleton(other):
        return False
    if _DOUBLED.sub(r"\1", one) == _DOUBLED.sub(r"\1", other):
        return True
    for left, right in _BY_EAR:
        for a, b in ((left, right), (right, left)):
            if one.endswith(a) and one.removesuffix(a) + b == other and len(other) > len(b):
                return True
            if one.startswith(a) and b + one.removeprefix(a) == other:
                return True
    return False


def _one_place(reading: Reading, rare: Sequence[Name], often: Sequence[Name], official: frozenset[str]) -> bool:
    """Whether two spellings can be one place: of one kind, never in one list, not both in the register."""
    if rare[0].form in official and often[0].form in official:
        return False
    heads, others = {name.head for name in rare} - {""}, {name.head for name in often} - {""}
    if heads and others and not heads & others:
        return False
    return not any(_one_list(reading, a, b) for a in rare for b in often if a.paragraph == b.paragraph)


def _one_list(reading: Reading, one: Name, other: Name) -> bool:
    first, last = sorted((one, other), key=lambda name: name.start)
    between = reading.paragraph(one.paragraph).text[first.end : last.start]
    return not _LIST_ENDS.search(re.sub(r"\([^()]*\)", "", between))


def _nouns(reading: Reading) -> Iterator[Finding]:
    """A counted noun of two syllables that stands elsewhere with another first letter of the same sound."""
    counted: dict[str, Name] = {}
    for figure in reading.figures:
        text = reading.paragraph(figure.paragraph).text
        noun = _UNIT.search(text, figure.start, min(len(text), figure.end + 20))
        if noun is not None:
            start, end = noun.span("noun")
            form = modern(noun["noun"])
            counted.setdefault(form, Name(noun["noun"], start, end, figure.paragraph, "", form))
    wanted = {variant: form for form in counted for variant in _heard(form)}
    if not wanted:
        return
    standing = _standing(reading, wanted)
    for variant, form in wanted.items():
        if variant in standing and len(standing[form]) == 1 and _first_common(form, variant):
            yield _finding([counted[form]], standing[variant], frozenset())


def _first_common(form: str, variant: str) -> bool:
    """One of the two first syllables stays: "giáo sứ" and "giáo xứ"."""
    return form.split()[0] == variant.split()[0]


def _heard(form: str) -> Iterator[str]:
    first, second = form.split()
    for a, b in (("s", "x"), ("x", "s")):
        if second.startswith(a):
            yield f"{first} {b}{second.removeprefix(a)}"


def _standing(reading: Reading, wanted: Mapping[str, str]) -> dict[str, list[Name]]:
    found: dict[str, list[Name]] = defaultdict(list)
    whole = "\n".join(paragraph.text for paragraph in reading.paragraphs).lower()
    heard = [variant for variant in wanted if variant in whole]
    if not heard:
        return found
    standing = {*heard, *(wanted[variant] for variant in heard)}
    pattern = re.compile(rf"(?i)(?<!\w)(?:{'|'.join(map(re.escape, standing))})(?!\w)")
    for paragraph in reading.paragraphs:
        for match in pattern.finditer(paragraph.text):
            form = match[0].lower()
            found[form].append(Name(match[0], match.start(), match.end(), paragraph.n, "", form))
    return found


def _finding(rare: Sequence[Name], often: Sequence[Name], official: frozenset[str]) -> Finding:
    if rare[0].form in official and often[0].form not in official:
        rare, often = often, rare
    return Finding(
        check="name_spelling",
        severity="doubt",
        text=_("One name is written two ways: «%(rare)s» and «%(often)s»."),
        remedy=_("Write the name one way; if they are two, nothing needs to be done."),
        places=bare((rare[0], often[0], *rare[1:], *often[1:4])),
        # The more frequent spelling may be the wrong one; only the register knows.
        expected=often[0].quote if often[0].form in official else "",
        found=rare[0].quote,
        values={"rare": rare[0].quote, "often": often[0].quote},
    )


CHECK = Check("name_spelling", Words("Tên viết hai cách", "A name spelled two ways"), "name", "fast", run)
