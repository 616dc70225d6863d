"""The entities of a build that no code or vocabulary names, and what they are called."""

from dataclasses import dataclass

from kg.iris import Base
from kg.query import rows
from kg.store import Reader

_KINDS = {"org": "organization"}
"""Kinds whose IRIs have a shorter word."""
_OPEN = ("programme", "organization", "publication", "event", "instrument", "place")
_NAMED = """
SELECT ?graph ?thing ?name ?other
WHERE {
  GRAPH ?graph {
    ?thing skos:prefLabel ?name .
    OPTIONAL { ?thing skos:altLabel ?other }
  }
}
ORDER BY ?thing ?name ?other
"""


@dataclass(frozen=True, slots=True)
class Named:
    """An entity: its kind, and all names that documents give it."""

    kind: str
    names: frozenset[str]


def named(reader: Reader) -> dict[str, Named]:
    """The entities that documents brought and that are known by their names alone, by IRI."""
    base = Base(reader.base)
    found: dict[str, Named] = {}
    for row in rows(reader, _NAMED, graph=base.graph("entities")):
        head = (base.path(row["thing"].value) or "").partition("/")[0]
        kind = _KINDS.get(head, head)
        if kind in _OPEN:
            known = found.get(row["thing"].value, Named(kind, frozenset()))
            called = {row[key].value for key in ("name", "other") if row[key] is not None}
            found[row["thing"].value] = Named(kind, known.names | called)
    return found
