"""Mentions to entities: all that a document says of one thing, under one key."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kg import symbols
from kg.iris import fold
from kg.iris import slug as slugify
from kg.types import Document, Entity, Fact, Mention, Span
from kg.vocabulary import Concept, Lexicon


def entities_of(
    document: Document, mentions: Iterable[Mention], facts: Sequence[Fact], lexicon: Lexicon
) -> tuple[tuple[Entity, ...], list[tuple[str, str]], tuple[Fact, ...]]:
    """The entities by key, the keys of author, body and session, and the facts with keys for what asked for it."""
    groups: dict[str, list[Mention]] = {}
    own = {str(fact.value) for fact in facts if fact.field == "symbol"}
    for mention in mentions:
        if mention.id not in own:  # the document itself is metadata, never an entity of its own
            groups.setdefault(_key(mention), []).append(mention)
    roles = []
    for role, found in _roles(document, facts, lexicon):
        roles.append((role, _key(found)))
        groups.setdefault(_key(found), []).append(found)
    organs = {key: organ for key, found in groups.items() if (organ := _organ(found[0], lexicon))}
    entities = {key: _entity(key, found, organs.get(key), document.text) for key, found in groups.items()}
    for organ in organs.values():
        entities.setdefault(
            organ.key, Entity(key=organ.key, type="organization", id=organ.key, name=organ.name)
        )
    told = tuple(after for fact in facts for after in _requested(fact, entities.values()))
    return tuple(entity for _, entity in sorted(entities.items())), roles, told


def _roles(document: Document, facts: Sequence[Fact], lexicon: Lexicon) -> Iterator[tuple[str, Mention]]:
    """Author, body and session of the document, as mentions where its cover names them."""
    first = {fact.field: fact for fact in reversed(facts)}
    for role in ("author", "body"):
        if role in first:
            found = _organization(first[role], lexicon)
            yield role, found
            if role == "body" and "session" in first:
                yield "session", _session(first["session"], _key(found), document.text)


def _organ(mention: Mention, lexicon: Lexicon) -> Concept | None:
    """The organ whose resolutions begin as this one does."""
    if mention.type != "resolution" or mention.id is None:
        return None
    found = symbols.parse(mention.id)
    return lexicon.organ(found[0].organ) if found else None


def _requested(fact: Fact, entities: Iterable[Entity]) -> Iterator[Fact]:
    """The fact itself; for a request, one fact for each resolution that its words name."""
    if fact.field != "requested_by":
        yield fact
        return
    for entity in entities:
        inside = [
            span for span in entity.mentions if fact.span.begin < span.end and span.begin < fact.span.end
        ]
        if entity.type == "resolution" and inside:
            yield replace(fact, value=entity.key)


def _key(mention: Mention) -> str:
    """A key for the document: the vocabulary's for organizations and names, with the kind before codes."""
    match mention.type:
        case "organization" | "instrument" | "provision" | "programme" | "publication" | "event":
            return mention.id or f"{mention.type}-{slugify(mention.name)}"
        case "resolution" | "document":
            return slugify(mention.id or mention.name)
        case _:
            return f"{mention.type.replace('_', '-')}-{mention.id or slugify(mention.name)}"


def _organization(fact: Fact, lexicon: Lexicon) -> Mention:
    """The body that a fact names, known to the vocabulary or new."""
    name = str(fact.value)
    known = next(
        (c for c in lexicon.concepts if c.type == "organization" and fold(name) in map(fold, c.labels)), None
    )
    return Mention(
        begin=fact.span.begin,
        end=fact.span.end,
        type="organization",
        finder="metadata",
        name=name,
        id=known.key if known else None,
    )


def _session(fact: Fact, body: str, text: str) -> Mention:
    return Mention(
        begin=fact.span.begin,
        end=fact.span.end,
        type="event",
        finder="metadata",
        name=" ".join(text[fact.span.begin : fact.span.end].split()),
        id=f"{body}-session-{fact.value}",
    )


def _entity(key: str, mentions: Sequence[Mention], organ: Concept | None, text: str) -> Entity:
    """One entity of the mentions that share a key: the fullest name first, the others as aliases.

    Words that differ from every clean name ("Goals 4" of a list, for "Goal 4") are an alias as they stand.
    """
    names = Counter(form for mention in mentions for form in _forms(mention, text))
    name = max(names, key=lambda n: (len(n), n))
    spans = {Span(m.begin, m.end): None for m in sorted(mentions, key=lambda m: m.begin)}
    return Entity(
        key=key,
        type=mentions[0].type,
        name=name,
        id=mentions[0].id,
        aliases=tuple(sorted(other for other in names if other != name)),
        mentions=tuple(spans),
        organ=organ.key if organ else None,
    )


def _forms(mention: Mention, text: str) -> Iterator[str]:
    yield mention.name
    surface = " ".join(text[mention.begin : mention.end].split())
    seen, name = fold(surface), fold(mention.name)
    if seen not in name and name not in seen and len(surface) < 2 * len(mention.name):
        yield surface
