"""`implementedBy`: who runs a programme, as the text says or as its owner's name in front of it shows."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kg.grammar import ahead
from kg.iris import fold
from kg.mappers._asserting import asserted, settled
from kg.mappers._claims import claim
from kg.mappers._deeds import (
    THROUGH,
    below_lead,
    bodies_of,
    done_by,
    kind_of,
    listed_from,
    run_by,
    told_with,
    which_does,
    which_it,
)
from kg.mappers._runners import (
    AND,
    Doers,
    entrusted,
    fronted,
    in_brackets,
    in_charge,
    labelled,
    made_by_nobody,
    responsible,
    runs_it,
)
from kg.mappers._subjects import goes_with, implied_author, is_owner, is_subject
from kg.types import Claim, Entity, Reading, Referent
from kg.verbs import RUN_PAST, RUN_STEM

NAME = "implemented_by"
PREDICATES = ("implementedBy",)
EXAMPLES = (
    (
        "The Harbour Control Programme is implemented jointly by UNODC and WCO.",
        (
            ("Harbour Control Programme", "implementedBy", "unodc"),
            ("Harbour Control Programme", "implementedBy", "wco"),
        ),
    ),
    (
        "In 2020 UNODC launched the Harbour Control Programme.",
        (("Harbour Control Programme", "implementedBy", "unodc"),),
    ),
    (
        "UNODC's Harbour Control Programme works in ports.",
        (("Harbour Control Programme", "implementedBy", "unodc"),),
    ),
    ("UNODC will launch the Harbour Control Programme.", ()),
    ("UNODC welcomed the Harbour Control Programme of others.", ()),
)

_KNOWN_BY = re.compile(
    rf"(?: \([A-Z]\w+\))?(?:,? (?:{RUN_STEM}(?:ed|d)|{RUN_PAST})(?: jointly)? by| (?:[a-z-]+ )?of|, which) (?:the )?"
)
_OWNER = re.compile(
    r"[-–](?:led|run|managed|hosted|executed|implemented|administered|coordinated) [\"“]?"
    r"|(?:['’]s?)? (?:own |new |online |global )?[\"“]?|['’]s [a-z -]{0,40}(?:known as |called )?[\"“]?"
)
_OF = re.compile(r"(?: \([A-Z]\w+\))? of (?:the )?")
_ITS = re.compile(
    r"\b(?:its|our)(?: (?!for\b|of\b|with\b|to\b|in\b|on\b|from\b|by\b)[a-z][\w-]*){0,5} [\"“'‘(]?\Z"
    r"|\b(?:its|our) [\"“'‘]?\Z"
    r"|\b(?:its|our) (?:[a-z-]+ ){0,5}(?:portal|platform|database|tool|programme|network|repository"
    r"|library)\b[^.;()]*\(\Z"
)
_LISTED = re.compile(
    r"[\"”’)]?(?: \([A-Z]\w+\))?(?:,(?: and)? (?:the )?[^.;:]{0,160}?| and (?:the |its )?[\"“]?)"
)
_MADE = re.compile(
    rf"(?: \([A-Z]\w+\))?[\"”]?(?:,(?: (?:which|that))?|(?: (?:is|are|was|were|has|have|had|been|being))+)"
    rf"(?: (?:is|are|was|were|now|also|first|jointly))* (?P<verb>{RUN_STEM}(?:ed|d)|{RUN_PAST})\b"
)
_STRANGER = re.compile(r"\bby (?:the )?[A-Z]")
"""An agent that no name list knows."""
_ACTING = re.compile(r"(?: \([A-Z]\w+\))?,? (?:acting|working|operating) ")
_BY_OTHERS = re.compile(
    r"(?:[A-Z][^.;:]{2,100}\. )?[^.;:]{0,100}?(?:\. |\b(?:and|is|was|are|were|,) )"
    rf"(?i:{RUN_STEM}(?:ed|d)|{RUN_PAST})(?: jointly)? by (?!us\b|our\b)"
)
"""A title, and behind it by whom the thing is run."""
_BACKS = re.compile(r"\b(?:support\w*|assist\w*|contribut\w+ to|particip\w+ in|member of)\b[^,;]{0,40}\Z")

_FOUNDS = (
    r"(?: \([A-Z]\w+\))? (?:had |has )?(?:set up|established|created|launched|approved|founded|instituted)\b"
)
_HAD_MADE = re.compile(_FOUNDS)
_BY_ACT = re.compile(rf"{_FOUNDS}[^,;.]{{0,90}}? (?:by|in|through) (?P<own>its )?(?:resolution|decision)\b")
"""Behind who had something made by an act: an organ's is its own."""
_ORGAN = re.compile(r"\b(?:Assembly|Council|Committee|Conference|Congress|Board|Commission|Governing Body)\b")
_BY = re.compile(r"(?:\A|, )(?:[Bb]y|[Ii]n|[Tt]hrough) (?:its )?\Z")
_ITS_ACT = re.compile(r"\b(?:resolution|decision)s?\b[^,;.]{0,30} of (?:the )?\Z")
"""In front of an organ that only tells whose act is meant."""


