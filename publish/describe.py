"""What the store says about one thing: its own triples, their provenance, names for what they point to."""

from collections.abc import Callable, Iterable, Iterator

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, Store, Triple

from kg.iris import RDFS, SKOS, Base


def describe(store: Store, iri: str, base: Base) -> list[Triple]:
    """The triples about `iri`, sorted, without repetition; empty where the store does not know it.

    These are the triples of the default graph with it as subject (a blank node brings its own), those of the
    provenance graphs, where statements, passages and figures live, and the labels of the objects.
    """
    try:
        subject = NamedNode(iri)
    except ValueError:
        return []
    own = set(_about(store, subject, base))
    objects = {triple.object for triple in own if isinstance(triple.object, NamedNode)} - {subject}
    return sorted(own | set(_labels(store, objects, base)), key=_order(subject)) if own else []


def _about(store: Store, subject: NamedNode, base: Base) -> Iterator[Triple]:
    waiting: list[NamedNode | BlankNode] = [subject]
    seen = {subject.value}
    while waiting:
        for quad in store.quads_for_pattern(waiting.pop(), None, None, None):
            if not _tells(quad, base):
                continue
            yield quad.triple
            if isinstance(quad.object, BlankNode) and quad.object.value not in seen:
                seen.add(quad.object.value)
                waiting.append(quad.object)


def _tells(quad: Quad, base: Base) -> bool:
    graph = quad.graph_name
    return isinstance(graph, DefaultGraph) or (
        isinstance(graph, NamedNode) and graph.value.startswith(f"{base.iri}graph/prov/")
    )


def _labels(store: Store, things: Iterable[NamedNode], base: Base) -> Iterator[Triple]:
    names = (NamedNode(f"{SKOS}prefLabel"), base.ns("shortLabel"), NamedNode(f"{RDFS}label"))
    for thing in things:
        for name in names:
            for quad in store.quads_for_pattern(thing, name, None, DefaultGraph()):
                yield quad.triple


def _order(subject: NamedNode) -> Callable[[Triple], tuple[bool, str, str, str]]:
    """Sorts the thing itself before what it points to."""
    return lambda t: (t.subject != subject, str(t.subject), str(t.predicate), str(t.object))
