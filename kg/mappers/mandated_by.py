"""`mandatedBy`: who acts under which resolution or instrument, by the words that say so."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kg.grammar import ahead
from kg.iris import fold
from kg.mappers._asserting import asserted, proposed
from kg.mappers._claims import claim, run
from kg.mappers._grounds import OF_ORGAN, held_otherwise
from kg.mappers._holders import DOES, DONE_BY, doer_of, fits, holder_of, stands_near
from kg.mappers._organs import told_of_organs
from kg.mappers._subjects import actors, implied_author, joined
from kg.types import Claim, Entity, Reading, Referent
from kg.verbs import RUNS_IT

NAME = "mandated_by"
PREDICATES = ("mandatedBy",)
EXAMPLES = (
    (
        "Pursuant to Security Council resolution 2322 (2016), UNODC widened the directory.",
        (("UNODC", "mandatedBy", "S/RES/2322(2016)"),),
    ),
    ("UNODC is the guardian of the Organized Crime Convention.", (("UNODC", "mandatedBy", "XVIII-12"),)),
    (
        "It answers the request made in E/RES/2006/46 to the Secretary-General.",
        (("Secretary-General", "mandatedBy", "E/RES/2006/46"),),
    ),
    (
        "The Security Council, in its resolution 2322 (2016), requested UNODC to widen the directory.",
        (("UNODC", "mandatedBy", "S/RES/2322(2016)"),),
    ),
    ("UNODC supports the implementation of A/RES/78/226.", ()),
    (
        "Pursuant to article 63 of the Convention against Corruption, UNODC serves the Conference.",
        (("UNODC", "mandatedBy", "XVIII-14#art63"),),
    ),
)

_BASES = ("resolution", "instrument", "provision")
_CUE = re.compile(
    r"""\b(?:
      By\ (?=[^;.]{0,140}?\ (?:was|were|has\ been|am)\ (?:also\ )?(?:requested|asked|invited|mandated|tasked)\b)
    | [Pp]ursuant\ to | [Aa]s\ per | [Ff]urther\ to | [Ii]n\ (?:accordance|conformity|compliance)\ with
    | [Ii]n\ follow-up\ to | follow(?:s|ed)?\ up\ on | [Bb]y\ virtue\ of | [Ii]n\ application\ of
    | (?:acts?|acted|acting|works?|worked|operates?)\ on\ the\ basis\ of
    | (?:[Aa]cts?|[Aa]cted|[Aa]cting)\ (?:up)?on(?=\ (?:the\ )?[A-Z])
    | as\ (?:required|directed|instructed)\ (?:by|in|under)
    | [Ii]n\ (?:fulfil?ment|pursuance|execution|discharge)\ of | [Ii]n\ keeping\ with
    | [Aa]s\ (?:mandated|requested|called\ for|decided|established|provided\ for|set\ out|laid\ down|foreseen)
      \ (?:by|in|under)
    | in\ line\ with | on\ the\ basis\ of
    | [Ii]n\ (?:response|answer|reply)\ to(?!\ (?:the\ |a\ )?requests?\b)
    | (?<!\w)[Ii]n(?=\ (?:response|answer|reply)(?:[,.;]|\ and\ ))
    | under\ (?:the\ )?authori[sz]ations?\ (?:of|given|granted|extended|renewed|contained|set\ out)(?:\ (?:by|in))?
    | (?:called\ for|provided\ for|foreseen|envisaged|prescribed|renewed|extended)\ (?:in|by|under)
    | (?:prepared|submitted|issued|transmitted|presented|circulated)\ (?:under|in\ (?:accordance|response))
    | (?:set\ up|established|created|launched|founded|opened)\ to\ (?:give\ effect\ to|implement|carry\ out|fulfil)
    | (?:(?i:mandated|established|created|founded|tasked|endorsed)|requested|asked|entrusted|authorized|guided)
      \ (?:also\ |further\ )?(?:by|in|under|pursuant\ to)
    | (?:[Ss]et\ up|[Ee]stablished|[Cc]reated|[Ll]aunched|[Ff]ounded)(?:\ (?:in|at|on|during|as)\ [^,;.()]{1,40}?)?
      \ (?:by|under|pursuant\ to)
    | (?:set\ up|established|created|launched|founded|opened)\ in\ (?:response|answer|reply)\ to
    | [Bb]ased\ on\ the\ mandates?\ (?:contained|given|set\ out)\ in
    | [Mm]andates?\ (?:as\ )?(?:contained|given|set\ out|laid\ down|defined|established|granted)\ (?:in|by|under)
    | [Uu]nder\ (?:the\ |its\ |their\ )?(?:\w+\ )?mandates?\ (?:of|in|under|from|given\ by)
    | [Aa]t\ the\ (?:request|invitation)\ (?:of|made\ in)
    | (?:called|brought)\ into\ (?:being|existence|life)\ by | set\ in\ motion\ by | [Ii]nstituted\ (?:by|under)
    | (?:entrusted|assigned|given)\ to\ (?:it|them|(?:the\ )?[A-Z][\w-]*(?:\ [A-Z][\w-]*){0,5})\ by
    | (?:draws?|drew|derives?d?|takes?|took|has|have)\ (?:its|their)\ (?:[a-z]+\ )?(?:mandate|authority|legal\ basis)
      \ (?:from|in)
    | (?:(?:[Ll]egal\ |[Ll]egislative\ )?(?:footing|basis|foundation|ground|authority|warrant)|[Mm]andate)
      (?:\ (?:of|for)\ (?:which|(?:the\ )?[A-Z][^,;.()]{1,60}?))?
      \ (?:is|are|was|lies\ in|rests\ on|(?:stems|comes|derives|flows)\ from)
    | (?:[Ww]orks?|[Oo]perates?|[Aa]cts?|[Aa]cting|[Ff]unctions?|[Ss]erves?|d(?:oes|id)\ so)\ (?:under|pursuant\ to)
    | (?:act(?:s|ed|ing)?|carried\ out|undertaken|prepared|work(?:s|ed)?)\ in\ (?:response\ to|line\ with)
    | (?:is|are|was|were|has\ been)\ (?:also\ |jointly\ )?(?:carried\ out|delivered|implemented|executed|run|conducted
      |undertaken|operated)\ (?:under|pursuant\ to)
    | (?:is|are|was|were)\ (?:based|grounded|founded|anchored|rooted)\ (?:on|in|upon)
    | rests?\ (?:its\ \w+\ )?(?:on|upon)
    | (?:discharg|perform|exercis|fulfil)[a-z]*\ (?:the\ )?(?:functions?|tasks?|duties|roles?|responsibilities)
      \ (?:described|set\ out|laid\ down|defined|specified|listed|foreseen|contained)\ (?:in|by)
    | follows(?=\ the\ [A-Z])
    | (?:is|as|serves\ as|acts\ as|are|was|remains?|As)\ (?:the\ )?(?:[a-z]+\ (?:and\ )?){0,2}?
      (?:guardian|custodian|secretariat|depositary)(?:\ and\ [a-z]+)?\ (?:of|for|to)
    | (?:supervise|oversee|administer|monitor)s(?:\ the\ implementation\ of)?(?=\ the\ )
    | [Ii]n\ response\ to\ (?:the\ |a\ )?requests?(?:\ made|\ contained|\ set\ out)?(?:\ by|\ of|\ in|\ from)?
    | (?:respond(?:s|ed|ing)?|repl(?:y|ies|ied))\ to(?=\ (?:[A-Z]|the\ request))
    | requests?\ (?:made\ |contained\ )?(?:by|in|of|from)
    )(?!\w)""",
    re.VERBOSE,
)
_LABEL = re.compile(
    r"\A(?:[^:.;]{0,40} )?(?:(?:[Ll]egal|[Ll]egislative|[Ss]tatutory) [Bb]asis"
    r"|[Mm]andates?(?: (?:for|of|given|under)[^:.;]{0,40})?|[Ll]egal [Mm]andate|[Ll]egal [Ff]ooting|Authority) ?: ?"
)
_TITLE = re.compile(r"\A(?:(?:Legal|Legislative) (?:[Bb]asis|[Mm]andates?)|Mandates?) (?=[A-Z])")
_ORGANS_ONLY = re.compile(r"(?:(?:[A-Z][\w’'-]*|of|the|on|and|for) )*")
_DENIED = re.compile(r"[^.;,]{0,40}\b(?:is|was|are|were|has|have|does|did) not\b")
_LOOSE = re.compile(
    r"(?:in line with|on the basis of|[Ii]n (?:response|answer|reply) to|in keeping with"
    r"|[Aa]s (?:established|provided for|set out|laid down|foreseen) \w+)\Z"
)
"""What is said of policies too: only a resolution or an article is a ground by it."""
_GUARDS = ("supervise", "oversee", "administer", "monitor")
_SECRETARIAT = re.compile(r"\A(?:the )?secretariat (?:of|to|for) (?:the )?", re.IGNORECASE)
_GAP = re.compile(
    rf"(?:{OF_ORGAN})?"
    r"(?:,? \(?para(?:graph|\.)s? \d+(?: \([a-z]\))?\)?)?"
    r"(?: ?thereto| ?\([^)]{0,40}\)|,? (?:and|or|as well as|together with)(?:, [^,;.]{1,40},)?"
    r"(?: (?:(?:was|were|has been|have been) )?(?:last |later |then )?"
    r"(?:renewed|extended|confirmed|revised|amended|strengthened|prolonged)(?= by| in| under))?"
    r"(?: (?:on|in|under|to|from|by|with|pursuant to|at the request of))?(?: the)?|,|;)?"
    r"(?: (?:[Ss]ections?|[Pp]arts?|[Cc]hapters?|[Aa]nnex(?:es)?|[Pp]aragraphs?) [\w(), ]{1,12} (?:of|to))?"
    r" ?(?:of |in |on |the |its )*(?:[A-Z][\w-]*(?: (?:of|on|for|and|the))* ?){0,8}\(? ?"
)
_NUMBERS = r"(?P<numbers>\d{1,3}(?: ?\([a-z]\))?(?:(?:,? and |, | or )\d{1,3}(?: ?\([a-z]\))?)*)"
_PARAGRAPH_OF = re.compile(rf"\b[Pp]ara(?:graph|\.)s? {_NUMBERS} of (?:the |its |their )?\Z")
_PARAGRAPH = re.compile(rf",? \(?(?:in )?(?:operative )?para(?:graph|\.)s? {_NUMBERS}(?!\d|\.\d|/|[-–]\d)")
_REACH = 140
_ENDS_ORGAN = re.compile(r"\b(?:Conference|Meeting|Assembly) of (?:the )?(?:States )?Parties to (?:the )?\Z")
"""The instrument only says whose organ it is."""
_OF_ARTICLE = re.compile(r"\barticles? [\w(), ]{1,30} of (?:the )?\Z")
"""The ground is the article then, whether or not it is known."""
_RIGHT_UNDER = re.compile(
    r"(?: \([A-Z]\w+\))?(?: of [A-Z][\w-]+(?: [A-Z]\w+)*)?(?: in \d{4})?"
    r"(?:, an? [^,;.]{1,60})?,? (?:established |created |set up )?"
    r"under (?:the )?"
    r"|[\"”]? \((?:(?:[A-Z][\w’'-]*|of|the|and|for) )*(?:paragraphs? \d+ of )?(?:(?:[A-Z][\w’'-]*|of|the) )*"
)
_SET_UP_BY = re.compile(r"\b(?:established|created|set up) (?:by|under|pursuant to) ")
"""Within the name of a body that goes by its ground."""
_RUNS_IT = re.compile(rf"(?: \([^()]*\))? (?:also |jointly )?{RUNS_IT}(?! (?:that|to)\b)")
_IMPLEMENTATION = re.compile(r"\b[Ii]mplementation of (?:the )?([A-Z].*)\Z")


def map_reading(reading: Reading, entities: Mapping[str, Entity]) -> Iterator[Claim]:
    """One claim for each resolution, instrument or provision that a cue names as the ground of somebody's work."""
    found = [r for r in reading.referents if r.type in _BASES]
    whole = [r for r in found if not any(_inside(r, other) for other in found)]
    bases = [r for r in whole if not _ENDS_ORGAN.search(ahead(reading.text, r.begin))]
    if bases:
        for told, ground, sure in told_of_organs(reading, bases):
            yield from _held(reading, told, ground, sure)
        yield from _under(reading, bases)
        yield from _labelled(reading, bases)
        yield from _named_by(reading, bases)
    if named := [a for a in actors(reading) if a.support.basis == "mention"]:
        yield from _for_implementation(reading, named, entities)
        yield from _served(reading, named, entities)
    if not bases:
        return
    yield from _otherwise(reading, bases, entities)
    seen: set[int] = set()
    for cue in _CUE.finditer(reading.text):
        first = next((i for i, r in enumerate(bases) if r.begin >= cue.end()), None)
        if first is None or bases[first].begin in seen or not _reaches(reading.text, cue, bases[first]):
            continue
        grounds = _grounds(reading, bases, first)
        holder = holder_of(reading, cue, grounds, entities)
        if not holder or not fits(reading, cue, grounds[0], holder) or not stands_near(reading, cue, holder):
            continue
        seen |= {ground.begin for ground in grounds}
        run = _what_is_run(reading, holder, cue)
        behind = holder.begin >= cue.end()
        if not asserted(reading, cue.start()) or (behind and proposed(reading, holder.end)):
            continue
        if _LOOSE.match(cue[0]) and not run:
            grounds = [g for g in grounds if g.type != "instrument"]
        if cue[0].startswith(_GUARDS) and (holder.type != "organization" or grounds[0].type != "instrument"):
            continue
        for ground in (g for g in grounds if not _DENIED.match(reading.text, g.end)):
            if entities[ground.entity].organ != holder.entity:
                yield from _held(reading, run or holder, ground, _confidence(cue))
                if doer := doer_of(reading, holder, cue):
                    yield from _held(reading, doer, ground, "0.75")
                if made := _made(reading, holder, cue.end()):
                    yield from _held(reading, made, ground, "0.70")


