"""Figures of short passages, written down before the rules: value, bound, unit, date and whose figure it is."""

from decimal import Decimal
from pathlib import Path

import pytest

from kg.evaluate import evaluate, gold_files, text_file
from kg.pipeline import extract, read
from kg.prediction import predict
from kg.types import Figure
from tests.kg.builders import document

Row = tuple[str, str, str, str, str | None]


def figures(text: str) -> tuple[Figure, ...]:
    return extract(document(text)).figures


def told(text: str) -> list[Row]:
    return [(f.subject, str(f.value), f.bound, f.unit, f.as_of) for f in figures(text)]


def accepted(text: str) -> list[Row]:
    """Without those that stay open."""
    return [row for row, figure in zip(told(text), figures(text), strict=True) if figure.confidence >= 0.6]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("UNODC trained 250 judges.", [("unodc", "250", "exactly", "judge", None)]),
        ("UNODC trained almost 250 judges.", [("unodc", "250", "about", "judge", None)]),
        ("In 2021, UNODC trained at least 40 judges.", [("unodc", "40", "over", "judge", "2021")]),
        (
            "As of March 2020, the Global Firearms Programme had reached up to 30 border posts.",
            [("global-firearms-programme", "30", "under", "border post", "2020-03")],
        ),
        (
            "In 2019 UNODC helped to seize more than 1,300 kg of heroin, 20 containers of timber and 5 boats.",
            [
                ("unodc", "1300", "over", "kg of heroin", "2019"),
                ("unodc", "20", "over", "container of timber", "2019"),
                ("unodc", "5", "over", "boat", "2019"),
            ],
        ),
        (
            "UNODC helped to freeze assets worth over $12 million, compared to $3.5 million for 2018.",
            [
                ("unodc", "12000000", "over", "$ of assets", None),
                ("unodc", "3500000", "exactly", "$ of assets", "2018"),
            ],
        ),
        (
            "UNODC reports that the value of property seized was around €2 million.",
            [("unodc", "2000000", "about", "€ of property seized", None)],
        ),
        (
            "Eighty per cent of participants praised the course of UNODC.",
            [("unodc", "80", "exactly", "per cent of participants", None)],
        ),
        (
            "Twenty-two experts from eleven countries met at UNODC.",
            [
                ("unodc", "22", "exactly", "expert", None),
                ("unodc", "11", "exactly", "country", None),
            ],
        ),
        (
            "In 2022 UNODC freed 3,118 workers, compared with 2,240 in 2021.",
            [("unodc", "3118", "exactly", "worker", "2022"), ("unodc", "2240", "exactly", "worker", "2021")],
        ),
        (
            "UNODC settled 391 requests (2021: 244).",
            [("unodc", "391", "exactly", "request", None), ("unodc", "244", "exactly", "request", "2021")],
        ),
        (
            "UNODC trained 61 judges in 2022 and as many as 94 in the first half of 2023.",
            [
                ("unodc", "61", "exactly", "judge", "2022"),
                ("unodc", "94", "exactly", "judge", "2023-01/2023-06"),
            ],
        ),
        (
            "The Global Firearms Programme grew. By the end of 2023:\n\n(a) 7,742 rifles had been marked;\n\n"
            "(b) 19 depots were locked.",
            [
                ("global-firearms-programme", "7742", "exactly", "rifle", "2023"),
                ("global-firearms-programme", "19", "exactly", "depot", "2023"),
            ],
        ),
        (
            "UNODC counts between 20 and 30 ports.",
            [("unodc", "20", "over", "port", None), ("unodc", "30", "under", "port", None)],
        ),
        (
            "The United Nations Convention against Corruption has 186 States parties.",
            [("XVIII-14", "186", "exactly", "State party", None)],
        ),
        (
            "UNODC reaches 3 million people daily.",
            [("unodc", "3000000", "exactly", "person daily", None)],
        ),
        ("UNODC counts 600 users per day.", [("unodc", "600", "exactly", "user per day", None)]),
        (
            "UNODC trained 120 judges, prosecutors and police officers from Mali.",
            [("unodc", "120", "exactly", "judge, prosecutor and police officer", None)],
        ),
        (
            "A total of 45 forensic experts were trained by UNODC in 2017.",
            [("unodc", "45", "exactly", "forensic expert", "2017")],
        ),
        (
            "UNODC held a meeting in May 2018. More than 50 officials took part.",
            [("unodc", "50", "over", "official", "2018-05")],
        ),
        (
            "From January 2019 to June 2020, UNODC trained 75 women.",
            [("unodc", "75", "exactly", "woman", "2019-01/2020-06")],
        ),
        (
            "UNODC briefed 200 members of parliament.",
            [("unodc", "200", "exactly", "member of parliament", None)],
        ),
        ("UNODC trained 500+ officers.", [("unodc", "500", "over", "officer", None)]),
        ("UNODC served no fewer than nine countries.", [("unodc", "9", "over", "country", None)]),
    ],
)
def test_a_reported_number_becomes_a_typed_figure(text: str, expected: list[Row]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("UNODC trained 250 judges; 12 of them now teach.", [("250", "judge", None), ("12", "judge", None)]),
        (
            "UNODC trained 250 judges. Of these, 30 became teachers.",
            [("250", "judge", None), ("30", "judge", None)],
        ),
        ("The boats of UNODC, of which 37 sail in winter, carry mail.", [("37", "boat", None)]),
        ("UNODC keeps guards at ports. In 2022 it counted 512 of them.", [("512", "guard", "2022")]),
        (
            "In 2023 UNODC helped 5,620 weavers, compared with 4,100 a year earlier.",
            [("5620", "weaver", "2023"), ("4100", "weaver", "2022")],
        ),
        (
            "UNODC counted 377 guards in 2022, a rise from 300 in 2020.",
            [("377", "guard", "2022"), ("300", "guard", "2020")],
        ),
        (
            "UNODC answered 2,208 requests during 2023 and, up to June 2024, a further 1,375.",
            [("2208", "request", "2023"), ("1375", "request", "2024-06")],
        ),
        ("Judges from Togo and Benin trained by UNODC: 54.", [("54", "judge", None)]),
        ("UNODC runs a portal with 61 data sets.", [("61", "data set", None)]),
        ("UNODC hopes to open an office, to print 5,000 books and to win friends.", []),
        ("UNODC may wish to open an office and to aim at 15,000 visitors.", []),
        ("UNODC asks for results (such as 250 officers trained).", []),
        ("UNODC has 150 guests older than 80.", [("150", "guest", None)]),
        ("UNODC saw 50 of the 60 schools.", [("50", "school", None), ("60", "school", None)]),
        ("Every year 103 judges are trained by UNODC.", [("103", "judge", None)]),
        ("UNODC doubled the number of judges to 102.", [("102", "judge", None)]),
        ("UNODC sees three of them as old friends.", []),
        ("UNODC met judges in a hall, of which 3 walls are old.", [("3", "wall", None)]),
    ],
)
def test_what_is_counted_may_stand_before_its_number(
    text: str, expected: list[tuple[str, str, str | None]]
) -> None:
    assert [(value, unit, date) for _, value, _, unit, date in told(text)] == expected


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("UNODC fed 84 pupils in 2023, almost half of them girls, at 10 schools.", ["2023", "2023"]),
        ("UNODC searched 34 containers during 2022 and seized 21 rifles.", ["2022", "2022"]),
        ("In 2024 UNODC had 306 stations. They sent data to 139 centres.", ["2024", "2024"]),
        ("UNODC froze $12 million, compared to $3 million for 2018.", [None, "2018"]),
        ("UNODC froze $12 million in 2020, up from $3 million.", ["2020", None]),
        (
            "Results to June 2023. UNODC opened 14 halls. In addition, UNODC trained 13 guards.",
            ["2023-06", "2023-06"],
        ),
        ("UNODC was active in Togo in 2031. It reached 15 ports.", ["2031"]),
        ("UNODC was active in Togo in 2031. It has 15 ports.", [None]),
        ("UNODC has 7 offices. In 2020 it trained 44 judges.", [None, "2020"]),
    ],
)
def test_a_date_holds_for_all_numbers_that_no_other_is_set_against(
    text: str, dates: list[str | None]
) -> None:
    assert [date for *_, date in told(text)] == dates


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        (
            "The Blue Lantern Programme keeps the Meadow Atlas, a database of 27 plots.",
            "programme-meadow-atlas",
        ),
        (
            "The Blue Lantern Programme opened schools. WHO is a partner. It sheltered 62 travellers.",
            "programme-blue-lantern-programme",
        ),
        ("With INTERPOL it held 3 workshops.", "unodc"),
        (
            "The Blue Lantern Programme, set up with INTERPOL, held 3 workshops.",
            "programme-blue-lantern-programme",
        ),
    ],
)
def test_a_number_belongs_to_what_its_words_describe(text: str, owner: str) -> None:
    assert [subject for subject, *_ in told(f"UNODC reports. {text}")] == [owner]


