"""`mandatedBy`: who acts under which resolution or instrument, by the words that say so."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kg.grammar import ahead
from kg.iris import fold
from kg.mappers._clauses import actors, asserted, claim, implied_author, run
from kg.mappers._grounds import held_otherwise
from kg.mappers._holders import fits, holder_of, stands_near
from kg.types import Claim, Entity, Reading, Referent
from kg.verbs import MADE, RUN_PAST, RUN_STEM

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
    | as\ (?:required|directed|instructed)\ (?:by|in|under)
    | [Ii]n\ (?:fulfil?ment|pursuance|execution)\ of
    | [Aa]s\ (?:mandated|requested|called\ for|decided)\ (?:by|in)
    | (?:(?i:mandated|established|created|founded|tasked|endorsed)|requested|asked|entrusted|authorized|guided)
      \ (?:also\ |further\ )?(?:by|in|under|pursuant\ to)
    | [Ss]et\ up\ (?:in\ \d{4}\ )?(?:by|under|pursuant\ to)
    | (?:[Ee]stablished|[Cc]reated|[Ll]aunched|[Ff]ounded)\ in\ \d{4}\ (?:by|under|pursuant\ to)
    | [Bb]ased\ on\ the\ mandates?\ (?:contained|given|set\ out)\ in
    | [Mm]andates?\ (?:contained|given|set\ out|laid\ down)\ in
    | [Uu]nder\ (?:the\ |its\ |their\ )?(?:\w+\ )?mandates?\ (?:of|in|under|from|given\ by)
    | [Aa]t\ the\ (?:request|invitation)\ (?:of|made\ in)
    | (?:called|brought)\ into\ (?:being|existence|life)\ by | set\ in\ motion\ by | [Ii]nstituted\ (?:by|under)
    | (?:entrusted|assigned|given)\ to\ (?:it|them|the\ [A-Z]\w+)\ by
    | (?:draws?|drew|derives?d?|takes?|took|has|have)\ (?:its|their)\ (?:mandate|authority|legal\ basis)\ (?:from|in)
    | (?:(?:[Ll]egal\ |[Ll]egislative\ )?(?:footing|basis|foundation|ground|authority|warrant)|[Mm]andate)
      (?:\ (?:of|for)\ (?:the\ )?[A-Z][^,;.()]{1,60}?)?
      \ (?:is|are|was|lies\ in|rests\ on|(?:stems|comes|derives|flows)\ from)
    | (?:[Ww]orks?|[Oo]perates?|[Aa]cts?|[Aa]cting|[Ff]unctions?|[Ss]erves?|d(?:oes|id)\ so)\ (?:under|pursuant\ to)
    | (?:act(?:s|ed|ing)?|carried\ out|undertaken|prepared|work(?:s|ed)?)\ in\ (?:response\ to|line\ with)
    | (?:is|are|was|were)\ (?:based|grounded|founded|anchored|rooted)\ (?:on|in|upon)
    | rests?\ (?:its\ \w+\ )?(?:on|upon)
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
    r"|[Mm]andates?|[Ll]egal [Mm]andate|[Ll]egal [Ff]ooting|Authority) ?: ?"
)
_UNDER_WHICH = re.compile(r",? (?:under|pursuant to|on the basis of) which (?:the |its )?")
_DENIED = re.compile(r"[^.;,]{0,40}\b(?:is|was|are|were|has|have|does|did) not\b")
_GUARDS = ("supervise", "oversee", "administer", "monitor")
_MAKES = re.compile(
    r"(?: \([A-Z]\w+\))?(?: (?:also|then|has|have|had|further))*"
    rf" (?:(?:jointly|now|currently) )?(?:{MADE}|{RUN_STEM}(?:es|s|ed|d)|{RUN_PAST}|ran|runs|leads|keeps|undertook)"
    r" (?:the |its |an? )?[\"“]?"
)
_EXTENDS = re.compile(
    r"(?: \([A-Z]\w+\))?(?: (?:also|then|has|have|had|further))*"
    r" (?:extended|renewed|prolonged|adopted|approved|endorsed|revised|widened|strengthened|defined|set out|fixed)"
    r" the (?:mandate|terms? of reference|term|functions|work) of (?:the )?"
)
"""What an organ did to the mandate of a programme or body."""
_BY_WHICH = re.compile(r"(?: \([^()]*\))?, (?:by|under|through|in) which (?:the )?")
_WAS_MADE = re.compile(rf"(?: \([A-Z]\w+\))? (?:is|are|was|were|has been|had been) (?:also |first )?{MADE}\b")
_BASIS_OF = re.compile(
    r"(?: \([^()]*\))? (?:is|are|was|were|forms?|provides?|gives?) (?:the |its |their )?(?:legal )?"
    r"(?:basis|foundation|footing|ground|mandate)"
    r" (?:on which|under which|for|of|by which|to) (?:the work of )?(?:the )?"
)
_BY = re.compile(r"\b(?:[Bb]y|[Tt]hrough)(?: means of)?(?: (?:its|the))?(?: [A-Z]\w+){0,3} \Z")
_SECRETARIAT = re.compile(r"\A(?:the )?secretariat (?:of|to|for) (?:the )?", re.IGNORECASE)
_GAP = re.compile(
    r"(?:,? \(?para(?:graph|\.)s? \d+(?: \([a-z]\))?\)?)?"
    r"(?: ?thereto| ?\([^)]{0,40}\)|,? (?:and|or|as well as|together with)(?:, [^,;.]{1,40},)?"
    r"(?: (?:on|in|under|to|from|by|with|pursuant to|at the request of))?(?: the)?|,|;)?"
    r" ?(?:of |in |on |the |its )*(?:[A-Z][\w-]*(?: (?:of|on|for|and|the))* ?){0,8}\(? ?"
)
_TO_ACT = re.compile(r"(?: \([A-Z][\w-]*\))?,? (?:in [^,;]{0,60}, )?(?:to [a-z]|for (?:an? |the )?[a-z])")
_ASKS = re.compile(
    r"\b(?:request|mandat|authoriz|authoris|instruct|task|entrust|ask)(?:s|es|ed)"
    r"(?: by| that| in [^,;]{0,60},)? (?:the )?\Z"
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
    r"(?: \([A-Z]\w+\))?(?: of [A-Z][\w-]+(?: [A-Z]\w+)*)?(?:, an? [^,;.]{1,60})? (?:established |created |set up )?"
    r"under (?:the )?"
)
_IMPLEMENTATION = re.compile(r"\b[Ii]mplementation of (?:the )?([A-Z].*)\Z")


def map_reading(reading: Reading, entities: Mapping[str, Entity]) -> Iterator[Claim]:
    """One claim for each resolution, instrument or provision that a cue names as the ground of somebody's work."""
    found = [r for r in reading.referents if r.type in _BASES]
    whole = [r for r in found if not any(_inside(r, other) for other in found)]
    bases = [r for r in whole if not _ENDS_ORGAN.search(ahead(reading.text, r.begin))]
    if bases:
        yield from _asked(reading, bases)
        yield from _under(reading, bases)
        yield from _under_which(reading, bases)
        yield from _labelled(reading, bases)
    if named := [a for a in actors(reading) if a.support.basis == "mention"]:
        yield from _for_implementation(reading, named, entities)
        yield from _served(reading, named, entities)
    if not bases:
        return
    yield from _opened(reading, bases)
    yield from _basis(reading, bases)
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
        if not asserted(reading, cue.start()):
            continue
        if cue[0].startswith(_GUARDS) and (holder.type != "organization" or grounds[0].type != "instrument"):
            continue
        for ground in (g for g in grounds if not _DENIED.match(reading.text, g.end)):
            if entities[ground.entity].organ != holder.entity:
                yield from _held(reading, holder, ground, _confidence(cue))
                if made := _made(reading, holder, cue.end()):
                    yield from _held(reading, made, ground, "0.70")


