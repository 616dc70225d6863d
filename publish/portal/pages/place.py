"""A country or region: where it lies, what it contains, and what is said of it and of the places in it."""

from typing import Any

from pyoxigraph import NamedNode

from kg.iris import DCTERMS, Base
from kg.query import rows
from kg.store import Reader
from publish.portal import finding, grounds
from publish.portal.asked import Asked
from publish.record import Record

TEMPLATE = "place"
_SHOWN = 10
"""Statements that are shown before the link to all."""
_AROUND = """
SELECT DISTINCT ?place ?wider ?narrower
WHERE { { ?place skos:broader+ ?wider } UNION { ?narrower skos:broader ?place } }
"""


def fits(found: Record, types: set[str], base: Base) -> bool:  # noqa: ARG001 - every kind has this form
    """Whether the thing is a place."""
    return f"{DCTERMS}Location" in types


def more(reader: Reader, found: Record, asked: Asked) -> dict[str, Any]:
    """The statements that belong to the place, those of places within it included."""
    base = Base(reader.base)
    around = rows(reader, _AROUND, place=NamedNode(found.iri))
    wider = [row["wider"].value for row in around if row["wider"] is not None]
    key = finding.key("area", found.iri, base)
    hits = finding.search(reader, "", {"area": [key]}, asked.language, size=_SHOWN)
    inside = [row["narrower"].value for row in around if row["narrower"] is not None]
    counts = hits.counts["area"]
    within = sorted(
        ((counts.get(finding.key("area", iri, base), 0), iri) for iri in inside), key=lambda p: (-p[0], p[1])
    )
    listed = [
        one for item in hits.items for one in (item.subject, item.predicate, item.object, item.document)
    ]
    return {
        "wider": wider,
        "within": [(iri, count) for count, iri in within if count],
        "hits": hits,
        "why": grounds.of_statements(reader, [item.statement for item in hits.items]),
        "facet": ("area", key),
        "topics": hits.counts["topic"],
        "asked_in": asked,
        "wanted": [*wider, *inside, *listed],
    }
