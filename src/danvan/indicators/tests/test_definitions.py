"""The grammar of indicators is closed: what does not belong is refused with its place, before anything is counted."""

import pytest
from django.utils import translation

from danvan.indicators.definitions import INDICATORS, parse_definition
from danvan.kit.errors import Refusal

HEAD = "name: {vi: Thử, en: Trial}\ngroup: leadership\n"
ROWS = "rows:\n  kinds: [dialogue]\n"
WRONG = [
    "rows:\n  kinds: [no_such_kind]\nmeasure: {count: occasions}",
    "rows:\n  kinds: []\nmeasure: {count: occasions}",
    ROWS,
    ROWS + "measure: {sum: no_such_measure}",
    ROWS + "measure: {sum: opinions, count: entries}",
    ROWS + "measure: {count: persons}",
    ROWS + "measure: {sum: occasions}",
    ROWS + "measure: {latest: opinions}",
    "rows:\n  kinds: [population]\nmeasure: {sum: persons}",
    "rows:\n  kinds: [population]\nmeasure: {count: occasions}",
    "rows:\n  kinds: [ethnic_share]\nmeasure: {sum: share}",
    "rows:\n  kinds: [dialogue]\n  where: {no_such_dim: [x]}\nmeasure: {count: occasions}",
    "rows:\n  kinds: [dialogue]\n  where: {head: [king]}\nmeasure: {count: occasions}",
    ROWS + "measure: {count: occasions}\nsplit: colour",
    ROWS + "measure: {count: occasions}\nchange: dialogues",
    ROWS + "measure: {count: occasions}\nsql: DROP TABLE entry",
    ROWS + "measure: {count: occasions}\npython: __import__('os')",
    "share: {part: dialogues}",
    "",
    "[1, 2",
]


@pytest.mark.parametrize("body", WRONG)
def test_what_the_grammar_does_not_know_is_refused_in_both_languages(body):
    said = set()
    for language in ("vi", "en"):
        with translation.override(language):
            with pytest.raises(Refusal) as refused:
                parse_definition("trial", HEAD + body)
            said.add(refused.value.sentence)
    assert len(said) == 2


def test_measures_of_two_bases_are_never_summed():
    body = "rows:\n  kinds: [documents_issued, reviews_built]\nmeasure: {sum: documents}"
    with pytest.raises(Refusal):
        parse_definition("trial", HEAD + body)


def test_a_version_is_the_hash_of_the_content():
    one = parse_definition("trial", HEAD + ROWS + "measure: {count: occasions}")
    other = parse_definition("trial", HEAD + ROWS + "measure: {count: entries}")
    assert one.version != other.version
    assert one.version == parse_definition("trial", HEAD + ROWS + "measure: {count: occasions}").version


@pytest.mark.parametrize("code", sorted(INDICATORS()))
def test_every_indicator_has_words_in_both_languages(code):
    definition = INDICATORS()[code]
    assert definition.name.vi and definition.name.en and definition.noun.vi and definition.noun.en