def _what_is_run(reading: Reading, holder: Referent, cue: re.Match[str]) -> Referent | None:
    """In "the Office runs it on the basis of" the programme that "it" means: the ground is that of the work."""
    carried = reading.carried
    if (
        carried is None
        or carried.type != "programme"
        or holder.type != "organization"
        or holder.end > cue.start()
    ):
        return None
    return carried if _RUNS_IT.match(reading.text, holder.end, cue.start()) else None


def _otherwise(
    reading: Reading, bases: Sequence[Referent], entities: Mapping[str, Entity]
) -> Iterator[Claim]:
    """What other words than cues say, and the programme that the holder made of it."""
    for holder, base, confidence in held_otherwise(reading, bases):
        for ground in _grounds(reading, bases, bases.index(base)):
            if entities[ground.entity].organ != holder.entity:
                yield from _held(reading, holder, ground, confidence)
                if made := _made(reading, holder, holder.end):
                    yield from _held(reading, made, ground, "0.70")


def _inside(part: Referent, whole: Referent) -> bool:
    """Whether a name lies within another one: "Optional Protocol to the Convention against …"."""
    return (
        whole.begin <= part.begin
        and part.end <= whole.end
        and part.end - part.begin < whole.end - whole.begin
    )


def _grounds(reading: Reading, bases: Sequence[Referent], first: int) -> list[Referent]:
    """The grounds listed from `first` on; an article that is only told beside its instrument is none of them."""
    grounds = list(run(reading.text, bases, first, _GAP))
    told = {g.entity: g for g in reversed(grounds) if g.type == "instrument"}
    kept: list[Referent] = []
    for ground in grounds:
        whole = told.get(ground.entity.partition("#")[0]) if ground.type == "provision" else None
        between = reading.text[whole.end : ground.begin] if whole and whole.end <= ground.begin else ""
        if between == ", " and whole in kept:
            kept.remove(whole)
        if whole is None or whole.begin > ground.begin or "(" in between or between == ", ":
            kept.append(ground)
    return _without_wholes(kept)


