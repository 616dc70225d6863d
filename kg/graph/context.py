"""What a build's graph is made of: sources, statements, and the IRIs that name them."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from pyoxigraph import Literal, NamedNode

from kg.decisions import Decisions
from kg.iris import DCTERMS, RDF, SCHEMA, Base, digest
from kg.types import Claim, Extraction, Identities, Span
from kg.vocabulary import Lexicon

PREDICATES = {
    "location": f"{SCHEMA}location",
    "partOf": f"{DCTERMS}isPartOf",
    "temporal": f"{DCTERMS}temporal",
    "url": f"{SCHEMA}url",
}
"""Predicates of records that have another name in RDF; every other one keeps its name in our namespace."""
LIVE = frozenset({"accepted", "verified", "corrected"})
REVIEWED = {"accept": "accepted", "verify": "verified", "reject": "rejected", "correct": "rejected"}
TYPE = NamedNode(f"{RDF}type")

Term = NamedNode | Literal
TermTriple = tuple[NamedNode, NamedNode, Term]
"""A triple as records make it; `kg.graph.triple` gives the engine's form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One extraction in the build: which document it is and where the document can be read."""

    extraction: Extraction
    document: str
    """Its path below `id/doc/`."""
    address: str | None = None

    @property
    def version(self) -> str:
        return self.extraction.document.version


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A claim with the IRIs of a build: what becomes a node of its own."""

    iri: NamedNode
    subject: NamedNode
    predicate: NamedNode
    object: Term
    status: str
    claim: Claim
    reviewer: str | None = None
    revises: NamedNode | None = None

    @property
    def live(self) -> bool:
        """Whether its plain triple stands."""
        return self.status in LIVE


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """What the graph of a build depends on beside its documents."""

    base: Base
    identities: Identities
    decisions: Decisions
    lexicon: Lexicon
    threshold: Decimal
    run: str
    """Hash of everything that changes results."""


def iri(source: Source, key: str, build: Build) -> NamedNode:
    """What names the entity of that key in the build."""
    return NamedNode(build.identities.iris[source.version, key])


def stated(
    source: Source, build: Build, subject: NamedNode, predicate: NamedNode, object_: Term, claim: Claim
) -> Statement:
    """The statement that the claim makes, accepted where its confidence reaches the threshold."""
    status = "accepted" if claim.confidence >= build.threshold and claim.stated else "candidate"
    return Statement(
        iri=build.base.id(
            f"st/{statement_id(source, build.base, subject, predicate, object_, claim.qualifiers)}"
        ),
        subject=subject,
        predicate=predicate,
        object=object_,
        status=status,
        claim=claim,
    )


def statement_id(
    source: Source,
    base: Base,
    subject: NamedNode,
    predicate: NamedNode,
    object_: Term,
    qualifiers: Sequence[tuple[str, str]],
) -> str:
    """16 hex digits over version, triple and sorted qualifiers; the same under every base."""
    terms = [relative(term, base) for term in (subject, predicate, object_)]
    flat = [part for pair in sorted(qualifiers) for part in pair]
    return digest(source.extraction.document.sha256, *terms, *flat)


def relative(term: Term, base: Base) -> str:
    """The term as it is under any base; a foreign one stays, be it below the same host."""
    own = isinstance(term, NamedNode) and term.value.startswith((f"{base.iri}id/", f"{base.iri}ns#"))
    return f"<{term.value.removeprefix(base.iri)}>" if own else str(term)


def version_iri(source: Source, base: Base) -> NamedNode:
    """What names the text that was read."""
    return _version(base, source.document, source.version)


def passage_iri(source: Source, span: Span, base: Base) -> NamedNode:
    """What names a stretch of that text."""
    return NamedNode(f"{version_iri(source, base).value}/p/{span.begin}-{span.end}")


@lru_cache(maxsize=8)  # documents are written one by one
def _version(base: Base, document: str, version: str) -> NamedNode:
    return base.id(f"doc/{document}/v/{version}")
