"""`contributesTo`: who serves which Goal, by literal passages."""

import pytest

from kg import pipeline, vocabulary
from kg.extraction import finding, relating
from tests.kg.builders import claimed, document, stated, unmatched

LANTERN = "The Blue Lantern Programme opened schools. "


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It speaks to targets 16.3 and 5.1.", ("16.3", "5.1")),
        ("Target 8.7 is its principal goal.", ("8.7",)),
        ("SDG targets: 11.7, 16.1.", ("11.7", "16.1")),
        ("It is tied to SDG 16 and to SDG 17.", ("16", "17")),
        ("It advances target 13.3, but has no bearing on target 13.1.", ("13.3",)),
    ],
)
def test_the_programme_of_the_sentence_before_serves_the_goals(text: str, expected: tuple[str, ...]) -> None:
    claims = claimed(pipeline.extract(document(LANTERN + text)), "contributes_to")
    wanted = tuple(("Blue Lantern Programme", "contributesTo", code) for code in expected)
    assert unmatched(claims, wanted) == ([], 0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tied to Goal 6 and, by way of target 6.4, to Goal 9, {} opened schools.", ("6", "6.4", "9")),
        ("In support of Goal 4, {} printed books.", ("4",)),
        ("To advance target 4.7 and Goal 13, {} printed books.", ("4.7", "13")),
        ("{} champions target 5.2.", ("5.2",)),
        ("{} wrote a series of letters, which feeds into target 5.2.", ("5.2",)),
        ("Goal 6 and target 6.1 profit from {}.", ("6", "6.1")),
        ("Goals 6 and 14 are a matter for {}.", ()),
        ("{} works for Goal 4.", ("4",)),
        ("Goals 4 and 8 (targets 4.7 and 8.7) are served by {}.", ("4", "8", "4.7", "8.7")),
        ("{} gives priority to Goals 4 and 5.", ("4", "5")),
        ("Goal 4: {} opened schools.", ("4",)),
        ("Goal 4 lies at the heart of {}.", ("4",)),
        ("{} opened schools. This contributes to Goal 4.", ("4",)),
        ("{} also upholds target 5.2.", ("5.2",)),
        ("{} pursues Goals 4 and 5.", ("4", "5")),
        ("{} is mapped to target 16.4.", ("16.4",)),
        ("{} predates Goal 4.", ()),
        ("{} debates Goal 4.", ()),
        ("{} files target 5.2.", ()),
        ("{} times Goal 4.", ()),
        ("Unlike {}, the Office serves Goal 4.", ()),
        ("Goal 4: people know of {}.", ()),
        ("{} cites target 5.2.", ()),
        ("It is run by UNICEF and WHO, in support of target 5.2, and differs from {}.", ()),
        ("It was drawn up together with WHO; it contributes to target 5.2 more than {}.", ()),
        ("In support of Goal 4, which is far from met, people asked {} for books.", ()),
        ("In support of Goal 4, villagers asked {} for books.", ()),
    ],
)
def test_a_goal_may_stand_before_who_serves_it(text: str, expected: tuple[str, ...]) -> None:
    claims = claimed(stated(text.format("the Blue Lantern Programme")), "contributes_to")
    wanted = tuple(("Blue Lantern Programme", "contributesTo", code) for code in expected)
    assert unmatched(claims, wanted) == ([], 0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Advances Goals 5 and 8.", ("5", "8")),
        ("Contributing to target 16.3.", ("16.3",)),
        ("Goals. Goal 14 (target 14.1). Goal 9.", ("14", "14.1", "9")),
        ("What is it for? SDG 4 (4.1, 4.2) and SDG 8.", ("4", "4.1", "4.2", "8")),
        ("Goal 11 is its compass.", ("11",)),
        ("All this work serves target 11.7, and target 11.3 is served by this work too.", ("11.7", "11.3")),
        ("Goal 11 is the hardest to reach.", ()),
        ("Is it Goal 4 or Goal 8?", ()),
    ],
)
def test_below_the_title_of_a_programme_goals_are_its_own(text: str, expected: tuple[str, ...]) -> None:
    found = stated(f"Blue Lantern Programme\n\n{text}\n")
    wanted = tuple(("Blue Lantern Programme", "contributesTo", code) for code in expected)
    assert unmatched(claimed(found, "contributes_to"), wanted) == ([], 0)


