"""`partner`: several bodies that do one thing, as reports of many organs tell it, by literal passages."""

import pytest

from kg import pipeline
from tests.kg.builders import claimed, stated, unmatched
from tests.kg.test_whole import table

BLUE = "Blue Lantern Programme"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "UNICEF, WHO, WFP and FAO are working together to map wells.",
            (("UNICEF", "partner", "who"), ("UNICEF", "partner", "wfp"), ("UNICEF", "partner", "fao")),
        ),
        (
            "UNICEF, WHO and WFP, with additional help from UNDP, are working together to map wells.",
            (
                ("UNICEF", "partner", "who"),
                ("UNICEF", "partner", "wfp"),
                ("UNICEF", "partner", "undp"),
            ),
        ),
        (
            "The fair was co-organized by UNICEF and WHO, in collaboration with FAO and WFP.",
            (
                ("UNICEF", "partner", "who"),
                ("UNICEF", "partner", "fao"),
                ("UNICEF", "partner", "wfp"),
                ("WHO", "partner", "fao"),
                ("WHO", "partner", "wfp"),
            ),
        ),
        (
            "UNICEF and WHO, together with FAO, released a joint appeal.",
            (("UNICEF", "partner", "who"), ("UNICEF", "partner", "fao"), ("WHO", "partner", "fao")),
        ),
        ("Wells were mapped at a workshop co-led by UNICEF and WHO.", (("UNICEF", "partner", "who"),)),
        ("UNICEF continues to collaborate with WHO on vaccines.", (("UNICEF", "partner", "who"),)),
        ("UNICEF cooperates extensively with WHO on vaccines.", (("UNICEF", "partner", "who"),)),
        (
            "UNICEF continued to collaborate with FAO under the $2 million Blue Lantern Programme.",
            (("UNICEF", "partner", "fao"),),
        ),
        (
            "The Blue Lantern Programme brings together UNICEF and WHO.",
            (("Blue Lantern Programme", "partner", "unicef"), ("Blue Lantern Programme", "partner", "who")),
        ),
        (
            "UNICEF works with many agencies, including:\n\n• WHO, on vaccines\n\n• FAO, on seeds",
            (("UNICEF", "partner", "who"), ("UNICEF", "partner", "fao")),
        ),
    ],
)
def test_bodies_that_do_one_thing_are_partners(text: str, expected: tuple[tuple[str, str, str], ...]) -> None:
    found = claimed(stated(text), "partner") | claimed(stated(text), "listed")
    assert unmatched(found, expected) == ([], 0)


@pytest.mark.parametrize(
    "text",
    [
        "The fair was criticized by UNICEF and WHO.",
        "The fair was attended by UNICEF and WHO.",
        "The Envoy for Wells, in partnership with WHO and other United Nations entities, dug wells.",
        "Continue to work with WHO on wells, as UNICEF does.",
        "UNICEF and WHO are arguing together over wells.",
        "The storm brought together UNICEF and WHO.",
        "UNICEF complained about many agencies, including:\n\n• WHO, on vaccines\n\n• FAO, on seeds",
        "UNICEF will work with many agencies, including:\n\n• WHO, on vaccines\n\n• FAO, on seeds",
        "UNICEF does not work with agencies such as the following:\n\n• WHO, on vaccines",
    ],
)
def test_standing_in_one_sentence_or_list_makes_none(text: str) -> None:
    assert claimed(stated(text), "partner") | claimed(stated(text), "listed") == set()


def test_whose_agent_a_name_is_ends_with_the_next_name_that_has_its_own() -> None:
    text = "The Blue Lantern Programme, hosted by WHO, UNESCO, hosted by UNDP, and the school opened doors."
    expected = ((BLUE, "implementedBy", "who"),)
    assert unmatched(claimed(stated(text), "implemented_by"), expected) == ([], 0)
    assert claimed(stated(text), "partner") == set()


def test_who_only_helps_a_list_is_told_as_partner_of_its_first_body() -> None:
    text = "UNICEF and WFP, with support from WHO, dug wells."
    expected = (("UNICEF", "partner", "wfp"), ("UNICEF", "partner", "who"))
    assert unmatched(claimed(stated(text), "partner"), expected) == ([], 0)


def test_an_amount_in_front_of_its_name_does_not_hide_the_programme_that_somebody_acts_under() -> None:
    text = "UNICEF continued to work with FAO under the €2 million Blue Lantern Programme."
    expected = ((BLUE, "implementedBy", "unicef"),)
    assert unmatched(claimed(stated(text), "implemented_by"), expected) == ([], 0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "UNICEF opened schools in Chad (€3 million), Mali (€2.1 million) and Togo (3 schools).",
            (("UNICEF", "activeIn", "TCD"), ("UNICEF", "activeIn", "MLI"), ("UNICEF", "activeIn", "TGO")),
        ),
        (
            "The introduction of a register in Chad, implemented by WHO, helped.",
            (("WHO", "activeIn", "TCD"),),
        ),
        (
            "The Blue Lantern Programme (Chad, Mali) trained nurses.",
            ((BLUE, "activeIn", "TCD"), (BLUE, "activeIn", "MLI")),
        ),
        ("The campaign in Chad (Blue Lantern Programme) trained nurses.", ((BLUE, "activeIn", "TCD"),)),
    ],
)
def test_amounts_agents_and_brackets_tell_where_work_is_done(
    text: str, expected: tuple[tuple[str, str, str], ...]
) -> None:
    assert unmatched(claimed(stated(text), "active_in"), expected) == ([], 0)


