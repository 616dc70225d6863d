"""`partner`: a body named as working together with a programme or another body."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from kg.grammar import ahead
from kg.mappers._agents import ITEM, agents
from kg.mappers._asserting import settled
from kg.mappers._claims import claim, run, without_glosses
from kg.mappers._company import KIN, Pairs, accompanied
from kg.mappers._subjects import actors, acts_through, doers, implied_author, is_subject
from kg.types import Claim, Entity, Reading, Referent
from kg.verbs import JOINT_WORK, PAST, SAYING

NAME = "partner"
PREDICATES = ("partner",)
EXAMPLES = (
    (
        "UNODC collaborated with INTERPOL and WCO on the course.",
        (("UNODC", "partner", "interpol"), ("UNODC", "partner", "wco")),
    ),
    ("UNODC will work with INTERPOL.", ()),
    ("UNODC works with national authorities.", ()),
)

_LED_BY = re.compile(r",? which (?:the )?\Z")
_LEADS = re.compile(
    r" (?:also |currently )?(?:coordinates?|coordinated|chairs?|chaired|co-?chairs?|co-?leads?|leads|led)\b"
)
_JOINT = re.compile(
    r"(?: \([A-Z]\w+\))?(?: have| has| are)?(?: also| closely)?"
    r" (?:co-?operate|collaborate|partner(?= (?:on|to|for)\b)|team up|work together|join forces"
    r"|(?:cooperat|co-operat|collaborat|partner|team)ed"
    r"|(?:cooperat|collaborat|partner)ing|working together|joined forces|partners)\b(?! (?:with|of|in)\b)"
    rf"|,? (?:have |has |are |is )?(?:also )?(?:jointly|together) {JOINT_WORK}"
    rf"| (?:have )?{JOINT_WORK}(?: (?:it|them|this))? (?:jointly|together)\b(?! with)"
)


_UNFRIENDLY = r"(?:critici[sz]ed|condemned|blamed|declined|refused|failed|withdrew|resisted|sued|doubted)"
_JOINS = re.compile(
    r"(?: \([A-Z]\w+\))? and (?:the |its )?(?:[a-z-]+ (?:organization|agency|body|charity|company) )?"
)
_HELPED = re.compile(r"(?: \([A-Z]\w+\))?,(?: together| jointly)? with [^;.]{1,160}?,(?= )")
"""What tells beside a list who helped: ", with further support from D,"."""
_SEVERAL = re.compile(
    r"(?:\b(?:[Ss]eparate|[Vv]arious|[Ee]ach)\b[^,;.]{0,60}"
    r"|\b(?!(?:series|was|has|atlas|canvas|always|does)\b)[A-Za-z-]+[a-hj-rtv-z]s)"
    r" (?:(?:is|are|was|were|been|being|have been|has been) )?(?:[a-z]+ly |also |then )?[a-z-]+(?: [a-z]+)?"
    r" by (?:both )?(?:the )?\Z"
)
_ONE_EVENT = re.compile(
    r"\b(?:co-?[a-z]+|jointly [a-z]+|organi[sz]ed|convened|held|hosted) (?:jointly )?by\b"
)
"""What takes place is one thing with several hosts, also in the plural."""
_ACT = re.compile(
    rf"(?: \([A-Z]\w+\))? (?:also |then |have |has |together |jointly )*"
    rf"(?!(?:{SAYING}|worked|joined|contributed|cooperated|collaborated|{_UNFRIENDLY})\b)"
    rf"(?:{PAST}\b|run\b|implement\b)(?! (?:at|by)\b)"
)
_JOINED_IN = re.compile(
    r"(?: \([A-Z]\w+\))?,? (?:(?:which|that|also) )?(?:(?:is|was|became|has become|being) (?:an? |the )?"
    r"(?:[a-z]+ )?partner (?:of|in)|(?:has |have |had )?(?:joined|contributed to)|for joining|partners with"
    r"|(?:takes?|took) part in|participate[sd]? in) (?:the )?[\"“]?"
)
_TAKES_PART = re.compile(
    r"(?: \([A-Z]\w+\))?(?: in [A-Z]\w+)? (?:also |jointly )?"
    r"(?:t(?:ook|akes?) part|participated?|contributed|assisted|helped|joined)\b"
)
_SUPPLIES = re.compile(
    r"(?: \([A-Z]\w+\))? (?:also |now |each |both |has |have )*"
    r"(?:(?:suppl(?:y|ies)|provides?|lends?|contributes?|sends?|donates?|furnish(?:es)?|gives?)"
    r"|(?:supplied|provided|lent|contributed|sent|donated|furnished|gave|given)(?= the [a-z]))"
    r" (?!up\b|rise\b|way\b|notice\b|no\b|an? (?:talk|speech|briefing|presentation|statement)\b|that\b)"
    r"(?!(?:the |[a-z]+ )?(?:information|comments|updates?|details|nothing|evidence|contributions?|texts?|data"
    r"|examples?|services?|repl(?:y|ies)|inputs?|advice|guidance)\b)[^.;:\d]{0,200}"
)
"""What a body gives now, or has given of what is known; what it hands on to somebody else is none of that."""
_HANDED_ON = re.compile(r" (?:to|for|by|on|about|at|during|in|across|throughout|of|with) |\d")
_WITH_US = re.compile(
    r"(?:(?<=[a-z]) (?:together |jointly )?with| alongside)"
    r" (?:us|our (?:own )?(?:staff|team|experts|colleagues|office))\b"
)
_WITH_IT = re.compile(
    r"\b(?:(?:work|cooperat|co-operat|collaborat|partner|team|liais|coordinat)(?:e?s|ed?|ing)?(?: up| [a-z]+ly)?"
    r"|together|jointly|(?:experts|staff|teams?|people|advisers|specialists|engineers|observers))"
    r" with (?:it|them)(?=[.,;]| (?:in|on|at|to|for|from|and)\b)"
)
"""Work or people that are with it; what one fills or agrees with makes nobody a partner."""
_WITH_WHICH = re.compile(
    r"(?: \([A-Z]\w+\))?, (?:together |jointly )?with (?:which|whom) (?:it|they|we|[tT]he \w+|[A-Z]\w+)"
    r" (?!will|would|may)"
)
_ARE_PARTNERS = re.compile(
    r"(?: \([A-Z]\w+\))?(?: (?:joined|support\w*|suppl\w+|act(?:s|ed)?|serv(?:es|ed)|work(?:s|ed)|helped|contributed"
    r"|advised|assisted)\b[^.;:]{0,80}? as| is| are| was| were| became| remains?| have been| has been)"
    r" (?:also )?(?:its |their |our |his |the |an? )?(?:[a-z-]+ ){0,2}?(?:partners?|collaborators?)\b"
)
_WIDENS = re.compile(
    r"(?: \([A-Z]\w+\))? (?:also )?(?:expanded|extended|staged|tested|translated|widened|replicated|promoted)"
    r" (?:the |its )?(?:[a-z]+ (?:round|edition|phase) of (?:the )?)?[\"“]?"
)
_OF_WHOM = re.compile(r"(?: (?:of|to|for|in|on) (?:the |its )?| [^.;]{0,40} (?:in|on) (?:the )?)")
_WORKED_WITH = re.compile(
    r"(?: \([A-Z]\w+\))? (?:also |both |have |has )?(?:work|cooperat|co-operat|collaborat|partner|team)(?:s|ed|ing)?"
    r" (?:up |closely |jointly )?with "
)
_TALKS = re.compile(
    r"(?:Initial |First |Further |Preliminary |Early |The )?"
    r"(?:[Tt]alks|[Nn]egotiations|[Dd]iscussions|[Cc]ontacts) with\b"
)
"""How a sentence opens that tells of work that may come of it."""
_CLAUSE = 200
"""Code points: the longest clause about what bodies did with somebody."""
_ARTICLE = 4
"""Code points: where a name stands that opens its sentence, at the most."""
_IN_BRACKET = re.compile(r"[\"”’]* \([^()]{0,120}?\b(?:together |jointly )?with (?:the |its )?")


def map_reading(reading: Reading, entities: Mapping[str, Entity]) -> Iterator[Claim]:
    """One claim for each body that the sentence says its subject works with."""
    if not any(r.type == "organization" for r in reading.referents):
        return
    organizations = (r for r in actors(reading) if r.type == "organization")
    bodies = [b for b in without_glosses(reading.text, organizations) if not KIN.match(reading.text[b.end :])]
    made: set[tuple[str, str]] = set()
    talked = _talked_with(reading, bodies)
    for subject, body, place, confidence in [
        *accompanied(reading, bodies),
        *_chaired(reading, bodies),
        *_jointly(reading, bodies),
        *_made_by(reading, bodies),
        *_belonging(reading, bodies),
        *_bracketed(reading, bodies),
        *_with_which(reading, bodies),
        *_as_partners(reading, bodies),
        *_with_programme(reading, bodies),
        *_beside_us(reading, bodies),
        *_supplying(reading, bodies),
    ]:
        pair = (subject.entity, body.entity)
        if (
            subject.entity != body.entity
            and pair not in made
            and body.begin not in talked
            and settled(reading, min(place, body.begin), place)
        ):
            made.add(pair)
            yield claim(reading, subject, "partner", body, mapper=NAME, confidence=confidence)


def _talked_with(reading: Reading, bodies: Sequence[Referent]) -> set[int]:
    """The places of those with whom the sentence only says that talks were held: "Discussions with A and B went on"."""
    found = _TALKS.match(reading.text)
    first = next((i for i, b in enumerate(bodies) if found and b.begin - found.end() in (1, 5)), None)
    return set() if first is None else {b.begin for b in run(reading.text, bodies, first, ITEM)}


def _chaired(reading: Reading, bodies: Sequence[Referent]) -> Pairs:
    """ "The Group, which A coordinates": A works in it."""
    for group, leader in pairwise(bodies):
        between = reading.text[group.end : leader.begin]
        if _LED_BY.fullmatch(between) and _LEADS.match(reading.text[leader.end :]):
            yield leader, group, leader.end, "0.70"


def _jointly(reading: Reading, bodies: Sequence[Referent]) -> Pairs:
    """ "A and B jointly …", and "A and B held …" where no programme of theirs is told that they run."""
    for place, (first, second) in enumerate(pairwise(bodies), 1):
        if not _JOINS.fullmatch(reading.text, first.end, second.begin):
            continue
        helped = _HELPED.match(reading.text, second.end)
        verb = helped.end() if helped else second.end
        joint, act = _JOINT.match(reading.text, verb), _ACT.match(reading.text, verb)
        if _whose(reading, second):
            continue  # they are partners of somebody else
        listed = _listed_before(reading.text, bodies, place) if joint or act else [first]
        head, *others = listed if len(listed) > 1 else [first, second]
        if not is_subject(reading, head):
            continue
        if joint:
            yield from ((head, other, second.end, "0.75") for other in others)
        elif act and (not others[1:] or not _SUPPLIES.match(reading.text, verb)):
            yield from ((head, other, second.end, "0.68") for other in others)
            for programme in [*_framing(reading, first), *_widened(reading, second)]:
                yield programme, second, second.end, "0.66"


def _whose(reading: Reading, last: Referent) -> bool:
    """Whether the words behind the last of several bodies say whose partners they are."""
    if reading.carried and reading.carried.type == "programme" and _SUPPLIES.match(reading.text, last.end):
        return True
    told = _ARE_PARTNERS.match(reading.text, last.end)
    if told:
        return any(o.begin < last.begin for o in _owners(reading, told, last.begin))
    return (
        bool(_WITH_IT.search(reading.text, last.end, last.end + _CLAUSE)) and _in_force(reading) is not None
    )


def _in_force(reading: Reading) -> Referent | None:
    """Whom "with it" means: the programme or body that the sentences before speak of."""
    spoken = (reading.topic, reading.carried, reading.earlier)
    return next((r for r in spoken if r and r.type in ("programme", "organization")), None)


def _made_by(reading: Reading, bodies: Sequence[Referent]) -> Pairs:
    """ "The fair was co-organized by A, B and C": A, or the author where it is one of them, and each of the others.

    Who runs a programme that the sentence names is told as its runner; several things may each have their own maker.
    """
    programmes = [a for a in actors(reading) if a.type == "programme"]
    for first, *others in agents(reading, bodies):
        if others and _each(reading, min(first.begin, others[0].begin)):
            continue
        for other in others if all(p.begin > first.begin for p in programmes) else ():
            yield first, other, min(first.begin, other.begin), "0.72"


def _each(reading: Reading, place: int) -> bool:
    """Whether of several things each may have its own maker: "reports issued by A and B"."""
    if reading.text.find("respectively", place, place + _CLAUSE) >= 0:
        return True
    several = _SEVERAL.search(ahead(reading.text, place))
    if several is None or reading.text.find(" jointly", place, place + _CLAUSE) >= 0:
        return False
    return not _ONE_EVENT.search(several[0])


def _framing(reading: Reading, body: Referent) -> list[Referent]:
    """In "Under the initiative, A and B issued …" the initiative."""
    return [
        a
        for a in actors(reading)
        if a.type == "programme" and a.end <= body.begin and acts_through(reading, a)
    ][:1]


def _widened(reading: Reading, body: Referent) -> list[Referent]:
    """In "A and B expanded the course" the course."""
    return [
        a
        for a in actors(reading)
        if a.type == "programme" and _WIDENS.fullmatch(reading.text, body.end, a.begin)
    ][:1]


def _as_partners(reading: Reading, bodies: Sequence[Referent]) -> Pairs:
    """ "A and B are its partners", "A acted as partner", "A and B were partners of C in the programme"."""
    for place, body in enumerate(bodies):
        found = _ARE_PARTNERS.match(reading.text, body.end)
        if not found or any(b.begin < found.end() for b in bodies[place + 1 :]):
            continue
        listed = _listed_before(reading.text, bodies, place)
        apart = {b.entity for b in listed}
        for owner in (o for o in _owners(reading, found, listed[0].begin) if o.entity not in apart):
            for other in listed:
                yield owner, other, found.start(), "0.75"


def _owners(reading: Reading, found: re.Match[str], begin: int) -> list[Referent]:
    """Whose partners: those named behind "of" and "in", else whom a pronoun means, else who is spoken of."""
    behind = [
        a
        for a in actors(reading)
        if a.begin >= found.end() and _OF_WHOM.fullmatch(reading.text, found.end(), a.begin)
    ]
    if behind:
        return behind
    within = [a for a in actors(reading) if found.start() <= a.begin < found.end()]
    fronted = [a for a in actors(reading) if a.end <= begin and a.type == "programme"]
    spoken = [
        a
        for a in (reading.topic, reading.carried, reading.earlier, implied_author(reading))
        if a and a.type in ("programme", "organization")
    ]
    programme = [a for a in spoken if a.type == "programme"]
    if within and within[0].support.basis == "first-person":
        return [*within[:1], *programme[:1]]
    return within or fronted[:1] or programme[:1] or spoken[:1]


def _with_programme(reading: Reading, bodies: Sequence[Referent]) -> Pairs:
    """ "A and B worked with the project": they are partners of the project."""
    for place, body in enumerate(bodies):
        if not (found := _WORKED_WITH.match(reading.text, body.end)):
            continue
        meant = (a for a in actors(reading) if a.type == "programme" and a.begin <= found.end() < a.end)
        listed = _listed_before(reading.text, bodies, place)
        for programme in meant if is_subject(reading, listed[0]) else ():
            for other in listed:
                yield programme, other, body.end, "0.75"


def _beside_us(reading: Reading, bodies: Sequence[Referent]) -> Pairs:
    """ "A and B write lessons alongside our staff", "A drew maps with us", "… with it".

    They are partners of the heading's programme, else of us; of whom "it" means.
    """
    found = _WITH_US.search(reading.text)
    us = next((a for a in actors(reading) if found and found.start() < a.begin < found.end()), None)
    acting = [b for b in bodies if found and b.end <= found.start() and is_subject(reading, b)]
    owner = reading.topic or us
    if found is None or not us or us.support.basis != "first-person":
        found = _WITH_IT.search(reading.text)
        owner = _in_force(reading)
        acting = [b for b in bodies if found and b.end <= found.start() and is_subject(reading, b)]
    if found and owner and acting:
        last = bodies.index(acting[0])
        while last + 1 < len(bodies) and ITEM.fullmatch(
            reading.text, bodies[last].end, bodies[last + 1].begin
        ):
            last += 1
        for body in _listed_before(reading.text, bodies, last):
            if body.entity not in (reading.author, owner.entity):
                yield owner, body, found.start(), "0.72"


def _belonging(reading: Reading, bodies: Sequence[Referent]) -> Pairs:
    """ "A is a partner of the project", "A joined the network", "A for joining the network"."""
    programmes = [a for a in actors(reading) if a.type == "programme"]
    for body in bodies:
        for programme in (p for p in programmes if p.begin >= body.end):
            if found := _JOINED_IN.fullmatch(reading.text, body.end, programme.begin):
                listed = _listed_before(reading.text, bodies, bodies.index(body))
                yield from ((programme, other, found.end(), "0.75") for other in listed)
    for place, body in enumerate(bodies):
        told = reading.topic or reading.carried
        found = _TAKES_PART.match(reading.text, body.end)
        # Help that a body gives may be to others: without a heading only taking part tells.
        sure = found and (reading.topic or found[0].endswith("part")) and body.entity != reading.author
        if told and told.type == "programme" and sure:
            for other in _listed_before(reading.text, bodies, place):
                yield told, other, body.end, "0.66"


def _supplying(reading: Reading, bodies: Sequence[Referent]) -> Pairs:
    """ "X opened schools. A and B lend the boats.": they are partners of the programme that the paragraph speaks of."""
    told = reading.carried
    if not told or told.type != "programme" or any(a.type == "programme" for a in actors(reading)):
        return
    for place, body in enumerate(bodies):
        found = _SUPPLIES.match(reading.text, body.end)
        listed = _listed_before(reading.text, bodies, place) if found else []
        opens = listed and listed[0].begin <= _ARTICLE and body.entity != reading.author
        if found and opens and not _HANDED_ON.search(found[0]):
            yield from ((told, other, body.end, "0.66") for other in listed)


def _with_which(reading: Reading, bodies: Sequence[Referent]) -> Pairs:
    """ "The Watch thanks A, with which it wrote …"."""
    for body in bodies:
        found = _WITH_WHICH.match(reading.text, body.end)
        for doer in doers(reading, body.begin)[:1] if found else ():
            yield doer, body, body.end, "0.70"


def _listed_before(text: str, bodies: Sequence[Referent], last: int) -> Sequence[Referent]:
    """The body and those that a list joins to it from before."""
    first = last
    while first and ITEM.fullmatch(text, bodies[first - 1].end, bodies[first].begin):
        first -= 1
    return bodies[first : last + 1]


def _bracketed(reading: Reading, bodies: Sequence[Referent]) -> Pairs:
    """ "“Courage in Court” (…; with the Institute)"."""
    for programme in (a for a in actors(reading) if a.type == "programme"):
        for body in (b for b in bodies if b.begin >= programme.end):
            if _IN_BRACKET.fullmatch(reading.text, programme.end, body.begin):
                yield programme, body, body.begin, "0.75"
