"""Sentences to readings: what each speaks of, anaphors included, and what the heading above puts in force."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from kg.grammar import OWNS, PREPOSITIONS, SPAN_OF_TIME, last_words
from kg.relate.anaphora import Heard, anaphors, cast_of, cited, common, kinds_of, pronouns
from kg.relate.sentences import Sentence
from kg.relate.speaker import works
from kg.types import Entity, EntityType, Mention, Reading, Referent, Support, Unit
from kg.verbs import RUNS_IT

_PRESENTS = re.compile(
    r"\A(?:This|The) [a-z]+(?: [a-z]+)? (?:is|was) (?:also )?(?:known as|called|entitled|named) (?:the )?[\"“'‘]?\Z"
)
_GOVERNED = re.compile(
    rf"(?:\(|\b(?i:{PREPOSITIONS})"
    r"|\b[Tt]o [a-z]+)(?: the| its| an?| our| their)?(?: [A-Z][\w-]*(?:['’]s)?)? ?\Z"
)
_SERVED = re.compile(r"\b(?i:of|under|through|within|via|in)(?: the| its| our| their)? [\"“]?\Z")
_LISTED = re.compile(r"(?: \([^()]*\)|\))?(?:, | and |, and )(?:the |its )?")
_GOES_ON = re.compile(r"(?: \([^()]*\)|\))?(?:,| and\b| as well as\b)")
"""What stands behind a name that is no last item: "With A, B and C" lists them, "With A, B opened" does not."""
_LENT = re.compile(r"(?:['’]s)? (?!(?:is|are|was|were|has|have|had|can|in|at|by)\b)[a-z]")
_NUMBER = re.compile(r"(?:\(?\w{1,4}[.)]\s*)?")
"""What may stand before the title of a paragraph."""
_RUN_IN = re.compile(r"[\"”]?(?: \([^()]*\))?(?::|\.| [–—-]) ")
_BRACKET = re.compile(r"[\"”]?(?: ?\([^()]*\))?")
_OPENING = re.compile(r"(?:\(?\w{1,3}[.)] )?(?:[\"“‘']|[Tt]he )?\Z")
_OF_ITS = re.compile(r"(?:Its|Their) (?:[a-z]+ ){0,2}(?:partners?|donors?|funders?|members?|hosts?|users?) ")
"""What is told of its partners is still told of it."""
_ASIDE = re.compile(
    r"\b(?:is|are|was|were|became|acts?|acted|serves?|served)(?: also| both| all)? (?:as )?"
    r"(?:an? |its |the |their |among its )?(?:[a-z]+ )?(?:partners?|donors?|funders?|hosts?|supporters?)\b"
)
"""Whose partners somebody is stays what the text speaks of."""
_RUNS_IT = re.compile(RUNS_IT)
"""Who does so is told of the programme that the text goes on about."""
_FIELD = re.compile(r"[A-Z][^:.;?!]{0,60}: \S")
"""A field of a form: the body that it names does not become what the form is about."""
_OF_WHOLE = re.compile(
    r"(?i:parent|umbrella|overall|wider|larger|framework|sister|previous|predecessor|follow-up|part of|component of"
    r"|belongs to|within|under|linked)\b[^:.;?!]{0,60}: "
)
"""A field of a form that names another programme than that which the form is about."""
_HYPHEN = re.compile(r"-(?:funded|financed|supported|wide|sponsored|backed|based|related)\b")
_AGENT = re.compile(r"\bby (?:the |its )?(?:[A-Z][\w’' -]{1,80},? and (?:the )?)?\Z")
_BARE_TITLE = re.compile(
    r"(?:\(?\w{1,3}[.)] )?[\"“]?[A-Z][\w’'-]*(?: [A-Z][\w’'-]*| of| on| and| the| for| at| in| to){0,6}[\"”]?\.?"
)
"""A title that no finder knows: what stands behind it speaks of that."""
_PART = re.compile(
    r"\b(?:component|pillar|part|branch|arm|strand|track|module|element|window|leg|section|wing|offshoot)s?, (?:the )?"
    r"[\"“'‘]?\Z|\b(?:[Tt]he|[Oo]ne|[Aa]) (?:first|second|third|fourth|fifth|last|other|accompanying)(?: [a-z]+)?,? "
    r"(?:the |is the )?[\"“'‘]?\Z"
)
"""What stands before the name of a part: "a second component, the X"."""
_OF_ANOTHER = re.compile(r"\bthat (?:the )?[A-Z][^,;:.]{0,80}:\s*\Z")
"""Above a list of what another one did: "A was told that B had:"."""
_TITLES = ("cover", "heading")
_NEAR = 120
"""Characters before a name that rules look at."""


@dataclass(slots=True)
class _Memory:
    """What the sentences so far leave behind; it lives as long as one document is read."""

    recent: dict[str, None] = field(default_factory=dict)
    local: list[str] = field(default_factory=list)
    before: list[Referent] = field(default_factory=list)
    kinds: dict[str, str] = field(default_factory=dict)
    carried: Referent | None = None
    lead: Referent | None = None
    """Whom the words above a list speak of."""
    run_in: Referent | None = None
    earlier: Referent | None = None
    """The programme that the paragraph before spoke of."""
    wholes: dict[str, Referent] = field(default_factory=dict)
    """Of each part, what was spoken of before it: later paragraphs go on with that."""
    cited: str | None = None
    """The resolution that was named last."""
    answered: str | None = None
    """The one that the paragraph named last."""
    common: frozenset[str] = frozenset()
    """Nouns of the things without a name that the paragraph told of since it named a programme."""
    unit: Unit | None = None

    def enter(self, unit: Unit) -> None:
        """Another paragraph: what the one before leaves holds on for pronouns, and in the items of a list."""
        last = self.unit
        same = last is not None and last.first.headings == unit.first.headings
        item = same and unit.kind == "item"
        if item and last is not None and last.kind != "item":
            opens = last.view.text.rstrip().endswith(":") and not _OF_ANOTHER.search(last.view.text)
            self.lead = _of_list(self.carried or next(iter(self.before), None)) if opens else None
        kept = item or (last is not None and last.kind != "item")
        self.before = self.before if same and kept else [self.lead] if self.lead else []
        self.lead = self.lead if item else None
        told = self.carried or self.run_in or self.earlier
        told = self.wholes.get(told.entity, told) if told else None
        self.earlier = _elsewhere(told) if same and told and told.type == "programme" else None
        self.carried, self.local, self.run_in, self.unit = self.lead, [], None, unit
        self.answered, self.common = None, frozenset()

    def heard(self, topic: Referent | None) -> Heard:
        about = topic.entity if topic else None
        return Heard(self.recent, self.local, self.before, self.kinds, about, self.common)


def readings_of(
    sentences: Sequence[Sentence], entities: Sequence[Entity], author: str | None, text: str = ""
) -> Iterator[Reading]:
    """One reading for each sentence, in order; `text` is the document's, for what its line ends tell."""
    names = {entity.key: entity.name for entity in entities}
    worker = author if author and works(names[author]) else None
    cast, memory = cast_of(entities, author, worker), _Memory()
    keys = {(*span, entity.type): entity.key for entity in entities for span in entity.mentions}
    topics, titled = _heading_topics(sentences, keys), _titled(sentences, keys)
    for place, sentence in enumerate(sentences):
        if sentence.unit is not memory.unit:
            memory.enter(sentence.unit)
        named = [_referent(found, key) for found in sentence.mentions if (key := _key(found[2], keys))]
        memory.run_in = memory.run_in or _run_in(sentence, named, text)
        topic = memory.run_in or next(
            (topics[h] for h in reversed(sentence.unit.first.headings) if h in topics), titled
        )
        memory.kinds |= kinds_of(sentence, named)
        heard = memory.heard(topic)
        spoken = [*anaphors(sentence, named, heard, cast), *pronouns(sentence, heard, cast)]
        spoken += cited(sentence, named, memory.cited, memory.answered, cast)
        yield Reading(
            unit=sentence.unit,
            text=sentence.text,
            offset=sentence.begin,
            sentence=sentence.unit.view.span(sentence.begin, sentence.end),
            referents=tuple(sorted([*named, *spoken], key=lambda r: (r.begin, -r.end))),
            topic=_presented(sentences[place + 1 : place + 2], sentence.unit, keys) or topic,
            author=author,
            carried=memory.carried,
            earlier=memory.earlier,
            worker=worker,
        )
        _learn(memory, sentence, named, spoken)


