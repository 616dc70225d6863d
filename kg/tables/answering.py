"""Questions answered out of the tables of a build: the same rows as the query gives, in the same order."""

import sqlite3
from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import ModuleType
from typing import Any

from kg.discover import plugins
from kg.iris import digest
from kg.store import Reader
from kg.tables import schema, shards
from kg.tables.around import Around
from kg.tables.ordering import Row, ordered
from kg.tables.reading import Said
from kg.tables.writing import FOLDER, said_files


def answered(
    reader: Reader, name: str, sparql: str, columns: Sequence[str], given: Mapping[str, Any]
) -> list[Row] | None:
    """The rows of the question of that name, as values in the order of `columns`.

    `sparql` is its query, and `given` the values of its parameters by name: IRIs as text, years as numbers. None where
    the graph has to be asked: no tables of this make, none for this question, or a query that is not the one that they
    follow.
    """
    found = {question.NAME: question for question in _questions()}.get(name)
    if found is None or mark(sparql, columns) != found.MARK:
        return None
    try:
        said = _opened(reader)
        return ordered(found.rows(said, given), columns, found.ORDER) if said else None
    except sqlite3.Error:  # a damaged file is not a reason to leave a question without its answer
        return None


def mark(sparql: str, columns: Sequence[str]) -> str:
    """What a query is known by: its text without comments, and its columns."""
    lines = (line for line in sparql.splitlines() if not line.lstrip().startswith("#"))
    return digest(*(" ".join(line.split()) for line in lines), *columns)


def _questions() -> Sequence[ModuleType]:
    return plugins("kg.tables.questions", "NAME", "MARK", "ORDER", "rows")


@lru_cache(maxsize=2)  # a process serves one build, and the next one once it is live
def _opened(reader: Reader) -> Said | None:
    folder = reader.path.resolve().parent / FOLDER
    starts = said_files(folder)
    if starts is None:
        return None
    files = [schema.opened(folder / shards.file("said", start)) for start in sorted(starts)]
    return Said(files, Around(reader))
