"""A build in the making, beside the live one: from nothing, or going on from what is live.

A draft that goes on shares the files of the live database that never change and copies the rest, so that it costs
what changes. Nobody sees a draft before `publish` makes it live by one rename.
"""

import json
import os
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Protocol

import pyoxigraph as ox

from kg.iris import digest
from kg.store.disk import flush_file, flush_folder, link, told, write_flushed
from kg.store.hashes import EMPTY, lines_hash, mark, total, written
from kg.store.live import FORMAT
from kg.store.loading import Loading
from kg.store.switching import forget_old, free, new_link, switch

DEFAULT = ""
"""The name of the default graph."""
_HASHES = "graphs.json"


class Draft(Protocol):
    """A build in the making. Lines are N-Triples, each once; a graph is told by its IRI, "" is the default one."""

    fresh: bool
    """Whether it began from nothing."""
    quads: int
    """How many quads it holds by now."""

    @property
    def touched(self) -> Collection[str] | None:
        """Things of which the default graph tells otherwise than that of the live build; none for one from nothing."""
        ...

    def held(self, graph: str, subject: str | None = None) -> set[bytes]:
        """The lines that the graph holds by now, of one subject if one is told."""
        ...

    def graphs_of(self, line: bytes) -> Iterator[str]:
        """The named graphs that hold the line by now."""
        ...

    def change(self, graph: str, come: Collection[bytes], gone: Collection[bytes] = ()) -> None:
        """Lines come into the graph; others, which it holds, leave it."""
        ...

    def close(self) -> Mapping[str, str]:
        """All is on the disk; a hash of each graph by its name."""
        ...


@contextmanager
def draft(root: Path, *, onto: Mapping[str, Any] | None) -> Iterator[Draft]:
    """A draft, which goes on from the live build, `onto` its manifest, or begins with nothing.

    What is not published leaves nothing behind.

    Raises `LimitError` where the disk is full and `StoreError` where it may not be written.
    """
    half = half_of(root)
    try:
        with told(root):
            shutil.rmtree(half, ignore_errors=True)
            (half / "graph").mkdir(parents=True)
            made = _Fresh(half) if onto is None else _Continued(root, half, int(onto["quads"]))
            try:
                yield made
            finally:
                made.abandon()
    finally:
        shutil.rmtree(half, ignore_errors=True)


def publish_draft(
    root: Path,
    made: Draft,
    about: Mapping[str, Any],
    build: str | None = None,
    *,
    beside: Callable[[Path], None] | None = None,
) -> str:
    """The name of the build that is live now: `build`, or one that its content gives.

    `beside` puts more into the folder of the build, once its graph is whole and flushed.
    Raises `LimitError` where the disk is full and `StoreError` where it may not be written; the live build is
    untouched then.
    """
    half = half_of(root)
    with told(root):
        hashes = made.close()
        name = build or digest(*(part for pair in sorted(hashes.items()) for part in pair))
        whole = {"format": FORMAT, "build": name, "quads": made.quads, **about}
        raw = json.dumps(whole, ensure_ascii=False, sort_keys=True)
        write_flushed(half / "manifest.json", raw.encode("utf-8"))
        write_flushed(half / _HASHES, json.dumps(hashes, sort_keys=True).encode("utf-8"))
        if beside:
            beside(half)
        flush_folder(half)
        folder = free(root / "builds", name)
    try:
        with told(root):
            half.rename(folder)
            flush_folder(folder.parent)
            switch(root, folder)
    except BaseException:
        with suppress(OSError):
            new_link(root).unlink(missing_ok=True)
        if (root / "current").resolve() != folder.resolve():
            shutil.rmtree(folder, ignore_errors=True)
        raise
    forget_old(root, folder.name)
    return name


def publish(root: Path, build: str, nquads: bytes, about: Mapping[str, Any]) -> None:
    """Makes a build of these N-Quads live, whatever was live before.

    Raises `LimitError` where the disk is full and `StoreError` where it may not be written; the live build is
    untouched then.
    """
    with draft(root, onto=None) as made:
        with told(root):
            for graph, lines in sorted(by_graph(nquads).items()):
                made.change(graph, lines)
        publish_draft(root, made, about, build)


def half_of(root: Path) -> Path:
    """Where the draft of this process is."""
    return root / "builds" / f".draft.{os.getpid()}"


def by_graph(nquads: bytes) -> dict[str, set[bytes]]:
    """N-Quads as N-Triples lines by the name of their graph."""
    graphs: dict[str, set[bytes]] = {}
    for line in filter(bytes.strip, nquads.splitlines(keepends=True)):
        _, _, rest = line.split(b" ", 2)
        value, name = rest[: -len(b" .\n")], b""
        # Only a graph's name follows the object; a quotation mark can stand in a literal, never in an IRI.
        if value.endswith(b">") and b'"' not in (last := value.rpartition(b" ")[2]) and last != value:
            name = last
        triple = line.removesuffix(b" %b .\n" % name) + b" .\n" if name else line
        graphs.setdefault(name[1:-1].decode(), set()).add(triple)
    return graphs


