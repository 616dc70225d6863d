"""The build that is served: what it was made of, its database read-only, and the right to change it."""

import fcntl
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.errors import StoreError
from kg.iris import Base
from kg.store import away, kept
from kg.store.disk import told
from kg.store.switching import sweep

FORMAT = 1
"""Raised whenever the layout changes in a way that older code cannot read."""


@dataclass(frozen=True, slots=True, eq=False)
class Reader:
    """The live build, opened read-only; told from another by its directory, and what was built there by when."""

    path: Path
    """Directory of the Oxigraph database."""
    store: ox.Store
    manifest: Mapping[str, Any]
    root: Path
    """The store folder."""

    @property
    def base(self) -> str:
        return str(self.manifest["base"])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Reader) and self._mark == other._mark

    def __hash__(self) -> int:
        return hash(self._mark)

    @property
    def _mark(self) -> tuple[Path, Any, Any]:
        # The name of a directory comes back with its graph, which other sources may have given.
        return self.path.resolve(), self.manifest.get("inputs"), self.manifest.get("built")

    def text(self, sha256: str) -> str:
        """The stored text with that hash."""
        return kept.text(self.root, sha256)


def manifest(root: Path) -> dict[str, Any] | None:
    """What the live build was made of, or none where nothing was built yet.

    Raises `StoreError` for a store of another format and for one that cannot be read.
    """
    with told(root):
        try:
            raw = (root / "current" / "manifest.json").read_bytes()
        except FileNotFoundError:
            if not (root / "current").is_symlink():
                return None
            raw = b""  # something was built here and is gone: not the same as an empty store
    return _checked(raw, root)


def _checked(raw: bytes, root: Path) -> dict[str, Any]:
    try:
        about = json.loads(raw)
        version = about["format"]
        whole = version != FORMAT or isinstance(about["base"], str)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise StoreError(
            "the manifest of the store cannot be read",
            where=str(root),
            remedy="build it again with --rebuild",
        ) from error
    if not whole:
        raise StoreError(
            "the manifest of the store names no base", where=str(root), remedy="build again with --rebuild"
        )
    if version != FORMAT:
        raise StoreError(
            f"the store has format {version}, this version of the software reads format {FORMAT}",
            where=str(root),
            remedy="build it again with --rebuild, or use the version that wrote it",
        )
    return dict(about)


def live_directory(root: Path) -> Path:
    """The directory of the live Oxigraph database.

    Raises `StoreError` where there is none.
    """
    if manifest(root) is None:
        raise StoreError(
            "there is no store here", where=away.shown(root), remedy="make one with: kg build PATH"
        )
    return (root / "current").resolve() / "graph"


def open_reader(root: Path) -> Reader:
    """The live build, read-only: it does not change while it is open.

    Raises `StoreError` where it is missing, of another format or damaged.
    """
    path = live_directory(root)
    about = json.loads((path.parent / "manifest.json").read_bytes())
    try:
        return Reader(path, away.opened(path), about, root)
    except (OSError, ValueError) as error:
        raise StoreError(
            f"the database cannot be opened: {error}",
            where=str(path.parent),
            remedy="build it again with --rebuild",
        ) from error


@contextmanager
def writer(root: Path) -> Iterator[None]:
    """Holds the only right to write; the system lets go of it when the process ends, however it ends.

    What a process that died left half written is gone then.

    Raises `StoreError` at once while another process writes.
    """
    with alone(root, "lock"):
        sweep(root)
        yield


@contextmanager
def alone(root: Path, name: str) -> Iterator[None]:
    """Holds the lock of that name in the folder; the system lets go of it when the process ends, however it ends.

    Raises `StoreError` at once while another process holds it.
    """
    with told(root):
        root.mkdir(parents=True, exist_ok=True)
        lock = (root / name).open("a")
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise StoreError(
                "another process is writing to the store", where=str(root), remedy="wait until it is done"
            ) from error
        yield


def base_of(about: Mapping[str, Any] | None, asked: str | None, default: str) -> Base:
    """The base in force: the one asked for, else the store's own, else the default."""
    return Base(asked or (str(about["base"]) if about else default))
