"""The record of one thing, as a graph."""

from typing import Any

from kg.iris import Base
from kg.store import Reader
from publish.compact import compacted
from publish.record import record
from publish.rows import TooManyRowsError
from publish.written import graph


def run(reader: Reader, task: dict[str, Any]) -> bytes:
    """The record of `iri`, page `page` of its incoming links; empty where nothing is known.

    Raises `TooManyRowsError`.
    """
    found = record(reader, task["iri"], task["page"])
    if found is None:
        return b""
    base, form = Base(reader.base), task["media_type"]
    triples = found.triples
    if len(triples) > task["max_rows"]:
        raise TooManyRowsError
    return compacted(triples, base) if form == "application/ld+json" else graph(triples, base, form)
