"""A query of a client: rows, a truth value or a graph, written by the engine."""

from typing import Any

import pyoxigraph as ox

from kg.iris import Base
from kg.store import Reader
from publish.rows import buffer
from publish.written import graph, limited, readable


def run(reader: Reader, task: dict[str, Any]) -> bytes:
    """The answer to `query` in `media_type`. Raises `SyntaxError`, `ValueError` or `TooManyRowsError`."""
    found = found_by(reader, task)
    if isinstance(found, ox.QueryTriples):
        return graph(limited(found, task["max_rows"]), Base(reader.base), task["media_type"])
    form = ox.QueryResultsFormat.from_media_type(task["media_type"])
    assert form is not None, task["media_type"]
    out = buffer(form, task["max_rows"])
    found.serialize(out, form)
    told = out.value()
    return readable(told) if form == ox.QueryResultsFormat.XML else told


def found_by(reader: Reader, task: dict[str, Any]) -> Any:
    """What the engine finds for `query` in the dataset of the task. Raises `SyntaxError` or `ValueError`."""
    # Addresses in a query count from that of the endpoint (SPARQL 1.1 Query, 4.1.1.2).
    return reader.store.query(task["query"], base_iri=f"{reader.base}sparql", **_dataset(task))


def _dataset(task: dict[str, Any]) -> dict[str, Any]:
    """The dataset that the request names; it replaces what the query names (SPARQL 1.1 Protocol, 2.1.4).

    Nothing is passed where the request names none: the engine would let it win over FROM without a word.
    """
    default, named = task.get("default_graphs"), task.get("named_graphs")
    if not default and not named:
        return {}
    return {
        "default_graph": [ox.NamedNode(iri) for iri in default or ()],
        "named_graphs": [ox.NamedNode(iri) for iri in named or ()],
    }
