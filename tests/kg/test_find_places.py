"""Countries and regions: official, everyday and former names, lists, adjectives, and what merely looks like one."""

import json
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import pipeline, prediction, vocabulary
from kg.finders import places
from kg.language import sentences
from kg.types import Mention, Passage, Span, Unit, View
from kg.vocabulary import Concept, Lexicon
from tests.kg.builders import document

PASSAGES = json.loads(
    (Path(__file__).parents[1] / "passages" / "places" / "written-before.json").read_text(encoding="utf-8")
)
NO_WORDS = Lexicon(concepts=(), digest="")
ATLANTIS = Lexicon(
    concepts=(
        Concept(
            iri="https://example.org/atlantis",
            type="place",
            key="ATL",
            name="Atlantis",
            labels=("Atlantis",),
            adjectives=("Atlantean",),
        ),
    ),
    digest="0",
)


def unit(text: str) -> Unit:
    passage = Passage(index=0, kind="paragraph", begin=0, end=len(text))
    return Unit(passages=(passage,), view=View(text=text, anchors=((0, 0),)), sentences=sentences(text))


def mentions(text: str) -> list[Mention]:
    return list(places.find(unit(text), vocabulary.load()))


def found(text: str) -> list[tuple[str, str | None]]:
    return [(text[hit.begin : hit.end], hit.id) for hit in mentions(text)]


def codes(text: str) -> list[str | None]:
    return [hit.id for hit in mentions(text)]


@pytest.mark.parametrize(("text", "expected"), places.EXAMPLES)
def test_examples_of_the_finder_hold(text: str, expected: tuple[tuple[str, str | None, str], ...]) -> None:
    assert tuple((text[hit.begin : hit.end], hit.id, hit.type) for hit in mentions(text)) == expected


@pytest.mark.parametrize("passage", PASSAGES, ids=lambda passage: passage["manner"])
def test_passages_that_were_written_before_the_rules(passage: dict[str, object]) -> None:
    shown = [
        [words, code if code and code.upper() == code else None]
        for words, code in found(str(passage["text"]))
    ]
    assert shown == passage["places"]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Bolivia (Plurinational State of)", "BOL"),
        ("the Plurinational State of Bolivia", "BOL"),
        ("the Bolivarian Republic of Venezuela", "VEN"),
        ("the Islamic Republic of Iran", "IRN"),
        ("the Lao PDR", "LAO"),
        ("the DPRK", "PRK"),
        ("South Korea", "KOR"),
        ("Vietnam", "VNM"),
        ("the Federated States of Micronesia", "FSM"),
        ("Cape Verde", "CPV"),
        ("Swaziland", "SWZ"),
        ("the Czech Republic", "CZE"),
        ("FYROM", "MKD"),
        ("Turkey", "TUR"),
        ("Burma", "MMR"),
        ("Zaire", "COD"),
        ("the Ivory Coast", "CIV"),
        ("Côte d'Ivoire", "CIV"),
        ("Côte d’Ivoire", "CIV"),
        ("the Occupied Palestinian Territory", "PSE"),
        ("the U.S.", "USA"),
        ("Great Britain", "GBR"),
        ("the Russian Federation", "RUS"),
        ("Russia", "RUS"),
        ("the Congo", "COG"),
        ("the Republic of the Congo", "COG"),
        ("the Sudan", "SDN"),
        ("South Sudan", "SSD"),
        ("Papua New Guinea", "PNG"),
        ("Korea (Republic of)", "KOR"),
        ("Congo, Democratic Republic of the", "COD"),
        ("the former Soviet Union", "SUN"),
        ("the former Yugoslavia", "YUG"),
        ("Hong Kong, China", "HKG"),
        ("St. Lucia", "LCA"),
    ],
)
def test_a_country_has_one_code_under_all_its_names(name: str, code: str) -> None:
    assert codes(f"A workshop was held in {name} last year.") == [code]


