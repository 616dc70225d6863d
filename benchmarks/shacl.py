"""Validating a whole graph and one changed document, beside pySHACL in the same run.

    python benchmarks/shacl.py [SIZE…]

SIZE is a number of different triples, 50,000 and 200,000 unless told; a million takes pySHACL some five minutes. The
graph is made of the sample documents: their graphs copied under other names until there are so many triples, each copy
with things of its own and one value missing. Each engine works in a process of its own: the compiled shapes over a
store in memory, over one on disk, and over a copy in memory of the one on disk, copying counted; pySHACL over rdflib's
graph in memory. Times are processor seconds of validating; loading is told beside them. Peaks are those of the whole
process. The results of all are compared.

Then one document: read alone with what it refers to and our ontology, as builds do it, its nodes validated against the
whole store on disk, and pySHACL on the triples of the document and what it refers to, loading not counted. And one of a
single sentence, where reading the queries is most of the time. Best of five runs.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg import assets, graph, pipeline, shacl, store, validate
from kg.iris import Base
from kg.settings import DEFAULT_BASE, Settings
from kg.shacl.reference import graph_of, results

_SIZES = (50_000, 200_000)
_FAULTS = ("#confidence", "#mapper", "#reviewStatus", "#sha256", "#beginIndex")
_RUNS = 5
_SENTENCE = "United Nations SAMPLE/2026/91\n\nThe Harbour Watch Programme contributes to target 16.4.\n"
_DATASET = ox.NamedNode(f"{DEFAULT_BASE}id/dataset")


def main(sizes: Sequence[int]) -> None:
    """Prints a table for each size and a line about one document."""
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            _compared(size, Path(folder))


def _compared(size: int, place: Path) -> None:
    triples = _written(size, place)
    told = {name: _measured(name, place) for name in ("memory", "disk", "copied", "pyshacl")}
    slow = told["pyshacl"]
    print(
        f"{'engine':<10}{'triples':>9}{'load s':>9}{'check s':>9}{'ratio':>7}{'peak MB':>9}{'of theirs':>11}"
    )
    for name, one in told.items():
        print(
            f"{name:<10}{triples:>9}{one['load']:>9.2f}{one['check']:>9.2f}{slow['check'] / one['check']:>7.1f}"
            f"{one['peak']:>9.0f}{one['peak'] / slow['peak']:>11.2f}"
        )
    same = len({(place / f"{name}.json").read_text() for name in told}) == 1
    print(f"  {slow['results']:.0f} results, {'the same' if same else 'NOT the same'} of all engines")
    for name, called in (("document", "one document"), ("sentence", "a document of one sentence")):
        _told_of_one(called, _measured(name, place))


def _told_of_one(called: str, one: dict[str, float]) -> None:
    slow = one["pyshacl"]
    inside = f", in the store {one['inside'] * 1000:.1f} ms" if "inside" in one else ""
    ratios = " and ".join(f"{slow / one[name]:.1f}" for name in ("alone", "inside") if name in one)
    print(
        f"  {called}, {one['triples']:.0f} triples: alone {one['alone'] * 1000:.1f} ms{inside}, pySHACL "
        f"{slow * 1000:.0f} ms; ratios {ratios}; {one['results']:.0f} results, "
        f"{'the same number' if one['same'] else 'NOT the same number'}"
    )


def _measured(name: str, place: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.shacl", f"--{name}", str(place)]
    told = subprocess.run(command, check=True, stdout=subprocess.PIPE, cwd=Path(__file__).parents[1]).stdout
    return dict(json.loads(told))


# One engine, in a process of its own ----------------------------------------------------------------------


def memory(place: Path) -> dict[str, float]:
    """A store in memory."""
    start = time.process_time()
    kept = ox.Store()
    kept.bulk_load(path=str(place / "graph.nq"), format=ox.RdfFormat.N_QUADS)
    return _checked(shacl.Data(store=kept), time.process_time() - start, place / "memory.json")


def disk(place: Path) -> dict[str, float]:
    """A store on disk, opened read-only."""
    start = time.process_time()
    kept = ox.Store(str(place / "store"))
    kept.bulk_load(path=str(place / "graph.nq"), format=ox.RdfFormat.N_QUADS)
    kept.flush()
    del kept
    opened = ox.Store.read_only(str(place / "store"))
    return _checked(shacl.Data(store=opened, on_disk=True), time.process_time() - start, place / "disk.json")


def copied(place: Path) -> dict[str, float]:
    """The store on disk, copied into memory as part of the check."""
    opened = shacl.Data(store=ox.Store.read_only(str(place / "store")))
    return _told(lambda: _found(opened.in_memory()), 0.0, place / "copied.json")


def pyshacl(place: Path) -> dict[str, float]:
    """pySHACL over rdflib's own graph."""
    start = time.process_time()
    data, shapes = graph_of(_read(place / "graph.nt")), graph_of(_shapes())
    load = time.process_time() - start
    return _told(lambda: list(results(data, shapes)), load, place / "pyshacl.json")


