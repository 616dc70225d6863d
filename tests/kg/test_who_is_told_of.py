"""Who the subject is: agents, relative clauses, asides and lists that make nobody one, by literal passages."""

import pytest

from tests.kg.builders import claimed, stated, unmatched

Triples = tuple[tuple[str, str, str], ...]
BLUE = "Blue Lantern Programme"
AMBER = "Amber Road Programme"
STARTED = "UNEP started the Blue Lantern Programme in 2031. "


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "UNEP read the atlas published by UNESCO and worked with WHO on wells.",
            (("UNEP", "partner", "who"),),
        ),
        (
            "UNEP sold a map that was designed by UNESCO, and cooperates with WHO.",
            (("UNEP", "partner", "who"),),
        ),
        ("UNEP, in huts managed by UNESCO, collaborates with WHO.", (("UNEP", "partner", "who"),)),
        (
            "UNEP read the atlas published by UNESCO and, with WHO, dug 30 wells.",
            (("UNEP", "partner", "who"),),
        ),
        ("In the huts managed by UNESCO, UNEP worked with WHO.", (("UNEP", "partner", "who"),)),
        ("In a hall built by UNESCO, UNEP dug wells jointly with WHO.", (("UNEP", "partner", "who"),)),
        (
            "Drawing on the atlas prepared by UNESCO and WFP, UNEP worked with WHO.",
            (("UNESCO", "partner", "wfp"), ("UNEP", "partner", "who")),
        ),
        (
            "The fair, co-organized by UNESCO and WFP, and the World Bank lent money in Peru.",
            (("UNESCO", "partner", "wfp"),),
        ),
        ("The atlas was prepared by UNESCO together with WHO.", (("UNESCO", "partner", "who"),)),
        ("A fair was held by UNESCO in Peru in partnership with WHO.", (("UNESCO", "partner", "who"),)),
        (
            "UNEP praised the atlas prepared by UNESCO in cooperation with WHO.",
            (("UNESCO", "partner", "who"),),
        ),
        (
            "The Blue Lantern Programme, designed by UNESCO and WFP, works with WHO.",
            ((BLUE, "partner", "who"),),
        ),
        ("UNEP regional directors worked with WHO in Peru.", (("UNEP", "partner", "who"),)),
        ("United Nations agencies worked with WHO in Peru.", ()),
        ("United Nations regional directors worked with WHO in Peru.", ()),
        ("WFP met in May. It was co-organized by UNESCO, with support from WHO.", ()),
        ("Talks with UNESCO ended while UNEP worked with WHO in Peru.", (("UNEP", "partner", "who"),)),
    ],
)
def test_the_partners_are_of_who_acts_and_not_of_who_made_a_thing(text: str, expected: Triples) -> None:
    assert unmatched(claimed(stated(text), "partner"), expected) == ([], 0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two maps were published by UNESCO and WFP, respectively.", ()),
        ("Boats operated by UNESCO and WFP sank.", ()),
        ("Separate notes were issued by UNESCO, WFP and WHO.", ()),
        ("The fairs were co-organized by UNESCO and WFP.", (("UNESCO", "partner", "wfp"),)),
        ("Fairs were organized by UNESCO and WFP.", (("UNESCO", "partner", "wfp"),)),
        ("A map was published by UNESCO and WFP.", (("UNESCO", "partner", "wfp"),)),
        (
            "UNEP, UNESCO and WFP published an atlas.",
            (("UNEP", "partner", "unesco"), ("UNEP", "partner", "wfp")),
        ),
    ],
)
def test_several_things_may_each_have_a_maker_of_their_own(text: str, expected: Triples) -> None:
    assert unmatched(claimed(stated(text), "partner"), expected) == ([], 0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (STARTED + "WFP gave 40 meals in Peru.", ()),
        (STARTED + "WFP provides data.", ()),
        (STARTED + "WFP sent written evidence.", ()),
        (STARTED + "WFP provided the tents.", ((BLUE, "partner", "wfp"),)),
        (STARTED + "WFP quarrelled and disagreed with it.", ()),
        (STARTED + "WFP bought a hose and filled tanks with it.", ()),
        (STARTED + "WFP cooperates closely with it.", ((BLUE, "partner", "wfp"),)),
        (
            STARTED + "UNESCO, WHO and WFP provided the tents.",
            ((BLUE, "partner", "unesco"), (BLUE, "partner", "who"), (BLUE, "partner", "wfp")),
        ),
    ],
)
def test_what_a_body_does_elsewhere_makes_it_no_partner_of_the_programme(
    text: str, expected: Triples
) -> None:
    assert unmatched(claimed(stated(text), "partner"), expected) == ([], 0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("UNEP mended a pump that UNESCO owned in Peru.", (("UNEP", "activeIn", "PER"),)),
        ("UNEP built a dam that UNESCO funds and opened a school in Peru.", (("UNEP", "activeIn", "PER"),)),
        ("UNEP noted that UNESCO trained nurses in Peru.", (("UNESCO", "activeIn", "PER"),)),
        ("UNEP put solar panels on roofs in Peru.", (("UNEP", "activeIn", "PER"),)),
        ("UNEP trained guides for families seeking shelter in Peru.", (("UNEP", "activeIn", "PER"),)),
        ("UNEP is seeking donors in Peru.", ()),
        (
            "UNEP praised the part that UNESCO played in mending dams in Peru.",
            (("UNESCO", "activeIn", "PER"),),
        ),
        ("A dam was opened in Peru, with pumps built by UNESCO.", ()),
        ("A dam was opened in Peru, held by UNESCO to be weak.", ()),
        ("In Peru, a dam was built by UNESCO.", (("UNESCO", "activeIn", "PER"),)),
        ("The proposed Blue Lantern Programme (Peru) was shelved.", ()),
        ("The Blue Lantern Programme (Peru) was cancelled.", ()),
        (STARTED + "UNESCO bought a press and runs it in Peru.", (("UNESCO", "activeIn", "PER"),)),
        (STARTED + "UNESCO runs it in Peru.", ((BLUE, "activeIn", "PER"),)),
        ("In Peru, UNEP trained guides who will work in parks.", (("UNEP", "activeIn", "PER"),)),
        ("In Peru, UNEP will train guides.", ()),
        (
            "Under the Blue Lantern Programme, UNESCO hired guides from WHO who had worked in Peru.",
            ((BLUE, "activeIn", "PER"),),
        ),
    ],
)
def test_a_place_is_of_who_worked_there(text: str, expected: Triples) -> None:
    assert unmatched(claimed(stated(text), "active_in"), expected) == ([], 0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "UNEP launched the Blue Lantern Programme under General Assembly resolution 78/226.",
            ((BLUE, "implementedBy", "unep"),),
        ),
        ("The General Assembly launched the Blue Lantern Programme in resolution 78/226.", ()),
        ("By its resolution 78/226, the General Assembly launched the Blue Lantern Programme.", ()),
        ("UNEP runs the Blue Lantern Programme. WFP made it possible.", ((BLUE, "implementedBy", "unep"),)),
        (
            "UNEP:\n\n(a) Launched the Blue Lantern Programme;\n\n(b) Held talks of the Amber Road Programme.",
            ((BLUE, "implementedBy", "unep"),),
        ),
        (
            "In 2031, UNEP:\n\n(a) Launched the Blue Lantern Programme;\n\n(b) Ended the Amber Road Programme of WFP.",
            ((BLUE, "implementedBy", "unep"), (AMBER, "implementedBy", "wfp")),
        ),
        ("UNEP was told that WFP had:\n\n(a) launched the Blue Lantern Programme;\n\n(b) trained crews.", ()),
    ],
)
def test_who_runs_a_programme_is_neither_the_organ_nor_who_hears_of_it(text: str, expected: Triples) -> None:
    assert unmatched(claimed(stated(text), "implemented_by"), expected) == ([], 0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("UNEP worked with crews on the following problems:\n\n(a) WHO had left;\n\n(b) WFP paid.", ()),
        ("UNEP ended its cooperation with the following:\n\n(a) WHO;\n\n(b) WFP.", ()),
        ("UNEP seeks cooperation with:\n\n(a) WHO;\n\n(b) WFP.", ()),
        ("UNEP was thanked by Peru, which worked with:\n\n(a) WHO;\n\n(b) WFP.", ()),
        (
            "UNESCO noted that UNEP works with the following:\n\n(a) WHO;\n\n(b) WFP paid nothing.",
            (("UNEP", "partner", "who"),),
        ),
        (
            "The partners of UNEP include:\n\n(a) WHO;\n\n(b) WFP.",
            (("UNEP", "partner", "who"), ("UNEP", "partner", "wfp")),
        ),
    ],
)
def test_a_list_is_of_partners_where_the_words_above_it_say_whose(text: str, expected: Triples) -> None:
    assert unmatched(claimed(stated(text), "listed"), expected) == ([], 0)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Day Care Programme", True), ("Decade of Reef Care Fund", True), ("Second Decade of Reef Care", False)],
)
def test_only_a_name_headed_by_a_span_of_time_leaves_its_section_to_others(name: str, expected: bool) -> None:
    found = claimed(stated(f"# A. {name}\n\n1. It was active in Peru and trained 30 guides."), "active_in")
    assert (found != set()) is expected


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("Blue Lantern Programme | Peru | SDG 14 | WHO", True),
        ("Blue Lantern Programme | cancelled | SDG 14 | WHO", False),
    ],
)
def test_a_row_of_what_was_cancelled_serves_no_goal(row: str, expected: bool) -> None:
    assert (claimed(stated(row), "contributes_to") != set()) is expected
