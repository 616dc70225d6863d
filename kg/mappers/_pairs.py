"""Which two things of a sentence may be weighed for a predicate, and what grammar says of them.

A pair is left out where the words around it deny, ask, plan or list in rows, and where a name only lends its words.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from kg.mappers._clauses import (
    actors,
    ahead,
    asserted,
    doers,
    implied_author,
    is_attribute,
    is_owner,
    is_subject,
    settled,
    subject,
)
from kg.types import Entity, EntityType, Reading, Referent, Support
from kg.weighing import Pair, Slot


class Ends(NamedTuple):
    """What may stand on the two sides of a predicate."""

    subjects: tuple[EntityType, ...]
    objects: tuple[EntityType, ...]


_DOERS: tuple[EntityType, ...] = ("programme", "organization")
ENDS: Mapping[str, Ends] = {
    "activeIn": Ends(_DOERS, ("place",)),
    "contributesTo": Ends(_DOERS, ("sdg",)),
}
"""Of the predicates that are weighed."""
_TOLD = ("paragraph", "item")
_DENIES = re.compile(
    r"\b(?:not|no|never|nor|neither|without|none|nothing|cannot|unlike|nobody)\b|n['’]t\b", re.IGNORECASE
)
_UNREAL = re.compile(
    r"\b(?:hope[ds]?|hoping|hear[ds]?|hearing|learn(?:s|ed|t) (?:of|about)|declin\w+|refus\w+|asked|pending|talks"
    r"|observers?|guests?|would|could|might|should|shall|will|if|unless|whether|propos(?:e[ds]?|als?)"
    r"|plan(?:s|ned|ning)|intend\w*|envisag\w+|expect\w*|invit\w+)\b",
    re.IGNORECASE,
)
_REFUSED = re.compile(r"\b(?:declined|refused|rejected)\b")
_CLAUSE = re.compile(r"[;:] ")
_BUT_NOT = re.compile(r", (?:but )?not\b")
_BELONGS = re.compile(r"(?: \([^()]*\))? (?:of|for|in) (?:the )?")
_ISSUES = re.compile(
    r"(?:['’]s)?(?: \([A-Z]+\))?,? ?(?:in |by |through )?(?:its |their |the )?(?:(?:resolution|decision)s? ?)?"
)
_ADOPTED = re.compile(r",? (?:of|adopted by) (?:the )?")
_IN_NAME = re.compile(
    r"(?:[A-Z][\w’'-]* (?:of|for|de|des|du|del|da|do)(?: the| la| las| los)? (?:[A-Z]\w+ and )?|-)\Z"
)
"""What leads up to a place in a name that nobody listed: "Bank of …", "Common Market for Eastern and …"."""
_NO_WORK_THERE = re.compile(
    r"\b(?:by (?:the )?"
    r"|(?:[Ss]peaker|[Dd]elegat|[Rr]epresentative|[Mm]inister|[Aa]mbassador|[Dd]onor|[Ff]under|[Ss]ponsor)"
    r"\w*[ :](?: ?from | ?of )?(?: ?the )? ?)(?:[A-Z][\w-]*(?: [A-Z][\w-]*)*(?:, | and ))?\Z"
)
"""Whose delegate or donor somebody is, or by whom something is led, is no place of work."""
_AGENT = re.compile(
    r"\bby (?:the |its |an? )?(?!all\b|this\b|these\b|such\b|it\b|them\b|\d|[a-z]+ing\b|end\b|means\b)"
)
_NAMES = ("organization", "event", "publication", "instrument")
_MANY = 3
_FEW = 5
"""Programmes of a text that is about one of them; long reports name many."""
_LONGEST = 140
"""Code points of the longest sentence that is weighed: in longer ones much is likely that nobody says."""
_MOST = 12
"""Actors, or things on the other side, of the fullest sentence that is weighed; more stand in lists and tables."""
Head = tuple[Slot, Referent]


def pairs(reading: Reading, entities: Mapping[str, Entity], predicate: str) -> Iterator[Pair]:
    """The pairs of a sentence that may stand in the relation, in the order of their objects."""
    if len(reading.text) > _LONGEST or reading.unit.kind not in _TOLD or " | " in reading.text:
        return
    things = [r for r in reading.referents if r.type in ENDS[predicate].objects]
    if not things or len(things) > _MOST:
        return
    heads = list(_subjects(reading, entities, predicate))
    issuers = _issuers(reading) if heads and len(heads) <= _MOST else None
    for thing in things if issuers is not None else ():
        for slot, head in heads:
            if slot == "named" and issuers and head.entity in issuers:
                continue
            pair = Pair(predicate=predicate, subject=head, object=thing, slot=slot)
            if not _lent(reading, pair) and _stated(reading, pair):
                yield pair


def signs(reading: Reading, pair: Pair) -> Iterator[str]:
    """What grammar says of a pair, as names of features."""
    kind, place = pair.subject.type, pair.object.begin
    acting = actors(reading)
    told = subject(reading, place)
    yield f"doer {kind} {any(d.entity == pair.subject.entity for d in doers(reading, place))}"
    yield f"subject {kind} {told is not None and told.entity == pair.subject.entity}"
    yield f"author {kind} {pair.subject.entity == reading.author} {pair.object.entity == reading.author}"
    yield f"programmes {min(_MANY, len({a.entity for a in acting if a.type == 'programme'}))}"
    yield f"bodies {min(_MANY, len({a.entity for a in acting if a.type == 'organization'}))}"
    if pair.slot == "named":
        yield f"free {is_subject(reading, pair.subject)}"
        yield f"attribute {is_attribute(reading, pair.subject)}"
        yield f"owner {is_owner(reading, pair.subject)}"
    if pair.order in ("SO", "OS"):
        alike = [a for a in acting if a.type == kind]
        near = min(alike, key=lambda a: abs(a.begin - pair.object.begin), default=pair.subject)
        yield f"nearest {near.entity == pair.subject.entity}"
        yield f"first {bool(alike) and alike[0].entity == pair.subject.entity}"


def _subjects(reading: Reading, entities: Mapping[str, Entity], predicate: str) -> Iterator[Head]:
    wanted = ENDS[predicate].subjects
    named = [a for a in actors(reading) if a.type in wanted]
    spoken = list(_spoken(reading, wanted, {a.entity for a in named}))
    yield from (("named", a) for a in named)
    yield from spoken
    programmes = any(r.type == "programme" for r in (*named, *(r for _, r in spoken)))
    # Looking through all that a text names is only worth it where Goals are: they are seldom.
    if predicate == "contributesTo" and not programmes and (main := _main(reading, entities)):
        yield "main", main


def _spoken(reading: Reading, wanted: Sequence[EntityType], known: set[str]) -> Iterator[Head]:
    """What the heading, the words before or the text itself put in force."""
    held: tuple[tuple[Slot, Referent | None], ...] = (
        ("topic", reading.topic),
        ("carried", reading.carried),
        ("worker", implied_author(reading)),
    )
    seen = set(known)
    for slot, referent in held:
        if referent and referent.type in wanted and referent.entity not in seen:
            seen.add(referent.entity)
            yield slot, referent


def _main(reading: Reading, entities: Mapping[str, Entity]) -> Referent | None:
    """The programme that a text on few of them names most, if it has been named by then."""
    found = [e for e in entities.values() if e.type == "programme" and e.mentions]
    before = [e for e in found if e.mentions[0].begin < reading.sentence.begin]
    most = max(before, key=lambda e: (len(e.mentions), -e.mentions[0].begin), default=None)
    if most is None or len(found) > _FEW:
        return None
    support = Support(basis="anaphor", span=most.mentions[0])
    return Referent(entity=most.key, type="programme", begin=0, end=0, support=support)


def _issuers(reading: Reading) -> set[str]:
    """Bodies that stand beside a resolution as those that adopted it: they do none of what is told."""
    texts = [r for r in reading.referents if r.type == "resolution" and r.end > r.begin]
    bodies = [r for r in reading.referents if r.type == "organization"] if texts else []
    return {b.entity for b in bodies if any(_issued(reading.text, b, t) for t in texts)}


def _issued(text: str, body: Referent, resolution: Referent) -> bool:
    if body.end <= resolution.begin:
        return bool(_ISSUES.fullmatch(text, body.end, resolution.begin))
    inside = body.begin < resolution.end
    return inside or bool(_ADOPTED.fullmatch(text, resolution.end, body.begin))


def _stated(reading: Reading, pair: Pair) -> bool:
    """Whether the clause of the pair tells something that is so."""
    text, place = reading.text, pair.object.begin
    begin = min(pair.subject.begin, place) if pair.slot == "named" else 0
    end = max(pair.subject.end, pair.object.end)
    low = max((found.end() for found in _CLAUSE.finditer(text, 0, begin)), default=0)
    stop = _CLAUSE.search(text, end)
    high = stop.start() if stop else len(text)
    if pair.object.type == "place" and (turn := _BUT_NOT.search(text, place, high)):
        high = turn.start()  # "in Niger, not in Nigeria"
    if pair.slot != "named" and _AGENT.search(text, low, high):
        return False
    if _DENIES.search(text, low, high) or _REFUSED.search(text) or _UNREAL.search(text, low, high):
        return False
    return asserted(reading, place) and settled(reading, begin, place if place > begin else end)


def _lent(reading: Reading, pair: Pair) -> bool:
    """Whether the place only stands in or behind a name, of a ministry or an agent."""
    place = pair.object
    if place.type != "place":
        return False
    before = ahead(reading.text, place.begin)
    if _IN_NAME.search(before) or _NO_WORK_THERE.search(before):
        return True
    return any(_owns(reading.text, other, place) for other in reading.referents)


def _owns(text: str, other: Referent, place: Referent) -> bool:
    """Whether the place stands in another name, or says of which country or region that name is."""
    if other.begin <= place.begin and place.end <= other.end:
        return other.type != "place"
    behind = other.type in _NAMES and other.end <= place.begin
    return behind and bool(_BELONGS.fullmatch(text, other.end, place.begin))
