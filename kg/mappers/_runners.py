"""Ways to say who runs a programme that need neither "by" beside its name nor a verb between doer and name.

Entrusted to, in the hands of, in charge of; what opens a sentence ("Led by A, the X …"); brackets; "A runs it".
Each gives the bodies with how sure that is and the place of the words that say so.
"""

import re
from collections.abc import Iterator, Sequence

from kg.grammar import ahead
from kg.mappers._claims import run
from kg.mappers._subjects import main_subject
from kg.types import Reading, Referent
from kg.verbs import RUN_PAST, RUN_STEM, RUNNING, RUNS_IT

AND = re.compile(
    r"(?: \([A-Z]\w+\))?(?:,| and|, and)"
    r"(?: by)? (?:the )?"
)
_FOR_WHICH = re.compile(r"(?: \([A-Z]\w+\))?[\"”]?, for which (?:the )?")
_RESPONSIBLE = re.compile(
    r"(?: \([A-Z]\w+\))? (?:is|are|was|were) (?:also |jointly |together |alone )?responsible\b"
)
_WHICH_GAVE = re.compile(
    r"(?: \([A-Z]\w+\))?[\"”]?, which (?:the )?[A-Z][\w’' -]{1,60}? (?:has |had )?(?:entrusted|assigned|delegated|given"
    r"|handed(?: over)?|transferred|left) to (?:the )?"
)
Doers = list[tuple[Referent, str, int]]
_MODAL = r"(?:\s(?:is|are|was|were|has|have|had|been|being|now|currently|still|also|since|today|chiefly|which|that))*"
_ENTRUSTED = re.compile(
    rf"""(?:\ \([A-Z]\w+\))?[\"”]?,?{_MODAL}\ ?(?:
      entrusted\ to | assigned\ to | delegated\ to | left\ to | f(?:alls?|ell)\ to | (?:lies|lay|rests?|sits?)\ with
    | in\ the\ (?:hands|care|charge)\ of | in\ the\ safe\ hands\ of | belongs?\ to | belonged\ to | vested\ in
    | (?:the\ )?(?:task|responsibility|work|brainchild|creation|undertaking|project|initiative|business)\ of
    | (?:a\ matter|the\ responsibility|the\ job|up)\ (?:for|of|to)
    | (?:housed|based|anchored)\ (?:at|in|within|by)
    | (?:[^,;.()]{{0,60}}?\ )?under\ the\ (?:management|responsibility|leadership|direction|stewardship|authority)\ of
    )\ (?:the\ |its\ )?""",
    re.VERBOSE,
)
_LEAD = (
    r"(?:lead|implementing|executing|coordinating|responsible)\ (?:agency|body|organization|entity|partner)"
)
_WITH = re.compile(r"(?: \([A-Z]\w+\))?[\"”]?,? with (?:the )?")
_AS_LEAD = re.compile(
    rf"(?:\ \([A-Z]\w+\))?\ as\ (?:its\ |the\ )?(?:{_LEAD}|lead|host|operator)\b", re.VERBOSE
)
_LABEL = re.compile(
    r"(?:(?:[Ii]mplementing|[Ee]xecuting|[Ll]ead)"
    r" (?:agenc(?:y|ies)|bod(?:y|ies)|organi[sz]ations?|partners?|entit(?:y|ies))"
    r"|(?:[Ii]mplemented|[Rr]un|[Ll]ed|[Mm]anaged|[Ee]xecuted|[Cc]arried out|[Oo]perated|[Hh]osted) by) ?: ?(?:the )?"
    r"|(?:The|Its) (?:lead|implementing|executing|coordinating) (?:agenc(?:y|ies)|bod(?:y|ies)|organi[sz]ations?)"
    r" (?:is|are|was|were) (?:the )?"
)
_IS_LEAD = re.compile(
    rf"(?:\ \([A-Z]\w+\))?\ (?:is|are|was|were|acts?\ as|serves?\ as)\ (?:its|the)"
    rf"\ (?:{_LEAD}|host)\b(?!\ (?:of|for)\b)",
    re.VERBOSE,
)
_CHARGE = re.compile(
    rf"""(?:\ \([A-Z]\w+\))?(?:,\ (?:together\ |jointly\ )?with\ [^;.]{{1,120}}?,)?{_MODAL}
    \ (?:(?:serves?|served|acts?|acted)\ as\ (?:an?\ |the\ )?(?:lead|{_LEAD}|host|coordinator)\ (?:of|for)
    |(?:an?\ |the\ )(?:{_LEAD}|host|coordinator|manager|operator|steward)\ (?:of|for)
    |looks?\ after|looked\ after|in\ (?:sole\ )?charge\ of|(?:jointly\ )?responsible\ for
    |(?:has|have|had|takes?|took|holds?|held)\ charge\ of
    |at\ the\ helm\ of|behind)\ (?:the\ |its\ )?(?:(?:{RUNNING}|work)\ of\ (?:the\ )?)?[\"“]?
    |(?:\ (?:and|,)(?:\ the)?\ [A-Z][\w’'\ -]{{1,70}}?)?\ (?:jointly\ |together\ )?
    (?:shares?|shared|ensures?|ensured|assumes?|assumed|handles?|handled|takes?\ (?:on|over)|took\ (?:on|over)|provides?
    |provided|secures?)\ the\ (?:joint\ |day-to-day\ |overall\ )?{RUNNING}\ of\ (?:the\ )?[\"“]?""",
    re.VERBOSE,
)
_FRONTED = re.compile(
    rf"(?:[^,;.]*?\b(?:and|but) )?(?i:{RUN_STEM}(?:ed|d)|{RUN_PAST})"
    r"(?: jointly| together| in \d{4}| since \d{4})? by (?:the )?"
)
_DONE_BY_NOBODY = re.compile(rf"(?:(?i:{RUN_STEM})(?:ed|d)|(?i:{RUN_PAST}))(?: jointly| together)? (?!by\b)")
_AGENT = re.compile(r"\bby (?:the |an? )?(?!\d|means\b|way\b|mail\b)[A-Za-z]")
_BRACKETED = re.compile(
    rf"[\"”]? \((?:[^()]*[;,] )?(?:{RUN_STEM}(?:ed|d)|{RUN_PAST})(?: jointly)? by (?:the )?"
)
_DOES_IT = re.compile(
    r"(?: \([A-Z]\w+\))?(?: (?:now|currently|still|alone|also|jointly|has|have))* "
    rf"(?P<does>{RUNS_IT})(?! (?:is|was))"
)
_TOGETHER = re.compile(
    r"(?: \([A-Z]\w+\))?,? (?:which|who|that)(?: (?:together|jointly))?(?: with (?:the )?[A-Z][\w’' -]{1,60})?"
    rf" (?:{RUN_STEM}(?:es|s|ed|d|e)?|runs?|ran|leads?|led|keeps?|kept) (?:the |its )?[\"“]?"
)


