"""A store that is a service far away, as folders that look like a store here.

    WORK/…                              builds are made here before they are sent, as in a store on disk
    WORK/writer.json                    who we are for the service, and the build that it had when we last looked
    WORK/remote.json                    the addresses of the service
    WORK/away/…                         what is read: a store whose builds have their graph at the service
    WORK/away/builds/{build}/graph/remote.json

The service is the truth and these folders are a cache: they can be lost, and texts are fetched when they are asked for.
"""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

import pyoxigraph as ox

from kg import remote
from kg.errors import StoreError
from kg.remote import Client, Credentials, Endpoint, Graphs, State
from kg.settings import Settings
from kg.store.disk import told as faults
from kg.store.disk import write_whole
from kg.store.switching import forget_old, switch

_PLACE = "remote.json"
_GRAPHS = "graphs.json"


def at(told: Settings, *, beside: Callable[[Path], None] | None = None) -> Path:
    """The folder to read: that of the store, or one that stands for what the service holds now.

    `beside` puts more into the folder of a build of the service before it is read.
    Raises `StoreError` where the service does not answer.
    """
    if told.remote is None:
        return told.store
    root = told.store / "away"
    client = remote.connected(told.remote)
    try:
        found = remote.state(client)
        placed(client, found, told.store, root)
        _attached(client, found, root, beside)
    finally:
        client.close()
    return root


def is_current(told: Settings) -> bool:
    """Whether the folder that `at` gives stands for the last build that the service holds whole.

    Raises `StoreError` where the service does not answer.
    """
    if told.remote is None:
        return True
    client = remote.connected(told.remote)
    try:
        live = told.store / "away" / "current"
        found = remote.state(client)
        return live.exists() and live.resolve().name in (found.manifest, _name(found))
    finally:
        client.close()


def _name(found: State) -> str | None:
    """What the folder of a build is called."""
    # While another build is being sent, the graphs are neither those of the one nor of the other.
    return f"{found.manifest}-{found.target}" if found.manifest and found.target else found.manifest


def placed(client: Client, found: State, *roots: Path) -> None:
    """These folders know where the service is."""
    client.endpoint = replace(client.endpoint, default=found.default)
    raw = json.dumps(asdict(client.endpoint), sort_keys=True).encode()
    for root in roots:
        with faults(root):
            root.mkdir(parents=True, exist_ok=True)
            known = root / _PLACE
            if not known.exists() or known.read_bytes() != raw:
                write_whole(root, known, raw)
            for name in ("texts", "layouts"):
                if root != roots[0] and not (root / name).is_symlink():
                    (roots[0] / name).mkdir(exist_ok=True)
                    with suppress(FileExistsError):
                        (root / name).symlink_to(Path("..") / name)


def _attached(client: Client, found: State, root: Path, beside: Callable[[Path], None] | None) -> None:
    name = _name(found)
    if name is None:
        (root / "current").unlink(missing_ok=True)
        return
    folder = root / "builds" / name
    with faults(root):
        if not folder.exists():
            half = root / "builds" / f".half.{os.getpid()}"
            shutil.rmtree(half, ignore_errors=True)
            (half / "graph").mkdir(parents=True)
            unpack(client, found, root, half, hashes=not found.target)
            if client.endpoint.copied:
                _copy(cast(ox.Store, Graphs(client)), half / "graph")
            else:
                (half / "graph" / _PLACE).write_bytes((root / _PLACE).read_bytes())
            with suppress(OSError):  # another process was faster
                half.rename(folder)
            shutil.rmtree(half, ignore_errors=True)
        if beside:
            beside(folder)
        if not (root / "current").exists() or (root / "current").resolve().name != name:
            switch(root, folder)
            forget_old(root, name)


def unpack(client: Client, found: State, root: Path, folder: Path, *, hashes: bool) -> dict[str, Any]:
    """The manifest of the build of the service, now in `folder`; the store has its vocabularies."""
    raw = remote.kept(client, manifest_name(found.manifest or ""))
    if raw is None:
        raise StoreError(
            "the service does not tell what its build was made of",
            where=client.endpoint.address,
            remedy="build it again with --rebuild",
        )
    (folder / "manifest.json").write_bytes(raw)
    if hashes:
        (folder / _GRAPHS).write_text(json.dumps(remote.hashes(client), sort_keys=True), encoding="utf-8")
    shutil.rmtree(root / "vocabularies", ignore_errors=True)
    for name in remote.listed(client):
        if name.startswith("vocabularies/"):
            content = remote.kept(client, name)
            write_whole(root, root / "vocabularies" / name.rpartition("/")[2], content or b"")
    whole: dict[str, Any] = json.loads(raw)
    return whole


def manifest_name(mark: str) -> str:
    """How the service calls the manifest of a build."""
    return f"manifests/{mark}.json"


def opened(graph: Path) -> ox.Store:
    """The graph of a build in its folder `graph`, read-only, wherever it is.

    Raises `OSError` or `ValueError` where it cannot be opened.
    """
    if not (graph / _PLACE).exists():
        return ox.Store.read_only(str(graph))
    about = json.loads((graph.parent / "manifest.json").read_bytes())
    # It has the methods of the engine's store that are used for reading.
    return cast(ox.Store, Graphs(_client(graph / _PLACE), int(about["quads"])))


@contextmanager
def near(store: ox.Store) -> Iterator[ox.Store]:
    """The same graphs on this machine: for who looks at everything, which would be too many questions."""
    if is_near(store):
        yield store
        return
    with TemporaryDirectory(prefix="mandategraph-") as folder:
        _copy(store, Path(folder))
        yield ox.Store.read_only(folder)


def _copy(store: ox.Store, folder: Path) -> None:
    """All graphs are in a database of their own in `folder` then."""
    copy = ox.Store(str(folder))
    for name in (ox.DefaultGraph(), *store.named_graphs()):
        copy.bulk_extend(store.quads_for_pattern(None, None, None, name))
    copy.flush()


def is_near(store: object) -> bool:
    """Whether the graphs are on this machine."""
    return isinstance(store, ox.Store)


def shown(root: Path) -> str:
    """The store as its user knows it: its folder, or the address of the service."""
    with suppress(OSError, ValueError, KeyError):
        return str(json.loads((root / _PLACE).read_bytes())["address"])
    return str(root)


def fetched(root: Path, name: str) -> bytes | None:
    """A file that the service of this folder keeps; none where it has none, and where there is no service."""
    return remote.kept(_client(root / _PLACE), name) if (root / _PLACE).exists() else None


@cache  # one connection for all that a process asks
def _client(place: Path) -> Client:
    return Client(Endpoint(**json.loads(place.read_bytes())), Credentials.of())
