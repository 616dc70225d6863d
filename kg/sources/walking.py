"""Paths to what they hold: folders in sorted order, archives opened, nothing silently left out."""

import os
import stat
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from operator import attrgetter
from pathlib import Path

from kg.settings import Settings
from kg.sources.addresses import Web, fetched
from kg.sources.archives import members
from kg.sources.choosing import (
    CONVERT,
    HEAD,
    NO_READER,
    SMALLER,
    is_archive,
    is_taken,
    known_by_head,
    known_by_name,
)
from kg.sources.elsewhere import Elsewhere, files
from kg.sources.found import Found, is_address, is_elsewhere, printable

DEFAULT_LIMIT = Settings().file_megabytes << 20
"""Bytes of one file."""
_DEEPEST = 200
"""Folders within folders."""
_WRITTEN = "what builds write, not what they read"


@dataclass(slots=True)
class _Walk:
    """One walk: its limits, and the real files that were met, each with the name under which it was."""

    limit: int
    web: Web
    schemes: Collection[str]
    apart: Collection[str]
    seen: dict[str, str] = field(default_factory=dict)


def collect(
    paths: Iterable[str | os.PathLike[str]],
    *,
    limit: int = DEFAULT_LIMIT,
    web: Web | None = None,
    schemes: Collection[str] = (),
    apart: Collection[str] = (),
) -> Iterator[Found]:
    """What the paths hold, folders in sorted order, each real file once; `limit` in bytes for one file.

    A path or address that the user named and that cannot be read is `failed` or `missing`; in a folder or archive,
    what no reader takes, hidden files, links that lead out and whatever is no regular file are `skipped` with the
    reason, and so are the real folders `apart`. `web` says which addresses may be fetched, `schemes` which others are
    asked, see `kg.sources.elsewhere`.
    """
    walk = _Walk(limit, web or Web(), schemes, apart)
    for path in paths:
        named = os.fspath(path)
        if is_address(named):
            yield from _unpacked(_once(named, named, walk) or fetched(named, walk.web, limit=limit), walk)
        elif is_elsewhere(named):
            yield from _elsewhere(named, walk)
        elif _mode(named) is None:
            remedy = "check the name and the folder"
            yield Found(path=named, status="missing", reason="there is no such file or folder", remedy=remedy)
        elif Path(named).is_dir():
            real = os.path.realpath(named)
            yield from _walk(named, real, real, walk)
        elif not stat.S_ISREG(_mode(named) or 0):
            yield Found(path=named, status="failed", reason="not a regular file", remedy="copy it to a file")
        else:
            yield from _named(named, walk)


def allowed(paths: Iterable[str], settings: Settings) -> Iterator[Found]:
    """What the paths hold, as far as the settings allow it to be read."""
    limit = settings.file_megabytes << 20
    # Whoever builds from the folder that they work in has the store there too.
    written = [os.path.realpath(folder) for folder in (settings.store, settings.decisions)]
    return collect(paths, limit=limit, web=Web.of(settings), schemes=settings.schemes, apart=written)


def _elsewhere(named: str, walk: _Walk) -> Iterator[Found]:
    for found in files(named, Elsewhere(schemes=walk.schemes, limit=walk.limit)):
        yield from _unpacked(_once(found.path, found.path, walk) or found, walk)


def _named(path: str, walk: _Walk) -> Iterator[Found]:
    """A file that the user named: where no reader takes it, that is a failure."""
    if not _may_be_read(path):
        yield Found(path=path, status="failed", reason=NO_READER, remedy=CONVERT)
        return
    real = os.path.realpath(path)
    yield from _unpacked(_once(path, real, walk) or _opened(path, real, walk.limit), walk)


def _walk(folder: str, real: str, root: str, walk: _Walk, depth: int = 0) -> Iterator[Found]:
    """What the folder holds, which behind links is at `real`, below the folder that was named, `root`."""
    try:
        with os.scandir(folder) as entries:  # which knows most of what is asked here without asking again
            listed = sorted(entries, key=attrgetter("name"))
    except OSError as error:
        yield Found(path=folder, status="failed", reason=_why(error), remedy="check the permissions")
        return
    for entry in listed:
        path = entry.path
        target = os.path.realpath(path) if entry.is_symlink() else os.path.join(real, entry.name)  # noqa: PTH118 - fast
        written = target in walk.apart or _is_store(target)
        reason = _WRITTEN if written else _unwelcome(entry, target, root, depth)
        if reason:
            yield Found(path=path, status="skipped", reason=reason)
        elif entry.is_dir(follow_symlinks=False):
            yield from _walk(path, target, root, walk, depth + 1)
        else:
            yield from _met(path, target, walk)


