"""What the sentences around a figure tell of it: its year, its event, its column; written down before the rules."""

import pytest

from kg.pipeline import extract
from tests.kg.builders import document
from tests.kg.test_figures import Row, accepted


def years(text: str) -> list[str | None]:
    return [year for *_, year in accepted(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("UNODC trained 30 judges in the year ended 31 December 2023.", ["2023"]),
        ("UNODC trained 30 judges in the year ended 30 June 2023.", ["2022-07/2023-06"]),
        (
            "UNODC showed its accounts for the year ended 31 December 2023. UNODC assets include investments of "
            "$6 million. UNODC staff read them. UNODC says that total assets were $9 million.",
            ["2023", "2023"],
        ),
        (
            "UNODC showed its accounts for the year ended 31 December 2023. UNODC says that its revenue grew by "
            "$6 million compared with 2022.",
            ["2023"],
        ),
        ("UNODC has committed $25 million up to 2030 to ports.", [None]),
        ("UNODC had approved 30 grants by 2023.", ["2023"]),
        (
            "In 2024, the Blue Heart Campaign came to Chad. The Blue Heart Campaign covers 40 ports.",
            [None],
        ),
        (
            "In 2024, UNODC opened 30 schools. UNODC supports 40 ports.",
            ["2024", None],
        ),
        (
            "In 2024, UNODC opened 30 schools. UNODC has since trained 40 judges.",
            ["2024", None],
        ),
        (
            "In 2024, UNODC opened 30 schools. UNODC also trained 40 judges.",
            ["2024", "2024"],
        ),
        ("UNODC spoke of the 2025 theme at its session. UNODC met with four port cities.", [None]),
        (
            "In 2024, the Blue Heart Campaign came to Chad. The Blue Heart Campaign also helped courts. "
            "The Blue Heart Campaign opened 40 ports.",
            ["2024"],
        ),
        (
            "In 2024, the Blue Heart Campaign came to Chad. UNODC then helped courts. "
            "The Blue Heart Campaign opened 40 ports.",
            [None],
        ),
    ],
)
def test_a_year_holds_for_what_goes_on_under_it(text: str, expected: list[str | None]) -> None:
    assert years(text) == expected


_FORUM = "event-third-world-harbour-forum"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The Third World Harbour Forum was held in Lima in May 2024. During the Forum, over 90 panels were held.",
            [(_FORUM, "90", "over", "panel", "2024-05")],
        ),
        (
            "The Third World Harbour Forum was held in Lima in May 2024. UNODC came too. UNODC trained 30 judges.",
            [("unodc", "30", "exactly", "judge", None)],
        ),
        (
            "The Third World Harbour Forum was held in Lima in May 2024. The programme of the Forum consisted of "
            "two plenary sessions. There were also 12 stands.",
            [
                (_FORUM, "2", "exactly", "plenary session", "2024-05"),
                (_FORUM, "12", "exactly", "stand", "2024-05"),
            ],
        ),
    ],
)
def test_what_was_at_an_event_is_the_events(text: str, expected: list[Row]) -> None:
    assert accepted(text) == expected


def test_below_the_name_of_an_event_what_took_place_is_the_events() -> None:
    text = (
        "# Third World Harbour Forum\n\nThe Third World Harbour Forum was held in Lima in May 2024.\n\n"
        "Over 400 ports took part. By the end of the Forum, 25 sessions had taken place."
    )
    assert accepted(text) == [
        (_FORUM, "400", "over", "port", "2024-05"),
        (_FORUM, "25", "exactly", "session", "2024-05"),
    ]


def test_money_of_accounts_is_of_the_only_body_that_their_paragraph_names() -> None:
    text = (
        "The clerk showed the accounts for the year ended 31 December 2023. Total expenses were $5 million. "
        "UNIDO assets include investments of $6 million."
    )
    assert accepted(text) == [
        ("unido", "5000000", "exactly", "$ of total expenses", "2023"),
        ("unido", "6000000", "exactly", "$ of investments", "2023"),
    ]


def test_money_of_accounts_of_two_bodies_is_nobodys() -> None:
    text = (
        "The clerk showed the accounts for the year ended 31 December 2023. Total expenses were $5 million. "
        "UNIDO opened ports. FAO opened courts."
    )
    assert accepted(text) == []


def test_the_title_of_a_column_dates_its_cells() -> None:
    text = (
        "Report of UNODC\n\n1. UNODC helps ports and courts in many ways.\n\nPart | Results in 2023 | Example\n\n"
        "Courts | Trained 300 judges. | UNODC helped 20 ports.\n\n"
        "Ports | Opened 40 sheds. | The Blue Heart Campaign came to ports."
    )
    assert accepted(text) == [
        ("unodc", "300", "exactly", "judge", "2023"),
        ("unodc", "20", "exactly", "port", None),
        ("unodc", "40", "exactly", "shed", "2023"),
    ]


