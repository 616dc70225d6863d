"""The rows of what texts say, out of all files of a build, as questions ask for them."""

import json
import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from kg.tables.around import Around

LIVE = frozenset({"accepted", "verified", "corrected"})
"""The states of what counts."""
_AMONG = "IN (SELECT value FROM json_each(?))"
_NEAR = (
    f"(({{table}}.text, passage) IN (SELECT text, passage FROM about WHERE term = ? AND thing {_AMONG}) "
    f"OR subject {_AMONG})"
)
_PLACED = ("document", "version")
Text = tuple[int, int]
"""A text: the file that it is in, and its number there."""
Chosen = str | int | Collection[str] | None
"""A value that a column must have, or several one of which it must have; none for whatever it has.

True is for a list that is not empty.
"""


class Statement(NamedTuple):
    """A statement with one of its passages, see `kg.tables.schema`."""

    text: Text
    statement: str
    subject: str
    predicate: str
    object: str
    thing: int
    """0 where the object is a literal."""
    state: str
    confidence: Any
    paragraphs: str
    passage: int
    begin: int
    end: int
    last: int
    heading: int
    document: str
    version: str


class Figure(NamedTuple):
    """A figure with one of its passages, see `kg.tables.schema`."""

    text: Text
    figure: str
    subject: str
    kinds: str
    value: Any
    unit: str
    bound: str
    verbatim: str
    deeds: str
    periods: str
    state: str
    confidence: Any
    passage: int
    begin: int
    end: int
    last: int
    document: str
    version: str


class Near(NamedTuple):
    """Rows whose passage is about one of these things, or whose subject is one of those."""

    term: str
    things: Collection[str]
    subjects: Collection[str] = ()


class Said:
    """What the texts of a build say, and what its default graph tells of things."""

    def __init__(self, files: Sequence[sqlite3.Connection], around: Around) -> None:
        self._files = files
        self.around = around

    def ns(self, term: str) -> str:
        """The address of a term of ours."""
        return self.around.base.ns(term).value

    def id(self, path: str) -> str:
        """The address of a thing of ours."""
        return self.around.base.id(path).value

    def statements(self, *near: Near, **chosen: Chosen) -> Iterator[Statement]:
        """The statements whose columns are as chosen."""
        return map(Statement._make, self._placed("statement", Statement._fields, near, chosen))

    def figures(self, *near: Near, **chosen: Chosen) -> Iterator[Figure]:
        """The figures whose columns are as chosen."""
        return map(Figure._make, self._placed("figure", Figure._fields, near, chosen))

    def mentions(self, things: Collection[str]) -> Iterator[tuple[Text, str, str, str]]:
        """Text, document, version and thing of what texts name, of these things."""
        query = (
            "SELECT mention.text, document, version, thing FROM mention JOIN version ON version.id = place "
            "WHERE thing IN (SELECT value FROM json_each(?))"
        )
        return self.rows(query, _listed(things))

    def abouts(self, term: str) -> Iterator[tuple[Text, int, str]]:
        """Text, passage and thing of what passages are about."""
        return self.rows("SELECT text, passage, thing FROM about WHERE term = ?", term)

    def rows(self, query: str, *values: object) -> Iterator[Any]:
        """The rows of a query to each file; a text in the first column is told from those of other files."""
        for place, rows in enumerate(self._files):
            for text, *rest in rows.execute(query, values):
                yield (place, text), *rest

    def _placed(
        self, table: str, columns: Sequence[str], near: Sequence[Near], chosen: Mapping[str, Chosen]
    ) -> Iterator[Any]:
        named = ", ".join(column if column in _PLACED else f"{table}.{column}" for column in columns)
        conditions: list[str] = []
        values: list[object] = []
        for column, value in chosen.items():
            if value is True:
                conditions.append(f"{table}.{column} <> ''")
            elif isinstance(value, str | int):
                conditions.append(f"{table}.{column} = ?")
                values.append(value)
            elif value is not None:
                conditions.append(f"{table}.{column} {_AMONG}")
                values.append(_listed(value))
        for wanted in near:
            conditions.append(_NEAR.format(table=table))
            values += [wanted.term, _listed(wanted.things), _listed(wanted.subjects)]
        where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
        return self.rows(f"SELECT {named} FROM {table} JOIN version ON version.id = place{where}", *values)


def about(said: Said, given: Mapping[str, Any]) -> list[Near]:
    """What a record must be about where a topic or an area is asked for."""
    topics = said.around.below(given.get("topic"))
    areas = said.around.below(given.get("area"))
    found = []
    if topics is not None:
        found.append(Near("subject", topics, said.around.addressing(given.get("topic")) or ()))
    if areas is not None:
        found.append(Near("spatial", areas))
    return found


def _listed(values: Collection[str]) -> str:
    return json.dumps(sorted(values))
