"""What an organ did by its resolution: asked somebody to act, opened a programme, renewed the mandate of a body.

Each way gives the holder, the ground and how sure that is.
"""

import re
from collections.abc import Sequence

from kg.grammar import ahead
from kg.mappers._asserting import asserted
from kg.mappers._grounds import Held
from kg.mappers._holders import DOES
from kg.mappers._subjects import actors, is_subject
from kg.types import Reading, Referent
from kg.verbs import MADE, RUN_STEM, RUNNING

_UNDER_WHICH = re.compile(r",? (?:under|pursuant to|on the basis of) which (?:the |its )?")
_EXTENDS = re.compile(
    r"(?: \([A-Z]\w+\))?(?: (?:also|then|has|have|had|further))*"
    r" (?:decided to (?:extend|renew|prolong)"
    r"|extend(?:s|ed)|renew(?:s|ed)|prolonged|adopted|approved|endorsed|revised|widened|strengthened|defined"
    r"|set out|fixed)"
    r" the (?:mandate|terms? of reference|term|functions|work) of (?:the )?"
)
"""What an organ did to the mandate of a programme or body."""
_WHICH_EXTENDS = re.compile(
    rf"(?: \([^()]*\)| of \d[\w ]{{4,20}}|, adopted [^,]{{1,40}})?(?P<which>,? (?:by|in|under|through) which (?:the )?"
    rf"(?:[A-Z][\w-]*(?: (?:[A-Z][\w-]*|of|on|the|and))*?)?)?{_EXTENDS.pattern}"
)
_BY_WHICH = re.compile(r"(?: \([^()]*\))?, (?:by|under|through|in) which (?:the )?")
_WAS_MADE = re.compile(rf"(?: \([A-Z]\w+\))? (?:is|are|was|were|has been|had been) (?:also |first )?{MADE}\b")
_BASIS_OF = re.compile(
    r"(?: \([^()]*\))? (?:is|are|was|were|forms?|provides?|gives?) (?:the |its |their )?(?:legal )?"
    r"(?:basis|foundation|footing|ground|mandate)"
    r" (?:on which|under which|for|of|by which|to) (?:the work of )?(?:the )?"
)
_BY = re.compile(r"\b(?:[Bb]y|[Tt]hrough)(?: means of)?(?: (?:its|the))?(?: [A-Z]\w+){0,3} \Z")
_BY_ORGAN = re.compile(r"[\w)], (?:by|in|through) (?:its )?(?:[A-Z]\w+ )*\Z")
"""The organ stands before its resolution: "The Board, by decision 2022/5, opened the Window"."""
_TO_ACT = re.compile(
    r"(?: \([A-Z][\w-]*\))?,? (?:in [^,;]{0,60}, )?(?:to [a-z]|for (?:an? |the )?[a-z]|with (?:an? |the )?[a-z]"
    r"|(?:as )?(?:the|a|its) (?:[a-z]+ )?(?:tasks?|responsibility|mandate|role|functions?|power|lead|secretariat"
    r"|custodian)\b)"
)
_ASKS = re.compile(
    r"\b(?:(?:request|mandat|authoriz|authoris|instruct|task|entrust|ask|charg|assign|designat|direct|empower)(?:s|es|ed)"
    r"|gave|gives|has given|call(?:s|ed) (?:up)?on)"
    r"(?: by| that| in [^,;]{0,60},)? (?:the )?\Z"
)
_ANOTHER = re.compile(r"\b(?:that|when|while|as|after|before|since|because|where|until|whereas) (?:the )?\Z")
"""Right before a body: it acts in a clause of its own, by no resolution."""
_ORGAN = re.compile(r"\b(?:Assembly|Council|Commission|Committee|Conference|Congress|Board|Party|Parties)\b")
_TO_RUN = re.compile(
    rf"(?: \([A-Z][\w-]*\))?[^,;.]{{0,60}}? (?:to (?:[a-z]+ and )?(?:{RUN_STEM}e?|run|lead|set up|keep|build)"
    rf"|(?:of|with) (?:[a-z]+ing and )?(?:{RUN_STEM}ing|{RUNNING}(?: of)?|running|leading|setting up))"
    r" (?:the |its |an? )?[\"“]?"
)


def told_of_organs(reading: Reading, bases: Sequence[Referent]) -> Held:
    """Each holder with its ground, by all the ways of this module."""
    for way in (_asked, _under_which, _opened, _basis):
        yield from way(reading, bases)


