"""Action lines of the World Summit: by code with title, in lists and brackets, and what only looks like them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import vocabulary
from kg.finders import action_lines
from kg.mappers import addresses_action_line
from kg.pipeline import extract
from kg.types import Mention, Passage, PassageKind, Span, Unit, View
from tests.strategies import document, nasty_texts

LEXICON = vocabulary.load()


def unit(text: str, kind: PassageKind = "paragraph") -> Unit:
    passage = Passage(index=0, kind=kind, begin=0, end=len(text))
    return Unit(passages=(passage,), view=View(text=text, anchors=((0, 0),)), sentences=(Span(0, len(text)),))


def mentions(text: str) -> list[Mention]:
    return list(action_lines.find(unit(text), LEXICON))


def found(text: str) -> list[tuple[str, str | None]]:
    return [(text[hit.begin : hit.end], hit.id) for hit in mentions(text)]


def stated(text: str) -> set[tuple[str, str | None]]:
    extraction = extract(document(text), lexicon=LEXICON)
    entities = {entity.key: entity for entity in extraction.entities}
    return {
        (entities[claim.subject].key, entities[claim.object].id)
        for claim in extraction.claims
        if claim.object and claim.predicate == "addressesActionLine" and claim.confidence > 0.6
    }


@pytest.mark.parametrize(("text", "expected"), action_lines.EXAMPLES)
def test_examples_of_the_finder_hold(text: str, expected: tuple[tuple[str, str | None, str], ...]) -> None:
    assert tuple((text[hit.begin : hit.end], hit.id, hit.type) for hit in mentions(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "C2: Information and communication infrastructure",
            [("C2: Information and communication infrastructure", "C2")],
        ),
        ("C4. Capacity-building", [("C4. Capacity-building", "C4")]),
        (
            "C1: The role of governments and all stakeholders",
            [("C1", "C1")],
        ),
        (
            "(C1: The role of public governance authorities and all stakeholders)",
            [("C1", "C1")],
        ),
        (
            "C8: Cultural diversity and identity, linguistic diversity and local content",
            [("C8: Cultural diversity and identity, linguistic diversity and local content", "C8")],
        ),
        ("C6 – Enabling environment", [("C6 – Enabling environment", "C6")]),
        ("C4: Capacity development for rural operators", [("C4", "C4")]),
        (
            "C7: ICT applications e-health: benefits in all aspects of life",
            [("C7: ICT applications e-health: benefits in all aspects of life", "C7.e-health")],
        ),
        (
            "Officers sit the exam online and print a diploma (C7. ICT Applications E-learning).",
            [("C7. ICT Applications E-learning", "C7.e-learning")],
        ),
        (
            "The draft goes to the Network in May. (C9. Media and C.10 Ethical dimensions of the Information Society).",
            [("C9. Media", "C9"), ("C.10 Ethical dimensions of the Information Society", "C10")],
        ),
        ("ITU is the sole facilitator of action line C5.", [("C5", "C5")]),
        (
            "The facilitators of Action Lines C1, C4 and C.7 met in Geneva.",
            [("C1", "C1"), ("C4", "C4"), ("C.7", "C7")],
        ),
        (
            "Reports on WSIS action lines C1–C3 were merged.",
            [("C1", "C1"), ("C1–C3", "C2"), ("C3", "C3")],
        ),
        (
            "UNESCO leads on C7 (e-science) and C7 e-learning.",
            [("C7 (e-science)", "C7.e-science"), ("C7 e-learning", "C7.e-learning")],
        ),
        (
            "Sessions on action line C7: e-health, e-agriculture and e-government were full.",
            [
                ("C7: e-health", "C7.e-health"),
                ("e-agriculture", "C7.e-agriculture"),
                ("e-government", "C7.e-government"),
            ],
        ),
        ("The WSIS Action Line C7 eHealth forum was held online.", [("C7 eHealth", "C7.e-health")]),
        ("Farmers got prices by telephone (WSIS action line C 7).", [("C 7", "C7")]),
        (
            "In the WSIS stocktaking the project is filed under (C1, C5 and C11).",
            [("C1", "C1"), ("C5", "C5"), ("C11", "C11")],
        ),
        ("Moderators of lines of action C8 and C9 spoke.", [("C8", "C8"), ("C9", "C9")]),
        (
            "Action line C3 (Access to information and knowledge)",
            [("C3 (Access to information and knowledge)", "C3")],
        ),
        (
            "Links with C1-3 remain to be seen: see action lines C1-3.",
            [("C1", "C1"), ("C1-3", "C2"), ("3", "C3")],
        ),
        ("A panel on action line C‑5 was cancelled.", [("C‑5", "C5")]),
        ("Moderated by ITU (WSIS AL C2).", [("C2", "C2")]),
        (
            "C7. ICT applications: benefits in all aspects of life – e-science",
            [("C7. ICT applications: benefits in all aspects of life – e-science", "C7.e-science")],
        ),
        (
            "Village Libraries Online (C.3, C.8) opened in June.",
            [("C.3", "C3"), ("C.8", "C8")],
        ),
        (
            "Action lines C2 (infrastructure), C5 (security) and C6 drew most entries.",
            [("C2", "C2"), ("C5", "C5"), ("C6", "C6")],
        ),
    ],
)
def test_codes_with_a_title_or_a_head_are_action_lines(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Divers removed 40 kg of C-4 explosive from the wreck.",
        "A test for hepatitis C, 1 of 3, was free.",
        "A crew member on a C1 visa or a C1/D visa needs no other.",
        "The annex is printed on C4 paper and folded to C5.",
        "See C/81/10 and document C/81/3 of the ITU Council.",
        "The First Committee (A/C.1/78/L.5) and the Third (A/C.3/79/SR.2) voted.",
        "Annex C.2 and table C.3 give the rates.",
        "The rates are in tables (C.2, C.3) and sections (C.4, C.5).",
        "Olive oil has fatty acids (C3, C8).",
        "Interpreters need the C1 level, better C2.",
        "WSIS staff took English courses (C1 level) on paper (A4, C5).",
        "Action line C12 and action line C0 were never agreed.",
        "Vertebra C7 and vitamin C3 were in the report on action lines.",
        "Section C. 4 persons were heard.",
        "The C2C trade and the C40 cities drew up action lines of their own.",
        "Room C3 access cards and a C9 media player were lost.",
        "Room C3 was shut, and coffee was in room C5.",
    ],
)
def test_what_only_looks_like_a_code_is_none(text: str) -> None:
    assert found(text) == []


def test_a_bare_code_counts_where_the_heading_speaks_of_action_lines() -> None:
    passage = Passage(index=1, kind="item", begin=0, end=6, heading_path=("Related WSIS action lines",))
    bare = Unit(passages=(passage,), view=View(text="C1, C4", anchors=((0, 0),)), sentences=(Span(0, 6),))
    assert [hit.id for hit in action_lines.find(bare, LEXICON)] == ["C1", "C4"]


@pytest.mark.parametrize(
    ("text", "heading", "expected"),
    [
        ("C8 – none so far.", "Programmes by action line", ["C8"]),
        ("C3 and C9: the Harbour Radio Network.", "Our action lines", ["C3", "C9"]),
        ("C8 – none so far.", "Our part in the WSIS", []),
        ("C8 stays closed.", "Programmes by action line", []),
        ("Room C8 – a talk.", "Programmes by action line", []),
    ],
)
def test_a_code_that_opens_a_line_counts_where_the_heading_speaks_of_action_lines(
    text: str, heading: str, expected: list[str]
) -> None:
    passage = Passage(index=1, kind="paragraph", begin=0, end=len(text), heading_path=(heading,))
    view = View(text=text, anchors=((0, 0),))
    line = Unit(passages=(passage,), view=view, sentences=(Span(0, len(text)),))
    assert [hit.id for hit in action_lines.find(line, LEXICON)] == expected


def test_a_bare_code_under_another_heading_is_none() -> None:
    passage = Passage(index=1, kind="item", begin=0, end=6, heading_path=("Rooms",))
    bare = Unit(passages=(passage,), view=View(text="C1, C4", anchors=((0, 0),)), sentences=(Span(0, 6),))
    assert list(action_lines.find(bare, LEXICON)) == []


def test_a_code_that_no_vocabulary_holds_is_none() -> None:
    empty = vocabulary.Lexicon(concepts=(), digest="")
    assert list(action_lines.find(unit("action line C5"), empty)) == []


@given(nasty_texts)
def test_every_mention_lies_in_the_text_and_holds_a_digit_or_a_field(text: str) -> None:
    hits = mentions(text)
    assert all(0 <= hit.begin < hit.end <= len(text) and hit.id for hit in hits)


@given(st.sampled_from([f"C{n}" for n in range(1, 12)]), st.sampled_from(["", ".", "-", " "]))
def test_every_code_is_read_in_every_punctuation(code: str, mark: str) -> None:
    assert [hit.id for hit in mentions(f"action line C{mark}{code[1:]} is open")] == [code]


@pytest.mark.parametrize(("text", "expected"), addresses_action_line.EXAMPLES)
def test_examples_of_the_mapper_hold(text: str, expected: tuple[tuple[str, str, str], ...]) -> None:
    extraction = extract(document(text), lexicon=LEXICON)
    entities = {entity.key: entity for entity in extraction.entities}
    told = {
        (entities[c.subject].name, c.predicate, entities[c.object].id)
        for c in extraction.claims
        if c.object and c.predicate == "addressesActionLine"
    }
    assert told == set(expected)


def test_a_heading_puts_its_line_in_force_for_the_programmes_below() -> None:
    text = (
        "II. Main work\n\nC4: Capacity-building\n\n"
        "The ITU Academy trains engineers. It is free.\n\n"
        "C5: Building confidence and security in the use of ICTs\n\n"
        "Her CyberTracks trains women. UNICEF paid for it.\n"
    )
    assert stated(text) == {("itu-academy", "C4"), ("her-cybertracks", "C5")}


def test_where_a_section_names_no_programme_its_organization_addresses_the_line() -> None:
    text = "C2: Information and communication infrastructure\n\nIn 2021 ITU helped clinics to put up a network.\n"
    assert stated(text) == {("itu", "C2")}


def test_a_bracket_behind_a_sentence_speaks_of_its_programme() -> None:
    text = "ITU opened the ITU Academy to judges of all States (C7. ICT Applications E-learning).\n"
    assert stated(text) == {("itu-academy", "C7.e-learning")}


def test_a_bracket_of_its_own_speaks_of_what_stands_before_it_in_the_item() -> None:
    text = "Her CyberTracks drew up rules. They are in force. (C9. Media and C.10 Ethical dimensions).\n"
    assert stated(text) == {("her-cybertracks", "C9"), ("her-cybertracks", "C10")}


def test_the_programme_of_the_heading_is_the_subject_where_the_body_acts() -> None:
    text = (
        "Her CyberTracks\n\nUnder the programme, ITU keeps a website for its alumnae "
        "(C3. Access to information and knowledge).\n"
    )
    assert stated(text) == {("her-cybertracks", "C3")}


@pytest.mark.parametrize(
    "text",
    [
        "The ITU Academy does not address action line C4.\n",
        "The ITU Academy will address action line C4 one day.\n",
        "Does the ITU Academy address action line C4?\n",
        "Action line C4 has many facilitators.\n",
    ],
)
def test_what_is_negated_planned_or_asked_is_not_stated(text: str) -> None:
    assert stated(text) == set()
