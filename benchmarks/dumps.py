"""The dumps of a synthetic graph, beside rdflib's serialisers in the same run.

    python benchmarks/dumps.py [SIZE]

SIZE is the number of triples, a million unless told. Two graphs of that size stand in for ours: one of documents with
all their provenance, for N-Quads, and one whose plain triples alone are that many, for Turtle and JSON-LD. Each is
exported from an empty cache (full), then one document in a hundred changes and it is exported again (incremental:
finding the fragments plus writing the format). rdflib serialises a sample of the same triples that it holds in memory
already; rates are triples per second, so that samples compare. Memory is the peak of a process that does the
incremental export alone. Goals are for the incremental export.
"""

import hashlib
import io
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import rdflib

from kg import store
from kg.discover import plugins
from kg.settings import DEFAULT_BASE
from publish.fragments import Fragments, gathered

BASE = DEFAULT_BASE
GOALS = {"nq": 4.0, "ttl": 10.0, "jsonld": 5.0}
_RDFLIB = {"nq": "nquads", "ttl": "turtle", "jsonld": "json-ld"}
_SAMPLE = 100_000
_CHANGED = 100
"""One document in so many changes."""
_A = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_DCT = "http://purl.org/dc/terms/"
_NIF = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"

Graphs = dict[str, list[bytes]]


def main(size: int) -> None:
    """Prints a table of rates and one of memory."""
    print(f"{'dump':<10}{'triples':>10}{'full k/s':>10}{'incr k/s':>10}{'rdflib k/s':>12}{'ratio':>8}{'goal':>6}")
    peaks = {}
    for provenance, suffixes in ((True, ("nq",)), (False, ("ttl", "jsonld"))):
        with tempfile.TemporaryDirectory() as folder:
            full, again = exported(Path(folder), size, provenance)
            peaks[provenance] = again["peak"]
            for suffix in suffixes:
                _print_row(suffix, full, again, _rdflib_rate(Path(folder), suffix))
    for provenance, name in ((True, "with provenance"), (False, "plain")):
        with tempfile.TemporaryDirectory() as folder:
            quarter = exported(Path(folder), size // 4, provenance)[1]["peak"]
        print(f"peak memory, {name}: {quarter} MB for {size // 4}, {peaks[provenance]} MB for {size} triples")


def exported(folder: Path, size: int, provenance: bool) -> tuple[dict[str, Any], dict[str, Any]]:
    """What a full and an incremental export took, each in a process of its own."""
    published(folder, size, provenance, changed=False)
    full = _measured(folder)
    published(folder, size, provenance, changed=True)
    return full, _measured(folder)


def _measured(folder: Path) -> dict[str, Any]:
    command = [sys.executable, __file__, "--export", str(folder)]
    found: dict[str, Any] = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    return found


def export_alone(folder: Path) -> None:
    """Prints seconds for each format, and the peak of memory in MB."""
    start = time.perf_counter()
    with gathered(store.open_reader(folder / "store")) as fragments:
        seconds = {"gather": time.perf_counter() - start}
        for module in plugins("publish.formats", "SUFFIX", "write"):
            seconds[module.SUFFIX] = _timed(module.write, fragments, folder / module.SUFFIX)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps({"seconds": seconds, "peak": peak, "read": len(fragments.read)}))


def _timed(write: Callable[[Fragments, Any], None], fragments: Fragments, path: Path) -> float:
    start = time.perf_counter()
    with path.open("wb") as out:
        write(fragments, out)
    return time.perf_counter() - start


def _print_row(suffix: str, full: dict[str, Any], again: dict[str, Any], other: float) -> None:
    triples = again["triples"][suffix]
    rates = [triples / (run["seconds"]["gather"] + run["seconds"][suffix]) for run in (full, again)]
    shown = "".join(f"{rate / 1000:>10.0f}" for rate in rates)
    print(
        f"{suffix:<10}{triples:>10}{shown}{other / 1000:>12.0f}{rates[1] / other:>8.1f}{GOALS[suffix]:>6.0f}"
    )


def _rdflib_rate(folder: Path, suffix: str) -> float:
    """Triples a second that rdflib writes of a sample of the dump."""
    source = folder / "nq"
    sample = list(_sample(source, suffix == "nq"))
    graph = rdflib.Dataset() if suffix == "nq" else rdflib.Graph()
    graph.parse(data=b"".join(sample), format="nquads" if suffix == "nq" else "nt")
    start = time.perf_counter()
    graph.serialize(io.BytesIO(), format=_RDFLIB[suffix])
    return len(sample) / (time.perf_counter() - start)


def _sample(path: Path, quads: bool) -> Iterator[bytes]:
    """Lines from the middle of the file: of named graphs, or else of the default graph, which comes first."""
    with path.open("rb") as lines:
        for number, line in enumerate(lines):
            named = line.count(b" <") > 2
            if named == quads and number % 10 < 10:
                yield line