@pytest.mark.parametrize(
    "text",
    [
        "UNODC acts under article 13 and paragraph 4 of resolution 2006/46.",
        "UNODC works on targets 4.7, 10.2 and 16.1 and on Goals 4 and 5.",
        "On 12 May 2018, UNODC met in Vienna at 10 a.m.",
        "UNODC trains children aged 6 to 12 years.",
        "UNODC kept the service open for 24 hours and ran a 5-day course over three months.",
        "UNODC will train 500 judges.",
        "None of the 27 schools of UNODC had opened.",
        "UNODC did not train 500 judges.",
        "See page 12 and chapter 3 of the report of UNODC, No. 7.",
        "UNODC runs one course under phase 2 of version 3 of the plan.",
        "How many of the 20 judges did UNODC train?",
        "UNODC trained dozens of judges and thousands of students.",
        "There were 300 judges.",
        "UNODC hoped that 900 herders would be reached.",
        "Two of the bodies publish with UNODC.",
        "UNODC heard that two thirds were women.",
    ],
)
def test_a_number_that_reports_nothing_is_no_figure(text: str) -> None:
    assert told(text) == []


def test_the_number_stays_as_printed() -> None:
    (figure,) = figures("UNODC reached over 1.5 million students.")
    assert (figure.verbatim, figure.value) == ("1.5 million", Decimal(1_500_000))


