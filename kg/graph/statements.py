"""Claims to statements: one for each id, with what people decided about it.

Each accepted statement is one plain triple in the document's graph and one `mg:Statement` node, with evidence,
in its provenance graph. Candidates and rejected statements stand in the provenance graph alone.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from pyoxigraph import NamedNode

from kg.graph.context import PREDICATES, REVIEWED, Build, Source, Statement, Term, iri, stated
from kg.graph.mandates import of_mandates, paragraph
from kg.graph.metadata import of_facts
from kg.iris import XSD, literal
from kg.types import Claim, Support

_PART = Decimal("0.95")


def statements(source: Source, build: Build) -> tuple[Statement, ...]:
    """All statements of one document, one for each id, in order of id."""
    found: dict[str, Statement] = {}
    for one in [*_of_claims(source, build), *_of_asked(source, build), *of_facts(source, build)]:
        known = found.get(one.iri.value)
        found[one.iri.value] = _joined(known, one) if known else one
    reviewed = [after for one in found.values() for after in _reviewed(one, source, build)]
    return tuple(sorted(_settled(reviewed), key=lambda one: one.iri.value))


def _of_claims(source: Source, build: Build) -> Iterator[Statement]:
    for claim in source.extraction.claims:
        subject = iri(source, claim.subject, build)
        object_ = iri(source, claim.object, build) if claim.object else _value(claim)
        name = PREDICATES.get(claim.predicate) or build.base.ns(claim.predicate).value
        found = stated(source, build, subject, NamedNode(name), object_, claim)
        yield found
        yield from _of_paragraph(found, source, build)


def _of_asked(source: Source, build: Build) -> Iterator[Statement]:
    """What a resolution asks, and the same of the paragraph that asks it."""
    for found in of_mandates(source, build):
        yield found
        yield from _of_paragraph(found, source, build)


def _of_paragraph(found: Statement, source: Source, build: Build) -> Iterator[Statement]:
    """For a mandate in one paragraph: the same of the paragraph itself, and whose paragraph it is."""
    claim, part = found.claim, paragraph(found, build)
    if part is None:
        return
    support = claim.object_support
    whole = replace(
        claim, qualifiers=(), confidence=_PART, subject_support=support, object_support=support, stated=True
    )
    yield stated(source, build, part, NamedNode(PREDICATES["partOf"]), found.object, whole)
    review = build.decisions.reviews.get(found.iri.value)
    if review is None or REVIEWED[review.action] != "rejected":
        named = replace(claim, qualifiers=())
        yield stated(source, build, found.subject, found.predicate, part, named)


def _value(claim: Claim) -> Term:
    """A literal; an address on the web is the thing itself."""
    assert claim.value is not None, "a claim has an object or a value"
    if claim.predicate == "url":
        return NamedNode(str(claim.value))
    return literal(claim.value, datatype=f"{XSD}gYear" if claim.predicate == "issuedIn" else None)


def _joined(first: Statement, other: Statement) -> Statement:
    """One statement for two claims that say the same: all evidence, the surer one's support."""
    best, second = (other, first) if _rank(other) > _rank(first) else (first, other)
    evidence = tuple(sorted({*best.claim.evidence, *second.claim.evidence}))
    return replace(best, claim=replace(best.claim, evidence=evidence))


def _rank(one: Statement) -> tuple[bool, Decimal]:
    return one.live, one.claim.confidence


def _reviewed(
    found: Statement, source: Source, build: Build, before: frozenset[str] = frozenset()
) -> Iterator[Statement]:
    """The statement after a person's review, and the corrected one beside it.

    The corrected one has an id of its own and can be reviewed in turn; `before` holds those that led to it.
    """
    review = build.decisions.reviews.get(found.iri.value)
    if review is None or found.iri.value in before:
        yield found
        return
    yield replace(found, status=REVIEWED[review.action], reviewer=review.by or None)
    if review.action == "correct" and review.object:
        object_ = NamedNode(build.base.rebase(review.object))
        right = stated(source, build, found.subject, found.predicate, object_, found.claim)
        support = (
            Support(basis="document")
            if found.claim.object_support.basis == "mention"
            else found.claim.object_support
        )
        claim = replace(found.claim, object_support=support)
        right = replace(right, status="verified", reviewer=review.by or None, revises=found.iri, claim=claim)
        yield from _reviewed(right, source, build, before | {found.iri.value})


def _settled(reviewed: Iterable[Statement]) -> list[Statement]:
    """One statement for each IRI; a corrected one whose triple still stands is corrected, not rejected."""
    unique: dict[str, Statement] = {}
    for one in sorted(reviewed, key=lambda s: s.revises is not None):
        known = unique.get(one.iri.value)
        if known is None or one.status == "verified":  # what the text itself says is the better evidence
            unique[one.iri.value] = replace(one, claim=known.claim) if known else one
    standing = {(s.subject, s.predicate, s.object) for s in unique.values() if s.live}
    revised = {s.revises.value for s in unique.values() if s.revises}
    return [
        replace(s, status="corrected")
        if not s.live and s.iri.value in revised and (s.subject, s.predicate, s.object) in standing
        else s
        for s in unique.values()
    ]
