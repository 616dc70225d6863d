"""A child process that holds the store read-only and answers one task after the other.

Started as `python -m publish.worker`. The engine cannot be stopped from inside and dies of some queries, so
it runs where it may be killed. Tasks come on stdin, answers go to stdout, both as a `frame`.
"""

import json
import resource
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

import pyoxigraph as ox

from kg.iris import Base
from publish.describe import describe
from publish.rows import TooManyRowsError, buffer
from publish.turtle import prefixes, turtle

_GRACE = 5
"""Seconds beyond its time that a query lives when nobody stops it."""
Answer = tuple[dict[str, Any], bytes]


def frame(head: dict[str, Any], body: bytes = b"") -> bytes:
    """One message: eight bytes of length for the head, eight for the body, then both."""
    told = json.dumps(head).encode()
    return len(told).to_bytes(8, "big") + len(body).to_bytes(8, "big") + told + body


def read_frame(stream: BinaryIO) -> Answer | None:
    """The next message, or none at the end of the stream."""
    sizes = stream.read(16)
    if len(sizes) < 16:
        return None
    head = json.loads(stream.read(int.from_bytes(sizes[:8], "big")))
    return head, stream.read(int.from_bytes(sizes[8:], "big"))


def answer(store: ox.Store, base: Base, task: dict[str, Any]) -> Answer:
    """The answer to one task: a head with `status` and, where it is "ok", the serialised result.

    Other statuses: "syntax" (with the engine's words), "rows" (more than `max_rows`), "absent" (nothing is
    known of the thing), "memory", "failed".
    """
    try:
        body = _TASKS[task["kind"]](store, base, task)
    except SyntaxError as error:
        return {"status": "syntax", "message": str(error)}, b""
    except ValueError as error:
        # An address in a dataset parameter that is no IRI.
        return {"status": "syntax", "message": str(error)}, b""
    except TooManyRowsError:
        return {"status": "rows"}, b""
    except MemoryError:
        return {"status": "memory"}, b""
    except (OSError, RuntimeError):
        return {"status": "failed"}, b""
    return {"status": "ok" if body else "absent"}, body


def _query(store: ox.Store, base: Base, task: dict[str, Any]) -> bytes:
    results = store.query(task["query"], **_dataset(task))
    if isinstance(results, ox.QueryTriples):
        return _graph(_limited(results, task["max_rows"]), base, task["media_type"])
    written = _results_format(task["media_type"])
    out = buffer(written, task["max_rows"])
    results.serialize(out, written)  # type: ignore[arg-type]
    return out.value()


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


def _describe(store: ox.Store, base: Base, task: dict[str, Any]) -> bytes:
    triples = describe(store, task["iri"], base)
    return _graph(_limited(triples, task["max_rows"]), base, task["media_type"]) if triples else b""


def _results_format(media_type: str) -> ox.QueryResultsFormat:
    found = ox.QueryResultsFormat.from_media_type(media_type)
    assert found is not None, media_type
    return found


def _graph(triples: Iterable[ox.Triple], base: Base, media_type: str) -> bytes:
    written = ox.RdfFormat.from_media_type(media_type)
    if written == ox.RdfFormat.TURTLE:
        body = turtle(triples, prefixes(base), written)
    else:
        body = ox.serialize(triples, format=written, prefixes=prefixes(base)) or b""
    # An empty graph is an answer too, and must not look like an absent thing.
    return body or b"\n"


def _limited(triples: Iterable[ox.Triple], limit: int) -> Iterator[ox.Triple]:
    for number, triple in enumerate(triples):
        if number >= limit:
            raise TooManyRowsError
        yield triple


_TASKS: dict[str, Callable[[ox.Store, Base, dict[str, Any]], bytes]] = {
    "query": _query,
    "describe": _describe,
}


def _address_space() -> int:
    """Bytes that this process has reserved; the open store alone takes some hundred megabytes, mostly unused."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except OSError:
        return 0
    return pages * resource.getpagesize()


def main(arguments: list[str]) -> None:
    """Answers tasks until stdin ends; arguments: directory, base, megabytes for queries."""
    directory, base, megabytes = arguments
    # A query that dies must not fill the disk with its remains.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    store = ox.Store.read_only(directory)
    limit = _address_space() + int(megabytes) * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    out = sys.stdout.buffer
    out.write(frame({"status": "ready"}))
    out.flush()
    while (message := read_frame(sys.stdin.buffer)) is not None:
        task = message[0]
        # Should the server be gone, nobody else ends a query: the default of this signal ends the process.
        signal.setitimer(signal.ITIMER_REAL, task.get("timeout", 0) + _GRACE)
        out.write(frame(*answer(store, Base(base), task)))
        out.flush()
        signal.setitimer(signal.ITIMER_REAL, 0)


if __name__ == "__main__":
    main(sys.argv[1:])
