"""Where documents come from: files and folders, each walked in order, nothing silently left out."""

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from types import ModuleType
from typing import Literal

from kg.discover import plugins
from kg.errors import ReadError
from kg.types import Document

Status = Literal["found", "skipped", "failed", "missing"]
DEFAULT_LIMIT = 64 * 2**20
"""Bytes of one file; the longest reports of the reference material stay below a hundredth of it."""

_NO_READER = "no reader for this kind of file"
_CONVERT = "save it as plain text or Markdown"
# First bytes of common formats that are no text, whatever the name says (IANA media type registrations).
_BINARY = (
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "ZIP and Office"),
    (b"\xd0\xcf\x11\xe0", "old Office"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"\x1f\x8b", "gzip"),
    (b"{\\rtf", "RTF"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One thing met on the way: bytes to be read, or the reason why there are none."""

    path: str
    """As the user named it; for a file of a folder, the folder's name as given and the way below it."""
    status: Status
    data: bytes | None = None
    reason: str = ""
    remedy: str = ""

    @property
    def shown(self) -> str:
        """The path fit for a terminal and for UTF-8."""
        return printable(self.path)

    @property
    def said(self) -> str:
        """Why there are no bytes, and what to do about it."""
        return said(self.reason, self.remedy)


def said(what: str, remedy: str) -> str:
    """What was met and what to do, as a phrase."""
    return f"{what}; {remedy}" if remedy else what


def printable(name: str) -> str:
    r"""`name` with control, format and undecodable characters escaped (`\x1b`): it steers no terminal."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in name)


def collect(paths: Iterable[str | os.PathLike[str]], *, limit: int = DEFAULT_LIMIT) -> Iterator[Found]:
    """What the paths hold, folders in sorted order, each real file once; `limit` in bytes for one file.

    A path that the user named and that cannot be read is `failed` or `missing`; in a folder, what no reader
    takes, hidden files, links that lead out and whatever is no regular file are `skipped` with the reason.
    """
    seen: dict[str, str] = {}
    for path in paths:
        named = os.fspath(path)
        if _mode(named) is None:
            remedy = "check the name and the folder"
            yield Found(path=named, status="missing", reason="there is no such file or folder", remedy=remedy)
        elif Path(named).is_dir():
            yield from _walk(named, os.path.realpath(named), seen, limit)
        elif not stat.S_ISREG(_mode(named) or 0):
            yield Found(path=named, status="failed", reason="not a regular file", remedy="copy it to a file")
        elif Path(named).suffix and _reader_for(Path(named).suffix) is None:
            yield Found(path=named, status="failed", reason=_NO_READER, remedy=_CONVERT)
        else:
            yield _opened(named, seen, limit)


def read_document(found: Found) -> Document:
    """The document that the bytes of `found` hold; its reader is chosen by content first, then by the name's
    ending.

    Raises `ReadError` where there are no bytes, no reader, or no text in them.
    """
    if found.data is None:
        raise ReadError(found.reason, where=found.shown, remedy=found.remedy)
    suffix = Path(found.path).suffix
    reader = _reader_by_content(found.data, found.shown) or _reader_for(suffix or ".txt")
    if reader is None:
        raise ReadError(_NO_READER, where=found.shown, remedy=_CONVERT)
    text: str = reader.read(found.data, found.shown)
    return Document(
        source=found.shown,
        name=printable(Path(found.path).stem),
        media_type=reader.MEDIA_TYPES[0],
        text=text,
        sha256=sha256(text.encode()).hexdigest(),
        bytes_sha256=sha256(found.data).hexdigest(),
    )


def _walk(folder: str, root: str, seen: dict[str, str], limit: int) -> Iterator[Found]:
    try:
        names = sorted(entry.name for entry in Path(folder).iterdir())
    except OSError as error:
        yield Found(path=folder, status="failed", reason=_why(error), remedy="check the permissions")
        return
    for name in names:
        path = os.path.join(folder, name)  # noqa: PTH118 - a Path would rewrite the name that the user gave
        reason = _unwelcome(path, root)
        if reason:
            yield Found(path=path, status="skipped", reason=reason)
        elif Path(path).is_dir():
            yield from _walk(path, root, seen, limit)
        else:
            yield _opened(path, seen, limit)


def _unwelcome(path: str, root: str) -> str:
    """Why a thing met in a folder is not read, or nothing."""
    mode = _mode(path)
    if Path(path).name.startswith("."):
        return "hidden"
    if mode is None:
        return "a link that leads nowhere"
    if Path(path).is_symlink() and not Path(os.path.realpath(path)).is_relative_to(root):
        return "a link that leads out of the folder"
    if stat.S_ISDIR(mode):
        return "a link to a folder" if Path(path).is_symlink() else ""
    if not stat.S_ISREG(mode):
        return "not a regular file"
    return "" if _reader_for(Path(path).suffix) else _NO_READER


def _opened(path: str, seen: dict[str, str], limit: int) -> Found:
    real = os.path.realpath(path)
    if real in seen:
        return Found(path=path, status="skipped", reason=f"the same file as {printable(seen[real])}")
    seen[real] = path
    try:
        with Path(path).open("rb") as stream:
            data = stream.read(limit + 1)
    except OSError as error:
        return Found(
            path=path, status="failed", reason=_why(error), remedy="check the file and its permissions"
        )
    if len(data) > limit:
        return Found(
            path=path,
            status="failed",
            reason=f"larger than {limit} bytes",
            remedy="split the file, or raise the limit",
        )
    return Found(path=path, status="found", data=data)


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


def _readers() -> tuple[ModuleType, ...]:
    return plugins("kg.readers", "MEDIA_TYPES", "SUFFIXES", "EXAMPLES", "read")


def _reader_for(suffix: str) -> ModuleType | None:
    return next((reader for reader in _readers() if suffix.lower() in reader.SUFFIXES), None)


def _reader_by_content(data: bytes, where: str) -> ModuleType | None:
    for reader in _readers():
        if data.startswith(tuple(getattr(reader, "MAGIC", ()))):
            return reader
    kind = next((kind for magic, kind in _BINARY if data.startswith(magic)), None)
    if kind is not None:
        raise ReadError(f"no reader for {kind} files", where=where, remedy=_CONVERT)
    return None
