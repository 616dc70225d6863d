"""`addresses`: the crime types and themes that a programme is about, by its name or by what a sentence says of it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from kg.grammar import ahead
from kg.iris import fold
from kg.mappers._asserting import asserted, settled
from kg.mappers._claims import claim
from kg.mappers._subjects import actors, doers, is_attribute, is_subject
from kg.types import Claim, Entity, Reading, Referent

NAME = "addresses"
PREDICATES = ("addresses",)
EXAMPLES = (
    (
        "SHERLOC covers corruption and terrorism.",
        (("SHERLOC", "addresses", "corruption"), ("SHERLOC", "addresses", "terrorism")),
    ),
    ("SHERLOC does not cover corruption.", ()),
    ("UNODC works against corruption.", ()),
)

_ABOUT = re.compile(
    r"""\b(?:
      cover\w* | address\w* | focus\w* | prevent\w* | combat\w* | counter(?:s|ing|ed)? | tackl\w+ | fight\w* | target\w*
    | deal(?:s|ing)?\ with | treat\w* | promot\w+ | strengthen\w* | support\w* | assist\w* | foster\w* | involv\w+
    | engag\w+ | answer\w* | show\w* | report\w* | includ\w+ | comprises? | concern\w* | educat\w+ | teach\w* | train\w*
    | (?:work\w*|action|fight|efforts?|responses?)\ (?:on|against|to|in) | related\ to | relat(?:es|ing)\ to
    | resources\ on | information\ on | issues\ (?:related\ to|such\ as) | topics | find\w* | making | facilitat\w+
    | narrow\w* | bridg\w+ | clos\w+ | trac(?:es?|ing) | undercut\w* | warn\w* | equip\w* | curb\w* | rais(?:es|ing)
    | further(?:s|ed|ing) | against | detect\w* | monitor\w* | record\w* | map(?:s|ping)\ | discuss\w* | lower\w*
    | stem(?:s|med|ming)? | halt\w* | curtail\w* | disrupt\w* | thwart\w* | subjects?
    | advanc\w+ | improv\w+ | reduc\w+ | develop\w* | investigat\w+ | on
    )\b""",
    re.VERBOSE,
)
_MEETING = re.compile(
    r"\b(?:discuss\w*|attended|met|held|participat(?:ed|es|ing)|shared|noted|said|presented"
    r"|reported in|meeting|conference)\b"
)
_ASIDE = re.compile(
    r"\b(?:while|whereas|in line with|in accordance with|respect for|based on|by sharing|funded)\b[^;]*\Z"
)
_SUBJECTS = re.compile(
    r"\b(?:issues|topics|themes|subjects|areas|crime types|types of crime|domains)\b[^.;]{0,60}?"
    r"\b(?:include|including|are|be|comprise|such as|namely|cover)\b"
)
_ANAPHORIC = re.compile(
    r"(?:In [A-Z]\w+, )?(?:[Tt]he|[Tt]hese|[Tt]his|[Ii]ts|[Tt]heir) "
    r"(?:work|kits?|modules?|courses?|materials?|resources?|lessons?|tools?)"
)
_WILL = re.compile(
    r"\b(?:[Ww]ill (?:also )?(?=(?:cover|address|focus on|deal with)\b)"
    r"|(?:aim(?:s|ed)?|seeks?|sought|designed|helps?) to (?=[a-z]))"
)
"""What is no plan here: what a thing is for is its subject, whether it gets there or not."""
_ON = re.compile(r"(?: \([A-Z]\w+\)|\))? (?:on|about|covering|addressing|against)\b[^.;()]*")
_IN_BRACKET = re.compile(r"[\"”’]* \((?:[^();]{0,120}, )?")
_PURPOSE = re.compile(
    r"[^;]{0,60}? (?:is|are|remains?) (?:its|their) (?:[a-z]+ ){0,2}"
    r"(?:purpose|aim|focus|subject|theme|objective|concern)\b"
)
_VIA = re.compile(r" (?:through|under|via) (?:the |its )?[\"“]?")
_NEXT = re.compile(r"[\"”]?,? (?:that|which) ")
_KIND = re.compile(
    r" ?(?:[a-z-]+ ){0,2}(?:networks?|programmes?|initiatives?|databases?|portals?|platforms?|tools?|campaigns?"
    r"|courses?|paths?|kits?|series|modules?|games?|apps?|projects?|tutorials?|classes)"
    r"(?::|,|,? (?:such as|called|named|entitled|titled|known as|namely|including))? (?:the )?[\"“]?"
)
_LISTED = re.compile(r"(?: \([A-Z]\w+\)|\))?[\"”]?(?:,| and|, and) (?:the )?[\"“]?")
_MANY = 2**12
"""Things whose folded names are remembered."""
_GENERIC = frozenset({"trafficking", "smuggling", "crime", "crimes", "in", "of", "and"})


def map_reading(reading: Reading, entities: Mapping[str, Entity]) -> Iterator[Claim]:
    """One claim for each programme and each topic of its name, of a sentence about it, or of a phrase before it."""
    topics = [r for r in reading.referents if r.type == "topic"]
    carried = reading.carried and reading.carried.type == "programme"
    spoken = reading.topic or carried or any(r.type == "programme" for r in reading.referents)
    if not spoken or not asserted(reading, 0):
        return
    made: set[tuple[str, str]] = set()
    for programme, topic, confidence in [
        *_of_name(reading, topics, entities),
        *_of_kind(reading, topics),
        *_of_sentence(reading, topics),
    ]:
        if (programme.entity, topic.entity) not in made:
            made.add((programme.entity, topic.entity))
            yield claim(reading, programme, "addresses", topic, mapper=NAME, confidence=confidence)


_Pairs = Iterator[tuple[Referent, Referent, str]]


def _of_name(reading: Reading, topics: Sequence[Referent], entities: Mapping[str, Entity]) -> _Pairs:
    """What a programme's own name says, where the document names the topic elsewhere too."""
    named = [
        a for a in actors(reading) if a.type == "programme" and a.support.basis in ("mention", "heading")
    ]
    spoken = [*named, *([reading.topic] if reading.topic else [])]
    headings = f" {fold(' '.join(reading.unit.first.heading_path))} " if spoken else ""
    for programme in spoken:
        called = " | ".join(
            fold(n) for n in (entities[programme.entity].name, *entities[programme.entity].aliases)
        )
        for topic in (e for e in entities.values() if e.type == "topic"):
            near = next((t for t in topics if t.entity == topic.key), None)
            if not near and programme not in named:
                continue
            words = _words((topic.name, *topic.aliases))
            told = any(word in f" {called} " for word in words) or _tells(called, topic.id or "", 2)
            kin = near or any(word in headings for word in words)
            if told or (kin and _tells(called, topic.id or "", 1)):
                yield (
                    programme,
                    near or replace(programme, entity=topic.key, type="topic"),
                    "0.80" if told else "0.70",
                )


