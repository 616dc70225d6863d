"""The store on disk: texts, extractions and whole builds, each build an Oxigraph database of its own.

    STORE/texts/{sha256}.txt           every stored text, by its hash
    STORE/cache/{kind}/{key}.json      results that depend on nothing but their key
    STORE/vocabularies/{name}.nt       vocabularies that were added
    STORE/builds/{build}/graph/        the Oxigraph database of one build
    STORE/builds/{build}/manifest.json what went into it
    STORE/builds/{build}/graphs.json   a hash of each of its graphs
    STORE/current                      link to the build that is served

A build is written beside the live one and becomes live by one rename; readers hold what they opened.
"""

import errno
import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.errors import KgError, LimitError, StoreError
from kg.iris import Base

FORMAT = 1
"""Raised whenever the layout changes in a way that older code cannot read."""
_KEEP = 2


@dataclass(frozen=True, slots=True)
class Reader:
    """The live build, opened read-only."""

    path: Path
    """Directory of the Oxigraph database."""
    store: ox.Store
    manifest: Mapping[str, Any]
    root: Path
    """The store folder."""

    @property
    def base(self) -> str:
        return str(self.manifest["base"])

    def text(self, sha256: str) -> str:
        """The stored text with that hash."""
        return text(self.root, sha256)


def manifest(root: Path) -> dict[str, Any] | None:
    """What the live build was made of, or none where nothing was built yet.

    Raises `StoreError` for a store of another format and for one that cannot be read.
    """
    with _told(root):
        try:
            raw = (root / "current" / "manifest.json").read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            if not (root / "current").is_symlink():
                return None
            raw = b""  # something was built here and is gone: not the same as an empty store
    return _checked(raw, root)


def _checked(raw: bytes, root: Path) -> dict[str, Any]:
    try:
        told = json.loads(raw)
        version = told["format"]
        whole = version != FORMAT or isinstance(told["base"], str)
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
    return dict(told)


def live_directory(root: Path) -> Path:
    """The directory of the live Oxigraph database.

    Raises `StoreError` where there is none.
    """
    if manifest(root) is None:
        raise StoreError("there is no store here", where=str(root), remedy="make one with: kg build PATH")
    return (root / "current").resolve() / "graph"


def open_reader(root: Path) -> Reader:
    """The live build, read-only: it does not change while it is open.

    Raises `StoreError` where it is missing, of another format or damaged.
    """
    path = live_directory(root)
    told = json.loads((path.parent / "manifest.json").read_bytes())
    try:
        return Reader(path, ox.Store.read_only(str(path)), told, root)
    except (OSError, ValueError) as error:
        raise StoreError(
            f"the database cannot be opened: {error}",
            where=str(path.parent),
            remedy="build it again with --rebuild",
        ) from error


@contextmanager
def writer(root: Path) -> Iterator[None]:
    """Holds the only right to write; the system lets go of it when the process ends, however it ends.

    Raises `StoreError` at once while another process writes.
    """
    with _told(root):
        root.mkdir(parents=True, exist_ok=True)
        lock = (root / "lock").open("a")
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise StoreError(
                "another process is writing to the store", where=str(root), remedy="wait until it is done"
            ) from error
        yield


def save_text(root: Path, sha256: str, content: str) -> None:
    """Keeps a text under its hash; it is written once and never changed."""
    path = root / "texts" / f"{sha256}.txt"
    with _told(root):
        known = path.exists()
    if not known:
        _write(root, path, content.encode("utf-8"))


def text(root: Path, sha256: str) -> str:
    """The stored text with that hash, line ends as they were.

    Raises `StoreError` where it is lost.
    """
    with _told(root):
        try:
            return (root / "texts" / f"{sha256}.txt").read_bytes().decode("utf-8")
        except FileNotFoundError as error:
            raise StoreError(
                f"the text {sha256[:12]} is lost", where=str(root), remedy="build its document again"
            ) from error


def cached(root: Path, kind: str, key: str) -> Any | None:
    """What was kept under that key, or none; a damaged entry counts as none."""
    with _told(root):
        try:
            return json.loads((root / "cache" / kind / f"{key}.json").read_bytes())
        except (FileNotFoundError, ValueError):
            return None


def keep(root: Path, kind: str, key: str, value: Any) -> None:
    """Keeps a JSON value under a key that says all it depends on."""
    raw = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")
    _write(root, root / "cache" / kind / f"{key}.json", raw)


def keep_vocabulary(root: Path, name: str, ntriples: bytes, told: Mapping[str, Any]) -> None:
    """Keeps a vocabulary that was added, in place of one of the same name."""
    raw = json.dumps(told, ensure_ascii=False, sort_keys=True).encode("utf-8")
    _write(root, root / "vocabularies" / f"{name}.nt", ntriples)
    _write(root, root / "vocabularies" / f"{name}.json", raw)


def drop_vocabulary(root: Path, name: str) -> bool:
    """Whether there was such a vocabulary; it is gone now."""
    with _told(root):
        known = (root / "vocabularies" / f"{name}.json").exists()
        for suffix in ("json", "nt"):
            (root / "vocabularies" / f"{name}.{suffix}").unlink(missing_ok=True)
    return known


def vocabularies(root: Path) -> list[dict[str, Any]]:
    """What was told of each added vocabulary, by name."""
    with _told(root):
        return [json.loads(path.read_bytes()) for path in sorted((root / "vocabularies").glob("*.json"))]


