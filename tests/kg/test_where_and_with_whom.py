"""Where work happened and who shared it, as reports tell it over several sentences, by literal passages."""

import pytest

from tests.kg.builders import claimed, stated, unmatched

Triples = tuple[tuple[str, str, str], ...]
BLUE = "Blue Lantern Programme"
AMBER = "Amber Road Programme"
REPORT = "Report of the United Nations Environment Programme\n\n"


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("The Blue Lantern Programme operates from Senegal to Angola.", ("SEN", "AGO")),
        ("The Blue Lantern Programme has been active from Fiji to Tonga since 2021.", ("FJI", "TON")),
        ("The Blue Lantern Programme works along a belt running from Guatemala to Panama.", ("GTM", "PAN")),
        ("The Blue Lantern Programme is large. Delegates flew from Kenya to Chad.", ()),
        ("The Blue Lantern Programme sold lamps that were sent from Kenya.", ()),
    ],
)
def test_work_from_one_place_to_another_is_in_both(text: str, places: tuple[str, ...]) -> None:
    told = tuple((BLUE, "activeIn", place) for place in places)
    assert unmatched(claimed(stated(text), "active_in"), told) == ([], 0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The Blue Lantern Programme is for crews. UNICEF carries it out in Ghana and Togo.",
            ((BLUE, "activeIn", "GHA"), (BLUE, "activeIn", "TGO")),
        ),
        (
            "The Blue Lantern Programme is for crews. WHO runs it with UNICEF in Peru.",
            ((BLUE, "activeIn", "PER"),),
        ),
        ("The Blue Lantern Programme is for crews. WHO will run it in Peru.", ()),
        (
            "Under the Blue Lantern Programme, UNIDO trained engineers in Botswana.",
            ((BLUE, "activeIn", "BWA"), ("UNIDO", "activeIn", "BWA")),
        ),
        (
            "Under the Blue Lantern Programme, lamps were given away in Botswana.",
            ((BLUE, "activeIn", "BWA"),),
        ),
        (
            "UNIDO went to nine States (last year: six), among them Albania and Togo.",
            (("UNIDO", "activeIn", "ALB"), ("UNIDO", "activeIn", "TGO")),
        ),
        (
            "The Blue Lantern Programme was extended to Ghana and Togo.",
            ((BLUE, "activeIn", "GHA"), (BLUE, "activeIn", "TGO")),
        ),
        ("UNICEF expanded the Blue Lantern Programme to Ghana.", ((BLUE, "activeIn", "GHA"),)),
        ("The Blue Lantern Programme is large. WHO extended an invitation to Ghana.", ()),
        (
            "Nurses from Ghana spent a month at sea under the Blue Lantern Programme.",
            ((BLUE, "activeIn", "GHA"),),
        ),
        (
            "WHO wrote maps with the Blue Lantern Programme; UNICEF trained crews in Peru.",
            (("UNICEF", "activeIn", "PER"),),
        ),
    ],
)
def test_who_does_it_and_what_it_is_done_for_are_both_there(text: str, expected: Triples) -> None:
    assert unmatched(claimed(stated(text), "active_in"), expected) == ([], 0)


