"""A build sent to a service: what differs, each document in one request, so that nobody meets half of one.

Which graphs differ is told by their hashes, which the service notes in the same request as the change: what was sent
before a connection broke need not be sent again. A service that cannot change much in one request gets each document
in several, its hash last: what was cut off is sent again.
"""

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.remote import state as states
from kg.remote.changes import Change, Near, of_default, of_documents, of_shared
from kg.remote.client import Client
from kg.remote.graphs import Graphs
from kg.remote.lease import Lease

Progress = Callable[[str, int, int], None]
_REQUEST = 1_000_000
"""Characters up to which documents share a request."""
_TRIPLES = 1_000
"""Triples in one request to a service that takes few."""
_ASKED = 20
"""Graphs that one query asks about."""
_PLAIN = """
SELECT ?g ?s ?p ?o
WHERE {
  VALUES ?g { %s }
  GRAPH ?g { ?s ?p ?o }
  ?s ?p ?o .
}
"""
_COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"


@dataclass(frozen=True, slots=True, kw_only=True)
class Local:
    """The build that is to be sent."""

    build: str
    manifest: str
    """The mark of what it was made of, see `kg.remote.state.mark`."""
    base: str
    opened: Callable[[], ox.Store]
    """Its database; not called where nothing differs."""
    hashes: Mapping[str, str]
    """Of each graph by its name, "" for the default one."""
    files: Mapping[str, Path]
    """What is kept beside the graph: where it is on this machine, by name."""


@dataclass(frozen=True, slots=True)
class _Way:
    """How a build gets there: a client, and the right to write."""

    client: Client
    lease: Lease
    progress: Progress

    @property
    def held(self) -> str:
        """The condition of each change."""
        return self.lease.condition

    def make(self, update: str) -> None:
        """The service has made that change, unless another writer has taken over."""
        self.look()
        self.client.update(update)

    def look(self) -> None:
        """The right to write is held, as far as can be known before a request.

        Raises `StoreError` where another writer has taken over.
        """
        self.lease.keep()
        if not self.client.endpoint.whole:
            # Not every change asks by itself there, and a machine that slept may not know how long.
            self.lease.check()


def push(client: Client, local: Local, *, lease: Lease, progress: Progress) -> bool:
    """Whether anything was sent; the service holds the build now, whatever it held before.

    Raises `StoreError` and `LimitError` as `Client` does, and `StoreError` where another writer has taken over; what
    was sent stays then, and the next call goes on.
    """
    way, held = _Way(client, lease, progress), lease.condition
    found, far = states.state(client), states.hashes(client)
    if found.manifest == local.manifest and found.target is None and far == local.hashes:
        lease.check()
        return False
    begun = states.told(held, default=client.endpoint.default, target=local.build)
    way.make(states.joined([begun, states.hashed("", None, held)]))
    there = states.listed(client)
    _send_files(way, {name: path for name, path in local.files.items() if name not in there})
    if far != local.hashes:
        _send_graphs(way, Near(local.opened(), local.hashes, local.base), far)
    lease.check()
    way.make(states.told(held, build=local.build, manifest=local.manifest, target=None))
    lease.check()  # whoever holds it now held it then
    for name in sorted(there.keys() - local.files.keys()):
        way.make(states.dropping(name, held))
    return True


def _send_files(way: _Way, files: Mapping[str, Path]) -> None:
    for count, (name, path) in enumerate(sorted(files.items()), start=1):
        updates = list(states.keeping(name, path.read_bytes(), way.held))
        for update in [states.joined(updates)] if way.client.endpoint.whole else updates:
            way.make(update)
        way.progress("send files", count, len(files))


