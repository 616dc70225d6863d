"""The gate: words that are not there, shapes that are broken, triples that nobody vouches for."""

import shutil
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from kg import assets, graph, validate, vocabulary
from kg.errors import VocabularyError
from kg.iris import RDF, SKOS, Base
from kg.types import Entity, Extraction, Span, Support
from tests.kg.at_once import default_quads, entity_quads, meta_quads
from tests.kg.builders import BASE, OFFICE, TARGET, TEXT, WATCH, build, claim, extraction, source

GOAL = NamedNode("http://metadata.un.org/sdg/16.4")


# Words ----------------------------------------------------------------------------------------------------


def lost(read: Extraction) -> list[tuple[int | None, int | None, str | None]]:
    found = list(validate.check_words(read))
    assert {(f.rule, f.severity) for f in found} <= {("words-not-reproduced", "violation")}
    return [(f.begin, f.end, f.value) for f in found]


def mentioned(text: str, name: str, *spans: tuple[int, int], aliases: tuple[str, ...] = ()) -> Extraction:
    found = Entity(
        key="x", type="programme", name=name, aliases=aliases, mentions=tuple(Span(*span) for span in spans)
    )
    return extraction(text=text, entities=(found,))


def test_spans_that_hold_their_words_are_fine() -> None:
    assert lost(extraction(claim())) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Harbour Watch", "Harbour Watch"),
        ("HARBOUR-WATCH", "Harbour Watch"),
        ("Harbour\nWatch", "Harbour Watch"),
        ("the Harbour Watch", "Harbour Watch"),
        ("Harbour\n\n3/14\n\nWatch", "Harbour Watch"),
        ("17", "Goal 17"),
        ("resolution 2322 (2016)", "Security Council resolution 2322 (2016)"),
    ],
)
def test_words_reproduce_a_name_in_the_ways_of_print(text: str, name: str) -> None:
    assert lost(mentioned(text, name, (0, len(text)))) == []


def test_words_may_reproduce_an_alias() -> None:
    assert lost(mentioned("HW grew", "Harbour Watch", (0, 2), aliases=("HW",))) == []


@pytest.mark.parametrize("shift", [-3, -2, -1, 1, 2, 3])
def test_a_shifted_mention_is_a_violation(shift: int) -> None:
    read = mentioned("On the Harbour Watch we sail.", "Harbour Watch", (7 + shift, 20 + shift))
    assert lost(read) == [(7 + shift, 20 + shift, "Harbour Watch")]


@pytest.mark.parametrize("span", [(7, 21), (6, 20), (7, 7), (20, 7), (-5, 3), (7, 2000), (2000, 2001)])
def test_a_mention_with_wrong_ends_is_a_violation(span: tuple[int, int]) -> None:
    read = mentioned("On the Harbour Watch we sail.", "Harbour Watch", span)
    assert lost(read) == [(*span, "Harbour Watch")]


@pytest.mark.parametrize("span", [Span(-1, 3), Span(3, 3), Span(5, 2), Span(0, 1000), Span(3, 4)])
def test_evidence_outside_the_text_or_of_blanks_is_a_violation(span: Span) -> None:
    assert lost(extraction(claim(evidence=(span,)))) == [(span.begin, span.end, "contributesTo")]


def test_a_claim_without_evidence_is_a_violation() -> None:
    assert lost(extraction(claim(evidence=()))) == [(0, 0, "contributesTo")]


def test_support_outside_the_text_is_a_violation() -> None:
    read = replace(claim(), object_support=Support(basis="anaphor", span=Span(70, 999)))
    assert lost(extraction(read)) == [(70, 999, "contributesTo")]


@given(st.integers(-20, 100), st.integers(-20, 100))
def test_no_span_makes_the_check_fail(begin: int, end: int) -> None:
    read = extraction(
        claim(evidence=(Span(begin, end),)), entities=(replace(WATCH, mentions=(Span(begin, end),)),)
    )
    found = lost(read)
    assert ((begin, end, "contributesTo") in found) == (
        not TEXT[max(begin, 0) : max(end, 0)].strip() or begin < 0 or end > len(TEXT)
    )


# Shapes ---------------------------------------------------------------------------------------------------


def described() -> bytes:
    """A document with a statement, and what is known of the things it names."""
    found = source(extraction(claim()))
    context = build(found)
    known = [
        Quad(GOAL, NamedNode(RDF + "type"), NamedNode("http://metadata.un.org/sdg/ontology#Target")),
        Quad(GOAL, NamedNode(SKOS + "notation"), Literal("16.4")),
        Quad(GOAL, NamedNode(SKOS + "prefLabel"), Literal("Target 16.4", language="en")),
        *graph.vocabulary_quads(
            "mandategraph", vocabulary.parse(assets.folder("ontology") / "mandategraph.ttl"), BASE
        ),
    ]
    quads = graph.document_quads(found, graph.statements(found, context), context)
    about = graph.by_subject([*entity_quads([found], context), *known])
    return graph.ntriples(quads, about)


def test_a_document_that_keeps_its_promises_passes() -> None:
    found = validate.check_shapes(described(), BASE)
    assert [f for f in found if f.severity == "violation"] == []


def test_a_statement_without_confidence_is_found_with_place_and_remedy() -> None:
    lines = described().splitlines(keepends=True)
    kept = b"".join(line for line in lines if b"ns#confidence" not in line)
    (found,) = (
        f for f in validate.check_shapes(kept, BASE, document="SAMPLE_2026_1") if f.severity == "violation"
    )
    assert (found.rule, found.document, found.path) == (
        "Confidence",
        "SAMPLE_2026_1",
        f"{BASE.iri}ns#confidence",
    )
    assert (found.begin, found.end) == (0, 37)
    assert found.message
    assert found.remedy


