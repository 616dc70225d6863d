"""Whose articles they are: pacts, amendments, supplemented treaties, chapters, letters, the treaty of a report."""

import pytest

from kg import vocabulary
from kg.pipeline import extract
from tests.strategies import document

LEXICON = vocabulary.load()


def tied(text: str) -> list[str]:
    found = extract(document(f"Piers\n\n{text}\n"), lexicon=LEXICON).entities
    return sorted(entity.key for entity in found if entity.type == "provision")


def forms(text: str, kind: str) -> set[str]:
    """All names of the entities of that type."""
    found = extract(document(f"Piers\n\n{text}\n"), lexicon=LEXICON).entities
    return {name for entity in found if entity.type == kind for name in (entity.name, *entity.aliases)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The Smuggling of Migrants Protocol, supplementing the United Nations Convention against Transnational "
            "Organized Crime, names boats in article 3.",
            ["smuggling-of-migrants-protocol#art3"],
        ),
        (
            "The Montreal Protocol is old. Most States have the Kigali Amendment. Article 2J is on cold rooms.",
            ["montreal-protocol#art2J"],
        ),
        ("Under article 6 of the Mutual Rope Pact, piers are open.", ["instrument-mutual-rope-pact#art6"]),
        ("Acting under Article 41 of Chapter VII of the Charter, it shut piers.", ["charter#art41"]),
        (
            "Article 75 of Protocol I is on care; under Protocol II, article 4, piers are safe.",
            ["instrument-protocol-i#art75", "instrument-protocol-ii#art4"],
        ),
        ("Article 19 of the WHO Constitution is on piers.", ["instrument-who-constitution#art19"]),
        (
            "Piers rest on the Lagos Pier Convention, whose article 7 is long.",
            ["instrument-lagos-pier-convention#art7"],
        ),
        ("Boats fall under article 17 of the Convention of 1926.", ["instrument-convention-of-1926#art17"]),
        ("Guests fall under the Refugee Convention, article 1 D.", ["refugee-convention#art1D"]),
        (
            "Article 4B, paragraph 2 bis, of the Montreal Protocol is on permits.",
            ["montreal-protocol#art4B(2bis)"],
        ),
    ],
)
def test_an_article_is_of_the_text_that_the_words_give_it(text: str, expected: list[str]) -> None:
    assert tied(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "GATT Article XX was read beside the Paris Agreement.",
        "The Paris Agreement was read, and Article 1 common to both Covenants.",
        "The Paris Agreement is old. The pier contract, article 4, and the lease (article 9) are not.",
        "The Paris Agreement is old; the law of 1998, in its articles 4 and 5, is older.",
        "Under the loan agreement with the Pier Bank, article 4 sets a rate; the Paris Agreement does not.",
        "The Paris Agreement is old, and Art. 6 GG is not.",
        "The Staff Pact binds nobody; article 6 of its bye-laws does.",
        "Most States have the Kigali Amendment; under article 3 of a lease it is void.",
    ],
)
def test_an_article_of_what_nobody_named_stays_out(text: str) -> None:
    assert tied(text) == []


def test_a_report_under_a_treaty_means_that_treaty_with_bare_articles() -> None:
    text = (
        "This report is submitted in accordance with article 54 of the Paris Agreement. It also reads article 4 of the "
        "Kyoto Protocol.\n\nTen papers came under article 9."
    )
    assert tied(text) == ["kyoto-protocol#art4", "paris-agreement#art54", "paris-agreement#art9"]


def test_two_treaties_and_no_report_leave_a_bare_article_open() -> None:
    text = (
        "Piers rest on article 54 of the Paris Agreement. Boats rest on article 4 of the Kyoto Protocol.\n\n"
        "Ten papers came under article 9."
    )
    assert tied(text) == ["kyoto-protocol#art4", "paris-agreement#art54"]


def test_the_charter_keeps_the_words_of_a_text_that_has_no_fuller_name() -> None:
    assert "Charter" in forms("The Council read the Charter, in particular its Article 53.", "instrument")


def test_a_treaty_that_is_named_in_full_is_not_called_by_its_noun() -> None:
    text = "The Charter of the United Nations is short. The Charter has an Article 53."
    assert "Charter" not in forms(text, "instrument")


def test_a_full_name_ends_before_the_body_that_it_is_of() -> None:
    text = "Under article 6 of the Mutual Rope Pact of the African Union, piers are open."
    assert forms(text, "instrument") == {"Mutual Rope Pact"}


def test_a_treaty_that_only_a_meeting_is_called_after_is_an_instrument_of_the_document() -> None:
    text = (
        "The thirty-sixth Meeting of the Parties to the Montreal Protocol on Substances that Deplete the Ozone Layer "
        "read article 5."
    )
    assert tied(text) == ["montreal-protocol#art5"]
    assert "Montreal Protocol on Substances that Deplete the Ozone Layer" in forms(text, "instrument")
