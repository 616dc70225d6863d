"""Types and names of the things that documents bring, the documents included."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from pyoxigraph import NamedNode, Quad

from kg import symbols
from kg.graph.context import TYPE, Build, Source, Term
from kg.graph.mandates import mandate_names
from kg.iris import DCTERMS, ORG, SCHEMA, SDGO, SKOS, Base, literal
from kg.types import Entity

_TYPES = {
    "programme": ("{ns}Programme",),
    "organization": (f"{ORG}Organization",),
    "instrument": ("{ns}Instrument",),
    "provision": ("{ns}Provision",),
    "resolution": ("{ns}Resolution", "{ns}Document"),
    "document": ("{ns}Document",),
    "publication": ("{ns}Document",),
    "event": (f"{SCHEMA}Event",),
    "place": (f"{DCTERMS}Location",),
    "topic": (f"{SKOS}Concept",),
    "action_line": (f"{SKOS}Concept",),
}
_CHANGES = {"Rev": "isVersionOf", "Corr": "relation", "Add": "relation"}


def entity_quads(sources: Iterable[Source], build: Build) -> list[Quad]:
    """`graph/entities`: types and names of what the documents brought, the documents included."""
    graph = build.base.graph("entities")
    triples: dict[tuple[NamedNode, NamedNode, Term], None] = {}
    fullest: dict[str, Entity] = {}
    listed = sorted(sources, key=lambda s: s.version)
    for source in listed:
        triples |= dict.fromkeys(_document_names(source, build.base))
        triples |= dict.fromkeys(mandate_names(source, build))
        for entity in source.extraction.entities:
            place = build.identities.iris[source.version, entity.key]
            if _described(entity, place, build):
                continue
            known = fullest.get(place)
            fullest[place] = _fuller(known, entity) if known else entity
    for place, entity in _unchanged(listed, build.base):
        fullest.setdefault(place, entity)
    read = {subject.value for subject, _, _ in triples}
    curated = {build.base.rebase(concept.iri) for concept in build.lexicon.concepts}
    for place, entity in fullest.items():
        if place in curated:  # merged into a concept that has its label already
            triples |= dict.fromkeys(_further_names(NamedNode(place), entity))
        elif place not in read:  # a document of the build speaks for itself
            triples |= dict.fromkeys(_names(NamedNode(place), entity, build.base))
    for old, new in build.identities.replaced.items():
        triples[NamedNode(old), NamedNode(f"{DCTERMS}isReplacedBy"), NamedNode(new)] = None
    return [Quad(*triple, graph) for triple in triples]


def _described(entity: Entity, iri: str, build: Build) -> bool:
    """Whether a vocabulary says what stands at that IRI already."""
    concept = build.lexicon.find(entity.type, entity.id) if entity.id else None
    return concept is not None and build.base.rebase(concept.iri) == iri


def _further_names(iri: NamedNode, entity: Entity) -> Iterator[tuple[NamedNode, NamedNode, Term]]:
    for name in (entity.name, *entity.aliases):
        yield iri, NamedNode(f"{SKOS}altLabel"), literal(name, language="en")


def _fuller(known: Entity, other: Entity) -> Entity:
    best, rest = (
        (other, known) if (len(other.name), other.name) > (len(known.name), known.name) else (known, other)
    )
    return replace(best, aliases=tuple(sorted({*best.aliases, *rest.aliases, rest.name} - {best.name})))


def _document_names(source: Source, base: Base) -> Iterator[tuple[NamedNode, NamedNode, Term]]:
    document = base.id(f"doc/{source.document}")
    facts = {fact.field: str(fact.value) for fact in reversed(source.extraction.facts)}
    name = facts.get("title") or facts.get("symbol") or source.extraction.document.name
    yield document, TYPE, base.ns("Document")
    if facts.get("type") == "resolution":
        yield document, TYPE, base.ns("Resolution")
    yield document, NamedNode(f"{SKOS}prefLabel"), literal(name, language=source.extraction.document.language)
    for fact in source.extraction.facts:
        if fact.field == "symbol":
            yield from _symbol(document, str(fact.value), base)
    if source.address:
        yield document, NamedNode(f"{SCHEMA}url"), NamedNode(source.address)


def _symbol(iri: NamedNode, canonical: str, base: Base) -> Iterator[tuple[NamedNode, NamedNode, Term]]:
    found = symbols.parse(canonical)
    official = bool(found) and found[0].official
    datatype = base.ns("officialSymbol" if official else "localKey").value
    yield iri, base.ns("symbol"), literal(canonical, datatype=datatype)
    if official and found[0].link:
        yield iri, NamedNode(f"{SCHEMA}url"), NamedNode(found[0].link)
    yield from _changed(iri, canonical, base)


def _changed(iri: NamedNode, canonical: str, base: Base) -> Iterator[tuple[NamedNode, NamedNode, Term]]:
    """What the last part of a symbol says: a revision is a version of its document, an addendum belongs to it."""
    whole, _, change = canonical.rpartition("/")
    link = _CHANGES.get(change.partition(".")[0])
    if link and whole:
        yield iri, NamedNode(f"{DCTERMS}{link}"), base.id(f"doc/{symbols.slug(whole)}")


def _unchanged(sources: Iterable[Source], base: Base) -> Iterator[tuple[str, Entity]]:
    """The documents that a corrigendum, addendum or revision belongs to, with their IRIs."""
    for source in sources:
        told = [str(fact.value) for fact in source.extraction.facts if fact.field == "symbol"]
        cited = [e.id for e in source.extraction.entities if e.type in ("document", "resolution") and e.id]
        for canonical in (*told, *cited):
            whole, _, change = canonical.rpartition("/")
            if whole and change.partition(".")[0] in _CHANGES:
                iri = base.id(f"doc/{symbols.slug(whole)}").value
                yield iri, Entity(key=whole, type="document", name=whole, id=whole)


def _names(iri: NamedNode, entity: Entity, base: Base) -> Iterator[tuple[NamedNode, NamedNode, Term]]:
    for name in _TYPES.get(entity.type) or _sdg_types(entity):
        yield iri, TYPE, NamedNode(name.format(ns=f"{base.iri}ns#"))
    if entity.type in ("resolution", "document") and entity.id:
        yield iri, NamedNode(f"{SKOS}prefLabel"), literal(entity.id, language="en")
        yield from _symbol(iri, entity.id, base)
        return
    yield iri, NamedNode(f"{SKOS}prefLabel"), literal(entity.name, language="en")
    for alias in entity.aliases:
        yield iri, NamedNode(f"{SKOS}altLabel"), literal(alias, language="en")
    if entity.type == "sdg" and entity.id:
        yield iri, NamedNode(f"{SKOS}notation"), literal(entity.id)


def _sdg_types(entity: Entity) -> tuple[str, ...]:
    """Goal, target or indicator, by the number of parts of the code."""
    parts = (entity.id or "").count(".")
    return (f"{SKOS}Concept", f"{SDGO}{('Goal', 'Target', 'Indicator')[min(parts, 2)]}")
