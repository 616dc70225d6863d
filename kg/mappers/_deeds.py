"""Deeds that say who runs a programme: "… is run by A", "A launched …", "…, which A built", "…, a database of A"."""

import re
from collections.abc import Sequence

from kg.grammar import ahead
from kg.heads import KINDS
from kg.mappers._claims import run, without_glosses
from kg.mappers._runners import AND, Doers
from kg.mappers._subjects import goes_with, is_subject
from kg.types import Reading, Referent
from kg.verbs import RUN_PAST, RUN_STEM, RUNNING

_MORE = (
    """venture repository effort undertaking creation product flagship arm exchange partnership alliance"""
)
_THING = rf"(?:{'|'.join(sorted(KINDS.union(_MORE.split())))})"
_APPOSED_KIND = re.compile(
    r"(?: \([A-Z]\w+\))?[\"”]?(?:,| is| was) (?:an?|the(?! (?:[\w’-]+ ){1,6}(?:is|are|was|were|has|had)\b))"
    r" (?:[\w’-]+ ){1,8}?"
)
"""A kind in between: "X, a course series launched by A"."""
_PASSIVE = re.compile(
    rf"(?P<before>[^.;]*?)\b(?:{RUN_STEM}(?:ed|d)|{RUN_PAST})\b[^.;]{{0,60}}? by (?:the )?"
    r"(?:[A-Z]\w+(?:,| and)(?: the)? )?"
)
_KIND_OF = re.compile(
    rf"""(?:\ \([A-Z]\w+\))?[\"”]?(?:,|\ is|\ was|\ are|\ were)\ (?:also\ )?(?:an?|the|one)\ (?:[\w-]+\ ){{0,4}}?
    {_THING}s?(?:\ on\ [^,;.]{{0,60}})?\ (?:of|by|from|between|owned\ by)\ (?:the\ )?""",
    re.VERBOSE,
)
_KIND_BY = re.compile(
    r"(?: \([A-Z]\w+\))?[\"”]?(?:,(?: [^.;]{0,100},)?| is| was| are| were)"
    r" (?:also |both |all )?(?:(?:an?|the|one) |(?<=are )|(?<=are all )|(?<=are both ))(?:joint |new )?"
)
_KIND_BEHIND = re.compile(rf"(?:['’]s?)?(?:[-–][A-Z]\w+)? (?:[a-z-]+ )?{_THING}s?\b")
_IS = re.compile(r"(?: \([A-Z]\w+\))?[\"”]?(?:,| is| was| remains) (?:the )?")
_POSSESSED = re.compile(rf"['’]s? (?:own |[a-z-]+ ){{0,2}}{_THING}\b")
_AUXILIARY = re.compile(
    r"(?: \([A-Z]\w+\))?[\"”]?(?:, (?:the|its|an?|one) [^.;,()]{1,90}(?=,))?,?"
    r"(?: (?:which|that|is|are|was|were|has|have|had|been|being|currently|jointly|also|now|both|all|each))* ?"
)
_VERBAL = re.compile(
    r"(?:\b(?:is|are|was|were|been|being)(?: \w+ly| jointly| also| now| currently| co-)?|,|,? and|which|co-)\s?-?\Z"
)
_NAME = r"[A-Z][\w’'-]*(?:[ ](?:[A-Z][\w’'-]*|of|for|the|on|in|to|and|against|de|du)){0,9}?"
"""A name of any body; no verb in small letters may stand in it."""
_ACTIVE = re.compile(
    rf"""(?:\ \([A-Z]\w+\))?(?:\ (?:team|staff|office|branch|colleagues|experts)(?:\ in\ [A-Z]\w+)?)?
    (?:,\ (?:together\ |jointly\ |in\ \w+\ )?with\ [^;.]{{1,160}}?,)?,?
    (?:\ (?:and|together\ with|jointly\ with)\ (?:the\ )?{_NAME})?
    (?:\ (?:also|long|already|recently|successfully
      |has|have|had|continue[sd]?\ to|is|are|and|been|currently|jointly|which|that|in\ \d{{4}}|further))*
    \ (?:co-)?(?:{RUN_STEM}(?:es|s|ed|d|ing|e|)?|runs?|ran|running|leads?|led|leading|sets?\ up|built|builds?
      |(?:keeps?|kept)(?=\ (?:the|its|an?)\ )|share[sd]?\ the\ {RUNNING}
      |carr(?:y|ies|ied)\ out|roll(?:s|ed)?\ out|brought\ out|wrote|puts?\ in\ place|undert\w+|oversees?|oversaw)\b
    (?:,\ (?:together\ |jointly\ )?with\ [^,;]{{1,80}},)?
    (?:\ (?!that\b|which\b|who\b)\w+(?:\ and\ \w+)?){{0,4}}?\ ?(?:the\ |its\ |an?\ )?
    (?:(?:[\w-]+\ ){{0,4}}?
      (?:known\ as|called|entitled|initiative,?|programme,?|of\ the|(?:round|edition|phase|season)\ of|path|series,?
      |course)\ )?
    (?:(?:the\ |its\ )?(?:[a-z-]+\ ){{0,2}}[a-z-]+,\ (?:the\ )?)?
    [\"“'‘]?""",
    re.VERBOSE,
)
_DOES = (
    rf"\b(?:{RUN_STEM}|runs?|ran|leads?|led|set|built|builds?|keeps?|kept|holds?|held|carr(?:y|ies|ied) out"
    r"|rolls?|rolled|brought|wrote|puts?|undert|oversaw)"
)
_BESIDE = rf"(?: \([A-Z]\w+\))?(?:,? and (?:the )?{_NAME})?"
"""A second doer, of any name, between the first one and the verb."""
_VERB = re.compile(rf"{_BESIDE}(?: (?:has|have|had|also|jointly|and|\w+ly))* {_DOES}")
_LENDS = re.compile(
    r"(?:['’]s?)?(?: \([A-Z]\w+\))?,?(?: (?:in|by|through|under) (?:its |the )?)? ?"
    r"(?:(?<= )(?:resolution|decision)s?\b|(?<=its )[A-Z]\w+ (?:resolution|decision)s?\b)"
)
"""An organ that acts by its decision brings a programme about; it runs none."""
_WHICH = re.compile(
    r"(?:(?:,| is| was) (?:an?|the|its|one of the) [^.;]{0,120}?)?,? (?:which|that) (?:the )?"
)
_PAYS = re.compile(r"(?: \([A-Z]\w+\))?(?: (?:co-)?[a-z]+(?:s|ed))(?: it)?,? (?:and|but) (?:the )?")
_WHICH_IT = re.compile(
    rf"(?: \([A-Z]\w+\))?[\"”]?,? (?:which|that) (?:it|they|we|I) (?:has |have |had |also |now |currently |itself )*"
    rf"(?P<verb>{RUN_STEM}|runs?|ran|led|leads?|built|made|wrote|keeps?|kept|set up)"
)
_OF_OTHER = re.compile(
    r"\b(?:mandate|term|budget|financing|funding|evaluation|review|members?|staff|users?|results?|data|report|website"
    r"|conference|meetings?|sessions?|work|strategy|plan"
    r"|implementation|provision|criteria|application|adoption|principle|version|revision|edition)s?"
    r" (?:of|for|on) (?:the )?[\"“]?\Z"
    r"|\bwith (?:the |its )?[\"“]?\Z"
)
"""What was done to something of the programme, or with it, was not done to the programme."""
THROUGH = re.compile(
    r"\b(?:[Tt]hrough|[Ww]ithin(?: the (?:[a-z]+ )?framework of)?|[Uu]nder|[Aa]s part of|[Vv]ia)(?:,? inter alia,)?"
    r"(?: the| its| their| our)?(?: [€$£]?[\d.,]+(?: [mb]illion)?)?(?: [a-z-]+){0,3} [\"“'‘]?\Z"
)
_ITEM_DOES = re.compile(
    rf"(?:\(?\w{{1,3}}[.)] |[–—•-] )?(?i:{RUN_STEM}(?:ed|d)|{RUN_PAST}|ended|closed|ran|rolled out)(?: and [a-z]+ed)?"
    r"(?:,? (?:together |jointly )?with [^,;]{1,80},)? (?:the |its |an? )?"
    r"(?:(?:[a-z-]+ ){1,4}(?:called|known as|entitled|(?:round|edition|phase|pilot|season|cycle) of the) )?[\"“'‘]?"
)
"""How an item opens whose doer stands above the list: "(a) Launched the …"."""
_NEXT_ITEM = re.compile(r"[\"”]?(?: \([^()]*\))?(?:,| and|, and) (?:the )?[\"“]?")


