"""Ways to say on what ground somebody acts that are no cue between the two: origins, the ground as subject, "it".

Each gives the holder, the ground and how sure that is.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kg.grammar import ahead
from kg.mappers._asserting import asserted, proposed
from kg.mappers._subjects import actors, implied_author, is_subject, main_subject
from kg.types import Reading, Referent

OF_ORGAN = (
    r" (?:of|adopted by) the [A-Z][\w-]*(?: (?:(?:of|on|for|and)(?: the)? )?[A-Z][\w-]*){0,5}"
    r"(?: \([^()]{1,40}\))?"
)
"""Behind a ground, whose it is: " of the Conference of the Parties"."""
_OWN = (
    r"(?:terms\ of\ reference|tasks?|(?:part|role|work)(?!\ in\b)|functions?|mandates?|duties|remit|brief|powers|status"
    r"|competence|authority|responsibilit(?:y|ies)|establishment|existence)"
)
_NAMES = r"(?: the| its| that| this)?(?: [A-Z][\w’'.-]*| of| on| and| for| the| paragraphs? \d+| articles?| in)*? ?"
_CORE = rf"""(?:\ (?:also|has|have|had|was|were|is|are|been|first|itself|all))*\ (?:
      grew\ out\ of | gr[eo]wn\ out\ of | stands?\ under | stood\ under | stem(?:s|med)?\ from
    | goes\ back\ to | went\ back\ to
    | owe[sd]?\ (?:its|their)\ (?:existence|mandate|origins?|creation|birth|life)\ to | originat(?:es?|ed)\ (?:in|from)
    | born\ (?:out\ )?of | (?:arises?|arose|results?|resulted|follow(?:s|ed))\ from
    | answer(?:s|ed)?
    | rest(?:s|ed)?\ (?:up)?on | com(?:es?|ing)\ from | came\ from | (?:based|grounded|anchored|rooted)\ (?:in|on|upon)
    | flow(?:s|ed)?\ from | spr(?:ings?|ang)\ from | derive[sd]?\ from | arose\ from
    | (?:has|have|had|finds?|found)\ (?:its|their)\ (?:legal\ )?(?:basis|origins?|roots?|mandate|footing)\ in
    | (?:set\ out|laid\ down|defined|fixed|contained|given|spelled\ out|enshrined)\ (?:in|by)
    | th(?:at|ose)\ (?:of|in|given\ by|set\ out\ in)
    )(?={_NAMES.replace(" ", chr(92) + " ")}\Z)"""
_SPRINGS = re.compile(
    rf"(?:\ \([A-Z]\w+\))?(?:['’]s?|,?\ whose)?"
    rf"(?:\ {_OWN}(?:\ (?:for|as|on|in|towards?|concerning|regarding)\ [^,;.()]{{1,90}}?)?)?"
    rf"(?:,?\ (?:which|that))?{_CORE}",
    re.VERBOSE,
)
_AND_SPRINGS = re.compile(rf",?\ (?:and|but){_CORE}", re.VERBOSE)
_THEN_SPRINGS = re.compile(rf"\ and(?:,\ [^,;.]{{1,40}},)?{_CORE}", re.VERBOSE)
_STATED = re.compile(
    r"(?:th(?:at|ose) (?:of|in)|set out|laid down|defined|fixed|contained|given|spelled out|enshrined) (?:in|by)"
)
_ITS = re.compile(
    rf"\b[Ii]ts\ {_OWN}(?:\ (?:for|as|on|in|towards?|concerning|regarding)\ [^,;.()]{{1,60}}?)?{_CORE}",
    re.VERBOSE,
)
_OF = re.compile(rf"\b{_OWN} (?:of|for) (?:the )?\Z")
_GIVES = re.compile(
    r"(?: \([^()]*\))?(?:,[^,;]{1,60},|,| of which)?(?: (?:that|which|also|then|further|moreover))*"
    r" (?:(?P<asks>mandat|requir|oblig|charg|task|empower|entrust|authoriz|authoris)(?:e?s|e?d)"
    r"|underlies|underl[ai]y|underpins|underpinned|establish(?:es|ed)|creat(?:es|ed)|sets? up|founded"
    r"|(?:gave|gives|has given) (?:rise|birth) to|called for) (?:the |its )?"
)
_BY_ITS = re.compile(r"\b(?:by|in|through) (?:its )?\Z")
_TO_DO = re.compile(r"(?: \([A-Z][\w-]*\))?,? (?:to [a-z]|with (?:an? |the |its )?[a-z])")
_OF_WHOLE = re.compile(r",? (?:of|to) (?:the )?")
_IS_BASIS = re.compile(
    r"(?: \([^()]*\))? (?:is|are|was|were|forms?|provides?|remains?|serves as|gives?) (?P<whose>its|their|our|the)"
    r" (?:legal |formal )?(?:basis|foundation|footing|mandate|authority|compass)\b"
    r"(?! (?:of|for|on|to|in|under|most|often|[a-z]+ed)\b)"
)
_IT = re.compile(
    r"\b(?:pursuant to|under|on the basis of|in response to|by virtue of|in accordance with|in line with) (?:it|them)\b"
)
_WAS_MADE = re.compile(
    r"(?: \([A-Z]\w+\))?(?: (?:is|are|was|were|has|have|had|been|also))*(?: [a-z]+(?:ed|en|un|pt|lt|ld|up|out))? "
)
_WHICH = re.compile(
    rf"(?: \([^()]{{1,60}}\))?(?:{OF_ORGAN})?"
    r", (?:(?P<under>under|pursuant to|in accordance with|on the basis of|by virtue of)|from|(?:up)?on|of) which"
    r"(?: the)? (?:(?:mandate|work|authority) of (?:the )?)?"
)
_ITS_GROUND = re.compile(
    r"(?: \([A-Z][\w-]*\))? (?:still |also |now )*(?:(?:derives?|derived|draws?|drew|takes?|took) (?:its|their) "
    r"|rests?\b|relies\b|(?:is|acts as) (?:the )?(?:guardian|custodian|depositary|secretariat)\b)"
)
"""What is told behind whom "from which", "on which" and "of which" name."""
_SETS_UP = re.compile(
    r" (?:which |that |then |also |first )*(?:set (?:it|them) up|(?:established|created|founded|mandates|mandated) "
    r"(?:it|them))\b"
)
_WHOSE = re.compile(
    r"(?: \([A-Z]\w+\))? (?:answers?|answered|reports?|reported|accounts?"
    r"|(?:is|are|was|remains) (?:an? [a-z -]{1,40}|answerable|accountable|responsible|subordinate))"
    r" (?:to|of|under) (?:the )?[A-Z][^,;.]{0,80}, whose (?:(?:[A-Z][\w-]* )+)?"
)
"""What stands between a body and the resolution of the organ that it belongs to."""
_DONE_UNDER = re.compile(
    r"\b(?:operated|implemented|executed|administered|delivered|conducted|performed|managed|run|led|carried out"
    r"|undertaken|undertakes|undertook|provided|made|does|did)"
    r"(?P<by> by [^,;.()]{1,90}?)?(?: (?:this|so|it|these|that))?"
    rf" under{_NAMES}\Z"
)
_UNDER = re.compile(
    r"(?:[A-Z][a-z]+ly, (?=[a-z])|Here, (?=[a-z]))?(?i:under|acting on|drawing on|in line with|in keeping with"
    r"|in response to|following|on the basis of|based on|since (?:19|20)\d\d, when(?= [^,;]*\b(?:adopted|passed)\b)) "
    r"(?:the |its |their )?(?:(?:terms|provisions|mandate) of (?:the )?)?"
    r"(?:(?:[Rr]ecommendation|[Pp]aragraph|[Pp]art|[Aa]nnex) [\w()]+ (?:of|to) (?:the )?)?"
    r"(?:(?:[A-Z][\w’'-]*(?:['’]s)?|of|on|and|the) ){0,8}(?:(?:adopted|passed) (?:its )?)?"
)
_BY = re.compile(r" (?:jointly )?by (?:the )?")
_WAS_DONE = re.compile(
    r"(?: \([A-Z]\w+\))?(?:,? (?:which|that))?,?(?: (?:is|are|was|were|has|have|been|being|also|jointly|first))* "
)
_AND = re.compile(r"(?: \([A-Z]\w+\))?,? and (?:the )?")
_OF_OTHERS = re.compile(r"\b(?:whose|which|who|that)\b[^,;]*\Z")
"""A relative clause that no comma has closed: its verbs are not the subject's."""
Held = Iterator[tuple[Referent, Referent, str]]


