"""A text depends on the part of our vocabularies that it can speak of, and on no more."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kg
from kg import vocabulary
from kg.assembly import spoken, vocabulary_digests, words
from kg.types import Document
from kg.vocabulary import Concept, Lexicon
from tests.kg.builders import document

ALL = vocabulary.load()
NAMED = [concept for concept in ALL.concepts if concept.labels and not concept.prefix]
_SAID = (
    "{0} and {1} work together.",
    "The report of {0} ({1}) names the {0}.",
    "UNODC, with the {0}, supports {1} in Central and Western Africa.",
    "# {0}\n\nIt supports target 16.4 and resolution 78/226, as {1} does.",
    "The 1970 Convention and the Protocol thereto were adopted by {0}; {1}'s staff were trained.",
)
_MARRED = (
    str,
    str.upper,
    lambda name: name.replace(" ", "\n"),
    lambda name: f"**{name}**",
    lambda name: f"_{name}_",
)
names = st.builds(
    lambda concept, marred: marred(concept.labels[0]), st.sampled_from(NAMED), st.sampled_from(_MARRED)
)
texts = st.lists(st.builds(str.format, st.sampled_from(_SAID), names, names), min_size=1, max_size=4).map(
    "\n\n".join
)


def known_to(text: str) -> Sequence[Concept]:
    """The concepts that a text depends on."""
    index = words._index(True)
    places = {*index.always, *(at for word in words.words(text) for at in index.by_word.get(word, ()))}
    return tuple(concept for at, concept in enumerate(ALL.concepts) if at in places)


@pytest.mark.slow
@given(texts)
@settings(max_examples=40, deadline=None)
def test_an_extraction_needs_no_more_of_the_vocabularies_than_the_text_speaks_of(text: str) -> None:
    told = document(text)
    part = Lexicon(tuple(known_to(text)), "part")
    assert kg.extract(told, lexicon=part) == kg.extract(told, lexicon=ALL)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The Organisation met.", "orga"),
        ("Pro-\ngramme of work", "prog"),
        ("**Glo**bal Programme", "glob"),
        ("Côte d’Ivoire", "cote"),
        ("pro\u00adgramme", "prog"),
        ("ﬁnance", "fina"),
        ("UN", "un"),
    ],
)
def test_words_are_known_by_their_first_letters_however_they_are_set(text: str, word: str) -> None:
    assert word in words.words(text)


def test_a_name_is_reached_by_its_first_word_without_its_article() -> None:
    (concept, *_) = NAMED
    named = replace(concept, labels=("The Global Watch", "United Nations House", "Élan"), adjectives=())
    assert set(words.beginnings(named)) == {"glob", "unit", "un", "elan"}


def test_a_text_in_another_language_depends_on_all_vocabularies() -> None:
    told = replace(document("Rien."), language="fr")
    assert {name: spoken(told, curated=True).get(name) for name in vocabulary_digests()} == dict(
        vocabulary_digests()
    )


def test_the_curated_lists_count_only_where_they_are_used() -> None:
    told = document("The Container Control Programme works in Peru.")
    with_lists, without = spoken(told, curated=True), spoken(told, curated=False)
    assert "programmes" in with_lists
    assert "programmes" not in without
    assert with_lists["places"] == without["places"]


def test_texts_of_other_words_depend_on_other_parts() -> None:
    one, other = (spoken(_of(text), curated=True) for text in ("Fiji", "Peru"))
    assert one["places"] != other["places"]
    assert one["sdg"] == other["sdg"]


def _of(text: str) -> Document:
    return document(text)
