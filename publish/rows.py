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
    """A row is an object inside an array; values are objects behind a colon. Strings are cut out first.

    Of a string that goes on in the next piece nothing is kept: a long one would be read again with every piece.
    """

    _END = re.compile(rb'[^"\\]*(?:\\.[^"\\]*)*("|\\?\Z)', re.DOTALL)
    """The rest of a string: up to its quotation mark, or up to the end of the piece."""
    _STRING = re.compile(rb'"' + _END.pattern, re.DOTALL)

    def __init__(self) -> None:
        self._open = False
        self._rest = b""
        """A backslash whose letter is in the next piece."""
        self._last = b""

    def count(self, data: bytes) -> int:
        data = self._rest + data
        if self._open:
            begun = self._END.match(data)
            assert begun is not None, "it matches everything"
            self._closed(begun[1])
            data = data[begun.end() :]
        bare, *ends = self._STRING.split(data)
        if ends:
            self._closed(ends[-2])
        return self._rows(b"".join([bare, *ends[1::2]]))

    def _closed(self, end: bytes) -> None:
        self._open = end != b'"'
        self._rest = end if self._open else b""

    def _rows(self, bare: bytes) -> int:
        seen = self._last + bare
        self._last = seen[-1:]
        return seen.count(b"[{") + seen.count(b",{")
