"""Compiled shapes and pySHACL find the same in the graphs of documents, alone and together."""

from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Triple

from kg import pipeline, validate
from kg.iris import Base
from kg.settings import DEFAULT_BASE, Settings
from kg.shacl import Data, compiled, hierarchy, read, run
from kg.shacl.reference import reference as by_pyshacl
from kg.store import Reader, open_reader
from tests.kg.test_shacl_differential import shapes
from tests.shacl_cases.manifest import Key, key

BASE = Base(DEFAULT_BASE)


def both(data: Data) -> tuple[set[Key], set[Key]]:
    """What the compiled shapes find, and what pySHACL finds."""
    ours = run(compiled(read(shapes()), hierarchy(data)), data)
    return {key(result) for result in ours}, {key(result) for result in by_pyshacl(data.triples(), shapes())}


@pytest.fixture(scope="module")
def samples_read(sample_store: Path) -> Reader:
    return open_reader(sample_store)


def graphs(reader: Reader, document: str) -> tuple[NamedNode, ...]:
    """The graphs of a document and of what it names, without the vocabularies."""
    (version,) = (row["version"] for row in reader.manifest["documents"] if row["document"] == document)
    return (*(BASE.graph(kind, document, version) for kind in ("doc", "prov")), BASE.graph("entities"))


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5])
def test_a_document_torn_out_of_its_store_has_pyshacls_faults(samples_read: Reader, number: int) -> None:
    """Without vocabularies much is missing: faults of many kinds."""
    data = Data(store=samples_read.store, graphs=graphs(samples_read, f"SAMPLE_2026_{number}"))
    ours, theirs = both(data)
    assert len(ours) > 10
    assert ours == theirs


def test_a_document_is_validated_against_its_whole_store(samples_read: Reader) -> None:
    document, provenance, _ = graphs(samples_read, "SAMPLE_2026_1")
    data = Data(store=samples_read.store, focus=(document, provenance), on_disk=True)
    assert validate.check_data(data, BASE) == ()


def test_a_store_gives_the_same_findings_in_place_and_in_memory(samples_read: Reader) -> None:
    data = Data(store=samples_read.store, on_disk=True)
    assert validate.check_data(data, BASE) == validate.check_data(data.in_memory(), BASE)


def test_a_graph_that_is_left_out_is_not_looked_at(samples_read: Reader) -> None:
    entities = BASE.graph("entities").value
    found = validate.check_store(samples_read.store, BASE, without={entities})
    assert {finding.rule for finding in found} >= {"Described"}
    assert "Described" not in {finding.rule for finding in validate.check_store(samples_read.store, BASE)}


@pytest.mark.slow
def test_the_store_of_the_samples_gives_pyshacls_results(samples_read: Reader) -> None:
    ours, theirs = both(Data(store=samples_read.store))
    assert ours == theirs


@pytest.mark.slow
def test_the_store_of_real_documents_gives_pyshacls_results(reference: Path, tmp_path: Path) -> None:
    settings = Settings(store=tmp_path / "store", decisions=tmp_path / "decisions")
    pipeline.build(sorted((reference / "corpus").glob("*.txt")), settings, now="2026-01-01T00:00:00Z")
    reader = open_reader(settings.store)
    ours, theirs = both(Data(store=reader.store))
    assert ours == theirs
    torn = Data(store=reader.store, graphs=without_vocabularies(reader))
    ours, theirs = both(torn)
    assert len(ours) > 10
    assert ours == theirs


def without_vocabularies(reader: Reader) -> tuple[NamedNode, ...]:
    names = (name for name in reader.store.named_graphs() if isinstance(name, NamedNode))
    return tuple(name for name in names if "/graph/vocab/" not in name.value)


def test_the_triples_of_a_store_come_once(samples_read: Reader) -> None:
    found: list[Triple] = list(Data(store=samples_read.store).triples())
    assert len(found) == len(set(found))
