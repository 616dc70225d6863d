"""Files of sorted lines, each line once: made, compared and put right without holding them in memory.

A line ends with its only line feed, as in N-Triples.
"""

import hashlib
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import ExitStack
from io import BytesIO
from itertools import chain
from pathlib import Path

_RUN = 16 << 20
"""Bytes of lines that are sorted in memory at a time; what is beyond goes through files."""
_BATCH = 1 << 18
"""Bytes of lines that are read at a time."""
_BLOCK = 1 << 16
"""Bytes that are copied as they are where no line among them changes."""
_FAN = 200
"""Sorted files that are merged at a time: open files are limited."""


def lines(path: Path) -> Iterator[bytes]:
    """Every line of a file."""
    return chain.from_iterable(batches(path))


def batches(path: Path) -> Iterator[list[bytes]]:
    """Every line of a file, some at a time."""
    with path.open("rb") as file:
        while batch := file.readlines(_BATCH):
            yield batch


def write_sorted(unsorted: Iterable[list[bytes]], path: Path) -> str:
    """The SHA-256 of the lines, which now stand in `path` sorted and once each.

    No more than some `_RUN` bytes are in memory at a time.
    """
    runs: list[Path] = []
    run: list[bytes] = []
    size = 0
    for batch in unsorted:
        run += batch
        size += sum(map(len, batch))
        if size > _RUN:
            runs.append(_spilled([_once_sorted(run)], path, len(runs)))
            run, size = [], 0
    if not runs:
        return _written([b"".join(_once_sorted(run))], path)
    runs.append(_spilled([_once_sorted(run)], path, len(runs)))
    number = len(runs)
    while len(runs) > _FAN:
        runs = [*runs[_FAN:], _spilled(_merged(runs[:_FAN]), path, number)]
        number += 1
    return _written(map(b"".join, _merged(runs)), path)


def changes(old: Path | None, new: Path | None) -> Iterator[bytes]:
    """The lines that stand in one of two sorted files and not in the other, in no order; no file has no lines."""
    for window in _windows([path for path in (old, new) if path]):
        found: set[bytes] = set()
        for part in window:
            found.symmetric_difference_update(part)
        yield from found


def write_changed(
    source: Path, come: Collection[bytes], gone: Collection[bytes], path: Path
) -> tuple[set[bytes], set[bytes]]:
    """The lines that came into a sorted file and those that left it, as asked; the file as it is then is in `path`.

    A line that it had already does not come, and one that it had not does not leave.
    """
    came: set[bytes] = set()
    went: set[bytes] = set()
    _written(_changed(source, come, gone, came, went), path)
    return came, went


def _changed(
    source: Path, come: Collection[bytes], gone: Collection[bytes], came: set[bytes], went: set[bytes]
) -> Iterator[bytes]:
    leave = frozenset(gone)
    places = sorted({*come, *leave})

    def put_right(block: bytes, touched: Sequence[bytes]) -> bytes:
        had, asked = {*BytesIO(block)}, {*touched}
        came.update(asked - leave - had)
        went.update(had & leave)
        return b"".join(sorted((had | asked) - leave))

    done = 0
    with source.open("rb") as file:
        while block := file.read(_BLOCK) + file.readline():
            last = block[block.rfind(b"\n", 0, -1) + 1 :]
            until = bisect_right(places, last, done)
            # Where nothing changes, bytes need not become lines.
            yield put_right(block, places[done:until]) if until > done else block
            done = until
    yield put_right(b"", places[done:])


# Parts ----------------------------------------------------------------------------------------------------


def _once_sorted(run: Iterable[bytes]) -> list[bytes]:
    # A set would scatter what is sorted in parts already, and sorting would take twice as long.
    return sorted(dict.fromkeys(run))


def _merged(runs: Sequence[Path]) -> Iterator[list[bytes]]:
    """The lines of sorted files in order, each once, in batches: sorting a batch is far cheaper than a heap."""
    return (_once_sorted(chain.from_iterable(window)) for window in _windows(runs))


def _windows(paths: Sequence[Path]) -> Iterator[list[list[bytes]]]:
    """The lines of sorted files, a stretch of the order at a time: for each stretch those of each file."""
    block = _RUN // max(len(paths), 1)
    with ExitStack() as opened:
        waiting = [(opened.enter_context(path.open("rb")), list[bytes]()) for path in paths]
        while True:
            for file, found in waiting:
                if not found:
                    found += file.readlines(block)
            waiting = [(file, found) for file, found in waiting if found]
            if not waiting:
                return
            # Beyond the nearest end of a block, lines may be missing that are not read yet.
            end = min(found[-1] for _, found in waiting)
            window = []
            for _, found in waiting:
                cut = bisect_right(found, end)
                window.append(found[:cut])
                del found[:cut]
            yield window


def _spilled(parts: Iterable[list[bytes]], path: Path, number: int) -> Path:
    run = path.with_name(f"{path.name}.{number}")
    with run.open("wb") as out:
        out.writelines(map(b"".join, parts))
    return run


def _written(blocks: Iterable[bytes], path: Path) -> str:
    hashed = hashlib.sha256()
    with path.open("wb") as out:
        for block in blocks:
            hashed.update(block)
            out.write(block)
    return hashed.hexdigest()
