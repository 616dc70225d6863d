"""The answer to a query of somebody's own, as a table in which everything has its name."""

from collections.abc import Iterable, Sequence
from typing import Any

import pyoxigraph as ox

from kg.store import Reader
from publish.portal.asked import Asked, Shown
from publish.portal.names import names
from publish.portal.tongues import tongue
from publish.rows import TooManyRowsError
from publish.tasks.query import found_by

SIZE = 200
"""Rows that are shown."""


def show(reader: Reader, asked: Asked) -> Shown:
    """The first rows with names, and how many there are; of ASK yes or no.

    Raises `SyntaxError`, `ValueError` and `TooManyRowsError` as a query in any other form of the answer does.
    """
    told = tongue(asked.language)
    found = found_by(reader, dict(asked.more))
    truth = bool(found) if isinstance(found, ox.QueryBoolean) else None
    columns = [] if truth is not None else [variable.value for variable in found.variables]
    lines, count = ([], 0) if truth is not None else _lines(found, columns, int(asked.more["max_rows"]))
    iris = {term.value for line in lines for term in line if isinstance(term, ox.NamedNode)}
    return Shown(
        template="results",
        title=told.say("Answer"),
        values={
            "truth": truth,
            "columns": columns,
            "lines": lines,
            "count": count,
            "names": names(reader, sorted(iris), told),
            "query": asked.more["query"],
        },
        crumbs=(("sparql", told.say("SPARQL endpoint")),),
    )


def _lines(found: Iterable[Any], columns: Sequence[str], most: int) -> tuple[list[list[Any]], int]:
    """The rows that are shown, and how many there are."""
    lines: list[list[Any]] = []
    count = 0
    for row in found:
        count += 1
        if count > most:
            raise TooManyRowsError
        if count <= SIZE:
            lines.append([row[name] for name in columns])
    return lines, count
