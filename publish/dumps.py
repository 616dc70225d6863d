"""The graph as files: one for each format in `publish/formats`, and their checksums."""

import errno
import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO

from kg.discover import plugins
from kg.errors import KgError, LimitError, StoreError
from kg.store import Reader

NAME = "mandategraph"
SUMS = "SHA256SUMS"


def export(reader: Reader, directory: Path) -> tuple[Path, ...]:
    """The files written: the graph in every format, and `SHA256SUMS` over them, last.

    All are written beside their place first and put there together: a full disk leaves what was there.

    Raises `LimitError` where the disk is full and `StoreError` where the folder cannot be written.
    """
    formats = plugins("publish.formats", "MEDIA_TYPE", "SUFFIX", "TITLE", "write")
    with _told(directory), ExitStack() as halves:
        directory.mkdir(parents=True, exist_ok=True)
        paths = [directory / f"{NAME}.{module.SUFFIX}" for module in formats]
        sums = [
            _written(halves, path, _writer(module.write, reader))
            for path, module in zip(paths, formats, strict=True)
        ]
        lines = sorted(f"{digest}  {path.name}\n" for path, digest in zip(paths, sums, strict=True))
        paths.append(directory / SUMS)
        _written(halves, paths[-1], lambda out: out.writelines(line.encode() for line in lines))
        for path in paths:
            _half(path).replace(path)
    return tuple(paths)


def _writer(write: Callable[[Reader, BinaryIO], None], reader: Reader) -> Callable[[BinaryIO], None]:
    return lambda out: write(reader, out)


def _written(halves: ExitStack, path: Path, write: Callable[[BinaryIO], None]) -> str:
    """The SHA-256 of what is now in the half file of `path`, which goes when `halves` closes."""
    half = _half(path)
    halves.callback(half.unlink, missing_ok=True)
    with half.open("wb") as out:
        write(out)
        out.flush()
        os.fsync(out.fileno())
    with half.open("rb") as done:
        return hashlib.file_digest(done, "sha256").hexdigest()


def _half(path: Path) -> Path:
    return path.with_name(f".{path.name}.half")


@contextmanager
def _told(directory: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise _fault(error, directory) from error


def _fault(error: OSError, directory: Path) -> KgError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT) or "No space left" in str(error):
        return LimitError(
            "the disk is full, nothing was exported",
            where=str(directory),
            remedy="free some space or choose another folder",
        )
    return StoreError(
        f"the export cannot be written ({error.strerror or error})",
        where=str(directory),
        remedy="choose a folder that you may write to",
    )