def bodies_of(reading: Reading) -> list[Referent]:
    bodies = (r for r in reading.referents if r.type == "organization")
    return [b for b in without_glosses(reading.text, bodies) if not _LENDS.match(reading.text[b.end :])]


def listed_from(reading: Reading, bodies: Sequence[Referent], first: int, confidence: str, cue: int) -> Doers:
    return [(body, confidence, cue) for body in run(reading.text, bodies, first, AND)]


def run_by(reading: Reading, programme: Referent) -> Doers:
    """ "… is run by A and B"; with other words between only the sentence's first programme is what was run."""
    first = next(r for r in reading.referents if r.type == "programme")
    for index, body in enumerate(bodies := bodies_of(reading)):
        if body.begin >= programme.end:
            found = _PASSIVE.fullmatch(reading.text[programme.end : body.begin])
            beside = found and (
                _AUXILIARY.fullmatch(found["before"]) or _APPOSED_KIND.fullmatch(found["before"])
            )
            closer = any(
                _APPOSED_KIND.fullmatch(reading.text, r.end, programme.end + len(found["before"]))
                for r in reading.referents
                if found and r.type == "programme" and r.begin >= programme.end and r.end <= body.begin
            )
            near = not closer and (beside or (found and _VERBAL.search(found["before"])))
            verb = programme.end + (found.end("before") if found else 0)
            governed = goes_with(reading, programme)
            alone = programme == first and not governed and not _another(reading, programme, verb)
            if found and near and (beside or alone):
                return listed_from(reading, bodies, index, "0.90", programme.end + found.end("before"))
    return []


