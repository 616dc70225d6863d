"""The documents that were read."""

from collections.abc import Mapping, Sequence
from typing import Any

from kg.query import rows
from kg.store import Reader
from publish.portal.asked import Asked, Shown
from publish.portal.names import names
from publish.portal.tongues import tongue

_DOCUMENTS = """
SELECT ?document (MIN(?sign) AS ?symbol) (MIN(STR(?date)) AS ?day) (MIN(STR(?period)) AS ?year) (MIN(?hash) AS ?sha256)
WHERE {
  ?document dcterms:hasVersion ?version .
  OPTIONAL { ?version mg:sha256 ?hash }
  OPTIONAL { ?document mg:symbol ?sign }
  OPTIONAL { ?document dcterms:issued ?date }
  OPTIONAL { ?document dcterms:temporal ?period }
}
GROUP BY ?document
ORDER BY DESC(?day) ?document
"""


def show(reader: Reader, asked: Asked) -> Shown:
    """All of them, the newest first."""
    told = tongue(asked.language)
    found = read(reader)
    called = names(reader, [row["document"].value for row in found], told)
    return Shown(
        template="documents", title=told.say("Documents"), values={"documents": found, "names": called}
    )


def read(reader: Reader) -> Sequence[Mapping[str, Any]]:
    """IRI, symbol, date, year and hash of the text of each document."""
    return rows(reader, _DOCUMENTS)
