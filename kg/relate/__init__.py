"""Mentions to entities and readings: who is meant, which organ issued a bare number, what a heading puts in force."""

from collections.abc import Sequence
from dataclasses import dataclass

from kg.relate.adopters import adopted
from kg.relate.coreference import joined
from kg.relate.entities import entities_of, is_delegate
from kg.relate.organs import resolved
from kg.relate.own import ROLE, own_resolution, without
from kg.relate.provisions import tied
from kg.relate.readings import readings_of
from kg.relate.sentences import outermost, sentences_of
from kg.relate.speaker import speaker
from kg.types import Document, Entity, Fact, Finding, Mention, Reading, Unit
from kg.vocabulary import Lexicon


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """What the document names and how each of its sentences reads."""

    entities: tuple[Entity, ...]
    readings: tuple[Reading, ...]
    findings: tuple[Finding, ...]
    facts: tuple[Fact, ...]
    """The facts, with the entity's key as value where a resolution asked for the document."""
    roles: tuple[tuple[str, str], ...]
    """Entity keys of document fields: author, body, session, and of the resolution that the document is."""


def relate(
    document: Document,
    units: Sequence[Unit],
    mentions: Sequence[Sequence[Mention]],
    facts: Sequence[Fact],
    lexicon: Lexicon,
) -> Related:
    """The entities, readings and findings of one document; `mentions[i]` are those of `units[i]`."""
    kept = [outermost(found) for found in mentions]
    whole, keys = joined(document, units, kept, lexicon)
    plain = document.text if document.layout is None or not document.layout.blocks else ""
    raw = [
        s
        for unit, found in zip(units, whole, strict=True)
        for s in sentences_of(unit, outermost(found), plain)
    ]
    articles, loose = tied(raw, lexicon, keys, facts)
    sentences, findings = resolved(articles, lexicon, facts)
    named = [m for sentence in sentences for _, _, m in sentence.mentions if m.id or not m.number]
    own = own_resolution(sentences, facts)
    others, symbols = without(facts, own)
    entities, roles, told = entities_of(document, named, others, lexicon, keys)
    held = dict(roles)
    entities = adopted(entities, sentences, own, held.get("body"), lexicon)
    itself = next((e for e in entities if own and e.type == own.type and own.span in e.mentions), None)
    organ = itself.organ if itself else None
    author = held.get("author") or speaker(sentences, entities, held.get("body"), organ)
    signed = any(fact.field == "author" and is_delegate(str(fact.value)) for fact in facts)
    roles += [("author", author)] if author and not signed and "author" not in held else []
    roles += [(ROLE, itself.key)] if itself else []
    readings = readings_of(sentences, entities, author, document.text)
    return Related(
        entities=entities,
        readings=tuple(readings),
        findings=(*findings, *loose),
        facts=(*symbols, *told),
        roles=tuple(roles),
    )
