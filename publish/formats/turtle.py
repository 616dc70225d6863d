"""Turtle: the default graph, that is the plain accepted triples, grouped by subject."""

from typing import BinaryIO

from pyoxigraph import DefaultGraph, RdfFormat, Triple

from kg.iris import RDF, Base
from kg.store import Reader
from publish.turtle import prefixes, turtle

MEDIA_TYPE = "text/turtle"
SUFFIX = "ttl"
TITLE = "Turtle: plain accepted triples"


def write(reader: Reader, out: BinaryIO) -> None:
    """The triples of the default graph, by subject, each subject's types first."""
    triples = (quad.triple for quad in reader.store.quads_for_pattern(None, None, None, DefaultGraph()))
    out.write(turtle(sorted(triples, key=_order), prefixes(Base(reader.base)), RdfFormat.TURTLE))


def _order(triple: Triple) -> tuple[str, bool, str, str]:
    predicate = triple.predicate.value
    return str(triple.subject), predicate != f"{RDF}type", predicate, str(triple.object)
