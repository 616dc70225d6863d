"""Quads to bytes: sorted lines, so that the same graph gives the same bytes."""

from collections.abc import Iterable, Mapping, Sequence

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse

from kg.graph.context import TermTriple

_Plain = Triple | TermTriple


def lines(triples: Iterable[_Plain]) -> list[bytes]:
    """Each triple as a line of N-Triples, in that order."""
    return [_line(told).encode() for told in triples]


def _line(told: _Plain) -> str:
    # Terms write themselves as N-Triples; to make triples of them first takes three times as long.
    return f"{told} .\n" if isinstance(told, Triple) else f"{told[0]} {told[1]} {told[2]} .\n"


def triple(plain: _Plain) -> Triple:
    """The engine's form of a triple."""
    return plain if isinstance(plain, Triple) else Triple(*plain)


def read_lines(found: Iterable[bytes]) -> list[TermTriple]:
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


def ntriples(quads: Iterable[Quad], about: Mapping[str, Sequence[Triple]]) -> bytes:
    """The triples of one document and those that describe what it refers to, however far, as sorted N-Triples."""
    triples = [quad.triple for quad in quads]
    return described(lines(triples), ((told.subject, told.object) for told in triples), about)


def described(
    found: Iterable[bytes], ends: Iterable[tuple[object, object]], about: Mapping[str, Sequence[Triple]]
) -> bytes:
    """The lines and those that describe the things at the `ends` of their triples, however far, sorted, each once."""
    known: set[str] = set()
    waiting = {term.value for pair in ends for term in pair if isinstance(term, NamedNode)}
    more: list[Triple] = []
    while waiting:
        name = waiting.pop()
        known.add(name)
        told = about.get(name, ())
        more += told
        terms = (term for triple in told for term in (triple.subject, triple.object))
        waiting |= {term.value for term in terms if isinstance(term, NamedNode)} - known
    return b"".join(sorted({*found, *lines(more)}))