def _learn(
    memory: _Memory, sentence: Sentence, named: Sequence[Referent], spoken: Sequence[Referent]
) -> None:
    if sentence.text.rstrip('"”’)').endswith("?"):
        for asked in (r.entity for r in named if r.type == "programme"):
            memory.recent.pop(asked, None)
            memory.recent[asked] = None
        return  # a question speaks of nobody's work, but its answer may mean what it names
    if resolution := next((r.entity for r in reversed(named) if r.type == "resolution"), None):
        memory.cited = memory.answered = resolution
    if sentence.begin == 0 and not named and _BARE_TITLE.fullmatch(sentence.text.strip()):
        memory.before, memory.carried = [], None
        return
    if any(r.type == "programme" for r in (*named, *spoken)):
        memory.common = frozenset()
    elif nameless := common(sentence.text):
        memory.common |= nameless
        memory.before, memory.earlier = [], None
    aside = _ASIDE.search(sentence.text)
    told = [r for r in (*named, *spoken) if r.type == "programme" or not aside]
    leading = _leading(sentence, told, memory.run_in) or (memory.carried if aside else None)
    if memory.carried and memory.carried.type == "programme":
        label = _FIELD.match(sentence.text)
        field = label and (leading is None or leading.type != "programme" or _OF_WHOLE.match(sentence.text))
        leading = memory.carried if field or _RUNS_IT.search(sentence.text) else leading
    memory.wholes |= dict(_wholes(sentence, named, memory.carried or memory.earlier))
    memory.carried = leading or memory.carried
    actors = [r for r in (*named, *spoken) if r.type in ("programme", "organization")]
    before = [r for r in told if r.type in ("programme", "organization") and not _by(sentence.text, r)]
    for named_last in (r.entity for r in actors if r in named):
        memory.recent.pop(named_last, None)  # a key goes to the end only when it is new
        memory.recent[named_last] = None
    memory.local += [r.entity for r in actors]
    spoken_of = leading or memory.run_in  # a title stays what its paragraph is about
    memory.before = [spoken_of] if spoken_of else before or memory.before


