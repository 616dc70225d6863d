"""Page lists and names out of the tables: those that the graph gives."""

from pathlib import Path

import pytest

from kg.iris import DCTERMS, ORG
from kg.labels import labels
from kg.query import rows
from kg.store import Reader, open_reader
from publish.search import opened, things

_NAMED = """
SELECT DISTINCT ?thing
WHERE { ?thing a %s ; skos:prefLabel|mg:shortLabel|skos:altLabel|skos:hiddenLabel|skos:notation|mg:symbol ?name }
"""
_TYPES = {
    "place": f"<{DCTERMS}Location>",
    # What is a programme too stands among those.
    "organization": f"<{ORG}Organization> FILTER NOT EXISTS {{ ?thing a mg:Programme }} ?thing a <{ORG}Organization>",
    "programme": "mg:Programme",
    "instrument": "mg:Instrument",
    "provision": "mg:Provision",
    "resolution": "mg:Resolution",
}


@pytest.fixture(scope="module")
def reader(sample_store: Path) -> Reader:
    return open_reader(sample_store)


@pytest.mark.parametrize("language", ["en", "fr", "ar", "de"])
@pytest.mark.parametrize("kind", sorted(_TYPES))
def test_a_page_list_is_that_of_the_graph(kind: str, language: str, reader: Reader) -> None:
    iris = [row["thing"].value for row in rows(reader, _NAMED % _TYPES[kind])]
    called = labels(reader, iris, language=language)
    assert iris
    assert list(things(opened(reader), kind, language, size=10_000)) == sorted(
        (called[iri].text, iri) for iri in iris
    )


@pytest.mark.parametrize("language", ["en", "fr", "zh"])
def test_names_of_the_agenda_are_those_of_the_graph_without_their_codes(
    language: str, reader: Reader
) -> None:
    found = things(opened(reader), "sdg", language, size=10_000)
    called = labels(reader, [iri for _, iri in found], language=language)
    assert found
    assert [name for name, _ in found] == [called[iri].text.partition(" ")[2] for _, iri in found]


def test_pages_of_a_list_put_together_are_the_list(reader: Reader) -> None:
    index = opened(reader)
    whole = things(index, "organization", size=10_000)
    first = things(index, "organization", size=100)
    assert first + things(index, "organization", after=first[-1], size=10_000) == whole
