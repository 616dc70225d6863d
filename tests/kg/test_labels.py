"""Names for people: the chain of languages, batches, and a name for whatever leaves the system."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.labels import Label, label, labels
from kg.store import Reader, open_reader

E = "https://example.org/"
TURTLE = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix sdg: <http://metadata.un.org/sdg/> .
@prefix mg: <https://w3id.org/mandategraph/ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<https://example.org/all> skos:prefLabel "House"@en, "Maison"@fr, "Casa"@es ; mg:shortLabel "Dom"@ru, "Home"@en .
<https://example.org/plain> rdfs:label "Plain" .
<https://example.org/russian> skos:prefLabel "Дом"@ru .
<https://example.org/both> skos:prefLabel "Plain", "Дом"@ru .
<https://example.org/regional> skos:prefLabel "Casa"@pt-BR , "House"@en-GB .
<https://example.org/short> mg:shortLabel "Short"@en ; rdfs:label "Long"@en .
<https://example.org/noted> skos:notation "C7", "C10" .
<https://example.org/alternative> skos:altLabel "Other"@en .
sdg:16.4 skos:prefLabel "Arms"@en, "Armes"@fr ; skos:notation "16.04", "16.4" .
sdg:C160402 skos:prefLabel "Traced"@en ; skos:notation "16.04.02", "16.4.2", "C160402" .
<https://w3id.org/mandategraph/id/sdg/16.3.3> skos:prefLabel "Disputes"@en ; skos:notation "16.3.3" .
<http://metadata.un.org/sdg/codes/geoArea/076> skos:prefLabel "Brazil"@en ; skos:notation "076" .
"""


class Counted:
    """A store that counts its queries."""

    def __init__(self) -> None:
        self.inner = ox.Store()
        self.inner.load(TURTLE.encode(), format=ox.RdfFormat.TURTLE)
        self.queries = 0

    def query(self, *words: Any, **options: Any) -> Any:
        self.queries += 1
        return self.inner.query(*words, **options)


@pytest.fixture
def counted() -> Counted:
    return Counted()


@pytest.fixture
def reader(counted: Counted) -> Reader:
    told = SimpleNamespace(store=counted, base="https://w3id.org/mandategraph/")
    return cast(Reader, told)


@pytest.mark.parametrize(
    ("iri", "language", "name"),
    [
        (f"{E}all", "fr", Label("Maison", "fr")),
        (f"{E}all", "ru", Label("Dom", "ru")),
        (f"{E}all", "fr-CA", Label("Maison", "fr")),
        (f"{E}all", "ar", Label("House", "en")),
        (f"{E}plain", "en", Label("Plain")),
        (f"{E}russian", "en", Label("Дом", "ru")),
        (f"{E}both", "en", Label("Plain")),
        (f"{E}both", "ru", Label("Дом", "ru")),
        (f"{E}regional", "pt", Label("Casa", "pt-br")),
        (f"{E}regional", "zh", Label("House", "en-gb")),
        (f"{E}short", "en", Label("Short", "en")),
        (f"{E}noted", "en", Label("C10")),
        (f"{E}alternative", "en", Label("alternative")),
        (f"{E}nowhere", "en", Label("nowhere")),
        (f"{E}ns#Term", "en", Label("Term")),
        (f"{E}folder/", "en", Label("folder")),
        (f"{E}caf%C3%A9", "en", Label("café")),
        ("http://metadata.un.org/sdg/16.4", "fr", Label("16.4 Armes", "fr")),
        ("http://metadata.un.org/sdg/16.5", "fr", Label("16.5")),
        ("http://metadata.un.org/sdg/C160402", "en", Label("16.4.2 Traced", "en")),
        ("https://w3id.org/mandategraph/id/sdg/16.3.3", "en", Label("16.3.3 Disputes", "en")),
        ("http://metadata.un.org/sdg/codes/geoArea/076", "en", Label("Brazil", "en")),
        ("not an IRI", "en", Label("not an IRI")),
    ],
)
def test_the_chain_ends_with_a_name(iri: str, language: str, name: Label, reader: Reader) -> None:
    assert labels(reader, [iri], language=language) == {iri: name}


def test_one_query_serves_hundreds_of_names(reader: Reader, counted: Counted) -> None:
    found = labels(reader, [f"{E}thing/{number}" for number in range(500)])
    assert (len(found), counted.queries) == (500, 1)


def test_batches_are_asked_one_after_the_other(reader: Reader, counted: Counted) -> None:
    found = labels(reader, [*(f"{E}thing/{number}" for number in range(501)), f"{E}all"])
    assert (found[f"{E}all"], counted.queries) == (Label("House", "en"), 2)


def test_nothing_is_asked_for_nothing(reader: Reader, counted: Counted) -> None:
    assert (labels(reader, []), counted.queries) == ({}, 0)


@given(iris=st.lists(st.text(max_size=30)), language=st.sampled_from(["en", "ar", ""]))
def test_whatever_leaves_has_a_name(iris: list[str], language: str) -> None:
    told = cast(Reader, SimpleNamespace(store=Counted(), base="https://w3id.org/mandategraph/"))
    found = labels(told, iris, language=language)
    assert list(found) == list(dict.fromkeys(iris))
    assert all(name.text for iri, name in found.items() if iri)


def test_one_name_is_the_text_of_its_label(reader: Reader) -> None:
    assert label(reader, f"{E}all", language="es") == "Casa"


def test_every_thing_of_the_samples_is_called_by_a_name_not_by_its_iri(sample_store: Path) -> None:
    reader = open_reader(sample_store)
    found = reader.store.query(
        "SELECT DISTINCT ?s WHERE { ?s <http://www.w3.org/2004/02/skos/core#prefLabel> ?l }"
    )
    assert isinstance(found, ox.QuerySolutions)
    iris = [row["s"].value for row in found]
    assert len(iris) > 100
    assert [iri for iri, name in labels(reader, iris).items() if name.language is None] == []
