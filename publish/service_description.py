"""The service about itself, in RDF: SPARQL 1.1 Service Description, its limits in words, example questions."""

from collections.abc import Sequence

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg.iris import DCTERMS, RDF, RDFS, SCHEMA, SH, Base
from publish.negotiate import Format
from publish.workers import Limits
from publish.written import graph

SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_RESULT_FORMATS = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "N-Quads",
    "TriG",
    "RDF_XML",
    "JSON-LD",
)


def service_description(
    base: Base, limits: Limits, questions: Sequence[tuple[str, str]], offer: Format
) -> bytes:
    """The description of the endpoint of `base`; `questions` are titles and queries."""
    service, dataset, default = BlankNode("service"), BlankNode("dataset"), BlankNode("default")
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
        Triple(dataset, _sd("defaultGraph"), default),
        Triple(default, a, _sd("Graph")),
        Triple(dataset, NamedNode(f"{DCTERMS}isPartOf"), base.id("dataset")),
    ]
    for number, (title, text) in enumerate(questions, start=1):
        example = NamedNode(f"{base.iri}sparql#example-{number}")
        triples += [
            Triple(example, a, NamedNode(f"{SH}SPARQLExecutable")),
            Triple(example, a, NamedNode(f"{SH}SPARQLSelectExecutable")),
            Triple(example, NamedNode(f"{RDFS}comment"), Literal(title, language="en")),
            Triple(example, NamedNode(f"{SH}select"), Literal(text)),
            Triple(example, NamedNode(f"{SCHEMA}target"), endpoint),
        ]
    return graph(triples, base, offer.name)


def _sd(term: str) -> NamedNode:
    return NamedNode(SD + term)
