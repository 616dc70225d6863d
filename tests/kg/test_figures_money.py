"""What money stands for, written down before the rules: the words around an amount tell its unit."""

import pytest

from tests.kg.test_figures import accepted


def units(text: str) -> list[str]:
    return [unit for _, _, _, unit, _ in accepted(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("UNODC opened a €7 million harbour training programme.", ["€ of harbour training programme"]),
        ("UNODC opened the $3 million Blue Coast Harbour programme in Fiji.", ["$ of programme"]),
        ("In Togo, a $2 million harbour loan supported the work of UNODC.", ["$ of harbour loan"]),
        ("UNODC bought a €3 million stock of seed in Chad.", ["€ of stock"]),
        ("UNODC reports that costs surpassed $5 million.", ["$"]),
        ("UNODC spent a combined $5 million in Chad.", ["$"]),
        ("UNODC held investments of $624 million.", ["$ of investments"]),
        ("UNODC kept cash and bank deposits of over $20 million.", ["$ of cash and bank deposits"]),
        ("UNODC runs a portfolio of €12.5 million to help ports.", ["€ of portfolio"]),
        ("UNODC ran projects worth €4.8 million in Chad.", ["€ of projects"]),
        ("UNODC approved six new grants for Chad, worth $11 million.", ["new grant", "$ of new grants"]),
        ("UNODC reports that its total expenses were $54 million.", ["$ of total expenses"]),
        ("Voluntary contributions to UNODC amounted to $83,000.", ["$ of voluntary contributions to UNODC"]),
        (
            "UNODC says that total assets increased by 10 per cent to $1.5 billion.",
            ["per cent of total assets", "$ of total assets"],
        ),
        (
            "UNODC says that contribution revenue had decreased by $61 million.",
            ["$ of decrease in contribution revenue"],
        ),
        ("UNODC reports an increase of $5 million in travel costs.", ["$ of increase in travel costs"]),
        ("UNODC awarded $991,000 to ports.", ["$ awarded"]),
        ("In Chad, $991,000 was awarded by UNODC to ports.", ["$ awarded"]),
        (
            "UNODC recorded a surplus of $79 million for 2023, compared with $131 million in 2022.",
            ["$ of surplus", "$ of surplus"],
        ),
        ("UNODC gave out $5 million in aid.", ["$ of aid"]),
        ("UNODC allocated $5 million to Chad and $2 million to Mali.", ["$ allocated", "$ allocated"]),
        ("UNODC ran 12 projects with a total value of $30 million.", ["project", "$ of projects"]),
        ("UNODC says that the number of staff of UNODC rose from 310 to 345.", ["staff", "staff"]),
        ("UNODC rated 42 ports (74 per cent) as safe.", ["port", "per cent of ports"]),
        ("UNODC trained 60 judges, of whom 45 per cent work in Chad.", ["judge", "per cent of judges"]),
        ("UNODC says that waiting times fell by nearly 12 per cent.", ["per cent of waiting times"]),
        ("UNODC grew by 12 per cent.", ["per cent"]),
        ("UNODC got a further $6 million during the year.", ["$"]),
        ("UNODC saved the $6 million received from Togo.", ["$"]),
        ("UNODC said that the $3 million Blue Coast Initiative trained ports.", ["$ of initiative"]),
        ("UNODC supports ports ($2 million).", ["$ of ports"]),
        ("UNODC finances clinics in Peru ($2 million).", ["$ of clinics"]),
        ("UNODC opened the $3 million Blue Coast Facility in Fiji.", ["$ of facility"]),
        ("UNODC said that the $3 million Blue Coast programme began.", ["$ of programme"]),
        ("UNODC cut the use of lead by 30 kg, and new rules were set.", ["kg"]),
        ("UNODC trained 60 judges, and new courts were built.", ["judge"]),
        ("UNODC made 38 calls and two port visits.", ["call", "port visit"]),
        ("UNODC raised the number of safe fishing villages from 13 to 37.", ["safe fishing village"] * 2),
        ("Of the nine ports of UNODC, four were closed and five had burned.", ["port", "port"]),
        ("Out of its 40 labs, UNODC moved 12 and sold the rest.", ["lab"]),
        (
            "UNODC projects supported ports in Chad ($3 million), Fiji ($8.1 million) and Mali ($2 million).",
            ["$ of projects", "$ of projects", "$ of projects"],
        ),
    ],
)
def test_the_words_around_money_tell_what_it_is(text: str, expected: list[str]) -> None:
    assert units(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("UNODC shipped goods at a total of $3 million.", ["$"]),
        ("UNODC and its partners have over $3 million.", ["$"]),
        ("It was the year when UNODC reached $4 million.", ["$"]),
        ("UNODC, which is well known, got $4 million from Chad.", ["$"]),
    ],
)
def test_money_of_which_nothing_is_told_stays_bare(text: str, expected: list[str]) -> None:
    assert units(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("UNODC helped 988 micro-, small and medium-sized firms.", ["micro-, small and medium-sized firm"]),
        ("UNODC trained 40 male and female officers.", ["male and female officer"]),
        ("UNODC trained 40 judges and opened ports.", ["judge"]),
        ("UNODC trained 40 and closed ports.", []),
    ],
)
def test_adjectives_that_and_joins_belong_to_the_counted_noun(text: str, expected: list[str]) -> None:
    assert units(text) == expected


def test_adjectives_without_end_are_no_unit() -> None:
    assert units("UNODC trained 12 " + "old and " * 3_000 + "young officers.") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("UNODC closed 812 files, 30 per cent more than before.", ["file", "per cent"]),
        ("UNODC trained 60 judges, 20 per cent above the target.", ["judge", "per cent"]),
        ("UNODC has 60 members and some 20 per cent growth.", ["member", "per cent"]),
        ("UNODC closed 812 files (96 per cent within a week).", ["file", "per cent of files"]),
        ("UNODC taught 60 pupils and 40 per cent were girls.", ["pupil", "per cent of pupils"]),
        ("UNODC held 30 seminars, and 400 attended.", ["seminar", "participant"]),
        ("UNODC invited 90 judges, and 60 attended.", ["judge", "judge"]),
    ],
)
def test_a_number_without_a_noun_counts_what_may_be_meant(text: str, expected: list[str]) -> None:
    assert units(text) == expected