def _made(reading: Reading, holder: Referent, place: int) -> Referent | None:
    """In "pursuant to …, the Office launched the Watch" the programme that came of it, there or before the cue."""
    if not holder.end or holder.type != "organization":
        return None
    programmes = [a for a in actors(reading) if a.type == "programme"]
    last = [*joined(reading, [holder])][-1]
    done = next((a for a in programmes if DONE_BY.fullmatch(reading.text, a.end, holder.begin)), None)
    found = next((a for a in programmes if a.begin >= holder.end), None)
    beyond = found is None or found.begin < place < found.end
    does = not beyond and found and DOES.fullmatch(reading.text, max(holder.end, last.end), found.begin)
    return done or (found if does else None)


def _labelled(reading: Reading, bases: Sequence[Referent]) -> Iterator[Claim]:
    """ "Mandate: resolution …": of what the heading speaks of, else the paragraph, else the author."""
    label = _LABEL.match(reading.text) or _title(reading.text, bases)
    if not label or not bases or bases[0].begin - label.end() > _REACH:
        return
    within = next((a for a in actors(reading) if a.type == "programme" and a.end <= label.end()), None)
    holder = within or reading.topic or reading.carried or implied_author(reading)
    if holder and asserted(reading, label.end()):
        for ground in (g for g in _grounds(reading, bases, 0) if not _DENIED.match(reading.text, g.end)):
            yield from _held(reading, holder, ground, "0.80")


