"""The ontology explains itself, nothing uses a term that it lacks, and the JSON-LD context works offline."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from pyld import jsonld
from rdflib import DCTERMS, OWL, RDF, RDFS, SH, SKOS, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

ROOT = Path(__file__).parents[1]
MG = Namespace("https://w3id.org/mandategraph/ns#")
ORG = Namespace("http://www.w3.org/ns/org#")
SCHEMA = Namespace("https://schema.org/")
XSD = "http://www.w3.org/2001/XMLSchema#"
ONTOLOGY = ROOT / "ontology" / "mandategraph.ttl"
ALIGNMENT = ROOT / "ontology" / "alignment.ttl"
CONTEXT = ROOT / "ontology" / "context.jsonld"
TURTLE = [ONTOLOGY, ALIGNMENT, *sorted((ROOT / "shapes").glob("*.ttl"))]
USERS = [
    ALIGNMENT,
    CONTEXT,
    *sorted((ROOT / "shapes").rglob("*.ttl")),
    *sorted((ROOT / "shapes").rglob("*.rq")),
    *sorted((ROOT / "seeds" / "vocab").glob("*.ttl")),
    *sorted((ROOT / "queries").glob("*.rq")),
]
USE = re.compile(rf"(?:(?<![\w:])mg:|{re.escape(str(MG))})([A-Za-z]\w*)")
PROPERTIES = {OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}
TERM_KINDS = {*PROPERTIES, OWL.Class, RDFS.Datatype, SKOS.ConceptScheme, SKOS.Concept}
ALLOWED_OWL = {OWL.disjointWith, OWL.versionInfo}


def _name(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


@cache
def _ontology() -> Graph:
    return Graph().parse(ONTOLOGY)


def _terms() -> list[URIRef]:
    return sorted(
        {term for term in _ontology().subjects() if isinstance(term, URIRef) and term.startswith(MG)}
    )


def _links() -> list[URIRef]:
    links = set(_ontology().subjects(RDF.type, OWL.ObjectProperty))
    return [term for term in _terms() if term in links]


def _local(term: Node) -> str:
    return str(term).rpartition("#")[2]


@cache
def _context() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(CONTEXT.read_text(encoding="utf-8"))["@context"]
    return found


def _expanded(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"{_context()[prefix]}{local}"


def _covered() -> set[str]:
    return {_expanded(entry["@id"]) for entry in _context().values() if isinstance(entry, dict)}


def _paths() -> Iterator[URIRef]:
    """Every property that a shape's path walks along."""
    graph = Graph()
    for file in sorted((ROOT / "shapes").glob("*.ttl")):
        graph.parse(file)
    yield from {step for path in graph.objects(None, SH.path) for step in _steps(graph, path)}


def _steps(graph: Graph, path: Node) -> Iterator[URIRef]:
    if isinstance(path, URIRef):
        yield path
        return
    inner = [*graph.objects(path, SH.inversePath), *Collection(graph, path)]
    alternatives = [
        step for head in graph.objects(path, SH.alternativePath) for step in Collection(graph, head)
    ]
    for step in [*inner, *alternatives]:
        yield from _steps(graph, step)


def _no_network(url: str, options: object) -> dict[str, Any]:
    raise AssertionError(f"{url} was asked for with {options}")


def _triples(document: dict[str, Any]) -> set[ox.Triple]:
    """The triples of a JSON-LD document under our context, with every load from the network forbidden."""
    nquads = jsonld.to_rdf(
        {"@context": _context(), **document},
        {"format": "application/n-quads", "documentLoader": _no_network},
    )
    return {quad.triple for quad in ox.parse(str(nquads).encode(), format=ox.RdfFormat.N_QUADS)}


@pytest.mark.parametrize("path", TURTLE, ids=_name)
def test_two_parsers_read_the_same_number_of_triples(path: Path) -> None:
    assert len(Graph().parse(path)) == len(set(ox.parse(path=path, format=ox.RdfFormat.TURTLE))) > 0


