"""Articles of instruments by number: both orders, lists, ranges, paragraphs, and what is no article of any."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.finders import provisions
from kg.types import Mention, Passage, Span, Unit, View
from kg.vocabulary import Lexicon
from tests.strategies import nasty_texts

LEXICON = Lexicon(concepts=(), digest="")


def unit(text: str) -> Unit:
    passage = Passage(index=0, kind="paragraph", begin=0, end=len(text))
    return Unit(passages=(passage,), view=View(text=text, anchors=((0, 0),)), sentences=(Span(0, len(text)),))


def mentions(text: str) -> list[Mention]:
    return list(provisions.find(unit(text), LEXICON))


def found(text: str) -> list[tuple[str, str | None]]:
    return [(text[hit.begin : hit.end], hit.number) for hit in mentions(text)]


@pytest.mark.parametrize(("text", "expected"), provisions.EXAMPLES)
def test_examples_of_the_finder_hold(text: str, expected: tuple[tuple[str, str | None, str], ...]) -> None:
    assert tuple((text[hit.begin : hit.end], hit.id, hit.type) for hit in mentions(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Reports are due under article 73 of the Convention.", [("article 73", "73")]),
        ("Articles 10 and 13 ask for open books.", [("Articles 10", "10"), ("13", "13")]),
        ("States rely on articles 8, 11 and 13.", [("articles 8", "8"), ("11", "11"), ("13", "13")]),
        ("Codes of conduct follow article 8(4).", [("article 8(4)", "8(4)")]),
        ("It came into force under article 87 (2) of the Convention.", [("article 87 (2)", "87(2)")]),
        ("as article 8, paragraph 4, asks", [("article 8, paragraph 4", "8(4)")]),
        ("see article 6, paragraph 1 (b), on this", [("article 6, paragraph 1 (b)", "6(1)(b)")]),
        ("paragraph 3 of article 44 says when", [("paragraph 3 of article 44", "44(3)")]),
        ("further to arts. 5–7", [("arts. 5", "5"), ("5–7", "6"), ("7", "7")]),
        ("articles 61 to 63 of that treaty", [("articles 61", "61"), ("61 to 63", "62"), ("63", "63")]),
        (
            "submitted under article 29 (3) and (4) of the Convention",
            [("article 29 (3)", "29(3)"), ("(4)", "29(4)")],
        ),
        ("Article 13 (Participation of society) is on the agenda.", [("Article 13", "13")]),
        ("individual communications (art. 31)", [("art. 31", "31")]),
        ("the arms race in outer space and article IV of the Treaty", [("article IV", "IV")]),
        ("article 15 bis of the Statute", [("article 15 bis", "15bis")]),
        ("made under articles 31 and/or 32 of the Convention", [("articles 31", "31"), ("32", "32")]),
        (
            "in article 5, subparagraphs (a) and (c)",
            [("article 5, subparagraphs (a)", "5(a)"), ("(c)", "5(c)")],
        ),
        (
            "article 18 of one and article 16 of another",
            [("article 18", "18"), ("article 16", "16")],
        ),
        (
            "Art.\u00a014 and Article\u00a06.3 are at odds.",
            [("Art.\u00a014", "14"), ("Article\u00a06.3", "6(3)")],
        ),
        (
            "articles 7, 9 (1) and (2), and 16",
            [("articles 7", "7"), ("9 (1)", "9(1)"), ("(2)", "9(2)"), ("16", "16")],
        ),
        ("under article 6, paragraphs 2 and 4, States", [("article 6, paragraphs 2", "6(2)"), ("4", "6(4)")]),
        (
            "Articles 9 (Public procurement) and 10 (Public reporting) of the Convention",
            [("Articles 9", "9"), ("10", "10")],
        ),
        ("under article 13 (Society) and 25 others", [("article 13", "13")]),
        (
            "articles 2 (3), read with article 7, and 14 (2) (b) of the Covenant",
            [("articles 2 (3)", "2(3)"), ("article 7", "7"), ("14 (2) (b)", "14(2)(b)")],
        ),
        ("Rights of the Child (arts. 3, 28 and 29)", [("arts. 3", "3"), ("28", "28"), ("29", "29")]),
        ("ARTICLE 13 OF THE CONVENTION", [("ARTICLE 13", "13")]),
        ("the pact, and its articles I and II", [("articles I", "I"), ("II", "II")]),
        ("Art 5 is short", [("Art 5", "5")]),
        (
            "articles 5 to 7 bis of the Statute",
            [("articles 5", "5"), ("5 to 7 bis", "6"), ("5 to 7 bis", "7"), ("7 bis", "7bis")],
        ),
        (
            "article 11, paragraphs 2 to 4",
            [
                ("article 11, paragraphs 2", "11(2)"),
                ("11, paragraphs 2 to 4", "11(3)"),
                ("4", "11(4)"),
            ],
        ),
        (
            "article 12 binds ports, and paragraph 10 (a) of the same article names the papers",
            [("article 12", "12"), ("paragraph 10 (a) of the same article", "12(10)(a)")],
        ),
        (
            "subparagraph (b) of paragraph 2 of article 16",
            [("subparagraph (b) of paragraph 2 of article 16", "16(2)(b)")],
        ),
        (
            "paragraphs (a) and (b) of article 3",
            [("paragraphs (a)", "3(a)"), ("(b) of article 3", "3(b)")],
        ),
    ],
)
def test_articles_are_read_with_their_parts(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The magazine printed 3 articles and 12 photographs.",
        "Its article (2019) was read by many.",
        "Articles 2,500 words long are cut.",
        "The group ARTICLE 19 sent a letter.",
        "Paragraph 6 of resolution 68/186 asks for a list.",
        "The particle 7 experiment went on.",
        "an article of 12 pages",
        "Article I wrote last year",
        "the articles 2018 to 2020",
        "state of the art. 31 States came.",
        "In newspaper article 3 the harbour was praised.",
        "Paragraph 4 of the same article was left out.",
    ],
)
def test_what_is_no_article_is_not_read(text: str) -> None:
    assert found(text) == []


def test_a_mention_stays_open_until_its_instrument_is_known() -> None:
    (hit,) = mentions("article 9")
    assert (hit.type, hit.id, hit.number, hit.name) == ("provision", None, "9", "article 9")


def test_a_range_that_is_no_list_of_articles_gives_its_ends_only() -> None:
    assert found("articles 1 to 99") == [("articles 1", "1"), ("99", "99")]


@given(nasty_texts)
def test_every_mention_lies_in_the_text_and_keeps_its_number(text: str) -> None:
    assert all(0 <= hit.begin < hit.end <= len(text) and hit.number for hit in mentions(text))


@given(st.integers(1, 400), st.integers(1, 20))
def test_both_orders_give_the_same_number(article: int, paragraph: int) -> None:
    first = mentions(f"article {article}, paragraph {paragraph}, applies")
    second = mentions(f"paragraph {paragraph} of article {article} applies")
    third = mentions(f"article {article} ({paragraph}) applies")
    assert [hit.number for hit in first] == [hit.number for hit in second] == [hit.number for hit in third]