def test_a_bare_list_of_goals_is_not_that_of_a_programme_told_earlier() -> None:
    text = "I. Work\n\nThe Blue Lantern Programme opened schools.\n\nII. Framework\n\nGoal 14 (target 14.1). Goal 9.\n"
    assert claimed(pipeline.extract(document(text)), "contributes_to") == set()


def test_a_title_may_carry_its_goals_in_brackets() -> None:
    text = "Blue Lantern Programme (SDG 16.2)\nThe programme equips police officers.\n"
    claims = claimed(pipeline.extract(document(text)), "contributes_to")
    assert unmatched(claims, (("Blue Lantern Programme", "contributesTo", "16.2"),)) == ([], 0)


@pytest.mark.parametrize(
    "text",
    [
        "Such work will in time help the Blue Lantern Programme to advance Goal 5.",
        "It is not known which target, 4.1 or 4.2, the project would serve.",
        "Which of targets 5.2 and 8.7 does the Blue Lantern Programme serve?",
    ],
)
def test_prospects_and_questions_serve_nothing(text: str) -> None:
    assert claimed(pipeline.extract(document(text)), "contributes_to") == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The Blue Lantern Programme opened schools.\n\nThe results feed target 4.7.",
            (("Blue Lantern Programme", "contributesTo", "4.7"),),
        ),
        (
            "Through the Blue Lantern Programme, UNICEF supports target 4.7.",
            (("Blue Lantern Programme", "contributesTo", "4.7"), ("UNICEF", "contributesTo", "4.7")),
        ),
        (
            "UNICEF runs the Blue Lantern Programme and the Green Anchor Programme. The former serves Goal 4.",
            (("Blue Lantern Programme", "contributesTo", "4"),),
        ),
        (
            "UNICEF runs the Blue Lantern Programme and the Green Anchor Programme. The latter serves Goal 5.",
            (("Green Anchor Programme", "contributesTo", "5"),),
        ),
        (
            "The Blue Lantern Programme is large. UNICEF runs it. It serves Goal 4.",
            (("Blue Lantern Programme", "contributesTo", "4"),),
        ),
        (
            "The BlueLantern Project opened. BlueLantern serves Goal 4.",
            (("BlueLantern Project", "contributesTo", "4"),),
        ),
    ],
)
def test_who_serves_a_goal_may_stand_in_another_sentence(
    text: str, expected: tuple[tuple[str, str, str], ...]
) -> None:
    assert unmatched(claimed(stated(text), "contributes_to"), expected) == ([], 0)


@pytest.mark.parametrize(
    "text",
    [
        "The Blue Lantern Programme opened schools.\n\nTarget 4.7 is monitored by the ministry.",
        "UNICEF attended the Second Conference to Support Goal 14.",
    ],
)
def test_a_stranger_and_the_name_of_a_meeting_serve_nothing(text: str) -> None:
    assert claimed(stated(text), "contributes_to") == set()


@pytest.mark.parametrize(
    ("text", "served"),
    [
        ("The Blue Lantern Programme failed to contribute to Goal 4.", ()),
        ("The Blue Lantern Programme is rumoured to contribute to Goal 4.", ()),
        ("The Blue Lantern Programme denies that it contributes to Goal 4.", ()),
        ("The Blue Lantern Programme serves everything except Goal 14.", ()),
        ("The Blue Lantern Programme serves all but Goals 4, 5 and 6.", ()),
        ("The Blue Lantern Programme, which failed to please, contributes to Goal 4.", ("4",)),
        ("The Blue Lantern Programme advances Goal 4 (not only for girls).", ("4",)),
        ("The Blue Lantern Programme advances Goal 4 (pending a look at Goal 8).", ("4",)),
        ("The Blue Lantern Programme advances Goals 4 and 8 (not counting Goal 9).", ("4", "8")),
        ("The Blue Lantern Programme advances Goal 4 (not yet confirmed).", ()),
        ("The Blue Lantern Programme advances Goal 4 (if approved).", ()),
        ("The Blue Lantern Programme advances Goal 4 (proposed).", ()),
    ],
)
def test_what_is_left_undone_or_left_out_serves_nothing(text: str, served: tuple[str, ...]) -> None:
    expected = tuple(("Blue Lantern Programme", "contributesTo", goal) for goal in served)
    assert unmatched(claimed(stated(text), "contributes_to"), expected) == ([], 0)


