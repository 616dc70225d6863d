"""The dumps of a synthetic graph, beside rdflib's serialisers in the same run.

    python benchmarks/dumps.py [SIZE]

SIZE is a number of triples, a million unless told. Two graphs of that size stand in for ours: documents with all
their provenance, for N-Quads, and documents whose plain triples alone are that many, for Turtle and JSON-LD. Each is
exported from an empty cache (full); then one document in a hundred changes and it is exported again (incremental).
Times are processor seconds of finding the fragments plus writing the one format: other work on the machine disturbs
them least. The incremental export and rdflib are the best of three runs, the full export runs once. rdflib serialises
a graph of the same kind and at most 100,000 triples that it holds in memory already. Rates are thousands of triples a
second; the ratio compares the incremental export with rdflib. Memory is the peak of the process that does the
incremental export in all formats, for a quarter of SIZE and for SIZE.
"""

import io
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import rdflib

from kg import store
from kg.discover import plugins
from kg.iris import DCTERMS, NIF, PROV, RDF, SKOS
from kg.settings import DEFAULT_BASE
from publish.fragments import Fragments, gathered

_GOALS = {"nq": 4, "ttl": 10, "jsonld": 5}
_NAMES = {"nq": "nquads", "ttl": "turtle", "jsonld": "json-ld"}
_SAMPLE = 100_000
_RUNS = 3
_STATEMENTS = 45
"""Per document, as in reports that we read."""
_ID, _NS, _GRAPH = f"{DEFAULT_BASE}id/", f"{DEFAULT_BASE}ns#", f"{DEFAULT_BASE}graph/"

Graphs = dict[str, set[str]]
"""Lines of N-Triples by the name of their graph, "" for the default one."""


