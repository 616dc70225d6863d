"""`partner`: who works together, by literal passages."""

import pytest

from kg import pipeline
from tests.kg.builders import claimed, document, unmatched


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