def _otherwise(
    reading: Reading, bases: Sequence[Referent], entities: Mapping[str, Entity]
) -> Iterator[Claim]:
    """What other words than cues say, and the programme that the holder made of it."""
    for holder, base, confidence in held_otherwise(reading, bases):
        if entities[base.entity].organ != holder.entity:
            yield from _held(reading, holder, base, confidence)
            if made := _made(reading, holder, holder.end):
                yield from _held(reading, made, base, "0.70")


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
    kept = []
    for ground in grounds:
        whole = told.get(ground.entity.partition("#")[0]) if ground.type == "provision" else None
        bracket = (
            "(" in reading.text[whole.end : ground.begin] if whole and whole.end <= ground.begin else False
        )
        if whole is None or whole.begin > ground.begin or bracket:
            kept.append(ground)
    return _without_wholes(kept)


def _opened(reading: Reading, bases: Sequence[Referent]) -> Iterator[Claim]:
    """ "By decision 2022/5 the Board opened the Window": what an organ's decision brought into being."""
    for base in (b for b in bases if b.type == "resolution"):
        if not _BY.search(ahead(reading.text, base.begin)):
            continue
        for organ in (a for a in actors(reading) if a.type == "organization" and a.begin >= base.end):
            made = (a for a in actors(reading) if a.begin >= organ.end and a.end > organ.end)
            for actor in (a for a in made if _makes(reading.text, organ, a)):
                if asserted(reading, organ.end):
                    yield from _held(reading, actor, base, "0.78")