def map_reading(reading: Reading, entities: Mapping[str, Entity]) -> Iterator[Claim]:
    """One claim for each programme and each organization that the sentence says runs it."""
    for programme in (r for r in reading.referents if r.type == "programme" and not is_owner(reading, r)):
        ways = (
            _bracketed,
            run_by,
            done_by,
            told_with,
            which_does,
            which_it,
            _owning,
            below_lead,
            _through,
            _its,
            _own_work,
            _made,
            _told,
        )
        found = next((found for way in ways if (found := way(reading, programme))), [])
        for doer, confidence, cue in [*kind_of(reading, programme), *found]:
            if doer.support.basis in ("document", "first-person") and _is_person(entities[doer.entity]):
                continue
            if _decides(reading, doer, entities):
                continue
            if asserted(reading, cue) or _told_beside(reading, programme, doer):
                yield claim(reading, programme, "implementedBy", doer, mapper=NAME, confidence=confidence)
    yield from _in_force(reading)
    yield from _runs_it(reading)
    yield from _by_name(reading, entities)


def _decides(reading: Reading, doer: Referent, entities: Mapping[str, Entity]) -> bool:
    """Whether the organ acts by a resolution of its own: it has the programme made, others run it."""
    act = _BY_ACT.match(reading.text, doer.end)
    if act and (act["own"] or _ORGAN.search(entities[doer.entity].name)):
        return True
    acts = [
        r
        for r in reading.referents
        if r.type == "resolution" and r.end <= doer.begin and entities[r.entity].organ == doer.entity
    ]
    if any(_BY.search(ahead(reading.text, act.begin)) for act in acts):
        return True
    whose = (
        _ITS_ACT.search(ahead(reading.text, doer.begin)) and "by " not in ahead(reading.text, doer.begin)[-8:]
    )
    return bool(acts) and bool(whose or _HAD_MADE.match(reading.text, doer.end))


def _bracketed(reading: Reading, programme: Referent) -> Doers:
    return in_brackets(reading, programme, bodies_of(reading))


def _told(reading: Reading, programme: Referent) -> Doers:
    """Whom other words than "by" and the verbs make its doers."""
    bodies = bodies_of(reading)
    ways = (responsible, entrusted, in_charge, fronted)
    return next((found for way in ways if (found := way(reading, programme, bodies))), [])


def _runs_it(reading: Reading) -> Iterator[Claim]:
    """ "A runs it", and a sentence below the title of a programme that opens with "Executed by A"."""
    bodies = bodies_of(reading)
    for programme, body, place in runs_it(reading, bodies):
        if settled(reading, body.begin, place):
            yield claim(reading, programme, "implementedBy", body, mapper=NAME, confidence="0.82")
    yield from _below_title(reading, bodies)


