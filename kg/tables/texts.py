"""Rows about texts: their words, the statements in them, and what each statement stands under."""

import json
import sqlite3
from collections.abc import Callable, Mapping
from typing import Any

from kg.errors import KgError
from kg.tables.facts import Graph, Said, Version, key, paragraphs
from kg.tables.words import words

Text = Callable[[str], str]
"""A stored text by its hash; raises `KgError` where it is lost."""
_KEYWORDS = frozenset({"programme", "organization", "instrument", "event", "document", "resolution"})
_FACETS = {"place": "area", "provision": "article", "topic": "topic", "group": "group", "sdg": "target"}
"""Facet by kind of what a statement or its sentence speaks of; what stands above counts too."""
_Places = Mapping[tuple[int, int], int]


class Texts:
    """Changes of one file, within the transaction of whoever asks."""

    def __init__(self, rows: sqlite3.Connection, graph: Graph, text: Text) -> None:
        self._rows = rows
        self._graph = graph
        self._text = text

    def add(self, graph: str) -> None:
        """What the graph of a text tells."""
        found = self._graph.version(graph)
        if found is None:
            return
        try:
            text, lost = self._text(found.sha256), 0
        except KgError:  # it cannot be searched; what was read from it can
            text, lost = "", 1
        row = (graph, found.document, found.sha256, found.language, json.dumps(found.years), lost)
        version = self._insert(
            "INSERT INTO version (graph, document, sha256, language, years, lost) VALUES (?, ?, ?, ?, ?, ?)",
            *row,
        )
        whole = {span: self._passage(version, text, span, True) for span in paragraphs(text)}
        said = {span for item in found.items for span in item.passages}
        known = {span: self._passage(version, text, span, False) for span in sorted(said)}
        for item in found.items:
            self._item(version, item, found, known, whole)

    def remove(self, graph: str) -> None:
        """The text of that graph is not in the file any more.

        Raises `KgError` where the text is lost whose words would have to be forgotten.
        """
        row = self._rows.execute("SELECT id, sha256, lost FROM version WHERE graph = ?", (graph,)).fetchone()
        if row is None:
            return
        version, sha256, lost = row
        text = "" if lost else self._text(sha256)
        spans = self._all("SELECT id, begin, end FROM passage WHERE version = ?", version)
        folded = [(place, words(text[begin:end])) for place, begin, end in spans]
        # An index that keeps no text must be told the words that it shall forget.
        self._rows.executemany("INSERT INTO words (words, rowid, folded) VALUES ('delete', ?, ?)", folded)
        ours = "(SELECT id FROM item WHERE version = ?)"
        counts = f"SELECT count(*), value FROM item_value WHERE item IN {ours} GROUP BY value"
        self._rows.executemany("UPDATE value SET total = total - ? WHERE id = ?", self._all(counts, version))
        for table in ("item_passage", "item_term", "item_value"):
            self._rows.execute(f"DELETE FROM {table} WHERE item IN {ours}", (version,))
        for table, column in (("item", "version"), ("passage", "version"), ("version", "id")):
            self._rows.execute(f"DELETE FROM {table} WHERE {column} = ?", (version,))
        self._rows.execute("DELETE FROM value WHERE total = 0")

    def years(self, graph: str) -> tuple[str, ...] | None:
        """The years that the text of that graph stands under; none where it is not in the file."""
        row = self._rows.execute("SELECT years FROM version WHERE graph = ?", (graph,)).fetchone()
        return tuple(json.loads(row[0])) if row else None

    def resting(self, iri: str) -> list[str]:
        """The graphs of texts in which a statement or its sentence speaks of that thing."""
        query = (
            "SELECT DISTINCT graph FROM term JOIN item_term ON term = term.id JOIN item ON item.id = item "
            "JOIN version ON version.id = version WHERE iri = ?"
        )
        return [row[0] for row in self._all(query, iri)]

    # Rows -----------------------------------------------------------------------------------------------

    def _passage(self, version: int, text: str, span: tuple[int, int], paragraph: bool) -> int:
        row = (version, *span, int(paragraph))
        place = self._insert("INSERT INTO passage (version, begin, end, paragraph) VALUES (?, ?, ?, ?)", *row)
        folded = words(text[slice(*span)])
        self._insert("INSERT INTO words (rowid, folded) VALUES (?, ?)", place, folded)
        return place

    def _item(self, version: int, said: Said, of: Version, known: _Places, whole: _Places) -> None:
        begin, end = said.passages[-1]  # of several the last: the first may be a heading
        paragraph = next((place for span, place in whole.items() if span[0] <= begin < span[1]), None)
        terms = (said.iri, said.subject, said.predicate, said.object)
        item = self._insert(
            "INSERT INTO item (version, begin, end, statement, subject, predicate, object, status, paragraph) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            *(version, begin, end, *map(self._term, terms), said.status, paragraph),
        )
        for span in said.passages:
            self._insert("INSERT INTO item_passage VALUES (?, ?)", known[span], item)
        spoken = {said.subject, said.object, of.document}
        for iri in sorted(spoken | said.about):
            self._insert("INSERT INTO item_term VALUES (?, ?, ?)", self._term(iri), item, int(iri in spoken))
        for facet, told in sorted(_values(said, of, self._graph)):
            value = self._value(facet, told)
            self._insert("INSERT INTO item_value VALUES (?, ?)", value, item)
            self._rows.execute("UPDATE value SET total = total + 1 WHERE id = ?", (value,))

    def _term(self, iri: str) -> int:
        row = self._rows.execute("SELECT id FROM term WHERE iri = ?", (iri,)).fetchone()
        return int(row[0]) if row else self._insert("INSERT INTO term (iri) VALUES (?)", iri)

    def _value(self, facet: str, told: str) -> int:
        query = "SELECT id FROM value WHERE facet = ? AND key = ?"
        row = self._rows.execute(query, (facet, told)).fetchone()
        if row:
            return int(row[0])
        return self._insert("INSERT INTO value (facet, key, total) VALUES (?, ?, 0)", facet, told)

    def _insert(self, statement: str, *values: object) -> int:
        return int(self._rows.execute(statement, values).lastrowid or 0)

    def _all(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        return self._rows.execute(query, values).fetchall()


def _values(said: Said, of: Version, graph: Graph) -> set[tuple[str, str]]:
    """The facets and values that a statement stands under."""
    base = graph.base
    found = {
        ("state", said.status),
        ("document", key("document", of.document, base)),
        *(("year", y) for y in of.years),
    }
    named = {said.subject, said.object}
    for iri in named | said.about:
        kind = graph.kind(iri)
        for wide in (iri, *graph.above(iri)):
            facet = "article" if kind == "provision" else _FACETS.get(graph.kind(wide) or "")
            if facet:
                found.add((facet, key(facet, wide, base)))
        if kind in _KEYWORDS and iri in named - {of.document}:
            found.add(("keyword", key("keyword", iri, base)))
    return found