def _title(text: str, bases: Sequence[Referent]) -> re.Match[str] | None:
    """ "Mandates General Assembly resolutions …": a title that stands on the line above, without a mark."""
    found = _TITLE.match(text) if bases else None
    return (
        found
        if found and _ORGANS_ONLY.fullmatch(text, found.end(), max(found.end(), bases[0].begin))
        else None
    )


def _served(reading: Reading, named: Sequence[Referent], entities: Mapping[str, Entity]) -> Iterator[Claim]:
    """A body whose name says that it is the secretariat of an instrument (annotation rule)."""
    for body in (a for a in named if a.type == "organization"):
        name = entities[body.entity].name
        if not _SECRETARIAT.match(name) or not asserted(reading, body.begin):
            continue
        served = fold(_SECRETARIAT.sub("", name))
        ground = _called(served, entities)
        if ground:
            yield claim(
                reading,
                body,
                "mandatedBy",
                replace(body, entity=ground.key, type="instrument"),
                mapper=NAME,
                confidence="0.80",
            )


def _named_by(reading: Reading, bases: Sequence[Referent]) -> Iterator[Claim]:
    """ "The Committee established pursuant to resolution …": a body whose own name tells its ground."""
    for body in (a for a in actors(reading) if a.type == "organization" and a.support.basis == "mention"):
        for within in (b for b in bases if body.begin < b.begin and b.end <= body.end):
            if _SET_UP_BY.search(reading.text, body.begin, within.begin):
                yield from _held(reading, body, within, "0.85")