def _another(reading: Reading, programme: Referent, verb: int) -> bool:
    """Whether another programme is the subject of the verb: "Within X, the project Y is run by A"."""
    if is_subject(reading, programme) and not THROUGH.search(ahead(reading.text, programme.begin)):
        return False
    between = (r for r in reading.referents if r.type == "programme" and programme.end <= r.begin < verb)
    return any(is_subject(reading, r) and r.entity != programme.entity for r in between)


def done_by(reading: Reading, programme: Referent) -> Doers:
    """ "A and B launched the …"."""
    bodies = [b for b in bodies_of(reading) if b.end <= programme.begin]
    if not bodies:
        return []
    for last in range(len(bodies) - 1, max(-1, len(bodies) - 5), -1):
        found = _ACTIVE.fullmatch(reading.text, bodies[last].end, programme.begin)
        if found and not goes_with(reading, bodies[last]) and not _OF_OTHER.search(found[0]):
            first = last
            while (
                first
                and bodies[first].support.basis == "mention"
                and not goes_with(reading, bodies[first - 1])
                and AND.fullmatch(reading.text, bodies[first - 1].end, bodies[first].begin)
            ):
                first -= 1
            place = bodies[last].end + _verb(found[0])
            behind = list(run(reading.text, bodies, last, AND))
            return [(body, "0.88", place) for body in [*bodies[first:last], *behind]]
    return []


def which_does(reading: Reading, programme: Referent) -> Doers:
    """ "…, which A launched"."""
    for body in bodies_of(reading):
        between = reading.text[programme.end : body.begin]
        if body.begin >= programme.end and _WHICH.fullmatch(between):
            found = _VERB.match(reading.text[body.end :])
            return [(body, "0.88", body.end)] if found else _which_other(reading, body)
    return []


def _which_other(reading: Reading, first: Referent) -> Doers:
    """ "…, which A finances and B runs"."""
    for body in bodies_of(reading):
        beside = body.begin >= first.end and _PAYS.fullmatch(reading.text, first.end, body.begin)
        if beside and _VERB.match(reading.text[body.end :]):
            return [(body, "0.85", body.end)]
    return []


def which_it(reading: Reading, programme: Referent) -> Doers:
    """ "A provided the X, which it built": the subject of the sentence."""
    found = _WHICH_IT.match(reading.text, programme.end)
    acting = [b for b in bodies_of(reading) if found and b.end <= programme.begin and is_subject(reading, b)]
    return [(acting[0], "0.72", found.start("verb"))] if found and acting else []


def kind_of(reading: Reading, programme: Referent) -> Doers:
    """ "X, a database of A", "X is an A initiative", "X, a venture of A, B and C"."""
    bodies = bodies_of(reading)
    for index, body in enumerate(bodies):
        if body.begin < programme.end:
            continue
        between = reading.text[programme.end : body.begin]
        if _KIND_OF.fullmatch(between):
            return listed_from(reading, bodies, index, "0.85", programme.end)
        if _IS.fullmatch(between) and _POSSESSED.match(reading.text, body.end):
            return [(body, "0.85", programme.end)]
        if _KIND_BY.fullmatch(between) and _KIND_BEHIND.match(reading.text, body.end):
            return [(body, "0.85", programme.end)]
    return []


def below_lead(reading: Reading, programme: Referent) -> Doers:
    """ "During the year, A: (a) Launched X": the body of the words above the list."""
    lead = reading.carried
    if not lead or lead.type != "organization" or lead.support.basis != "list-head":
        return []
    opens = _ITEM_DOES.fullmatch(reading.text, 0, programme.begin)
    return [(lead, "0.75", programme.begin)] if opens and not _acts_here(reading) else []


def _acts_here(reading: Reading) -> bool:
    """Whether the sentence names a body that acts in it."""
    return any(is_subject(reading, b) and not goes_with(reading, b) for b in bodies_of(reading))


def _verb(words: str) -> int:
    found = re.search(_DOES, words)
    return found.start() if found else 0


def told_with(reading: Reading, programme: Referent) -> Doers:
    """ "A launched the X and the Y": what holds for an item holds for the one behind it."""
    programmes = [r for r in reading.referents if r.type == "programme"]
    place = programmes.index(programme)
    if not place or not _NEXT_ITEM.fullmatch(reading.text[programmes[place - 1].end : programme.begin]):
        return []
    return done_by(reading, programmes[place - 1]) or told_with(reading, programmes[place - 1])