@pytest.mark.parametrize(
    "text",
    [
        "The next forum of the Blue Lantern Programme is scheduled to be held in Peru.",
        "The second fair of the Blue Lantern Programme is to take place in Peru.",
        "The Blue Lantern Programme was approved in May. It is aimed at supporting States: Peru and Chile.",
        "The Blue Lantern Programme is aimed at training crews in Peru.",
        "In Peru, Chile and Ecuador, some two million people will be served by the Blue Lantern Programme.",
    ],
)
def test_what_is_only_foreseen_happened_nowhere(text: str) -> None:
    assert claimed(stated(text), "active_in") | claimed(stated(text), "forms") == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The Blue Lantern Programme lit ports in Peru. UNICEF and WHO sent experts with it.",
            ((BLUE, "partner", "unicef"), (BLUE, "partner", "who")),
        ),
        (
            "The Blue Lantern Programme lit ports in Peru. UNICEF and WHO supplied lamps as its partners.",
            ((BLUE, "partner", "unicef"), (BLUE, "partner", "who")),
        ),
        (
            "FAO runs the Blue Lantern Programme; UNICEF and WHO are partners.",
            ((BLUE, "partner", "unicef"), (BLUE, "partner", "who")),
        ),
        (
            "The Blue Lantern Programme lit ports in Peru. UNICEF and WHO opened a school.",
            (("UNICEF", "partner", "who"),),
        ),
        (
            "The Blue Lantern Programme lit ports in Peru. UNICEF and WHO supply lamps and nets.",
            ((BLUE, "partner", "unicef"), (BLUE, "partner", "who")),
        ),
        ("The Blue Lantern Programme lit ports in Peru. UNICEF supplies lamps to schools.", ()),
        ("The Blue Lantern Programme lit ports in Peru. UNICEF gave a talk.", ()),
        ("Together with UNICEF, the secretariat of WHO drew up two plans.", (("WHO", "partner", "unicef"),)),
        ("(a) To publish an atlas of ports with UNICEF;", ()),
        ("To light ports, WHO worked with UNICEF.", (("WHO", "partner", "unicef"),)),
    ],
)
def test_partners_are_of_whom_the_words_name_before_they_are_of_one_another(
    text: str, expected: Triples
) -> None:
    assert unmatched(claimed(stated(text), "partner"), expected) == ([], 0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The Blue Lantern Programme lit ports in Peru.\n\nIn Togo, a $2 million energy project opened two "
            "schools. The project also trained crews in Benin.",
            (
                (BLUE, "activeIn", "PER"),
                ("United Nations Environment Programme", "activeIn", "TGO"),
                ("United Nations Environment Programme", "activeIn", "BEN"),
            ),
        ),
        (
            "The Blue Lantern Programme lit ports in Peru.\n\nAnother initiative on salt opened two schools. "
            "The initiative trained crews in Benin.",
            ((BLUE, "activeIn", "PER"), ("United Nations Environment Programme", "activeIn", "BEN")),
        ),
        (
            "The Blue Lantern Programme lit ports in Peru. It is a programme for crews. The programme trained crews "
            "in Benin.",
            ((BLUE, "activeIn", "PER"), (BLUE, "activeIn", "BEN")),
        ),
        (
            "UNEP runs a project called the Blue Lantern Programme. The project trained crews in Benin.",
            ((BLUE, "activeIn", "BEN"),),
        ),
    ],
)
def test_the_project_is_the_nameless_one_that_its_own_paragraph_told_of(text: str, expected: Triples) -> None:
    assert unmatched(claimed(stated(REPORT + text), "active_in"), expected) == ([], 0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "(1) Blue Lantern Programme. Run by UNICEF with our help.\n(2) Amber Road Programme. Active in Peru.",
            ((BLUE, "implementedBy", "unicef"), (AMBER, "implementedBy", "unep")),
        ),
        (
            "UNEP carried the Blue Lantern Programme out with WHO as part of the Amber Road Programme.",
            (),
        ),
        (
            "The Blue Lantern Programme and the Amber Road Programme lit ports. Both are WHO projects.",
            ((BLUE, "implementedBy", "who"), (AMBER, "implementedBy", "who")),
        ),
        ("The Blue Lantern Programme lit ports. Its members are WHO officers.", ()),
        ("FAO runs its garden component, the Blue Lantern Programme.", ((BLUE, "implementedBy", "fao"),)),
        (
            "We thank the crews for the work of UNICEF, acting through the Blue Lantern Programme.",
            ((BLUE, "implementedBy", "unicef"),),
        ),
    ],
)
def test_who_runs_it_stands_beside_it(text: str, expected: Triples) -> None:
    assert unmatched(claimed(stated(REPORT + text), "implemented_by"), expected) == ([], 0)


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        (
            "(a) Launched the Blue Lantern Programme;\n\n(b) Extended and renamed the Amber Road Programme.",
            ((BLUE, "implementedBy", "unicef"), (AMBER, "implementedBy", "unicef")),
        ),
        ("(a) Welcomed the Blue Lantern Programme;\n\n(b) Supported the Amber Road Programme.", ()),
        (
            "(a) Launched the Blue Lantern Programme, which WHO runs;\n\n(b) Met with FAO.",
            ((BLUE, "implementedBy", "who"),),
        ),
    ],
)
def test_whom_the_words_above_a_list_name_did_what_its_items_tell(items: str, expected: Triples) -> None:
    text = "Report of the Secretary-General\n\n1. During the year, UNICEF:\n\n" + items
    assert unmatched(claimed(stated(text), "implemented_by"), expected) == ([], 0)


@pytest.mark.parametrize(
    "text",
    [
        "UNODC provided no assistance to Belarus in the period.",
        "Planned for 2024, subject to funding: the Blue Heart Campaign in Libya.",
        "In preparation: work of UNODC in Libya with UNICEF.",
        "Talks with UNICEF on a joint pilot of the Blue Heart Campaign had not ended.",
    ],
)
def test_what_was_not_done_or_is_to_come_gives_no_place_and_no_partner(text: str) -> None:
    told = {claim.predicate for claim in stated(text).claims}
    assert told & {"activeIn", "partner"} == set()