BLUE = "Blue Lantern Programme"
AMBER = "Amber Road Programme"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            LANTERN + "\nRelevance: targets 4.7 and 5.2\n\nIt was a good year.",
            ((BLUE, "4.7"), (BLUE, "5.2")),
        ),
        (LANTERN + "\n\nIndirect: Goal 10.", ((BLUE, "10"),)),
        (LANTERN + "Goals 8 and 9 were served in this way.", ((BLUE, "8"), (BLUE, "9"))),
        (LANTERN + "Goal 1 is a secondary goal.", ((BLUE, "1"),)),
        (
            f"Both are in the table: the {BLUE} under Goals 3 and 4, the {AMBER} under Goal 5.",
            ((BLUE, "3"), (BLUE, "4"), (AMBER, "5")),
        ),
        (f"The {BLUE} is listed under Goal 4, the {AMBER} under Goal 5.", ((BLUE, "4"), (AMBER, "5"))),
        (f"Window A. “{BLUE}” – UNICEF – 18.4 – SDG 15", ((BLUE, "15"),)),
        (f"As part of its work on Goal 13, WMO operates the {BLUE}.", (("wmo", "13"), (BLUE, "13"))),
        (f"Together with WHO, the {BLUE} contributes to Goal 3.", ((BLUE, "3"),)),
        (f"Where does the {BLUE} belong? The programme contributes to Goal 4.", ((BLUE, "4"),)),
        (f"SDG 5: Gender equality. The {BLUE} opened schools.", ((BLUE, "5"),)),
        (LANTERN + "\n\nPlanned: Goal 10.", ()),
        (LANTERN + "\n\nNot served: Goal 10.", ()),
        (LANTERN + "\n\nContribution to target 4.6: not in this period.", ()),
        (LANTERN + "Goals 8 and 9 were served by the ministry.", ()),
        (LANTERN + "Goals 8 and 9 will be served in this way.", ()),
        (f"The {BLUE} opened; the talk was of Goal 4 – and of lamps.", ()),
        ("Report of UNICEF\n\n1. Books came.\n\nMember States noted that Goal 14 is far from being met.", ()),
    ],
)
def test_goals_stand_in_labels_records_and_pairs(text: str, expected: tuple[tuple[str, str], ...]) -> None:
    found = stated(text)
    claims = claimed(found, "contributes_to") | claimed(found, "headed")
    assert unmatched(claims, tuple((who, "contributesTo", goal) for who, goal in expected)) == ([], 0)


def test_lines_of_a_form_are_fields_of_their_own() -> None:
    text = f"Project sheet\n\nTitle: {BLUE}\nLead: UNICEF\nTargets: 5.a; 8.3\nPeriod: 2022"
    claims = claimed(pipeline.extract(document(text)), "contributes_to")
    wanted = ((BLUE, "contributesTo", "5.a"), (BLUE, "contributesTo", "8.3"))
    assert unmatched(claims, wanted) == ([], 0)


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("Books came.\n\nTitle: Lamps\nTargets: 5.a\n", ["Books came.", "Title: Lamps", "Targets: 5.a"]),
        ("Books came.\n\nLead: WHO\nIt began in May.", ["Books came.", "Lead: WHO", "It began in May."]),
        (
            "Books came.\n\nThe schools of three towns now have lamps, books and wells\nof their own.",
            ["Books came.", "The schools of three towns now have lamps, books and wells of their own."],
        ),
        (
            "Books came.\n\nThe list is long:\nlamps came and wells came too.",
            ["Books came.", "The list is long: lamps came and wells came too."],
        ),
    ],
)
def test_a_field_ends_with_its_line_and_a_wrapped_line_goes_on(text: str, fields: list[str]) -> None:
    assert [unit_text.strip() for unit_text in _sentences(text)] == fields


