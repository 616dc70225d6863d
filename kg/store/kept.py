"""What outlives builds: texts, layouts, results that depend on nothing but their key, added vocabularies."""

import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from kg.errors import StoreError
from kg.store.away import fetched, shown
from kg.store.disk import told, write_whole
from kg.store.switching import vocabularies_of


def save_text(root: Path, sha256: str, content: str) -> None:
    """Keeps a text under its hash; it is written once and never changed."""
    path = root / "texts" / f"{sha256}.txt"
    with told(root):
        known = path.exists()
    if not known:
        write_whole(root, path, content.encode("utf-8"))


def text(root: Path, sha256: str) -> str:
    """The stored text with that hash, line ends as they were.

    Raises `StoreError` where it is lost.
    """
    raw = _raw(root, f"texts/{sha256}.txt")
    if raw is None:
        raise StoreError(
            f"the text {sha256[:12]} is lost", where=shown(root), remedy="build its document again"
        )
    return raw.decode("utf-8")


def _raw(root: Path, name: str) -> bytes | None:
    """A file of the store, fetched where the store is a service far away; none where it is not there."""
    with told(root), suppress(FileNotFoundError):
        return (root / name).read_bytes()
    raw = fetched(root, name)
    if raw is not None:
        write_whole(root, root / name, raw)
    return raw


def save_layout(root: Path, bytes_sha256: str, table: Mapping[str, Any]) -> None:
    """Keeps how a text stands in the file with that hash, see `kg.layout.dump`."""
    path = root / "layouts" / f"{bytes_sha256}.json"
    raw = json.dumps(table, separators=(",", ":")).encode("utf-8")
    with told(root):
        known = path.exists() and path.read_bytes() == raw  # a newer reader may tell more of the same file
    if not known:
        write_whole(root, path, raw)


def layout(root: Path, bytes_sha256: str) -> Any | None:
    """How the text stands in the file with that hash, for `kg.layout.load`; none where nothing is known."""
    try:
        return json.loads(_raw(root, f"layouts/{bytes_sha256}.json") or b"")
    except ValueError:
        return None


def cached(root: Path, kind: str, key: str) -> Any | None:
    """What was kept under that key, or none; a damaged entry counts as none."""
    with told(root):
        try:
            return json.loads((root / "cache" / kind / f"{key}.json").read_bytes())
        except (FileNotFoundError, ValueError):
            return None


def keep(root: Path, kind: str, key: str, value: Any) -> None:
    """Keeps a JSON value under a key that says all it depends on; after a power cut it may have to be made again."""
    raw = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")
    write_whole(root, root / "cache" / kind / f"{key}.json", raw, flushed=False)


def keep_vocabulary(root: Path, name: str, ntriples: bytes, about: Mapping[str, Any]) -> None:
    """Keeps a vocabulary that was added, in place of one of the same name."""
    raw = json.dumps(about, ensure_ascii=False, sort_keys=True).encode("utf-8")
    write_whole(root, root / "vocabularies" / f"{name}.nt", ntriples)
    write_whole(root, root / "vocabularies" / f"{name}.json", raw)


def drop_vocabulary(root: Path, name: str) -> bool:
    """Whether there was such a vocabulary; it is gone now."""
    with told(root):
        known = (root / "vocabularies" / f"{name}.json").exists()
        for suffix in ("json", "nt"):
            (root / "vocabularies" / f"{name}.{suffix}").unlink(missing_ok=True)
    return known


def vocabularies(root: Path) -> list[dict[str, Any]]:
    """What was told of each added vocabulary, by name."""
    with told(root):
        return [json.loads(path.read_bytes()) for path in sorted(vocabularies_of(root).glob("*.json"))]


def vocabulary(root: Path, name: str) -> bytes:
    """The triples of an added vocabulary as sorted N-Triples."""
    with told(root):
        return (vocabularies_of(root) / f"{name}.nt").read_bytes()
