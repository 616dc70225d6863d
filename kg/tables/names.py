"""Rows about things and their names."""

import json
import sqlite3
from collections.abc import Iterable

from kg.tables.facts import Named
from kg.tables.words import words


def add(rows: sqlite3.Connection, things: Iterable[Named]) -> None:
    """These things are in the file too."""
    place = int(rows.execute("SELECT coalesce(max(id), 0) FROM thing").fetchone()[0])
    first = int(rows.execute("SELECT coalesce(max(id), 0) FROM name").fetchone()[0])
    for thing in things:
        place += 1
        row = (place, thing.iri, thing.kind, json.dumps(thing.above))
        rows.execute("INSERT INTO thing VALUES (?, ?, ?, ?)", row)
        names = [(first + i, place, *name, words(name[0])) for i, name in enumerate(thing.names, start=1)]
        first += len(names)
        rows.executemany("INSERT INTO name VALUES (?, ?, ?, ?, ?, ?)", names)
        folded = [(name[0], name[-1]) for name in names]
        rows.executemany("INSERT INTO words (rowid, folded) VALUES (?, ?)", folded)


def remove(rows: sqlite3.Connection, iri: str) -> tuple[str, tuple[str, ...]] | None:
    """Kind of a thing that is not in the file any more, and what stood above it; none where it was not."""
    found = rows.execute("SELECT id, kind, above FROM thing WHERE iri = ?", (iri,)).fetchone()
    if found is None:
        return None
    place, kind, above = found
    names = rows.execute("SELECT id, folded FROM name WHERE thing = ?", (place,)).fetchall()
    # An index that keeps no text must be told the words that it shall forget.
    rows.executemany("INSERT INTO words (words, rowid, folded) VALUES ('delete', ?, ?)", names)
    rows.execute("DELETE FROM name WHERE thing = ?", (place,))
    rows.execute("DELETE FROM thing WHERE id = ?", (place,))
    return kind, tuple(json.loads(above))


def listed(rows: sqlite3.Connection) -> list[str]:
    """The things of a file, sorted."""
    return [row[0] for row in rows.execute("SELECT iri FROM thing ORDER BY iri")]
