"""No query ends, fills or blocks the service, and what is cut off is never a well-formed answer."""

import asyncio
import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median

import httpx
import pytest

from tests.publish.conftest import children, eventually, make_store, start
from tests.publish.test_service import HEAVY, get, problem

LIMIT = 2
"""Seconds that a query may run on the server of these tests."""
N = "GRAPH <https://example.org/numbers>"
HEAVY_SHAPES = {
    "cross product": HEAVY,
    "order": f"SELECT * {{ {N} {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }} }} ORDER BY ?c ?f ?i",
    "distinct": f"SELECT DISTINCT ?a ?d ?g {{ {N} {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }} }}",
    "group": f"SELECT ?a ?d (COUNT(*) AS ?n) {{ {N} {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }} }} GROUP BY ?a ?d",
    "concatenation": (
        f'SELECT (GROUP_CONCAT(?c; separator=" ") AS ?n) {{ {N} {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }} }}'
    ),
    "closure": f"SELECT (COUNT(*) AS ?n) {{ {N} {{ ?a (!<urn:a>)* ?b . ?c (!<urn:a>)* ?d . ?e (!<urn:a>)* ?f }} }}",
    "regex for each row": (
        f'SELECT (COUNT(*) AS ?n) {{ {N} {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }} FILTER(REGEX(?c, CONCAT("^", ?f, ?i))) }}'
    ),
    "five thousand patterns": "SELECT * { "
    + " ".join(f"?x{n} ?p{n} ?x{n + 1} ." for n in range(5_000))
    + " }",
}
NESTED = {
    "groups": ("ASK ", "{", "", "}"),
    "brackets": ("ASK { FILTER(", "(", "1", ")", ") }"),
    "functions": ("ASK { FILTER(", "ABS(", "1", ")", ") }"),
    "if": ("ASK { FILTER(", "IF(true,", "1", ",1)", ") }"),
    "not": ("ASK { FILTER(", "!(", "1", ")", ") }"),
    "exists": ("ASK { ", "FILTER EXISTS {", "", "}", " }"),
    "sub-selects": ("SELECT * ", "{ SELECT * ", "{}", "}"),
    "optional": ("ASK { ", "OPTIONAL {", "", "}", " }"),
    "union": ("ASK { ", "{} UNION {", "", "}", " }"),
    "minus": ("ASK { ", "MINUS {", "", "}", " }"),
    "graph": ("ASK { ", "GRAPH ?g {", "", "}", " }"),
    "blank nodes": ("ASK { ?s ?p ", "[ ?p ", "1", "]", " }"),
    "collections": ("ASK { ?s ?p ", "( ", "1", ")", " }"),
    "paths": ("ASK { ?s ", "(<urn:a>/", "<urn:b>", ")", " ?o }"),
}


def nested(shape: str, depth: int) -> str:
    head, opening, middle, closing, *tail = NESTED[shape]
    return head + opening * depth + middle + closing * depth + "".join(tail)


def post(server: str, query: str) -> httpx.Response:
    return httpx.post(f"{server}sparql", data={"query": query}, timeout=60)


@pytest.mark.slow
@pytest.mark.parametrize("shape", HEAVY_SHAPES)
def test_heavy_query_is_cut_off_with_an_error_and_others_are_answered(server: str, shape: str) -> None:
    began = time.monotonic()
    answer = post(server, HEAVY_SHAPES[shape])
    assert time.monotonic() - began < 3 * LIMIT
    assert answer.status_code in (400, 503)
    problem(answer)
    assert get(server, "ASK {}").json()["boolean"] is True


@pytest.mark.parametrize("depth", [500, 5_000, 20_000])
@pytest.mark.parametrize("shape", NESTED)
def test_nesting_of_any_depth_leaves_the_service_alive(server: str, shape: str, depth: int) -> None:
    assert post(server, nested(shape, depth)).status_code == 400
    assert get(server, "ASK {}").status_code == 200


@pytest.mark.parametrize("shape", NESTED)
def test_nesting_that_people_write_is_answered(server: str, shape: str) -> None:
    assert post(server, nested(shape, 20)).status_code == 200


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("^(a+)+$", "a" * 40 + "b"),
        ("(a|aa)+$", "a" * 40 + "b"),
        ("(a|a?)+$", "a" * 40 + "b"),
        ("^(([a-z])+.)+[A-Z]([a-z])+$", "a" * 60),
        ("(.*a){20}", "a" * 40 + "!"),
        ("(x+x+)+y", "x" * 60),
        ("^(\\\\w+\\\\s?)*$", "word " * 20 + "!"),
        ("(a*)*b", "a" * 60),
        ("(?:a?){30}a{30}", "a" * 30),
        ("([a-zA-Z]+)*$", "a" * 60 + "1"),
        ("^(.+)+$", "a" * 60 + "\\\\n"),
        ("(\\\\d+)*x", "1" * 60),
    ],
)
def test_regex_that_others_hang_on_is_answered_at_once(server: str, pattern: str, text: str) -> None:
    began = time.monotonic()
    answer = post(server, f'ASK {{ FILTER(REGEX("{text}", "{pattern}") || true) }}')
    assert answer.json()["boolean"] is True
    # Promised: one second.
    assert time.monotonic() - began < 3


