"""Extractions as JSON and back, for the cache: every record field by field, nothing lost."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date
from decimal import Decimal
from typing import Any

from kg.types import (
    Claim,
    Document,
    Entity,
    Extraction,
    Fact,
    Figure,
    Finding,
    Mandate,
    Passage,
    Span,
    Support,
)

_NOWHERE = Document(source="", name="", media_type="", text="", sha256="", bytes_sha256="")


def dump(extraction: Extraction) -> dict[str, Any]:
    """The extraction as plain JSON values, without the document: where a text was found is no part of what it says."""
    table: dict[str, Any] = _plain(asdict(replace(extraction, document=_NOWHERE)))
    del table["document"]
    return table


def _plain(value: Any) -> Any:
    match value:
        case bool() | None | int() | str():
            return value
        case Decimal():
            return {"decimal": str(value)}
        case date():
            return {"date": value.isoformat()}
        case dict():
            return {key: _plain(item) for key, item in value.items()}
        case _:
            return [_plain(item) for item in value]


def load(table: Mapping[str, Any], document: Document) -> Extraction:
    """The extraction that `dump` made, over its document."""
    return Extraction(
        document=document,
        passages=tuple(_passage(row) for row in table["passages"]),
        facts=tuple(
            Fact(field=r["field"], value=_value(r["value"]), span=Span(*r["span"])) for r in table["facts"]
        ),
        entities=tuple(_entity(row) for row in table["entities"]),
        claims=tuple(_claim(row) for row in table["claims"]),
        roles=tuple((role, key) for role, key in table["roles"]),
        findings=tuple(Finding(**row) for row in table["findings"]),
        figures=tuple(_figure(row) for row in table["figures"]),
        mandates=tuple(_mandate(row) for row in table["mandates"]),
        sentences=tuple(Span(*span) for span in table["sentences"]),
    )


def _value(value: Any) -> Any:
    match value:
        case {"decimal": digits}:
            return Decimal(digits)
        case {"date": day}:
            return date.fromisoformat(day)
        case _:
            return value


def _passage(row: dict[str, Any]) -> Passage:
    return Passage(**row | {"headings": tuple(row["headings"]), "heading_path": tuple(row["heading_path"])})


def _entity(row: dict[str, Any]) -> Entity:
    mentions = tuple(Span(*span) for span in row["mentions"])
    return Entity(**row | {"aliases": tuple(row["aliases"]), "mentions": mentions})


def _claim(row: dict[str, Any]) -> Claim:
    return Claim(
        **row
        | {
            "evidence": tuple(Span(*span) for span in row["evidence"]),
            "confidence": _value(row["confidence"]),
            "value": _value(row["value"]),
            "qualifiers": tuple((name, value) for name, value in row["qualifiers"]),
            "subject_support": _support(row["subject_support"]),
            "object_support": _support(row["object_support"]),
        }
    )


def _figure(row: dict[str, Any]) -> Figure:
    return Figure(
        **row
        | {
            "value": _value(row["value"]),
            "evidence": tuple(Span(*span) for span in row["evidence"]),
            "confidence": _value(row["confidence"]),
            "subject_support": _support(row["subject_support"]),
        }
    )


def _mandate(row: dict[str, Any]) -> Mandate:
    return Mandate(
        **row
        | {
            "evidence": tuple(Span(*span) for span in row["evidence"]),
            "confidence": _value(row["confidence"]),
            "addressee_support": _support(row["addressee_support"]),
        }
    )


def _support(row: dict[str, Any]) -> Support:
    return Support(basis=row["basis"], span=Span(*row["span"]) if row["span"] else None)