def document(place: Path) -> dict[str, float]:
    """One document of the store on disk: asked about in the store, read alone as builds do, and by pySHACL."""
    kept, base = ox.Store.read_only(str(place / "store")), Base(DEFAULT_BASE)
    data = next(data for data in _documents(kept) if validate.check_data(data, base))
    inside = {"inside": _best(lambda: validate.check_data(data, base))}
    return {**_alone(kept, data.focus or (), base), **inside}


def sentence(place: Path) -> dict[str, float]:
    """A document of one sentence, read alone as builds do, and by pySHACL."""
    (place / "sentence.txt").write_text(_SENTENCE, encoding="utf-8")
    settings = Settings(store=place / "sentence", decisions=place / "decisions")
    pipeline.build([place / "sentence.txt"], settings, now="2026-01-01T00:00:00Z")
    kept = store.open_reader(settings.store).store
    names = [name for name in kept.named_graphs() if isinstance(name, ox.NamedNode) and _is_documents(name)]
    return _alone(kept, names, Base(DEFAULT_BASE))


def _alone(kept: ox.Store, own: Sequence[ox.NamedNode], base: Base) -> dict[str, float]:
    """What is in these graphs of a store, with what it refers to."""
    quads = [quad for graph_name in own for quad in kept.quads_for_pattern(None, None, None, graph_name)]
    ntriples = graph.ntriples(
        quads, graph.by_subject(kept.quads_for_pattern(None, None, None, ox.DefaultGraph()))
    )
    alone = ox.Store()
    alone.bulk_load(ntriples, format=ox.RdfFormat.N_TRIPLES)
    theirs, shapes = graph_of(quad.triple for quad in alone), graph_of(_shapes())
    found = [len(validate.check_shapes(ntriples, base)), len(list(results(theirs, shapes)))]
    return {
        "triples": len(alone),
        "alone": _best(lambda: validate.check_shapes(ntriples, base)),
        "pyshacl": _best(lambda: list(results(theirs, shapes))),
        "same": float(len(set(found)) == 1),
        "results": found[0],
    }


def _documents(kept: ox.Store) -> Iterator[shacl.Data]:
    """The documents of the first copy, one of which has a fault."""
    for name in sorted(str(name)[1:-1] for name in kept.named_graphs() if _is_documents(name)):
        if "/graph/prov/" in name and name.endswith("-0"):
            graphs = (name.replace("/prov/", part) for part in ("/doc/", "/prov/"))
            yield shacl.Data(store=kept, focus=tuple(map(ox.NamedNode, graphs)), on_disk=True)


def _best(work: Callable[[], object]) -> float:
    def once() -> float:
        start = time.process_time()
        work()
        return time.process_time() - start

    return min(once() for _ in range(_RUNS))


def _checked(data: shacl.Data, load: float, out: Path) -> dict[str, float]:
    return _told(lambda: _found(data), load, out)


def _found(data: shacl.Data) -> list[shacl.Result]:
    plan = shacl.compiled(shacl.read(_shapes()), shacl.hierarchy(data), on_disk=data.on_disk)
    return list(shacl.run(plan, data))


def _told(check: Callable[[], list[shacl.Result]], load: float, out: Path) -> dict[str, float]:
    start = time.process_time()
    found = check()
    return {"load": load, "check": time.process_time() - start, "peak": _peak(), "results": _kept(found, out)}


def _read(path: Path) -> Iterator[ox.Triple]:
    return (quad.triple for quad in ox.parse(path=str(path), format=ox.RdfFormat.N_TRIPLES))


