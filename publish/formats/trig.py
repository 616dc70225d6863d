"""TriG: everything the store holds, graph by graph."""

from typing import BinaryIO

from pyoxigraph import DefaultGraph, Quad, RdfFormat

from kg.iris import RDF, Base
from kg.store import Reader
from publish.turtle import prefixes, turtle

MEDIA_TYPE = "application/trig"
SUFFIX = "trig"
TITLE = "TriG: all graphs, with their provenance"


def write(reader: Reader, out: BinaryIO) -> None:
    """All quads: the default graph first, then the named graphs by name, each sorted by subject."""
    out.write(turtle(sorted(reader.store, key=_order), prefixes(Base(reader.base)), RdfFormat.TRIG))


def _order(quad: Quad) -> tuple[bool, str, str, bool, str, str]:
    graph, predicate = quad.graph_name, quad.predicate.value
    return (
        not isinstance(graph, DefaultGraph),
        str(graph),
        str(quad.subject),
        predicate != f"{RDF}type",
        predicate,
        str(quad.object),
    )
