"""Sentences to readings: what each speaks of, anaphors included, and what the heading above puts in force."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from kg.iris import fold
from kg.relate.sentences import Sentence
from kg.types import Entity, EntityType, Mention, Reading, Referent, Span, Support, Unit

_ANAPHOR = re.compile(
    r"""\b(?:[Tt]he|[Tt]his)\ (
      (?:[Gg]lobal\ )?(?:[Pp]rogramme|[Ii]nitiative|[Nn]etwork|[Pp]latform|[Pp]ortal|[Pp]roject|[Pp]artnership|[Tt]ool
      |[Dd]atabase|[Dd]irectory|[Oo]bservatory|[Hh]ub|[Cc]ampaign)
    | Office|Organization|Agency|Department|Fund|Secretariat
    )\b(?!\ (?:of|for|on|against|to)\ [A-Z])(?!\ (?:of|on|against|entitled|titled|called|known\ as)\ )(?!\ ["“'‘])""",
    re.VERBOSE,
)
_PRONOUN = re.compile(
    r"\A(?:\w+ |(?:At|By|During|In|On|Since|So) (?:\w+ ){1,2}|\w+, )?(?:[Ii]t|[Tt]hey)\b(?! (?:is"
    r"|was|has been) (?:\w+ (?:that|to|by)|that|by)\b)"
)
_PRESENTS = re.compile(
    r"\A(?:This|The) [a-z]+(?: [a-z]+)? (?:is|was) (?:also )?(?:known as|called|entitled|named) (?:the )?[\"“'‘]?\Z"
)
_GOVERNED = re.compile(
    r"(?:\(|\b(?i:of|under|through|with|for|in|by|to|on|from|via|at|between|and|within|using|after|like|than|into)"
    r"|\b[Tt]o [a-z]+)(?: the| its| an?| our| their)?(?: [A-Z][\w-]*(?:['’]s)?)? ?\Z"
)
_CALLED = re.compile(r"([a-z]+) (?:known as|called|entitled|titled|named) (?:the )?[\"“'‘]?\Z")
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
    carried: Referent | None = None
    called: dict[str, str] = {}
    unit: Unit | None = None
    for place, sentence in enumerate(sentences):
        if sentence.unit is not unit:
            unit, before, local, carried = sentence.unit, [], [], None
        topic = next((topics[h] for h in reversed(sentence.unit.first.headings) if h in topics), None)
        named = [
            _referent(found, keys) for found in sentence.mentions if (found[2].span, found[2].type) in keys
        ]
        called |= _called(sentence, named)
        spoken = [
            *_anaphors(sentence, named, local, recent, topic, by_key, author, called),
            *_pronouns(sentence, before, by_key),
        ]
        yield Reading(
            unit=sentence.unit,
            text=sentence.text,
            offset=sentence.begin,
            sentence=sentence.unit.view.span(sentence.begin, sentence.end),
            referents=tuple(sorted([*named, *spoken], key=lambda r: (r.begin, -r.end))),
            topic=_presented(sentences[place + 1 : place + 2], unit, keys) or topic,
            author=author,
            carried=carried,
        )
        carried = _leading(sentence, [*named, *spoken]) or carried
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


def _called(sentence: Sentence, named: Iterable[Referent]) -> dict[str, str]:
    """What kind of thing the sentence says a programme is: "the training network known as …" is a network."""
    kinds = ((r.entity, _CALLED.search(sentence.text, 0, r.begin)) for r in named if r.type == "programme")
    return {entity: found[1] for entity, found in kinds if found}


def _presented(
    following: Sequence[Sentence], unit: Unit, keys: Mapping[tuple[Span, EntityType], str]
) -> Referent | None:
    """The programme that the next sentence gives a name to ("This initiative is known as …")."""
    for sentence in following:
        for found in sentence.mentions:
            begin, _, mention = found
            known = mention.type == "programme" and (mention.span, mention.type) in keys
            if sentence.unit is unit and known and _PRESENTS.match(sentence.text[:begin]):
                return _elsewhere(_referent(found, keys))
    return None


def _elsewhere(referent: Referent) -> Referent:
    """The same thing, spoken of from another sentence of the paragraph."""
    return replace(referent, begin=0, end=0, support=Support(basis="anaphor", span=referent.support.span))


def _leading(sentence: Sentence, spoken: Sequence[Referent]) -> Referent | None:
    """Whose doing the sentence tells: a programme that no preposition governs, else such a body, else the only one."""
    free = [
        r
        for r in sorted(spoken, key=lambda r: r.begin)
        if r.type in ("programme", "organization") and not _GOVERNED.search(sentence.text[: r.begin])
    ]
    sole = [r for r in spoken if r.type in ("programme", "organization")]
    if not free and len({r.entity for r in sole}) == 1 and sole[0].type == "programme":
        free = sole
    found = next((r for r in free if r.type == "programme"), None) or next(iter(free), None)
    return _elsewhere(found) if found else None


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
    kinds: Mapping[str, str],
) -> Iterator[Referent]:
    """ "The Programme", "the Office", "we", where it is plain who is meant."""
    for match in _ANAPHOR.finditer(sentence.text):
        if any(r.begin < match.end() and match.start() < r.end for r in named):
            continue
        here = [*local, *(r.entity for r in named if r.end <= match.start())]
        if meant := _meant(match[1], here, recent, topic.entity if topic else None, entities, author, kinds):
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
    kinds: Mapping[str, str],
) -> str | None:
    """Who is meant: named in the same paragraph, then what the heading is about, then the last of that kind.

    A noun of the name itself says most; a vague one ("the initiative") also means the programme named last.
    """
    head = noun.casefold().split()[-1]

    def called(key: str | None, kind: str) -> bool:
        if key is None or entities[key].type != kind:
            return False
        return head == kinds.get(key) or head in fold(_names(entities[key])).split()

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
