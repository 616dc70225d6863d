"""`memberOf`: the States that a text lists as a network's own, by literal passages."""

import pytest

from kg import pipeline
from tests.kg.builders import claimed, document, unmatched


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The Great Lakes Judicial Cooperation Network covers three States: Angola, Kenya and Zambia.",
            (
                ("AGO", "memberOf", "Great Lakes Judicial Cooperation Network"),
                ("KEN", "memberOf", "Great Lakes Judicial Cooperation Network"),
                ("ZMB", "memberOf", "Great Lakes Judicial Cooperation Network"),
            ),
        ),
        (
            "The Great Lakes Judicial Cooperation Network was launched in 2017. At present it covers "
            "2 States: Angola and Kenya.",
            (
                ("AGO", "memberOf", "Great Lakes Judicial Cooperation Network"),
                ("KEN", "memberOf", "Great Lakes Judicial Cooperation Network"),
            ),
        ),
        (
            "Benin and Togo are members of the Great Lakes Judicial Cooperation Network.",
            (
                ("BEN", "memberOf", "Great Lakes Judicial Cooperation Network"),
                ("TGO", "memberOf", "Great Lakes Judicial Cooperation Network"),
            ),
        ),
    ],
)
def test_a_list_of_states_says_who_belongs(text: str, expected: tuple[tuple[str, str, str], ...]) -> None:
    claims = claimed(pipeline.extract(document(text)), "member_of")
    assert unmatched(claims, expected) == ([], 0)


@pytest.mark.parametrize(
    "text",
    [
        "The Great Lakes Judicial Cooperation Network will cover two States: Angola and Kenya.",
        "The Great Lakes Judicial Cooperation Network trained judges in Angola and Kenya.",
        "Angola and Kenya are not members of the Great Lakes Judicial Cooperation Network.",
        "Are Angola and Kenya members of the Great Lakes Judicial Cooperation Network?",
    ],
)
def test_places_of_work_are_no_members(text: str) -> None:
    assert claimed(pipeline.extract(document(text)), "member_of") == set()


def test_a_list_may_set_inverted_names_apart_by_semicolons() -> None:
    text = (
        "The Blue Lakes Network covers three States: Angola; Congo, Democratic Republic of the; and Uganda."
    )
    expected = tuple((state, "memberOf", "Blue Lakes Network") for state in ("AGO", "COD", "UGA"))
    assert unmatched(claimed(pipeline.extract(document(text)), "member_of"), expected) == ([], 0)