def _nquads(graph: str, lines: Iterable[bytes]) -> bytes:
    if graph == DEFAULT:
        return b"".join(lines)
    end = b" <%b> .\n" % graph.encode()
    return b"".join(line[: -len(b" .\n")] + end for line in lines)


class _Fresh:
    """From nothing: the engine loads the lines as they come."""

    def __init__(self, half: Path) -> None:
        self._folder = half / "graph"
        # Begun with the first line: a process that is started meanwhile would keep the other end open.
        self._loading: Loading | None = None
        self._sums: dict[str, int] = {}
        self._default: set[bytes] = set()
        self.touched = None
        self.fresh = True
        self.quads = 0

    def held(self, graph: str, subject: str | None = None) -> set[bytes]:
        del graph, subject
        return set()

    def graphs_of(self, line: bytes) -> Iterator[str]:
        del line
        return iter(())

    def change(self, graph: str, come: Collection[bytes], gone: Collection[bytes] = ()) -> None:
        del gone
        if graph == DEFAULT:  # the only one to which a line may come twice
            marked = {mark(line): line for line in come}
            new = marked.keys() - self._default
            self._default |= new
            come = [marked[found] for found in new]
            whole = sum(int.from_bytes(m, "big") for m in new)
        else:
            whole = total(come)
        self.quads += len(come)
        self._sums[graph] = self._sums.get(graph, 0) + whole
        self._loading = self._loading or Loading(self._folder)
        self._loading.write(_nquads(graph, come))

    def close(self) -> Mapping[str, str]:
        (self._loading or Loading(self._folder)).close()
        _flush_all(self._folder, frozenset())
        return _filled({graph: written(whole) for graph, whole in self._sums.items()})

    def abandon(self) -> None:
        if self._loading:
            self._loading.abandon()


class _Continued:
    """Going on from the live build: each change is made at once."""

    def __init__(self, root: Path, half: Path, quads: int) -> None:
        live = (root / "current").resolve()
        self._folder = half / "graph"
        self._shared = frozenset(_share(live / "graph", self._folder))
        self._hashes: dict[str, str] = json.loads((live / _HASHES).read_bytes())
        self.quads = quads
        self.touched: set[str] = set()
        self._store = ox.Store(str(self._folder))
        self.fresh = False

    def held(self, graph: str, subject: str | None = None) -> set[bytes]:
        node = ox.NamedNode(subject) if subject else None
        return _lines(self._store.quads_for_pattern(node, None, None, _graph(graph)))

    def graphs_of(self, line: bytes) -> Iterator[str]:
        for quad in ox.parse(line, format=ox.RdfFormat.N_TRIPLES):
            for found in self._store.quads_for_pattern(quad.subject, quad.predicate, quad.object, None):
                if isinstance(found.graph_name, ox.NamedNode):
                    yield found.graph_name.value

    def change(self, graph: str, come: Collection[bytes], gone: Collection[bytes] = ()) -> None:
        if graph == DEFAULT:
            come = [line for line, known in self._known(come) if not known]
            gone = [line for line, known in self._known(gone) if known]
            self.touched.update(map(_subject, (*come, *gone)))
        if come:
            self._store.extend(ox.parse(_nquads(graph, come), format=ox.RdfFormat.N_QUADS))
        for quad in ox.parse(_nquads(graph, gone), format=ox.RdfFormat.N_QUADS):
            self._store.remove(quad)
        self.quads += len(come) - len(gone)
        self._hashes[graph] = lines_hash(come, self._hashes.get(graph, ""), gone)

    def _known(self, lines: Collection[bytes]) -> list[tuple[bytes, bool]]:
        quads = ox.parse(b"".join(lines), format=ox.RdfFormat.N_QUADS)
        return [(line, quad in self._store) for line, quad in zip(lines, quads, strict=True)]

    def close(self) -> Mapping[str, str]:
        self._store.flush()
        del self._store
        _flush_all(self._folder, self._shared)
        return _filled(self._hashes)

    def abandon(self) -> None:
        """Nothing runs beside it."""


def _filled(hashes: Mapping[str, str]) -> dict[str, str]:
    return {graph: told for graph, told in sorted(hashes.items()) if told != EMPTY}


def _subject(line: bytes) -> str:
    return line.split(b" ", 1)[0].decode().removeprefix("<").removesuffix(">")


def _graph(name: str) -> ox.NamedNode | ox.DefaultGraph:
    return ox.NamedNode(name) if name else ox.DefaultGraph()


def _lines(quads: Iterable[ox.Quad]) -> set[bytes]:
    raw = ox.serialize((quad.triple for quad in quads), format=ox.RdfFormat.N_TRIPLES) or b""
    return set(raw.splitlines(keepends=True))


def _share(live: Path, folder: Path) -> Iterator[str]:
    """Makes `folder` the same database as `live`; the names of files that both have."""
    for path in sorted(live.iterdir()):
        if path.suffix == ".sst":  # the engine writes these once and only ever removes them
            link(path, folder / path.name)
            yield path.name
        elif path.name != "LOCK" and not path.name.startswith("LOG"):
            shutil.copyfile(path, folder / path.name)


def _flush_all(folder: Path, shared: frozenset[str]) -> None:
    for path in sorted(folder.iterdir()):
        if path.name not in shared:
            flush_file(path)
    flush_folder(folder)
