"""`activeIn`: where work happened, by literal passages."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import pipeline
from tests.kg.builders import claimed, document, stated, unmatched


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "UNODC trained judges in Burkina Faso, Mali, the Niger, Senegal and Togo.",
            (
                ("UNODC", "activeIn", "BFA"),
                ("UNODC", "activeIn", "MLI"),
                ("UNODC", "activeIn", "NER"),
                ("UNODC", "activeIn", "SEN"),
                ("UNODC", "activeIn", "TGO"),
            ),
        ),
        (
            "For instance, in Brazil, the Youth Ambassadors Programme has been training young people.",
            (("Youth Ambassadors Programme", "activeIn", "BRA"),),
        ),
        (
            "UNODC runs the Youth Ambassadors Programme in Brazil.",
            (("Youth Ambassadors Programme", "activeIn", "BRA"),),
        ),
        (
            "UNODC completed a course on borders. The training reached 30 officers from Benin and Ghana.",
            (
                ("UNODC", "activeIn", "BEN"),
                ("UNODC", "activeIn", "GHA"),
            ),
        ),
        (
            "UNODC assisted and advised Chad in drafting a law.",
            (("UNODC", "activeIn", "TCD"),),
        ),
        (
            "UNICEF organized a workshop on birth registration for Algeria and Tunisia.",
            (
                ("UNICEF", "activeIn", "DZA"),
                ("UNICEF", "activeIn", "TUN"),
            ),
        ),
        (
            "WHO held three meetings with the participation of 54 States from Africa and Europe.",
            (
                ("WHO", "activeIn", "002"),
                ("WHO", "activeIn", "150"),
            ),
        ),
        (
            "The Container Control Programme currently operates in ports in 48 countries in West "
            "Africa and the Middle East.",
            (
                ("Container Control Programme", "activeIn", "011"),
                ("Container Control Programme", "activeIn", "middle-east"),
            ),
        ),
        (
            "UNDP worked with countries in South Asia, namely Bhutan, Nepal and Sri Lanka, to build a"
            " centre.",
            (
                ("UNDP", "activeIn", "034"),
                ("UNDP", "activeIn", "BTN"),
                ("UNDP", "activeIn", "NPL"),
                ("UNDP", "activeIn", "LKA"),
            ),
        ),
        (
            "UNHCR opened an office. In Kenya, tents were distributed to families.",
            (("UNHCR", "activeIn", "KEN"),),
        ),
        (
            "UNHCR runs the Blue Lantern Programme. It offers shelter to survivors of violence in Kenya and Togo.",
            (("Blue Lantern Programme", "activeIn", "KEN"), ("Blue Lantern Programme", "activeIn", "TGO")),
        ),
        (
            "UNDP closed the fourth year of the Blue Lantern Programme in Nepal.",
            (("Blue Lantern Programme", "activeIn", "NPL"),),
        ),
        (
            "UNESCO advised the ministries of culture of Mali and Peru.",
            (("UNESCO", "activeIn", "MLI"), ("UNESCO", "activeIn", "PER")),
        ),
        (
            "The Blue Lantern Programme eases trade between Italy and Malta.",
            (("Blue Lantern Programme", "activeIn", "ITA"), ("Blue Lantern Programme", "activeIn", "MLT")),
        ),
        (
            "UNDP praised the Blue Lantern Programme, led by UNICEF, which helps schools in Peru.",
            (("Blue Lantern Programme", "activeIn", "PER"),),
        ),
    ],
)
def test_work_is_told_where_it_happened(text: str, expected: tuple[tuple[str, str, str], ...]) -> None:
    claims = claimed(pipeline.extract(document(text)), "active_in")
    assert unmatched(claims, expected) == ([], 0)


@pytest.mark.parametrize(
    "text",
    [
        "UNODC will train judges in Kenya next year.",
        "UNODC did not work in Kenya.",
        "UNODC took part in a conference of experts in Kenya.",
        "States that used SHERLOC most are Peru and Mexico.",
        "Does UNODC train judges in Kenya?",
        "Customs officers stopped a shipment from Colombia.",
        "UNODC plans to open, with its partners, several new training centres for officers in Panama.",
        "UNODC studied the group launched by Cyprus and Italy.",
        "If money is found, UNODC trains judges in Kenya.",
        "UNODC supported the Third Building Decade for Africa.",
        "UNODC works with the Ministry of Justice of Kenya.",
        "UNODC committed to training judges in Kenya.",
        "The Committee on Enforced Disappearances adopted lists of issues for Kenya.",
    ],
)
def test_attendance_plans_and_mere_names_say_nothing_of_work(text: str) -> None:
    assert claimed(pipeline.extract(document(text)), "active_in") == set()


def test_a_sentence_without_subject_goes_on_with_the_one_before_and_shows_both() -> None:
    text = "UNODC completed a course. The training reached 30 officers from Benin."
    claims = [c for c in pipeline.extract(document(text)).claims if c.mapper == "active_in"]
    assert [[text[b:e] for b, e in c.evidence] for c in claims] == [
        ["UNODC completed a course.", "The training reached 30 officers from Benin."]
    ]


def test_the_work_of_an_unknown_body_is_nobody_elses() -> None:
    text = "UNODC wrote a guide. The course was developed by Riverton College for officers in Kenya."
    assert claimed(pipeline.extract(document(text)), "active_in") == set()


def test_a_programme_may_carry_its_place_in_its_name() -> None:
    text = "The Asset Recovery Inter-Agency Network for West Africa met. Prices rose in West Africa and in Africa."
    expected = (("Asset Recovery Inter-Agency Network for West Africa", "activeIn", "011"),)
    assert unmatched(claimed(pipeline.extract(document(text)), "active_in"), expected) == ([], 0)


COUNTRIES = {"Benin": "BEN", "Chad": "TCD", "Kenya": "KEN", "Peru": "PER", "Togo": "TGO", "Nepal": "NPL"}


@settings(max_examples=15, deadline=None)
@given(st.lists(st.sampled_from(sorted(COUNTRIES)), min_size=2, unique=True))
def test_a_list_of_any_length_gives_each_of_its_places(names: list[str]) -> None:
    text = f"UNODC trained judges in {', '.join(names[:-1])} and {names[-1]}."
    places = {c.object for c in pipeline.extract(document(text)).claims if c.mapper == "active_in"}
    assert places == {f"place-{COUNTRIES[name]}" for name in names}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("UNDP backed a mining school in Chad.", (("UNDP", "activeIn", "TCD"),)),
        (
            "The Blue Lantern Programme is large. Meals were cooked in Chad and Togo.",
            (("Blue Lantern Programme", "activeIn", "TCD"), ("Blue Lantern Programme", "activeIn", "TGO")),
        ),
    ],
)
def test_any_deed_puts_its_doer_there(text: str, expected: tuple[tuple[str, str, str], ...]) -> None:
    assert unmatched(claimed(stated(text), "active_in"), expected) == ([], 0)


@pytest.mark.parametrize(
    "text",
    [
        "UNDP hopes one day to open an office in Chad.",
        "The Blue Lantern Programme is large. Speakers told of schools built in Chad.",
        "The Blue Lantern Programme is large. A visit to Chad was postponed.",
        "No mission to Chad was arranged by UNDP.",
    ],
)
def test_plans_talk_and_what_fell_through_put_nobody_there(text: str) -> None:
    assert claimed(stated(text), "active_in") == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Container Control Programme has yet to start in Benin.", ()),
        ("The Container Control Programme declined to work in Benin.", ()),
        ("The Container Control Programme hoped to work in Benin.", ()),
        ("The Container Control Programme denies that it works in Benin.", ()),
        ("The Container Control Programme is rumoured to work in Benin.", ()),
        ("UNODC was asked to train judges in Benin.", ()),
        ("The proposal of UNODC to train judges in Benin was heard.", ()),
        (
            "The Container Control Programme works everywhere in Africa except in Benin and Togo.",
            (("Container Control Programme", "activeIn", "002"),),
        ),
        ("UNODC, asked for help, trained judges in Benin.", (("UNODC", "activeIn", "BEN"),)),
    ],
)
def test_what_was_refused_denied_or_only_asked_happened_nowhere(
    text: str, expected: tuple[tuple[str, str, str], ...]
) -> None:
    assert unmatched(claimed(stated(text), "active_in"), expected) == ([], 0)
