"""Where the live build speaks of something: for whoever wants to know what a change touches."""

from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from kg.store.live import open_reader


def telling(root: Path, things: Iterable[str], *, as_object: bool = False) -> set[str]:
    """The names of the graphs that describe any of these things; `as_object`: and of those that name one of them.

    Raises `StoreError` where there is no store.
    """
    store = open_reader(root).store
    found: set[str] = set()
    for node in map(ox.NamedNode, things):
        for quads in (
            store.quads_for_pattern(node, None, None),
            store.quads_for_pattern(None, None, node) if as_object else (),
        ):
            found |= {quad.graph_name.value for quad in quads if isinstance(quad.graph_name, ox.NamedNode)}
    return found


def lines_of(root: Path, graph: str) -> set[bytes]:
    """What a graph of the live build holds, as lines of N-Triples.

    Raises `StoreError` where there is no store.
    """
    quads = open_reader(root).store.quads_for_pattern(None, None, None, ox.NamedNode(graph))
    raw = ox.serialize((quad.triple for quad in quads), format=ox.RdfFormat.N_TRIPLES) or b""
    return set(raw.splitlines(keepends=True))
