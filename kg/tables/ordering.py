"""Rows in the order of an ORDER BY."""

from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import Any

Row = tuple[Any, ...]


def ordered(rows: Iterable[Row], columns: Sequence[str], order: str) -> list[Row]:
    """The rows in order of the columns that `order` names, then of all others; what is open comes first.

    A name that ends in "-" turns its column round; "a|b" stands for `a`, or `b` where that is open.

    >>> ordered([(1, None), (2, "x"), (2, None)], ("n", "word"), "n-")
    [(2, None), (2, 'x'), (1, None)]
    """
    found = list(rows)
    named = order.split()
    rest = [column for column in columns if column not in named]
    parts: list[list[str]] = [[]]
    for name in (*named, *rest):
        if name.endswith("-"):
            parts += [[name], []]
        else:
            parts[-1].append(name)
    for part in reversed(parts):
        if part:
            keys = [_key(found, columns, name.removesuffix("-")) for name in part]
            _sort(found, keys, part[0].endswith("-"))
    return found


def _sort(rows: list[Row], keys: Sequence[list[Any]], turned: bool) -> None:
    whole = list(zip(*keys, strict=True)) if rows else []
    places = sorted(range(len(rows)), key=whole.__getitem__, reverse=turned)
    rows[:] = [rows[place] for place in places]


def _key(rows: Sequence[Row], columns: Sequence[str], name: str) -> list[Any]:
    """The values of a column; what is open stands before all others."""
    first, *others = map(columns.index, name.split("|"))
    values = list(map(itemgetter(first), rows))
    for other in others:
        values = [row[other] if value is None else value for row, value in zip(rows, values, strict=True)]
    if None not in values:
        return values
    text = any(isinstance(value, str) for value in values)
    lowest: str | float = "" if text else float("-inf")
    return [lowest if value is None else value for value in values]