def held_otherwise(reading: Reading, bases: Sequence[Referent]) -> Held:
    """Each holder with its ground, by all the ways of this module."""
    for way in (_sprung, _its, _given, _basis, _by_it, _fronted, _by_which, _set_up, _done_under):
        yield from way(reading, bases)


def _sprung(reading: Reading, bases: Sequence[Referent]) -> Held:
    """ "X grew out of resolution …", "the tasks of X are set out in …"."""
    for actor in actors(reading):
        base = next((b for b in bases if b.begin >= actor.end), None)
        found = base and _SPRINGS.match(reading.text[actor.end : base.begin])
        of = _OF.search(reading.text, 0, actor.begin)
        stated = found and _STATED.search(found[0]) and not of and not re.search(_OWN, found[0])
        if (
            base
            and found
            and not stated
            and (of or is_subject(reading, actor))
            and asserted(reading, actor.end)
        ):
            yield actor, base, "0.80"
    for base in bases:
        then = _THEN_SPRINGS.search(ahead(reading.text, base.begin))
        place = base.begin - len(then[0]) if then else 0
        subject = next(
            (a for a in actors(reading) if then and a.end <= place and is_subject(reading, a)), None
        )
        if not subject or subject.end >= place or _OF_OTHERS.search(reading.text, subject.end, place):
            continue
        if asserted(reading, place):
            yield subject, base, "0.75"
    for one, other in pairwise(bases):
        if _AND_SPRINGS.search(reading.text[one.end : other.begin]) and asserted(reading, one.end):
            leading = (a for a in actors(reading) if a.end <= one.begin and is_subject(reading, a))
            yield from ((a, other, "0.78") for a in list(leading)[:1])