def _called(name: str, entities: Mapping[str, Entity]) -> Entity | None:
    """The first instrument that goes by a folded name."""
    texts = (e for e in entities.values() if e.type == "instrument")
    return next((t for t in texts if name in map(fold, (t.name, *t.aliases))), None)


def _without_wholes(grounds: Sequence[Referent]) -> list[Referent]:
    """The grounds without the instruments that only say of which text an article before them is."""
    first = {g.entity.partition("#")[0]: g.begin for g in reversed(grounds) if g.type == "provision"}
    return [g for g in grounds if g.entity not in first or g.begin < first[g.entity]]


def _held(reading: Reading, holder: Referent, ground: Referent, confidence: str) -> Iterator[Claim]:
    """The claim; where paragraphs of a resolution are told, one claim for each."""
    for told in _paragraphs(reading.text, ground):
        yield claim(
            reading, holder, "mandatedBy", ground, mapper=NAME, confidence=confidence, qualifiers=told
        )


def _paragraphs(text: str, ground: Referent) -> list[tuple[tuple[str, str], ...]]:
    """The qualifiers of each paragraph that stands right before or behind; none of them where none does."""
    if ground.type == "provision":
        return [()]
    found = _PARAGRAPH_OF.search(ahead(text, ground.begin)) or _PARAGRAPH.match(text, ground.end)
    numbers = re.split(r",? and |, | or ", found["numbers"]) if found else []
    return [(("paragraph", number.replace(" ", "")),) for number in numbers] or [()]


def _under(reading: Reading, bases: Sequence[Referent]) -> Iterator[Claim]:
    """ "The directory of authorities under the Convention": a programme that stands right before its ground."""
    for programme in (a for a in actors(reading) if a.type == "programme" and a.support.basis == "mention"):
        first = next((i for i, base in enumerate(bases) if base.begin >= programme.end), None)
        if first is None or not _RIGHT_UNDER.fullmatch(reading.text[programme.end : bases[first].begin]):
            continue
        if asserted(reading, programme.end):
            for ground in _without_wholes(list(run(reading.text, bases, first, _GAP))):
                yield from _held(reading, programme, ground, "0.72")


def _for_implementation(
    reading: Reading, named: Sequence[Referent], entities: Mapping[str, Entity]
) -> Iterator[Claim]:
    """A programme whose name says that it is on the implementation of an instrument (annotation rule)."""
    for programme in (a for a in named if a.type == "programme"):
        called = _IMPLEMENTATION.search(entities[programme.entity].name)
        ground = _called(fold(called[1]), entities) if called else None
        titled = reading.unit.kind == "heading"  # the name says it, wherever it stands
        if ground and (titled or asserted(reading, programme.begin)):
            meant = replace(programme, entity=ground.key, type="instrument")
            yield claim(reading, programme, "mandatedBy", meant, mapper=NAME, confidence="0.80")


def _reaches(text: str, cue: re.Match[str], base: Referent) -> bool:
    between = text[cue.end() : base.begin]
    article = _OF_ARTICLE.search(between) and base.type == "instrument"
    return len(between) <= _REACH and ";" not in between and ". " not in between and not article


def _confidence(cue: re.Match[str]) -> str:
    return (
        "0.80"
        if "guided" in cue[0]
        or cue[0].startswith(("established", "created", "In accordance", "in accordance"))
        else "0.88"
    )
