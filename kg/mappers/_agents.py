"""Lists of bodies: who stands behind "made by A, B and C", and where a list of them ends."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kg.grammar import ahead
from kg.mappers._claims import OWN_AGENT
from kg.mappers._subjects import actors, main_subject
from kg.types import Reading, Referent
from kg.verbs import PAST, RUN_PAST, RUN_STEM

_AND = re.compile(r"(?: \([^()]*\)|\))?,? (?:and|or|as well as)\b")
_ENDS = re.compile(r"(?: \([^()]*\)|\))?[.;]?\s*\Z")
_AGENT = re.compile(
    rf"\b(?:(?:co-?|jointly )[a-z]+(?:ed|led)|co-led|{RUN_STEM}(?:ed|d)|{RUN_PAST}|prepared|drafted|issued)"
    r"(?: jointly)? by (?:both )?(?:the )?\Z"
)
"""In front of the first of those who made or ran something."""
_OUTER = re.compile(r"(?: \([^()]*\))?(?: in [A-Z]\w+)?, and (?:the )?")
_CLOSES = re.compile(r"\band\b")
ITEM = re.compile(r"(?: \([^()]*\))?(?: in [A-Z]\w+)?(?:,| and|, and)(?: the)? ")
_BARE = re.compile(r"(?: \([^()]*\))?, (?:the )?")
_ACTS = re.compile(rf"(?: \([^()]*\))? (?:(?:has|have|had|also|jointly|then) ){{0,2}}{PAST}\b")
_LIST = 600
"""Code points: no list of those who did something is longer."""


def agents(reading: Reading, bodies: Sequence[Referent]) -> Iterator[list[Referent]]:
    """Each list of bodies that stands behind "co-organized by" and its like, the author first."""
    end = 0
    for place, body in enumerate(bodies):
        if body.begin >= end and _AGENT.search(ahead(reading.text, body.begin)):
            listed = _agents_from(reading, bodies, place)
            end = listed[-1].end
            yield sorted(listed, key=lambda b: b.entity != reading.author)


def _agents_from(reading: Reading, bodies: Sequence[Referent], first: int) -> Sequence[Referent]:
    """The agents listed from the first on: their list ends with its "and", and before who acts behind its comma."""
    run = listed_on(reading.text, bodies, first)
    gaps = [reading.text[left.end : right.begin] for left, right in pairwise(run)]
    ends = next((i for i, gap in enumerate(gaps, 1) if _CLOSES.search(gap)), len(run))
    run = run[: ends + 1]
    if len(run) == 2 and _OUTER.fullmatch(gaps[0]):
        run = run[:1]  # the agent of an aside, and the next item of what the aside stands in
    kept = closed(reading.text, run)
    return before_subject(reading.text, kept) if main_subject(reading, run[0].end) else kept


def agents_before(reading: Reading, place: int) -> list[Referent]:
    """The last such list before the place, in the order of the text."""
    near = (a for a in actors(reading) if place - _LIST <= a.begin and a.end <= place)
    lists = list(agents(reading, [a for a in near if a.type == "organization"]))
    return sorted(lists[-1], key=lambda b: b.begin) if lists else []


def listed_on(text: str, bodies: Sequence[Referent], first: int) -> list[Referent]:
    """The body and those that a list joins to it."""
    last = first
    while (
        last + 1 < len(bodies)
        and ITEM.fullmatch(text, bodies[last].end, bodies[last + 1].begin)
        and not OWN_AGENT.match(text, bodies[last + 1].end)
    ):
        last += 1
    return list(bodies[first : last + 1])


def closed(text: str, run: Sequence[Referent]) -> Sequence[Referent]:
    """The run up to its last "and": a name behind a bare comma is no item ("With A, B opened …")."""
    joins = [
        place
        for place, (left, right) in enumerate(pairwise(run), 1)
        if _AND.search(text[left.end : right.begin])
    ]
    if run and (_AND.match(text[run[-1].end :]) or _ENDS.match(text, run[-1].end)):
        return run
    return run[: joins[-1] + 1] if joins else run[:1]


def before_subject(text: str, run: Sequence[Referent]) -> Sequence[Referent]:
    """In "With A, B and C opened …" only A: behind the last bare comma stands who acts."""
    if not run or not _ACTS.match(text, run[-1].end):
        return run
    bare = [
        place
        for place, (left, right) in enumerate(pairwise(run), 1)
        if _BARE.fullmatch(text, left.end, right.begin)
    ]
    return run[: bare[-1]] if bare else run
