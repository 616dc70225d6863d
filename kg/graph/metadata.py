"""What a document says about itself, as statements about it or its meeting."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from pyoxigraph import NamedNode

from kg.graph.context import Build, Source, Statement, TermTriple, iri, stated
from kg.iris import DCTERMS, SCHEMA, XSD, literal
from kg.types import Claim, Fact, Support

_METADATA = Decimal("0.95")


def of_facts(source: Source, build: Build) -> Iterator[Statement]:
    """What the document says about itself, as statements about the document or its meeting."""
    document = build.base.id(f"doc/{source.document}")
    extraction = source.extraction
    roles = {role: iri(source, key, build) for role, key in extraction.roles}
    for fact in extraction.facts:
        if triple := _fact(fact, document, roles, source, build):
            yield stated(source, build, *triple, _metadata(fact))


def _fact(
    fact: Fact, document: NamedNode, roles: Mapping[str, NamedNode], source: Source, build: Build
) -> TermTriple | None:
    base = build.base
    meeting = roles.get("session")
    match fact.field:
        case "title":
            return (
                document,
                NamedNode(f"{DCTERMS}title"),
                literal(str(fact.value), language=source.extraction.document.language),
            )
        case "type":
            return document, NamedNode(f"{DCTERMS}type"), base.id(f"type/{fact.value}")
        case "author" if "author" in roles:
            return document, NamedNode(f"{DCTERMS}creator"), roles["author"]
        case "body" if "body" in roles:
            return document, base.ns("submittedTo"), roles["body"]
        case "session" if meeting:
            return document, base.ns("presentedAt"), meeting
        case "date":
            return document, NamedNode(f"{DCTERMS}issued"), literal(fact.value)
        case "reporting_year":
            return document, NamedNode(f"{DCTERMS}temporal"), literal(str(fact.value), datatype=f"{XSD}gYear")
        case "date_start" if meeting:
            return meeting, NamedNode(f"{SCHEMA}startDate"), literal(fact.value)
        case "date_end" if meeting:
            return meeting, NamedNode(f"{SCHEMA}endDate"), literal(fact.value)
        case "place" if meeting:
            return meeting, NamedNode(f"{SCHEMA}location"), literal(str(fact.value))
        case "requested_by":
            target = build.identities.iris.get((source.version, str(fact.value)))
            return (document, base.ns("mandatedBy"), NamedNode(target)) if target else None
        case _:
            return None


def _metadata(fact: Fact) -> Claim:
    by_document = Support(basis="document")
    return Claim(
        subject="",
        predicate="",
        value=fact.value,
        evidence=(fact.span,),
        mapper="metadata",
        confidence=_METADATA,
        subject_support=by_document,
        object_support=Support(basis="document", span=fact.span),
    )
