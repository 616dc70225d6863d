"""`temporal` and `location`: when and where an event is held, from the words right behind its name.

`temporal` is a day, month, year or period in ISO form ("2021-03-07/2021-03-12"). `location` is a country that
the document names, or the name of a city as a value.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise

from kg.mappers._claims import claim, valued
from kg.months import MONTH, MONTHS
from kg.types import Claim, Entity, Reading, Referent

NAME = "held"
PREDICATES = ("location", "temporal")
EXAMPLES = (
    (
        "The Fourteenth Congress, held in Kyoto, Japan, from 7 to 12 March 2021, adopted a text.",
        (
            ("Fourteenth Congress", "temporal", "2021-03-07/2021-03-12"),
            ("Fourteenth Congress", "location", "Kyoto"),
            ("Fourteenth Congress", "location", "JPN"),
        ),
    ),
    (
        "It met at the tenth session (Geneva, 3 May 2022).",
        (("tenth session", "temporal", "2022-05-03"), ("tenth session", "location", "Geneva")),
    ),
    ("The tenth session was not held in Vienna in 2015.", ()),
)

_MONTH = rf"(?:{MONTH})"
_YEAR = r"(?:19|20)\d\d"
_DAY = r"\d{1,2}"
_TO = r"(?:\ ?[-–—]\ ?|\ to\ |\ and\ )"
_PIECE = re.compile(
    rf"""(?P<verb>
        ,?(?:\ (?:which|that))?(?:\ (?:was|were|is|are|had\ been|has\ been|will\ be|to\ be|being))?\ (?:then\ )?
        (?:held|convened|hosted|organi[sz]ed|scheduled(?:\ to\ be\ held)?
          |(?:took|takes|taking|will\ take|to\ take)\ place)
        (?:\ (?:virtually|online|jointly|in\ person))?\b)
    | (?P<when>
        (?P<lead>,?\ (?:from\ |between\ |on\ |in\ |for\ )?|,?\ \()
        (?: (?:(?:(?P<d>{_DAY})(?:\ (?P<m>{_MONTH}))?(?:\ (?P<y>{_YEAR}))?{_TO})?(?P<day>{_DAY})\ )?
            (?P<month>{_MONTH})\ (?P<year>{_YEAR})
          | (?P<us>{_MONTH})\ (?P<first>{_DAY})(?:{_TO}(?P<last>{_DAY}))?,\ (?P<usyear>{_YEAR})
          | (?P<only>{_YEAR})
        )(?![\w/]|-\d|–\d))
    | (?P<where>
        (?P<at>,?\ in\ (?:the\ )?|,\ |,?\ \()(?!{_MONTH}\b)
        (?P<name>[A-Z][\w’'-]+(?:\ (?:(?:de|la|of|the|and|el|al)\ )?[A-Z][\w’'-]*){{0,4}}))
    | (?P<other>,?\ (?:at|by)\ (?:the\ )?(?:its\ )?[\w’'-]+
        (?:\ (?!(?:in|on|from|was|is)\b)[\w’'-]+){{0,6}}(?=,?\ (?:in|on|from)\ |,\ ))""",
    re.VERBOSE,
)
_MORE = re.compile(
    rf",? (?:and|or|to) (?:in |from |on )?(?:\d|{_MONTH}\b)|,? respectively|, (?:{_YEAR}|{_DAY} )"
    r"|,? and (?:in )?[A-Z]\w+,? (?:in )?\d"
)
"""A list of dates: which of them is the event's cannot be told."""
_OFF = re.compile(r"\b(?:postpone|cancel|reschedule)|\b(?:[Ii]f|[Ww]hether)\b")
_LISTED = re.compile(r"(?:,| and|, and|,? or)(?: the| its)? ")
_GOVERNED = re.compile(r"\bof (?:the )?\Z")
_COUNTRY = re.compile(r"[A-Z]{3}")
_MOST = 8
"""Pieces behind a name that are looked at."""


def map_reading(reading: Reading, entities: Mapping[str, Entity]) -> Iterator[Claim]:
    """One claim for the date, and each part of the place, that the words right behind an event's name tell."""
    text, events = reading.text, _single(reading)
    if not events or reading.unit.kind == "furniture" or _OFF.search(text):
        return
    if text.rstrip('"”’)').endswith("?"):
        return
    for event in events:
        pieces = _pieces(text, event.end)
        when = next((p for p in pieces if p["when"]), None)
        alone = when is not None and when is pieces[0] and "(" in when["lead"]
        if alone and _GOVERNED.search(text[: event.begin]):  # the date of what the event only names
            continue
        if when and _dates(when, pieces) and (value := _iso(when)):
            yield valued(reading, event, "temporal", value, when.start("lead"), when.end(), mapper=NAME)
        elif when:
            continue
        if when or any(p["verb"] for p in pieces):
            yield from _places(reading, event, pieces, entities)


def _single(reading: Reading) -> list[Referent]:
    """The events named in the sentence, without the members of a list ("the second and third sessions")."""
    events = [r for r in reading.referents if r.type == "event" and r.end > r.begin]
    listed = {
        one
        for left, right in pairwise(events)
        if _LISTED.fullmatch(reading.text[left.end : right.begin])
        for one in (left, right)
    }
    return [event for event in events if event not in listed]


def _pieces(text: str, begin: int) -> list[re.Match[str]]:
    """Verb, dates and places that follow one another from `begin` on."""
    found: list[re.Match[str]] = []
    while len(found) < _MOST and (piece := _PIECE.match(text, begin)):
        found.append(piece)
        begin = piece.end()
        if text.startswith(")", begin):
            break
    return found


def _dates(when: re.Match[str], pieces: list[re.Match[str]]) -> bool:
    """Whether the date is the event's: a bare day may be that of anything decided there."""
    if _MORE.match(when.string, when.end()):
        return False
    held = any(p["verb"] or p["where"] for p in pieces[: pieces.index(when)])
    lead = when["lead"].strip(" ,")
    if lead in ("from", "between", "in", "("):
        return True
    return (
        held
        or bool(when["d"] or when["last"])
        or (when["lead"].startswith(",") and not when["only"] and not lead)
    )


def _iso(when: re.Match[str]) -> str | None:
    """The date or period in ISO form; none where the calendar has no such day, or the end is before the start."""
    if when["only"]:
        return when["only"]
    month, year = when["month"] or when["us"], int(when["year"] or when["usyear"])
    if when["month"] and not when["day"]:
        return f"{year}-{MONTHS.index(month) + 1:02}"
    end = _date(year, month, when["day"] or when["last"] or when["first"])
    start_day = when["d"] or (when["first"] if when["us"] else when["day"])
    start = _date(int(when["y"] or year), when["m"] or month, start_day)
    if start is None or end is None or start > end:
        return None
    return end.isoformat() if start == end else f"{start.isoformat()}/{end.isoformat()}"


def _date(year: int, month: str, day: str) -> date | None:
    try:
        return date(year, MONTHS.index(month) + 1, int(day))
    except ValueError:
        return None


def _places(
    reading: Reading, event: Referent, pieces: list[re.Match[str]], entities: Mapping[str, Entity]
) -> Iterator[Claim]:
    """The country and city; nothing behind the name of a body."""
    for piece in pieces:
        if not piece["where"]:
            continue
        begin, end = piece.span("name")
        over = [r for r in reading.referents if r.begin < end and r.end > begin and r is not event]
        country = next((r for r in over if _COUNTRY.fullmatch(entities[r.entity].id or "")), None)
        if country:
            yield claim(reading, event, "location", country, mapper=NAME, confidence="0.75")
        elif all(r.type == "place" for r in over) and not piece["name"].isupper():
            yield valued(reading, event, "location", piece["name"], begin, end, mapper=NAME)
        else:  # the name of a body: what follows is told of that
            return
