"""What resolutions ask, as statements: the addressee is mandated by the resolution, and by its paragraph."""

from collections.abc import Iterator

from pyoxigraph import NamedNode

from kg.graph.context import TYPE, Build, Source, Statement, Term, TermTriple, iri, stated
from kg.iris import DCTERMS, ORG, SKOS, Base, literal
from kg.types import STATES, Claim, Mandate, Support

_STATES_NAME = "Member States"
_KINDS = {
    "authorizes": "authorization",
    "decides": "decision",
    "directs": "decision",
    "instructs": "decision",
    "demands": "decision",
    "establishes": "establishment",
}
_TOLD = ("paragraph", "verb")
"""Qualifiers that make a statement of a mandate one of the class of mandates."""


def of_mandates(source: Source, build: Build) -> Iterator[Statement]:
    """One statement for each mandate, where the document is known to be a resolution."""
    if not _is_resolution(source):
        return
    document = build.base.id(f"doc/{source.document}")
    for mandate in source.extraction.mandates:
        yield stated(
            source,
            build,
            _addressee(source, mandate, build),
            build.base.ns("mandatedBy"),
            document,
            _claim(mandate, source, build),
        )


def _is_resolution(source: Source) -> bool:
    return any(fact.field == "type" and fact.value == "resolution" for fact in source.extraction.facts)


def _addressee(source: Source, mandate: Mandate, build: Build) -> NamedNode:
    if mandate.addressee == STATES:
        return build.base.id(f"org/{STATES}")
    return iri(source, mandate.addressee, build)


def _claim(mandate: Mandate, source: Source, build: Build) -> Claim:
    body, session = mandate.deadline_body, mandate.deadline_session
    told = {
        "paragraph": mandate.para,
        "verb": mandate.verb,
        "force": mandate.force,
        "kind": _KINDS.get(mandate.verb, "request"),
        "deadline": mandate.deadline,
        "deadlineText": mandate.deadline_text,
        "deadlineBody": build.base.path(iri(source, body, build).value) if body else None,
        "deadlineSession": str(session) if session else None,
        "recurrence": mandate.recurrence,
    }
    return Claim(
        subject=mandate.addressee,
        predicate="mandatedBy",
        object="",
        evidence=mandate.evidence,
        mapper=mandate.mapper,
        confidence=mandate.confidence,
        subject_support=mandate.addressee_support,
        object_support=Support(basis="document"),
        qualifiers=tuple(sorted((name, value) for name, value in told.items() if value)),
    )


def paragraph(found: Statement, build: Build) -> NamedNode | None:
    """The IRI of the paragraph that a mandate rests on (`provision/{parent}/p26`), or none where none is told."""
    number = dict(found.claim.qualifiers).get("paragraph")
    if (
        found.predicate != build.base.ns("mandatedBy")
        or number is None
        or not isinstance(found.object, NamedNode)
    ):
        return None
    path = build.base.path(found.object.value)
    name = path.rsplit("/", 1)[-1] if path else found.claim.object
    return build.base.id(f"provision/{name}/p{number.replace('(', '.').replace(')', '')}")


def qualified(name: str, value: str, base: Base) -> tuple[NamedNode, Term]:
    """A qualifier as predicate and object: force, kind and bodies are things, numbers are typed, the rest is quoted."""
    match name:
        case "force":
            return base.ns(name), base.ns(value)
        case "kind":
            return NamedNode(f"{DCTERMS}type"), base.ns(value)
        case "deadlineBody":
            return base.ns(name), base.id(value)
        case "deadlineSession":
            return base.ns(name), literal(int(value))
        case _:
            return base.ns(name), literal(value)


def about_mandate(found: Statement, base: Base) -> Iterator[tuple[NamedNode, Term]]:
    """The class of a mandate whose paragraph or verb is told, and that its kind is open where nothing tells it."""
    names = dict(found.claim.qualifiers)
    if found.predicate == base.ns("mandatedBy") and any(name in names for name in _TOLD):
        yield TYPE, base.ns("Mandate")
        if "kind" not in names:
            yield NamedNode(f"{DCTERMS}type"), base.ns("unspecified")


def mandate_names(source: Source, build: Build) -> Iterator[TermTriple]:
    """Types and names of the paragraphs that mandates rest on, and of States at large where they are addressed."""
    entities = {entity.key: entity for entity in source.extraction.entities}
    for claim in source.extraction.claims:
        if claim.object is None or claim.predicate != "mandatedBy":
            continue
        whole = entities[claim.object]
        known = build.lexicon.find(whole.type, whole.id) if whole.id else None
        name = known.name if known else whole.id or whole.name
        place = stated(
            source,
            build,
            iri(source, claim.subject, build),
            build.base.ns("mandatedBy"),
            iri(source, claim.object, build),
            claim,
        )
        yield from _named(place, name, build)
    symbol = next((str(f.value) for f in source.extraction.facts if f.field == "symbol"), source.document)
    for found in of_mandates(source, build):
        yield from _named(found, symbol, build)
        if found.subject == build.base.id(f"org/{STATES}"):
            yield found.subject, TYPE, NamedNode(f"{ORG}Organization")
            yield found.subject, NamedNode(f"{SKOS}prefLabel"), literal(_STATES_NAME, language="en")


def _named(found: Statement, whole: str, build: Build) -> Iterator[TermTriple]:
    part = paragraph(found, build)
    if part:
        label = f"{whole}, paragraph {dict(found.claim.qualifiers)['paragraph']}"
        yield part, TYPE, build.base.ns("Provision")
        yield part, NamedNode(f"{SKOS}prefLabel"), literal(label, language="en")
