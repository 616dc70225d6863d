"""A resolution: its paragraphs, and what work rests on it."""

from typing import Any

from pyoxigraph import Literal, NamedNode

from kg.iris import Base
from kg.query import rows
from kg.store import Reader
from publish.portal.asked import Asked
from publish.record import Record

TEMPLATE = "resolution"
_PROVISIONS = """
SELECT DISTINCT ?resolution ?provision ?number
WHERE { ?provision a mg:Provision ; dcterms:isPartOf ?resolution . OPTIONAL { ?provision skos:notation ?number } }
ORDER BY ?provision
"""


def fits(found: Record, types: set[str], base: Base) -> bool:  # noqa: ARG001 - every kind has this form
    """Whether the thing is a resolution."""
    return base.ns("Resolution").value in types


def more(reader: Reader, found: Record, asked: Asked) -> dict[str, Any]:  # noqa: ARG001 - as above
    """The paragraphs of it that a statement names."""
    provisions = [
        row["provision"].value for row in rows(reader, _PROVISIONS, resolution=NamedNode(found.iri))
    ]
    symbols = [t.object for t in found.own if t.predicate.value.endswith("ns#symbol")]
    symbol = next((term.value for term in symbols if isinstance(term, Literal)), "")
    return {"provisions": provisions, "symbol": symbol, "wanted": provisions}