def test_evidence_is_the_sentence() -> None:
    text = "UNODC is an office. It trained 30 judges."
    (figure,) = figures(text)
    assert [text[begin:end] for begin, end in figure.evidence] == ["It trained 30 judges."]


def test_a_figure_below_a_heading_belongs_to_its_programme() -> None:
    text = "# Global Firearms Programme\n\nMore than 60 officers from five countries were trained.\n"
    assert told(text) == [
        ("global-firearms-programme", "60", "over", "officer", None),
        ("global-firearms-programme", "5", "exactly", "country", None),
    ]


def test_the_parties_of_two_instruments_are_two_figures() -> None:
    text = (
        "The Firearms Protocol currently has 115 parties and the United Nations Convention against Corruption "
        "186 parties."
    )
    assert told(text) == [
        ("XVIII-12-c", "115", "exactly", "party", None),
        ("XVIII-14", "186", "exactly", "party", None),
    ]


def test_figures_of_real_documents_agree_with_the_annotations(reference: Path) -> None:
    gold = reference / "gold" / "dev"
    texts = [text for file in gold_files(gold) if (text := text_file(file))]
    read_texts = {text.stem: predict(extract(read(text)), threshold=Decimal("0.60")) for text in texts}
    report = evaluate(gold, read_texts)
    assert report["figures"]["f1"] >= 0.95
    assert report["figures.unit"]["accuracy"] >= 0.95
    assert report["figures.subject"]["accuracy"] >= 0.85
    assert report["figures.as_of"]["accuracy"] >= 0.95
    assert report["figures.qualifier"]["accuracy"] >= 0.95