def test_findings_come_in_the_same_order_whatever_the_order_of_triples() -> None:
    lines = [line for line in described().splitlines(keepends=True) if b"ns#mapper" not in line]
    kept = [line for line in lines if b"ns#confidence" not in line]
    here = validate.check_shapes(b"".join(kept), BASE)
    there = validate.check_shapes(b"".join(reversed(kept)), BASE)
    assert here == there
    assert len(here) > 1


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the data folders that a test may break."""
    shutil.copytree(assets.folder("shapes"), tmp_path / "shapes")
    shutil.copytree(assets.folder("ontology"), tmp_path / "ontology")
    monkeypatch.setattr(assets, "_PACKAGE", tmp_path / "kg")
    return tmp_path


@pytest.mark.parametrize(
    ("file", "base"),
    [
        ("shapes/passage.ttl", "https://broken.example/shapes/"),
        ("ontology/mandategraph.ttl", "https://broken.example/ontology/"),
    ],
)
@pytest.mark.parametrize("text", ["@prefix", "<a> <b> .", "\u0000"])
def test_a_broken_file_is_named(data: Path, file: str, base: str, text: str) -> None:
    (data / file).write_text(text, encoding="utf-8")
    with pytest.raises(VocabularyError, match="cannot be read") as told:
        validate.check_shapes(b"", Base(base))
    assert told.value.where == file


def test_a_file_in_another_encoding_is_named(data: Path) -> None:
    (data / "shapes" / "event.ttl").write_bytes(b"# \xff")
    with pytest.raises(VocabularyError) as told:
        validate.check_shapes(b"", Base("https://broken.example/encoding/"))
    assert told.value.where == "shapes/event.ttl"


def test_a_shape_that_makes_no_sense_is_told(data: Path) -> None:
    (data / "shapes" / "event.ttl").write_text(
        """
        @prefix sh: <http://www.w3.org/ns/shacl#> .
        <https://e.org/s> a sh:NodeShape ; sh:targetClass <https://e.org/C> ; sh:property [ sh:minCount 1 ] .
        """
    )
    with pytest.raises(VocabularyError, match="the shapes cannot be used"):
        validate.check_shapes(
            b"<https://e.org/x> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://e.org/C> .\n",
            Base("https://broken.example/sense/"),
        )


# Rules ----------------------------------------------------------------------------------------------------


def stored(*more: Quad, without: Iterable[Quad] = ()) -> ox.Store:
    found = source(extraction(claim()))
    context = build(found)
    parts = [
        graph.document_quads(found, graph.statements(found, context), context),
        entity_quads([found], context),
        meta_quads([found], context),
    ]
    kept = ox.Store()
    kept.bulk_extend(quad for part in [*parts, default_quads(parts, context)] for quad in part)
    for quad in without:
        assert quad in kept
        kept.remove(quad)
    kept.extend(more)
    return kept


VERSION = extraction().document.version
DOC = BASE.graph("doc", "SAMPLE_2026_1", VERSION)
PLAIN = Quad(BASE.id("programme/harbour-watch"), BASE.ns("contributesTo"), GOAL, DOC)
ORPHAN = Quad(BASE.id("org/a"), BASE.ns("partner"), BASE.id("org/b"), DOC)


def rules(kept: ox.Store) -> list[tuple[str, str, str | None]]:
    return [(f.rule, f.severity, f.focus) for f in validate.check_rules(kept, BASE)]


def test_a_build_breaks_no_rule() -> None:
    assert rules(stored()) == []


def test_a_plain_triple_without_statement_is_found() -> None:
    assert rules(stored(ORPHAN)) == [
        ("plain-triple-without-statement", "violation", "https://example.org/mg/id/org/a")
    ]


def test_a_live_statement_without_plain_triple_is_found() -> None:
    (found,) = validate.check_rules(
        stored(without=[PLAIN, Quad(PLAIN.subject, PLAIN.predicate, PLAIN.object, DefaultGraph())]), BASE
    )
    assert found.rule == "live-statement-without-plain-triple"
    assert (found.focus or "").startswith("https://example.org/mg/id/st/")
    assert found.value == GOAL.value
    assert found.remedy


def test_a_triple_of_the_default_graph_without_a_home_is_found() -> None:
    planted = Quad(ORPHAN.subject, ORPHAN.predicate, ORPHAN.object, DefaultGraph())
    assert rules(stored(planted)) == [
        ("default-triple-without-home", "violation", "https://example.org/mg/id/org/a")
    ]


def test_a_triple_of_provenance_in_the_default_graph_is_found() -> None:
    found = source(extraction(claim()))
    (stated,) = graph.statements(found, build(found))
    planted = Quad(stated.iri, NamedNode(RDF + "object"), GOAL, DefaultGraph())
    assert rules(stored(planted)) == [("default-triple-without-home", "violation", stated.iri.value)]


def test_a_broken_rule_is_named(data: Path) -> None:
    (data / "shapes" / "rules" / "broken.rq").write_text("# message: m\n# remedy: r\nSELECT WHERE {")
    with pytest.raises(VocabularyError, match="the rule cannot be read") as told:
        list(validate.check_rules(ox.Store(), BASE))
    assert told.value.where == "broken.rq"


def test_the_head_of_a_query_is_read_as_keys_and_values() -> None:
    text = "# title: A: b\n#severity: info\n# no key\nSELECT * {}\n# late: x\n"
    assert validate.header(text) == {"title": "A: b", "severity": "info"}


def test_the_entities_of_these_tests_are_in_the_text() -> None:
    assert [TEXT[b:e] for entity in (WATCH, TARGET, OFFICE) for b, e in entity.mentions] == [
        "Harbour Watch",
        "Harbour Watch",
        "target 16.4",
        "Office",
    ]
