"""The service about itself, in RDF: SPARQL 1.1 Service Description, and its limits in words."""

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize

from kg.iris import DCTERMS, RDF, Base
from publish.negotiate import Format
from publish.workers import Limits

SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_RESULT_FORMATS = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "RDF_XML",
    "JSON-LD",
)


def service_description(base: Base, limits: Limits, offer: Format) -> bytes:
    """The description of the endpoint of `base`, in the format of `offer`."""
    service, dataset = BlankNode("service"), BlankNode("dataset")
    endpoint = NamedNode(f"{base.iri}sparql")
    a = NamedNode(f"{RDF}type")
    words = (
        f"Read-only. A query may run {limits.timeout:g} seconds and return {limits.max_rows} rows; what "
        "exceeds this is answered with an error. SERVICE and updates are refused."
    )
    triples = [
        Triple(service, a, _sd("Service")),
        Triple(service, _sd("endpoint"), endpoint),
        Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Query")),
        *(Triple(service, _sd("resultFormat"), NamedNode(_FORMATS + name)) for name in _RESULT_FORMATS),
        Triple(service, _sd("defaultDataset"), dataset),
        Triple(service, NamedNode(f"{DCTERMS}description"), Literal(words, language="en")),
        Triple(dataset, a, _sd("Dataset")),
    ]
    written = RdfFormat.from_media_type(offer.names[0])
    return (
        serialize(triples, format=written, prefixes={"sd": SD, "dcterms": DCTERMS, "formats": _FORMATS})
        or b""
    )


def _sd(term: str) -> NamedNode:
    return NamedNode(SD + term)
