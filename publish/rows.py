"""Buffers that take the bytes of query results and stop when there are more rows than allowed.

The engine writes results itself, many times faster than rows taken one by one; the rows are counted in
what it writes. Each format has a mark that cannot stand inside a value.
"""

import re
from collections.abc import Callable

from pyoxigraph import QueryResultsFormat


class TooManyRowsError(Exception):
    """The result has more rows than allowed."""


class Buffer:
    """Collects bytes; raises `TooManyRowsError` from `write` once `count` has seen more than `limit` rows.

    Each row has a byte at least, so that nothing needs to be counted as long as there are fewer bytes.
    """

    def __init__(self, count: Callable[[bytes], int], limit: int) -> None:
        self._parts: list[bytes] = []
        self._count = count
        self._left = limit
        self._spare = limit

    def write(self, data: bytes) -> int:
        piece = bytes(data)
        self._parts.append(piece)
        if self._spare < 0:
            self._counted(piece)
            return len(piece)
        self._spare -= len(piece)
        if self._spare < 0:
            self._counted(b"".join(self._parts))
        return len(piece)

    def _counted(self, data: bytes) -> None:
        self._left -= self._count(data)
        if self._left < 0:
            raise TooManyRowsError

    def flush(self) -> None:
        """Nothing: all is in memory."""

    def value(self) -> bytes:
        return b"".join(self._parts)


def buffer(results: QueryResultsFormat, limit: int) -> Buffer:
    """A buffer for up to `limit` rows in one of the four formats."""
    if results == QueryResultsFormat.XML:
        return Buffer(_Xml().count, limit)
    if results == QueryResultsFormat.JSON:
        return Buffer(_Json().count, limit)
    # The header is a line too.
    return Buffer(_Csv().count if results == QueryResultsFormat.CSV else _lines, limit + 1)


def _lines(data: bytes) -> int:
    """TSV escapes line ends inside values."""
    return data.count(b"\n")


class _Csv:
    """Line ends outside quotes; a doubled quote inside a value leaves the parity as it was."""

    def __init__(self) -> None:
        self._quoted = False

    def count(self, data: bytes) -> int:
        pieces = data.split(b'"')
        rows = sum(piece.count(b"\n") for piece in pieces[self._quoted :: 2])
        self._quoted ^= len(pieces) % 2 == 0
        return rows


class _Xml:
    """`<result>`: in values "<" is escaped. The tail of the last piece is kept for a tag cut in two."""

    _TAG = b"<result>"

    def __init__(self) -> None:
        self._tail = b""

    def count(self, data: bytes) -> int:
        data = self._tail + data
        self._tail = data[1 - len(self._TAG) :]
        return data.count(self._TAG)


class _Json:
    """A row is an object inside an array; values are objects behind a colon. Strings are cut out first."""

    _STRING = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)

    def __init__(self) -> None:
        self._rest = b""
        self._last = b""

    def count(self, data: bytes) -> int:
        bare = self._STRING.sub(b"", self._rest + data)
        bare, quote, rest = bare.partition(b'"')
        self._rest = quote + rest
        seen = self._last + bare
        self._last = seen[-1:]
        return seen.count(b"[{") + seen.count(b",{")
