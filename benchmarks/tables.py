"""Questions, counts and page lists out of the tables of a build, beside the same asked of its graph.

    python benchmarks/tables.py [QUADS…]

QUADS is the size of a store, 100,000 and a million unless told: copies of the sample documents and of one short report
with treaties and networks, under names and numbers of their own, extracted once and checked never. Of each store: what
the tables of questions take to be made again and to be kept; then each question with every parameter left open and some
with one, its rows out of the tables and out of the graph, which must be the same in the same order; then the whole
answer with names and sources; then facets and page lists as in `search.py`.

What the graph is asked for runs in a process of its own, once, and is ended after 120 seconds (or what SECONDS_OF_GRAPH
says): the ratio is the least that it can be then, and nothing is compared. The tables are asked three times, the best
counts; beside it stands the first time, in which what the default graph tells of things is read.
"""

import hashlib
import json
import multiprocessing
import os
import queue
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from runpy import run_path
from typing import Any

import kg
from kg import assets, store, validate
from kg.ask import ask
from kg.assembly import steps
from kg.engines import Engine
from kg.parameters import bound
from kg.pipeline.entries import entry_of
from kg.pipeline.publishing import published
from kg.pipeline.texts import Order
from kg.query import rows
from kg.questions import find, listed
from kg.settings import Settings
from kg.store import Reader
from kg.tables import FOLDER, answered, plain, schema, writing
from kg.tables.facts import Graph
from kg.types import Extraction
from publish.search import opened

_LIMIT = float(os.environ.get("SECONDS_OF_GRAPH", "120"))
_NOW = "2026-01-01T00:00:00Z"
_RUNS = 3
_GOAL = 50
_LISTS = 3
"""Of what `search.py` asks, what counts and lists."""
_GIVEN = (
    ("by-target", (("target", "16.4"),)),
    ("by-country", (("area", "202"),)),
    ("verified", (("topic", "cybercrime"),)),
    ("over-time", (("kind", "mass"),)),
    ("gaps", (("topic", "cybercrime"),)),
)
_STORE = run_path(str(Path(__file__).with_name("store.py")))
_SEARCH = run_path(str(Path(__file__).with_name("search.py")))
_REPORT = """United Nations SAMPLE/2026/90

Distr.: General
12 March 2025

Original: English

What was done for States in 2024

Report of the Secretariat

I. Treaties and networks

1. The Firearms Protocol had 122 parties as of 1 March 2025. The Trafficking in Persons Protocol has 182 parties.

2. The Harbour Judicial Network covers three States: Angola, Kenya and Zambia. The Quayside Recovery Network covers \
two States: Angola and Botswana.

II. Work

3. In 2024, the Harbour Watch Programme seized more than 900 kg of cocaine and 12 containers of precursors. In 2024, \
the Harbour Watch Programme trained over 300 judges in Ghana. The Harbour Watch Programme contributes to target 16.4.
"""


def main(sizes: Sequence[int]) -> None:
    """Prints a block for each size."""
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            settings = Settings(store=Path(folder, "store"), decisions=Path(folder, "decisions"))
            documents, _ = prepared(settings, size)
            measured(settings.store, documents)


def measured(root: Path, documents: int) -> None:
    """Prints what the tables of a store cost and gain."""
    reader = store.open_reader(root)
    quads = int(reader.manifest["quads"])
    seconds = _made(reader)
    kept = sum(path.stat().st_size for path in (reader.path.parent / FOLDER).glob("said-*"))
    print(f"{quads} quads, {documents} documents", flush=True)
    print(
        f"tables of questions: {1000 * seconds / documents:.1f} ms of processor a document to make again",
        end=", ",
    )
    print(f"{kept / quads:.1f} bytes for a quad")
    print(f"{'':<34}{'rows':>8}{'first':>9}{'tables':>9}{'graph':>9}{'times':>8}  same", flush=True)
    for what, ours, live in (*_asked(reader), *_found(reader)):
        first, told = _timed(ours)
        fast = min(_timed(ours)[0] for _ in range(_RUNS))
        graph = _ended(live, root)
        slow, same = (graph[0], graph[1] == told) if graph else (_LIMIT, None)
        sign, said = ("", str(same)) if graph else (">", "not asked to the end")
        size = told[0] if isinstance(told, tuple) else ""
        line = f"{what:<34}{size:>8}{first:>9.3f}{fast:>9.4f}{sign + f'{slow:.2f}':>9}{sign + f'{slow / fast:.0f}':>8}"
        print(f"{line}  {said}", flush=True)
    for name in ("by-target", "conflicts"):
        print(f"whole answer {name}, with names and sources: {_timed(partial(ask, reader, name))[0]:.2f} s")
    print(f"goal: {_GOAL} times")


_Live = tuple[str, Any]
"""What a process of its own asks the graph for."""


