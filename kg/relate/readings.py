"""Sentences to readings: what each speaks of, anaphors included, and what the heading above puts in force."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg.iris import fold
from kg.relate.sentences import Sentence
from kg.types import Entity, EntityType, Mention, Reading, Referent, Span, Support, Unit

_ANAPHOR = re.compile(
    r"""\b(?:[Tt]he|[Tt]his)\ (
      (?:[Gg]lobal\ )?(?:[Pp]rogramme|[Ii]nitiative|[Nn]etwork|[Pp]latform|[Pp]ortal|[Pp]roject|[Pp]artnership|[Tt]ool
      |[Dd]atabase|[Dd]irectory|[Oo]bservatory|[Hh]ub|[Cc]ampaign)
    | Office|Organization|Agency|Department|Fund|Secretariat
    )\b(?!\ (?:of|for|on|against|to)\ [A-Z])""",
    re.VERBOSE,
)
_PRONOUN = re.compile(r"\A(?:\w+ )?(?:[Ii]t|[Tt]hey)\b(?! (?:is|was|has been) (?:\w+ )?(?:that|to|by)\b)")
_FIRST_PERSON = re.compile(r"\b(?:[Ww]e|[Oo]ur|[Uu]s)\b")
_BODY_NOUNS = frozenset({"office", "organization", "agency", "department", "fund", "secretariat"})
_VAGUE = frozenset({"programme", "initiative", "project"})


def readings_of(
    sentences: Sequence[Sentence], entities: Sequence[Entity], author: str | None
) -> Iterator[Reading]:
    """One reading for each sentence, in order."""
    by_key = {entity.key: entity for entity in entities}
    keys = {(span, entity.type): entity.key for entity in entities for span in entity.mentions}
    topics = _heading_topics(sentences, keys)
    recent: list[str] = []
    before: list[Referent] = []
    local: list[str] = []
    unit: Unit | None = None
    for sentence in sentences:
        if sentence.unit is not unit:
            unit, before, local = sentence.unit, [], []
        topic = next((topics[h] for h in reversed(sentence.unit.first.headings) if h in topics), None)
        named = [
            _referent(place, keys) for place in sentence.mentions if (place[2].span, place[2].type) in keys
        ]
        spoken = [
            *_anaphors(sentence, named, local, recent, topic, by_key, author),
            *_pronouns(sentence, before, by_key),
        ]
        yield Reading(
            unit=sentence.unit,
            text=sentence.text,
            offset=sentence.begin,
            sentence=sentence.unit.view.span(sentence.begin, sentence.end),
            referents=tuple(sorted([*named, *spoken], key=lambda r: (r.begin, -r.end))),
            topic=topic,
            author=author,
        )
        actors = [r for r in (*named, *spoken) if r.type in ("programme", "organization")]
        recent += [r.entity for r in actors if r in named]
        local += [r.entity for r in actors]
        before = actors or before


def _referent(place: tuple[int, int, Mention], keys: Mapping[tuple[Span, EntityType], str]) -> Referent:
    begin, end, mention = place
    return Referent(
        entity=keys[mention.span, mention.type],
        type=mention.type,
        begin=begin,
        end=end,
        support=Support(basis="mention", span=mention.span),
    )


def _heading_topics(
    sentences: Iterable[Sentence], keys: Mapping[tuple[Span, EntityType], str]
) -> dict[int, Referent]:
    """For the index of each heading that names a programme: that programme, supported by the heading."""
    topics: dict[int, Referent] = {}
    for sentence in sentences:
        if sentence.unit.kind == "heading":
            for begin, end, mention in sentence.mentions:
                if mention.type == "programme" and (mention.span, mention.type) in keys:
                    support = Support(
                        basis="heading", span=sentence.unit.view.span(sentence.begin, sentence.end)
                    )
                    found = Referent(
                        entity=keys[mention.span, mention.type],
                        type="programme",
                        begin=begin,
                        end=end,
                        support=support,
                    )
                    topics.setdefault(sentence.unit.first.index, found)
    return topics


def _anaphors(
    sentence: Sentence,
    named: Sequence[Referent],
    local: Sequence[str],
    recent: Sequence[str],
    topic: Referent | None,
    entities: Mapping[str, Entity],
    author: str | None,
) -> Iterator[Referent]:
    """ "The Programme", "the Office", "we", where it is plain who is meant."""
    for match in _ANAPHOR.finditer(sentence.text):
        if any(r.begin < match.end() and match.start() < r.end for r in named):
            continue
        here = [*local, *(r.entity for r in named if r.end <= match.start())]
        if meant := _meant(match[1], here, recent, topic.entity if topic else None, entities, author):
            yield _spoken(sentence, match, entities[meant], "anaphor")
    if author:
        for match in _FIRST_PERSON.finditer(sentence.text):
            yield _spoken(sentence, match, entities[author], "first-person")


def _pronouns(
    sentence: Sentence, before: Sequence[Referent], entities: Mapping[str, Entity]
) -> Iterator[Referent]:
    """ "It", "they" at the head of a sentence: the programme of the sentence before, else its organization."""
    match = _PRONOUN.match(sentence.text)
    if match and before:
        meant = next((r for r in before if r.type == "programme"), before[0])
        yield _spoken(sentence, match, entities[meant.entity], "anaphor")


def _spoken(sentence: Sentence, match: re.Match[str], entity: Entity, basis: str) -> Referent:
    span = sentence.unit.view.span(sentence.begin + match.start(), sentence.begin + match.end())
    return Referent(
        entity=entity.key,
        type=entity.type,
        begin=match.start(),
        end=match.end(),
        support=Support(basis="anaphor" if basis == "anaphor" else "first-person", span=span),
    )


def _meant(
    noun: str,
    local: Sequence[str],
    recent: Sequence[str],
    topic: str | None,
    entities: Mapping[str, Entity],
    author: str | None,
) -> str | None:
    """Who is meant: named in the same paragraph, then what the heading is about, then the last of that kind.

    A noun of the name itself says most; a vague one ("the initiative") also means the programme named last.
    """
    head = noun.casefold().split()[-1]

    def called(key: str | None, kind: str) -> bool:
        return key is not None and entities[key].type == kind and head in fold(_names(entities[key])).split()

    if head in _BODY_NOUNS:
        return next((key for key in (author, *reversed(recent)) if called(key, "organization")), None)
    here = [key for key in reversed(local) if entities[key].type == "programme"]
    if exact := next((key for key in (*here, topic) if called(key, "programme")), None):
        return exact
    if head in _VAGUE and (here or topic):
        return here[0] if here else topic
    if exact := next((key for key in reversed(recent) if called(key, "programme")), None):
        return exact
    return (
        next((k for k in reversed(recent) if entities[k].type == "programme"), None)
        if head in _VAGUE
        else None
    )


def _names(entity: Entity) -> str:
    return " ".join([entity.name, *entity.aliases])
