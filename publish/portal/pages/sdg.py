"""A Goal, target or indicator: what belongs to it, and who says that it works for it; inferred links apart."""

from typing import Any

from pyoxigraph import NamedNode

from kg.iris import Base
from kg.query import rows
from kg.store import Reader
from publish.portal import finding
from publish.portal.asked import Asked
from publish.record import Record

TEMPLATE = "sdg"
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
    hits = finding.search(reader, "", {"target": [key]}, asked.language, size=100)
    inferred = base.ns("relevantTo").value
    goal = next((iri for iri in (found.iri, *wider) if iri.rpartition("/")[2].isdecimal()), "")
    counts = hits.counts["target"]
    listed = [
        one for item in hits.items for one in (item.subject, item.predicate, item.object, item.document)
    ]
    return {
        "wider": wider,
        "narrower": [(iri, counts.get(finding.key("target", iri, base), 0)) for iri in narrower],
        "stated": [item for item in hits.items if item.predicate != inferred],
        "inferred": [item for item in hits.items if item.predicate == inferred],
        "hits": hits,
        "facet": ("target", key),
        "goal": goal.rpartition("/")[2],
        "asked_in": asked,
        "wanted": [*wider, *narrower, *listed],
    }