def _made(reader: Reader) -> float:
    """Seconds of processor to make the files of what texts say, which are the ones of the build then."""
    folder = reader.path.parent / FOLDER
    for path in folder.glob("said-*"):
        path.unlink()
    start = time.process_time()
    graph = Graph(reader.store, reader.base)
    counts = writing.say(folder, None, graph, graph.versions(), ())
    seconds = time.process_time() - start
    about = json.loads((folder / writing.ABOUT).read_bytes()) | {"saying": schema.SAYING, "said": counts}
    (folder / writing.ABOUT).write_text(json.dumps(about), encoding="utf-8")
    return seconds


def _asked(reader: Reader) -> Iterator[tuple[str, Callable[[], Any], _Live]]:
    """Questions, with every parameter open and with one."""
    for name, pairs in (*((question.name, ()) for question in listed()), *_GIVEN):
        question = find(name)
        given = {key: plain(term) for key, term in bound(reader, question, pairs).items()}
        if answered(reader, name, question.sparql, question.values, given) is None:
            continue

        def ours(name: str = name, given: dict[str, Any] = given) -> Any:
            one = find(name)
            return _brief(answered(reader, name, one.sparql, one.values, given) or [])

        words = " ".join(value for _, value in pairs)
        yield f"{name} {words}".strip(), ours, ("question", (name, pairs))


def _found(reader: Reader) -> Iterator[tuple[str, Callable[[], Any], _Live]]:
    """Facets and page lists."""
    for place, (what, ours, _) in enumerate(_SEARCH["_questions"](opened(reader), reader)[:_LISTS]):
        yield what, ours, ("search", place)


def _brief(found: Sequence[tuple[Any, ...]]) -> tuple[int, str]:
    """How many rows there are, and a hash of them."""
    whole = hashlib.sha256()
    for row in found:
        whole.update(repr(row).encode())
    return len(found), whole.hexdigest()


def _ended(live: _Live, root: Path) -> tuple[float, Any] | None:
    """Seconds that the graph takes, and its answer; none where it is not done in time."""
    context = multiprocessing.get_context("spawn")
    out = context.Queue()
    process = context.Process(target=_alone, args=(live, root, out))
    process.start()
    try:
        told: tuple[float, Any] = out.get(timeout=_LIMIT + 10)
        return told if told[0] <= _LIMIT else None
    except queue.Empty:
        process.kill()
        return None
    finally:
        process.join()


def _alone(live: _Live, root: Path, out: Any) -> None:
    reader = store.open_reader(root)
    kind, what = live
    if kind == "search":
        out.put(_timed(_SEARCH["_questions"](opened(reader), reader)[what][2]))
        return
    name, pairs = what
    question = find(name)
    terms = bound(reader, question, pairs)
    seconds, found = _timed(lambda: rows(reader, question.sparql, **terms))
    out.put((seconds, _brief([tuple(plain(row[column]) for column in question.values) for row in found])))


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    told = work()
    return time.perf_counter() - start, told


# A store of many documents --------------------------------------------------------------------------------


def prepared(settings: Settings, size: int) -> tuple[int, int]:
    """How many documents and quads the store holds now: copies until there are some `size` quads."""
    vars(validate).update(check_words=_STORE["_unchecked"], check_shapes=_STORE["_unchecked"])
    samples = _samples(settings)
    few, base = (_filled(settings, samples, range(number)) for number in (60, 30))
    documents = max(60, int((size - few) / ((few - base) / 30)) + 60)
    return documents, _filled(settings, samples, range(documents))


def _samples(settings: Settings) -> Sequence[Extraction]:
    own = settings.store.parent / "report.txt"
    own.write_text(_REPORT, encoding="utf-8")
    return [kg.extract(kg.read(path)) for path in (*sorted(assets.files("seeds", "documents/*")), own)]


def _filled(settings: Settings, samples: Sequence[Extraction], numbers: range) -> int:
    """Quads of a store that holds these copies."""
    shutil.rmtree(settings.store, ignore_errors=True)
    entries = {}
    for number in numbers:
        copy = _copy(samples[number % len(samples)], number)
        document = copy.document
        store.save_text(settings.store, document.sha256, document.text)
        entry = entry_of(document, document.source, None, steps())
        entries[document.source] = entry
        _STORE["_planted"](settings, entry, copy)
    order = Order(settings=settings, told=None, now=_NOW, steps=steps(), engine=Engine(jobs=2))
    return published(entries, (), order).quads


def _copy(sample: Extraction, number: int) -> Extraction:
    """The sample as another document, which counts other things; 120 documents speak of the same ones."""
    copy: Extraction = _STORE["_copy"](sample, number, 120)
    return replace(copy, figures=tuple(replace(f, value=f.value + number % 7) for f in sample.figures))


if __name__ == "__main__":
    main([int(word) for word in sys.argv[1:]] or [100_000, 1_000_000])