@pytest.fixture
def listener() -> Iterator[tuple[int, list[str]]]:
    """A port of ours, and who connected to it."""
    met: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as taken:
        taken.settimeout(0.1)
        done = threading.Event()

        def watch() -> None:
            while not done.is_set():
                try:
                    connection, who = taken.accept()
                except TimeoutError:
                    continue
                met.append(str(who))
                connection.close()

        watcher = threading.Thread(target=watch)
        watcher.start()
        yield taken.getsockname()[1], met
        done.set()
        watcher.join()


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * {{ SERVICE <{url}> {{ ?s ?p ?o }} }}",
        "SELECT * {{ SERVICE SILENT <{url}> {{ ?s ?p ?o }} }}",
        "SELECT * {{ BIND(<{url}> AS ?x) SERVICE ?x {{ ?s ?p ?o }} }}",
        "ASK {{ FILTER EXISTS {{ SERVICE <{url}> {{ ?s ?p ?o }} }} }}",
        "CONSTRUCT {{ ?s ?p ?o }} WHERE {{ SERVICE <{url}> {{ ?s ?p ?o }} }}",
        "SELECT * {{ {{ SELECT * {{ SERVICE <{url}> {{ ?s ?p ?o }} }} }} }}",
        "PREFIX x: <{url}> SELECT * {{ SERVICE x: {{ ?s ?p ?o }} }}",
        "SELECT * {{ sErViCe<{url}>{{ ?s ?p ?o }} }}",
        "SELECT * FROM <{url}> {{ ?s ?p ?o }}",
        "SELECT * FROM NAMED <{url}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
        "DESCRIBE <{url}>",
        "LOAD <{url}>",
        "LOAD SILENT <{url}> INTO GRAPH <urn:g>",
    ],
)
def test_query_connects_to_nobody(server: str, listener: tuple[int, list[str]], query: str) -> None:
    port, met = listener
    answer = post(server, query.format(url=f"http://127.0.0.1:{port}/data"))
    assert answer.status_code in (200, 400, 403)
    time.sleep(0.3)
    assert met == []


@pytest.mark.parametrize(
    "path",
    [
        "sparql?query=ASK%20%7B%20%3Fs%20%3Fp%20%3Fo%20%7D&default-graph-uri={url}",
        "sparql?query=ASK%20%7B%20%3Fs%20%3Fp%20%3Fo%20%7D&named-graph-uri={url}",
        "graph-store?graph={url}",
        "about?iri={url}",
        "reconcile/preview?id={url}",
    ],
)
def test_address_in_a_parameter_is_not_fetched(
    server: str, listener: tuple[int, list[str]], path: str
) -> None:
    port, met = listener
    assert httpx.get(server + path.format(url=f"http://127.0.0.1:{port}/data")).status_code in (200, 404)
    time.sleep(0.3)
    assert met == []


def test_refused_service_says_where_it_stands(server: str) -> None:
    told = problem(get(server, "SELECT *\n{ SERVICE <http://127.0.0.1:9/> {} }"))
    assert (told["status"], told["line"], told["column"]) == (403, 2, 3)


def open_for_writing(pid: int, folder: Path) -> list[str]:
    """Files below a folder that a process could write to; one that it closes meanwhile is not held."""
    found = []
    for entry in Path(f"/proc/{pid}/fd").iterdir():
        with suppress(FileNotFoundError):
            told = Path(f"/proc/{pid}/fdinfo/{entry.name}").read_text().splitlines()
            flags = next(line for line in told if "flags" in line)
            name = str(entry.readlink())
            if str(folder) in name and int(flags.split()[1], 8) & os.O_ACCMODE != os.O_RDONLY:
                found.append(name)
    return found


def test_processes_that_serve_hold_the_store_for_reading_only(tmp_path: Path) -> None:
    folder = make_store(tmp_path / "store")
    process, address = start(folder)
    assert get(address, "ASK { ?s ?p ?o }").json()["boolean"] is True
    served = [process.pid, *children(process.pid)]
    graph = (folder / "current").resolve() / "graph"
    before = sorted((path.name, path.stat().st_mtime_ns) for path in graph.iterdir())
    held = [name for pid in served for name in open_for_writing(pid, folder)]
    process.terminate()
    assert process.wait(20) == 0
    assert held == []
    assert sorted((path.name, path.stat().st_mtime_ns) for path in graph.iterdir()) == before


def tree_memory(pid: int) -> int:
    """Bytes in memory of a process and its children."""
    pages = 0
    for one in [pid, *children(pid)]:
        try:
            pages += int(Path(f"/proc/{one}/statm").read_text().split()[1])
        except OSError:
            continue
    return pages * os.sysconf("SC_PAGE_SIZE")