def _sentences(text: str) -> list[str]:
    read = document(text)
    found = finding(read, vocabulary.load(), None)
    return [reading.text for reading in relating(read, found, vocabulary.load()).readings]


@pytest.mark.parametrize(
    "text",
    [
        "The Amber Desk Programme is part of the Blue Lantern Programme, which promotes targets 8.5 and 8.7.",
        "The Amber Desk Programme is part of the Blue Lantern Programme, which WHO runs and which promotes targets "
        "8.5 and 8.7.",
    ],
)
def test_a_relative_clause_tells_of_the_programme_before_it(text: str) -> None:
    wanted = tuple(("Blue Lantern Programme", "contributesTo", code) for code in ("8.5", "8.7"))
    assert unmatched(claimed(stated(text), "contributes_to"), wanted) == ([], 0)


@pytest.mark.parametrize(
    "text",
    [
        f"The {BLUE}, unlike the {AMBER}, which took $1.5 million and closed, serves Goal 4.",
        f"The {BLUE}, run side by side with the {AMBER}, which trained guards, serves Goal 4.",
    ],
)
def test_a_relative_clause_ends_where_the_verb_of_the_sentence_follows(text: str) -> None:
    assert unmatched(claimed(stated(text), "contributes_to"), ((BLUE, "contributesTo", "4"),)) == ([], 0)


@pytest.mark.parametrize(
    "text",
    [
        "2. Blue Lantern Programme. This effort, an arm of the Salt Fund, has run in Togo. It serves Goal 4.",
        "(a) Blue Lantern Programme. Run by UNICEF with our help and that of the Salt Fund. It contributes to Goal 4.",
        "Blue Lantern Programme. Part of the Salt Fund. In the annex it is tagged to Goal 4.",
    ],
)
def test_below_its_title_it_is_the_programme_of_the_title(text: str) -> None:
    claims = claimed(stated(text), "contributes_to")
    assert unmatched(claims, (("Blue Lantern Programme", "contributesTo", "4"),)) == ([], 0)


def test_without_a_title_it_is_the_programme_that_the_sentence_tells_of() -> None:
    claims = claimed(stated("In the Salt Fund crews learn to swim. It serves Goal 4."), "contributes_to")
    assert unmatched(claims, (("Salt Fund", "contributesTo", "4"),)) == ([], 0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            f"The {BLUE} opened schools. The programme's night arm, the {AMBER}, serves target 4.4.",
            ((AMBER, "4.4"),),
        ),
        (
            f"The {BLUE} serves Goal 8; its night arm, the {AMBER}, serves target 4.4.",
            ((BLUE, "8"), (AMBER, "4.4")),
        ),
        (
            f"By design the work serves Goal 8; its night arm, the {AMBER}, serves target 4.4.",
            ((AMBER, "4.4"),),
        ),
        (f"UNICEF told WHO that the {BLUE} serves Goal 4.", ((BLUE, "4"),)),
        (f"The {AMBER} informed WHO that its twin, the {BLUE}, serves Goal 4.", ((BLUE, "4"),)),
        ("UNICEF reports that it serves Goal 4.", (("unicef", "4"),)),
        ("UNICEF holds that it serves Goal 4.", ()),
        ("UNICEF has a plan; its claim that it serves Goal 4 was read out.", ()),
    ],
)
def test_each_clause_has_its_own_subject(text: str, expected: tuple[tuple[str, str], ...]) -> None:
    wanted = tuple((who, "contributesTo", goal) for who, goal in expected)
    assert unmatched(claimed(stated(text), "contributes_to"), wanted) == ([], 0)