def _below_title(reading: Reading, bodies: Sequence[Referent]) -> Iterator[Claim]:
    """A sentence that names no programme itself, below the title of one or behind a sentence on one."""
    named = any(r.type == "programme" and not is_owner(reading, r) for r in reading.referents)
    spoken = [r for r in (reading.topic, reading.carried, reading.earlier) if r and r.type == "programme"]
    if named or not spoken:
        return
    for doer in labelled(reading, bodies):
        if ":" in reading.text[: doer.begin] or settled(reading, doer.begin, doer.end):
            yield claim(reading, spoken[0], "implementedBy", doer, mapper=NAME, confidence="0.80")
    if reading.topic is None or reading.topic.support.basis != "heading":
        for doer, confidence, place in fronted(reading, replace(spoken[0], begin=0, end=0), bodies):
            if "," not in reading.text[doer.end :] and settled(reading, 0, place):
                yield claim(reading, spoken[0], "implementedBy", doer, mapper=NAME, confidence=confidence)
        return
    if (author := implied_author(reading)) and made_by_nobody(reading):
        yield claim(reading, reading.topic, "implementedBy", author, mapper=NAME, confidence="0.64")
    for doer, confidence, place in fronted(reading, replace(reading.topic, begin=0, end=0), bodies):
        if settled(reading, 0, place):
            yield claim(reading, reading.topic, "implementedBy", doer, mapper=NAME, confidence=confidence)


def _told_beside(reading: Reading, programme: Referent, doer: Referent) -> bool:
    """Whether the doer stands right behind the programme ("…, run by A", "the … of A").

    Then it is told as known, whatever the sentence asks of others.
    """
    between = reading.text[programme.end : max(doer.begin, programme.end)]
    known = doer.begin >= programme.end and reading.unit.kind in ("operative", "preambular")
    return known and bool(_KNOWN_BY.fullmatch(between))


def _is_person(author: Entity) -> bool:
    """A report of the Secretary-General tells of the work of many: none of it is the author's by silence."""
    return fold(author.name).endswith("secretary general")


def _made(reading: Reading, programme: Referent) -> Doers:
    """A programme that the author's report says was made or run, with no body that did it: the author.

    Annotation rule: every programme that the author reports as its own work is its own.
    """
    found = _MADE.match(reading.text, programme.end)
    author = implied_author(reading)
    if (
        not found
        or not author
        or not is_subject(reading, programme)
        or _STRANGER.search(reading.text, found.start())
        or not settled(reading, programme.begin, found.start("verb"))
    ):
        return []
    others = [b for b in bodies_of(reading) if b.entity != reading.author and not goes_with(reading, b)]
    return [] if others else [(author, "0.64", found.start("verb"))]


def _owning(reading: Reading, programme: Referent) -> Doers:
    """ "A's …", "the A …", "… of the A"."""
    for body in bodies_of(reading):
        if body.end <= programme.begin and _OWNER.fullmatch(reading.text[body.end : programme.begin]):
            return [(body, "0.80", body.begin)]
        if body.begin >= programme.end and _OF.fullmatch(reading.text[programme.end : body.begin]):
            return [(body, "0.72", programme.begin)]
    return []