_RESOLUTION = (
    "United Nations\nGeneral Assembly\nA/RES/70/1\n\nResolution adopted by the General Assembly on 1 May 2020"
    "\n\n70/1. Sea ports\n\nThe General Assembly,\n\n"
)


@pytest.mark.parametrize(
    "text",
    [
        "UNODC denies that it trained 300 judges.",
        "UNODC hoped for 300 judges.",
        "UNODC aimed to train 300 judges.",
        "UNODC was asked to train 300 judges.",
        "UNODC refused to train 300 judges.",
        _RESOLUTION + "Recalling that the Secretary-General was asked to train 300 officers,\n",
        _RESOLUTION + "1. Notes the proposal of UNODC to establish 12 offices;\n",
        _RESOLUTION + "1. Notes the intention of UNODC to open 12 schools;\n",
        _RESOLUTION + "1. Welcomes the decision of UNODC to open 12 schools;\n",
        _RESOLUTION + "1. Notes that UNODC may open 12 schools;\n",
    ],
)
def test_what_was_only_asked_hoped_or_denied_is_no_figure(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The cases of UNODC declined to 300 boats.", ("300", "boat")),
        (_RESOLUTION + "1. Notes that UNODC opened 12 schools;\n", ("12", "school")),
    ],
)
def test_what_fell_or_was_noted_as_done_is_a_figure(text: str, expected: tuple[str, str]) -> None:
    assert [(str(f.value), f.unit) for f in figures(text)] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "UNODC locked 53 depots in 2023 (45 in 2022).",
            [("53", "depot", "2023"), ("45", "depot", "2022")],
        ),
        (
            "By 30 June 2024 UNODC had 50 halls (30 June 2023: 47).",
            [("50", "hall", "2024-06-30"), ("47", "hall", "2023-06-30")],
        ),
        (
            "As at 28 February 2025 UNODC had 671 files (compared to 307 as at 9 September 2024).",
            [("671", "file", "2025-02-28"), ("307", "file", "2024-09-09")],
        ),
        ("UNODC has 9 ships, compared with six in 2018.", [("9", "ship", None), ("6", "ship", "2018")]),
        (
            "UNODC found 29 mines in 2024; in 2019 it had found 34.",
            [("29", "mine", "2024"), ("34", "mine", "2019")],
        ),
        (
            "UNODC taught 90 clerks in 2024; 71 had been taught in 2023.",
            [("90", "clerk", "2024"), ("71", "clerk", "2023")],
        ),
        (
            "UNODC leads. Searches rose from 48 in 2022 to 133 in 2023.",
            [("48", "search", "2022"), ("133", "search", "2023")],
        ),
        (
            "UNODC received 33 requests, declared 12 admissible and transmitted 2 to a court.",
            [("33", "request", None), ("12", "request", None), ("2", "request", None)],
        ),
        ("UNODC linked 88 of 140 harbours.", [("88", "harbour", None), ("140", "harbour", None)]),
        ("Nine of the 30 pilots of UNODC fly.", [("9", "pilot", None), ("30", "pilot", None)]),
        (
            "UNODC trained 58 clerks, of whom 29 were women.",
            [("58", "clerk", None), ("29", "woman", None)],
        ),
        ("UNODC trained 58 clerks, 29 of them women.", [("58", "clerk", None), ("29", "woman", None)]),
        (
            "UNODC works. Pumps in use: 186 (2022), 304 (2024).",
            [("186", "pump in use", "2022"), ("304", "pump in use", "2024")],
        ),
        (
            "UNODC trained 90 clerks, 41 of whom were women, against 87 in 2022.",
            [("90", "clerk", None), ("41", "woman", None), ("87", "clerk", "2022")],
        ),
        (
            "UNODC served 305 users from 64 ports in 2023; in 2021 there had been 89.",
            [("305", "user", "2023"), ("64", "port", "2023"), ("89", "user", "2021")],
        ),
        ("The film of UNODC was watched over 80,000 times.", [("80000", "time", None)]),
        (
            "In April 2024 UNODC handled 164 flights, compared with 131 in March.",
            [("164", "flight", "2024-04"), ("131", "flight", "2024-03")],
        ),
        (
            "6 In 2023, UNODC inspected 148 hulls.",
            [("148", "hull", "2023")],
        ),
        ("UNODC found 27 nests, one more than in 2020.", [("27", "nest", None)]),
        ("The plan of UNODC (No. 7, dated 29 April 2021) reached 275 crews.", [("275", "crew", None)]),
        (
            "UNODC found 36 faults, of which under 20 were open on 1 May 2024.",
            [("36", "fault", None), ("20", "fault", "2024-05-01")],
        ),
        (
            "UNODC reports the following in 2023. It opened 14 halls.",
            [("14", "hall", "2023")],
        ),
    ],
)
def test_a_number_beside_another_counts_the_same_at_its_own_date(
    text: str, expected: list[tuple[str, ...]]
) -> None:
    assert [(value, unit, date) for _, value, _, unit, date in told(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Staff rule 4 and clause 12 of the contracts bind UNODC.",
        "The funds proposed for 2025 by UNODC amount to $3.2 million.",
        "Four clubs asked that UNODC open on Sundays.",
        "“Before UNODC came, our school had eleven books,” says a teacher.",
        "Roads fell into ruin in 9 out of 10 ports of UNODC.",
        "UNODC is three times as large.",
    ],
)
def test_what_is_asked_quoted_proposed_or_a_rate_is_no_figure(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        (
            "The Firearms Protocol had been ratified by 21 member States as at 1 May 2024.",
            "XVIII-12-c",
        ),
        ("By 1 July 2024, 160 Parties had ratified the Firearms Protocol.", "XVIII-12-c"),
        ("WHO asked the Parties. By 1 July 2024, WHO had visited 160 States.", "who"),
        (
            "The Convention against Corruption binds. Article 16 of the Convention against Corruption has friends:"
            " 39 States use it.",
            "XVIII-14#art16",
        ),
        (
            "The Blue Lantern Programme is new. UNODC runs it with INTERPOL; it taught guards in 18 prisons.",
            "programme-blue-lantern-programme",
        ),
        (
            "The Blue Lantern Programme is old. Radio Tower Friends installed 16 masts.",
            "",
        ),
        (
            "The Blue Lantern Programme is old. Village teachers installed 16 masts.",
            "programme-blue-lantern-programme",
        ),
        (
            "# Blue Lantern Programme\n\nThe Meadow Atlas Programme is its part. So far 19 plots were drawn.\n",
            "programme-meadow-atlas-programme",
        ),
        (
            "# Blue Lantern Programme\n\nGuards met. So far 19 plots were drawn.\n",
            "programme-blue-lantern-programme",
        ),
        ("The second World Harbour Congress met in Lima. Some 180 pilots took part.", "event"),
        ("The second World Harbour Congress met in Lima. WHO trained 180 pilots.", "who"),
    ],
)
def test_a_number_belongs_to_what_is_counted_as_its_own(text: str, owner: str) -> None:
    assert [subject[: len(owner) or None] for subject, *_ in accepted(text)] == [owner] * bool(owner)


