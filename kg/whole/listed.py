"""`partner` by a list: bodies that open the items below words that say that somebody works with them.

"The Fund works with many agencies, including:" and below it items that each begin with a body: each of them is a
partner of the subject of those words.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from kg.grammar import PREPOSITIONS, UNDONE
from kg.types import Claim, Reading, Referent

NAME = "listed"
_KIND = (
    r"(?:agencies|bodies|partners|organi[sz]ations|entities|institutions|funds|programmes|actors|stakeholders|ministries"
    r"|companies|universities|networks|associations|others|following)"
)
_TAIL = r"(?:,? (?:including|such as|namely|notably|like|to|in|on|for|under|among|as|through)\b[^.;:]{0,120})?:\s*\Z"
_LEAD = re.compile(
    r"\b(?:(?:(?:partner|work|collaborat|co-?operat)(?:s|es?|ed|ing|ning)?(?: [a-z]+ly)?(?: [a-z]+){0,3} with"
    r"|(?:partnerships?|cooperation|co-operation|collaboration) with)"
    r"(?: (?:(?!(?:on|in|to|for|about|under|at)\b)(?:[a-z-]+|\d+|United Nations),? ){0,7}"
    rf"{_KIND}(?: (?:and|or) (?:[a-z-]+ )?{_KIND})?)?"
    rf"|partners?(?: in [^.;:]{{1,60}})? (?:are|were|include[sd]?)\b(?: the following)?){_TAIL}"
)
"""Up to a colon: with whom somebody works, and no other noun that the list could be of."""
_PARTNERS_OF = re.compile(r"\bpartners? (?:of|in) (?:the |its )?[\"“]?\Z")
_INCLUDE = re.compile(r"[\"”]?(?: \([A-Z]\w+\))? (?:are|were|include[sd]?)\b[^.;:]{0,60}:\s*\Z")
_UNREAL = re.compile(
    r"\b(?:not|no|never|will|would|could|should|may|might|plans?|planned|proposed|if|whether|seeks?|sought"
    r"|(?:is|are|was|were) to|end(?:s|ed)|ceased?|stopped|closed|discuss\w*|consider\w*"
    rf"|hopes?|wish\w*|wants?|intends?|{UNDONE})\b"
)
_NOT_SO = re.compile(rf"\b(?:no|not|none|never|nothing|left|withdrew|{UNDONE})\b")
_GOVERNED = re.compile(rf"\b{PREPOSITIONS} (?:the |its |their |our )?(?:[A-Z][\w-]* )?[\"“]?\Z")
_CLAUSE = re.compile(r"\b(?:which|who|that)\b")
_BULLET = re.compile(r"(?:[•·–—*-] ?|\(?\w{1,3}[.)] )?(?:[Tt]he )?")
_HOLDERS = ("programme", "organization")
_NEAR = 60
"""Code points before a name that rules look at."""


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
    """Whose partners the items are: the subject next to words that say so and end in a colon."""
    if not reading.text.rstrip().endswith(":") or _UNREAL.search(reading.text):
        return None
    named = [r for r in reading.referents if r.type in _HOLDERS]
    if of := next((r for r in named if _has_partners(reading.text, r)), None):
        return of
    found = _LEAD.search(reading.text)
    if not found:
        return None
    before = [r for r in named if r.end <= found.start()]
    free = (
        r for r in reversed(before) if not _GOVERNED.search(reading.text[max(0, r.begin - _NEAR) : r.begin])
    )
    holder = next(free, None)
    if holder and _CLAUSE.search(reading.text, holder.end, found.start()):
        return None  # somebody in between that no list knows
    return holder or (None if before else reading.topic)


def _has_partners(text: str, body: Referent) -> bool:
    """ "The partners of A include:"."""
    return bool(
        _PARTNERS_OF.search(text[max(0, body.begin - _NEAR) : body.begin]) and _INCLUDE.match(text, body.end)
    )


def _opening(reading: Reading) -> Referent | None:
    """The body that an item begins with."""
    if reading.offset:
        return None
    opens = _BULLET.match(reading.text)
    start = opens.end() if opens else 0
    bodies = (r for r in reading.referents if r.type == "organization" and r.support.basis == "mention")
    found = next((b for b in bodies if b.begin == start), None)
    return found if found and not _NOT_SO.search(reading.text, found.end) else None


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