def test_what_auditors_note_is_of_those_whose_accounts_they_read() -> None:
    text = (
        "The Board of Auditors read the accounts of UNIDO for the year ended 31 December 2023. "
        "The Board of Auditors noted that of 26 proposals 8 per cent were open."
    )
    assert [(owner, value) for owner, value, *_ in accepted(text)] == [("unido", "26"), ("unido", "8")]


def test_who_only_pays_is_not_whose_figure_it_is() -> None:
    text = "UNIDO helped ports. FAO-funded projects trained 40 judges."
    assert [owner for owner, *_ in accepted(text)] == ["unido"]


def test_an_event_is_dated_by_the_sentence_that_says_it_was_held() -> None:
    text = (
        "Since 2012 the Third World Harbour Forum has been well known. "
        "The programme of the Forum consisted of two plenary sessions."
    )
    assert accepted(text) == [(_FORUM, "2", "exactly", "plenary session", None)]


def test_the_title_of_a_report_on_others_gives_way_to_the_body_that_acts() -> None:
    text = (
        "United Nations A/80/999\n\nGeneral Assembly\n\nGlobal Firearms Programme\n\n"
        "Report of the Secretary-General\n\n"
        "1. UNIDO trained 30 judges. In Chad, 20 clerks were trained."
    )
    assert [owner for owner, *_ in accepted(text)] == ["unido", "unido"]


def test_who_gave_the_money_is_not_whose_figure_it_is() -> None:
    text = "UNODC has mobilized $3 million from the Global Firearms Programme."
    assert [owner for owner, *_ in accepted(text)] == ["unodc"]


REPORT = """Report of the United Nations Industrial Development Organization

41. UNIDO opened three workshops in Togo. In Benin, 120 welders were trained.

42. UNDP advanced coastal repair across Africa. In Benin, 818 jobs were created.

43. In Ghana, 95 wells were dug. UNDP thanked the village. Later, 44 pumps were repaired.
"""


def test_agentless_figures_are_of_the_body_that_opened_the_paragraph() -> None:
    found = [(f.subject, str(f.value)) for f in extract(document(REPORT)).figures]
    assert found == [("unido", "3"), ("unido", "120"), ("undp", "818"), ("unido", "95"), ("unido", "44")]


@pytest.mark.parametrize(
    ("sentence", "owner"),
    [
        ("During the Third World Harbour Forum, held in May 2024, 310 ports took stock.", _FORUM),
        ("At the Third World Harbour Forum, 12 pilots met.", _FORUM),
        ("At the Third World Harbour Forum, UNODC trained 12 pilots.", "unodc"),
    ],
)
def test_what_opens_with_an_event_is_its_figure_unless_a_body_acts(sentence: str, owner: str) -> None:
    assert [who for who, *_ in accepted(sentence)] == [owner]


_HELPED = "UNODC helped ports in Fiji."
_PASSING = "In Chad, under the Blue Heart Campaign, 60 ports were closed."
_LEADING = "In Chad, the Blue Heart Campaign closed 60 ports."


@pytest.mark.parametrize(
    ("told", "owner"),
    [
        (f"{_HELPED} {_PASSING} In Peru, 40 judges were trained.", "unodc"),
        (f"{_HELPED} {_PASSING} In Chad, 40 judges were trained.", "blue-heart"),
        (f"{_HELPED} {_LEADING} In Peru, 40 judges were trained.", "blue-heart"),
    ],
)
def test_a_programme_named_in_passing_stays_in_its_place(told: str, owner: str) -> None:
    assert accepted(told)[-1][0] == owner


def test_by_whom_it_was_done_owns_what_was_counted_before() -> None:
    assert [who for who, *_ in accepted("Some 95 briefs were reviewed by UNODC.")] == ["unodc"]


@pytest.mark.parametrize(
    "text",
    [
        "Some 300 farmers benefited from the Blue Heart Campaign.",
        "In Chad, 40 young people graduated from the Blue Heart Campaign.",
    ],
)
def test_those_who_benefit_from_a_programme_are_counted_for_it(text: str) -> None:
    assert [row[0] for row in accepted(text)] == ["blue-heart"]


@pytest.mark.parametrize(
    "text",
    [
        "# Third World Harbour Forum\n\nUNODC spoke. As of 2040, 30 countries had ratified the Convention.",
        "# Third World Harbour Forum\n\nExperts trained 300 teachers in Fiji.",
        "The Third World Harbour Forum was held in May 2024. At least 30 per cent of fish stocks are overfished.",
        "The Third World Harbour Forum was held in May 2024. They trained 200 teachers.",
        "During the Third World Harbour Forum, prices rose by 30 per cent in Fiji.",
        "At the Third World Harbour Forum, it was noted that 300 children were out of school.",
    ],
)
def test_what_is_only_told_beside_an_event_is_none_of_its_figures(text: str) -> None:
    assert _FORUM not in [who for who, *_ in accepted(text)]
