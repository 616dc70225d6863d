"""`implementedBy`: who runs a programme, as the text says or as its owner's name in front of it shows."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kg.iris import fold
from kg.mappers._clauses import (
    ahead,
    asserted,
    claim,
    goes_with,
    implied_author,
    is_owner,
    is_subject,
    run,
    settled,
    without_glosses,
)
from kg.mappers._runners import (
    AND,
    DID,
    DONE,
    Doers,
    entrusted,
    fronted,
    in_brackets,
    in_charge,
    labelled,
    made_by_nobody,
    runs_it,
)
from kg.types import Claim, Entity, Reading, Referent

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

_THING = (
    r"(?:initiative|programme|project|venture|tool|database|platform|portal|network|campaign|scheme|service|registry"
    r"|repository|facility|effort|undertaking|creation|product|flagship|course|series|app|game|observatory|arm|system"
    r"|mechanism|partnership|hub|fund|atlas|library)"
)
_APPOSED_KIND = re.compile(r"(?: \([A-Z]\w+\))?[\"”]?(?:,| is| was) an? (?:[\w’-]+ ){1,8}?")
"""A kind in between: "X, a course series launched by A"."""
_PASSIVE = re.compile(
    rf"(?P<before>[^.;]*?)\b(?:{DONE}(?:ed|d)|{DID})\b[^.;]{{0,60}}? by (?:the )?(?:[A-Z]\w+(?:,| and)(?: the)? )?"
)
_KIND_OF = re.compile(
    rf"""(?:\ \([A-Z]\w+\))?[\"”]?(?:,|\ is|\ was|\ are|\ were)\ (?:also\ )?(?:an?|the|one)\ (?:[\w-]+\ ){{0,4}}?
    {_THING}s?(?:\ on\ [^,;.]{{0,60}})?\ (?:of|by|from|owned\ by)\ (?:the\ )?""",
    re.VERBOSE,
)
_KIND_BY = re.compile(
    r"(?: \([A-Z]\w+\))?[\"”]?(?:,(?: [^.;]{0,100},)?| is| was| are| were) (?:also )?(?:an?|the|one) (?:joint |new )?"
)
_KIND_BEHIND = re.compile(rf"(?:['’]s?)?(?:[-–][A-Z]\w+)? (?:[a-z-]+ )?{_THING}s?\b")
_IS = re.compile(r"(?: \([A-Z]\w+\))?[\"”]?(?:,| is| was| remains) (?:the )?")
_POSSESSED = re.compile(rf"['’]s? (?:own |[a-z-]+ ){{0,2}}{_THING}\b")
_KNOWN_BY = re.compile(
    rf"(?: \([A-Z]\w+\))?(?:,? (?:{DONE}(?:ed|d)|{DID})(?: jointly)? by| (?:[a-z-]+ )?of|, which) (?:the )?"
)
_AUXILIARY = re.compile(
    r"(?: \([A-Z]\w+\))?[\"”]?(?:, (?:the|its|an?|one) [^.;,()]{1,90}(?=,))?,?"
    r"(?: (?:which|that|is|are|was|were|has|have|had|been|being|currently|jointly|also|now|both|all|each))* ?"
)
_VERBAL = re.compile(
    r"(?:\b(?:is|are|was|were|been|being)(?: \w+ly| jointly| also| now| currently| co-)?|,|,? and|which|co-)\s?-?\Z"
)
_ACTIVE = re.compile(
    rf"""(?:\ \([A-Z]\w+\))?(?:\ (?:team|staff|office|branch|colleagues|experts)(?:\ in\ [A-Z]\w+)?)?
    (?:,\ (?:together\ |jointly\ |in\ \w+\ )?with\ [^;.]{{1,160}}?,)?,?
    (?:\ (?:and|together\ with|jointly\ with)\ (?:the\ )?[A-Z][\w’'\ -]{{1,70}}?)?
    (?:\ (?:also|long|already|recently|successfully
      |has|have|had|continue[sd]?\ to|is|are|and|been|currently|jointly|which|that|in\ \d{{4}}|further))*
    \ (?:co-)?(?:{DONE}(?:es|s|ed|d|ing|e|)?|runs?|ran|running|leads?|led|leading|sets?\ up|built|builds?
      |(?:keeps?|kept)(?=\ (?:the|its|an?)\ )
      |carr(?:y|ies|ied)\ out|roll(?:s|ed)?\ out|brought\ out|wrote|puts?\ in\ place|undert\w+|oversees?|oversaw)\b
    (?:,\ (?:together\ |jointly\ )?with\ [^,;]{{1,80}},)?
    (?:\ (?!that\b|which\b|who\b)\w+(?:\ and\ \w+)?){{0,4}}?\ ?(?:the\ |its\ |an?\ )?
    (?:(?:[\w-]+\ ){{0,4}}?
      (?:known\ as|called|entitled|initiative,?|programme,?|of\ the|(?:round|edition|phase|season)\ of|path|series,?
      |course)\ )?
    [\"“'‘]?""",
    re.VERBOSE,
)
_DOES = (
    rf"\b(?:{DONE}|runs?|ran|leads?|led|set|built|builds?|keeps?|kept|holds?|held|carr(?:y|ies|ied) out"
    r"|rolls?|rolled|brought|wrote|puts?|undert|oversaw)"
)
_BESIDE = r"(?: \([A-Z]\w+\))?(?:,? and (?:the )?[A-Z][\w’' -]{1,70}?)?"
"""A second doer, of any name, between the first one and the verb."""
_VERB = re.compile(rf"{_BESIDE}(?: (?:has|have|had|also|jointly|and|\w+ly))* {_DOES}")
_OWNER = re.compile(
    r"[-–](?:led|run|managed|hosted|executed|implemented|administered|coordinated) [\"“]?"
    r"|(?:['’]s?)? (?:own |new |online |global )?[\"“]?|['’]s [a-z -]{0,40}(?:known as |called )?[\"“]?"
)
_LENDS = re.compile(r"(?:['’]s?)? (?:resolution|decision)s?\b")
_WHICH = re.compile(r"(?:(?:,| is| was) an? [^.;]{0,120}?)?,? (?:which|that) (?:the )?")
_OF = re.compile(r"(?: \([A-Z]\w+\))? of (?:the )?")
_ITS = re.compile(
    r"\b(?:its|our)(?: (?!for\b|of\b|with\b|to\b|in\b|on\b|from\b|by\b)[a-z][\w-]*){0,5} [\"“'‘(]?\Z"
    r"|\b(?:its|our) [\"“'‘]?\Z"
    r"|\b(?:its|our) (?:[a-z-]+ ){0,5}(?:portal|platform|database|tool|programme|network|repository"
    r"|library)\b[^.;()]*\(\Z"
)
_THROUGH = re.compile(
    r"\b(?:[Tt]hrough|[Ww]ithin(?: the (?:[a-z]+ )?framework of)?|[Uu]nder|[Aa]s part of|[Vv]ia)(?:,? inter alia,)?"
    r"(?: the| its| their| our)?(?: [a-z-]+){0,3} [\"“'‘]?\Z"
)
_LISTED = re.compile(
    r"[\"”’)]?(?: \([A-Z]\w+\))?(?:,(?: and)? (?:the )?[^.;:]{0,160}?| and (?:the |its )?[\"“]?)"
)
_MADE = re.compile(
    rf"(?: \([A-Z]\w+\))?[\"”]?(?:,(?: (?:which|that))?|(?: (?:is|are|was|were|has|have|had|been|being))+)"
    rf"(?: (?:is|are|was|were|now|also|first|jointly))* (?P<verb>{DONE}(?:ed|d)|{DID})\b"
)
_STRANGER = re.compile(r"\bby (?:the )?[A-Z]")
"""An agent that no name list knows."""
_NEXT_ITEM = re.compile(r"[\"”]?(?: \([^()]*\))?(?:,| and|, and) (?:the )?[\"“]?")
_BACKS = re.compile(r"\b(?:support\w*|assist\w*|contribut\w+ to|particip\w+ in|member of)\b[^,;]{0,40}\Z")


def map_reading(reading: Reading, entities: Mapping[str, Entity]) -> Iterator[Claim]:
    """One claim for each programme and each organization that the sentence says runs it."""
    for programme in (r for r in reading.referents if r.type == "programme" and not is_owner(reading, r)):
        ways = (_by, _doing, _listed, _which, _owning, _through, _its, _own_work, _made)
        found = next((found for way in ways if (found := way(reading, programme))), [])
        found = found or _told(reading, programme)
        for doer, confidence, cue in [*_kind_of(reading, programme), *found]:
            if doer.support.basis == "document" and _is_person(entities[doer.entity]):
                continue
            if asserted(reading, cue) or _told_beside(reading, programme, doer):
                yield claim(reading, programme, "implementedBy", doer, mapper=NAME, confidence=confidence)
    yield from _in_force(reading)
    yield from _runs_it(reading)
    yield from _by_name(reading, entities)


def _told(reading: Reading, programme: Referent) -> Doers:
    """Whom other words than "by" and the verbs make its doers."""
    bodies = _bodies(reading)
    ways = (entrusted, in_charge, fronted, in_brackets)
    return next((found for way in ways if (found := way(reading, programme, bodies))), [])


def _runs_it(reading: Reading) -> Iterator[Claim]:
    """ "A runs it", and a sentence below the title of a programme that opens with "Executed by A"."""
    bodies = _bodies(reading)
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


def _bodies(reading: Reading) -> list[Referent]:
    bodies = (r for r in reading.referents if r.type == "organization")
    return [b for b in without_glosses(reading.text, bodies) if not _LENDS.match(reading.text[b.end :])]


def _with(reading: Reading, bodies: Sequence[Referent], first: int, confidence: str, cue: int) -> Doers:
    return [(body, confidence, cue) for body in run(reading.text, bodies, first, AND)]


def _by(reading: Reading, programme: Referent) -> Doers:
    """ "… is run by A and B"; with other words between only the sentence's first programme is what was run."""
    first = next(r for r in reading.referents if r.type == "programme")
    for index, body in enumerate(bodies := _bodies(reading)):
        if body.begin >= programme.end:
            found = _PASSIVE.fullmatch(reading.text[programme.end : body.begin])
            beside = found and (
                _AUXILIARY.fullmatch(found["before"]) or _APPOSED_KIND.fullmatch(found["before"])
            )
            near = beside or (found and _VERBAL.search(found["before"]))
            verb = programme.end + (found.end("before") if found else 0)
            if found and near and (beside or (programme == first and not _another(reading, programme, verb))):
                return _with(reading, bodies, index, "0.90", programme.end + found.end("before"))
    return []


def _another(reading: Reading, programme: Referent, verb: int) -> bool:
    """Whether another programme is the subject of the verb: "Within X, the project Y is run by A"."""
    if is_subject(reading, programme) and not _THROUGH.search(ahead(reading.text, programme.begin)):
        return False
    between = (r for r in reading.referents if r.type == "programme" and programme.end <= r.begin < verb)
    return any(is_subject(reading, r) and r.entity != programme.entity for r in between)


def _doing(reading: Reading, programme: Referent) -> Doers:
    """ "A and B launched the …"."""
    bodies = [b for b in _bodies(reading) if b.end <= programme.begin]
    if not bodies:
        return []
    for last in range(len(bodies) - 1, max(-1, len(bodies) - 5), -1):
        found = _ACTIVE.fullmatch(reading.text, bodies[last].end, programme.begin)
        if found and not goes_with(reading, bodies[last]):
            first = last
            while first and AND.fullmatch(reading.text[bodies[first - 1].end : bodies[first].begin]):
                first -= 1
            return [(body, "0.88", bodies[last].end + _verb(found[0])) for body in bodies[first : last + 1]]
    return []


def _which(reading: Reading, programme: Referent) -> Doers:
    """ "…, which A launched"."""
    for body in _bodies(reading):
        between = reading.text[programme.end : body.begin]
        if body.begin >= programme.end and _WHICH.fullmatch(between):
            found = _VERB.match(reading.text[body.end :])
            return [(body, "0.88", body.end)] if found else []
    return []


def _kind_of(reading: Reading, programme: Referent) -> Doers:
    """ "X, a database of A", "X is an A initiative", "X, a venture of A, B and C"."""
    bodies = _bodies(reading)
    for index, body in enumerate(bodies):
        if body.begin < programme.end:
            continue
        between = reading.text[programme.end : body.begin]
        if _KIND_OF.fullmatch(between):
            return _with(reading, bodies, index, "0.85", programme.end)
        if _IS.fullmatch(between) and _POSSESSED.match(reading.text, body.end):
            return [(body, "0.85", programme.end)]
        if _KIND_BY.fullmatch(between) and _KIND_BEHIND.match(reading.text, body.end):
            return [(body, "0.85", programme.end)]
    return []


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
    others = [b for b in _bodies(reading) if b.entity != reading.author and not goes_with(reading, b)]
    return [] if others else [(author, "0.64", found.start("verb"))]


def _verb(words: str) -> int:
    found = re.search(_DOES, words)
    return found.start() if found else 0


def _owning(reading: Reading, programme: Referent) -> Doers:
    """ "A's …", "the A …", "… of the A"."""
    for body in _bodies(reading):
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
    found = _THROUGH.search(ahead(reading.text, head.begin))
    if not found:
        return []
    bodies = _bodies(reading)
    acting = (i for i, b in enumerate(bodies) if b.begin >= programme.end and is_subject(reading, b))
    behind = next(acting, None)
    fronted = not any(b.end <= found.start() for b in bodies)
    if fronted and behind is not None:
        return _with(reading, bodies, behind, "0.75", found.start())
    before = [b for b in bodies if b.end <= found.start() and is_subject(reading, b)]
    return [(before[-1], "0.75", found.start())] if before else []


def _its(reading: Reading, programme: Referent) -> Doers:
    """ "A … its …": the owner is the actor of the sentence."""
    found = _ITS.search(ahead(reading.text, programme.begin))
    if not found:
        return []
    bodies = [b for b in _bodies(reading) if is_subject(reading, b)]
    owner = next((b for b in bodies if b.end <= found.start()), None) or next(iter(bodies), None)
    owner = owner or implied_author(reading)
    return [(owner, "0.75", found.start())] if owner else []


def _listed(reading: Reading, programme: Referent) -> Doers:
    """ "A launched the X and the Y": what holds for an item holds for the one behind it."""
    programmes = [r for r in reading.referents if r.type == "programme"]
    place = programmes.index(programme)
    if not place or not _NEXT_ITEM.fullmatch(reading.text[programmes[place - 1].end : programme.begin]):
        return []
    return _doing(reading, programmes[place - 1]) or _listed(reading, programmes[place - 1])


def _own_work(reading: Reading, programme: Referent) -> Doers:
    """A programme that the author's own report tells of under the heading of a programme, with no other body beside it.

    Annotation rule: what the author reports as its own work it implements; supporting a network is not enough.
    """
    topic, before = reading.topic, reading.text[: programme.begin]
    others = [b for b in _bodies(reading) if b.entity != reading.author and not goes_with(reading, b)]
    beside = any(AND.fullmatch(before, b.end) for b in _bodies(reading) if b.end <= programme.begin)
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
    bodies = _bodies(reading)
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
