"""Mentions to entities: all that a document says of one thing, under one key."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from types import MappingProxyType

from kg import symbols
from kg.heads import LOWER_HEADS, MODIFIERS
from kg.iris import fold
from kg.iris import slug as slugify
from kg.types import Document, Entity, EntityType, Fact, Mention, Span
from kg.vocabulary import Concept, Lexicon

_WORD = re.compile(r"[A-Za-z]{4}")
_DELEGATE = re.compile(r"(?:Deputy )?Permanent (?:Representative|Observer)|Charg[ée] d|Ambassador")
_OFFICE = re.compile(
    r"(?:Deputy )?(?:Permanent (?:Representative|Observer)|Charg[ée] d|President|Chair|Minister|Ambassador)"
    r"|(?:Director[- ]General|Executive (?:Director|Secretary)|Administrator|Commissioner[- ]General)$"
)
"""Office-holders other than the Secretary-General: the annotation format takes them for no organizations."""
_ACT = re.compile(r"\b(?:[Rr]esolution|[Dd]ecision) (?:[Nn]o\. )?[^\s,;]*\d.*")
_NOUN = re.compile(r"\b([Rr]esolution|[Dd]ecision)\s\Z")
_NOUN_LENGTH = 12
"""Code points of "resolution" with the blanks around it."""
_FIGURE = re.compile(r"\d+")
_COINED = re.compile(r"[A-Z]\w*[a-z][A-Z]\w+")
"""One word with a capital inside."""


def is_delegate(author: str) -> bool:
    """Whether an envoy writes: for a State, and for no organization."""
    return _DELEGATE.match(author) is not None


def entities_of(
    document: Document,
    mentions: Iterable[Mention],
    facts: Sequence[Fact],
    lexicon: Lexicon,
    joined: Mapping[tuple[EntityType, str], str] = MappingProxyType({}),
) -> tuple[tuple[Entity, ...], list[tuple[str, str]], tuple[Fact, ...]]:
    """The entities by key, the keys of author, body and session, and the facts with keys for what asked for it.

    `joined` has the key of each name that coreference brought together with others.
    """
    groups: dict[str, list[Mention]] = {}
    own = {str(fact.value) for fact in facts if fact.field == "symbol"}
    cover = list(_roles(document, facts, lexicon))
    session = next((found for role, found in cover if role == "session"), None)
    for mention in mentions:
        if session and _same_session(mention, session):
            groups.setdefault(_key(session), []).append(replace(mention, id=session.id))
        elif mention.id not in own:  # the document itself is metadata, never an entity of its own
            groups.setdefault(_joined(mention, joined), []).append(mention)
    roles = []
    for role, found in cover:
        roles.append((role, _joined(found, joined)))
        groups.setdefault(roles[-1][1], []).append(found)
    organs = {key: organ for key, found in groups.items() if (organ := _organ(found[0], lexicon))}
    entities = {key: _entity(key, found, organs.get(key), document.text) for key, found in groups.items()}
    for organ in organs.values():
        entities.setdefault(
            organ.key, Entity(key=organ.key, type="organization", id=organ.key, name=organ.name)
        )
    told = tuple(after for fact in facts for after in _requested(fact, entities.values()))
    return tuple(entity for _, entity in sorted(entities.items())), roles, told


def _joined(mention: Mention, joined: Mapping[tuple[EntityType, str], str]) -> str:
    """The key of all the names of the thing; an identifier says more than any name."""
    return _key(mention) if mention.id else joined.get((mention.type, mention.name)) or _key(mention)


def _roles(document: Document, facts: Sequence[Fact], lexicon: Lexicon) -> Iterator[tuple[str, Mention]]:
    """Author, body and session of the document, as mentions where its cover names them."""
    first = {fact.field: fact for fact in reversed(facts)}
    for role in ("author", "body"):
        if role in first and not _OFFICE.match(str(first[role].value)):
            found = _organization(first[role], lexicon)
            yield role, found
            if role == "body" and "session" in first and _is_named(first["session"], document.text):
                yield "session", _session(first["session"], _key(found), document.text)


def _is_named(session: Fact, text: str) -> bool:
    """Whether the cover names the session in words; the number inside a symbol names no meeting."""
    return bool(_WORD.search(text, session.span.begin, session.span.end))


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
    known = _organizations(lexicon).get(fold(name))
    return Mention(
        begin=fact.span.begin,
        end=fact.span.end,
        type="organization",
        finder="metadata",
        name=name,
        id=known.key if known else None,
    )


@cache
def _organizations(lexicon: Lexicon) -> dict[str, Concept]:
    """Organizations by folded label; the first by IRI where two share one."""
    return {
        fold(label): c for c in reversed(lexicon.concepts) if c.type == "organization" for label in c.labels
    }


def _session(fact: Fact, body: str, text: str) -> Mention:
    return Mention(
        begin=fact.span.begin,
        end=fact.span.end,
        type="event",
        finder="metadata",
        name=" ".join(text[fact.span.begin : fact.span.end].split()),
        id=f"{body}-session-{fact.value}",
    )


def _same_session(mention: Mention, session: Mention) -> bool:
    """Whether words such as "tenth session", with no body named, are the document's own session."""
    return mention.type == "event" and mention.name.casefold() == session.name.casefold()


