"""Results as findings: what a whole store shows, and what is said of shapes that take long."""

import shutil
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from kg import assets, inspection, store, validate
from kg.iris import DCTERMS, RDF, SKOS, Base
from kg.shacl import Data

BASE = Base("https://example.org/mg/")
WATCH, SUMMIT = BASE.id("programme/watch"), BASE.id("programme/summit")


def programme(thing: NamedNode, whole: NamedNode, document: str) -> list[Quad]:
    """A programme as one document describes it: its name, and what it is part of."""
    home = BASE.graph("doc", document, "v1")
    return [
        Quad(thing, NamedNode(RDF + "type"), BASE.ns("Programme"), home),
        Quad(thing, NamedNode(SKOS + "prefLabel"), Literal("Watch", language="en"), home),
        Quad(thing, NamedNode(DCTERMS + "isPartOf"), whole, home),
    ]


def circle() -> Store:
    kept = Store()
    kept.extend([*programme(WATCH, SUMMIT, "ONE"), *programme(SUMMIT, WATCH, "TWO")])
    return kept


def test_a_circle_over_two_documents_is_found_in_the_store() -> None:
    found = [(f.rule, f.focus, f.value) for f in validate.check_store(circle(), BASE)]
    assert ("Programme-parts", WATCH.value, SUMMIT.value) in found
    assert ("Programme-parts", SUMMIT.value, WATCH.value) in found


def test_a_document_of_a_circle_shows_no_circle() -> None:
    one = Data(store=circle(), graphs=(BASE.graph("doc", "ONE", "v1"),))
    assert "Programme-parts" not in {finding.rule for finding in validate.check_data(one, BASE)}


def test_a_query_of_a_shape_tells_its_own_message() -> None:
    told = {f.message for f in validate.check_store(circle(), BASE) if f.rule == "Programme-parts"}
    assert len(told) == 1
    assert "over some steps" in told.pop()


def test_a_path_of_several_steps_is_no_path_of_a_finding() -> None:
    kept = Store()
    kept.add(Quad(WATCH, BASE.ns("addresses"), SUMMIT, BASE.graph("doc", "ONE", "v1")))
    (found,) = (f for f in validate.check_store(kept, BASE) if f.rule == "Concept-topic")
    assert found.path is None


@pytest.mark.slow
def test_findings_of_the_store_name_the_first_document_that_speaks_of_the_thing(own_store: Path) -> None:
    reader = store.open_reader(own_store)
    base = Base(reader.base)
    row = reader.manifest["documents"][1]
    (statement, *_) = (
        quad.subject
        for quad in reader.store.quads_for_pattern(
            None, base.ns("confidence"), None, base.graph("prov", row["document"], row["version"])
        )
    )
    path = reader.path
    del reader
    changed = Store(str(path))
    for quad in list(changed.quads_for_pattern(statement, base.ns("confidence"), None, None)):
        changed.remove(quad)
    changed.flush()
    del changed
    (found,) = (
        f for f in inspection.findings(own_store, progress=lambda *_: None) if f.severity == "violation"
    )
    assert (found.rule, found.document) == ("Confidence", row["document"])
    assert found.begin is not None


@pytest.fixture
def with_a_script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Base:
    """Our shapes and one that no query can say; a base of its own, since shapes are read once for each."""
    shutil.copytree(assets.folder("shapes"), tmp_path / "shapes")
    shutil.copytree(assets.folder("ontology"), tmp_path / "ontology")
    (tmp_path / "shapes" / "script.ttl").write_text(
        """
        @prefix sh: <http://www.w3.org/ns/shacl#> .
        @prefix shapes: <https://w3id.org/mandategraph/shapes#> .
        shapes:Looking a sh:PropertyShape ; sh:path <https://example.org/p> ; sh:pattern "^(?=a)" ;
            sh:targetSubjectsOf <https://example.org/p> ; sh:message "No a. Remedy: Write one."@en .
        """,
        encoding="utf-8",
    )
    monkeypatch.setattr(assets, "_PACKAGE", tmp_path / "kg")
    return Base("https://script.example/")


def test_a_shape_that_is_not_compiled_is_checked_by_pyshacl_and_said(with_a_script: Base) -> None:
    kept = Store()
    kept.add(Quad(WATCH, NamedNode("https://example.org/p"), Literal("b")))
    remark, fault = validate.check_data(Data(store=kept), with_a_script)
    assert (remark.severity, remark.rule) == ("info", "Looking")
    assert remark.message == "this shape takes long to check: the engine cannot read its sh:pattern"
    assert (fault.severity, fault.rule, fault.value, fault.message, fault.remedy) == (
        "violation", "Looking", "b", "No a.", "Write one.",
    )  # fmt: skip
