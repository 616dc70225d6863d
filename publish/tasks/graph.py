"""One whole graph of the store, for the Graph Store Protocol."""

from typing import Any

import pyoxigraph as ox

from kg.iris import Base
from kg.store import Reader
from publish.written import graph, limited


def run(reader: Reader, task: dict[str, Any]) -> bytes:
    """The graph named `graph`, or the default one; empty where there is no such graph.

    Raises `ValueError` for a name that is no IRI, `TooManyRowsError` for a graph that is too large.
    """
    name = ox.NamedNode(task["graph"]) if task["graph"] is not None else ox.DefaultGraph()
    if isinstance(name, ox.NamedNode) and not reader.store.contains_named_graph(name):
        return b""
    quads = reader.store.quads_for_pattern(None, None, None, name)
    triples = limited((quad.triple for quad in quads), task["max_rows"])
    return graph(triples, Base(reader.base), task["media_type"])
