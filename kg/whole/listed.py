"""`partner` by a list: bodies that open the items below words that say that somebody works with them.

"The Fund works with many agencies, including:" and below it items that each begin with a body: each of them is a
partner of the subject of those words.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from kg.grammar import UNDONE
from kg.types import Claim, Reading, Referent

NAME = "listed"
_LEAD = re.compile(
    r"\b(?:(?:partner|work|collaborat|co-?operat)(?:s|es?|ed|ing|ning)?(?: [a-z]+ly)?(?: [a-z]+){0,3} with"
    r"|(?:partnerships?|cooperation|co-operation|collaboration) with|partners? (?:are|were|include[sd]?|of))"
    r"\b[^.;:]{0,160}:\s*\Z"
)
_UNREAL = re.compile(
    rf"\b(?:not|no|never|will|would|could|should|may|might|plans?|planned|proposed|if|whether|{UNDONE})\b"
)
_BULLET = re.compile(r"(?:[•·–—*-] ?|\(?\w{1,3}[.)] )?(?:[Tt]he )?")
_HOLDERS = ("programme", "organization")


def listed(readings: Sequence[Reading]) -> Iterator[Claim]:
    """One claim for each item below such words that begins with a body."""
    holder: Referent | None = None
    lead: Reading | None = None
    for reading in readings:
        if reading.unit.kind != "item":
            lead, holder = reading, _holder(reading)
        elif lead and holder and lead.unit.first.headings == reading.unit.first.headings:
            body = _opening(reading)
            if body and body.entity != holder.entity:
                yield _partner(lead, reading, holder, body)


def _holder(reading: Reading) -> Referent | None:
    """Whose partners the items are: the first actor before words that say so and end in a colon."""
    found = _LEAD.search(reading.text)
    if not found or _UNREAL.search(reading.text, 0, found.end()):
        return None
    named = (r for r in reading.referents if r.type in _HOLDERS and r.end <= found.start())
    return next(named, None) or reading.topic


def _opening(reading: Reading) -> Referent | None:
    """The body that an item begins with."""
    if reading.offset:
        return None
    opens = _BULLET.match(reading.text)
    start = opens.end() if opens else 0
    bodies = (r for r in reading.referents if r.type == "organization" and r.support.basis == "mention")
    return next((b for b in bodies if b.begin == start), None)


def _partner(lead: Reading, item: Reading, holder: Referent, body: Referent) -> Claim:
    return Claim(
        subject=holder.entity,
        predicate="partner",
        object=body.entity,
        evidence=(lead.sentence, item.sentence),
        mapper=NAME,
        confidence=Decimal("0.75"),
        subject_support=holder.support,
        object_support=body.support,
    )