def _by(text: str, referent: Referent) -> bool:
    """Whether the referent is only the agent of a passive: what is told next is told of what it did."""
    return bool(_AGENT.search(text, max(0, referent.begin - _NEAR), referent.begin))


def _wholes(
    sentence: Sentence, named: Sequence[Referent], whole: Referent | None
) -> Iterator[tuple[str, Referent]]:
    """Each part that the sentence introduces, with what the text spoke of before."""
    for part in (r for r in named if r.type == "programme"):
        introduced = _PART.search(sentence.text, max(0, part.begin - _NEAR), part.begin)
        if introduced and whole and whole.type == "programme" and whole.entity != part.entity:
            yield part.entity, whole


def _of_list(carried: Referent | None) -> Referent | None:
    """The subject of the words above a list, for its items."""
    if carried is None:
        return None
    return replace(carried, support=Support(basis="list-head", span=carried.support.span))


def _run_in(sentence: Sentence, named: Sequence[Referent], text: str) -> Referent | None:
    """The programme that stands as the title of a paragraph or item: on a line of its own, before a stop or colon."""
    if sentence.unit.kind == "heading" or not _NUMBER.fullmatch(sentence.unit.view.text, 0, sentence.begin):
        return None
    for referent in (r for r in named if r.type == "programme"):
        span = referent.support.span
        if span is None or not _OPENING.fullmatch(sentence.text[: referent.begin]):
            continue
        titled = sentence.unit.kind == "item" or _RUN_IN.match(f"{sentence.text} ", referent.end)
        if titled or _alone(sentence.text, referent.end, text, span.end):
            return replace(referent, begin=0, end=0, support=Support(basis="heading", span=span))
    return None


def _alone(words: str, end: int, text: str, stop: int) -> bool:
    """Whether a name, ending at `end` of the sentence and `stop` of the document, stands on a line of its own.

    Lines may be wrapped behind a name too: then no new sentence begins on the next one.
    """
    behind = _BRACKET.match(text, stop)
    if behind is None or text[behind.end() : behind.end() + 1] != "\n":
        return False
    rest = words[end + behind.end() - stop :]
    return bool(re.match(r" [A-Z]", rest)) or not rest.strip()


_Keys = Mapping[tuple[int, int, EntityType], str]
"""Of each mention, by begin, end and type: the entity's key."""


def _key(mention: Mention, keys: _Keys) -> str | None:
    return keys.get((mention.begin, mention.end, mention.type))


def _referent(place: tuple[int, int, Mention], key: str) -> Referent:
    begin, end, mention = place
    return Referent(
        entity=key,
        type=mention.type,
        begin=begin,
        end=end,
        support=Support(basis="mention", span=mention.span),
    )


