"""A list of documents in a file or on standard input: one path or address on each line."""

import sys
from collections.abc import Iterator
from typing import BinaryIO

from kg.errors import SourceError
from kg.sources.found import printable

STDIN = "-"


def listed(file: str) -> list[str]:
    r"""The paths and addresses that the file names, in order; `-` is standard input.

    Empty lines count for nothing. Where names end with NUL (`find -print0`), a line break is a part of a name. Names
    are decoded as the file system does, so that every file can be named.

    Raises `SourceError` where the file cannot be read.
    """
    try:
        if file == STDIN:
            return list(_names(sys.stdin.buffer))
        with open(file, "rb") as stream:  # noqa: PTH123 - the name is used as it was given
            return list(_names(stream))
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "no file can have this name"
        raise SourceError(
            f"the list cannot be read: {reason.lower()}",
            where=printable(file),
            remedy="give a file with one path on each line, or - for standard input",
        ) from error


def _names(stream: BinaryIO) -> Iterator[str]:
    raw = stream.read().removeprefix(b"\xef\xbb\xbf")
    lines = raw.split(b"\0") if b"\0" in raw else [line.removesuffix(b"\r") for line in raw.split(b"\n")]
    yield from (line.decode("utf-8", "surrogateescape") for line in lines if line.strip())