@pytest.mark.parametrize(
    "text",
    [
        "The introduction of a register in Chad, criticized by WHO, failed.",
        "The Blue Lantern Programme (not Chad) trained nurses.",
        "UNICEF is willing to support schools in Chad.",
        "Following a presentation on hunger in Chad, UNICEF discussed prices.",
        "UNICEF wrote guides for investors seeking opportunities in Chad.",
    ],
)
def test_wishes_talk_and_criticism_are_no_work_there(text: str) -> None:
    assert claimed(stated(text), "active_in") == set()


HEAD = "Sustainable Development Goal | UNICEF’s contribution | Example"


def test_rows_below_a_column_of_goals_tell_whom_the_head_names_as_serving_them() -> None:
    rows = table(HEAD, "Goal 3: Health | Opens clinics | Chad", "Goal 4: Learning | Prints books | Mali")
    expected = (("UNICEF", "contributesTo", "3"), ("UNICEF", "contributesTo", "4"))
    assert unmatched(claimed(pipeline.extract(rows), "goal_rows"), expected) == ([], 0)


@pytest.mark.parametrize(
    "rows",
    [
        ("Sustainable Development Goal | UNICEF’s needs | Example", "Goal 3: Health | Clinics | Chad"),
        ("Goal | Contribution | Example", "Goal 3: Health | Clinics | Chad"),
        (HEAD, "Health | Clinics | Goal 3"),
        (HEAD, "Goal 3: Health | – | –"),
    ],
)
def test_rows_of_goals_tell_nothing_without_a_contributor_or_a_contribution(rows: tuple[str, ...]) -> None:
    assert claimed(pipeline.extract(table(*rows)), "goal_rows") == set()


def test_lines_with_bars_are_rows_of_goals_where_a_plain_text_keeps_a_table() -> None:
    text = f"Report of UNICEF\n\n{HEAD}\n\nGoal 3: Health | Opens clinics | Chad\n\nGoal 4 | Prints books | Mali\n"
    expected = (("UNICEF", "contributesTo", "3"), ("UNICEF", "contributesTo", "4"))
    assert unmatched(claimed(stated(text), "goal_rows"), expected) == ([], 0)


def test_a_programmes_runner_is_a_partner_of_those_named_behind_it() -> None:
    text = "In Chad the Blue Lantern Programme, run by UNICEF in collaboration with FAO and WHO, fed pupils."
    expected = (
        (BLUE, "partner", "fao"),
        (BLUE, "partner", "who"),
        ("UNICEF", "partner", "fao"),
        ("UNICEF", "partner", "who"),
    )
    assert unmatched(claimed(stated(text), "partner"), expected) == ([], 0)


def test_a_new_item_behind_an_aside_is_no_fellow_of_the_agent() -> None:
    text = "The meeting heard of the Panel, hosted by WHO, and UNICEF."
    assert claimed(stated(text), "partner") == set()


def test_who_does_what_somebody_tells_of_it_works_there() -> None:
    text = "WHO noted that UNICEF trained nurses in Chad."
    assert unmatched(claimed(stated(text), "active_in"), (("UNICEF", "activeIn", "TCD"),)) == ([], 0)


def test_a_body_that_no_list_knows_does_its_own_work() -> None:
    text = "UNICEF dug wells. The Office of the Special Envoy opened schools in Chad."
    assert claimed(stated(text), "active_in") == set()


def test_a_decade_is_no_work_of_the_author_of_its_report() -> None:
    text = (
        "Report of the United Nations Industrial Development Organization\n\n"
        "Second Decade for Mountain Industry\n\n"
        "UNIDO trained engineers in Chad. The Second Decade for Mountain Industry supports Goal 9.\n"
    )
    assert claimed(stated(text), "own_work") == set()
    assert unmatched(claimed(stated(text), "active_in"), (("unido", "activeIn", "TCD"),)) == ([], 0)


def test_what_the_author_makes_for_a_network_does_not_make_the_network_its_own() -> None:
    text = (
        "Submission of UNODC\n\nUNODC works in Chad. It has opened a new meeting room for the Blue Lantern Programme,"
        " a network in Chad.\n"
    )
    read = stated(text)
    assert claimed(read, "own_work") | claimed(read, "implemented_by") == set()


def test_a_heading_that_calls_something_a_component_says_of_what() -> None:
    whole = "Global Programme on Clean Wells"
    text = (
        f"Report of UNODC\n\n1. Judicial Integrity component of the {whole}\n\n"
        "Under the Judicial Integrity component, UNODC trains judges.\n"
    )
    expected = (("Judicial Integrity component", "partOf", whole),)
    assert unmatched(claimed(stated(text), "part_of"), expected) == ([], 0)
