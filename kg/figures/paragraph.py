"""What the earlier sentences of a paragraph leave behind for the figures of the next one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.figures.columns import columns_of
from kg.figures.gatherings import Gathering, gathering_after, speaks_of
from kg.figures.periods import is_attributive
from kg.figures.words import OWNERS, leads
from kg.grammar import ACTS, ahead
from kg.numbers import Dated
from kg.types import Reading, Referent, Unit
from kg.verbs import PAST, SAYING

_FRONTED = re.compile(r"(?:In|During|By|Between|As (?:of|at)|Throughout|From|Until|Up to)(?: [a-z]+){0,4} ")
_SET_IN = re.compile(
    r"(?:Also |Similarly, |Meanwhile, )?[Ii]n (?:the )?(?:[A-Z]?[a-z]+(?:ern)? (?:and )?){0,3}"
)
_SAID = re.compile(rf"(?: \([^()]*\))?(?: [A-Z][\w-]*)* (?:also |then |has |had )*{SAYING}\b")
_ACCOUNTS_OF = re.compile(
    r"\b(?:financial (?:position|statements?|reports?|performance)|accounts|assets|budget)"
    r"(?: [a-z]+){0,3} of (?:the )?\Z"
)
_WENT = re.compile(
    rf"(?: \([^()]*\))?(?: (?:also|then|further|jointly|again|later))* (?:was|were|had|{PAST})\b(?![^.;]*\bsince\b)"
)
"""Behind a name: what was done; how things stand, or stand since, no earlier date tells."""
_HAPPENED = re.compile(r"(?:In|During|Throughout|Between|From) ")
_LABEL = re.compile(r"[A-Z][a-z]+(?: [a-z]+){0,4} (?:to|until|as of|as at|in|for|by|up to|since) ")
"""A title with a date and no more: "Results to June 2023."."""
_OPENS_LIST = re.compile(r"[^.;:]{0,80}:\s*\Z")
_GOES_ON = re.compile(r",? (?:it|they) ")
"""Behind a date that opens a sentence: it speaks on of the same thing."""
_FOLLOWING = re.compile(r"\bthe following\b")
_SAYS = re.compile(r"(?:\S+ ){6}.*[.!]\s*\Z", re.DOTALL)
"""A sentence and no title."""
_STOPS = (".", "!", "?", ";", ",")
_GATHERING = re.compile(
    r"\b(?:meeting|workshop|conference|training|course|session|seminar|forum|symposium|congress|webinar|exercise"
    r"|consultation|event|visit|mission|summit)s?\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Seen:
    """Whom and when the earlier sentences spoke of."""

    owner: Referent | None = None
    """The programme or publication that the paragraph speaks of."""
    under: str | None = None
    """Where the sentence that named `owner` only in passing was set: "In Chad, under the Atlas project, …"."""
    body: Referent | None = None
    """The organization that acted last."""
    date: str | None = None
    """When the meeting of the sentence before took place."""
    opened: str | None = None
    """The date that opened the sentence before, or the words above a list."""
    titled: str | None = None
    """The date that the title of the paragraph gives: "Results to June 2023."."""
    led: Referent | None = None
    """The programme that the sentence before had for its subject."""
    event: Referent | None = None
    """The event that the sentence before spoke of."""
    noted: Referent | None = None
    """The programme that the acts of the resolution named last."""
    about: Referent | None = None
    """The programme that the text opens with."""
    begun: bool = False
    """Whether the text has said its first sentence."""
    last: str | None = None
    """The only date of the sentence before, where a body, a programme or what was named before is its subject."""
    unit: str | None = None
    """What the sentences before counted last."""
    counted: bool = False
    """Whether the sentence before counted something."""
    gathering: Gathering | None = None
    """The event that the section or the sentences before tell of."""
    at: bool = False
    """Whether the sentence before told of that event."""
    opener: str | None = None
    """Who did what the sentence tells that `opened` is the date of."""
    fiscal: str | None = None
    """The year that accounts of which the paragraph speaks are for."""
    leader: Referent | None = None
    """Whose accounts the paragraph tells of, else the only body that leads a sentence of it."""
    first: Referent | None = None
    """The body that is the subject of the first sentence."""
    columns: tuple[str | None, ...] = ()
    """The dates in the titles of the columns of a table in the text."""
    said: str = ""
    """The words of the sentence before."""


def entering(seen: Seen, above: Unit | None, unit: Unit, leader: Referent | None = None) -> Seen:
    """What holds on into another paragraph: the dates above a list for its items, and what the text is about."""
    columns = columns_of(unit.view.text, seen.columns)
    kept = Seen(
        noted=seen.noted,
        about=seen.about,
        begun=seen.begun,
        gathering=seen.gathering,
        columns=columns,
        leader=leader,
    )
    listed = above is not None and _is_list(above, unit)
    return replace(kept, opened=seen.opened, titled=seen.titled) if listed else kept


def leader_of(readings: Sequence[Reading]) -> Referent | None:
    """Whose accounts the paragraph tells of, else the only body that leads a sentence and does not only say it."""
    bodies = [(reading, r) for reading in readings for r in reading.referents if r.type == "organization"]
    owner = next((r for reading, r in bodies if _ACCOUNTS_OF.search(ahead(reading.text, r.begin))), None)
    if owner:
        return owner
    found = [r for reading, r in bodies if leads(reading, r) and not _SAID.match(reading.text, r.end)]
    return found[0] if len({r.entity for r in found}) == 1 else None


def _is_list(above: Unit, unit: Unit) -> bool:
    """Whether a unit is an item of the list that the one above it opens, as a title does too, or goes on with."""
    words = above.view.text.rstrip()
    return unit.kind == "item" and (above.kind == "item" or words.endswith(":") or not words.endswith(_STOPS))


def after(reading: Reading, told: Sequence[Dated], seen: Seen, unit: str | None) -> Seen:
    """What is left behind once that sentence, with its dates that tell when and the last unit, is read too."""
    plain = len(told) == 1 and not is_attributive(reading.text, told[0])
    date = told[0].iso if plain and _GATHERING.search(reading.text) else None
    owner, body, under = seen.owner, seen.body, seen.under
    actors = [r for r in reading.referents if r.type in (*OWNERS, "organization")]
    leading = next((r for r in actors if leads(reading, r)), None)
    if leading is None:
        passing = next((r for r in reversed(actors) if r.type in OWNERS), None)
        owner, under = (passing, set_in(reading)) if passing else (owner, under)
    elif leading.type == "organization":
        owner, body, under = None, leading, None
    else:
        owner, under = leading, None
    opened = _opened(reading, told, seen) or (seen.opened if goes_on(reading, seen) and not told else None)
    gathering = gathering_after(reading, told, seen.gathering)
    label = len(told) == 1 and _LABEL.fullmatch(reading.text, 0, told[0].begin)
    titled = told[0].iso if label and not reading.text[told[0].end :].strip(" .:") else seen.titled
    if reading.unit.kind in ACTS:
        seen = replace(seen, noted=next((r for r in reversed(actors) if r.type == "programme"), seen.noted))
    if not seen.begun and reading.unit.kind == "paragraph" and _SAYS.match(reading.text):
        about = leading if leading and leading.type == "programme" else None
        seen = replace(seen, begun=True, about=about)
    led = leading if leading and leading.type == "programme" else None
    event = next((r for r in reading.referents if r.type == "event" and leads(reading, r)), None)
    return replace(
        seen,
        owner=owner,
        under=under,
        body=body,
        date=date,
        opened=opened,
        titled=titled,
        unit=seen.unit if unit is None else unit,
        counted=unit is not None,
        event=event,
        led=led,
        gathering=gathering,
        at=gathering is not None and (event is not None or speaks_of(reading, gathering, len(reading.text))),
        opener=_opener(reading, leading, seen),
        last=told[0].iso
        if len(told) == 1 and (leading or _GOES_ON.match(reading.text, told[0].end))
        else None,
        said=reading.text,
        first=seen.first if seen.said else leading if leading and leading.type == "organization" else None,
    )


def set_in(reading: Reading) -> str | None:
    """The place with which the sentence opens: "In Chad, …"."""
    places = (r for r in reading.referents if r.type == "place")
    return next((r.entity for r in places if _SET_IN.fullmatch(reading.text, 0, r.begin)), None)


def _opener(reading: Reading, leading: Referent | None, seen: Seen) -> str | None:
    """Who leads a sentence that opens with what happened when; "as of" a date things only stand so."""
    if leading is None:
        return None
    return leading.entity if _HAPPENED.match(reading.text) or leading.entity == seen.opener else None


def goes_on(reading: Reading, seen: Seen) -> bool:
    """Whether who leads the sentence led the one whose date opened the paragraph, and it tells what was done."""
    actors = (r for r in reading.referents if r.type in (*OWNERS, "organization"))
    leading = next((r for r in actors if leads(reading, r)), None)
    went = leading is not None and leading.entity == seen.opener and _WENT.match(reading.text, leading.end)
    return bool(went)


def _opened(reading: Reading, told: Sequence[Dated], seen: Seen) -> str | None:
    """The date that a sentence sets in front for what follows; in a list the one above it."""
    if len(told) == 1:
        fronted = _FRONTED.fullmatch(reading.text, 0, told[0].begin)
        lead = _OPENS_LIST.match(reading.text, told[0].end) or _FOLLOWING.search(reading.text)
        if fronted or lead:
            return told[0].iso
    return seen.opened if reading.unit.kind == "item" else None
