"""The tables of a build, opened for reading; a build that has none is searched through tables made in memory."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from kg import tables
from kg.iris import Base
from kg.store import Reader

Rows = list[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Index:
    """The tables of one build: things are spread over files by their names, texts by theirs."""

    homes: tuple[sqlite3.Connection, ...]
    texts: tuple[sqlite3.Connection, ...]
    base: Base
    text: tables.Text
    """A stored text by its hash; raises `StoreError` where it is lost."""

    def things(self, query: str, *values: object) -> Iterator[tuple[Any, ...]]:
        """The rows of a query to each file of names."""
        return (row for rows in self.homes for row in rows.execute(query, values).fetchall())

    def each(self, query: str, *values: object) -> Iterator[Rows]:
        """The rows of a query to each file of texts, by file."""
        return (rows.execute(query, values).fetchall() for rows in self.texts)


def opened(reader: Reader) -> Index:
    """The tables of the build that is read. A process keeps them open, since a build never changes.

    A build without tables is read whole once, which takes some seconds for each hundred documents.
    """
    return _opened(reader)


@lru_cache(maxsize=2)  # a process serves one build, and the next one once it is live
def _opened(reader: Reader) -> Index:
    found = tables.opened(reader.path.resolve().parent)
    homes, texts = found or tables.in_memory(reader.store, reader.base, reader.text)
    # Statements of a page come from few documents.
    return Index(homes, texts, Base(reader.base), lru_cache(maxsize=32)(reader.text))