def test_a_number_whose_verb_is_left_out_belongs_to_the_name_before_it() -> None:
    text = "The Blue Lantern Programme opened four parks, the Meadow Atlas Programme five."
    assert told(text) == [
        ("programme-blue-lantern-programme", "4", "exactly", "park", None),
        ("programme-meadow-atlas-programme", "5", "exactly", "park", None),
    ]


def test_what_a_decision_welcomes_belongs_to_the_programme_that_it_named() -> None:
    text = (
        _RESOLUTION
        + "1. Requests UNODC to continue the Blue Lantern Programme;\n\n"
        + "2. Welcomes that 60 deeds were issued in 2023;\n"
    )
    assert told(text) == [("programme-blue-lantern-programme", "60", "exactly", "deed", "2023")]


def test_a_title_dates_the_list_below_it_and_the_opening_programme_owns_it() -> None:
    text = (
        "The Blue Lantern Programme is financed by the Green Climate Fund and serves many shores.\n\n"
        "Results to 31 December 2024\n- 46 hectares planted\n- six halls opened\n"
    )
    assert told(text) == [
        ("programme-blue-lantern-programme", "46", "exactly", "hectare", "2024-12-31"),
        ("programme-blue-lantern-programme", "6", "exactly", "hall", "2024-12-31"),
    ]


