"""Figures in RDF: one node each in the provenance graph, with all its properties; accepted ones are plain too."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pyoxigraph import Literal, NamedNode

from kg.graph.context import LIVE, REVIEWED, TYPE, Build, Source, Term, TermTriple, iri, passage_iri, relative
from kg.graph.deeds import deed
from kg.graph.units import kind
from kg.iris import DCTERMS, PROV, SCHEMA, XSD, Base, digest, literal
from kg.types import Figure, Span

_TIMES = {4: f"{XSD}gYear", 7: f"{XSD}gYearMonth", 10: f"{XSD}date"}
"""Datatypes by the length of a time in ISO form; a period is plain text."""


def figure_triples(source: Source, build: Build, run: NamedNode) -> Iterator[TermTriple]:
    """All that is said of each figure of a document, in order of their IRIs."""
    for node, figure in sorted(figures(source, build).items()):
        name = NamedNode(node)
        for predicate, object_ in _about(name, figure, source, build, run):
            yield name, predicate, object_


def accepted(provenance: Sequence[TermTriple], base: Base) -> list[TermTriple]:
    """Of what a provenance graph tells, all that it tells of accepted figures: that stands in the default graph too."""
    status, live, place = base.ns("reviewStatus"), {base.ns(name) for name in LIVE}, base.id("figure/").value
    nodes = {
        subject
        for subject, predicate, object_ in provenance
        if predicate == status and subject.value.startswith(place) and object_ in live
    }
    return [triple for triple in provenance if triple[0] in nodes]


def figures(source: Source, build: Build) -> dict[str, Figure]:
    """The figures of a document by IRI; one that several sentences report has all of them as evidence."""
    found: dict[str, Figure] = {}
    for figure in source.extraction.figures:
        name = build.base.id(f"figure/{figure_id(source, figure, build)}").value
        known = found.get(name)
        found[name] = _joined(known, figure) if known else figure
    return found


def figure_id(source: Source, figure: Figure, build: Build) -> str:
    """16 hex digits over version, subject, value, bound, unit and time; the same under every base."""
    subject = relative(iri(source, figure.subject, build), build.base)
    number = str(literal(figure.value).value)
    return digest(
        source.extraction.document.sha256,
        "figure",
        subject,
        number,
        figure.bound,
        figure.unit,
        figure.as_of or "",
    )


def figure_spans(source: Source) -> list[Span]:
    """The passages that the figures of a document rest on."""
    found = [span for figure in source.extraction.figures for span in _spans(figure)]
    return list(dict.fromkeys(found))


def _spans(figure: Figure) -> list[Span]:
    return [*figure.evidence, *([figure.subject_support.span] if figure.subject_support.span else [])]


def _joined(first: Figure, other: Figure) -> Figure:
    best = other if other.confidence > first.confidence else first
    return replace(best, evidence=tuple(sorted({*first.evidence, *other.evidence})))


def _about(
    node: NamedNode, figure: Figure, source: Source, build: Build, run: NamedNode
) -> Iterator[tuple[NamedNode, Term]]:
    base = build.base
    yield TYPE, base.ns("Figure")
    yield base.ns("figureOf"), iri(source, figure.subject, build)
    yield NamedNode(f"{SCHEMA}value"), literal(figure.value)
    yield NamedNode(f"{SCHEMA}unitText"), literal(figure.unit)
    if found := kind(figure.unit, base):
        yield base.ns("unitKind"), found
    if done := deed(figure, source, base):
        yield base.ns("deed"), done
    yield base.ns("bound"), literal(figure.bound)
    yield base.ns("verbatim"), literal(figure.verbatim)
    if figure.as_of:
        yield NamedNode(f"{DCTERMS}temporal"), time(figure.as_of)
    for span in figure.evidence:
        yield base.ns("evidence"), passage_iri(source, span, base)
    yield base.ns("subjectBasis"), literal(figure.subject_support.basis)
    if figure.subject_support.span:
        yield base.ns("subjectPassage"), passage_iri(source, figure.subject_support.span, base)
    yield base.ns("confidence"), literal(figure.confidence)
    yield base.ns("mapper"), literal(figure.mapper)
    yield base.ns("reviewStatus"), base.ns(_status(node, figure, build))
    yield NamedNode(f"{PROV}wasGeneratedBy"), run


def _status(node: NamedNode, figure: Figure, build: Build) -> str:
    review = build.decisions.reviews.get(node.value)
    if review:
        return REVIEWED[review.action]
    return "accepted" if figure.confidence >= build.threshold else "candidate"


def time(iso: str) -> Literal:
    """A year, month, day or period as a literal of its datatype."""
    return literal(iso, datatype=_TIMES.get(len(iso)))
