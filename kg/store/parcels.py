"""What a piece of work needs of a store, to be sent to a machine that does not see it, and what the work adds.

A parcel is a handful of files by their paths below the store. Only results of the cache come back.
"""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from kg.store.disk import told, write_whole

_RESULT = re.compile(r"cache/[a-z]+/[0-9a-f]+\.json")


def text_name(sha256: str) -> str:
    """Where the text with that hash is, below the store."""
    return f"texts/{sha256}.txt"


def layout_name(bytes_sha256: str) -> str:
    """Where it is told how the text of the file with that hash stands in it."""
    return f"layouts/{bytes_sha256}.json"


def cache_name(kind: str, key: str) -> str:
    """Where a result of that kind is, see `kg.store.cached`."""
    return f"cache/{kind}/{key}.json"


def packed(root: Path, names: Iterable[str]) -> dict[str, bytes]:
    """The files of the store with these names, those that are there."""
    with told(root):
        return {name: (root / name).read_bytes() for name in names if (root / name).is_file()}


def unpacked(root: Path, files: Mapping[str, bytes]) -> None:
    """A folder that has these files, as far as a piece of work is concerned, is a store."""
    for name, raw in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(raw)


def added(root: Path, before: Mapping[str, bytes]) -> dict[str, bytes]:
    """The results that the cache has beside those that it had before, and those that are others now."""
    found = sorted(path.relative_to(root).as_posix() for path in (root / "cache").rglob("*.json"))
    return {name: raw for name, raw in packed(root, found).items() if before.get(name) != raw}


def keep_added(root: Path, files: Mapping[str, bytes]) -> None:
    """The store has these results too; what is no result of the cache is passed over."""
    for name, raw in files.items():
        if _RESULT.fullmatch(name):
            write_whole(root, root / name, raw, flushed=False)
