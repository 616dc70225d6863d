"""Statements, figures and versions to the two graphs of a document: plain triples, and why they stand."""

from collections.abc import Iterator, Sequence

from pyoxigraph import NamedNode, Quad

from kg.graph.around import around, named
from kg.graph.context import TYPE, Build, Source, Statement, Term, iri, passage_iri, version_iri
from kg.graph.figures import figure_quads, figure_spans
from kg.graph.mandates import about_mandate, qualified
from kg.iris import DCTERMS, NIF, PROV, RDF, RDFS, Base, digest, literal
from kg.types import Claim, Span


def document_quads(source: Source, found: Sequence[Statement], build: Build) -> list[Quad]:
    """The two graphs of one document version: plain triples, and why they stand."""
    graph = build.base.graph("doc", source.document, source.version)
    plain = [Quad(s.subject, s.predicate, s.object, graph) for s in found if s.live]
    return [*dict.fromkeys(plain), *dict.fromkeys(_provenance(source, found, build))]


def _provenance(source: Source, found: Sequence[Statement], build: Build) -> Iterator[Quad]:
    base, graph = build.base, build.base.graph("prov", source.document, source.version)
    version = version_iri(source, base)
    run = base.id(f"run/{build.run}")
    for subject, predicate, object_ in description(source, base):
        yield Quad(subject, predicate, object_, graph)
    for entity in source.extraction.entities:
        if entity.mentions:
            yield Quad(version, base.ns("mentions"), iri(source, entity.key, build), graph)
    yield Quad(run, TYPE, NamedNode(f"{PROV}Activity"), graph)
    yield Quad(run, NamedNode(f"{PROV}used"), version, graph)
    yield Quad(run, NamedNode(f"{PROV}wasAssociatedWith"), base.id("agent/mandategraph"), graph)
    yield Quad(base.id("agent/mandategraph"), TYPE, NamedNode(f"{PROV}SoftwareAgent"), graph)
    yield Quad(
        base.id("agent/mandategraph"),
        NamedNode(f"{RDFS}label"),
        literal("MandateGraph", language="en"),
        graph,
    )
    yield from figure_quads(source, build, run, graph)
    for span in figure_spans(source):
        yield from _passage(source, span, base, graph)
    yield from _subjects(source, found, build, graph)
    for stated in found:
        for predicate, object_ in _about(stated, source, build, run):
            yield Quad(stated.iri, predicate, object_, graph)
        for span in _spans(stated.claim):
            yield from _passage(source, span, base, graph)
        if stated.reviewer:
            reviewer = _reviewer(stated.reviewer, base)
            yield Quad(reviewer, TYPE, NamedNode(f"{PROV}Person"), graph)
            yield Quad(reviewer, NamedNode(f"{RDFS}label"), literal(stated.reviewer, language="en"), graph)


def _subjects(source: Source, found: Sequence[Statement], build: Build, graph: NamedNode) -> Iterator[Quad]:
    """The places and topics of each passage that a statement or figure rests on."""
    mentions = named(source, build)
    figures = source.extraction.figures
    spans = [*(s.claim.evidence for s in found), *(figure.evidence for figure in figures)]
    for span in dict.fromkeys(span for evidence in spans for span in evidence):
        for link, thing in around(span, source, mentions):
            yield Quad(passage_iri(source, span, build.base), link, thing, graph)


def description(source: Source, base: Base) -> Iterator[tuple[NamedNode, NamedNode, Term]]:
    """File facts: which text was read. No statement needs to vouch for them."""
    document, version = base.id(f"doc/{source.document}"), version_iri(source, base)
    text = source.extraction.document
    yield document, TYPE, base.ns("Document")
    yield document, NamedNode(f"{DCTERMS}hasVersion"), version
    yield version, TYPE, base.ns("DocumentVersion")
    yield version, base.ns("sha256"), literal(text.sha256)
    yield version, base.ns("length"), literal(len(text.text))
    yield version, NamedNode(f"{DCTERMS}language"), literal(text.language)


def _about(
    stated: Statement, source: Source, build: Build, run: NamedNode
) -> Iterator[tuple[NamedNode, Term]]:
    base, claim = build.base, stated.claim
    yield TYPE, base.ns("Statement")
    yield NamedNode(f"{RDF}subject"), stated.subject
    yield NamedNode(f"{RDF}predicate"), stated.predicate
    yield NamedNode(f"{RDF}object"), stated.object
    for span in claim.evidence:
        yield base.ns("evidence"), passage_iri(source, span, base)
    for side, support in (("subject", claim.subject_support), ("object", claim.object_support)):
        yield base.ns(f"{side}Basis"), literal(support.basis)
        if support.span:
            yield base.ns(f"{side}Passage"), passage_iri(source, support.span, base)
    for name, value in claim.qualifiers:
        yield qualified(name, value, base)
    yield from about_mandate(stated, base)
    yield base.ns("confidence"), literal(claim.confidence)
    yield base.ns("mapper"), literal(claim.mapper)
    yield base.ns("reviewStatus"), base.ns(stated.status)
    yield NamedNode(f"{PROV}wasGeneratedBy"), run
    if stated.reviewer:
        yield NamedNode(f"{PROV}wasAttributedTo"), _reviewer(stated.reviewer, base)
    if stated.revises:
        yield NamedNode(f"{PROV}wasRevisionOf"), stated.revises


def _reviewer(name: str, base: Base) -> NamedNode:
    return base.id(f"agent/{digest(name, size=12)}")


def _spans(claim: Claim) -> list[Span]:
    supports = (claim.subject_support.span, claim.object_support.span)
    return [*claim.evidence, *(span for span in supports if span)]


def _passage(source: Source, span: Span, base: Base, graph: NamedNode) -> Iterator[Quad]:
    passage = passage_iri(source, span, base)
    yield Quad(passage, TYPE, base.ns("Passage"), graph)
    yield Quad(passage, NamedNode(f"{NIF}referenceContext"), version_iri(source, base), graph)
    yield Quad(passage, NamedNode(f"{NIF}beginIndex"), literal(span.begin), graph)
    yield Quad(passage, NamedNode(f"{NIF}endIndex"), literal(span.end), graph)
