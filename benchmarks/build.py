"""Building documents cold and again unchanged, beside reading and hashing the same bytes in the same run.

    python benchmarks/build.py [DOCUMENT…]

Without arguments the sample documents are built, and the five documents of the reference material where
MANDATEGRAPH_REFERENCE says where it is. Times are minima of three runs, in seconds; only ratios travel.
"""

import hashlib
import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from kg import assets, pipeline
from kg.settings import Settings

_RUNS = 3


def main(paths: Sequence[str]) -> None:
    """Prints one line for each set of documents."""
    print(f"{'documents':<24}{'cold s':>9}{'unchanged s':>13}{'read+hash s':>13}{'cold/unchanged':>16}")
    for name, files in _sets(paths):
        cold = min(_cold(files) for _ in range(_RUNS))
        again = _again(files)
        floor = min(_timed(partial(_hashed, files)) for _ in range(_RUNS))
        print(f"{name:<24}{cold:>9.3f}{again:>13.4f}{floor:>13.5f}{cold / again:>16.1f}")


def _sets(paths: Sequence[str]) -> list[tuple[str, list[Path]]]:
    if paths:
        return [("named documents", [Path(path) for path in paths])]
    sets = [("sample documents", list(assets.files("seeds", "documents/*")))]
    if reference := os.environ.get("MANDATEGRAPH_REFERENCE"):
        sets.append(("reference documents", sorted(Path(reference, "corpus").glob("*.txt"))))
    return sets


def _cold(files: Sequence[Path]) -> float:
    with tempfile.TemporaryDirectory() as folder:
        return _timed(lambda: _built(files, Path(folder)))


def _again(files: Sequence[Path]) -> float:
    with tempfile.TemporaryDirectory() as folder:
        _built(files, Path(folder))
        return min(_timed(lambda: _built(files, Path(folder))) for _ in range(_RUNS))


def _built(files: Sequence[Path], folder: Path) -> None:
    settings = Settings(store=folder / "store", decisions=folder / "decisions")
    pipeline.build(files, settings, now="2026-01-01T00:00:00Z")


def _hashed(files: Sequence[Path]) -> None:
    for file in files:
        hashlib.sha256(file.read_bytes()).hexdigest()


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main(sys.argv[1:])
