"""Changes of a store that is a service far away: made here as in any store, and sent when they are whole.

The service is the truth: what it holds is what a change goes on from, whichever machine it came from.
"""

import json
import shutil
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import wraps
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

import pyoxigraph as ox

from kg import remote
from kg.errors import ConfigError, StoreError
from kg.remote import Client, Lease, Local, State
from kg.settings import Settings
from kg.store.away import manifest_name, placed, unpack
from kg.store.disk import write_whole
from kg.store.live import alone, writer
from kg.store.switching import switch

_WRITER = "writer.json"
_P = ParamSpec("_P")
_First = TypeVar("_First")
_Made = TypeVar("_Made")


def sent(
    change: Callable[Concatenate[_First, Settings, _P], _Made],
) -> Callable[Concatenate[_First, Settings, _P], _Made]:
    """The same change of a store; where that is a service, the build that was made here is sent to it.

    With `dry_run` nothing is sent. Raises `StoreError` where the service does not answer, and where another process
    writes to it; the next change sends what was not sent then.
    """

    @wraps(change)
    def changed(first: _First, told: Settings, /, *args: _P.args, **words: _P.kwargs) -> _Made:
        if told.remote is None:
            return change(first, told, *args, **words)
        client = remote.connected(told.remote)
        try:
            # What another process left at the service when it died may be taken over by who has its folder.
            with alone(told.store, "sending"):
                mine = _known(client, told.store)
                if words.get("dry_run"):
                    with writer(told.store):
                        _adopt(client, told.store, mine)
                    return change(first, told, *args, **words)
                with remote.claim(client, mine["writer"]) as lease:
                    with writer(told.store):
                        _adopt(client, told.store, mine)
                    made = change(first, told, *args, **words)
                    with writer(told.store):
                        _send(client, told.store, mine, lease, cast(Any, words.get("progress")))
                    return made
        finally:
            client.close()

    return changed


def _known(client: Client, root: Path) -> dict[str, Any]:
    """Who we are; the folder knows where the service is, and that it is for us.

    Raises `ConfigError` for a folder that is a store, `StoreError` for a service that others use.
    """
    if (root / "current").is_symlink() and not (root / _WRITER).exists():
        raise ConfigError(
            "there is a store on disk in the folder for builds",
            where=str(root),
            remedy="name another folder with MANDATEGRAPH_WORK, or none",
        )
    found = remote.state(client)
    if found.build is found.target is None and client.endpoint.whole and _holds_something(client):
        raise StoreError(
            "the service holds a graph that kg build did not write",
            where=client.endpoint.address,
            remedy="give a service, or a dataset of it, that is empty: what is there would be lost",
        )
    placed(client, found, root)
    mine = _mine(root)
    if found.manifest is None and found.writer != mine["writer"]:
        mine["manifest"] = ""  # nothing is there: not even what this folder sent, if it ever did
    return mine


def _adopt(client: Client, root: Path, mine: dict[str, Any]) -> None:
    """The folder goes on from what the service holds."""
    found = remote.state(client)
    if found.manifest != mine["manifest"]:
        _go_on_from(client, found, root)
        mine["manifest"] = found.manifest
        _note(root, mine)


def _holds_something(client: Client) -> bool:
    return bool(remote.Graphs(client).query("ASK { ?s ?p ?o }"))


def _go_on_from(client: Client, found: State, root: Path) -> None:
    """The folder is at the build of the service, without its database; the next build is made from the texts."""
    (root / "current").unlink(missing_ok=True)
    for end in ("", "-wal", "-shm", "-journal"):
        (root / f"index.sqlite{end}").unlink(missing_ok=True)
    shutil.rmtree(root / "vocabularies", ignore_errors=True)
    shutil.rmtree(root / "builds", ignore_errors=True)
    if found.build is None:
        return
    folder = root / "builds" / found.build
    (folder / "graph").mkdir(parents=True)
    about = unpack(client, found, root, folder, hashes=True)
    if found.target:  # what the service holds is neither build: one must be made that can be sent
        raw = json.dumps({**about, "inputs": ""}, ensure_ascii=False, sort_keys=True).encode()
        (folder / "manifest.json").write_bytes(raw)
    switch(root, folder)


def _send(
    client: Client,
    root: Path,
    mine: dict[str, Any],
    lease: Lease,
    progress: Callable[[str, int, int], None] | None,
) -> None:
    if not (root / "current" / "manifest.json").exists():
        return
    live = (root / "current").resolve()
    raw = (live / "manifest.json").read_bytes()
    about = json.loads(raw)
    found = remote.state(client)
    if found.manifest != mine["manifest"]:
        raise StoreError(
            "another process published to the store meanwhile",
            where=client.endpoint.address,
            remedy="run the command again: it goes on from what is there now",
        )
    client.own_default(str(about["base"]))
    local = Local(
        build=str(about["build"]),
        manifest=remote.mark(raw),
        base=str(about["base"]),
        opened=lambda: ox.Store.read_only(str(live / "graph")),
        hashes=json.loads((live / "graphs.json").read_bytes()),
        files=dict(_files(root, live, about)),
    )
    remote.push(client, local, lease=lease, progress=progress or _silent)
    _note(root, {**mine, "manifest": local.manifest})


def _files(root: Path, live: Path, about: Mapping[str, Any]) -> Iterator[tuple[str, Path]]:
    """What the service keeps beside the graph: its name there, and where it is here."""
    path = live / "manifest.json"
    yield manifest_name(remote.mark(path.read_bytes())), path
    for entry in about["entries"]:
        yield f"texts/{entry['sha256']}.txt", root / "texts" / f"{entry['sha256']}.txt"
        if entry.get("laid_out"):
            table = f"{entry['bytes_sha256']}.json"
            yield f"layouts/{table}", root / "layouts" / table
    for path in sorted((root / "vocabularies").glob("[!.]*")):
        yield f"vocabularies/{remote.mark(path.read_bytes())}/{path.name}", path


def _mine(root: Path) -> dict[str, Any]:
    with suppress(OSError, ValueError):
        told = json.loads((root / _WRITER).read_bytes())
        if isinstance(told, dict) and {"writer", "manifest"} <= told.keys():
            return told
    return {"writer": uuid.uuid4().hex, "manifest": None}


def _note(root: Path, mine: Mapping[str, Any]) -> None:
    write_whole(root, root / _WRITER, json.dumps(mine, sort_keys=True).encode())


def _silent(what: str, done: int, total: int) -> None:
    """Progress that nobody watches."""
