"""The tables of a build, opened for reading; a build that has none is searched through tables made in memory."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
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
    return _opened(_Build(reader))


@dataclass(frozen=True, slots=True, eq=False)
class _Build:
    """A build, told from another by its directory."""

    reader: Reader

    @property
    def path(self) -> Path:
        return self.reader.path.resolve()

    def __hash__(self) -> int:
        return hash(self.path)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Build) and self.path == other.path


@lru_cache(maxsize=2)  # a process serves one build, and the next one once it is live
def _opened(build: _Build) -> Index:
    reader = build.reader
    found = tables.opened(build.path.parent)
    homes, texts = found or tables.in_memory(reader.store, reader.base, reader.text)
    # Statements of a page come from few documents.
    return Index(homes, texts, Base(reader.base), lru_cache(maxsize=32)(reader.text))
