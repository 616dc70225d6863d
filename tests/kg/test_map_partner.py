"""`partner`: who works together, by literal passages."""

import pytest

from kg import pipeline
from tests.kg.builders import claimed, document, stated, unmatched


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "UNODC collaborated with INTERPOL to open the database.",
            (("UNODC", "partner", "interpol"),),
        ),
        (
            "To promote the network, UNODC cooperated with INTERPOL, WCO and the Organization for "
            "Security and Cooperation in Europe.",
            (
                ("UNODC", "partner", "interpol"),
                ("UNODC", "partner", "wco"),
                ("UNODC", "partner", "osce"),
            ),
        ),
        (
            "UNICEF printed the guides in partnership with UNESCO and WHO.",
            (
                ("UNICEF", "partner", "unesco"),
                ("UNICEF", "partner", "who"),
            ),
        ),
        (
            "In cooperation with WHO, the Container Control Programme trained officers.",
            (("Container Control Programme", "partner", "who"),),
        ),
        (
            "The Container Control Programme held the course together with INTERPOL.",
            (("Container Control Programme", "partner", "interpol"),),
        ),
        (
            "With the support of UNDP, UNODC opened a laboratory.",
            (("UNODC", "partner", "undp"),),
        ),
        (
            "UNODC joined INTERPOL and WCO in preparing two operations.",
            (
                ("UNODC", "partner", "interpol"),
                ("UNODC", "partner", "wco"),
            ),
        ),
        (
            "The Container Control Programme was built together with INTERPOL and WCO.",
            (
                ("Container Control Programme", "partner", "interpol"),
                ("Container Control Programme", "partner", "wco"),
            ),
        ),
        (
            "One partner of the Container Control Programme is INTERPOL; another is UNICEF.",
            (
                ("Container Control Programme", "partner", "interpol"),
                ("Container Control Programme", "partner", "unicef"),
            ),
        ),
        ("UNICEF wrote a handbook with WHO.", (("UNICEF", "partner", "who"),)),
        ("WFP and UNICEF served meals to pupils.", (("WFP", "partner", "unicef"),)),
        (
            "UNDP thanked UNICEF for joining the Container Control Programme.",
            (("Container Control Programme", "partner", "unicef"),),
        ),
        ("In co-operation with WHO, UNICEF printed a map.", (("UNICEF", "partner", "who"),)),
    ],
)
def test_joint_work_names_its_partners(text: str, expected: tuple[tuple[str, str, str], ...]) -> None:
    claims = claimed(pipeline.extract(document(text)), "partner")
    assert unmatched(claims, expected) == ([], 0)


@pytest.mark.parametrize(
    "text",
    [
        "UNODC will work with INTERPOL on a new handbook.",
        "UNODC has not yet collaborated with INTERPOL.",
        "UNODC works with national authorities.",
        "UNODC complied with WHO guidance.",
        "Could UNODC cooperate with INTERPOL?",
        "UNODC and WCO are mentioned in the report of UNDP.",
        "UNODC equipped clinics under a contract with WCO.",
        "UNODC met with INTERPOL.",
        "UNODC committed to working with INTERPOL.",
        "Further request you to cooperate with INTERPOL in this matter.",
    ],
)
def test_others_are_no_partners(text: str) -> None:
    assert claimed(pipeline.extract(document(text)), "partner") == set()


def test_a_name_in_the_next_sentence_names_what_the_partners_work_in() -> None:
    text = (
        "UNODC promoted cooperation among law enforcement bodies such as INTERPOL and WCO. "
        'This initiative is known as "networking the networks".'
    )
    expected = (
        ("networking the networks", "partner", "interpol"),
        ("networking the networks", "partner", "wco"),
    )
    assert unmatched(claimed(pipeline.extract(document(text)), "partner"), expected) == ([], 0)


