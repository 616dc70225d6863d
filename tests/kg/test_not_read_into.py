"""What a passage does not say: no Goal served, no mandate and no partner is read into words about something else."""

import pytest

from kg import pipeline
from tests.kg.builders import document

HARBOUR = "The Safe Ports Programme is run by UNODC.\n\n"


def predicates(text: str) -> set[str]:
    """The predicates of what the text says, of those sure enough to be kept."""
    return {c.predicate for c in pipeline.extract(document(text)).claims if float(c.confidence) >= 0.6}


@pytest.mark.parametrize(
    "text",
    [
        HARBOUR + "Hardly disputed: Goals 14 and 15.",
        HARBOUR + "Falling behind in the area: Goal 14.",
        HARBOUR + "In the yearly forum, Goals 8 and 9 were addressed in May.",
        "The Safe Ports Programme: Goals 4 and 5 were struck from the list.",
        "“Safe Ports Programme” – refused by the Board – SDG 14",
    ],
)
def test_goals_told_of_for_themselves_are_served_by_nobody(text: str) -> None:
    assert "contributesTo" not in predicates(text)


@pytest.mark.parametrize(
    "text",
    [
        HARBOUR + "Relevance: targets 14.2 and 14.4.",
        HARBOUR + "Indirect: Goal 10.",
        HARBOUR + "Goals 8 and 9 were served.",
        "“Safe Ports Programme” – UNODC – SDG 14",
    ],
)
def test_goals_under_a_label_of_serving_are_served(text: str) -> None:
    assert "contributesTo" in predicates(text)


@pytest.mark.parametrize(
    "text",
    [
        "The General Assembly adopted resolution 78/226. Some States abstained. In reply, UNHCR regretted it.",
        "General Assembly resolution 78/226 was adopted on Friday, when UNHCR entrusted UNICEF with a letter.",
        "Recalling General Assembly resolution 78/226, the paper says that WFP asked UNICEF to return a car.",
        "UNICEF, which opposes the changes in line with General Assembly resolution 78/226, left.",
        "UNICEF's role in the affair came from General Assembly resolution 78/226.",
    ],
)
def test_who_stands_beside_a_resolution_has_no_mandate_by_it(text: str) -> None:
    assert "mandatedBy" not in predicates(text)


def test_who_is_asked_by_the_assembly_has_a_mandate() -> None:
    text = "In its resolution 78/226, the General Assembly requested UNICEF to train teachers."
    assert "mandatedBy" in predicates(text)


def test_a_partnership_of_others_makes_the_runners_no_partners() -> None:
    text = (
        "The partnership between UNODC and the host country ended,"
        " and the Safe Ports Programme is now run by UNESCO and by UNICEF."
    )
    assert "partner" not in predicates(text)


def told_of(text: str) -> set[tuple[str, str]]:
    """What the text says of UNICEF: predicate and key of the object."""
    claims = pipeline.extract(document(text)).claims
    return {
        (c.predicate, c.object)
        for c in claims
        if c.subject == "unicef" and c.object and float(c.confidence) >= 0.6
    }


@pytest.mark.parametrize(
    "text",
    [
        "UNICEF ran classes aimed at herders in Togo.",
        "UNICEF, in a drive aimed at mothers, opened 12 clinics in Togo.",
        "UNICEF built wells intended to serve farms in Togo.",
        "Under plans scheduled for 2031, UNICEF trained nurses in Togo.",
        "In Togo, where floods were to be feared, UNICEF built 40 dams.",
        "As no rain was due to fall, UNICEF sent tents to farmers in Togo.",
        "UNICEF had no boats in Chad but trained nurses in Togo.",
        "UNICEF gave no interview and opened a school in Togo.",
        "Although UNICEF received no funds, it trained nurses in Togo.",
        "UNICEF has no doubt about its work in Togo.",
        "(a) To save mothers UNICEF opened clinics in Togo;",
    ],
)
def test_what_a_thing_is_for_and_what_was_lacking_deny_no_work(text: str) -> None:
    assert ("activeIn", "place-TGO") in told_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "UNICEF planned to open schools in Togo.",
        "UNICEF is due to open a school in Togo.",
        "It was scheduled for May that UNICEF would open a school in Togo.",
        "UNICEF offered no training in Benin, Chad and Togo.",
        "UNICEF had no boats in Benin and Togo.",
        "UNICEF moved goods running from Togo to Benin.",
        "UNICEF closed the road that ran from Togo to Benin.",
        "(a) To save mothers in Togo;",
        "(a) To see that UNICEF opens clinics in Togo;",
        "(a) To help UNICEF open clinics in Togo;",
    ],
)
def test_plans_denials_and_roads_put_nobody_to_work(text: str) -> None:
    assert ("activeIn", "place-TGO") not in told_of(text)


def test_a_programme_with_a_secretariat_of_its_own_is_not_the_authors_by_silence() -> None:
    text = "Annual report of UNICEF\n\nThe secretariat of the Safe Ports Programme trained judges in Togo."
    assert predicates(text) == {"activeIn"}


@pytest.mark.parametrize(
    "aside",
    ["No other agency has such a programme.", "Many called this one programme too many."],
)
def test_a_remark_on_a_programme_tells_of_no_other_one(aside: str) -> None:
    text = f"UNODC runs the Safe Ports Programme. {aside} The programme trained judges in Togo."
    claims = pipeline.extract(document(text)).claims
    assert {c.subject for c in claims if c.predicate == "activeIn"} == {"programme-safe-ports-programme"}
