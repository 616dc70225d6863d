"""Goals, targets and indicators by number: every way of print, and none of what looks like them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.finders import sdgs
from kg.types import Mention, Passage, Span, Unit, View
from kg.vocabulary import Lexicon

LEXICON = Lexicon(concepts=(), digest="")


def unit(text: str) -> Unit:
    passage = Passage(index=0, kind="paragraph", begin=0, end=len(text))
    return Unit(passages=(passage,), view=View(text=text, anchors=((0, 0),)), sentences=(Span(0, len(text)),))


def mentions(text: str) -> list[Mention]:
    return list(sdgs.find(unit(text), LEXICON))


def codes(text: str) -> list[str | None]:
    return [hit.id for hit in mentions(text)]


@pytest.mark.parametrize(("text", "expected"), sdgs.EXAMPLES)
def test_examples_of_the_finder_hold(text: str, expected: tuple[tuple[str, str | None, str], ...]) -> None:
    assert tuple((text[hit.begin : hit.end], hit.id, hit.type) for hit in mentions(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It serves Goals 4,5, 10 13,14,15 and 17.", ["4", "5", "10", "13", "14", "15", "17"]),
        ("in line with Goal 3, 8 and 11, the office", ["3", "8", "11"]),
        ("with goals 2, 6, 9 and 12 in view", ["2", "6", "9", "12"]),
        ("SDGs 1, 2 & 3", ["1", "2", "3"]),
        ("the SDGs (7, 8 and 9)", ["7", "8", "9"]),
        ("Sustainable Development Goals (SDGs) 14 and 15", ["14", "15"]),
        ("Sustainable Development Goal 6 (clean water)", ["6"]),
        ("Goals 3 (health), 4 (education) and 5 (equality)", ["3", "4", "5"]),
        ("#SDG9 and #SDG16", ["9", "16"]),
        ("SDG-13, SDG13, SDG 13 and SDG #13", ["13", "13", "13", "13"]),
        ("SDG 16+ and SDG 5-related work", ["16", "5"]),
        ("GOAL 11 and Goal No. 12", ["11", "12"]),
        ("Goals 1 to 4", ["1", "2", "3", "4"]),
        ("Goals 1\u20133 and 17", ["1", "2", "3", "17"]),
        ("targets 16.1\u201316.3", ["16.1", "16.2", "16.3"]),
        ("Goal sixteen and Goals Three and Four", ["16", "3", "4"]),
        ("targets 3.5, 5.2 and 16.10", ["3.5", "5.2", "16.10"]),
        ("target 16.a and SDG target 5.b", ["16.a", "5.b"]),
        ("SDG Target 16.A", ["16.a"]),
        ("SDG 16.4", ["16.4"]),
        ("Target: 8.7", ["8.7"]),
        ("indicators 16.4.2 and 5.a.2", ["16.4.2", "5.a.2"]),
        ("SDG indicator 3.d.2", ["3.d.2"]),
        ("SDG targets that bear on children (5.2, 8.7 and 16.2)", ["5.2", "8.7", "16.2"]),
        ("the targets under the Goals (16.4 and 16.5)", ["16.4", "16.5"]),
        ("Goal 16 of the 2030 Agenda for Sustainable Development", ["16"]),
        ("Goal 5, 12 countries and 3 cities took part", ["5"]),
        ("(Goal 1), hunger (Goal 2)", ["1", "2"]),
        ("goal 16 of the Sustainable Development Goals", ["16"]),
        ("It serves SDG 4 (4.4 and 4.c).", ["4", "4.4", "4.c"]),
        ("It reflects SDG 6, chiefly 6.1 and 6.b.", ["6", "6.1", "6.b"]),
        ("SDG 6 (7.1 is another matter)", ["6"]),
        ("SDG 6 (12.5 litres)", ["6"]),
        ("It serves Goal 6 and other aims of that list (6.3, 12.4 and 14.1).", ["6", "6.3", "12.4", "14.1"]),
        ("It serves Goal 6 and other lists (7.3, 12.4 and 14.1).", ["6"]),
        ("Goals served: 2 and 12", ["2", "12"]),
        ("To which targets (for example 5.2, 8.7 or 16.2) does it contribute?", ["5.2", "8.7", "16.2"]),
    ],
)
def test_goals_targets_and_indicators_are_read(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Goal 18, target 18.1, SDG 0 and SDG 170",
        "Millennium Development Goal 4 and MDG 5",
        "The Millennium Development Goals came first; Goals 4 and 5 were met.",
        "strategic goal 3, Strategic Goal 3 and organizational goal 2",
        "Aichi Biodiversity target 11.1 and Aichi target 11",
        "goal 2 of the strategic plan",
        "Goal 2 of the strategic plan, 2022-2025",
        "The strategic plan has four aims. Goal 3 is met.",
        "articles 8(4) and 13, section 5.2, paragraph 16.4",
        "action lines C.10 and C7, resolution 8/4, Part One",
        "a target of 16.4 per cent, target 2.5 per cent, target 3.5%",
        "the sixteenth session on 4 May 2018",
        "goal 3 was scored",
        "output indicator 1.2.3 and indicator 3.2",
        "performance target 4.2",
        "target 16 and targets 3",
        "Goals 2030, Goals 95-95-95, SDGs 2015-2030 and SDG 1,000",
        "Goal 5 million and Goals 1.5 degrees",
        "target 1.5 tesla magnets",
        "the Sustainable Development Goals2 for all",
        "the Sustainable Development Goals 4. Recognizes that",
        "target 5(b) and Goal 3(4)",
        "USDG 5, SDGX 5, footgoal 5",
        "the targets of the Convention (article 5.2)",
    ],
)
def test_what_only_looks_like_a_goal_is_left_alone(text: str) -> None:
    assert codes(text) == []


def test_first_item_has_the_noun_and_later_ones_their_own_characters() -> None:
    text = "under Targets 4.7, 10.2 and Goal 16"
    assert [text[hit.begin : hit.end] for hit in mentions(text)] == ["Targets 4.7", "10.2", "Goal 16"]


def test_inner_members_of_a_range_have_the_place_of_the_range() -> None:
    text = "Goals 1 to 3"
    assert [text[hit.begin : hit.end] for hit in mentions(text)] == ["Goals 1", "1 to 3", "3"]


def test_names_say_what_a_list_leaves_out() -> None:
    assert [hit.name for hit in mentions("Goals 4 and 17, target 4.7 and indicator 16.4.2")] == [
        "Goal 4",
        "Goal 17",
        "Target 4.7",
        "Indicator 16.4.2",
    ]


def test_offsets_are_those_of_the_document() -> None:
    document = "For *Goals\n4* and 5"
    passage = Passage(index=0, kind="paragraph", begin=0, end=len(document))
    view = View(text="For Goals 4 and 5", anchors=((0, 0), (4, 5), (11, 13)))
    marked = Unit(passages=(passage,), view=view, sentences=(Span(0, 17),))
    assert [document[hit.begin : hit.end] for hit in sdgs.find(marked, LEXICON)] == ["Goals\n4", "5"]


SEPARATOR = "|"
PIECES = st.sampled_from(
    (
        "Goal|Goals |SDG|SDGs |target |indicator | |4|16.4|16.4.2|,| and |(|)| to |18|per cent|"
        "Sustainable Development |5.b|-"
    ).split(SEPARATOR)
)


@given(st.lists(PIECES, max_size=20).map("".join))
def test_every_code_can_exist_and_stands_in_the_text(text: str) -> None:
    hits = mentions(text)
    assert all(0 <= hit.begin < hit.end <= len(text) for hit in hits)
    assert all(1 <= int((hit.id or "0").split(".")[0]) <= 17 for hit in hits)
