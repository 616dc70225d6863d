"""A ZIP file to the files in it: unpacked in memory within limits, each with a line of its own."""

import stat
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from kg import zipped
from kg.errors import ReadError
from kg.sources.choosing import NO_READER, is_archive, is_taken, known_by_name
from kg.sources.found import Found


def members(archive: Found, *, limit: int) -> Iterator[Found]:
    """The files of an archive in sorted order; `limit` in bytes for one of them.

    Hidden files, links, archives within, names that lead out and whatever no reader takes are `skipped` with the
    reason; an archive that cannot be opened is `failed`.
    """
    try:
        opened = zipped.opened(archive.data or b"", archive.shown)
    except ReadError as error:
        yield Found(path=archive.path, status="failed", reason=error.what, remedy=error.remedy)
        return
    with opened:
        files = sorted((info for info in opened.infolist() if not info.is_dir()), key=lambda i: i.filename)
        if not files:
            yield Found(
                path=archive.path, status="failed", reason="the archive is empty", remedy="leave it out"
            )
        seen: set[str] = set()
        for info in files:
            yield _member(archive, opened, info, seen, limit)
            seen.add(info.filename)


def _member(
    archive: Found, opened: zipfile.ZipFile, info: zipfile.ZipInfo, seen: set[str], limit: int
) -> Found:
    found = Found(path=f"{archive.path}/{info.filename}", status="skipped")
    if reason := "the same name as another" if info.filename in seen else _unwelcome(info):
        return replace(found, reason=reason)
    if not known_by_name(found) and info.file_size > limit:
        return replace(found, reason=NO_READER)
    try:
        data = zipped.unpacked(opened, info, found.shown, limit=limit)
    except ReadError as error:
        return replace(found, status="failed", reason=error.what, remedy=error.remedy)
    if is_archive(data):
        return replace(found, reason="an archive in an archive")
    whole = replace(found, status="found", data=data)
    return whole if is_taken(whole) else replace(found, reason=NO_READER)


def _unwelcome(info: zipfile.ZipInfo) -> str:
    """Why a member is not read, or nothing."""
    path = PurePosixPath(info.filename)
    if path.is_absolute() or ".." in path.parts or "\\" in info.filename or ":" in path.parts[0]:
        return "its name leads out of the archive"
    if any(part.startswith(".") or part == "__MACOSX" for part in path.parts):
        return "hidden"
    mode = info.external_attr >> 16
    return "" if stat.S_IFMT(mode) in (0, stat.S_IFREG) else "not a regular file"