def _is_store(folder: str) -> bool:
    """Whether a folder is laid out as builds lay out a store, whosever it is."""
    return Path(folder, "current").is_symlink() and Path(folder, "builds").is_dir()


def _met(path: str, real: str, walk: _Walk) -> Iterator[Found]:
    """A file that stands in a folder: where no reader takes it, it is passed over."""
    found = _once(path, real, walk) or _opened(path, real, walk.limit)
    if found.data is not None and not is_taken(found):
        found = Found(path=path, status="skipped", reason=NO_READER)
    yield from _unpacked(found, walk)


def _unwelcome(entry: "os.DirEntry[str]", target: str, root: str, depth: int) -> str:
    """Why a thing met in a folder is not read, or nothing; `target` is where it is behind links."""
    link = entry.is_symlink()
    mode = _mode(entry.path) if link else _kind(entry)
    if entry.name.startswith("."):
        return "hidden"
    if mode is None:
        return "a link that leads nowhere"
    if link and not Path(target).is_relative_to(root):
        return "a link that leads out of the folder"
    if stat.S_ISDIR(mode) and depth >= _DEEPEST:
        return f"more than {_DEEPEST} folders deep"
    if stat.S_ISDIR(mode):
        return "a link to a folder" if link else ""
    if not stat.S_ISREG(mode):
        return "not a regular file"
    return "" if _may_be_read(entry.path, named=False) else NO_READER


def _kind(entry: "os.DirEntry[str]") -> int:
    """What the folder says that a thing is which is no link, as a file mode."""
    if entry.is_file(follow_symlinks=False):
        return stat.S_IFREG
    return stat.S_IFDIR if entry.is_dir(follow_symlinks=False) else 0


def _may_be_read(path: str, *, named: bool = True) -> bool:
    """Whether name or first bytes are those of a format that is read; a named file without ending is text."""
    found = Found(path=path, status="found")
    if known_by_name(found) and (named or found.suffix):
        return True
    try:
        return known_by_head(_beginning(path))
    except OSError:
        return named  # opening it tells why


def _beginning(path: str) -> bytes:
    with Path(path).open("rb") as stream:
        return stream.read(HEAD)


def _unpacked(found: Found, walk: _Walk) -> Iterator[Found]:
    """The thing itself, or of an archive what it holds."""
    if found.data is not None and is_archive(found.data):
        yield from members(found, limit=walk.limit)
    else:
        yield found


def _once(path: str, real: str, walk: _Walk) -> Found | None:
    """That this real file was met before, or nothing."""
    if real in walk.seen:
        reason = f"the same file as {printable(walk.seen[real])}"
        return Found(path=path, status="skipped", reason=reason)
    walk.seen[real] = path
    return None


def _opened(path: str, real: str, limit: int) -> Found:
    try:
        # Without waiting: what was a file a moment ago may be a pipe by now.
        with open(os.open(path, os.O_RDONLY | os.O_NONBLOCK), "rb") as stream:  # noqa: PTH123 - needs the flags
            size = min(os.fstat(stream.fileno()).st_size, limit)
            data = stream.read(size + 1)  # room for the limit would be taken from the system each time
            if len(data) > size:
                data += stream.read(limit + 1 - len(data))
    except OSError as error:
        return Found(
            path=path, status="failed", reason=_why(error), remedy="check the file and its permissions"
        )
    if len(data) > limit:
        return too_large(path, limit)
    return Found(path=path, status="found", data=data, real=real)


def too_large(path: str, limit: int) -> Found:
    """That a file is larger than the limit."""
    return Found(path=path, status="failed", reason=f"larger than {limit} bytes", remedy=SMALLER)


def _mode(path: str) -> int | None:
    """The file mode behind links; none where nothing is there."""
    try:
        return Path(path).stat().st_mode
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return None
    except OSError:
        return stat.S_IFREG  # it is there but may not be looked at: opening it tells why


def _why(error: OSError) -> str:
    return (error.strerror or "cannot be read").lower()
