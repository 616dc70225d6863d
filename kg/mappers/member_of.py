"""`memberOf`: the States that a text lists as those of a network or body."""

import re
from collections.abc import Iterator, Mapping, Sequence

from kg.mappers._asserting import settled
from kg.mappers._claims import claim
from kg.mappers._subjects import actors, is_subject
from kg.types import Claim, Entity, Reading, Referent

NAME = "member_of"
PREDICATES = ("memberOf",)
EXAMPLES = (
    (
        "The Blue Lakes Judicial Cooperation Network covers two States: Angola and Kenya.",
        (
            ("AGO", "memberOf", "Blue Lakes Judicial Cooperation Network"),
            ("KEN", "memberOf", "Blue Lakes Judicial Cooperation Network"),
        ),
    ),
    ("The Blue Lakes Judicial Cooperation Network met in Kenya.", ()),
)

_LISTS = re.compile(
    r"""(?:\ \([A-Z]\w+\))?\ (?:now\ |currently\ |also\ )?
    (?:(?:cover|compris|includ|count|ha|number|unit)(?:s|es|e|ed)?|consists\ of|is\ (?:made\ up
      |composed)\ of|brings\ together)
    \ (?:[\w-]+\ ){0,3}(?:States|countries|members|parties)
    (?:\ parties|\ members)?(?::|,\ namely,?|\ \()\ ?(?:the\ )?""",
    re.VERBOSE,
)
_BELONG = re.compile(
    r" (?:are|is|became|become) (?:also )?(?:members?|States? members?|parties) of (?:the )?"
)
_GAP = re.compile(r"(?:,|;| and|, and|; and)(?: the)? ")


def map_reading(reading: Reading, entities: Mapping[str, Entity]) -> Iterator[Claim]:
    """One claim for each State of a list that the sentence gives as the members of its subject."""
    places = [r for r in reading.referents if r.type == "place"]
    for body in actors(reading) if places else ():
        for state in [*_listed(reading, body, places), *_belonging(reading, body, places)]:
            yield claim(reading, state, "memberOf", body, mapper=NAME, confidence="0.88")


def _listed(reading: Reading, body: Referent, places: Sequence[Referent]) -> list[Referent]:
    """ "The network covers three States: A, B and C"."""
    for first, place in enumerate(places):
        between = reading.text[body.end : place.begin]
        if place.begin > body.end and _LISTS.fullmatch(between) and is_subject(reading, body):
            return _run(reading.text, places[first:]) if settled(reading, body.end, place.begin) else []
    return []


def _belonging(reading: Reading, body: Referent, places: Sequence[Referent]) -> list[Referent]:
    """ "A and B are members of the network"."""
    before = [p for p in places if p.end <= body.begin]
    if before and _BELONG.fullmatch(reading.text[before[-1].end : body.begin]):
        first = len(before) - 1
        while first and _GAP.fullmatch(reading.text[before[first - 1].end : before[first].begin]):
            first -= 1
        return before[first:] if settled(reading, before[-1].end, body.begin) else []
    return []


def _run(text: str, places: Sequence[Referent]) -> list[Referent]:
    kept = [places[0]]
    for place in places[1:]:
        if not _GAP.fullmatch(text[kept[-1].end : place.begin]):
            break
        kept.append(place)
    return kept
