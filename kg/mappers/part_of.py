"""`partOf`: an article is part of its instrument, a component or project of the programme that it belongs to."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from kg.iris import fold
from kg.mappers._asserting import asserted, settled
from kg.mappers._claims import claim, run
from kg.mappers._subjects import is_owner
from kg.types import Claim, Entity, Reading, Referent, Support

NAME = "part_of"
PREDICATES = ("partOf",)
EXAMPLES = (
    (
        "Articles 10 and 13 of the United Nations Convention against Corruption ask for open books.",
        (
            ("United Nations Convention against Corruption, article 10", "partOf", "XVIII-14"),
            ("United Nations Convention against Corruption, article 13", "partOf", "XVIII-14"),
        ),
    ),
    ("Article 12 of the rules of the house is on keys.", ()),
    (
        "The Northern Trail Partnership is a component of the Inland Crime Programme.",
        (("Northern Trail Partnership", "partOf", "programme-inland-crime-programme"),),
    ),
    ("The Northern Trail Partnership is not part of the Inland Crime Programme.", ()),
)

_OWNER = r"(?:[A-Z][\w-]*(?:['’]s)?\ |[A-Z][\w-]+\ [A-Z][\w-]+['’]s\ )?"
_SHARE = (
    r"(?:part|component|pillar|element|module|strand|project|sub-?programme|workstream|product|outcome|initiative|arm|branch"
    r"|chapter|offshoot|window|track|leg|section|flagship|spin-off)"
)
_WIDER = r"(?:wider\ |broader\ |larger\ |overall\ |same\ )?"
_PART_OF = re.compile(
    rf"""(?:\ [a-z-]+){{0,2}}(?:\ \([A-Z]\w+\))?[\"”]?,?\ (?:(?:which|that)\ )?
    (?:is|are|was|forms?|formed|forming|constitutes?|remains?|makes?\ up|as|itself)
    \ (?:also\ |now\ )?(?:one\ of\ (?:the\ |its\ )?|an?\ |the\ |one\ )?(?:[\w-]+\ ){{0,2}}{_SHARE}s?
    \ of\ (?:the\ |its\ )?{_WIDER}{_OWNER}[\"“]?""",
    re.VERBOSE,
)
_BELONGS = re.compile(
    rf"""(?:\ \([A-Z]\w+\))?[\"”]?,?\ (?:(?:which|that)\ )?(?:also\ )?
    (?:belongs?\ to|(?:sits?|sat|falls?|fell|comes?|came)\ (?:under|within)
    |is\ (?:embedded|nested|anchored|included|integrated)\ (?:in|within|into))
    \ (?:the\ |its\ )?{_WIDER}{_OWNER}[\"“]?""",
    re.VERBOSE,
)
_APPOSED = re.compile(
    rf"(?: \([A-Z]\w+\))?[\"”]?, (?:itself )?(?:an?|the|one)(?: of the)? (?:[\w-]+ ){{0,3}}{_SHARE}s? of (?:the |its )?"
    rf"{_OWNER}[\"“]?"
)
_UNDER = re.compile(
    rf"""(?:\ \([A-Z]\w+\))?[\"”]?,?\ (?:(?:which\ |that\ )?(?:is|are|was|were|has\ been)\ )?
    (?:[a-z]+ed\ |run\ |held\ |built\ |set\ up\ )?
    (?:under(?:\ the\ (?:auspices|framework|umbrella|aegis)\ of)?|within(?:\ the\ (?:framework|context)\ of)?
    |in\ the\ (?:framework|context)\ of|hosted\ (?:by|on)|housed\ in|as\ part\ of)\ (?:the\ |its\ )?{_OWNER}[\"“]?""",
    re.VERBOSE,
)
_LATER_UNDER = re.compile(r"[^;:()]{1,120}, (?:all )?(?:under|as part of|within the framework of) (?:the )?")
_HAS = re.compile(
    r"(?: \([A-Z]\w+\))? (?:also )?"
    r"(?:consists? of|comprises?|is (?:made up|composed) of|has|had|includes?|contains?|covers?)"
    r"(?: [\w-]+){0,3}? (?:parts|components|pillars|strands|elements|projects|initiatives|modules|programmes|tracks)"
    r"(?:,(?: namely| including)?|:)? (?:the )?[\"“]?"
)
_NEXT_PART = re.compile(r"[\"”]?(?: \([^()]*\))?(?:,|;| and|, and|; and) (?:the )?[\"“]?")
_ITS = re.compile(rf"(?:['’]s?)? (?:[a-z-]+ ){{0,2}}(?:{_SHARE}, (?:the )?)?[\"“]?")
_FRAMEWORK = re.compile(
    r"""\A(?:(?:Within|Under|In)\ the\ (?:[a-z]+\ )?(?:framework|umbrella|context|auspices|aegis)\ of
    |As\ part\ of|Under)
    \ (?:the\ |its\ )?""",
    re.VERBOSE,
)
_THROUGH = re.compile(
    r"\b(?:through|including|namely|launched|developed|created)\b(?:,? inter alia,)?[^.;]*\Z"
)
_PRODUCT = re.compile(
    r" (?:[a-z-]+ )?(?:game|tool|platform|course|cartoons?|series|module|portal|library|app"
    r"|application|database|podcast)s?"
    r" (?:called |entitled )?[\"“'‘]"
)


_ASIDE = re.compile(
    r"\A(?:, an? [^.;]{1,120}?(?=, (?:which|that)\b)"
    r"|(?: [a-z](?:(?!\. )[^;:]){1,160}?),? (?:and|which)(?= (?:is|was|forms|belongs|comes) ))"
)
"""What is told of the part before the words that tie it: its kind, another verb."""
_OF_WHICH = re.compile(r", of which (?:the )?[\"“]?")
_ARE = re.compile(
    rf"[\"”]?,? (?:is|are|was|were|forms?) (?:an? |the )?(?:[\w-]+ ){{0,2}}(?:{_SHARE}|parts)s?\b"
)
_MANY = 2**12
"""Things whose folded names are remembered."""
_ENDS_AS_PART = re.compile(r" (?:component|pillar|element|module|strand|workstream|sub-?programme)\Z")
_OF = re.compile(r" of (?:the |its )?[\"“]?")
_TIES = (
    (_PART_OF, "0.85"),
    (_BELONGS, "0.85"),
    (_APPOSED, "0.85"),
    (_UNDER, "0.78"),
    (_LATER_UNDER, "0.66"),
)


def map_reading(reading: Reading, entities: Mapping[str, Entity]) -> Iterator[Claim]:
    """One claim for each article and its instrument, and for each programme that the sentence ties to a wider one."""
    for article in (r for r in reading.referents if r.type == "provision"):
        parent = article.entity.partition("#")[0]
        if parent in entities:
            yield claim(reading, article, "partOf", _whole(reading, parent), mapper=NAME, confidence="0.88")
    programmes = [r for r in reading.referents if r.type == "programme"]
    for left, right in _of_which(reading, programmes):
        yield claim(reading, left, "partOf", right, mapper=NAME, confidence="0.85")
    if programmes and asserted(reading, 0):
        for part, whole, confidence in [
            *_said(reading, programmes),
            *_framed(reading, programmes),
            *_named_after(programmes, entities),
        ]:
            if part.entity != whole.entity:
                yield claim(reading, part, "partOf", whole, mapper=NAME, confidence=confidence)


def _whole(reading: Reading, parent: str) -> Referent:
    """The instrument where the sentence names it; else by what the document says elsewhere."""
    named = next((r for r in reading.referents if r.entity == parent), None)
    return named or Referent(
        entity=parent, type="instrument", begin=0, end=0, support=Support(basis="document")
    )


_Ties = Iterator[tuple[Referent, Referent, str]]


def _said(reading: Reading, programmes: Sequence[Referent]) -> _Ties:
    """ "X is part of Y", "X, a component of Y", "X under the auspices of Y", "the Y game “X”"."""
    for left, right in pairwise(programmes):
        between = _ASIDE.sub("", reading.text[left.end : right.begin].removeprefix(")"), count=1)
        for pattern, confidence in _TIES:
            if pattern.fullmatch(between) and settled(reading, left.end, right.begin):
                yield left, right, confidence
        if _PRODUCT.fullmatch(between):
            yield right, left, "0.75"
        owned = (
            is_owner(reading, left) and left.support.basis == "anaphor" and right.support.basis == "mention"
        )
        if owned and _ITS.fullmatch(between.removeprefix("'s").removeprefix("’s")):
            yield right, left, "0.72"
    for place, whole in enumerate(programmes[:-1]):
        if _OF_WHICH.fullmatch(reading.text, whole.end, programmes[place + 1].begin):
            parts = list(run(reading.text, programmes, place + 1, _NEXT_PART))
            yield from ((part, whole, "0.85") for part in parts if _ARE.match(reading.text, parts[-1].end))
        if _HAS.fullmatch(reading.text, whole.end, programmes[place + 1].begin):
            for part in run(reading.text, programmes, place + 1, _NEXT_PART):
                yield part, whole, "0.88"


def _of_which(reading: Reading, programmes: Sequence[Referent]) -> Iterator[tuple[Referent, Referent]]:
    """ "The X component of the Y": so named, and so also where a heading names it."""
    for left, right in pairwise(programmes):
        ends = _ENDS_AS_PART.search(reading.text, left.begin, left.end)
        if ends and left.entity != right.entity and _OF.fullmatch(reading.text, left.end, right.begin):
            yield left, right


def _framed(reading: Reading, programmes: Sequence[Referent]) -> _Ties:
    """ "Within the framework of Y, … through W and X": all that the sentence names behind."""
    opening = _FRAMEWORK.match(reading.text)
    if not opening or not programmes or programmes[0].begin != opening.end():
        return
    whole, *parts = programmes
    for part in (p for p in parts if p.support.basis == "mention"):
        if _THROUGH.search(reading.text[whole.end : part.begin]) and settled(reading, whole.end, part.begin):
            yield part, whole, "0.80"


def _named_after(programmes: Sequence[Referent], entities: Mapping[str, Entity]) -> _Ties:
    """A whole whose acronym or full name opens or stands inside the part's own name ("the ABC Library")."""
    wholes = [e for e in entities.values() if e.type == "programme"]
    for part in (p for p in programmes if p.support.basis == "mention"):
        called = f" {fold(entities[part.entity].name)} "
        for whole in wholes:
            if whole.key != part.entity and any(
                short in called for short in _shorts((whole.name, *whole.aliases))
            ):
                support = Support(basis="mention", span=part.support.span)
                yield (
                    part,
                    Referent(
                        entity=whole.key, type="programme", begin=part.begin, end=part.end, support=support
                    ),
                    "0.75",
                )


@lru_cache(maxsize=_MANY)
def _shorts(names: tuple[str, ...]) -> tuple[str, ...]:
    """What may stand for the thing inside another name, folded, between blanks: acronyms in brackets included."""
    forms = [*names, *(acronym for name in names for acronym in re.findall(r"\(([A-Z]\w+)\)", name))]
    return tuple(f" {fold(form)} " for form in forms if _telling(form))


def _telling(name: str) -> bool:
    """Whether a name inside another one is that thing: an acronym, or three words and more."""
    return bool(re.fullmatch(r"(?=(?:.*[A-Z]){2})[\w-]{3,}", name)) or len(name.split()) > 2