def test_a_name_behind_a_bare_comma_is_the_subject_and_no_partner() -> None:
    text = "In partnership with WHO, UNICEF printed guides."
    expected = (("UNICEF", "partner", "who"),)
    assert unmatched(claimed(pipeline.extract(document(text)), "partner"), expected) == ([], 0)


BLUE = "Blue Lantern Programme"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "UNODC wrote a guide. Together with WHO, UNICEF held a course. With WFP it drew a map.",
            ("who", "wfp"),
        ),
        ("The Blue Lantern Programme opened schools.\n\nPartners include WHO and WFP.", ("who", "wfp")),
        (
            "Report of UNICEF\n\n1. Schools came first. WHO and WFP teach alongside our staff.\n",
            ("who", "wfp"),
        ),
        ("Report of UNICEF\n\n1. Schools came first. WHO drew the maps with us.\n", ("who",)),
        ("Report of UNICEF\n\n1. Schools came first. WHO drew the maps without our staff.\n", ()),
        ("UNICEF works with farmers; WHO measures soil.", ()),
        ("UNICEF cooperates with bodies such as WHO and UNDP.", ("who", "undp")),
        ("The Blue Lantern Programme opened schools.\n\nPartners: WHO, WFP.", ("who", "wfp")),
        ("List all partners (for example WHO, WFP): UNICEF alone, together with no one.", ()),
    ],
)
def test_partners_are_found_wherever_they_stand(text: str, expected: tuple[str, ...]) -> None:
    claims = claimed(stated(text), "partner")
    assert {name for _, _, others in claims for name in expected if name in others} == set(expected)
    assert len(claims) == len(expected)


def test_a_frame_is_no_subject_where_another_programme_is() -> None:
    text = "Under the Red Harbour Campaign, the Blue Lantern Programme works with WHO."
    assert unmatched(claimed(stated(text), "partner"), ((BLUE, "partner", "who"),)) == ([], 0)


def test_who_acts_in_the_next_clause_is_no_subject() -> None:
    text = "Blue Lantern Programme\n\nExecuted by UNICEF with WFP; WHO leads the trials.\n"
    assert unmatched(claimed(stated(text), "partner"), ((BLUE, "partner", "wfp"),)) == ([], 0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("UNICEF and its partner WHO opened schools.", ("unicef", "who")),
        ("UNICEF, along with WHO, opened schools.", ("unicef", "who")),
        ("UNICEF, assisted by WHO, opened schools.", ("unicef", "who")),
        ("WHO also takes part in the Blue Lantern Programme.", (BLUE, "who")),
        ("UNICEF counts WHO among its partners.", ("unicef", "who")),
        ("UNICEF and WHO cooperate on schools.", ("unicef", "who")),
        ("UNICEF and WHO are partners.", ("unicef", "who")),
        ("UNICEF and WHO have joined forces.", ("unicef", "who")),
        ("The Blue Lantern Programme enjoys the support of WHO.", (BLUE, "who")),
    ],
)
def test_other_words_for_working_together(text: str, expected: tuple[str, str]) -> None:
    owner, other = expected
    assert unmatched(claimed(stated(text), "partner"), ((owner, "partner", other),)) == ([], 0)


@pytest.mark.parametrize(
    "text",
    [
        "UNICEF and WHO are rivals.",
        "UNICEF walked along the White Nile with nobody from WHO.",
        "UNICEF, attacked by WHO, opened schools.",
        "WHO takes no part in the Blue Lantern Programme.",
        "UNICEF counts WHO among its critics.",
        "UNICEF and WHO partners of old opened schools.",
        "UNICEF competes with WHO.",
        "UNICEF seeks to partner with WHO.",
        "UNICEF and WHO partner institutions met.",
        "The Blue Lantern Programme seeks the support of WHO.",
    ],
)
def test_standing_side_by_side_is_no_joint_work(text: str) -> None:
    assert claimed(stated(text), "partner") == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("UNDP and WHO mapped wells in Chad.", (("UNDP", "partner", "who"),)),
        (
            "The Blue Lantern Programme is large. UNICEF runs it with WHO.",
            (("Blue Lantern Programme", "partner", "who"),),
        ),
        (
            "The Blue Lantern Programme is large. Its counterpart is UNICEF.",
            (("Blue Lantern Programme", "partner", "unicef"),),
        ),
    ],
)
def test_joint_deeds_make_partners(text: str, expected: tuple[tuple[str, str, str], ...]) -> None:
    assert unmatched(claimed(stated(text), "partner"), expected) == ([], 0)


