"""The graphs of a whole build beside its documents': vocabularies, its description, the default graph."""

from collections.abc import Iterable, Sequence
from typing import TypeVar, cast

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple

from kg.graph.context import LIVE, TYPE, Build, Source
from kg.graph.provenance import description
from kg.iris import DCTERMS, PROV, SKOS, Base, literal

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


def without_labels(ours: Iterable[Sequence[Quad]], others: Iterable[Sequence[Quad]]) -> list[list[Quad]]:
    """Our vocabularies for the default graph: preferred labels give way to official ones of the same language."""
    label = NamedNode(f"{SKOS}prefLabel")
    official = {
        (quad.subject, quad.object.language)
        for part in others
        for quad in part
        if quad.predicate == label and isinstance(quad.object, Literal)
    }

    def stands(quad: Quad) -> bool:
        if quad.predicate != label or not isinstance(quad.object, Literal):
            return True
        return (quad.subject, quad.object.language) not in official

    return [[quad for quad in part if stands(quad)] for part in ours]


def meta_quads(sources: Iterable[Source], build: Build) -> list[Quad]:
    """`graph/meta`: which versions the build holds and which run made it; no clock times."""
    graph, dataset = build.base.graph("meta"), build.base.id("dataset")
    void = "http://rdfs.org/ns/void#"
    quads = [
        Quad(dataset, TYPE, NamedNode(f"{void}Dataset"), graph),
        Quad(dataset, NamedNode(f"{DCTERMS}title"), literal("MandateGraph", language="en"), graph),
        Quad(dataset, NamedNode(f"{PROV}wasGeneratedBy"), build.base.id(f"run/{build.run}"), graph),
    ]
    for source in sources:
        quads += [Quad(*triple, graph) for triple in description(source, build.base)]
    return quads


def default_quads(parts: Iterable[Sequence[Quad]], build: Build) -> list[Quad]:
    """The default graph: each triple of documents, entities, vocabularies, versions and accepted figures once."""
    parts = [*parts]
    figures = _accepted_figures(parts, build.base)
    provenance = build.base.graph("prov").value + "/"
    dataset = build.base.id("dataset")
    seen = {
        (quad.subject, quad.predicate, quad.object): None
        for part in parts
        for quad in part
        if (not _named(quad).startswith(provenance) or quad.subject in figures) and quad.subject != dataset
    }
    return [Quad(*triple, DefaultGraph()) for triple in seen]


def _accepted_figures(parts: Iterable[Sequence[Quad]], base: Base) -> set[NamedNode]:
    status, live = base.ns("reviewStatus"), {base.ns(name) for name in LIVE}
    place = base.id("figure/").value
    return {
        quad.subject
        for part in parts
        for quad in part
        if quad.predicate == status
        and quad.object in live
        and isinstance(quad.subject, NamedNode)
        and quad.subject.value.startswith(place)
    }


def _named(quad: Quad) -> str:
    return quad.graph_name.value if isinstance(quad.graph_name, NamedNode) else ""
