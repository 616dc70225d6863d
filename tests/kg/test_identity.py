"""One thing has one IRI over all documents, whatever their order; nothing weaker than a name joins two."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.decisions import Decisions
from kg.identity import canonical
from kg.types import Entity, EntityType, Extraction
from tests.kg.at_once import identify
from tests.kg.builders import BASE, LEXICON, called, entity, extraction

ID = "https://example.org/mg/id"


def one(found: Entity, *others: Entity, text: str = "x") -> Extraction:
    return extraction(text=text, entities=(found, *others))


@pytest.mark.parametrize(
    ("found", "iri"),
    [
        (entity("r", "resolution", "x", "A/RES/78/226"), f"{ID}/doc/A_RES_78_226"),
        (entity("r", "resolution", "x", "S/RES/2322(2016)"), f"{ID}/doc/S_RES_2322.2016"),
        (entity("d", "document", "x", "A/79/296"), f"{ID}/doc/A_79_296"),
        (entity("s", "sdg", "target 16.4", "16.4"), "http://metadata.un.org/sdg/16.4"),
        (entity("s", "sdg", "target 16.30", "16.30"), f"{ID}/sdg/16.30"),
        (entity("o", "organization", "UNODC", "unodc"), f"{ID}/org/unodc"),
        (entity("e", "event", "Session", "cstd-session-22"), f"{ID}/event/cstd-session-22"),
        (entity("a", "action_line", "C7", "C7.e-health"), f"{ID}/action-line/C7.e-health"),
        (entity("o", "organization", "UNODC"), None),
    ],
)
def test_symbols_codes_and_vocabularies_give_the_iri(found: Entity, iri: str | None) -> None:
    assert canonical(found, (found,), LEXICON, BASE) == iri


def test_a_provision_stands_below_its_parent() -> None:
    parent = entity("a-res-78-226", "resolution", "A/RES/78/226", "A/RES/78/226")
    found = entity("p", "provision", "paragraph 26", "a-res-78-226#p26")
    article = entity("p", "provision", "article 8(4)", "convention#art8(4)")
    assert canonical(found, (parent, found), LEXICON, BASE) == f"{ID}/provision/A_RES_78_226/p26"
    assert canonical(article, (article,), LEXICON, BASE) == f"{ID}/provision/convention/art8.4"


def test_the_same_name_in_two_documents_is_one_thing() -> None:
    here = one(entity("a", "programme", "Harbour Watch"), text="a")
    there = one(entity("b", "programme", "the HARBOUR-WATCH"), text="b")
    found = identify([here, there], LEXICON, Decisions(), BASE).iris
    assert called(found, here, "a") == called(found, there, "b")


def test_an_acronym_joins_what_carries_it() -> None:
    here = one(entity("a", "programme", "Harbour Watch Initiative", None, "HWI"), text="a")
    there = one(entity("b", "programme", "HWI"), text="b")
    found = identify([here, there], LEXICON, Decisions(), BASE).iris
    assert called(found, here, "a") == f"{ID}/programme/harbour-watch-initiative"
    assert called(found, there, "b") == f"{ID}/programme/harbour-watch-initiative"


def test_of_two_names_as_long_as_each_other_the_order_of_documents_chooses_none() -> None:
    here = one(entity("a", "programme", "Harbour Eye", None, "HE"), text="a")
    there = one(entity("b", "programme", "Harbour Ear", None, "HE"), text="b")
    found = identify([here, there], LEXICON, Decisions(), BASE)
    assert called(found.iris, here, "a") == f"{ID}/programme/harbour-eye"
    assert identify([there, here], LEXICON, Decisions(), BASE) == found


def test_the_same_name_of_another_kind_is_another_thing() -> None:
    read = one(entity("a", "programme", "Harbour Watch"), entity("b", "organization", "Harbour Watch"))
    found = identify([read], LEXICON, Decisions(), BASE).iris
    assert called(found, read, "a") == f"{ID}/programme/harbour-watch"
    assert called(found, read, "b") == f"{ID}/org/harbour-watch"


def test_two_kinds_below_one_path_are_told_apart() -> None:
    read = one(entity("a", "resolution", "Board decision 9"), entity("b", "document", "Board decision 9"))
    found = identify([read], LEXICON, Decisions(), BASE).iris
    assert called(found, read, "a") != called(found, read, "b")


def test_two_names_with_one_slug_are_told_apart() -> None:
    read = one(entity("a", "place", "Port_Side"), entity("b", "place", "Port Side"))
    found = identify([read], LEXICON, Decisions(), BASE).iris
    assert called(found, read, "a").startswith(f"{ID}/place/port-side-")
    assert called(found, read, "b").startswith(f"{ID}/place/port-side-")
    assert called(found, read, "a") != called(found, read, "b")


def test_names_of_nothing_but_signs_are_not_one() -> None:
    read = one(entity("a", "place", "***"), entity("b", "place", "---"))
    found = identify([read], LEXICON, Decisions(), BASE).iris
    assert called(found, read, "a") != called(found, read, "b")


def test_a_merge_gives_both_the_iri_that_stays() -> None:
    read = one(entity("a", "programme", "Harbour Watch"), entity("b", "programme", "Port Patrol"))
    merged = Decisions(merged={f"{ID}/programme/port-patrol": f"{ID}/programme/harbour-watch"})
    found = identify([read], LEXICON, merged, BASE)
    assert called(found.iris, read, "b") == f"{ID}/programme/harbour-watch"
    assert found.replaced == {f"{ID}/programme/port-patrol": f"{ID}/programme/harbour-watch"}


def test_a_merge_of_things_that_no_document_names_replaces_nothing() -> None:
    merged = Decisions(merged={f"{ID}/programme/x": f"{ID}/programme/y"})
    read = one(entity("a", "programme", "Harbour Watch"))
    assert identify([read], LEXICON, merged, BASE).replaced == {}


def test_a_frozen_name_keeps_its_iri_when_a_fuller_name_appears() -> None:
    frozen = Decisions(frozen={("programme", "hwi"): f"{ID}/programme/hwi"})
    read = one(entity("a", "programme", "Harbour Watch Initiative", None, "HWI"))
    found = identify([read], LEXICON, frozen, BASE).iris
    assert called(found, read, "a") == f"{ID}/programme/hwi"


def test_a_frozen_iri_is_given_to_nobody_else() -> None:
    frozen = Decisions(frozen={("programme", "harbour watch initiative"): f"{ID}/programme/hwi"})
    read = one(entity("a", "programme", "HWI"))
    assert called(identify([read], LEXICON, frozen, BASE).iris, read, "a") != f"{ID}/programme/hwi"


kinds: list[EntityType] = ["programme", "organization", "event", "resolution", "document"]
names = st.sampled_from(
    ["Harbour Watch", "harbour-watch", "HW", "Port Patrol", "ПП", "H_W", "H W", "Ñ", "N", "*", "The HW"]
)
named = st.builds(
    entity,
    key=st.just(""),
    kind=st.sampled_from(kinds),
    name=names,
    id_=st.none() | st.sampled_from(["unodc", "A/RES/78/226"]),
)
documents = st.lists(st.lists(st.tuples(named, st.lists(names, max_size=2)), max_size=4), max_size=4).map(
    lambda listed: [
        extraction(
            text=f"document {number}",
            entities=tuple(
                Entity(key=str(place), type=e.type, name=e.name, id=e.id, aliases=tuple(more))
                for place, (e, more) in enumerate(rows)
            ),
        )
        for number, rows in enumerate(listed)
    ]
)


@given(read=documents, order=st.randoms())
def test_the_order_of_documents_changes_no_iri(read: list[Extraction], order: Random) -> None:
    other = sorted(read, key=lambda _: order.random())
    assert identify(read, LEXICON, Decisions(), BASE) == identify(other, LEXICON, Decisions(), BASE)


@given(read=documents)
def test_every_entity_has_an_iri_and_things_of_two_kinds_share_none(read: list[Extraction]) -> None:
    found = identify(read, LEXICON, Decisions(), BASE).iris
    listed = [(found[r.document.version, e.key], e) for r in read for e in r.entities]
    assert all(iri.startswith(ID) for iri, _ in listed)
    unnamed = {(iri, e.type) for iri, e in listed if e.id is None}
    assert len({iri for iri, _ in unnamed}) == len(unnamed)
