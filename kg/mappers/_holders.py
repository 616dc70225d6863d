"""Who holds a mandate that a cue tells of: who was asked, who acts behind a fronted cue, who is named before it."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from kg.grammar import ahead
from kg.mappers._asserting import asserted
from kg.mappers._subjects import actors, implied_author, is_subject
from kg.types import Entity, Reading, Referent, Support
from kg.verbs import MADE, PAST, RUN_PAST, RUN_STEM

_GUARDIAN = re.compile(r"\b(?:guardian|custodian|secretariat|depositary)\b")
_NAME_ONLY = re.compile(r"(?: the| that| this)?(?: [A-Z][\w’'-]*| of| on| and| for| against| to| in)* ?")
_PARTICIPLE = re.compile(
    r"(?i:established|created|endorsed|launched|founded|set up|called for|provided for|foreseen|envisaged|prescribed"
    r"|renewed|extended)\b"
)
_FORESEEN = re.compile(r"(?:called for|provided for|foreseen|envisaged|prescribed|renewed|extended)\b")
_REDUCED = re.compile(
    r"(?<!\bis )(?<!\bare )(?<!\bwas )(?<!\bwere )(?<!\bbeen )(?<!\band )\b[a-z]+ed (?!and)\Z"
)
_ADJACENT = re.compile(
    r"\)?(?: \([A-Z][\w-]*\))?,?(?: (?:which|that)(?: (?:it|they) (?:has|have|had))?)?"
    r"(?: (?:is|was|are|were|has|have|been|first|also|originally|initially|itself))*"
    r"(?:,? whose (?:mandate|term|functions|work) (?:is|was|are|were|has been|have been))?"
    r"(?: [A-Z][^,;.]{0,80},)? ?"
)
_AGENT = re.compile(r"\b[a-z]+(?:ed|en|pt|un|de|lt|ld|ne) by (?:the )?\Z")
DOES = re.compile(
    r"(?: \([A-Z]\w+\))?(?: (?:also|then|has|have|had|further|jointly|now|currently))*"
    rf" (?:{MADE}|{RUN_STEM}(?:es|s|ed|d|e)?|{RUN_PAST}|ran|runs?|leads?|keeps?|undertook)"
    r" (?:the |its |an? )?[\"“]?"
)
"""What stands between a body and the programme that it runs or brought into being."""
DONE_BY = re.compile(
    rf"(?: \([A-Z]\w+\))?,?(?: (?:which|that))?(?: (?:is|are|was|were|has been|have been|now|jointly))*"
    rf" (?:{MADE}|{RUN_STEM}(?:ed|d)|{RUN_PAST}) by (?:the )?"
)
"""What stands between a programme and the body that runs or made it."""
_ADVERB = re.compile(
    r"(?:pursuant to|in (?:fulfil?ment|pursuance|execution|discharge|response|answer|reply|keeping|accordance|line)\b"
    r"|at the (?:request|invitation)|further to|by virtue of)"
)
"""Cues that say how somebody acts, not what something rests on."""
_DISCHARGES = re.compile(
    r"\b(?:discharg|perform|exercis|fulfil|execut)[a-z]* (?:the )?(?:[a-z]+ )?"
    r"(?:functions?|tasks?|duties|responsibilit(?:y|ies)|mandates?|role) \Z"
)
"""Before a cue that tells to whom what is done was given."""
_BESIDE = re.compile(r"(?: \([A-Z][\w-]*\))? ")
_WHICH_ACTS = re.compile(
    r"(?: \([A-Z][\w-]*\))?, (?:which|who) (?!is\b|was\b|are\b|were\b)[a-z]+s?\b[^,;.]{0,100} "
)
_OPPOSES = re.compile(
    r"(?: \([A-Z][\w-]*\))?, (?:which|who)"
    r" (?:oppos|criti|reject|contest|condemn|deplor|regret|question|doubt)[a-z]+\b"
)
"""Behind a body that speaks against what others do."""
_PAPER = r"the (?:[a-z-]+ ){0,4}?(?:report|note|study|paper|update|review) (?:of|by|prepared by) (?:the )?"
_SENT_ON = re.compile(
    rf"\btransmit(?:s|ted)?(?: herewith)?(?:, [^,;]{{1,60}},)? (?:{_PAPER}[A-Z][^,;.]{{0,80}} and )?{_PAPER}"
    r"(?:(?:[A-Z][\w-]*|of|the) ){0,8}\Z"
)
"""Before a body whose paper somebody else hands on."""
_WHICH = re.compile(r"(?: \([A-Z]\w+\))?,? (?:which|that) (?:the )?")
_MAKES = re.compile(
    rf"(?: \([A-Z]\w+\))?(?: (?:has|had|have|first|jointly|also|now)){{0,2}}"
    rf"(?: (?:{MADE}|{RUN_STEM}(?:es|s|ed|d|e)?|{RUN_PAST}|ran|runs|leads|keeps|undertook))?(?: in \d{{4}})? "
)
"""What stands between a body and the cue that tells on what ground it made or runs something."""
_SUBMITTED = re.compile(
    r"[^;]{0,200}?,? (?:which (?:was|is) )?(?:submitted|prepared|issued|drawn up|requested|called for) \Z"
)
_ACTS_ITSELF = re.compile(rf"(?: \([A-Z][\w-]*\))? (?:{PAST}|has|have|had|is|are|was|were|will|does|did)\b")
"""A verb right behind a body: it is the subject of a clause of its own."""
_GOVERNING = (
    "to the ",
    "of the ",
    "by the ",
    "of ",
    "by ",
    "from the ",
    "with the ",
    "and the ",
    " in ",
    " in the ",
)
_REPORT = re.compile(
    r"(?:The|This) (?:present )?(?:report|note|document|summary|submission|input|paper|study|letter|contribution)\b"
)
_REPORTS_UNDER = re.compile(
    r"[^;]{0,60}?, (?:the present|this) (?:report|note|document|summary|submission|paper|study|letter)\b"
    r"|[^;]{0,60}?, I (?:was|am|have been) (?:asked|requested|invited)\b"
)
_WHO = re.compile(r"(?: \([A-Z]\w+\))?,? (?:which|that|who)(?: (?:also|still|itself|is|was|has been))* ")
_AND_WAS = re.compile(r" and (?:was|is|were|are|has been|have been) (?:first |originally )?\Z")
_REQUESTEE = re.compile(r"\A[^;]{0,30}?(?:,|\)|\b) ?(?:\(?[A-Z]\w+\)? ?)?to (?:the )?\Z")
_IS_REQUESTED = re.compile(
    r"\A ?(?:\([^)]*\) ?)?(?:is|was|were|are|has been|had been) (?:also |further )?"
    r"(?:requested|mandated|authorized|invited|tasked)\b"
)
_LENT = re.compile(
    r"(?: \([A-Z]\w+\))?(?: [A-Z][a-z]| (?:[a-z]+ )?"
    r"(?:commissions|entities|agencies|system|bodies|organs|country teams)"
    r"|(?:['’]s)? (?:report|update|staff|representatives|management)\b)"
)


def fits(reading: Reading, cue: re.Match[str], ground: Referent, holder: Referent) -> bool:
    """Whether the cue is said of the holder: not of some other noun ("principles endorsed by", "a point set up under").

    A guardian is one of what its very next words name.
    """
    text = reading.text
    if _GUARDIAN.search(cue[0]):
        return bool(_NAME_ONLY.fullmatch(text, cue.end(), ground.begin))
    if _FORESEEN.match(cue[0]) and not holder.end:
        return False
    said = _PARTICIPLE.match(cue[0]) or _REDUCED.search(ahead(text, cue.start()))
    if not said or not holder.end or holder.begin >= cue.start() or _AND_WAS.search(text[: cue.start()]):
        return True
    before = [a for a in actors(reading) if a.end <= cue.start()]
    if holder in (_made_by(reading, before, cue), _sender(reading, before, cue)):
        return True
    begin = cue.start() if _PARTICIPLE.match(cue[0]) else cue.start() - len(said[0])
    return bool(_ADJACENT.fullmatch(text, holder.end, max(begin, holder.end)))


def stands_near(reading: Reading, cue: re.Match[str], holder: Referent) -> bool:
    """In a resolution, whose paragraphs hold many clauses, whether the cue stands right beside the holder."""
    if reading.unit.kind not in ("operative", "preambular") or not cue[0][:1].islower() or not holder.end:
        return True
    between = reading.text[holder.end : cue.start()]
    return bool(holder.end <= cue.start() and (_ADJACENT.fullmatch(between) or _GUARDIAN.search(cue[0])))


def holder_of(
    reading: Reading, cue: re.Match[str], grounds: Sequence[Referent], entities: Mapping[str, Entity]
) -> Referent | None:
    """Who was asked; else who acts behind a fronted cue; else who is named last before it; else who speaks."""
    free = [a for a in actors(reading) if a.entity not in _issuers(reading, grounds)]
    if within := next((a for a in actors(reading) if cue.start() <= a.begin < cue.end()), None):
        return within
    doers = [a for a in free if not _only_beside(reading, a)]
    behind = [a for a in doers if a.begin >= grounds[-1].end]
    for actor in behind:
        if "request" in cue[0] and _REQUESTEE.search(reading.text[grounds[-1].end : actor.begin]):
            return actor
        if _IS_REQUESTED.match(reading.text[actor.end :]):
            return actor
    if agent := _agent(reading, doers, cue):
        return agent
    if _REPORT.match(reading.text) or _REPORTS_UNDER.match(reading.text, grounds[-1].end):
        return _reporter(reading)
    before = [a for a in doers if a.end <= cue.start() and not _OPPOSES.match(reading.text, a.end)]
    if sender := _sender(reading, before, cue):
        return sender
    own = [a for a in before if not _is_opposed(reading, doers, a)]
    if before and not own and not _fronted(reading.text, cue):
        return None
    before = own
    if made := _made_by(reading, before, cue):
        return made
    if relative := _relative(reading, before, cue):
        return relative
    if before and _WHO.fullmatch(reading.text, before[-1].end, cue.start()):
        return before[-1]
    clause = reading.text.rfind("; ", 0, cue.start())
    if before and clause >= before[-1].end and not _fronted(reading.text, cue):
        return behind[0] if behind else None
    if not before and _PARTICIPLE.match(cue[0]) and not _fronted(reading.text, cue):
        return reading.topic
    if not before and reading.text[: cue.start()].endswith((" that ", " which ")):
        return None
    if not before or _fronted(reading.text, cue):
        acting = [a for a in behind if is_subject(reading, a) or _AGENT.search(ahead(reading.text, a.begin))]
        silent = (reading.topic or implied_author(reading)) if not before else before[-1]
        return acting[0] if acting else silent
    subjects = [a for a in before if is_subject(reading, a)]
    if not subjects and ahead(reading.text, before[-1].begin).endswith(_GOVERNING):
        return reading.topic or implied_author(reading) if not before[1:] else None
    return (subjects or before)[-1]


def doer_of(reading: Reading, holder: Referent, cue: re.Match[str]) -> Referent | None:
    """In "the Office manages the Programme in fulfilment of" the Office too: it acts so with what it runs.

    In "the Division discharges the functions entrusted to the Secretary-General by" the Division too.
    """
    if cue.start() <= holder.begin < cue.end():
        acts = _DISCHARGES.search(ahead(reading.text, cue.start()))
        before = (a for a in actors(reading) if acts and a.end <= cue.start() - len(acts[0]))
        return next((a for a in before if is_subject(reading, a)), None)
    if holder.type != "programme" or not _ADVERB.match(cue[0]):
        return None
    doing = (a for a in actors(reading) if a.end <= holder.begin and a.type == "organization")
    return next((a for a in doing if DOES.fullmatch(reading.text, a.end, holder.begin)), None)


def _sender(reading: Reading, before: Sequence[Referent], cue: re.Match[str]) -> Referent | None:
    """In "the Secretary-General transmits the report of UNODC, submitted in accordance with" UNODC."""
    text = reading.text
    for actor in reversed(before):
        said = cue[0].startswith(("submitted", "prepared", "issued")) or _SUBMITTED.fullmatch(
            text, actor.end, cue.start()
        )
        if said and _SENT_ON.search(ahead(text, actor.begin)):
            return actor
    return None


def _is_opposed(reading: Reading, doers: Sequence[Referent], actor: Referent) -> bool:
    """Whether the body stands in the clause that tells what another one opposes."""
    for critic in (a for a in doers if a.end <= actor.begin):
        found = _OPPOSES.match(reading.text, critic.end)
        if found and "," not in reading.text[found.end() : actor.begin]:
            return True
    return False


def _agent(reading: Reading, acting: Sequence[Referent], cue: re.Match[str]) -> Referent | None:
    """In "prepared by the Secretariat pursuant to" the one that stands right before the cue."""
    last = next((a for a in reversed(acting) if a.end <= cue.start()), None)
    beside = last and _BESIDE.fullmatch(reading.text, last.end, cue.start())
    return last if last and beside and _AGENT.search(ahead(reading.text, last.begin)) else None


def _made_by(reading: Reading, before: Sequence[Referent], cue: re.Match[str]) -> Referent | None:
    """In "the Watch, which the Office set up under" the Watch."""
    for made, maker in pairwise(before):
        which = made.type == "programme" and _WHICH.fullmatch(reading.text, made.end, maker.begin)
        if which and _MAKES.fullmatch(reading.text, maker.end, cue.start()):
            return made
    return None


def _relative(reading: Reading, before: Sequence[Referent], cue: re.Match[str]) -> Referent | None:
    """In "the Office, which services the Committee in keeping with" the Office; in "X, established by" X."""
    for actor in reversed(before):
        found = _WHICH_ACTS.fullmatch(reading.text, actor.end, cue.start())
        nearer = (a for a in before if a.begin >= actor.end and _ACTS_ITSELF.match(reading.text, a.end))
        if found and not any(nearer):
            return actor if asserted(reading, cue.start()) else None
    last = before[-1] if before else None
    beside = last and _PARTICIPLE.match(cue[0]) and _ADJACENT.fullmatch(reading.text, last.end, cue.start())
    return last if beside else None


def _only_beside(reading: Reading, actor: Referent) -> bool:
    """Whether the name stands in brackets behind another one, or lends itself to a longer one ("the WHO Director")."""
    return reading.text[: actor.begin].endswith("(") or bool(_LENT.match(reading.text, actor.end))


def _reporter(reading: Reading) -> Referent | None:
    """In "the present report is submitted pursuant to …" the author, whoever that is."""
    if reading.author is None:
        return None
    return Referent(
        entity=reading.author, type="organization", begin=0, end=0, support=Support(basis="document")
    )


def _fronted(text: str, cue: re.Match[str]) -> bool:
    return not text[: cue.start()].strip() or text[: cue.start()].rstrip().endswith((";", ":"))


def _issuers(reading: Reading, grounds: Sequence[Referent]) -> set[str]:
    """Organs named right beside the ground: they gave the mandate, they do not hold it."""
    near = set()
    for ground in grounds:
        for actor in actors(reading):
            if actor.type == "organization" and actor.end <= ground.begin:
                between = reading.text[actor.end : ground.begin]
                if re.fullmatch(
                    r"(?:['’]s)?(?: \([A-Z]+\))?,? ?(?:in |by |through )?(?:its |their )?\(?", between
                ):
                    near.add(actor.entity)
            elif actor.type == "organization" and re.fullmatch(
                r",? (?:of|adopted by) (?:the )?(?:[A-Z][\w-]* )*", reading.text[ground.end : actor.begin]
            ):
                near.add(actor.entity)
    return near