def _opened(reading: Reading, bases: Sequence[Referent]) -> Held:
    """ "By decision 2022/5 the Board opened the Window": what an organ's decision brought into being."""
    for base in (b for b in bases if b.type == "resolution"):
        if not _BY.search(ahead(reading.text, base.begin)):
            continue
        if _BY_ORGAN.search(ahead(reading.text, base.begin)) and reading.text[base.end : base.end + 1] == ",":
            behind = (a for a in actors(reading) if a.begin > base.end)
            meant = next((a for a in behind if _done(reading.text, base.end + 1, a)), None)
            if meant and asserted(reading, base.end):
                yield meant, base, "0.78"
        for organ in (a for a in actors(reading) if a.type == "organization" and a.begin >= base.end):
            made = (a for a in actors(reading) if a.begin >= organ.end and a.end > organ.end)
            for actor in (a for a in made if _makes(reading.text, organ, a)):
                if asserted(reading, organ.end):
                    yield actor, base, "0.78"


def _makes(text: str, organ: Referent, actor: Referent) -> bool:
    """Whether the organ brought the programme into being, or gave the body or programme its mandate."""
    return _done(text, organ.end, actor)


def _done(text: str, begin: int, actor: Referent) -> bool:
    if _EXTENDS.fullmatch(text, begin, actor.begin):
        return True
    return actor.type == "programme" and bool(DOES.fullmatch(text, begin, actor.begin))


def _basis(reading: Reading, bases: Sequence[Referent]) -> Held:
    """ "Article 61 is the legal basis on which the barometer was established"."""
    for base in bases:
        found = _BASIS_OF.match(reading.text, base.end)
        holder = next((a for a in actors(reading) if found and a.begin <= found.end() < a.end), None)
        ground = next(
            (p for p in bases if p.end <= base.begin and p.entity.startswith(f"{base.entity}#")), base
        )
        if found and holder and asserted(reading, found.start()):
            yield holder, ground, "0.80"


def _under_which(reading: Reading, bases: Sequence[Referent]) -> Held:
    """ "… adopted resolution 79/10, under which its secretariat runs the Mesh": the programme, else the body."""
    for base in bases:
        if made := _made_by(reading, base) or _renewed(reading, base):
            yield made, base, "0.82"
            continue
        found = _UNDER_WHICH.match(reading.text, base.end)
        behind = [a for a in actors(reading) if found and a.begin >= found.end()]
        holder = next((a for a in behind if a.type == "programme"), None) or next(iter(behind), None)
        if found and holder and asserted(reading, found.start()):
            yield holder, base, "0.75"


def _made_by(reading: Reading, base: Referent) -> Referent | None:
    """ "Resolution …, by which the Programme was founded"."""
    found = _BY_WHICH.match(reading.text, base.end)
    meant = next((a for a in actors(reading) if found and a.begin <= found.end() < a.end), None)
    return meant if meant and _WAS_MADE.match(reading.text, meant.end) else None


def _renewed(reading: Reading, base: Referent) -> Referent | None:
    """ "Resolution … extended the mandate of the Panel", "…, by which the Council decided to extend …"."""
    for actor in (a for a in actors(reading) if a.begin >= base.end):
        found = _WHICH_EXTENDS.fullmatch(reading.text, base.end, actor.begin)
        if found and (found["which"] or is_subject(reading, base)) and asserted(reading, actor.begin):
            return actor
    return None


def _asked(reading: Reading, bases: Sequence[Referent]) -> Held:
    """ "In its resolution …, the Assembly requested the Office to …": the one who was asked holds the mandate."""
    for actor in actors(reading):
        asked = _ASKS.search(ahead(reading.text, actor.begin))
        behind = _TO_ACT.match(reading.text, actor.end)
        if asked and behind and asserted(reading, asked.start()) and not _by_another(reading, asked.start()):
            near = [r for r in bases if r.type == "resolution" and r.end <= actor.begin]
            if near:
                yield actor, near[-1], "0.88"
                if made := _charged_with(reading, actor):
                    yield made, near[-1], "0.70"


def _by_another(reading: Reading, verb: int) -> bool:
    """Whether a body that is no organ asks, in a clause of its own: "recalls that WFP asked UNICEF"."""
    before = [a for a in actors(reading) if a.type == "organization" and a.end <= verb]
    if not before or _ORGAN.search(reading.text, before[-1].begin, before[-1].end):
        return False
    return bool(_ANOTHER.search(ahead(reading.text, before[-1].begin)))


def _charged_with(reading: Reading, actor: Referent) -> Referent | None:
    """In "gave the Office the task of managing the Facility" the programme."""
    behind = (a for a in actors(reading) if a.type == "programme" and a.begin >= actor.end)
    found = next(behind, None)
    return found if found and _TO_RUN.fullmatch(reading.text, actor.end, found.begin) else None
