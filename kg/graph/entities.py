"""Types and names of the things that documents bring, the documents included."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce

from pyoxigraph import Literal, NamedNode

from kg import symbols
from kg.graph.context import TYPE, Build, Source, TermTriple
from kg.graph.mandates import mandate_names
from kg.iris import DCTERMS, ORG, SCHEMA, SDGO, SKOS, Base, fold, literal
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


_LABEL = NamedNode(f"{SKOS}prefLabel")


@dataclass(frozen=True, slots=True)
class Named:
    """One document's words for a thing."""

    iri: str
    entity: Entity
    weak: bool = False
    """Whether it only stands in where no document describes the thing."""


def told_names(source: Source, build: Build) -> Iterator[TermTriple]:
    """What one document tells outright of things: its own names, and those of the paragraphs that mandates rest on."""
    yield from _document_names(source, build.base)
    yield from mandate_names(source, build)


def named(source: Source, build: Build) -> Iterator[Named]:
    """The things that one document names and no vocabulary describes, with the names that it gives them."""
    for found in source.extraction.entities:
        entity = _with_body(found, source, build)
        place = build.identities.iris[source.version, entity.key]
        if not _described(entity, place, build):
            yield Named(place, entity)
    for place, entity in _unchanged([source], build.base):
        yield Named(place, entity, weak=True)


def about(
    iri: str, told: Iterable[TermTriple], called: Sequence[Named], build: Build
) -> Iterator[TermTriple]:
    """All that `graph/entities` says of one thing, each triple once.

    `told` is what documents tell outright, `called` what they call it, in order of their versions.
    """
    triples = dict.fromkeys(_once_labelled(told))
    strong = [name.entity for name in called if not name.weak]
    entities = strong or [name.entity for name in called[:1]]
    if entities and build.lexicon.names(iri, build.base):  # merged into a concept that has its label already
        triples |= dict.fromkeys(_further_names(NamedNode(iri), reduce(_fuller, entities)))
    elif entities and not triples:  # a document of the build speaks for itself
        triples |= dict.fromkeys(_names(NamedNode(iri), reduce(_fuller, entities), build.base))
    if iri in build.identities.replaced:
        replacing = NamedNode(build.identities.replaced[iri])
        triples[NamedNode(iri), NamedNode(f"{DCTERMS}isReplacedBy"), replacing] = None
    yield from triples


def _once_labelled(told: Iterable[TermTriple]) -> Iterator[TermTriple]:
    """The triples with one preferred label in a language: two documents may call one paragraph differently."""
    labels: dict[str | None, TermTriple] = {}
    for triple in told:
        if triple[1] != _LABEL or not isinstance(triple[2], Literal):
            yield triple
            continue
        known = labels.get(triple[2].language)
        labels[triple[2].language] = min(known, triple, key=lambda t: t[2].value) if known else triple
    yield from labels.values()


def _described(entity: Entity, iri: str, build: Build) -> bool:
    """Whether a vocabulary says what stands at that IRI already."""
    concept = build.lexicon.find(entity.type, entity.id) if entity.id else None
    return concept is not None and build.base.rebase(concept.iri) == iri


def _with_body(entity: Entity, source: Source, build: Build) -> Entity:
    """A session under the name of its body too: a bare number and "session" may be anybody's."""
    body, _, _ = (entity.id or "").rpartition("-session-")
    if entity.type != "event" or not body:
        return entity
    known = build.lexicon.find("organization", body)
    told = known.labels if known else tuple(e.name for e in source.extraction.entities if e.key == body)
    if not told or any(f" {fold(label)} " in f" {fold(entity.name)} " for label in told):
        return entity
    whole = f"{entity.name} of the {told[0].removeprefix('the ')}"
    return replace(entity, name=whole, aliases=tuple(sorted({*entity.aliases, entity.name})))


def _further_names(iri: NamedNode, entity: Entity) -> Iterator[TermTriple]:
    for name in (entity.name, *entity.aliases):
        yield iri, NamedNode(f"{SKOS}altLabel"), literal(name, language="en")


def _fuller(known: Entity, other: Entity) -> Entity:
    best, rest = (
        (other, known) if (len(other.name), other.name) > (len(known.name), known.name) else (known, other)
    )
    return replace(best, aliases=tuple(sorted({*best.aliases, *rest.aliases, rest.name} - {best.name})))


def _document_names(source: Source, base: Base) -> Iterator[TermTriple]:
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


def _symbol(iri: NamedNode, canonical: str, base: Base) -> Iterator[TermTriple]:
    found = symbols.parse(canonical)
    official = bool(found) and found[0].official
    datatype = base.ns("officialSymbol" if official else "localKey").value
    yield iri, base.ns("symbol"), literal(canonical, datatype=datatype)
    if official and found[0].link:
        yield iri, NamedNode(f"{SCHEMA}url"), NamedNode(found[0].link)
    yield from _changed(iri, canonical, base)


def _changed(iri: NamedNode, canonical: str, base: Base) -> Iterator[TermTriple]:
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


def _names(iri: NamedNode, entity: Entity, base: Base) -> Iterator[TermTriple]:
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
