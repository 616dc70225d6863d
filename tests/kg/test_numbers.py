"""Numbers as running text writes them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.figures.counted import counted
from kg.nouns import is_plural, singular, singular_phrase
from kg.numbers import Quantity, dates, number, ordinal, quantities


def told(text: str) -> list[tuple[str, str, str]]:
    return [(text[q.begin : q.end], str(q.value), q.bound) for q in quantities(text)]


def units(text: str) -> list[str | None]:
    return [unit.unit if (unit := counted(text, q)) else None for q in quantities(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("48,220 kg", [("48,220", "48220", "exactly")]),
        ("48 220 kg", [("48 220", "48220", "exactly")]),
        ("over 1.5 million students", [("1.5 million", "1500000", "over")]),
        ("twenty-one experts", [("twenty-one", "21", "exactly")]),
        ("two hundred and six people", [("two hundred and six", "206", "exactly")]),
        ("a hundred cars", [("a hundred", "100", "exactly")]),
        ("500+ users", [("500+", "500", "over")]),
        ("40 or more users", [("40", "40", "over")]),
        ("no more than 6", [("6", "6", "under")]),
        ("no fewer than 6", [("6", "6", "over")]),
        ("fewer than 6", [("6", "6", "under")]),
        ("some 300 guards", [("300", "300", "about")]),
        ("20 to 30 ports", [("20", "20", "over"), ("30", "30", "under")]),
        ("20–30 ports", [("20", "20", "over"), ("30", "30", "under")]),
        ("between 20 and 30 ports", [("20", "20", "over"), ("30", "30", "under")]),
        (
            "$76 million, compared to $23 million",
            [("$76 million", "76000000", "exactly"), ("$23 million", "23000000", "exactly")],
        ),
        ("(45 women)", [("45", "45", "exactly")]),
    ],
)
def test_a_number_has_a_value_and_a_bound(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "In 2018",
        "on 5 May 2019",
        "A/RES/78/226",
        "8(4)",
        "24/7",
        "16.4.1",
        "a 3-day visit",
        "the 2nd",
        "COVID-19",
        "see (3)",
        "the 1990s",
    ],
)
def test_dates_codes_and_compounds_are_no_numbers(text: str) -> None:
    assert told(text) == []


def test_a_stretch_that_is_taken_gives_no_number() -> None:
    assert list(quantities("Goal 16 and 3 ports", [(0, 7)])) == [
        Quantity(begin=12, end=13, value=Decimal(3), bound="exactly", bounded=False, phrase=12)
    ]


def test_money_and_shares_are_marked() -> None:
    text = "US$ 5.3 million, 2 million dollars and 90 per cent"
    assert [(q.currency, q.percent) for q in quantities(text)] == [
        ("US$", False),
        ("dollars", False),
        (None, True),
    ]


@pytest.mark.parametrize("words", ["", "and", "judges", "twenty judges", "1.2.3", "minus"])
def test_other_words_are_no_number(words: str) -> None:
    assert number(words) is None


@pytest.mark.parametrize(
    ("words", "value"), [("seventy-eighth", 78), ("twentieth", 20), ("3rd", 3), ("hundredth", 100)]
)
def test_an_ordinal_has_a_value(words: str, value: int) -> None:
    assert ordinal(words) == value


@pytest.mark.parametrize("words", ["final", "eighty", "th", "month", "22"])
def test_other_words_are_no_ordinal(words: str) -> None:
    assert ordinal(words) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("As of June 2018", ["2018-06"]),
        ("on 5 May 2019", ["2019-05-05"]),
        ("From 8 to 11 November 2016", ["2016-11"]),
        ("from November 2016 to June 2018", ["2016-11/2018-06"]),
        ("from January to March 2020", ["2020-01/2020-03"]),
        ("in 2017 and 2018", ["2017", "2018"]),
        ("between 2017 and 2018", ["2017/2018"]),
        ("2019-03-04", ["2019-03-04"]),
        ("over 2,019 judges and $2000", []),
    ],
)
def test_a_date_is_told_in_iso_form(text: str, expected: list[str]) -> None:
    assert [date.iso for date in dates(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("15 official sources.", ["official source"]),
        ("60 States parties with", ["State party"]),
        ("four such notes verbales", ["note verbale"]),
        ("17 containers of strategic commodities and", ["container of strategic commodities"]),
        ("650 users per day", ["user per day"]),
        ("183 countries and 42 languages and contains over 2,200 items", ["country", "language", "item"]),
        (
            "12 human rights defenders and customs officers from",
            ["human rights defender and customs officer"],
        ),
        ("95 per cent of the construction being", ["per cent of the construction"]),
        ("the value of assets seized was $3 million", ["$ of assets seized"]),
        ("24 hours, 3 pillars, 2 of the", [None, None, None]),
        ("7 and 8", [None, None]),
    ],
)
def test_the_words_behind_a_number_are_its_unit(text: str, expected: list[str | None]) -> None:
    assert units(text) == expected


def test_singulars_keep_what_is_no_plural() -> None:
    assert [singular(word) for word in ("analysis", "police", "campus", "Women")] == [
        "analysis",
        "police",
        "campus",
        "Woman",
    ]


@given(st.integers(min_value=0, max_value=10**12))
def test_separators_change_no_value(value: int) -> None:
    assert number(f"{value:,}") == Decimal(value) == number(str(value))


@given(st.text(max_size=80))
def test_every_number_stands_where_it_says(text: str) -> None:
    assert all(0 <= q.phrase <= q.begin < q.end <= len(text) for q in quantities(text))


@given(st.text(alphabet="abs y-", max_size=20))
def test_a_phrase_keeps_its_number_of_words(words: str) -> None:
    assert len(singular_phrase(words).split(" ")) == len(words.split(" "))
    assert not is_plural("")


@given(st.sampled_from(["US$ 1.5 million", "twenty-one schools", "over 20 per cent", "\\$3", "١٢ boats"]))
def test_a_number_is_read_alike_however_much_stands_around_it(words: str) -> None:
    lone = [(q.begin, q.end, q.value, q.bound, q.currency, q.percent) for q in quantities(words)]
    around = "Captains met and spoke of ropes, of nets and of weather. " * 3
    amid = list(quantities(f"{around}{words} {around}"))
    shifted = [
        (q.begin - len(around), q.end - len(around), q.value, q.bound, q.currency, q.percent) for q in amid
    ]
    assert shifted == lone != []


@given(
    st.sampled_from(
        ["12 to 14 September 2018", "2016-11-05", "the second quarter of 1999", "May 2019, May 2021"]
    )
)
def test_a_date_is_read_alike_however_much_stands_around_it(words: str) -> None:
    around = "Captains met and spoke of ropes, of nets and of weather. " * 3
    amid = [(d.begin - len(around), d.end - len(around), d.iso) for d in dates(f"{around}{words} {around}")]
    assert amid == [(d.begin, d.end, d.iso) for d in dates(words)] != []


def test_the_two_ends_of_a_change_are_exact() -> None:
    found = quantities("The number of staff rose from 310 to 345.")
    assert [(str(q.value), q.bound) for q in found] == [("310", "exactly"), ("345", "exactly")]
