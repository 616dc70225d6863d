"""Articles of laws, codes and rules, and those that only stand beside them; what a bare article looks back to."""

import pytest

from kg import vocabulary
from kg.pipeline import extract
from tests.strategies import document

LEXICON = vocabulary.load()
UNCAC = "The United Nations Convention against Corruption binds ports."


def tied(text: str) -> list[str]:
    found = extract(document(f"Piers\n\n{text}\n"), lexicon=LEXICON).entities
    return sorted(entity.key for entity in found if entity.type == "provision")


@pytest.mark.parametrize(
    "text",
    [
        f"{UNCAC} In Peru, Law 1996 of 2019, article 6, is on piers.",
        f"{UNCAC} Article 9 of the Prevention of Bribery Law is on gifts.",
        f"{UNCAC} The Port Act is old; article 5 was cut.",
        f"{UNCAC} Peru changed article 53 of its Constitution.",
        f"{UNCAC} A text, of which article 12 is open, was read.",
        f"{UNCAC} Articles 28 and 29 GDPR are on data.",
        f"{UNCAC} It asks Peru to amend article 216.",
        f"{UNCAC} Peru repealed or revised the article 7.",
        "The Agreement under the Convention against Corruption devotes its article 11 to piers.",
        f"{UNCAC} Article 29 Working Party papers were read.",
    ],
)
def test_an_article_of_a_law_is_tied_to_no_treaty(text: str) -> None:
    assert tied(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{UNCAC} Article 46 is new; article 12 of the Port Act is old.", ["XVIII-14#art46"]),
        (
            f"{UNCAC} Article 12, paragraph 3, was read; rule 44 of the Rules of Procedure was cut.",
            ["XVIII-14#art12(3)"],
        ),
        (f"{UNCAC} Article 16 became law through article 174 of the Penal Code.", ["XVIII-14#art16"]),
        (
            "International Humanitarian Law grew. Article 5 of the Arms Trade Treaty is on lists.",
            ["arms-trade-treaty#art5"],
        ),
    ],
)
def test_a_law_with_a_number_of_its_own_behind_leaves_the_article_to_the_treaty(
    text: str, expected: list[str]
) -> None:
    assert tied(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Article 12 of the Arms Trade Treaty is on files. Article 24 of the Convention on the Rights of the Child "
            "is on health. Article 12 was read in two courts, article 24 in three.",
            ["arms-trade-treaty#art12", "crc#art24"],
        ),
        (
            "The Conference of the Parties to the Minamata Convention on Mercury took a decision on article 4.",
            ["minamata-convention#art4"],
        ),
        (
            "The Committee on the Rights of Persons with Disabilities recalls article 33 (3) of the Convention.",
            ["crpd#art33(3)"],
        ),
        (
            "Peru joined the Optional Protocol to the Convention against Torture and accepts article 22 of that "
            "Convention. The Convention on the Rights of the Child is older.",
            ["cat#art22"],
        ),
        (
            "The Arms Trade Treaty and the Convention on the Rights of the Child differ. Article 1 of the former and "
            "article 3 of the latter were read.",
            ["arms-trade-treaty#art1", "crc#art3"],
        ),
        (
            "Article X of the Chemical Weapons Convention is on help; paragraph 4 of that Article sets a day. Under "
            "Article XI, ports trade.",
            [
                "chemical-weapons-convention#artX",
                "chemical-weapons-convention#artX(4)",
                "chemical-weapons-convention#artXI",
            ],
        ),
        (
            "Article 13, paragraphs 7 (b) and 11, of the Paris Agreement is on reports.",
            ["paris-agreement#art13(11)", "paris-agreement#art13(7)(b)"],
        ),
        (
            "We rely on articles 28 and 29 CRC and on article 24 CRPD.",
            ["crc#art28", "crc#art29", "crpd#art24"],
        ),
        (
            "The Conference of the States Parties to the United Nations Convention against Corruption met. It read "
            "article 13.",
            ["XVIII-14#art13"],
        ),
        (
            "Article 25 of the Arms Trade Treaty is on votes. Article 3 of the Paris Agreement was cited; Togo applied "
            "article 25 early.",
            ["arms-trade-treaty#art25", "paris-agreement#art3"],
        ),
        (
            "We rely on article 46 UNCAC and article VIII, paragraph 1 (a), CITES.",
            ["XVIII-14#art46", "cites#artVIII(1)(a)"],
        ),
        (
            "Article 4 of Protocol No. 4 to the European Convention on Human Rights bans it.",
            ["instrument-protocol-no-4-to-the-european-convention-on-human-rights#art4"],
        ),
        ("The Paris Agreement, of which article 6 is the longest, was read.", ["paris-agreement#art6"]),
        (
            "Only the Escazú Agreement is read here, by virtue of its article 17.\n\nArticle 6 asks for files.",
            ["XXVII-18#art17", "XXVII-18#art6"],
        ),
        (
            "Article III.A.2 of the Lagos Convention is on lamps.",
            ["instrument-lagos-convention#artIII(A)(2)"],
        ),
    ],
)
def test_a_bare_article_looks_back_to_what_names_its_treaty(text: str, expected: list[str]) -> None:
    assert tied(text) == expected


def test_a_treaty_that_only_a_body_is_called_after_is_an_instrument_of_the_document() -> None:
    text = (
        "Piers\n\nThe Conference of the States Parties to the United Nations Convention against Corruption met. "
        "It read article 13.\n"
    )
    found = [e for e in extract(document(text), lexicon=LEXICON).entities if e.type == "instrument"]
    assert [(e.key, e.name) for e in found] == [("XVIII-14", "United Nations Convention against Corruption")]
