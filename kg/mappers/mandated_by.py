"""`mandatedBy`: who acts under which resolution or instrument, by the words that say so."""

import re
from collections.abc import Iterator, Mapping, Sequence

from kg.iris import fold
from kg.mappers._clauses import actors, asserted, claim, implied_author, is_subject, run
from kg.types import Claim, Entity, Reading, Referent

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
      [Pp]ursuant\ to | [Aa]s\ per | [Ff]urther\ to | [Ii]n\ accordance\ with
    | [Aa]s\ (?:mandated|requested|called\ for|decided|set\ out|stipulated)\ (?:by|in)
    | (?:mandated|requested|established|created|entrusted|authorized|tasked|guided)
      \ (?:also\ |further\ )?(?:by|in|under|pursuant\ to)
    | [Bb]ased\ on\ the\ mandates?\ (?:contained|given|set\ out)\ in
    | [Mm]andates?\ (?:contained|given|set\ out)\ in
    | [Uu]nder\ (?:the\ )?mandates?\ (?:of|in)
    | (?:is|as|serves\ as|acts\ as|are|was)\ (?:the\ )?(?:guardian|custodian|secretariat|depositary)\ (?:of|for|to)
    | [Ii]n\ response\ to\ (?:the\ |a\ )?requests?(?:\ made|\ contained|\ set\ out)?(?:\ by|\ of|\ in|\ from)?
    | requests?\ (?:made\ |contained\ )?(?:by|in|of|from)
    )(?!\w)""",
    re.VERBOSE,
)
_REQUESTEE = re.compile(r"\A[^;]{0,30}?(?:,|\)|\b) ?(?:\(?[A-Z]\w+\)? ?)?to (?:the )?\Z")
_IS_REQUESTED = re.compile(
    r"\A ?(?:\([^)]*\) ?)?(?:is|was|were|are|has been|had been) (?:also |further )?"
    r"(?:requested|mandated|authorized|invited|tasked)\b"
)
_GAP = re.compile(
    r"(?:,? \(?para(?:graph|\.)s? \d+(?: \([a-z]\))?\)?)?"
    r"(?: ?thereto| ?\([^)]{0,40}\)|,? (?:and|or|as well as)(?: the)?|,)?"
    r" ?(?:of |in |the |its )*(?:General Assembly|Security Council)? ?"
)
_ASKS = re.compile(
    r"\b(?:request|mandat|authoriz|authoris|instruct|task|entrust)(?:s|es|ed)"
    r"(?: by| that| in [^,;]{0,60},)? (?:the )?\Z"
)
_NUMBERS = r"(?P<numbers>\d{1,3}(?: ?\([a-z]\))?(?:(?:,? and |, | or )\d{1,3}(?: ?\([a-z]\))?)*)"
_PARAGRAPH_OF = re.compile(rf"\b[Pp]ara(?:graph|\.)s? {_NUMBERS} of (?:the |its |their )?\Z")
_PARAGRAPH = re.compile(rf",? \(?(?:in )?(?:operative )?para(?:graph|\.)s? {_NUMBERS}(?!\d|\.\d|/|[-–]\d)")
_REACH = 140
_RIGHT_UNDER = re.compile(r"(?: \([A-Z]\w+\))? (?:established |created |set up )?under (?:the )?")
_IMPLEMENTATION = re.compile(r"\b[Ii]mplementation of (?:the )?([A-Z].*)\Z")


def map_reading(reading: Reading, entities: Mapping[str, Entity]) -> Iterator[Claim]:
    """One claim for each resolution, instrument or provision that a cue names as the ground of somebody's work."""
    bases = [r for r in reading.referents if r.type in _BASES]
    yield from _asked(reading, bases)
    yield from _under(reading, bases)
    yield from _for_implementation(reading, entities)
    seen: set[int] = set()
    for cue in _CUE.finditer(reading.text):
        first = next((i for i, r in enumerate(bases) if r.begin >= cue.end()), None)
        if first is None or bases[first].begin in seen or not _reaches(reading.text, cue, bases[first]):
            continue
        grounds = _without_wholes(list(run(reading.text, bases, first, _GAP)))
        seen |= {ground.begin for ground in grounds}
        holder = _holder(reading, cue, grounds, entities)
        if holder and asserted(reading, cue.start()):
            for ground in grounds:
                if entities[ground.entity].organ != holder.entity:
                    yield from _held(reading, holder, ground, _confidence(cue))


