"""Extractions as prediction files in the form of the annotations: what would be accepted, and the rest aside."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise, takewhile
from typing import Any

from kg.types import Claim, Entity, Extraction, Fact, Figure, Mandate, Span, Support

PREDICATES = frozenset(
    {
        "activeIn",
        "addresses",
        "addressesActionLine",
        "adoptedBy",
        "contributesTo",
        "implementedBy",
        "mandatedBy",
        "partOf",
        "partner",
        "supplements",
    }
)
"""The predicates of the annotation format; every other one stands aside."""
_SINGLE = (
    "title",
    "type",
    "session",
    "place",
    "date_start",
    "date_end",
    "date",
    "reporting_year",
    "language",
)


def predict(extraction: Extraction, *, threshold: Decimal) -> dict[str, Any]:
    """One document as a JSON object: `document`, `entities`, `statements`, `figures`, `other`.

    A resolution's text also has `mandates`.
    """
    listed = _merged([*extraction.claims, *_asked(extraction)])
    accepted = [
        row
        for row in listed
        if row["confidence"] >= threshold and row["predicate"] in PREDICATES and row["stated"]
    ]
    others = [row for row in listed if row not in accepted]
    return {
        "doc": extraction.document.name,
        "document": _document(extraction),
        "entities": [_entity(entity) for entity in extraction.entities],
        "statements": [_plain(row) for row in accepted],
        "figures": [_figure(f) for f in extraction.figures if f.confidence >= threshold],
        **_mandates(extraction, threshold),
        "other": {
            "statements": [_plain(row) for row in others],
            "figures": [_figure(f) for f in extraction.figures if f.confidence < threshold],
            "findings": [
                {"rule": f.rule, "message": f.message, "span": [f.begin, f.end]} for f in extraction.findings
            ],
        },
    }


def _asked(extraction: Extraction) -> Iterator[Claim]:
    """Whom the resolution that the document is asks to act is mandated by it; invitations mandate nobody."""
    own = dict(extraction.roles).get("resolution")
    known = {entity.key for entity in extraction.entities}
    for mandate in extraction.mandates:
        if own and mandate.force != "inviting" and mandate.addressee in known:
            yield Claim(
                subject=mandate.addressee,
                predicate="mandatedBy",
                object=own,
                evidence=mandate.evidence,
                mapper=mandate.mapper,
                confidence=mandate.confidence,
                subject_support=mandate.addressee_support,
                object_support=Support(basis="document"),
            )


def _document(extraction: Extraction) -> dict[str, Any]:
    roles = dict(extraction.roles)
    facts: dict[str, Any] = dict.fromkeys(_SINGLE)
    for fact in reversed(extraction.facts):
        if fact.field in facts:
            facts[fact.field] = fact.value if isinstance(fact.value, int | str) else str(fact.value)
    return {
        **facts,
        "type": facts["type"] or "other",
        "language": facts["language"] or extraction.document.language,
        "symbol": _symbol(extraction.facts),
        "author": roles.get("author"),
        "body": roles.get("body"),
        "requested_by": [str(fact.value) for fact in extraction.facts if fact.field == "requested_by"],
    }


def _symbol(facts: Sequence[Fact]) -> str | None:
    """The symbol as it is cited: for a document of two organs both, joined by their hyphen."""
    found = [fact for fact in facts if fact.field == "symbol"]
    joint = takewhile(lambda pair: pair[1].span.begin == pair[0].span.end + 1, pairwise(found))
    return "-".join([str(fact.value) for fact in (*found[:1], *(after for _, after in joint))]) or None


def _entity(entity: Entity) -> dict[str, Any]:
    return {
        "key": entity.key,
        "type": entity.type,
        "id": entity.id if entity.type in _IDENTIFIED or _is_area(entity) else None,
        "name": entity.name,
        "aliases": list(entity.aliases),
        "mentions": [list(span) for span in entity.mentions],
    }


_IDENTIFIED = frozenset({"resolution", "document", "provision", "sdg", "action_line", "topic"})
"""Types whose `id` is a public identifier; keys of our vocabularies are no business of a reader of the file."""


def _is_area(entity: Entity) -> bool:
    """Whether its key is an ISO 3166-1 alpha-3 or M49 code; other regions have no public identifier."""
    return entity.type == "place" and bool(re.fullmatch(r"[A-Z]{3}|\d{3}", entity.id or ""))


def _merged(claims: Iterable[Claim]) -> list[dict[str, Any]]:
    """One row for each triple: a statement counts once in a document, however often it is made."""
    rows: dict[tuple[str, str, str | None], dict[str, Any]] = {}
    for claim in claims:
        row = rows.setdefault((claim.subject, claim.predicate, _object(claim)), _row(claim))
        row["evidence"] = sorted({*row["evidence"], *claim.evidence})
        if (claim.stated, claim.confidence) > (row["stated"], row["confidence"]):
            row |= {"stated": claim.stated, "confidence": claim.confidence, "mapper": claim.mapper}
    return list(rows.values())


def _object(claim: Claim) -> str | None:
    """The entity's key, or the value of a statement without one."""
    return claim.object if claim.value is None else str(claim.value)


def _row(claim: Claim) -> dict[str, Any]:
    qualifiers = dict(claim.qualifiers)
    return {
        "subject": claim.subject,
        "predicate": claim.predicate,
        "object": _object(claim),
        "evidence": [],
        "confidence": claim.confidence,
        "mapper": claim.mapper,
        "stated": claim.stated,
        **({"paragraph": qualifiers["paragraph"]} if "paragraph" in qualifiers else {}),
        **({"qualifiers": qualifiers} if qualifiers else {}),
    }


def _figure(figure: Figure) -> dict[str, Any]:
    whole = figure.value == figure.value.to_integral_value()
    return {
        "subject": figure.subject,
        "value": int(figure.value) if whole else float(figure.value),
        "qualifier": figure.bound,
        "unit": figure.unit,
        "as_of": figure.as_of,
        "verbatim": figure.verbatim,
        "evidence": _spans(figure.evidence),
        "confidence": float(figure.confidence),
        "mapper": figure.mapper,
    }


def _mandates(extraction: Extraction, threshold: Decimal) -> dict[str, Any]:
    accepted = [_mandate(m) for m in extraction.mandates if m.confidence >= threshold]
    return {"mandates": accepted} if accepted else {}


def _mandate(mandate: Mandate) -> dict[str, Any]:
    return {
        "para": mandate.para,
        "verb": mandate.verb,
        "force": mandate.force,
        "addressee": mandate.addressee,
        "deadline": mandate.deadline,
        "deadline_text": mandate.deadline_text,
        "deadline_body": mandate.deadline_body,
        "deadline_session": mandate.deadline_session,
        "recurrence": mandate.recurrence,
        "evidence": _spans(mandate.evidence),
        "confidence": float(mandate.confidence),
        "mapper": mandate.mapper,
    }


def _spans(evidence: Iterable[Span]) -> list[Any]:
    """One pair of offsets, or a list of pairs where several stretches say it."""
    pairs = [list(span) for span in evidence]
    return pairs[0] if len(pairs) == 1 else pairs


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **row,
        "evidence": [list(span) for span in row["evidence"]],
        "confidence": float(row["confidence"]),
    }