def responsible(reading: Reading, programme: Referent, bodies: Sequence[Referent]) -> Doers:
    """ "X, for which A and B are jointly responsible", "X, which the Government entrusted to A"."""
    for index, body in enumerate(bodies):
        if body.begin >= programme.end and _FOR_WHICH.fullmatch(reading.text, programme.end, body.begin):
            listed = list(run(reading.text, bodies, index, AND))
            if _RESPONSIBLE.match(reading.text, listed[-1].end):
                return [(one, "0.82", programme.end) for one in listed]
        if body.begin >= programme.end and _WHICH_GAVE.fullmatch(reading.text, programme.end, body.begin):
            return [(one, "0.80", programme.end) for one in run(reading.text, bodies, index, AND)]
    return []


def entrusted(reading: Reading, programme: Referent, bodies: Sequence[Referent]) -> Doers:
    """ "X is entrusted to A", "X is in the hands of A", "X belongs to A and B alike", "X, with A as lead agency"."""
    for index, body in enumerate(bodies):
        if body.begin < programme.end:
            continue
        beside = _WITH.fullmatch(reading.text, programme.end, body.begin)
        if beside and _AS_LEAD.match(reading.text, body.end):
            return [(body, "0.82", programme.end)]
        owns = reading.text[body.end : body.end + 2] in ("'s", "’s")
        if not owns and (found := _ENTRUSTED.fullmatch(reading.text, programme.end, body.begin)):
            return [(b, "0.85", found.end()) for b in run(reading.text, bodies, index, AND)]
    return []


def in_charge(reading: Reading, programme: Referent, bodies: Sequence[Referent]) -> Doers:
    """ "A is in charge of X", "A, which together with B runs X"."""
    for body in bodies:
        if body.end <= programme.begin:
            charge = _CHARGE.fullmatch(reading.text, body.end, programme.begin)
            if charge or _TOGETHER.fullmatch(reading.text, body.end, programme.begin):
                return [(body, "0.82", programme.begin if charge else body.end)]
    return []


def labelled(reading: Reading, bodies: Sequence[Referent]) -> Iterator[Referent]:
    """ "Implementing agencies: A and B", "A is its lead agency"."""
    yield from (body for body in bodies if _IS_LEAD.match(reading.text, body.end))
    if bodies and _LABEL.fullmatch(reading.text, 0, bodies[0].begin):
        yield from run(reading.text, bodies, 0, AND)


def fronted(reading: Reading, programme: Referent, bodies: Sequence[Referent]) -> Doers:
    """ "Led by A and B, the X …"; below a title of X also "Executed by A with …"."""
    first = next((i for i, b in enumerate(bodies) if _FRONTED.fullmatch(reading.text, 0, b.begin)), None)
    if first is None or (programme.end and main_subject(reading, bodies[first].end) != programme):
        return []
    return [(b, "0.85", bodies[first].begin) for b in run(reading.text, bodies, first, AND)]


def made_by_nobody(reading: Reading) -> bool:
    """Whether a sentence opens with what was done ("Launched in 2020 and …") and names nobody who did it."""
    return bool(_DONE_BY_NOBODY.match(reading.text)) and not _AGENT.search(reading.text)


def in_brackets(reading: Reading, programme: Referent, bodies: Sequence[Referent]) -> Doers:
    """ "X (Goal 4; managed by A)"."""
    for index, body in enumerate(bodies):
        if body.begin >= programme.end and _BRACKETED.fullmatch(reading.text, programme.end, body.begin):
            return [(b, "0.85", body.begin) for b in run(reading.text, bodies, index, AND)]
    return []


def runs_it(reading: Reading, bodies: Sequence[Referent]) -> list[tuple[Referent, Referent, int]]:
    """ "…: A runs it": the programme that the sentence named before, else the one in force; whom; the verb's place."""
    found = []
    for index, body in enumerate(bodies):
        said = _DOES_IT.match(reading.text, body.end)
        near = [r for r in reading.referents if r.type == "programme" and r.end <= body.begin]
        spoken = (reading.topic, reading.carried, reading.earlier)
        meant = near[-1:] or [r for r in spoken if r and r.type == "programme"][:1]
        if said and meant and not ahead(reading.text, body.begin).rstrip().endswith(("by", "of", "with")):
            first = index
            while first and AND.fullmatch(reading.text, bodies[first - 1].end, bodies[first].begin):
                first -= 1
            found += [(meant[0], one, said.start("does")) for one in bodies[first : index + 1]]
    return found
