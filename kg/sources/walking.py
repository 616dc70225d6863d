"""Paths to what they hold: folders in sorted order, archives opened, nothing silently left out."""

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kg.sources.addresses import Web, fetched
from kg.sources.archives import members
from kg.sources.choosing import CONVERT, HEAD, NO_READER, is_archive, is_taken, known_by_head, known_by_name
from kg.sources.found import Found, is_address, printable

DEFAULT_LIMIT = 64 * 2**20
"""Bytes of one file; the longest reports of the reference material stay below a hundredth of it."""
_DEEPEST = 200
"""Folders within folders."""


@dataclass(slots=True)
class _Walk:
    """One walk: its limits, and the real files that were met, each with the name under which it was."""

    limit: int
    web: Web
    seen: dict[str, str] = field(default_factory=dict)


def collect(
    paths: Iterable[str | os.PathLike[str]], *, limit: int = DEFAULT_LIMIT, web: Web | None = None
) -> Iterator[Found]:
    """What the paths hold, folders in sorted order, each real file once; `limit` in bytes for one file.

    A path or address that the user named and that cannot be read is `failed` or `missing`; in a folder or archive,
    what no reader takes, hidden files, links that lead out and whatever is no regular file are `skipped` with the
    reason. `web` says which addresses may be fetched.
    """
    walk = _Walk(limit, web or Web())
    for path in paths:
        named = os.fspath(path)
        if is_address(named):
            yield from _unpacked(_once(named, named, walk) or fetched(named, walk.web, limit=limit), walk)
        elif _mode(named) is None:
            remedy = "check the name and the folder"
            yield Found(path=named, status="missing", reason="there is no such file or folder", remedy=remedy)
        elif Path(named).is_dir():
            yield from _walk(named, os.path.realpath(named), walk)
        elif not stat.S_ISREG(_mode(named) or 0):
            yield Found(path=named, status="failed", reason="not a regular file", remedy="copy it to a file")
        else:
            yield from _named(named, walk)


def _named(path: str, walk: _Walk) -> Iterator[Found]:
    """A file that the user named: where no reader takes it, that is a failure."""
    if not _may_be_read(path):
        yield Found(path=path, status="failed", reason=NO_READER, remedy=CONVERT)
    else:
        yield from _unpacked(_once(path, os.path.realpath(path), walk) or _opened(path, walk.limit), walk)


def _walk(folder: str, root: str, walk: _Walk, depth: int = 0) -> Iterator[Found]:
    try:
        names = sorted(entry.name for entry in Path(folder).iterdir())
    except OSError as error:
        yield Found(path=folder, status="failed", reason=_why(error), remedy="check the permissions")
        return
    for name in names:
        path = os.path.join(folder, name)  # noqa: PTH118 - a Path would rewrite the name that the user gave
        reason = _unwelcome(path, root, depth)
        if reason:
            yield Found(path=path, status="skipped", reason=reason)
        elif Path(path).is_dir():
            yield from _walk(path, root, walk, depth + 1)
        else:
            yield from _met(path, walk)


def _met(path: str, walk: _Walk) -> Iterator[Found]:
    """A file that stands in a folder: where no reader takes it, it is passed over."""
    found = _once(path, os.path.realpath(path), walk) or _opened(path, walk.limit)
    if found.data is not None and not is_taken(found):
        found = Found(path=path, status="skipped", reason=NO_READER)
    yield from _unpacked(found, walk)


def _unwelcome(path: str, root: str, depth: int) -> str:
    """Why a thing met in a folder is not read, or nothing."""
    mode = _mode(path)
    if Path(path).name.startswith("."):
        return "hidden"
    if mode is None:
        return "a link that leads nowhere"
    if Path(path).is_symlink() and not Path(os.path.realpath(path)).is_relative_to(root):
        return "a link that leads out of the folder"
    if stat.S_ISDIR(mode) and depth >= _DEEPEST:
        return f"more than {_DEEPEST} folders deep"
    if stat.S_ISDIR(mode):
        return "a link to a folder" if Path(path).is_symlink() else ""
    if not stat.S_ISREG(mode):
        return "not a regular file"
    return "" if _may_be_read(path, named=False) else NO_READER


def _may_be_read(path: str, *, named: bool = True) -> bool:
    """Whether name or first bytes are those of a format that is read; a named file without ending is text."""
    found = Found(path=path, status="found")
    if known_by_name(found) and (named or found.inner.suffix):
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


def _opened(path: str, limit: int) -> Found:
    try:
        # Without waiting: what was a file a moment ago may be a pipe by now.
        with open(os.open(path, os.O_RDONLY | os.O_NONBLOCK), "rb") as stream:  # noqa: PTH123 - needs the flags
            data = stream.read(limit + 1)
    except OSError as error:
        return Found(
            path=path, status="failed", reason=_why(error), remedy="check the file and its permissions"
        )
    if len(data) > limit:
        return too_large(path, limit)
    return Found(path=path, status="found", data=data)


def too_large(path: str, limit: int) -> Found:
    """That a file is larger than the limit."""
    remedy = "split the file, or raise the limit"
    return Found(path=path, status="failed", reason=f"larger than {limit} bytes", remedy=remedy)


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