def _through(reading: Reading, programme: Referent) -> Doers:
    """ "Through the …, A and B did", "A did … through X, Y and Z": whoever acts through it runs it."""
    programmes = [r for r in reading.referents if r.type == "programme"]
    place = programmes.index(programme)
    while place and _LISTED.fullmatch(reading.text[programmes[place - 1].end : programmes[place].begin]):
        place -= 1
    head = programmes[place]
    found = THROUGH.search(before := ahead(reading.text, head.begin))
    cue = head.begin - len(before) + (found.start() if found else 0)
    asked = reading.unit.kind == "operative" and not settled(reading, head.begin, head.begin)
    part = found and found[0].lower().startswith("as part of") and place
    if not found or asked or part:
        return []  # what was done as part of another programme says who did it, not who runs the whole
    bodies = bodies_of(reading)
    acting = (i for i, b in enumerate(bodies) if b.begin >= programme.end and is_subject(reading, b))
    behind = next(acting, None)
    fronted = not any(b.end <= cue for b in bodies)
    if fronted and behind is not None:
        return listed_from(reading, bodies, behind, "0.75", cue)
    told = [b for b in bodies if b.end <= cue and _ACTING.fullmatch(reading.text, b.end, cue)]
    told = told or [b for b in bodies if b.end <= cue and is_subject(reading, b)]
    return [(told[-1], "0.75", cue)] if told else []


def _its(reading: Reading, programme: Referent) -> Doers:
    """ "A … its …": the owner is the actor of the sentence."""
    found = _ITS.search(before := ahead(reading.text, programme.begin))
    if not found:
        return []
    cue = programme.begin - len(before) + found.start()
    bodies = [b for b in bodies_of(reading) if is_subject(reading, b)]
    owner = next((b for b in bodies if b.end <= cue), None) or next(iter(bodies), None)
    owner = owner or implied_author(reading)
    return [(owner, "0.75", cue)] if owner else []


def _own_work(reading: Reading, programme: Referent) -> Doers:
    """A programme that the author's own report tells of under the heading of a programme, with no other body beside it.

    Annotation rule: what the author reports as its own work it implements; supporting a network is not enough.
    """
    topic, before = reading.topic, reading.text[: programme.begin]
    others = [b for b in bodies_of(reading) if b.entity != reading.author and not goes_with(reading, b)]
    beside = any(AND.fullmatch(before, b.end) for b in bodies_of(reading) if b.end <= programme.begin)
    if _BY_OTHERS.match(reading.unit.view.text, reading.offset + programme.begin) and not before[12:]:
        return []
    if topic is None or topic.support.basis != "heading" or others or beside or _BACKS.search(before[-200:]):
        return []
    author = implied_author(reading)
    return (
        [(author, "0.66" if topic.entity == programme.entity else "0.64", programme.begin)] if author else []
    )


def _in_force(reading: Reading) -> Iterator[Claim]:
    """The programme of the heading, or the one that the next sentence names, where the author tells its own work."""
    topic = reading.topic
    if topic is None or any(
        r.type == "programme" and r.support.basis == "mention" for r in reading.referents[:1]
    ):
        return
    bodies = bodies_of(reading)
    doer = (
        bodies[0]
        if bodies and bodies[0].entity == reading.author and is_subject(reading, bodies[0])
        else None
    )
    named = [r for r in reading.referents if r.type == "programme" and r.entity != topic.entity]
    own = not named or topic.support.basis == "heading"
    if doer and own and asserted(reading, doer.end):
        yield claim(reading, topic, "implementedBy", doer, mapper=NAME, confidence="0.64")


def _by_name(reading: Reading, entities: Mapping[str, Entity]) -> Iterator[Claim]:
    """A name that opens with a body's acronym ("the ABC case database") tells who runs it."""
    programmes = [r for r in reading.referents if r.type == "programme" and r.support.basis == "mention"]
    bodies = [e for e in entities.values() if e.type == "organization"] if programmes else []
    for programme in programmes:
        opening = entities[programme.entity].name.split(" ")[0]
        owner = next((b for b in bodies if opening in (b.name, *b.aliases) and opening[1:2].isupper()), None)
        if owner and asserted(reading, programme.begin):
            by = Referent(
                entity=owner.key,
                type="organization",
                begin=programme.begin,
                end=programme.begin,
                support=programme.support,
            )
            yield claim(reading, programme, "implementedBy", by, mapper=NAME, confidence="0.70")
