"""Quads to bytes: sorted lines, so that the same graph gives the same bytes."""

from collections.abc import Iterable, Mapping, Sequence

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse, serialize

from kg.graph.context import Term

_Plain = Triple | tuple[NamedNode, NamedNode, Term]


def nquads(parts: Iterable[Sequence[Quad]]) -> bytes:
    """All quads as N-Quads, each once, lines sorted: the same graph gives the same bytes."""
    lines = {
        line for part in parts for line in _serialized(part, RdfFormat.N_QUADS).splitlines(keepends=True)
    }
    return b"".join(sorted(lines))


def _serialized(quads: Sequence[Quad] | Sequence[Triple], form: RdfFormat) -> bytes:
    return serialize(quads, format=form) or b""


def lines(triples: Iterable[_Plain]) -> list[bytes]:
    """Each triple as a line of N-Triples, in that order."""
    return (serialize(map(triple, triples), format=RdfFormat.N_TRIPLES) or b"").splitlines(keepends=True)


def triple(plain: _Plain) -> Triple:
    """The engine's form of a triple."""
    return plain if isinstance(plain, Triple) else Triple(*plain)


def read_lines(found: Iterable[bytes]) -> list[tuple[NamedNode, NamedNode, Term]]:
    """The triples of N-Triples lines about things that have an IRI."""
    return [
        (quad.subject, quad.predicate, quad.object)
        for quad in parse(b"".join(found), format=RdfFormat.N_TRIPLES)
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal)
    ]


def quads_in(graph: str, found: Iterable[bytes]) -> list[Quad]:
    """N-Triples lines as quads of that graph."""
    name = NamedNode(graph)
    parsed = parse(b"".join(found), format=RdfFormat.N_TRIPLES)
    return [Quad(quad.subject, quad.predicate, quad.object, name) for quad in parsed]


def by_subject(quads: Iterable[Quad]) -> Mapping[str, list[Triple]]:
    """The triples that describe each IRI: what a document's shapes need to know of the things it names."""
    about: dict[str, list[Triple]] = {}
    for quad in quads:
        if isinstance(quad.subject, NamedNode):
            about.setdefault(quad.subject.value, []).append(quad.triple)
    return about


def ntriples(quads: Sequence[Quad], about: Mapping[str, Sequence[Triple]]) -> bytes:
    """The triples of one document and those that describe what it refers to, however far, as sorted N-Triples."""
    triples = [quad.triple for quad in quads]
    waiting, known = list(triples), set[str]()
    while waiting:
        triple = waiting.pop()
        for term in (triple.subject, triple.object):
            if isinstance(term, NamedNode) and term.value not in known:
                known.add(term.value)
                waiting += about.get(term.value, ())
                triples += about.get(term.value, ())
    return b"".join(sorted(set(_serialized(triples, RdfFormat.N_TRIPLES).splitlines(keepends=True))))