@lru_cache(maxsize=_MANY)
def _words(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names as they stand among other folded words."""
    return tuple(f" {fold(name)} " for name in names)


def _tells(called: str, slug: str, least: int) -> bool:
    """Whether the name has the words that set one of the topic's parts apart ("firearms" of firearms trafficking)."""
    parts = [set(part.split("-")) - _GENERIC for part in slug.split("-and-")]
    return any(part and part <= set(called.split()) and len(part) >= least for part in parts)


def _of_kind(reading: Reading, topics: Sequence[Referent]) -> _Pairs:
    """ "Judicial cooperation networks: A, B and C"."""
    programmes = [a for a in actors(reading) if a.type == "programme"]
    for topic in topics:
        end = topic.end
        for programme in (p for p in programmes if p.begin >= topic.end):
            gap = reading.text[end : programme.begin]
            gloss = gap == " ("
            if not gloss and not (_KIND if end == topic.end else _LISTED).fullmatch(gap):
                break
            end = programme.end
            yield programme, topic, "0.75"


def _of_sentence(reading: Reading, topics: Sequence[Referent]) -> _Pairs:
    """What the sentence says of the programme that it is about."""
    for topic in topics:
        if not _ASIDE.search(ahead(reading.text, topic.begin)):
            told = _ABOUT.search(reading.text, 0, topic.begin)
            for programme in _about(reading, topic.begin, told=bool(told)):
                sure = "0.72" if told and programme.end else "0.66"
                yield programme, topic, sure
        for programme in _beside(reading, topic):
            yield programme, topic, "0.75"
        carried = reading.topic or reading.carried
        if carried and carried.type == "programme" and _PURPOSE.match(reading.text, topic.end):
            yield carried, topic, "0.72"


def _beside(reading: Reading, topic: Referent) -> list[Referent]:
    """ "The portal on cybercrime", "counter drug trafficking through the partnership"."""
    programmes = [a for a in actors(reading) if a.type == "programme"]
    return [
        p
        for p in programmes
        if (p.end <= topic.begin and _ON.fullmatch(reading.text[p.end : topic.begin]))
        or (p.end <= topic.begin and _IN_BRACKET.fullmatch(reading.text, p.end, topic.begin))
        or (p.begin >= topic.end and _VIA.fullmatch(reading.text[topic.end : p.begin]))
        if settled(reading, min(p.end, topic.end), max(p.begin, topic.begin))
    ]


def _about(reading: Reading, place: int, *, told: bool) -> list[Referent]:
    """The programmes that the sentence speaks about, up to the topic; else those that heading or text put in force."""
    text = _WILL.sub(lambda found: " " * len(found[0]), reading.text)
    if _MEETING.search(ahead(text, place)) or not _real(reading, text, place):
        return []
    clause = text.rfind(";", 0, place)
    clause = clause if any(clause < a.begin < place for a in actors(reading)) else -1
    acting = [a for a in doers(reading, place) if a.type == "programme" and a.begin < place]
    named = [a for a in acting if a.begin > clause or not a.end]
    if acting and acting[0].end:
        last = (named or acting)[-1]
        return [] if not named else [last] if _NEXT.match(reading.text[last.end :]) else named
    inner = _inside_subject(reading, place) if told else None
    if inner:
        return [inner]
    bodies = [
        a for a in actors(reading) if a.type == "organization" and a.end <= place and is_subject(reading, a)
    ]
    if told and reading.topic and all(b.entity == reading.author for b in bodies):
        return [reading.topic]
    carried = reading.carried
    listed = _SUBJECTS.search(text, 0, place) or _ANAPHORIC.match(text)
    return [carried] if carried and carried.type == "programme" and listed and not bodies else []


def _inside_subject(reading: Reading, place: int) -> Referent | None:
    """In "the resources of the portal cover …" the portal: named before the verb, with no other subject."""
    before = [a for a in actors(reading) if a.end <= place and not is_attribute(reading, a)]
    alone = len({a.entity for a in before}) == 1 and before[0].type == "programme"
    return before[0] if alone and _ABOUT.search(reading.text, before[0].end, place) else None


def _real(reading: Reading, text: str, place: int) -> bool:
    """Whether nothing makes it a plan or a denial; "can be" is no plan, and what a thing will cover is its subject."""
    return settled(replace(reading, text=text), 0, place)