def _presented(following: Sequence[Sentence], unit: Unit, keys: _Keys) -> Referent | None:
    """The programme that the next sentence gives a name to ("This initiative is known as …")."""
    for sentence in (s for s in following if s.unit is unit):
        for found in (p for p in sentence.mentions if p[2].type == "programme"):
            key = _key(found[2], keys)
            if key and _PRESENTS.match(sentence.text[: found[0]]):
                return _elsewhere(_referent(found, key))
    return None


def _elsewhere(referent: Referent) -> Referent:
    """The same thing, spoken of from another sentence of the paragraph."""
    return replace(referent, begin=0, end=0, support=Support(basis="anaphor", span=referent.support.span))


def _leading(sentence: Sentence, spoken: Sequence[Referent], title: Referent | None) -> Referent | None:
    """Whose doing the sentence tells: a programme that no preposition governs, else the only one, else such a body.

    Below a title of its own the paragraph tells of that, whatever its sentences were done under.
    """
    actors = sorted((r for r in spoken if r.type in ("programme", "organization")), key=lambda r: r.begin)
    actors = [r for r in actors if not _HYPHEN.match(sentence.text, r.end)]
    if not actors:
        return None
    if _OF_ITS.match(sentence.text) and actors[0].begin == 0 and actors[0].type == "programme":
        return _elsewhere(actors[0])
    free = _free(sentence.text, actors)
    programmes = [r for r in actors if r.type == "programme"]
    sole = not title and len({r.entity for r in programmes}) == 1 and _serves(sentence.text, programmes[0])
    found = next((r for r in free if r.type == "programme"), None) or (programmes[0] if sole else None)
    found = found or next(iter(free), None)
    return _elsewhere(found) if found else None


def _free(text: str, actors: Sequence[Referent]) -> list[Referent]:
    """Those that no preposition governs, neither beside them nor at the head of their list ("with A, B and C")."""
    free: list[Referent] = []
    governed, end = False, 0
    for actor in actors:
        gap = text[end : actor.begin] if end else ""
        opens = gap.strip() == "," and not _GOES_ON.match(text, actor.end)
        listed = governed and bool(_LISTED.fullmatch(gap)) and not opens
        before = last_words(text[max(0, actor.begin - _NEAR) : actor.begin])
        governed = "and" not in gap if listed else bool(_GOVERNED.search(before))
        if not governed and not listed and not OWNS.search(text[actor.begin : actor.end + 2]):
            free.append(actor)
        end = max(end, actor.end)
    return free


def _serves(text: str, programme: Referent) -> bool:
    """Whether what the sentence tells was done in, under or for the programme."""
    before, behind = text[max(0, programme.begin - _NEAR) : programme.begin], text[programme.end :][:_NEAR]
    return bool(_SERVED.search(before)) and not _LENT.match(behind)


def _titled(sentences: Iterable[Sentence], keys: _Keys) -> Referent | None:
    """The one programme that the lines above the whole text name."""
    found: dict[str, Referent] = {}
    for sentence in takewhile(lambda s: s.unit.kind in _TITLES, sentences):
        for place in sentence.mentions if sentence.unit.kind == "cover" else ():
            named = sentence.text[place[0] : place[1]]
            if place[2].type != "programme" or SPAN_OF_TIME.search(named):
                continue
            if key := _key(place[2], keys):
                span = sentence.unit.view.span(sentence.begin, sentence.end)
                support = Support(basis="heading", span=span)
                found[key] = replace(_referent(place, key), begin=0, end=0, support=support)
    return next(iter(found.values())) if len(found) == 1 else None


def _heading_topics(sentences: Iterable[Sentence], keys: _Keys) -> dict[int, Referent]:
    """For the index of each heading that names a programme: that programme, supported by the heading."""
    topics: dict[int, Referent] = {}
    for sentence in sentences:
        if sentence.unit.kind == "heading":
            for begin, end, mention in sentence.mentions:
                timed = SPAN_OF_TIME.search(sentence.text, begin, end)
                if mention.type == "programme" and not timed and (key := _key(mention, keys)):
                    support = Support(
                        basis="heading", span=sentence.unit.view.span(sentence.begin, sentence.end)
                    )
                    found = Referent(
                        entity=key,
                        type="programme",
                        begin=begin,
                        end=end,
                        support=support,
                    )
                    topics.setdefault(sentence.unit.first.index, found)
    return topics
