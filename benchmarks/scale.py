"""What a document, a quad and a question cost in folders of growing size, beside the least that they could cost.

    python benchmarks/scale.py [--one] [COUNT…]

COUNT documents each time (100 and 1,000 without it): the sample documents, repeated under symbols of their own with a
sentence that no other one has. Each folder is built cold by one process and by two, then again unchanged, then with one
document changed. Beside that stand, in the same run: reading the same bytes and hashing them; the engine's bulk load of
the quads that were made; and claims to store, from extractions in memory to a live database with its hashes. Checks
and tables for search are left out there, since the bulk load makes neither; `lines` is the last part of it, from
finished lines. With `--one` nothing is built by two processes and nothing loaded beside the build. Questions are those
of the project that need no parameter, each put to the graph once.

Cold builds are timed once, the rest is the best of three; each by the clock and by processor seconds, those of ended
child processes included. Ratios are what travels; on a busy machine those of processor time are the steadier ones, but
they say nothing of what a second process gains.
"""

import hashlib
import resource
import shutil
import stat
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

import pyoxigraph as ox

import kg
from kg import ask, assets, decisions, graph, pipeline, questions, store, tables
from kg.assembly import Frame
from kg.engines import Engine
from kg.iris import Base
from kg.query import rows
from kg.settings import Settings
from kg.types import Extraction

_RUNS = 3
_NOW = "2026-01-01T00:00:00Z"
_SAMPLED, _COPIES = 50, 6
"""Documents of which claims are brought into a store, and how often each under another name."""

Times = tuple[float, float]
"""Seconds by the clock, and of all processors."""
Lines = tuple[dict[str, frozenset[bytes]], frozenset[bytes]]
"""Of one document: the lines of each of its graphs, and those of the default graph."""


def main(counts: Sequence[int], *, short: bool = False) -> None:
    """Prints a block for each size."""
    kg.extract(kg.read(_samples()[0]))  # what is loaded once is no part of any of them
    for count in counts:
        with tempfile.TemporaryDirectory() as folder:
            _prepared(Path(folder, "in"), count)
            for line in _measured(Path(folder), count, short):
                print(line, flush=True)


def _measured(home: Path, count: int, short: bool) -> Iterator[str]:
    yield f"{count} documents, {_size(home / 'in') / count / 1024:.1f} kB each"
    one = _timed(lambda: _built(home, "one", 1))
    yield _row("cold, one process", one, count)
    if not short:
        yield from _by_two(home, count, one)
    yield from _sizes(home / "one", count)
    yield from _again(home, count)
    if not short:
        yield from _loaded(home)
    yield from _asked(home / "one")


def _by_two(home: Path, count: int, one: Times) -> Iterator[str]:
    before = _used()
    two = _timed(lambda: _built(home, "two", 2))
    lead, others = (now - then for now, then in zip(_used(), before, strict=True))
    yield _row("cold, two processes", two, count)
    yield f"  one / two: {one[0] / two[0]:.2f} by the clock, goal 1.6; processors busy with two: {two[1] / two[0]:.2f}"
    share, bound = lead / (lead + others), (lead + others) / (lead + others / 2)
    yield f"  share of the leading process: {100 * share:.0f} per cent, which bounds what two gain to {bound:.2f}"
    same = (home / "one" / "current").resolve().name == (home / "two" / "current").resolve().name
    yield f"  same build: {same}"


def _again(home: Path, count: int) -> Iterator[str]:
    least = _best(lambda: _hashed(home / "in"))
    again = _best(lambda: _built(home, "one", 1))
    yield _row("unchanged", again, count)
    yield f"  unchanged / read and hashed: {again[0] / least[0]:.1f} (processor {again[1] / least[1]:.1f}), goal 5"
    changed = min(_timed(partial(_changed, home, run)) for run in range(_RUNS))
    yield _row("one changed", changed, 1)


def _sizes(root: Path, count: int) -> Iterator[str]:
    live = (root / "current").resolve()
    quads = _quads(root)
    yield f"  quads: {quads}, {quads / count:.0f} for a document"
    for name, place in (("database", live / "graph"), ("tables", live / "tables"), ("whole store", root)):
        yield f"  {name}: {_size(place) / quads:.0f} bytes for a quad, {_size(place) / count / 1024:.0f} kB a document"
    yield f"  memory, peak of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB"


# The engine's own load ------------------------------------------------------------------------------------


def _loaded(home: Path) -> Iterator[str]:
    """Claims to store, and lines to store, as a share of the rate at which the engine loads the same quads."""
    frame = _frame(home / "claims")
    extractions = [kg.extract(kg.read(path)) for path in sorted((home / "in").iterdir())[:_SAMPLED]]
    named = [
        (extraction, f"copy-{turn}-{number}")
        for turn in range(_COPIES)
        for number, extraction in enumerate(extractions)
    ]
    claims = _best(lambda: _stored(home / "claims", _lines(named, frame)))
    finished = list(_lines(named, frame))
    lines = _best(lambda: _stored(home / "claims", finished))
    raw = home / "raw.nq"
    raw.write_bytes(_nquads(home / "claims"))
    load = _best(lambda: _bulk(raw, home / "bulk"))
    quads = raw.read_bytes().count(b"\n")
    yield f"  bulk load of {quads} quads: {quads / load[0]:.0f} a second"
    for name, took in (("claims", claims), ("lines", lines)):
        yield f"  {name} to store: {load[0] / took[0]:.2f} of that rate (processor {load[1] / took[1]:.2f}), goal 0.5"