def _makes(text: str, organ: Referent, actor: Referent) -> bool:
    """Whether the organ brought the programme into being, or gave the body or programme its mandate."""
    if _EXTENDS.fullmatch(text, organ.end, actor.begin):
        return True
    return actor.type == "programme" and bool(_MAKES.fullmatch(text, organ.end, actor.begin))


def _basis(reading: Reading, bases: Sequence[Referent]) -> Iterator[Claim]:
    """ "Article 61 is the legal basis on which the barometer was established"."""
    for base in bases:
        found = _BASIS_OF.match(reading.text, base.end)
        holder = next((a for a in actors(reading) if found and a.begin <= found.end() < a.end), None)
        ground = next(
            (p for p in bases if p.end <= base.begin and p.entity.startswith(f"{base.entity}#")), base
        )
        if found and holder and asserted(reading, found.start()):
            yield from _held(reading, holder, ground, "0.80")


def _made(reading: Reading, holder: Referent, place: int) -> Referent | None:
    """In "pursuant to …, the Office launched the Watch" the programme that came of it."""
    made = (a for a in actors(reading) if a.type == "programme" and a.begin >= max(holder.end, place))
    found = next(made, None) if holder.end else None
    return found if found and _MAKES.fullmatch(reading.text, holder.end, found.begin) else None


def _labelled(reading: Reading, bases: Sequence[Referent]) -> Iterator[Claim]:
    """ "Mandate: resolution …": of what the heading speaks of, else the paragraph, else the author."""
    label = _LABEL.match(reading.text)
    if not label or not bases or bases[0].begin - label.end() > _REACH:
        return
    within = next((a for a in actors(reading) if a.type == "programme" and a.end <= label.end()), None)
    holder = within or reading.topic or reading.carried or implied_author(reading)
    if holder and asserted(reading, label.end()):
        for ground in (g for g in _grounds(reading, bases, 0) if not _DENIED.match(reading.text, g.end)):
            yield from _held(reading, holder, ground, "0.80")


def _under_which(reading: Reading, bases: Sequence[Referent]) -> Iterator[Claim]:
    """ "… adopted resolution 79/10, under which its secretariat runs the Mesh": the programme, else the body."""
    for base in bases:
        if made := _made_by(reading, base):
            yield from _held(reading, made, base, "0.82")
            continue
        found = _UNDER_WHICH.match(reading.text, base.end)
        behind = [a for a in actors(reading) if found and a.begin >= found.end()]
        holder = next((a for a in behind if a.type == "programme"), None) or next(iter(behind), None)
        if found and holder and asserted(reading, found.start()):
            yield from _held(reading, holder, base, "0.75")


def _made_by(reading: Reading, base: Referent) -> Referent | None:
    """ "Resolution …, by which the Programme was founded"."""
    found = _BY_WHICH.match(reading.text, base.end)
    meant = next((a for a in actors(reading) if found and a.begin <= found.end() < a.end), None)
    return meant if meant and _WAS_MADE.match(reading.text, meant.end) else None


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


def _asked(reading: Reading, bases: Sequence[Referent]) -> Iterator[Claim]:
    """ "In its resolution …, the Assembly requested the Office to …": the one who was asked holds the mandate."""
    for actor in actors(reading):
        asked = _ASKS.search(ahead(reading.text, actor.begin))
        behind = _TO_ACT.match(reading.text, actor.end)
        if asked and behind and asserted(reading, asked.start()):
            near = [r for r in bases if r.type == "resolution" and r.end <= actor.begin]
            if near:
                yield from _held(reading, actor, near[-1], "0.88")


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
        if ground and asserted(reading, programme.begin):
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