def _without_wholes(grounds: Sequence[Referent]) -> list[Referent]:
    """The grounds without the instruments that only say of which text an article among them is."""
    parents = {ground.entity.partition("#")[0] for ground in grounds if ground.type == "provision"}
    return [ground for ground in grounds if ground.entity not in parents]


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
    found = _PARAGRAPH_OF.search(text, 0, ground.begin) or _PARAGRAPH.match(text, ground.end)
    numbers = re.split(r",? and |, | or ", found["numbers"]) if found else []
    return [(("paragraph", number.replace(" ", "")),) for number in numbers] or [()]


def _asked(reading: Reading, bases: Sequence[Referent]) -> Iterator[Claim]:
    """ "In its resolution …, the Assembly requested the Office to …": the one who was asked holds the mandate."""
    for actor in actors(reading):
        asked = _ASKS.search(reading.text[: actor.begin])
        behind = re.match(r"(?: \([A-Z][\w-]*\))?,? (?:in [^,;]{0,60}, )?to [a-z]", reading.text[actor.end :])
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


def _for_implementation(reading: Reading, entities: Mapping[str, Entity]) -> Iterator[Claim]:
    """A programme whose name says that it is on the implementation of an instrument (annotation rule)."""
    texts = [e for e in entities.values() if e.type == "instrument"]
    for programme in (a for a in actors(reading) if a.type == "programme" and a.support.basis == "mention"):
        called = _IMPLEMENTATION.search(entities[programme.entity].name)
        ground = called and next(
            (t for t in texts if fold(called[1]) in map(fold, (t.name, *t.aliases))), None
        )
        if ground and asserted(reading, programme.begin):
            named = Referent(
                entity=ground.key,
                type="instrument",
                begin=programme.begin,
                end=programme.end,
                support=programme.support,
            )
            yield claim(reading, programme, "mandatedBy", named, mapper=NAME, confidence="0.80")


def _reaches(text: str, cue: re.Match[str], base: Referent) -> bool:
    between = text[cue.end() : base.begin]
    return len(between) <= _REACH and ";" not in between and ". " not in between


def _confidence(cue: re.Match[str]) -> str:
    return (
        "0.80"
        if "guided" in cue[0]
        or cue[0].startswith(("established", "created", "In accordance", "in accordance"))
        else "0.88"
    )


def _holder(
    reading: Reading, cue: re.Match[str], grounds: Sequence[Referent], entities: Mapping[str, Entity]
) -> Referent | None:
    """Who was asked; else who acts behind a fronted cue; else who is named last before it; else who speaks."""
    doers = [a for a in actors(reading) if a.entity not in _issuers(reading, grounds)]
    behind = [a for a in doers if a.begin >= grounds[-1].end]
    for actor in behind:
        if "request" in cue[0] and _REQUESTEE.search(reading.text[grounds[-1].end : actor.begin]):
            return actor
        if _IS_REQUESTED.match(reading.text[actor.end :]):
            return actor
    before = [a for a in doers if a.end <= cue.start()]
    clause = reading.text.rfind("; ", 0, cue.start())
    if before and clause >= before[-1].end and not _fronted(reading.text, cue):
        return behind[0] if behind else None
    if not before or _fronted(reading.text, cue):
        return (
            behind[0] if behind else (reading.topic or implied_author(reading)) if not before else before[-1]
        )
    subjects = [a for a in before if is_subject(reading, a)]
    if not subjects and reading.text[: before[-1].begin].endswith(("to the ", "of the ")):
        return reading.topic or implied_author(reading)
    return (subjects or before)[-1]


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
                    r"(?:['’]s)?(?: \([A-Z]+\))?,? ?(?:in |by |through )?(?:its |their )?", between
                ):
                    near.add(actor.entity)
            elif actor.type == "organization" and re.fullmatch(
                r",? (?:of|adopted by) (?:the )?", reading.text[ground.end : actor.begin]
            ):
                near.add(actor.entity)
    return near
