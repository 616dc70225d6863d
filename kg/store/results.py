"""Which results in the cache a build can use, and the end of those that no build can use any more.

A build notes the keys of its results in a file of its own. When a build goes, what it alone could use goes first: a
process that dies in between leaves the build behind, and the next one goes on. Where a build that stays has no such
file, nothing goes.
"""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from kg.store.disk import told, write_flushed

_NOTE = "results"
_KINDS = ("extractions", "finding", "findings", "relating")
"""The folders of the cache that hold results of texts."""


def note_results(folder: Path, keys: Iterable[str]) -> None:
    """The build in the folder can use the results that are kept under these keys, whatever their kind."""
    write_flushed(folder / _NOTE, "".join(f"{key}\n" for key in sorted(set(keys))).encode("ascii"))


def forget_results(root: Path, gone: Iterable[Path], kept: Iterable[Path]) -> None:
    """What only builds that go could use is gone; only who holds the right to write may do so."""
    needed = _needed(kept)
    if needed is not None:
        for key in sorted({key for folder in gone for key in _noted(folder) or ()} - needed):
            for kind in _KINDS:
                _remove(root / "cache" / kind / f"{key}.json")


def sweep_results(root: Path) -> None:
    """The cache holds what builds can use and nothing else, not even what processes that died left half written."""
    with told(root):
        needed = _needed(path for path in (root / "builds").glob("[!.]*") if path.is_dir())
        if needed is not None:
            for path in _results(root):
                if path.suffix != ".json" or path.stem not in needed:
                    _remove(path)


def _needed(folders: Iterable[Path]) -> frozenset[str] | None:
    """All keys that these builds note, or nothing where one of them notes none."""
    noted = [_noted(folder) for folder in folders]
    return None if None in noted else frozenset(key for keys in noted for key in keys or ())


def _noted(folder: Path) -> list[str] | None:
    try:
        return (folder / _NOTE).read_text(encoding="ascii").split()
    except (OSError, ValueError):
        return None


def _results(root: Path) -> Iterator[Path]:
    for folder in (root / "cache" / kind for kind in _KINDS):
        yield from folder.iterdir() if folder.is_dir() else ()


def _remove(path: Path) -> None:
    with suppress(OSError):  # what cannot be removed takes space, and does no harm
        path.unlink(missing_ok=True)