def _send_graphs(way: _Way, near: Near, far: Mapping[str, str]) -> None:
    client = way.client
    graphs = Graphs(client)
    changed = {name for name in {*far, *near.hashes} - {""} if far.get(name) != near.hashes.get(name)}
    documents = {name for name in changed if near.document(name)}
    # Without a hash it may hold something all the same: what came before a connection broke.
    shared = [
        of_shared(near, name, graphs.quads_for_pattern(None, None, None, ox.NamedNode(name)))
        for name in sorted(changed - documents)
    ]
    first, last = ([change for pair in shared for change in pair[place]] for place in (0, 1))
    told = _plain(client) if far else _nothing
    _send(way, first, "send vocabularies", len(first))
    total = len({near.document(name) for name in documents})
    _send(way, of_documents(near, far, documents, told), "send documents", total)
    _send(way, last, "send names", len(last))
    words = any(near.is_vocabulary(name) for name in changed)
    if (far and words) or _count(Graphs(client)) != _count(near.graph):
        with tempfile.TemporaryDirectory() as folder:
            copy = ox.Store(folder)
            copy.bulk_extend(graphs.quads_for_pattern(None, None, None, ox.DefaultGraph()))
            _send(way, of_default(near, copy), "mend", 0)
            del copy
    _send(way, [Change(hashes={"": near.hashes.get("")})], "send names", 1)


def _plain(client: Client) -> Callable[[Sequence[str]], Iterator[ox.Quad]]:
    def told(names: Sequence[str]) -> Iterator[ox.Quad]:
        for start in range(0, len(names), _ASKED):
            listed = " ".join(str(ox.NamedNode(name)) for name in names[start : start + _ASKED])
            for row in Graphs(client).rows(_PLAIN % listed):
                yield ox.Quad(row["s"], row["p"], row["o"], row["g"])

    return told


def _nothing(names: Sequence[str]) -> Iterator[ox.Quad]:
    del names
    return iter(())


def _count(graph: Any) -> int:
    return next(int(row["n"].value) for row in graph.query(_COUNT))


# Requests -------------------------------------------------------------------------------------------------


def _send(way: _Way, changes: Iterable[Change], what: str, total: int) -> None:
    waiting: list[Change] = []
    size = count = 0
    for change in changes:
        if waiting and size + change.size > _REQUEST:
            _make(way, waiting)
            way.progress(what, count, total)
            waiting, size = [], 0
        waiting.append(change)
        size += change.size
        count += 1
    if waiting:
        _make(way, waiting)
        way.progress(what, count, total)


def _make(way: _Way, changes: Sequence[Change]) -> None:
    """The changes are made, and the service tells their hashes: each change whole, where it can be in one request."""
    if way.client.endpoint.whole:
        way.make(states.joined(part for change in changes for part in _operations(change, way.held)))
        return
    for change in changes:
        _make_piecewise(way, change)


def _operations(change: Change, held: str) -> Iterator[str]:
    gone = _data("", change.plain_gone) + "".join(_data(*part) for part in change.gone.items())
    come = _data("", change.plain_come) + "".join(_data(*part) for part in change.come.items())
    if gone:
        yield states.deleted(gone, held)
    for name in change.emptied:
        yield states.forgotten(f"GRAPH {ox.NamedNode(name)} {{ ?s ?p ?o }}", held)
    if come:
        yield states.inserted(come, held)
    for name, value in change.hashes.items():
        yield states.hashed(name, value, held)


def _data(graph: str, triples: Sequence[str]) -> str:
    if not triples:
        return ""
    listed = " .\n".join(triples)
    return f"GRAPH {ox.NamedNode(graph)} {{ {listed} }}\n" if graph else f"{listed} .\n"


def _make_piecewise(way: _Way, change: Change) -> None:
    own = way.client.endpoint.default or ""
    whole = {name for name in change.come if name in change.emptied or name in change.hashes}
    _in_pieces(way, states.deleted, {own: change.plain_gone, **change.gone})
    for name in sorted({*change.emptied, *whole}):
        lines = change.come.get(name, ())
        way.look()
        way.client.put(name, "".join(f"{line} .\n" for line in lines).encode())
        way.lease.check()
    rest = {name: lines for name, lines in change.come.items() if name not in whole}
    _in_pieces(way, states.inserted, {own: change.plain_come, **rest})
    for name, value in change.hashes.items():
        way.make(states.hashed(name, value, way.held))


def _in_pieces(way: _Way, made: Callable[[str, str], str], graphs: Mapping[str, Sequence[str]]) -> None:
    # Such a service takes many triples in a request only where nothing is asked: `_Way.look` looks before each.
    for name, lines in graphs.items():
        for start in range(0, len(lines), _TRIPLES):
            way.make(made(_data(name, lines[start : start + _TRIPLES]), ""))
