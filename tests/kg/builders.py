"""Small records for tests: one document, what it names and what it claims, written out as literally as can be."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from hashlib import sha256

from kg.decisions import Decisions
from kg.graph import Build, Source
from kg.iris import Base
from kg.pipeline import extract
from kg.settings import Settings
from kg.types import Claim, Document, Entity, EntityType, Extraction, Fact, Span, Support
from kg.vocabulary import Concept, Lexicon
from tests.kg.at_once import identify

BASE = Base("https://example.org/mg/")
TEXT = "The Harbour Watch serves target 16.4. The Office runs the Harbour Watch."
WATCH = Entity(key="watch", type="programme", name="Harbour Watch", mentions=(Span(4, 17), Span(58, 71)))
TARGET = Entity(key="sdg-16.4", type="sdg", name="target 16.4", id="16.4", mentions=(Span(25, 36),))
OFFICE = Entity(key="office", type="organization", name="Office", mentions=(Span(42, 48),))
LEXICON = Lexicon(
    (
        Concept(
            iri="http://metadata.un.org/sdg/16.4",
            type="sdg",
            key="16.4",
            name="target 16.4",
            labels=("target 16.4",),
        ),
        Concept(
            iri="https://w3id.org/mandategraph/id/org/unodc",
            type="organization",
            key="unodc",
            name="UNODC",
            labels=("UNODC",),
        ),
    ),
    "0",
)


def document(text: str = TEXT, name: str = "report") -> Document:
    """A plain text document."""
    digest = sha256(text.encode("utf-8")).hexdigest()
    return Document(
        source=f"{name}.txt",
        name=name,
        media_type="text/plain",
        text=text,
        sha256=digest,
        bytes_sha256=digest,
    )


def entity(key: str, kind: EntityType, name: str, id_: str | None = None, *aliases: str) -> Entity:
    """An entity without mentions."""
    return Entity(key=key, type=kind, name=name, id=id_, aliases=aliases)


def claim(
    subject: str = "watch",
    predicate: str = "contributesTo",
    object_: str = "sdg-16.4",
    *,
    confidence: str = "0.9",
    qualifiers: tuple[tuple[str, str], ...] = (),
    evidence: tuple[Span, ...] = (Span(0, 37),),
    stated: bool = True,
) -> Claim:
    """A claim of the first sentence of `TEXT`."""
    return Claim(
        subject=subject,
        predicate=predicate,
        object=object_,
        evidence=evidence,
        mapper="test",
        confidence=Decimal(confidence),
        subject_support=Support(basis="mention", span=Span(4, 17)),
        object_support=Support(basis="mention", span=Span(25, 36)),
        qualifiers=qualifiers,
        stated=stated,
    )


def extraction(
    *claims: Claim,
    text: str = TEXT,
    entities: tuple[Entity, ...] = (WATCH, TARGET, OFFICE),
    facts: tuple[Fact, ...] = (),
    roles: tuple[tuple[str, str], ...] = (),
) -> Extraction:
    """What was read out of one document."""
    return Extraction(
        document=document(text), passages=(), facts=facts, entities=entities, claims=claims, roles=roles
    )


def source(read: Extraction, name: str = "SAMPLE_2026_1") -> Source:
    """The document of a build."""
    return Source(extraction=read, document=name)


def build(
    *sources: Source,
    base: Base = BASE,
    decisions: Decisions | None = None,
    lexicon: Lexicon = LEXICON,
    threshold: str = "0.60",
) -> Build:
    """The context of a build of those documents."""
    decided = decisions or Decisions()
    return Build(
        base=base,
        identities=identify([s.extraction for s in sources], lexicon, decided, base),
        decisions=decided,
        lexicon=lexicon,
        threshold=Decimal(threshold),
        run="0123456789abcdef",
    )


def called(found: Mapping[tuple[str, str], str], read: Extraction, key: str) -> str:
    """The IRI of an entity of a document."""
    return found[read.document.version, key]


def claimed(read: Extraction, mapper: str) -> set[tuple[frozenset[str], str, frozenset[str]]]:
    """What a mapper claims, each side as all the ways in which the document calls it: key, identifier, words.

    An object that is a value is called by it.
    """
    names = {
        e.key: frozenset(
            {e.key, e.id or e.key, e.name, *e.aliases, *(read.document.text[b:n] for b, n in e.mentions)}
        )
        for e in read.entities
    }
    return {
        (names[c.subject], c.predicate, names[c.object] if c.object else frozenset({str(c.value)}))
        for c in read.claims
        if c.mapper == mapper
    }


def stated(text: str) -> Extraction:
    """What a text says, without the claims that no graph states unless it is told to."""
    read = extract(document(text))
    return replace(read, claims=tuple(c for c in read.claims if c.confidence >= Settings().threshold))


def unmatched(
    claims: set[tuple[frozenset[str], str, frozenset[str]]], expected: tuple[tuple[str, str, str], ...]
) -> tuple[list[tuple[str, str, str]], int]:
    """The expected triples that no claim makes, and how many claims there are beyond as many as expected."""
    missing = [
        (s, p, o) for s, p, o in expected if not any(s in c[0] and p == c[1] and o in c[2] for c in claims)
    ]
    return missing, len(claims) - len(expected)