def _its(reading: Reading, bases: Sequence[Referent]) -> Held:
    """ "…; its status as a joint agency rests on resolution …": of whom the sentence tells."""
    for base in bases:
        found = _ITS.search(ahead(reading.text, base.begin))
        if not found or not asserted(reading, base.begin - len(found[0])):
            continue
        begin = base.begin - len(found[0])
        within = [
            a for a in actors(reading) if begin <= a.begin < base.begin and a.support.basis != "mention"
        ]
        before = [a for a in actors(reading) if a.end <= begin and is_subject(reading, a)]
        holder = next(iter([*within, *before]), None) or reading.carried
        if holder:
            yield holder, base, "0.75"


def _given(reading: Reading, bases: Sequence[Referent]) -> Held:
    """ "Resolution … underlies X", "article 5 requires X to …"."""
    for base in bases:
        for actor in (a for a in actors(reading) if a.begin >= base.end):
            found = _GIVES.fullmatch(reading.text, _whole_end(reading, base), actor.begin)
            sure = found and (not found["asks"] or _TO_DO.match(reading.text, actor.end))
            free = is_subject(reading, base) or _BY_ITS.search(ahead(reading.text, base.begin))
            if found and sure and free and asserted(reading, found.start()):
                yield actor, base, "0.80"


def _whole_end(reading: Reading, base: Referent) -> int:
    """The end of an article with the treaty behind it: "Article 5, paragraph 1, of the Convention"."""
    behind = (r for r in reading.referents if r.type == "instrument" and r.begin >= base.end)
    whole = next(behind, None) if base.type == "provision" else None
    return whole.end if whole and _OF_WHOLE.fullmatch(reading.text, base.end, whole.begin) else base.end


