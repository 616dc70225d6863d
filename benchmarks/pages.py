"""The pages of the portal beside the queries that they put to the build, in one process.

    python benchmarks/pages.py

For each of the main pages: the time until its bytes are there, the time of its queries by themselves, with all rows
read and nothing made of them, how many they are, how many times the page is the queries, and its size compressed.
Queries to the graph and to the tables of the build both count; they are recorded while the page is made once and then
put again as they were. Times are those of the processor: both sides do nothing but reckon. Page and queries take
turns, and the best of thirty turns of each counts.

The build holds the documents of the folder that `MANDATEGRAPH_REFERENCE` names, else the samples. The last lines are of
another build: the page of a thing that 10,000 others point to, beside the page of one that ten do.

Left out: the way through server and child process, which `benchmarks/service.py` has; the first page after a build has
been opened.
"""

import gzip
import os
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg import build, store
from kg.iris import Base
from kg.settings import Settings
from kg.store import Reader
from publish.portal.asked import Asked
from publish.portal.look import written
from publish.search import opened

BASE = "https://example.org/mg/"
GOAL = 3.0
_TURNS = 30
_ROOT = Path(__file__).resolve().parent.parent
_LABEL = "<http://www.w3.org/2004/02/skos/core#prefLabel>"
_AREA = "http://metadata.un.org/sdg/codes/geoArea/"


@dataclass(frozen=True, slots=True)
class Page:
    """One page: the file that makes it, and what it is asked for."""

    title: str
    kind: str
    more: dict[str, str]
    given: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class Recorder:
    """A store that keeps the queries that are put to it."""

    store: ox.Store
    asked: list[tuple[str, dict[str, Any]]]

    def query(self, text: str, **more: Any) -> Any:
        self.asked.append((text, more))
        return self.store.query(text, **more)


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of the processor for a page and for its queries, how many those are, and bytes of the page compressed."""

    page: float
    queries: float
    count: int
    size: int


def main() -> None:
    """Prints the tables."""
    print(
        f"{'page':<34}{'page ms':>9}{'queries ms':>12}{'number':>8}{'times':>7}{'kB':>7}   (goal {GOAL:g} times)"
    )
    with tempfile.TemporaryDirectory() as folder:
        reader = _built(Path(folder))
        for page in _pages(reader):
            _line(page, _cost(reader, page))
    with tempfile.TemporaryDirectory() as folder:
        reader = _hub(Path(folder) / "store")
        costs = [
            _cost(reader, Page(name, "record", {"iri": f"{BASE}id/org/{name}"})) for name in ("hub", "small")
        ]
        for name, cost in zip(("10,000 incoming links", "ten incoming links"), costs, strict=True):
            _line(Page(name, "", {}), cost)
        times = costs[0].page / costs[1].page
        print(f"the first is {times:.1f} times the second (goal {GOAL:g}), with {costs[0].count} queries")


def _line(page: Page, cost: Cost) -> None:
    print(
        f"{page.title:<34}{cost.page * 1000:>9.1f}{cost.queries * 1000:>12.1f}{cost.count:>8}"
        f"{cost.page / cost.queries:>7.2f}{cost.size / 1000:>7.1f}",
        flush=True,
    )


def _pages(reader: Reader) -> Iterator[Page]:
    yield Page("front page", "home", {})
    yield Page("question, all rows", "question", {"name": "by-target"})
    yield Page("question on a country", "question", {"name": "by-country"}, (("area", "COL"),))
    yield Page("search, no words", "search", {})
    yield Page("search, one word", "search", {}, (("q", "training"),))
    yield Page("organization", "record", {"iri": f"{reader.base}id/org/unodc"})
    yield Page("document with its text", "record", {"iri": _longest(reader)})
    yield Page("target", "record", {"iri": "http://metadata.un.org/sdg/16.4"})
    yield Page("region", "record", {"iri": f"{_AREA}002"})
    yield Page("documents", "documents", {})
    yield Page("quality", "quality", {})


def _longest(reader: Reader) -> str:
    """The document with the longest text."""
    found: Any = reader.store.query(
        "SELECT ?document { ?document <http://purl.org/dc/terms/hasVersion> ?version . "
        f"?version <{reader.base}ns#length> ?length }} ORDER BY DESC(?length) LIMIT 1"
    )
    return str(next(iter(found))["document"].value)


# Times ----------------------------------------------------------------------------------------------------


def _cost(reader: Reader, page: Page) -> Cost:
    again, body = _recorded(reader, page)
    page_time, queries_time = float("inf"), float("inf")
    for _ in range(_TURNS):
        page_time = min(page_time, _seconds(lambda: _made(reader, page)))
        queries_time = min(queries_time, _seconds(lambda: [one() for one in again]))
    return Cost(page_time, queries_time, len(again), len(gzip.compress(body)))


def _seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def _made(reader: Reader, page: Page) -> bytes:
    asked = Asked(base=Base(reader.base), more=page.more, given=page.given)
    shown = import_module(f"publish.portal.pages.{page.kind}").show(reader, asked)
    return written(shown, asked)


def _recorded(reader: Reader, page: Page) -> tuple[list[Callable[[], object]], bytes]:
    """The queries of a page, each ready to be put again, and the page."""
    _made(reader, page)
    recorder = Recorder(reader.store, [])
    with _statements(opened(reader).homes + opened(reader).texts) as told:
        body = _made(replace(reader, store=recorder), page)  # type: ignore[arg-type]
    sparql = [_sparql(reader.store, text, more) for text, more in recorder.asked]
    return [*sparql, *(_sql(connection, text) for connection, text in told)], body


def _sparql(graph: ox.Store, text: str, more: dict[str, Any]) -> Callable[[], object]:
    def put() -> int:
        found: Any = graph.query(text, **more)
        return sum(1 for _ in found)

    return put


def _sql(connection: sqlite3.Connection, text: str) -> Callable[[], object]:
    return lambda: connection.execute(text).fetchall()


@contextmanager
def _statements(connections: Iterable[sqlite3.Connection]) -> Iterator[list[tuple[sqlite3.Connection, str]]]:
    """The statements that are put to these connections, with their values."""
    told: list[tuple[sqlite3.Connection, str]] = []
    watched = list(connections)
    for connection in watched:
        connection.set_trace_callback(lambda text, own=connection: told.append((own, text)))  # type: ignore[misc]
    yield told
    for connection in watched:
        connection.set_trace_callback(None)


# Graphs ---------------------------------------------------------------------------------------------------


def _built(home: Path) -> Reader:
    given = os.environ.get("MANDATEGRAPH_REFERENCE")
    texts = Path(given, "corpus").glob("*.txt") if given else (_ROOT / "seeds" / "documents").glob("*.*")
    settings = Settings(store=home / "store", decisions=home / "decisions")
    build(sorted(map(str, texts)), settings, now="2026-01-01T00:00:00Z")
    return store.open_reader(home / "store")


def _hub(root: Path) -> Reader:
    lines = [
        f'<{BASE}id/org/o{n}> <{BASE}ns#partner> <{BASE}id/org/hub> .\n<{BASE}id/org/o{n}> {_LABEL} "Body {n}"@en .\n'
        for n in range(10_000)
    ]
    lines += [f"<{BASE}id/org/o{n}> <{BASE}ns#partner> <{BASE}id/org/small> .\n" for n in range(10)]
    store.publish(root, "one", "".join(lines).encode(), {"base": BASE})
    return store.open_reader(root)


if __name__ == "__main__":
    main()
