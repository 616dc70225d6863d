"""The data about themselves: VoID with partitions and linksets, DCAT with the dumps, all counted from the store."""

import tempfile
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.iris import Base
from kg.store import Reader
from publish.catalog import Distribution, catalog
from publish.fragments import Fragments
from publish.sorting import batches, write_sorted
from publish.written import graph


def run(reader: Reader, task: dict[str, Any]) -> bytes:
    """The description in `media_type`; `files` are the dumps that are offered."""
    files = [Distribution(**file) for file in task["files"]]
    with tempfile.TemporaryDirectory() as folder:
        raw, whole = Path(folder) / "raw.nt", Path(folder) / "default.nt"
        reader.store.dump(raw, format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
        write_sorted(batches(raw), whole)
        told = catalog(Fragments(base=reader.base, default=whole, graphs=(), foreign=(), read=()), files)
    if task["media_type"] == "text/turtle":
        return told
    triples = (quad.triple for quad in ox.parse(told, format=ox.RdfFormat.TURTLE))
    return graph(triples, Base(reader.base), task["media_type"])