def test_the_two_congos_of_a_list_are_two() -> None:
    words = "Angola, Congo, Democratic Republic of the Congo and Iran, Islamic Republic of, signed."
    assert codes(words) == ["AGO", "COG", "COD", "IRN"]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("South-East Asia", "035"),
        ("Southeast Asia", "035"),
        ("South East Asia", "035"),
        ("South-eastern Asia", "035"),
        ("West Africa", "011"),
        ("East Africa", "014"),
        ("North Africa", "015"),
        ("southern Africa", "018"),
        ("Central Africa", "017"),
        ("Middle Africa", "017"),
        ("Latin America and the Caribbean", "419"),
        ("sub-Saharan Africa", "202"),
        ("the Americas", "019"),
        ("Latin America", "latin-america"),
        ("the Western Balkans", "western-balkans"),
        ("the Taiwan Province of China", "taiwan-province-of-china"),
        ("Northern Ireland", "northern-ireland"),
        ("the Sulu-Celebes Sea", "sulu-celebes"),
    ],
)
def test_regions_are_read_as_united_nations_texts_name_them(name: str, code: str) -> None:
    assert codes(f"Seizures fell in {name} last year.") == [code]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("in Central and Western Africa", [("Central", "017"), ("Western Africa", "011")]),
        ("in South and South-East Asia", [("South", "034"), ("South-East Asia", "035")]),
        (
            "in North, West and Central Africa",
            [("North", "015"), ("West", "011"), ("Central Africa", "017")],
        ),
        ("in Central and South America", [("Central", "013"), ("South America", "005")]),
        ("from West and Central African countries", [("West", "011"), ("Central African", "017")]),
        ("in the North, South Africa and Egypt", [("South Africa", "ZAF"), ("Egypt", "EGY")]),
        ("in Asia and the Pacific", [("Asia", "142"), ("Pacific", "pacific")]),
    ],
)
def test_each_item_of_an_elided_list_is_a_mention(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(f"Courses were given {text}.") == [*expected]


def test_an_elided_item_is_named_in_full() -> None:
    assert [hit.name for hit in mentions("Central and Western Africa")] == [
        "Central Africa",
        "Western Africa",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Mexico City, Guatemala City, Panama City and Kuwait City",
        "It cost US$ 3 million, or 40 United States dollars each.",
        "Mr. Jordan and Ms. Chad met Jordan Hale in Atlanta, Georgia.",
        "Transparency International Kenya and the Asia Foundation helped.",
        "The World Bank and the World Summit are bodies and meetings.",
        "A turkey, a chad and a guinea pig; china and an italian salad.",
        "French and Spanish are spoken, and Colombian coffee is drunk.",
        "Persons of African descent and the African Union took part.",
        "the Inter- American Court of Human Rights",
        "the SAMOA Pathway",
        "Write to kenya@example.org or see example.Kenya.",
        "New Mexico, New Jersey and Lake Georgia",
        "The Nigerseed plant and the Maliki school",
        "Georgia, a lawyer from Amman, and Jordan, an engineer at sea, spoke.",
        "Turkey farming and the Guinea pig trade grew.",
        "the Asia/Pacific Group on Gardens and the Pacific Islands Chiefs of Gardens",
    ],
)
def test_what_only_looks_like_a_place_is_none(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the Kenyan and Somali authorities", ["KEN", "SOM"]),
        ("the South African Department of Health", ["ZAF"]),
        ("Libyan territorial waters", ["LBY"]),
        ("Central American and Caribbean countries", ["013", "029"]),
        ("the African region", ["002"]),
        ("the Economic Community of West African States", []),
        ("the Kenyan runner", []),
        ("the Australian Federal Police", []),
        ("the Australian police", ["AUS"]),
        ("the Palestinian Authority", []),
    ],
)
def test_adjectives_count_where_a_state_or_region_is_meant(text: str, expected: list[str]) -> None:
    assert codes(f"It was said by {text}.") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Indonesia's National Narcotics Agency", ["IDN"]),
        ("the Government of the Niger", ["NER"]),
        ("Japan and the International Court of Justice", ["JPN"]),
        ("Armenia, Georgia and Azerbaijan", ["ARM", "GEO", "AZE"]),
        ("the Kenya-Somalia border", ["KEN", "SOM"]),
        ("Tbilisi, Georgia", ["GEO"]),
        ("Equatorial Guinea, Guinea and Guinea-Bissau", ["GNQ", "GIN", "GNB"]),
    ],
)
def test_neighbours_do_not_hide_a_place(text: str, expected: list[str]) -> None:
    assert codes(f"It concerns {text}.") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Albania, Macedonia and Serbia took part.", ["ALB", "MKD", "SRB"]),
        ("Officers of Serbia and of Macedonia came.", ["SRB", "MKD"]),
        ("The Government of Macedonia asked for help.", ["MKD"]),
        ("Alexander of Macedonia is long dead.", []),
        ("A course was held in the Greek region of Macedonia.", []),
        ("Thrace and Macedonia are regions.", []),
        ("Greece held a course in Macedonia.", ["GRC"]),
        ("Western Asia, Macedonia and others", ["145"]),
    ],
)
def test_a_former_name_that_a_region_shares_is_the_state_among_states(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


def test_a_heading_in_capitals_is_read_but_no_acronym_in_it() -> None:
    assert codes("SITUATION IN THE DEMOCRATIC REPUBLIC OF THE CONGO AND MALI: CONTACT US") == ["COD", "MLI"]


def test_a_row_of_a_table_keeps_its_country() -> None:
    assert codes("Osman Demir Türkiye 2027 Azad Taghi Azerbaijan 2025") == ["TUR", "AZE"]


def test_a_place_of_any_vocabulary_is_found() -> None:
    text = "Atlantis sank; the Atlantean authorities fled."
    assert [hit.id for hit in places.find(unit(text), ATLANTIS)] == ["ATL", "ATL"]


def test_without_places_in_the_vocabulary_nothing_is_found() -> None:
    assert list(places.find(unit("Kenya and the Sahel"), NO_WORDS)) == []


@given(
    st.lists(st.sampled_from(["Kenya", "Central", "and", "West", "Africa", "Mr.", ",", ".", "İ", "US", "\n"]))
)
def test_mentions_are_in_order_and_none_inside_another(words: list[str]) -> None:
    spans = [hit.span for hit in mentions(" ".join(words))]
    assert spans == sorted(spans)
    assert [left for left, right in pairwise(spans) if left.end > right.begin] == []


@given(st.text())
def test_any_text_is_read_and_offsets_stay_in_it(text: str) -> None:
    assert [hit for hit in mentions(text) if not 0 <= hit.begin < hit.end <= len(text)] == []


def test_offsets_are_those_of_the_document() -> None:
    view = View(text="in Mali", anchors=((0, 100),))
    whole = Unit(passages=unit("x").passages, view=view, sentences=(Span(0, 7),))
    assert [hit.span for hit in places.find(whole, vocabulary.load())] == [Span(103, 107)]


def test_a_prediction_shows_codes_and_no_keys_of_ours() -> None:
    extraction = pipeline.extract(document("Courses were held in Mali, the Sahel and West Africa."))
    rows = prediction.predict(extraction, threshold=Decimal("0.6"))["entities"]
    assert {row["name"]: row["id"] for row in rows} == {"Mali": "MLI", "Sahel": None, "West Africa": "011"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Wells stand in the Jordan Valley.", [("Jordan Valley", None)]),
        ("It reaches the Eastern Province only.", [("Eastern Province", None)]),
        (
            "It works in the State of Georgia in the United States.",
            [("State of Georgia", None), ("United States", "USA")],
        ),
        ("It works in the State of Qatar.", [("State of Qatar", "QAT")]),
        ("The Jordan Valley Authority and every Province met.", []),
        ("Guinea worm and the Panama Papers were on the agenda.", []),
        ("Guinea-worm disease, Brazil nuts and Panama hats are listed; Zaire ebolavirus is watched.", []),
        ("Middle East respiratory syndrome spread to Malta.", [("Malta", "MLT")]),
        ("Guinea grew rice; Panama read the papers.", [("Guinea", "GIN"), ("Panama", "PAN")]),
        ("Tenants in New South Wales wrote; those in South Wales did not.", [("Wales", "wales")]),
    ],
)
def test_a_named_part_of_a_state_is_a_place_without_code(
    text: str, expected: list[tuple[str, str | None]]
) -> None:
    assert [(text[hit.begin : hit.end], hit.id) for hit in mentions(text)] == expected