@pytest.mark.slow
def test_memory_of_a_hungry_query_is_bounded_and_comes_back(store_path: Path) -> None:
    process, address = start(store_path, "--timeout", "20", "--max-memory", "300", "--workers", "1")
    assert get(address, "ASK {}").status_code == 200
    before = tree_memory(process.pid)
    highest: list[int] = []
    done = threading.Event()

    def watch() -> None:
        while not done.wait(0.05):
            highest.append(tree_memory(process.pid))

    watcher = threading.Thread(target=watch)
    watcher.start()
    answer = post(address, HEAVY_SHAPES["order"])
    done.set()
    watcher.join()
    given_back = below(process.pid, 1.5 * before, 60)
    process.terminate()
    assert process.wait(20) == 0
    assert answer.status_code == 400
    assert max(highest) < before + 2 * 300 * 1024 * 1024
    assert given_back


@pytest.mark.slow
def test_two_hundred_heavy_queries_at_once_lose_nothing(store_path: Path) -> None:
    process, address = start(store_path, "--timeout", "2")
    descriptors = len(list(Path(f"/proc/{process.pid}/fd").iterdir()))
    count = get(address, "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }", "text/csv").text

    async def run() -> tuple[list[int], list[int]]:
        limits = httpx.Limits(max_connections=None)
        async with httpx.AsyncClient(base_url=address, timeout=60, limits=limits) as client:
            heavy = [asyncio.ensure_future(client.post("sparql", data={"query": HEAVY})) for _ in range(200)]
            light = []
            while not all(one.done() for one in heavy):
                light.append((await client.get("sparql", params={"query": "ASK {}"})).status_code)
                await asyncio.sleep(0.05)
            return [(await one).status_code for one in heavy], light

    began = time.monotonic()
    heavy, light = asyncio.run(run())
    # Promised: twice the limit and ten seconds.
    assert time.monotonic() - began < 3 * (2 * LIMIT + 10)
    assert set(heavy) == {503}
    assert set(light) <= {200, 503}
    assert get(address, "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }", "text/csv").text == count
    assert eventually(lambda: len(list(Path(f"/proc/{process.pid}/fd").iterdir())) <= descriptors + 64)
    assert eventually(lambda: len(children(process.pid)) == 2)
    process.terminate()
    assert process.wait(20) == 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """What a server is like at one moment."""

    quads: str
    ask: float
    """Seconds that the median of some small questions takes."""
    memory: int
    """Bytes of the server and its children."""
    threads: int
    descriptors: int
    children: int


def condition(pid: int, server: str) -> Condition:
    seconds = []
    for _ in range(21):
        began = time.monotonic()
        assert get(server, "ASK {}").status_code == 200
        seconds.append(time.monotonic() - began)
    return Condition(
        quads=get(server, "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }", "text/csv").text,
        ask=median(seconds),
        memory=tree_memory(pid),
        threads=len(list(Path(f"/proc/{pid}/task").iterdir())),
        descriptors=len(list(Path(f"/proc/{pid}/fd").iterdir())),
        children=len(children(pid)),
    )


def highest_memory(pid: int, work: Callable[[], object]) -> int:
    """Most bytes that the server and its children held while the work was done."""
    seen = [tree_memory(pid)]
    done = threading.Event()

    def watch() -> None:
        while not done.wait(0.05):
            seen.append(tree_memory(pid))

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        work()
    finally:
        done.set()
        watcher.join()
    return max(seen)


def below(pid: int, memory: float, patience: float) -> bool:
    """Whether the memory of a server comes below so many bytes within so many seconds."""
    return eventually(lambda: tree_memory(pid) < memory, patience)


def hang_up(server: str, query: str) -> None:
    with suppress(httpx.TimeoutException):
        httpx.post(f"{server}sparql", data={"query": query}, timeout=0.3)


def all_at_once(work: Callable[[], object], times: int) -> None:
    with ThreadPoolExecutor(times) as pool:
        wait([pool.submit(work) for _ in range(times)])


@pytest.mark.slow
def test_server_is_as_it_was_after_all_kinds_of_abuse(store_path: Path) -> None:
    process, address = start(store_path, "--timeout", str(LIMIT))
    before = condition(process.pid, address)
    peaks = {
        shape: highest_memory(process.pid, partial(post, address, query))
        for shape, query in HEAVY_SHAPES.items()
    }
    came_back = below(process.pid, 1.5 * before.memory, 60)
    answers = [post(address, nested(shape, 5_000)).status_code for shape in NESTED]
    all_at_once(partial(hang_up, address, HEAVY), 20)
    all_at_once(partial(post, address, HEAVY), 50)
    assert below(process.pid, 1.5 * before.memory, 60)
    after = condition(process.pid, address)
    process.terminate()
    assert process.wait(20) == 0
    assert max(peaks.values()) < 2_000_000_000, peaks
    assert came_back
    assert set(answers) == {400}
    assert (after.quads, after.children) == (before.quads, before.children)
    # Promised: five times what it was, or 50 milliseconds.
    assert after.ask <= 3 * max(5 * before.ask, 0.05)
    assert after.threads <= before.threads + 64
    assert after.descriptors <= before.descriptors + 64