@pytest.mark.parametrize("path", TURTLE, ids=_name)
def test_prefixes_are_sorted_and_all_used(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    prefixes = re.findall(r"^@prefix (\w+):", text, re.MULTILINE)
    assert prefixes == sorted(prefixes)
    assert [prefix for prefix in prefixes if len(re.findall(rf"\b{prefix}:\w", text)) == 0] == []


@pytest.mark.parametrize("term", _terms(), ids=_local)
@pytest.mark.parametrize(
    "said",
    [RDFS.label, SKOS.definition, SKOS.example, DCTERMS.source, MG.answers, RDFS.isDefinedBy],
    ids=_local,
)
def test_every_term_explains_itself(term: URIRef, said: URIRef) -> None:
    assert len(list(_ontology().objects(term, said))) == 1


@pytest.mark.parametrize("term", _terms(), ids=_local)
def test_every_term_is_of_a_known_kind(term: URIRef) -> None:
    assert set(_ontology().objects(term, RDF.type)) & TERM_KINDS


@pytest.mark.parametrize("term", _terms(), ids=_local)
def test_every_question_ends_with_a_question_mark(term: URIRef) -> None:
    assert str(_ontology().value(term, MG.answers)).endswith("?")


def test_every_text_has_a_language() -> None:
    said = {RDFS.label, SKOS.prefLabel, SKOS.definition, SKOS.example, MG.answers}
    texts = [o for _, p, o in _ontology() if p in said and isinstance(o, Literal)]
    assert [text for text in texts if text.language != "en"] == []


def test_labels_are_unique_within_the_ontology() -> None:
    labels = [str(_ontology().value(term, RDFS.label)) for term in _terms()]
    assert sorted(set(labels)) == sorted(labels)


def test_owl_says_nothing_beyond_names_hierarchy_and_disjointness() -> None:
    used = {p for p in _ontology().predicates() if str(p).startswith(str(OWL))}
    assert used == ALLOWED_OWL
    assert set(_ontology().predicates()) & {RDFS.domain, RDFS.range} == set()


def test_documents_figures_and_organizations_are_disjoint() -> None:
    assert set(_ontology().subject_objects(OWL.disjointWith)) == {
        (MG.Document, MG.Figure),
        (MG.Document, ORG.Organization),
        (MG.Figure, ORG.Organization),
    }


@pytest.mark.parametrize("included", [SCHEMA.domainIncludes, SCHEMA.rangeIncludes], ids=["domain", "range"])
def test_own_classes_in_domain_and_range_notes_exist(included: URIRef) -> None:
    own = {node for node in _ontology().objects(None, included) if str(node).startswith(MG)}
    assert own <= set(_terms())


def test_stated_and_inferred_links_do_not_share_a_superproperty() -> None:
    stated = set(_ontology().transitive_objects(MG.contributesTo, RDFS.subPropertyOf))
    assert stated & set(_ontology().transitive_objects(MG.relevantTo, RDFS.subPropertyOf)) == set()


def test_predicates_of_a_statement_are_marked() -> None:
    predicates = set(_ontology().subjects(RDF.type, MG.Predicate))
    assert {MG.contributesTo, MG.mandatedBy, MG.adoptedBy, DCTERMS.creator, DCTERMS.isPartOf} <= predicates
    assert predicates & {MG.confidence, MG.evidence, MG.reviewStatus} == set()


@pytest.mark.parametrize("path", USERS, ids=_name)
def test_every_own_term_in_use_is_defined(path: Path) -> None:
    used = {MG[name] for name in USE.findall(path.read_text(encoding="utf-8"))}
    assert used - set(_terms()) == set()


def test_an_undefined_term_would_be_noticed() -> None:
    found = USE.findall("?s mg:contributsTo ?o ; <https://w3id.org/mandategraph/ns#partner> ?p")
    assert found == ["contributsTo", "partner"]
    assert MG.contributsTo not in _terms()


def test_alignment_only_says_close_match() -> None:
    assert set(Graph().parse(ALIGNMENT).predicates()) == {SKOS.closeMatch}


def test_alignment_leads_from_our_terms_to_others() -> None:
    pairs = list(Graph().parse(ALIGNMENT).subject_objects())
    assert [s for s, _ in pairs if s not in _terms()] == []
    assert [o for _, o in pairs if str(o).startswith(MG)] == []


def test_context_covers_every_class_property_and_datatype() -> None:
    kinds = (OWL.Class, RDFS.Datatype, *PROPERTIES)
    wanted = {
        str(term) for kind in kinds for term in _ontology().subjects(RDF.type, kind) if term in _terms()
    }
    assert wanted - _covered() == set()


def test_context_covers_every_property_that_shapes_look_at() -> None:
    assert {str(step) for step in _paths()} - _covered() - {str(RDF.type)} == set()


@pytest.mark.parametrize("link", _links(), ids=_local)
def test_context_reads_the_value_of_a_link_as_an_iri(link: URIRef) -> None:
    assert _context()[_local(link)] == {"@id": f"mg:{_local(link)}", "@type": "@id"}


def test_context_turns_plain_json_into_our_triples_without_a_network() -> None:
    statement = ox.NamedNode("https://w3id.org/mandategraph/id/st/1")
    goal = ox.NamedNode("http://metadata.un.org/sdg/16.4")
    told = _triples(
        {
            "id": statement.value,
            "type": "Statement",
            "predicate": "mg:contributesTo",
            "object": {"id": "sdg:16.4", "prefLabel": {"en": "Arms", "fr": "Armes"}},
            "confidence": "0.93",
            "mapper": "contributes_to",
        }
    )
    rdf, skos = str(RDF), str(SKOS)
    assert told == {
        ox.Triple(statement, ox.NamedNode(f"{rdf}type"), ox.NamedNode(f"{MG}Statement")),
        ox.Triple(statement, ox.NamedNode(f"{rdf}predicate"), ox.NamedNode(f"{MG}contributesTo")),
        ox.Triple(statement, ox.NamedNode(f"{rdf}object"), goal),
        ox.Triple(goal, ox.NamedNode(f"{skos}prefLabel"), ox.Literal("Arms", language="en")),
        ox.Triple(goal, ox.NamedNode(f"{skos}prefLabel"), ox.Literal("Armes", language="fr")),
        ox.Triple(
            statement,
            ox.NamedNode(f"{MG}confidence"),
            ox.Literal("0.93", datatype=ox.NamedNode(f"{XSD}decimal")),
        ),
        ox.Triple(statement, ox.NamedNode(f"{MG}mapper"), ox.Literal("contributes_to")),
    }


def test_context_keeps_the_datatype_of_a_symbol() -> None:
    told = _triples(
        {"id": "https://example.org/d", "symbol": {"@value": "CCPCJ/RES/26/4", "@type": "mg:localKey"}}
    )
    assert {str(triple.object) for triple in told} == {f'"CCPCJ/RES/26/4"^^<{MG}localKey>'}


def test_context_reads_offsets_as_integers() -> None:
    told = _triples({"id": "https://example.org/p", "beginIndex": 0, "endIndex": 80})
    integer = ox.NamedNode(f"{XSD}integer")
    assert {triple.object for triple in told} == {
        ox.Literal("0", datatype=integer),
        ox.Literal("80", datatype=integer),
    }
