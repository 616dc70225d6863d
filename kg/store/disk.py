"""Files written whole or not at all, and faults of the disk as messages that say what to do."""

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import KgError, LimitError, StoreError, is_disk_full

_NO_LINK = (errno.EXDEV, errno.EPERM, errno.EMLINK, errno.EOPNOTSUPP, errno.EACCES)


def write_whole(root: Path, path: Path, raw: bytes, *, flushed: bool = True) -> None:
    """The file at `path` now holds `raw`; whoever reads it meanwhile sees the old content or the new one.

    What is not `flushed` may be lost or damaged after a power cut.
    """
    half = path.with_name(f".{path.name}.{os.getpid()}")
    with told(root):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            (write_flushed if flushed else Path.write_bytes)(half, raw)
            half.replace(path)
        except BaseException:
            half.unlink(missing_ok=True)
            raise


def write_flushed(path: Path, raw: bytes) -> None:
    """The file at `path` holds `raw`, also after a power cut."""
    with path.open("wb") as file:
        file.write(raw)
        file.flush()
        os.fsync(file.fileno())


def flush_file(path: Path) -> None:
    """What was written to the file outlives a power cut."""
    _sync(path, os.O_RDONLY)


def flush_folder(path: Path) -> None:
    """The names in the folder outlive a power cut."""
    _sync(path, os.O_RDONLY | os.O_DIRECTORY)


def _sync(path: Path, flags: int) -> None:
    descriptor = os.open(path, flags)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def link(source: Path, target: Path) -> None:
    """`target` is the same file as `source`, or a copy where the file system knows no links."""
    try:
        os.link(source, target)
    except OSError as error:
        if error.errno not in _NO_LINK:
            raise
        shutil.copyfile(source, target)


@contextmanager
def told(root: Path) -> Iterator[None]:
    """Faults of the disk as messages that say what to do."""
    try:
        yield
    except OSError as error:
        raise _fault(error, root) from error


def _fault(error: OSError, root: Path) -> KgError:
    if is_disk_full(error):
        return LimitError(
            "the disk is full", where=str(root), remedy="free some space and run the command again"
        )
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return StoreError(
            "there is no permission to use the store",
            where=str(error.filename or root),
            remedy="change its permissions or choose another --store",
        )
    if error.errno in (errno.EEXIST, errno.ENOTDIR) and any(p.is_file() for p in (root, *root.parents)):
        return StoreError(
            "a file stands where the folder of the store should be",
            where=str(root),
            remedy="name another folder with --store, or move the file away",
        )
    return StoreError(
        f"the store cannot be used: {error.strerror or error}",
        where=str(error.filename or root),
        remedy="check the disk",
    )