def _basis(reading: Reading, bases: Sequence[Referent]) -> Held:
    """ "Resolution … is its basis": of what the heading, else the text speaks of."""
    for base in bases:
        found = _IS_BASIS.match(reading.text, base.end)
        if found and asserted(reading, found.start()):
            spoken = [reading.topic, reading.carried, reading.earlier]
            programmes = [r for r in spoken if r and r.type == "programme"]
            holder = next(iter(programmes), None) or reading.carried or implied_author(reading)
            if holder:
                yield holder, base, "0.75"


def _by_it(reading: Reading, bases: Sequence[Referent]) -> Held:
    """ "… resolution …, and X was launched pursuant to it"."""
    for cue in _IT.finditer(reading.text):
        before = [b for b in bases if b.end <= cue.start()]
        acting = [a for a in actors(reading) if before and before[-1].end <= a.begin and a.end <= cue.start()]
        made = acting and _WAS_MADE.fullmatch(reading.text, acting[-1].end, cue.start())
        if made and asserted(reading, cue.start()):
            yield acting[-1], before[-1], "0.75"


def _fronted(reading: Reading, bases: Sequence[Referent]) -> Held:
    """ "Under resolution …, X trained judges": who acts behind the comma."""
    if bases and _UNDER.fullmatch(reading.text, 0, bases[0].begin):
        doer = main_subject(reading, bases[0].end)
        told = doer and asserted(reading, min(doer.end + 1, len(reading.text)))
        if doer and told and not proposed(reading, doer.end):
            yield doer, bases[0], "0.75"


def _by_which(reading: Reading, bases: Sequence[Referent]) -> Held:
    """ "Resolution …, under which X and Y serve …": those who act there."""
    for base in bases:
        which = _WHICH.match(reading.text, base.end)
        # "The Fund", spoken of again, begins with its article.
        begin = which and which.end() - 4 * which[0].endswith(" the ")
        behind = [a for a in actors(reading) if begin and a.begin >= begin]
        if not which or not behind or behind[0].begin not in (begin, which.end()):
            continue
        if not asserted(reading, which.start()):
            continue
        if not which["under"] and not _ITS_GROUND.match(reading.text, behind[0].end):
            continue
        yield behind[0], base, "0.78"
        listed = (one for one, other in pairwise(bases) if other == base)
        yield from (
            (behind[0], one, "0.78") for one in listed if _AND.fullmatch(reading.text, one.end, base.begin)
        )
        for one, other in pairwise(behind):
            if not _AND.fullmatch(reading.text, one.end, other.begin):
                break
            yield other, base, "0.78"


def _set_up(reading: Reading, bases: Sequence[Referent]) -> Held:
    """ "X answers to the Council, whose resolution … set it up"."""
    for base in (b for b in bases if _SETS_UP.match(reading.text, b.end)):
        made = next(
            (a for a in actors(reading) if _WHOSE.fullmatch(reading.text, a.end, max(a.end, base.begin))),
            None,
        )
        if made and is_subject(reading, made) and asserted(reading, base.end):
            yield made, base, "0.78"


def _done_under(reading: Reading, bases: Sequence[Referent]) -> Held:
    """ "X, operated by Y under the Agreement", "X does this under resolution …", "aid given by Y under …".

    A programme that is done so; else the body that does it, named right before the verb or behind "by".
    """
    for base in bases:
        window = ahead(reading.text, base.begin)
        done = _DONE_UNDER.search(window)
        start = base.begin - len(window)
        if not done or not asserted(reading, start + done.start()):
            continue
        before = next((a for a in reversed(actors(reading)) if a.end <= start + done.start()), None)
        beside = before and _WAS_DONE.fullmatch(reading.text, before.end, start + done.start())
        agents = [a for a in actors(reading) if done["by"] and start + done.start("by") < a.begin]
        if before and beside and (before.type == "programme" or not done["by"]):
            yield before, base, "0.75"
        elif agents and _BY.fullmatch(reading.text, start + done.start("by"), agents[0].begin):
            yield agents[0], base, "0.75"