def main(size: int) -> None:
    """Prints a table of rates, and the peaks of memory."""
    print(f"{'dump':<8}{'triples':>10}{'full':>8}{'incremental':>13}{'rdflib':>8}{'ratio':>7}{'goal':>6}")
    for proven, suffixes in ((True, ("nq",)), (False, ("ttl", "jsonld"))):
        quarter = _exported(size // 4, proven)[-1]
        triples, full, runs = _exported(size, proven)
        for suffix in suffixes:
            seconds = [run["gather"] + run[suffix] for run in (full, *runs)]
            rates = [triples / taken / 1000 for taken in (seconds[0], min(seconds[1:]))]
            other = _rdflib_rate(min(size, _SAMPLE), proven, suffix)
            print(
                f"{suffix:<8}{triples:>10}{rates[0]:>8.0f}{rates[1]:>13.0f}{other:>8.0f}"
                f"{rates[1] / other:>7.1f}{_GOALS[suffix]:>6}"
            )
        print(f"  {runs[0]['read']:.0f} of {runs[0]['graphs']:.0f} graphs were read again")
        print(f"  peak memory {_most(quarter):.0f} MB for {size // 4}, {_most(runs):.0f} MB for {size}")


def _most(runs: list[dict[str, float]]) -> float:
    return max(run["peak"] for run in runs)


# Exports --------------------------------------------------------------------------------------------------


def _exported(size: int, proven: bool) -> tuple[int, dict[str, float], list[dict[str, float]]]:
    """How many triples the dump has, and what the full and each incremental export took."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "store")
        graphs = synthetic(size, proven=proven)
        published(root, graphs, "one")
        full = _measured(root)
        for number in range(0, len(graphs), 100):
            graphs = changed(graphs, number)
        published(root, graphs, "two")
        triples = sum(map(len, graphs.values())) if proven else len(graphs[""])
        del graphs
        return triples, full, _incremental(root, Path(folder, "kept"))


def _incremental(root: Path, kept: Path) -> list[dict[str, float]]:
    """What some exports took, all from the cache that the full export left."""
    cache, runs = root / "cache", []
    shutil.copytree(cache, kept)
    for _ in range(_RUNS):
        shutil.rmtree(cache)
        shutil.copytree(kept, cache)
        runs.append(_measured(root))
    return runs


def _measured(root: Path) -> dict[str, float]:
    """Seconds for each step, peak memory in MB and graphs read, of an export in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.dumps", "--export", str(root)]
    told = subprocess.run(command, check=True, stdout=subprocess.PIPE, cwd=Path(__file__).parents[1]).stdout
    return dict(json.loads(told))


def export(root: Path) -> dict[str, float]:
    """What `_measured` returns, measured in this process."""
    start = time.process_time()
    with gathered(store.open_reader(root)) as fragments:
        told: dict[str, float] = {"gather": time.process_time() - start}
        for module in plugins("publish.formats", "SUFFIX", "write"):
            told[module.SUFFIX] = _timed(module.write, fragments, root / module.SUFFIX)
        told |= {"read": len(fragments.read), "graphs": len(fragments.graphs) + 1}
    return told | {"peak": _peak()}


def _peak() -> float:
    """Megabytes that this process held at most; what getrusage tells begins with the parent's."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def _timed(write: Callable[[Fragments, Any], None], fragments: Fragments, path: Path) -> float:
    start = time.process_time()
    with path.open("wb") as out:
        write(fragments, out)
    return time.process_time() - start


def _rdflib_rate(size: int, proven: bool, suffix: str) -> float:
    """Thousands of triples a second that rdflib writes, reading not counted."""
    graphs = synthetic(size, proven=proven)
    graph = rdflib.Dataset() if proven else rdflib.Graph()
    graph.parse(data=nquads(graphs if proven else {"": graphs[""]}), format="nquads" if proven else "nt")
    triples = sum(map(len, graphs.values())) if proven else len(graphs[""])
    least = min(_serialised(graph, _NAMES[suffix]) for _ in range(_RUNS))
    return triples / least / 1000


def _serialised(graph: rdflib.Graph, written: str) -> float:
    start = time.process_time()
    graph.serialize(io.BytesIO(), format=written)
    return time.process_time() - start


# A graph like ours ----------------------------------------------------------------------------------------


def synthetic(size: int, *, proven: bool) -> Graphs:
    """Documents until there are `size` triples: in all graphs, or where nothing is `proven` in the default one."""
    graphs: Graphs = {"": set(), f"{_GRAPH}entities": set()}
    total = number = 0
    while total < size:
        plain, entities, provenance = _document(number)
        graphs[f"{_GRAPH}doc/report-{number}/v"] = plain
        graphs[f"{_GRAPH}entities"] |= entities
        graphs[""] |= plain | entities
        if proven:
            graphs[f"{_GRAPH}prov/report-{number}/v"] = provenance
            total += len(plain) + len(entities) + len(provenance)
        total = total + len(plain) + len(entities) if proven else len(graphs[""])
        number += 1
    return graphs


def changed(graphs: Graphs, number: int) -> Graphs:
    """The same after one more statement in a document."""
    name = f"{_GRAPH}doc/report-{number}/v"
    line = f"<{_ID}programme/p{number}> <{_NS}contributesTo> <http://metadata.un.org/sdg/1> .\n"
    if name not in graphs:
        return graphs
    return graphs | {name: graphs[name] | {line}, "": graphs[""] | {line}}


def _document(number: int) -> tuple[set[str], set[str], set[str]]:
    """Plain triples, names of things, and provenance."""
    document = f"<{_ID}doc/report-{number}>"
    plain, provenance = set(), set()
    for n in range(_STATEMENTS):
        subject = f"<{_ID}programme/p{(number * 7 + n) % (number + 50)}>"
        target = f"<http://metadata.un.org/sdg/{n % 17 + 1}.{n % 5 + 1}>"
        plain.add(f"{subject} <{_NS}contributesTo> {target} .\n")
        provenance.update(_statement(number, n, subject, target))
    plain.add(f'{document} <{DCTERMS}title> "Report {number} on \\"results\\" and plans"@en .\n')
    entities = {
        f"{document} <{RDF}type> <{_NS}Document> .\n",
        *_names(f"programme/p{number}", "Programme", f"Programme {number}"),
        *_names(f"org/o{number % 500}", "Organization", f"Office {number % 500}"),
        *_names(f"doc/resolution-{number}", "Resolution", f"A/RES/{number % 80}/{number}"),
    }
    return plain, entities, provenance


def _names(path: str, kind: str, name: str) -> set[str]:
    thing = f"<{_ID}{path}>"
    labels = (f'"{name} {tag}"@{tag}' for tag in ("ar", "en", "es", "fr", "ru", "zh"))
    return {
        f"{thing} <{RDF}type> <{_NS}{kind}> .\n",
        f'{thing} <{SKOS}altLabel> "{name[:1]}{name[-3:]}"@en .\n',
        *(f"{thing} <{SKOS}prefLabel> {label} .\n" for label in labels),
    }


def _statement(number: int, n: int, subject: str, target: str) -> set[str]:
    told = f"<{_ID}st/{number:08x}{n:08x}>"
    version = f"{_ID}doc/report-{number}/v/0123456789ab"
    passage = f"<{version}/p/{n * 400}-{n * 400 + 250}>"
    rows = (
        (told, f"{RDF}type", f"<{_NS}Statement>"),
        (told, f"{RDF}subject", subject),
        (told, f"{RDF}predicate", f"<{_NS}contributesTo>"),
        (told, f"{RDF}object", target),
        (told, f"{_NS}evidence", passage),
        (told, f"{_NS}subjectBasis", '"mention"'),
        (told, f"{_NS}confidence", '"0.93"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        (told, f"{_NS}mapper", '"contributes_to"'),
        (told, f"{_NS}reviewStatus", f"<{_NS}accepted>"),
        (told, f"{PROV}wasGeneratedBy", f"<{_ID}run/5d0c4b7fa9e2>"),
        (passage, f"{RDF}type", f"<{_NS}Passage>"),
        (passage, f"{NIF}referenceContext", f"<{version}>"),
        (passage, f"{NIF}beginIndex", f'"{n * 400}"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        (passage, f"{NIF}endIndex", f'"{n * 400 + 250}"^^<http://www.w3.org/2001/XMLSchema#integer>'),
    )
    return {f"{s} <{p}> {o} .\n" for s, p, o in rows}


def published(root: Path, graphs: Graphs, build: str, base: str = DEFAULT_BASE) -> None:
    """Makes a build of them live, with the hashes of its graphs beside it."""
    store.publish(root, build, nquads(graphs), {"base": base})
    hashes = {name: store.lines_hash(line.encode() for line in lines) for name, lines in graphs.items()}
    (root / "current" / "graphs.json").write_text(json.dumps(hashes), encoding="utf-8")


def nquads(graphs: Graphs) -> bytes:
    """All of them as N-Quads."""
    parts = (
        line.replace(" .\n", f" <{name}> .\n") if name else line
        for name, lines in graphs.items()
        for line in lines
    )
    return "".join(parts).encode()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--export"]:
        print(json.dumps(export(Path(sys.argv[2]))))
    else:
        main(int(sys.argv[1]) if sys.argv[1:] else 1_000_000)
