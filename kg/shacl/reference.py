"""What pySHACL finds, in the same records: the reference, and the engine for what is not compiled.

It needs the triples in memory and takes tens of times as long. Nothing is inferred, nothing fetched, no script runs.
"""

from collections.abc import Iterable, Iterator

import pyshacl
from pyoxigraph import BlankNode, Literal, NamedNode, Triple
from rdflib import BNode, Graph, URIRef
from rdflib import Literal as Value
from rdflib.term import Node as Term_

from kg.iris import RDF, RDFS, SH, XSD
from kg.shacl.index import Index, indexed
from kg.shacl.paths import path_of
from kg.shacl.records import Node, Result, Term
from kg.shacl.shapes import TARGETS

_TARGETS = {SH + name for name in TARGETS}


def reference(triples: Iterable[Triple], shapes: Iterable[Triple]) -> Iterator[Result]:
    """The results of pySHACL, each once.

    Raises `ValueError` for shapes that it cannot use.
    """
    return results(graph_of(triples), graph_of(shapes))


def results(data: Graph, shapes: Graph) -> Iterator[Result]:
    """The same for graphs of rdflib's that were made by `graph_of`."""
    try:
        _, report, told = pyshacl.validate(
            data,
            shacl_graph=shapes,
            inference="none",
            advanced=False,
            js=False,
            do_owl_imports=False,
            inplace=True,
        )
    except Exception as error:  # it raises many kinds; each means that a shape cannot be used
        raise ValueError(str(error)) from error
    if not isinstance(report, Graph):
        raise ValueError(str(told))
    index = indexed(_triple(*row) for row in report)
    found = (_result(index, node) for _, node in index.having(SH + "result"))
    yield from dict.fromkeys(sorted(found, key=repr))


def only(shapes: Iterable[Triple], wanted: Iterable[Node]) -> list[Triple]:
    """A shapes graph in which the wanted shapes alone have targets."""
    kept, kind = set(wanted), (NamedNode(RDF + "type"), NamedNode(RDFS + "Class"))
    return [
        triple
        for triple in shapes
        if triple.subject in kept
        or (triple.predicate.value not in _TARGETS and (triple.predicate, triple.object) != kind)
    ]


def _result(index: Index, node: Term) -> Result:
    path = index.one(node, SH + "resultPath")
    focus, component, shape, severity = (
        index.one(node, SH + name)
        for name in ("focusNode", "sourceConstraintComponent", "sourceShape", "resultSeverity")
    )
    assert focus is not None
    assert isinstance(component, NamedNode)
    assert isinstance(shape, NamedNode | BlankNode)
    assert isinstance(severity, NamedNode | BlankNode)
    messages = (term for term in index.all(node, SH + "resultMessage") if isinstance(term, Literal))
    return Result(
        focus=focus,
        component=component,
        shape=shape,
        severity=severity,
        path=None if path is None else path_of(index, path).text,
        value=index.one(node, SH + "value"),
        messages=tuple(sorted(messages, key=str)),
    )


# Terms ----------------------------------------------------------------------------------------------------


def graph_of(triples: Iterable[Triple]) -> Graph:
    """A graph of rdflib's in memory."""
    graph = Graph()
    for triple in triples:
        graph.add((_theirs(triple.subject), _theirs(triple.predicate), _theirs(triple.object)))
    return graph


def _theirs(term: Term) -> Term_:
    if isinstance(term, NamedNode):
        return URIRef(term.value)
    if isinstance(term, BlankNode):
        return BNode(term.value)
    if isinstance(term, Triple):
        raise ValueError("a triple inside a triple is not known to pySHACL")
    # rdflib takes plain text and xsd:string for two terms; they are one.
    plain = term.language is not None or term.datatype.value == XSD + "string"
    return Value(
        term.value,
        lang=term.language,
        datatype=None if plain else URIRef(term.datatype.value),
        normalize=False,
    )


def _triple(subject: Term_, predicate: Term_, value: Term_) -> Triple:
    first = BlankNode(str(subject)) if isinstance(subject, BNode) else NamedNode(str(subject))
    return Triple(first, NamedNode(str(predicate)), _ours(value))


def _ours(term: Term_) -> NamedNode | BlankNode | Literal:
    if isinstance(term, Value):
        if term.language:
            return Literal(str(term), language=term.language)
        return Literal(str(term), datatype=NamedNode(str(term.datatype or XSD + "string")))
    return BlankNode(str(term)) if isinstance(term, BNode) else NamedNode(str(term))
