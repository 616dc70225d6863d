"""Precomputed answers beside the graph of a build: names, words, statements with their facets, rows of questions.

Files in the folder of the build, written from its graph before the switch and switched with it. They are no truth of
their own: whatever they say can be asked of the graph, and a build without them is searched through tables in memory.
"""

import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from functools import partial
from pathlib import Path

import pyoxigraph as ox

from kg.errors import KgError, LimitError, StoreError, is_disk_full
from kg.store.disk import link
from kg.store.kept import text as stored_text
from kg.tables import names, schema, shards
from kg.tables.answering import answered
from kg.tables.facts import Graph, iri, key, paragraphs
from kg.tables.texts import Text, Texts
from kg.tables.values import Value, plain
from kg.tables.words import tokens, words
from kg.tables.writing import ABOUT, FOLDER, Part, files, fill, fill_part, go_on

__all__ = [
    "FOLDER",
    "Connections",
    "Part",
    "Shared",
    "Text",
    "Value",
    "answered",
    "borrow",
    "in_memory",
    "iri",
    "key",
    "made",
    "opened",
    "paragraphs",
    "plain",
    "tokens",
    "words",
    "write",
]

Connections = tuple[tuple[sqlite3.Connection, ...], tuple[sqlite3.Connection, ...]]
"""The files of names and those of texts, see `kg.tables.schema`."""


Shared = Callable[[Callable[[Part], None], Iterable[Part]], None]
"""Has the work done on each part by other processes of this machine."""


def write(
    root: Path, folder: Path, base: str, touched: Collection[str] | None, shared: Shared | None = None
) -> None:
    """The tables of the build in `folder`, flushed.

    `touched` names what the default graph tells otherwise than that of the live build: the tables go on from those of
    the live build then, at the cost of what changed. None is for a build from nothing, which may be `shared` out.
    Raises `OSError`, `LimitError` or `StoreError` where they cannot be written.
    """
    graph = Graph(ox.Store.read_only(str(folder / "graph")), base)
    text = partial(stored_text, root)
    try:
        if touched is None or not _continued(root, folder, graph, text, touched):
            shutil.rmtree(folder / FOLDER, ignore_errors=True)
            elsewhere = partial(shared, partial(_write_part, root, folder, base)) if shared else None
            fill(folder / FOLDER, graph, text, elsewhere)
    except sqlite3.Error as error:
        if is_disk_full(error):
            remedy = "free some space and run the command again"
            raise LimitError("the disk is full", where=str(root), remedy=remedy) from error
        raise StoreError(
            f"the tables cannot be written: {error}", where=str(root), remedy="check the disk"
        ) from error


def _write_part(root: Path, folder: Path, base: str, part: Part) -> None:
    """The files of some texts, written by a process that knows the build by its folder."""
    graph = Graph(ox.Store.read_only(str(folder / "graph")), base)
    fill_part(part, folder / FOLDER, graph, partial(stored_text, root))


def made(folder: Path, store: ox.Store, base: str, text: Text) -> None:
    """The tables of a graph that stands elsewhere, in `folder`."""
    fill(folder, Graph(store, base), text)


def _continued(root: Path, folder: Path, graph: Graph, text: Text, touched: Collection[str]) -> bool:
    """Whether the tables of the live build could be brought to what the new one tells."""
    live = root / "current"
    before, now = (json.loads((path / "graphs.json").read_bytes()) for path in (live, folder))
    changed = {name for name in {*before, *now} if before.get(name) != now.get(name)}
    if any(name.startswith(f"{graph.base.iri}graph/vocab/") for name in changed):
        return False  # places and topics may stand elsewhere now, which touches texts anywhere
    start = f"{graph.base.iri}graph/prov/"
    texts = sorted(name for name in now if name.startswith(start))
    ours = {name for name in changed if name.startswith(start)}
    try:
        return go_on(folder / FOLDER, live.resolve() / FOLDER, graph, text, touched, ours, texts)
    except (KgError, OSError, sqlite3.Error):
        # They are made anew then, which tells what is wrong if that is not enough.
        return False


def borrow(work: Path, build: Path) -> None:
    """A build far away has the tables that were made with it in the folder `work`, where they were made there."""
    made_here = work / "current"
    if (build / FOLDER).exists() or not (made_here / FOLDER / ABOUT).exists():
        return
    half = build / f".{FOLDER}.{os.getpid()}"
    with suppress(OSError):  # questions can be put to the service too, and another process may be faster
        if (made_here / "manifest.json").read_bytes() == (build / "manifest.json").read_bytes():
            half.mkdir()
            for path in (made_here / FOLDER).iterdir():
                link(path, half / path.name)
            half.replace(build / FOLDER)
    shutil.rmtree(half, ignore_errors=True)


def opened(build: Path) -> Connections | None:
    """The tables in the folder of a build; none where it has none of this make."""
    folder = build / FOLDER
    found = files(folder)
    if found is None:
        return None
    homes, texts = (
        tuple(schema.opened(folder / shards.file(kind, start)) for start in sorted(starts))
        for kind, starts in zip(("names", "texts"), found, strict=True)
    )
    return homes, texts


def in_memory(store: ox.Store, base: str, text: Text) -> Connections:
    """The tables of a graph that has none beside it."""
    graph = Graph(store, base)
    homes, texts = (schema.created(":memory:", told) for told in (schema.NAMES, schema.TEXTS))
    names.add(homes, graph.all_named())
    writer = Texts(texts, graph, text)
    for name in graph.versions():
        writer.add(name)
    return (homes,), (texts,)
