"""Rows about what texts say: each statement and figure of a text with each of its passages.

They follow from the graph of that text alone, so that a change elsewhere leaves them as they are; what the default
graph tells of things is asked of it when a question is answered, see `kg.tables.around`.
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any

from kg.iris import DCTERMS, NIF, RDF, SCHEMA, Base
from kg.tables.facts import Graph
from kg.tables.values import plain

_TERMS = {  # what a property is called here
    "subject": f"{RDF}subject",
    "predicate": f"{RDF}predicate",
    "object": f"{RDF}object",
    "version": f"{NIF}referenceContext",
    "begin": f"{NIF}beginIndex",
    "end": f"{NIF}endIndex",
    "document": f"{DCTERMS}hasVersion",
    "value": f"{SCHEMA}value",
    "unit": f"{SCHEMA}unitText",
    "period": f"{DCTERMS}temporal",
    "spatial": f"{DCTERMS}spatial",
    "topic": f"{DCTERMS}subject",
}
_ABOUT = {"subject": "topic", "spatial": "spatial"}
Facts = Mapping[str, Sequence[Any]]
"""The values of a subject by what the property is called here."""
Row = tuple[Any, ...]


def add(rows: sqlite3.Connection, graph: Graph, name: str) -> None:
    """What the graph of a text says is in the file too."""
    text = rows.execute("INSERT INTO text (graph) VALUES (?)", (name,)).lastrowid
    first = int(rows.execute("SELECT coalesce(max(id), 0) FROM version").fetchone()[0]) + 1
    found = _Text(_told(graph, name), graph.base, first)
    parts = {
        "version": found.versions(),
        "statement": found.statements(),
        "figure": found.figures(),
        "mention": found.mentions(),
        "about": found.abouts(),
    }
    for table, made in parts.items():
        listed = [(row[0], text, *row[1:]) if table == "version" else (text, *row) for row in made]
        if listed:
            rows.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(listed[0]))})", listed)


def remove(rows: sqlite3.Connection, name: str) -> None:
    """The text of that graph is not in the file any more."""
    for table in ("version", "statement", "figure", "mention", "about"):
        rows.execute(f"DELETE FROM {table} WHERE text = (SELECT id FROM text WHERE graph = ?)", (name,))
    rows.execute("DELETE FROM text WHERE graph = ?", (name,))


def _told(graph: Graph, name: str) -> Mapping[str, Facts]:
    called, ours = {iri: word for word, iri in _TERMS.items()}, graph.base.ns("").value
    return {
        subject: {called.get(term) or term.removeprefix(ours): values for term, values in facts.items()}
        for subject, facts in graph.said(name).items()
    }


class _Text:
    """What the graph of one text says, as rows; `first` is the number of the first version."""

    def __init__(self, told: Mapping[str, Facts], base: Base, first: int) -> None:
        self._told = told
        self._ns = base.ns("").value
        named = [
            (document, version.value)
            for document in sorted(told)
            for version in told[document].get("document", ())
        ]
        self._versions = [(place, *pair) for place, pair in enumerate(named, start=first)]
        self._places: dict[str, list[int]] = {}
        for place, _, version in self._versions:
            self._places.setdefault(version, []).append(place)
        self._passages = {iri: number for number, iri in enumerate(sorted(told))}

    def versions(self) -> Iterator[Row]:
        yield from self._versions

    def statements(self) -> Iterator[Row]:
        for iri, facts in self._sorted("predicate"):
            said = product(*(facts.get(word, ()) for word in ("subject", "predicate", "object")))
            for subject, predicate, object_ in said:
                thing = not hasattr(object_, "datatype")
                head = (iri, subject.value, predicate.value, object_.value, int(thing))
                for state, sure, place in self._grounds(facts):
                    heading = self._is_heading(facts, place)
                    yield (*head, state, sure, _lines(facts, "paragraph"), *place, int(heading))

    def figures(self) -> Iterator[Row]:
        for iri, facts in self._sorted("figureOf"):
            said = product(
                *(facts.get(word, ()) for word in ("figureOf", "value", "unit", "bound", "verbatim"))
            )
            kinds, deeds, periods = (_lines(facts, word) for word in ("unitKind", "deed", "period"))
            for subject, value, unit, bound, verbatim in said:
                head = (iri, subject.value, kinds, plain(value), unit.value, bound.value, verbatim.value)
                for state, sure, place in self._grounds(facts):
                    yield (*head, deeds, periods, state, sure, *place)

    def mentions(self) -> Iterator[Row]:
        for version, facts in self._sorted("mentions"):
            for place in self._places.get(version, ()):
                yield from ((place, thing.value) for thing in facts["mentions"])

    def abouts(self) -> Iterator[Row]:
        for term, word in _ABOUT.items():
            for passage, facts in self._sorted(word):
                if "begin" in facts:
                    yield from ((self._passages[passage], term, thing.value) for thing in facts[word])

    def _sorted(self, word: str) -> Iterator[tuple[str, Facts]]:
        return ((iri, self._told[iri]) for iri in sorted(self._told) if word in self._told[iri])

    def _grounds(self, facts: Facts) -> Iterator[tuple[str, Any, Row]]:
        """State, certainty and passage of a record; of a passage where it stands, and whether it is the last."""
        states = [state.value.removeprefix(self._ns) for state in facts.get("reviewStatus", ())]
        sure = [plain(value) for value in facts.get("confidence", ())]
        passages = [(p.value, self._told.get(p.value, {})) for p in facts.get("evidence", ())]
        begins = [int(begin.value) for _, told in passages for begin in told.get("begin", ())]
        for passage, told in passages:
            for version, begin, end in product(*(told.get(word, ()) for word in ("version", "begin", "end"))):
                last = int(int(begin.value) == max(begins))
                for place in self._places.get(version.value, ()):
                    row = (self._passages[passage], place, int(begin.value), int(end.value), last)
                    yield from ((state, one, row) for state in states for one in sure)

    def _is_heading(self, facts: Facts, place: Row) -> bool:
        """Whether a passage only says, as a heading, whom the sentence below it is about."""
        if not any(basis.value == "heading" for basis in facts.get("subjectBasis", ())):
            return False
        names = [self._told.get(name.value, {}) for name in facts.get("subjectPassage", ())]
        _, _, begin, end, _ = place
        return any(
            begin <= int(first.value) and int(last.value) <= end
            for told in names
            for first, last in product(told.get("begin", ()), told.get("end", ()))
        )


def _lines(facts: Facts, word: str) -> str:
    return "\n".join(sorted(value.value for value in facts.get(word, ())))