_CONTAINERS = "container-control-programme"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Brazil seized 5 tonnes of cocaine.", ["place-BRA"]),
        ("Germany and France trained 90 officers.", []),
        ("In 2024, with its help, Japan has seized 3 boats.", ["place-JPN"]),
        ("Togo possesses 40 per cent of the mines.", ["place-TGO"]),
        ("In Ghana, it trained 90 officers.", [_CONTAINERS]),
        ("Brazil seized boats, and it trained 90 officers.", [_CONTAINERS]),
        ("Inspectors in Ghana, Togo and Benin filed 90 reports.", [_CONTAINERS]),
        ("Ghana, Togo and the Niger filed 90 reports.", []),
    ],
)
def test_what_one_state_did_is_its_own_and_what_several_did_nobodys(
    sentence: str, expected: list[str]
) -> None:
    text = f"The Container Control Programme works in Ghana. {sentence}"
    assert [row[0] for row in told(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Some 40 countries have not yet signed the Paris Agreement.",
        "No fewer than 9 States have never ratified the Paris Agreement.",
        "In 2019, 12 States had denounced the Paris Agreement.",
        "Two Governments approved a budget under the Paris Agreement.",
        "The Paris Agreement was never joined by 7 countries.",
    ],
)
def test_who_is_not_bound_is_not_counted_for_a_treaty(text: str) -> None:
    assert accepted(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("By 2020, 137 States had ratified the Paris Agreement.", "137"),
        ("Some 50 States signed or acceded to the Paris Agreement.", "50"),
        ("The Paris Agreement was signed by 60 countries.", "60"),
    ],
)
def test_who_is_bound_is_counted_for_the_treaty(text: str, expected: str) -> None:
    assert [(subject, value) for subject, value, *_ in accepted(text)] == [("paris-agreement", expected)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("UNODC opened 3 offices in 2020; 45 were opened in 2021.", ["3", "45"]),
        ("UNODC opened 3 offices; 45 were hurt in a storm.", ["3"]),
        ("In 2022, UNODC ordered 34 boats. In 2019 it had ordered 12.", ["34", "12"]),
        ("In 2022, UNODC ordered 34 boats. In 2019 it had bought 12.", ["34", "12"]),
        ("In 2022, UNODC ordered 34 boats. UNODC likes them. In 2019 it had mended 12.", ["34"]),
    ],
)
def test_a_bare_number_counts_the_same_beside_its_count_or_with_the_same_verb(
    text: str, expected: list[str]
) -> None:
    assert [value for _, value, *_ in accepted(text)] == expected


def test_what_others_did_under_an_article_is_no_figure_of_it() -> None:
    assert accepted("Under article 5 of the Paris Agreement, guards stopped 40 lorries in 2020.") == []


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("UNODC closed 40 ports in 2019. UNODC says so. It earned $3 million.", None),
        ("UNODC closed 40 ports in 2019. It earned $3 million.", "2019"),
    ],
)
def test_only_the_sentence_right_before_dates_what_went_on(text: str, year: str | None) -> None:
    assert accepted(text)[-1][-1] == year


def test_a_date_of_nobody_known_dates_nothing_behind_it() -> None:
    text = "UNODC helps ports. The chief of a harbour said that 40 gates were shut in 2019. It earned $3 million."
    assert [year for *_, unit, year in accepted(text) if unit == "$"] in ([], [None])


def test_how_often_somebody_was_asked_is_no_figure() -> None:
    assert (
        accepted("The Global Firearms Programme is run by UNODC. Its staff were questioned 250 times.") == []
    )


def test_how_often_something_was_done_is_one() -> None:
    (found,) = accepted("The Global Firearms Programme is run by UNODC. Its film was downloaded 250 times.")
    assert found[1:4] == ("250", "exactly", "time")
