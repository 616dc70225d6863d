"""Names of places and bodies among the tokens of a sentence: what cuts the search short changes no answer."""

from hypothesis import given
from hypothesis import strategies as st

from kg.finders._words import Known, beginnings, said, spelled, tokens_of

NAMES = frozenset({"united nations", "united nations sea fund", "sea", "well being board", "x's fund"})
WORDS = st.sampled_from(
    [
        "the",
        "The",
        "United",
        "Nations",
        "Sea",
        "Fund",
        "Well-being",
        "Well",
        "being",
        "Board",
        "X's",
        "Fund’s",
        "and",
    ]
)


def known() -> Known:
    return Known(
        places=NAMES,
        bodies=NAMES,
        shorts=frozenset(),
        openings=frozenset({"the", *(name.split()[0] for name in NAMES)}),
        beginnings=beginnings(NAMES),
    )


def test_beginnings_are_whole_words_and_an_article() -> None:
    assert beginnings(["sea fund"]) == {"the", "sea", "sea fund"}


def test_a_body_is_found_behind_its_article_and_with_a_genitive() -> None:
    assert known().body(tokens_of("The United Nations’s boats", 0, 26), 0)


def test_the_first_words_of_a_name_are_no_name() -> None:
    assert not known().body(tokens_of("Well-being of all", 0, 17), 0)


@given(st.lists(WORDS, min_size=1, max_size=9).map(" ".join))
def test_each_length_is_asked_for_as_if_none_were_left_out(text: str) -> None:
    tokens = tokens_of(text, 0, len(text))
    assert known().body(tokens, 0) is any(spelled(said(tokens[:n])) in NAMES for n in (1, 2, 3, 4, 6, 8))
    assert known().place(tokens, 0) is any(spelled(said(tokens[:n])) in NAMES for n in (1, 2, 3))
