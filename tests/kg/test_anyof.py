"""One pass over a text for many letters: what stands there, and where."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.anyof import AnyOf

LETTERS = ("the ", "this ", "is", "a")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", False),
        ("Nobody spoke", False),
        ("THE BOOK", False),
        ("bathe now", True),
        ("Ships", False),
        ("He is here", True),
    ],
)
def test_letters_stand_in_a_text_within_words_too_and_case_counts(text: str, found: bool) -> None:
    assert AnyOf(("the ", "is ")).stands_in(text) is found


def test_all_letters_are_found_though_they_overlap() -> None:
    assert AnyOf(LETTERS).found_in("this one") == {"this ", "is"}


def test_places_are_code_points() -> None:
    assert AnyOf(("ж", "né")).places_in("ö ж né") == [2, 4]


@given(st.text(alphabet="this ae", max_size=40))
def test_one_pass_finds_what_looking_for_each_one_finds(text: str) -> None:
    found = AnyOf(LETTERS).found_in(text)
    assert found == {letters for letters in LETTERS if letters in text}
    assert AnyOf(LETTERS).stands_in(text) is bool(found)
