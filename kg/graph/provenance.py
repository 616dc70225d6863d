"""Statements, figures and versions to the two graphs of a document: plain triples, and why they stand."""

from collections.abc import Iterator, Sequence

from pyoxigraph import NamedNode, Quad

from kg.graph.around import around, named
from kg.graph.context import TYPE, Build, Source, Statement, Term, TermTriple, iri, passage_iri, version_iri
from kg.graph.figures import figure_spans, figure_triples
from kg.graph.mandates import about_mandate, qualified
from kg.iris import DCTERMS, NIF, PROV, RDF, RDFS, Base, digest, literal
from kg.types import Claim, Span

_SUBJECT, _PREDICATE, _OBJECT = (NamedNode(RDF + name) for name in ("subject", "predicate", "object"))
_CONTEXT, _BEGIN, _END = (NamedNode(NIF + name) for name in ("referenceContext", "beginIndex", "endIndex"))
_MADE_BY = NamedNode(f"{PROV}wasGeneratedBy")


def document_quads(source: Source, found: Sequence[Statement], build: Build) -> list[Quad]:
    """The two graphs of one document version: plain triples, and why they stand."""
    parts = zip(("doc", "prov"), document_triples(source, found, build), strict=True)
    named = ((build.base.graph(kind, source.document, source.version), told) for kind, told in parts)
    return [Quad(*triple, graph) for graph, told in named for triple in told]


def document_triples(
    source: Source, found: Sequence[Statement], build: Build
) -> tuple[list[TermTriple], list[TermTriple]]:
    """The same as terms, of each graph by itself: to make quads of them takes the engine longer than all the rest."""
    plain = [(s.subject, s.predicate, s.object) for s in found if s.live]
    return list(dict.fromkeys(plain)), list(dict.fromkeys(_provenance(source, found, build)))


def _provenance(source: Source, found: Sequence[Statement], build: Build) -> Iterator[TermTriple]:
    base = build.base
    version = version_iri(source, base)
    run = base.id(f"run/{build.run}")
    yield from description(source, base)
    for entity in source.extraction.entities:
        if entity.mentions:
            yield version, base.ns("mentions"), iri(source, entity.key, build)
    yield run, TYPE, NamedNode(f"{PROV}Activity")
    yield run, NamedNode(f"{PROV}used"), version
    yield run, NamedNode(f"{PROV}wasAssociatedWith"), base.id("agent/mandategraph")
    yield base.id("agent/mandategraph"), TYPE, NamedNode(f"{PROV}SoftwareAgent")
    yield base.id("agent/mandategraph"), NamedNode(f"{RDFS}label"), literal("MandateGraph", language="en")
    yield from figure_triples(source, build, run)
    spans = [*figure_spans(source), *(span for stated in found for span in _spans(stated.claim))]
    for span in dict.fromkeys(spans):
        yield from _passage(source, span, base)
    yield from _subjects(source, found, build)
    for stated in found:
        for predicate, object_ in _about(stated, source, build, run):
            yield stated.iri, predicate, object_
        if stated.reviewer:
            reviewer = _reviewer(stated.reviewer, base)
            yield reviewer, TYPE, NamedNode(f"{PROV}Person")
            yield reviewer, NamedNode(f"{RDFS}label"), literal(stated.reviewer, language="en")


def _subjects(source: Source, found: Sequence[Statement], build: Build) -> Iterator[TermTriple]:
    """The places and topics of each passage that a statement or figure rests on."""
    mentions = named(source, build)
    figures = source.extraction.figures
    spans = [*(s.claim.evidence for s in found), *(figure.evidence for figure in figures)]
    for span in dict.fromkeys(span for evidence in spans for span in evidence):
        for link, thing in around(span, source, mentions):
            yield passage_iri(source, span, build.base), link, thing


def description(source: Source, base: Base) -> Iterator[TermTriple]:
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
    yield _SUBJECT, stated.subject
    yield _PREDICATE, stated.predicate
    yield _OBJECT, stated.object
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
    yield _MADE_BY, run
    if stated.reviewer:
        yield NamedNode(f"{PROV}wasAttributedTo"), _reviewer(stated.reviewer, base)
    if stated.revises:
        yield NamedNode(f"{PROV}wasRevisionOf"), stated.revises


def _reviewer(name: str, base: Base) -> NamedNode:
    return base.id(f"agent/{digest(name, size=12)}")


def _spans(claim: Claim) -> list[Span]:
    supports = (claim.subject_support.span, claim.object_support.span)
    return [*claim.evidence, *(span for span in supports if span)]


def _passage(source: Source, span: Span, base: Base) -> Iterator[TermTriple]:
    passage = passage_iri(source, span, base)
    yield passage, TYPE, base.ns("Passage")
    yield passage, _CONTEXT, version_iri(source, base)
    yield passage, _BEGIN, literal(span.begin)
    yield passage, _END, literal(span.end)
