"""The graphs of a whole build beside its documents': vocabularies, its description, the default graph."""

from collections.abc import Iterable, Sequence
from typing import TypeVar, cast

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple

from kg.graph.context import LIVE, TYPE, Build, Source, Term
from kg.graph.provenance import description
from kg.iris import DCTERMS, PROV, SKOS, Base, literal

_LABEL = NamedNode(f"{SKOS}prefLabel")
_OTHER = NamedNode(f"{SKOS}altLabel")
_AnyTerm = TypeVar("_AnyTerm", bound=NamedNode | BlankNode | Literal | Triple)


def vocabulary_quads(name: str, triples: Iterable[Quad | Triple], base: Base) -> list[Quad]:
    """`graph/vocab/{name}`: a vocabulary under the base of this build."""
    graph = base.graph("vocab", name)
    return [
        Quad(_rebased(t.subject, base), _rebased(t.predicate, base), _rebased(t.object, base), graph)
        for t in triples
    ]


def _rebased(term: _AnyTerm, base: Base) -> _AnyTerm:
    return cast(_AnyTerm, NamedNode(base.rebase(term.value))) if isinstance(term, NamedNode) else term


def reconciled(
    ours: Iterable[Sequence[Quad]], others: Iterable[Sequence[Quad]]
) -> tuple[list[list[Quad]], list[list[Quad]]]:
    """Our vocabularies and the added ones for the default graph: one preferred label in a language for a thing.

    Official labels go before ours, but for one that we know as a former or everyday name: there the name of today,
    ours, stays.
    """
    own, added = [list(part) for part in ours], [list(part) for part in others]
    current = {_spoken(quad) for part in own for quad in part if quad.predicate == _LABEL}
    former = {
        (quad.subject, quad.object)
        for part in own
        for quad in part
        if quad.predicate == _OTHER and _spoken(quad) in current
    }
    kept = [
        [quad for quad in part if quad.predicate != _LABEL or (quad.subject, quad.object) not in former]
        for part in added
    ]
    official = {_spoken(quad) for part in kept for quad in part if quad.predicate == _LABEL}
    return [
        [quad for quad in part if quad.predicate != _LABEL or _spoken(quad) not in official] for part in own
    ], kept


def _spoken(quad: Quad) -> tuple[object, str | None]:
    """The thing and the language that a label is in."""
    return quad.subject, quad.object.language if isinstance(quad.object, Literal) else None


def meta_quads(sources: Iterable[Source], build: Build) -> list[Quad]:
    """`graph/meta`: which versions the build holds and which run made it; no clock times."""
    graph = build.base.graph("meta")
    triples = [*dataset_triples(build), *(triple for s in sources for triple in description(s, build.base))]
    return [Quad(*triple, graph) for triple in triples]


def dataset_triples(build: Build) -> list[tuple[NamedNode, NamedNode, Term]]:
    """What the build says of itself."""
    dataset = build.base.id("dataset")
    return [
        (dataset, TYPE, NamedNode("http://rdfs.org/ns/void#Dataset")),
        (dataset, NamedNode(f"{DCTERMS}title"), literal("MandateGraph", language="en")),
        (dataset, NamedNode(f"{PROV}wasGeneratedBy"), build.base.id(f"run/{build.run}")),
    ]


def default_quads(parts: Iterable[Sequence[Quad]], build: Build) -> list[Quad]:
    """The default graph: each triple of documents, entities, vocabularies, versions and accepted figures once."""
    seen = dict.fromkeys(triple for part in parts for triple in plain(part, build.base))
    return [Quad(t.subject, t.predicate, t.object, DefaultGraph()) for t in seen]


def plain(part: Sequence[Quad], base: Base) -> list[Triple]:
    """The triples of a part of the build that stand in the default graph too.

    All but provenance and what the build says of itself; of provenance, the accepted figures. What is said of a
    figure must not be spread over parts.
    """
    figures = _accepted_figures(part, base)
    provenance, dataset = base.graph("prov").value + "/", base.id("dataset")
    return [
        quad.triple
        for quad in part
        if (not _named(quad).startswith(provenance) or quad.subject in figures) and quad.subject != dataset
    ]


def _accepted_figures(part: Iterable[Quad], base: Base) -> set[NamedNode]:
    status, live = base.ns("reviewStatus"), {base.ns(name) for name in LIVE}
    place = base.id("figure/").value
    return {
        quad.subject
        for quad in part
        if quad.predicate == status
        and quad.object in live
        and isinstance(quad.subject, NamedNode)
        and quad.subject.value.startswith(place)
    }


def _named(quad: Quad) -> str:
    return quad.graph_name.value if isinstance(quad.graph_name, NamedNode) else ""