def _frame(root: Path) -> Frame:
    settings = Settings(store=root, decisions=root / "decisions")
    base = Base()
    decided = decisions.under(decisions.load(settings.decisions), base)
    return Frame(
        root=root, base=base, decided=decided, curated=True, threshold=settings.threshold, run="0" * 16
    )


def _lines(named: Sequence[tuple[Extraction, str]], frame: Frame) -> Iterator[Lines]:
    """The lines that the claims of each document become."""
    for extraction, name in named:
        source = graph.Source(extraction=extraction, document=name, address=None)
        iris = {(source.version, entity.key): _iri(entity.key, frame.base) for entity in extraction.entities}
        build = frame.build(iris, {})
        parts = graph.document_triples(source, graph.statements(source, build), build)
        doc, prov = (graph.lines(part) for part in parts)
        names = [frame.base.graph(kind, name, source.version).value for kind in ("doc", "prov")]
        graphs = dict(zip(names, (frozenset(doc), frozenset(prov)), strict=True))
        yield graphs, frozenset((*doc, *graph.lines(graph.accepted(parts[1], build.base))))


def _iri(key: str, base: Base) -> str:
    return base.id(f"thing/{key}").value


def _stored(root: Path, documents: Iterable[Lines]) -> None:
    shutil.rmtree(root, ignore_errors=True)
    with store.draft(root, onto=None) as draft:
        for graphs, plain in documents:
            for name, lines in graphs.items():
                draft.change(name, lines)
            draft.change(store.DEFAULT, plain)
        store.publish_draft(root, draft, {"base": Base().iri})


def _nquads(root: Path) -> bytes:
    return (
        ox.Store.read_only(str((root / "current").resolve() / "graph")).dump(format=ox.RdfFormat.N_QUADS)
        or b""
    )


def _bulk(raw: Path, folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    loaded = ox.Store(str(folder))
    loaded.bulk_load(path=str(raw), format=ox.RdfFormat.N_QUADS)
    loaded.flush()


# Questions ------------------------------------------------------------------------------------------------


def _asked(root: Path) -> Iterator[str]:
    reader = store.open_reader(root)
    yield "  questions, milliseconds: whole answer, then its rows out of the tables and out of the graph"
    for question in questions.listed():
        if all(parameter.default is not None for parameter in question.parameters):
            whole = _best(partial(ask.ask, reader, question.name))
            kept = partial(tables.answered, reader, question.name, question.sparql, question.values, {})
            fast = 1000 * _best(kept)[0] if kept() is not None else float("nan")
            live = _timed(partial(rows, reader, question.sparql))
            yield f"  {question.name}: {1000 * whole[0]:.1f}, {fast:.1f}, {1000 * live[0]:.1f}"


# Parts ----------------------------------------------------------------------------------------------------


def _prepared(folder: Path, count: int) -> None:
    folder.mkdir()
    samples = _samples()
    for number in range(count):
        sample = samples[number % len(samples)]
        text = sample.read_text(encoding="utf-8").replace("SAMPLE/2026/", f"SAMPLE/{number}/")
        (folder / f"{number:06}{sample.suffix}").write_text(
            f"{text}\nThis is copy {number}.\n", encoding="utf-8"
        )


def _samples() -> list[Path]:
    return sorted(assets.files("seeds", "documents/*"))


def _built(home: Path, name: str, jobs: int) -> None:
    settings = Settings(store=home / name, decisions=home / "decisions")
    pipeline.build([home / "in"], settings, now=_NOW, jobs=jobs, engine=Engine(jobs=jobs))


def _changed(home: Path, run: int) -> None:
    first = sorted((home / "in").iterdir())[0]
    first.write_text(
        first.read_text(encoding="utf-8") + f"\nUNODC supports target 16.{run + 1}.\n", encoding="utf-8"
    )
    _built(home, "one", 1)


def _hashed(folder: Path) -> None:
    for file in sorted(folder.iterdir()):
        hashlib.sha256(file.read_bytes()).hexdigest()


def _quads(root: Path) -> int:
    return int((store.manifest(root) or {})["quads"])


def _size(folder: Path) -> int:
    """Bytes of all files in the folder, of those that two builds share once."""
    told = (path.lstat() for path in folder.rglob("*"))
    return sum({one.st_ino: one.st_size for one in told if stat.S_ISREG(one.st_mode)}.values())


def _row(name: str, took: Times, count: int) -> str:
    return (
        f"  {name}: {took[0]:.2f} s, processors {took[1]:.2f} s; {1000 * took[0] / count:.2f} ms a document"
    )


def _best(work: Callable[[], object]) -> Times:
    return min(_timed(work) for _ in range(_RUNS))


def _timed(work: Callable[[], object]) -> Times:
    start, used = time.perf_counter(), _processors()
    work()
    return time.perf_counter() - start, _processors() - used


def _processors() -> float:
    return sum(_used())


def _used() -> tuple[float, float]:
    """Processor seconds of this process, and of its children that have ended."""
    own, others = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime, others.ru_utime + others.ru_stime


if __name__ == "__main__":
    words = sys.argv[1:]
    main([int(word) for word in words if word != "--one"] or [100, 1_000], short="--one" in words)
