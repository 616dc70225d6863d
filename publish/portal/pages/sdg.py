"""A Goal, target or indicator: what belongs to it, and who says that it works for it; inferred links apart."""

from collections.abc import Iterable
from typing import Any

from pyoxigraph import NamedNode

from kg.iris import Base
from kg.query import rows
from kg.store import Reader
from publish.portal import finding, grounds
from publish.portal.asked import Asked
from publish.record import Record

TEMPLATE = "sdg"
_SHOWN = 100
"""Statements that are shown before the link to all."""
_AROUND = """
SELECT DISTINCT ?item ?wider ?narrower ?code
WHERE {
  { ?item skos:broader+ ?wider } UNION { ?narrower skos:broader ?item . OPTIONAL { ?narrower skos:notation ?code } }
}
"""
_ONTOLOGY = "http://metadata.un.org/sdg/ontology#"


def fits(found: Record, types: set[str], base: Base) -> bool:
    """Whether the thing is an item of the 2030 Agenda."""
    return any(name.startswith(_ONTOLOGY) for name in types) or found.iri.startswith(f"{base.iri}id/sdg/")


def more(reader: Reader, found: Record, asked: Asked) -> dict[str, Any]:
    """Stated and inferred links to the item and to all that belongs to it."""
    base = Base(reader.base)
    around = rows(reader, _AROUND, item=NamedNode(found.iri))
    wider = [row["wider"].value for row in around if row["wider"] is not None]
    narrower = sorted({row["narrower"].value for row in around if row["narrower"] is not None})
    key = finding.key("target", found.iri, base)
    # What is inferred is only suggested until a person has looked at it; it stands apart, and crowds nothing out.
    stated, inferred = (
        finding.search(
            *(reader, "", {"target": [key]}, asked.language),
            size=_SHOWN,
            suggested=apart or asked.suggested,
            inferred=apart,
        )
        for apart in (False, True)
    )
    shown = [*stated.items, *inferred.items]
    goal = next((iri for iri in (found.iri, *wider) if iri.rpartition("/")[2].isdecimal()), "")
    listed = [one for item in shown for one in (item.subject, item.predicate, item.object, item.document)]
    return {
        "wider": wider,
        "narrower": [(iri, _count((stated, inferred), finding.key("target", iri, base))) for iri in narrower],
        "stated": stated.items,
        "inferred": inferred.items,
        "unsure": stated.suggested,
        "total": stated.total + inferred.total,
        "all_suggested": asked.suggested or bool(inferred.items),
        "why": grounds.of_statements(reader, [item.statement for item in shown]),
        "facet": ("target", key),
        "goal": goal.rpartition("/")[2],
        "asked_in": asked,
        "wanted": [*wider, *narrower, *listed],
    }


def _count(found: Iterable[finding.Hits], key: str) -> int:
    """How many of the statements belong to a narrower item."""
    return sum(hits.counts["target"].get(key, 0) for hits in found)