def vocabulary(root: Path, name: str) -> bytes:
    """The triples of an added vocabulary as sorted N-Triples."""
    with _told(root):
        return (root / "vocabularies" / f"{name}.nt").read_bytes()


def publish(root: Path, build: str, nquads: bytes, told: Mapping[str, Any]) -> None:
    """Makes a build live: written and flushed beside the live one, then one rename.

    Raises `LimitError` where the disk is full and `StoreError` where it may not be written; the live build is
    untouched then, and the half build is removed.
    """
    with _told(root):
        folder = _free(root / "builds", build)
    half = root / "builds" / f".{build}.{os.getpid()}"
    try:
        with _told(root):
            shutil.rmtree(half, ignore_errors=True)
            (half / "graph").mkdir(parents=True)
            _load(half / "graph", nquads)
            raw = json.dumps({"format": FORMAT, **told}, ensure_ascii=False, indent=1, sort_keys=True)
            _flushed(half / "manifest.json", raw.encode("utf-8"))
            _flushed(half / "graphs.json", json.dumps(_hashes(nquads), sort_keys=True).encode("utf-8"))
            _flush_folder(half)
            half.rename(folder)
            _flush_folder(folder.parent)
            _switch(root, folder)
    except BaseException:
        shutil.rmtree(half, ignore_errors=True)
        _new_link(root).unlink(missing_ok=True)
        if (root / "current").resolve() != folder.resolve():
            shutil.rmtree(folder, ignore_errors=True)
        raise
    _forget_old(root, folder.name)


def _free(builds: Path, build: str) -> Path:
    """A folder for the build that is not there yet: the live one may hold the same quads and is never touched."""
    names = (build if number == 1 else f"{build}-{number}" for number in count(1))
    return next(builds / name for name in names if not (builds / name).exists())


def _load(folder: Path, nquads: bytes) -> None:
    store = ox.Store(str(folder))
    store.bulk_load(nquads, format=ox.RdfFormat.N_QUADS)
    store.flush()
    del store
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            _sync(path, os.O_RDONLY)


def _hashes(nquads: bytes) -> dict[str, str]:
    """SHA-256 of each graph as sorted N-Triples, by its name, "" for the default one: an export reuses by it."""
    graphs: dict[str, set[bytes]] = {}
    for line in filter(bytes.strip, nquads.splitlines(keepends=True)):
        _, _, rest = line.split(b" ", 2)
        value, name = rest[: -len(b" .\n")], b""
        # Only a graph's name follows the object; a quotation mark can stand in a literal, never in an IRI.
        if value.endswith(b">") and b'"' not in (last := value.rpartition(b" ")[2]) and last != value:
            name = last
        triple = line.removesuffix(b" %b .\n" % name) + b" .\n" if name else line
        graphs.setdefault(name[1:-1].decode(), set()).add(triple)
    return {
        name: hashlib.sha256(b"".join(sorted(lines))).hexdigest() for name, lines in sorted(graphs.items())
    }


def _switch(root: Path, folder: Path) -> None:
    link = _new_link(root)
    link.unlink(missing_ok=True)
    link.symlink_to(Path("builds") / folder.name)
    link.replace(root / "current")
    _flush_folder(root)


def _new_link(root: Path) -> Path:
    return root / f".current.{os.getpid()}"


def _forget_old(root: Path, live: str) -> None:
    """Removes builds beyond the one before the live one, and what processes that died left half written."""
    others = [path for path in (root / "builds").iterdir() if path.name != live]
    half = [path for path in others if path.name.startswith(".")]
    whole = sorted((p for p in others if p not in half), key=lambda p: p.stat().st_mtime_ns)
    for path in [*half, *whole[: -(_KEEP - 1) or None]]:
        shutil.rmtree(path, ignore_errors=True)


def _write(root: Path, path: Path, raw: bytes) -> None:
    half = path.with_name(f".{path.name}.{os.getpid()}")
    with _told(root):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            _flushed(half, raw)
            half.replace(path)
        except BaseException:
            half.unlink(missing_ok=True)
            raise


def _flushed(path: Path, raw: bytes) -> None:
    with path.open("wb") as file:
        file.write(raw)
        file.flush()
        os.fsync(file.fileno())


def _flush_folder(path: Path) -> None:
    _sync(path, os.O_RDONLY | os.O_DIRECTORY)


def _sync(path: Path, flags: int) -> None:
    descriptor = os.open(path, flags)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _told(root: Path) -> Iterator[None]:
    """Faults of the disk as messages that say what to do."""
    try:
        yield
    except OSError as error:
        raise _fault(error, root) from error


def _fault(error: OSError, root: Path) -> KgError:
    full = error.errno in (errno.ENOSPC, errno.EDQUOT) or "No space left" in str(error)
    if full:
        return LimitError(
            "the disk is full", where=str(root), remedy="free some space and run the command again"
        )
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return StoreError(
            "there is no permission to use the store",
            where=str(error.filename or root),
            remedy="change its permissions or choose another --store",
        )
    return StoreError(
        f"the store cannot be used: {error.strerror or error}", where=str(root), remedy="check the disk"
    )


def base_of(told: Mapping[str, Any] | None, asked: str | None, default: str) -> Base:
    """The base in force: the one asked for, else the store's own, else the default."""
    return Base(asked or (str(told["base"]) if told else default))
