"""Bodies whose names are French, Portuguese or Spanish, in English sentences."""

import pytest
from hypothesis import given

from kg.finders.foreign_bodies import find
from kg.split import split, units
from kg.vocabulary import Lexicon
from tests.kg.builders import document
from tests.strategies import nasty_texts

NOBODY = Lexicon((), "none")


def names(text: str) -> list[str]:
    read = document(text)
    return [text[m.begin : m.end] for unit in units(read, split(read)) for m in find(unit, NOBODY)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "It was run by the Institut malien de recherches forestières under an agreement.",
            "Institut malien de recherches forestières",
        ),
        ("The Instituto Nacional de los Bosques counted them.", "Instituto Nacional de los Bosques"),
        ("Work of the Universidade Aberta do Mar began.", "Universidade Aberta do Mar"),
        ("Lead: Direction des forêts du Mali; partner: UNDP.", "Direction des forêts du Mali"),
        ("The Colegio de Maestros (partner) joined.", "Colegio de Maestros"),
        ("The Office national de l'eau potable gave pumps.", "Office national de l'eau potable"),
        ("With the Institut Pasteur supports arrived.", "Institut Pasteur"),
    ],
)
def test_a_foreign_name_ends_before_the_english_words(text: str, expected: str) -> None:
    assert names(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "The Office of the Prosecutor and the Commission on Ports met.",
        "The Service contracts de facto ended.",
        "The Institut began.",
        "The Direction of the Union is clear.",
    ],
)
def test_english_names_and_lone_heads_are_none(text: str) -> None:
    assert names(text) == []


@given(nasty_texts)
def test_every_name_stands_in_the_text(text: str) -> None:
    assert all(name in text for name in names(text))
