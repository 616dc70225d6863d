"""`contributesTo` by a heading: a programme that a section on a Goal tells of serves that Goal.

"Goal 14. Life below water", "Connecting small islands (Goals 9 and 17)": the heading is the Goal, or has it in
brackets at its end.
What counts is the first programme that is the subject of a sentence below it; bodies have many sections.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from kg.grammar import UNDONE
from kg.types import Claim, Reading, Referent, Support, Unit
from kg.verbs import REPORTED

NAME = "headed"
_OPENS = re.compile(r"(?:\(?\w{1,4}[.)] )?(?:Sustainable Development )?\Z", re.IGNORECASE)
_BRACKET = re.compile(r"\((?:[^()]*[,;] )?(?:SDGs? |Goals? |targets? )?[^()]*\)\s*\Z")
_LONE = re.compile(r"[\s,;.:()–-]*(?:and)?[\s,;.:()–-]*")
_TITLE = re.compile(r"(?::| [–—]|\.) [A-Z][a-z]+(?:,? (?:and |of |for |on |below |with )*[A-Za-z]+){0,6}\.?")
"""The title of a Goal behind its number: "SDG 5: Gender equality."."""
_GOVERNED = re.compile(r"\b(?:of|with|for|by|to|on|from|than|unlike|not)(?: the| its| an?)? [\"“]?\Z")
_UNREAL = re.compile(
    r"\b(?:not|no|never|will|would|could|should|may|might|plans?|planned|proposed|if|whether|invites?|requests?)\b"
)
_UNDONE = re.compile(rf"\b{UNDONE}\b")
_ACT = re.compile(
    r"(?!\b(?:lack|miss|seem|suffer|stall|ceas|stopp|shr[au]nk|delay|struggl|neglect|ignor|overlook|exclud"
    rf"|critici[sz]|blam|accus|underperform|disappoint)\w*)(?:{REPORTED.pattern})"
)
"""That something was done; what is lacking or blamed is no deed."""
_TOLD = ("paragraph", "item")


@dataclass(slots=True)
class _Section:
    """The Goals in force: by the heading above, or by the lone title of a paragraph."""

    goals: tuple[Referent, ...] = ()
    titles: tuple[Referent, ...] = ()
    unit: Unit | None = None


def headed(readings: Sequence[Reading]) -> Iterator[Claim]:
    """One claim for each Goal of a section and the first programme that the section tells of."""
    section = _Section()
    for reading in readings:
        if reading.unit is not section.unit:
            section.unit, section.titles = reading.unit, ()
        if reading.unit.kind == "heading":
            section.goals = _heading(reading)
            continue
        if lone := _lone(reading):
            section.titles = lone
            continue
        if reading.unit.kind in _TOLD and (goals := section.titles or section.goals):
            for programme in _subjects(reading):
                yield from (_serves(reading, programme, goal) for goal in goals)
                section.titles, section.goals = (), ()


def _goals(reading: Reading) -> list[Referent]:
    return [r for r in reading.referents if r.type == "sdg" and r.support.basis == "mention"]


def _heading(reading: Reading) -> tuple[Referent, ...]:
    """The Goals that a heading opens with, or that stand in brackets at its end."""
    goals = _goals(reading)
    bracket = _BRACKET.search(reading.text)
    opens = goals and _OPENS.fullmatch(reading.text, 0, goals[0].begin)
    closed = bracket and goals and goals[0].begin > bracket.start()
    return tuple(goals) if opens or closed else ()


def _lone(reading: Reading) -> tuple[Referent, ...]:
    """The Goals of a sentence that opens its paragraph and is nothing but Goals: "Goal 14."."""
    goals = _goals(reading)
    if reading.offset or not goals or reading.unit.kind not in _TOLD:
        return ()
    title = _TITLE.fullmatch(reading.text, goals[-1].end)
    rest = reading.text[: goals[0].begin] + ("" if title else reading.text[goals[-1].end :])
    between = all(
        _LONE.fullmatch(reading.text, one.end, max(one.end, other.begin)) for one, other in pairwise(goals)
    )
    return tuple(goals) if between and _LONE.fullmatch(rest) else ()


def _subjects(reading: Reading) -> list[Referent]:
    """The first programme of a sentence that tells a fact, where no preposition governs it."""
    first = next((r for r in reading.referents if r.type == "programme"), None)
    if first is None or not _ACT.search(reading.text, first.end) or _UNDONE.search(reading.text):
        return []
    if _UNREAL.search(reading.text) or _GOVERNED.search(reading.text[: first.begin]):
        return []
    return [first]


def _serves(reading: Reading, programme: Referent, goal: Referent) -> Claim:
    title = goal.support.span or reading.sentence
    return Claim(
        subject=programme.entity,
        predicate="contributesTo",
        object=goal.entity,
        evidence=tuple(sorted((title, reading.sentence))),
        mapper=NAME,
        confidence=Decimal("0.66"),
        subject_support=programme.support,
        object_support=replace(goal.support, basis="heading")
        if goal.support.span
        else Support(basis="heading"),
    )