def _entity(key: str, mentions: Sequence[Mention], organ: Concept | None, text: str) -> Entity:
    """One entity of the mentions that share a key: the fullest name first, the others as aliases.

    Words that differ from every clean name ("Goals 4" of a list, for "Goal 4") are an alias as they stand.
    """
    names = {form for mention in mentions for form in _forms(mention, text)}
    if all(
        mention.finder == "terms" for mention in mentions
    ):  # the text has no fuller name than "the Charter"
        names |= {" ".join(text[m.begin : m.end].split()) for m in mentions}
    name = max((mention.name for mention in mentions), key=lambda n: (len(n), n))
    spans = {Span(m.begin, m.end): None for m in sorted(mentions, key=lambda m: m.begin)}
    return Entity(
        key=key,
        type=mentions[0].type,
        name=name,
        id=next((m.id for m in mentions if m.id), None),
        aliases=tuple(sorted(other for other in names if other != name)),
        mentions=tuple(spans),
        organ=organ.key if organ else None,
    )


def _forms(mention: Mention, text: str) -> Iterator[str]:
    yield mention.name
    if mention.type == "programme" and (plain := _headless(mention.name)):
        yield plain
    surface = " ".join(text[mention.begin : mention.end].split())
    if mention.type == "resolution":
        yield from _short_acts(mention, surface)
        yield from _called(mention, text)
    if surface == mention.name:
        return
    seen, name = fold(surface), fold(mention.name)
    short = mention.finder == "acronyms" and seen != name
    if short or (_differs(seen, name) and _akin(seen.split(), name.split())):
        yield surface


def _called(mention: Mention, text: str) -> Iterator[str]:
    """A symbol with the noun that stands before it: "resolution GC.18/Res.6"."""
    noun = _NOUN.search(text, max(0, mention.begin - _NOUN_LENGTH), mention.begin)
    if noun and mention.name[:1].isupper() and "/" in mention.name and not _ACT.match(mention.name):
        yield f"{noun[1]} {' '.join(text[mention.begin : mention.end].split())}"


def _short_acts(mention: Mention, surface: str) -> Iterator[str]:
    """An act without the name of its body, which is an entity of its own: "decision 2021/17"."""
    yield from (short[0] for short in (_ACT.search(mention.name),) if short)
    if surface[:1].isdigit():
        yield surface


def _headless(name: str) -> str | None:
    """The name without its head in lower case ("Quiet Rivers campaign", "Tide Tales podcast series").

    More than one word is left, or one that nobody writes but as a name ("TideWatch network").
    """
    rest, _, head = name.rpartition(" ")
    while rest.rpartition(" ")[2] in LOWER_HEADS | MODIFIERS:
        rest = rest.rpartition(" ")[0]
    last = rest.rpartition(" ")[2]
    named = (" " in rest and last[:1].isupper()) or bool(_COINED.fullmatch(rest))
    return rest if named and head in LOWER_HEADS else None


def _differs(seen: str, name: str) -> bool:
    """Whether the words are neither a part of the name nor the name with page furniture in between."""
    words, own = seen.split(), name.split()
    rest = iter(words)
    framed = words[:1] == own[:1] and words[-1:] == own[-1:] and all(word in rest for word in own)
    return seen not in name and not framed


def _akin(seen: Sequence[str], name: Sequence[str]) -> bool:
    """Whether the words are the name in another dress: "SDG 4" or "#SDG4" for "Goal 4", "art. 9" for "article 9".

    They share a word or a number, or are the letters of a range that holds the item, and are not much longer
    than what they stand for.
    """
    if len(seen) > 2 * len(name) + 1:
        return False
    words, own = {_stem(word) for word in seen}, {_stem(word) for word in name}
    figures = set(_FIGURE.findall(" ".join(seen)))
    letters = all(len(word) == 1 or word in ("to", "and", "through") for word in seen)
    return not words.isdisjoint(own) or bool(figures) or letters


def _stem(word: str) -> str:
    return word[:-3] + "y" if word.endswith("ies") else word.removesuffix("s")