def _kept(results: Sequence[shacl.Result], out: Path) -> int:
    """How many there are; what makes them the same goes to a file."""
    rows = sorted(str((r.focus, r.path, r.value, r.component, r.severity, r.shape)) for r in results)
    out.write_text(json.dumps(rows), encoding="utf-8")
    return len(rows)


def _shapes() -> list[ox.Triple]:
    return [
        quad.triple
        for path in assets.files("shapes", "*.ttl")
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
    ]


def _peak() -> float:
    """Megabytes that this process held at most; what getrusage tells begins with the parent's."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


# A graph like ours ----------------------------------------------------------------------------------------


def _written(size: int, place: Path) -> int:
    """Writes the graph as `graph.nq` and its different triples as `graph.nt`; tells how many those are."""
    common, own = _sample(place)
    names = {quad.subject for quad in own} | {
        quad.graph_name for quad in own if _is_documents(quad.graph_name)
    }
    count = len(common)
    with (place / "graph.nq").open("wb") as quads, (place / "graph.nt").open("wb") as plain:
        plain.write(_bytes(common, ox.RdfFormat.N_TRIPLES))
        quads.write(_bytes([ox.Quad(*triple) for triple in common], ox.RdfFormat.N_QUADS))
        number = 0
        while count < size:
            copied = [_copy(quad, names, number) for quad in _spoiled(own, number)]
            quads.write(_bytes(copied, ox.RdfFormat.N_QUADS))
            triples = dict.fromkeys(quad.triple for quad in copied)
            plain.write(_bytes(triples, ox.RdfFormat.N_TRIPLES))
            count, number = count + len(triples), number + 1
    return count


def _bytes(quads: Iterable[ox.Triple] | Iterable[ox.Quad], form: ox.RdfFormat) -> bytes:
    return ox.serialize(quads, format=form) or b""


def _sample(place: Path) -> tuple[list[ox.Triple], list[ox.Quad]]:
    """What all documents share, each triple once, and the quads of the sample documents with those of entities."""
    settings = Settings(store=place / "sample", decisions=place / "decisions")
    pipeline.build(list(assets.files("seeds", "documents/*")), settings, now="2026-01-01T00:00:00Z")
    quads = list(store.open_reader(settings.store).store)
    theirs = [quad for quad in quads if _is_named(quad, "vocab/") or quad.subject == _DATASET]
    described = {quad.subject for quad in theirs}
    own = [quad for quad in quads if _is_named(quad, "doc/", "prov/", "entities", "meta")]
    own = [quad for quad in own if quad.subject not in described]
    public = [quad for quad in own if not _is_named(quad, "prov/")]
    default = [ox.Quad(*quad.triple) for quad in public]
    return list(dict.fromkeys(quad.triple for quad in theirs)), [*own, *default]


def _is_named(quad: ox.Quad, *names: str) -> bool:
    return str(quad.graph_name)[1:].startswith(tuple(f"{DEFAULT_BASE}graph/{name}" for name in names))


def _is_documents(name: Any) -> bool:
    return str(name)[1:].startswith((f"{DEFAULT_BASE}graph/doc/", f"{DEFAULT_BASE}graph/prov/"))


def _copy(quad: ox.Quad, names: Container[Any], number: int) -> ox.Quad:
    def other(term: Any) -> Any:
        return ox.NamedNode(f"{term.value}-{number}") if term in names else term

    return ox.Quad(other(quad.subject), quad.predicate, other(quad.object), other(quad.graph_name))


def _spoiled(quads: Sequence[ox.Quad], number: int) -> list[ox.Quad]:
    """Without the first value of one property, another one in each copy."""
    fault = _FAULTS[number % len(_FAULTS)]
    first = next(quad for quad in quads if quad.predicate.value.endswith(fault))
    return [quad for quad in quads if (quad.subject, quad.predicate) != (first.subject, first.predicate)]


_ENGINES: dict[str, Callable[[Path], dict[str, float]]] = {
    engine.__name__: engine for engine in (memory, disk, copied, pyshacl, document, sentence)
}


if __name__ == "__main__":
    if sys.argv[1:2] and sys.argv[1].startswith("--"):
        print(json.dumps(_ENGINES[sys.argv[1][2:]](Path(sys.argv[2]))))
    else:
        main([int(size) for size in sys.argv[1:]] or _SIZES)
