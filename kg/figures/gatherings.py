"""The event that a section or paragraph tells of: "During the Forum, over 90 panels were held" is the Forum's.

A heading that names an event puts it in force until the next heading; else the event that leads a sentence holds
for later words that repeat its noun. What was held at it or who came is its figure, as of when it took place.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.figures.words import OWNERS, leads
from kg.numbers import Dated
from kg.types import Reading, Referent

_HEAD = re.compile(r"(?P<words>[^,(]*?)(?: (?:on|of|for|in|to|against|at)\b| \(|, | (?:19|20)\d\d|\Z)")
_NOUN = re.compile(r"[A-Z][a-z]{3,}\Z")
_MOST = 0.6
"""Share of a heading that an event's name must fill to be what the heading is about."""
_HELD = re.compile(r"\b(?:held|took place|conven(?:ed|es)|organi[sz]ed|gathered|opened|met|hosted)\b")
"""Verbs of a sentence that tells when an event took place."""
_HAS = re.compile(
    r"\b(?:panel|session|meeting|event|workshop|seminar|webinar|dialogue|round table|sitting|plenary|hearing|briefing"
    r"|participant|delegate|delegation|representative|speaker|panellist|moderator|visitor|exhibitor|attendee|observer"
    r"|minister|stand|booth|exhibition|statement|presentation|speech|pledge|registration|submission|intervention)s?\b",
    re.IGNORECASE,
)
"""What an event consists of, and those who come to it."""
_CAME = re.compile(
    r"\b(?:attended|participated|took part|taken part|registered|gathered|came together|were present|were represented"
    r"|convened|spoke|took the floor|took stock|met|joined|pledged|(?:was|were|been) (?:held|hosted|presented|adopted"
    r"|launched|shown|made|convened|organi[sz]ed|delivered))\b"
)
"""What was done at it, behind the number."""
_GOES_ON = re.compile(
    r"(?:There (?:was|were)|The programme|In addition|They|It|Its|A total|Over|More than"
    r"|At least|Participants|\d)\b(?! (?:million|billion)\b)"
)
"""How a sentence opens that tells on of the event that the one before told of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathering:
    """An event in force, the noun that stands for it, and when it took place."""

    event: Referent
    noun: str
    headed: bool
    date: str | None = None


def gathering_after(reading: Reading, told: Sequence[Dated], held: Gathering | None) -> Gathering | None:
    """The event in force behind a sentence, with its dates that tell when."""
    if reading.unit.kind == "heading":
        return _of_heading(reading)
    events = [r for r in reading.referents if r.type == "event" and leads(reading, r)]
    event, noun = next(((r, noun) for r in events if (noun := noun_of(reading, r))), (None, None))
    if event is None or noun is None:
        return held
    date = told[0].iso if len(told) == 1 and _HELD.search(reading.text) else None
    if held and held.headed:
        return replace(held, date=held.date or date) if noun == held.noun else held
    return Gathering(event=event, noun=noun, headed=False, date=date)


def _of_heading(reading: Reading) -> Gathering | None:
    event = next((r for r in reading.referents if r.type == "event"), None)
    noun = noun_of(reading, event) if event else None
    if event is None or noun is None or event.end - event.begin < _MOST * len(reading.text.strip()):
        return None
    return Gathering(event=event, noun=noun, headed=True)


def noun_of(reading: Reading, event: Referent) -> str | None:
    """The capitalised noun that a text repeats for the event: "Forum" of "Third Harbour Forum on Trade"."""
    head = _HEAD.match(reading.text, event.begin, event.end)
    noun = _NOUN.search(head["words"].strip()) if head else None
    return noun[0] if noun else None


def speaks_of(reading: Reading, held: Gathering, end: int) -> bool:
    """Whether the words up to a place say "the Forum" of the event in force."""
    said = re.search(
        rf"\b[Tt]he (?:[a-z]+ )?{held.noun}\b(?! (?:of|on|for) [A-Z]|['’]s [A-Z])", reading.text[:end]
    )
    return said is not None and not any(
        r.type != "event" and r.begin < said.end() and said.start() < r.end for r in reading.referents
    )


def is_of_gathering(text: str, begin: int, unit: str) -> bool:
    """Whether a number at `begin` counts what events have (sessions, speakers), or who is told to have come there."""
    return bool(_HAS.search(unit) or _CAME.search(text, begin))


def took_place_at(
    reading: Reading, held: Gathering | None, begin: int, unit: str, *, before: bool
) -> Referent | None:
    """The event whose figure the number at `begin` is; `before`: whether the sentence before told of the event."""
    named = (r for r in reading.referents if r.end <= begin and r.type in (*OWNERS, "organization"))
    if held is None or next(named, None) or not is_of_gathering(reading.text, begin, unit):
        return None
    goes_on = before and _GOES_ON.match(reading.text)
    return held.event if held.headed or goes_on or speaks_of(reading, held, begin) else None