@pytest.mark.parametrize(
    "text",
    [
        "UNDP and WHO praised wells in Chad.",
        "UNDP and WHO gave presentations.",
        "UNDP and WHO aimed at by critics stood firm.",
        "The Blue Lantern Programme is large. With support from WHO, Chad trained nurses.",
    ],
)
def test_talk_and_the_deeds_of_states_make_none(text: str) -> None:
    assert claimed(stated(text), "partner") == set()


@pytest.mark.parametrize(
    "text",
    [
        "The Container Control Programme refused to work with the World Bank.",
        "The Container Control Programme withdrew from its partnership with the World Bank.",
        "UNODC and INTERPOL jointly denied that they run the Container Control Programme.",
        "UNODC and INTERPOL jointly criticized the Container Control Programme.",
        "UNODC and INTERPOL jointly declined.",
        "UNODC and INTERPOL criticized the Container Control Programme.",
    ],
)
def test_who_refuses_withdraws_or_blames_side_by_side_is_no_partner(text: str) -> None:
    assert claimed(stated(text), "partner") == set()


@pytest.mark.parametrize(
    "text",
    [
        "UNODC and INTERPOL jointly trained judges.",
        "UNODC and INTERPOL are jointly responsible for the Container Control Programme.",
    ],
)
def test_who_works_jointly_is_a_partner(text: str) -> None:
    expected = (("UNODC", "partner", "interpol"),)
    assert unmatched(claimed(stated(text), "partner"), expected) == ([], 0)


@pytest.mark.parametrize(
    ("text", "partners"),
    [
        ("With the support of Japan, WHO and INTERPOL launched the Amber Road Programme.", ()),
        ("With the help of UNICEF, WHO and INTERPOL launched the Amber Road Programme.", ("unicef",)),
        ("With UNICEF and WHO, INTERPOL launched the Amber Road Programme.", ("unicef", "who")),
    ],
)
def test_who_acts_behind_the_helper_of_a_programme_is_none(text: str, partners: tuple[str, ...]) -> None:
    told = {claim for claim in claimed(stated(text), "partner") if "Amber Road Programme" in claim[0]}
    assert unmatched(told, tuple(("Amber Road Programme", "partner", who) for who in partners)) == ([], 0)


@pytest.mark.parametrize(
    ("text", "partners"),
    [
        ("The Amber Road Programme, a partnership of WHO, INTERPOL and WIPO, opened.", ("interpol", "wipo")),
        ("The Amber Road Programme, run by WHO and INTERPOL, opened.", ()),
    ],
)
def test_the_first_of_those_in_a_partnership_has_the_others_for_partners(
    text: str, partners: tuple[str, ...]
) -> None:
    assert unmatched(claimed(stated(text), "jointly"), tuple(("who", "partner", p) for p in partners)) == (
        [],
        0,
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("UNICEF and WHO contributed to the Blue Lantern Programme.", {"UNICEF", "WHO"}),
        ("UNICEF contributed $3 million to the Blue Lantern Programme.", set()),
        ("UNICEF contributed to the debate on the Blue Lantern Programme.", set()),
    ],
)
def test_who_contributed_to_a_programme_is_its_partner(text: str, expected: set[str]) -> None:
    found = claimed(stated(text), "partner")
    assert {name for _, _, body in found for name in body if name in ("UNICEF", "WHO")} == expected
