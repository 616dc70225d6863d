"""The words before a place of a sentence, and what they make of it."""

import re

from kg.types import Reading, Referent

OWNERS = ("programme", "publication")
"""Whose figures come before those of the body that acts."""
_PREPOSITION = re.compile(
    r"\b(?:of|under|with|for|in|by|to|on|from|via|at|between|and|within|using|after|like|than|into)"
    r" (?:the |its |an? |our |their )?(?:[A-Z][\w-]*(?:['’]s)? )?\Z"
)
NEAR = 300
"""Characters before a number or name that rules look at."""


def leads(reading: Reading, referent: Referent) -> bool:
    """Whether no preposition makes the words before the referent govern it."""
    return not _PREPOSITION.search(leading(reading.text, referent.begin))


def leading(text: str, place: int) -> str:
    """The words that lead up to a place, no more of them than any rule looks at."""
    return text[max(0, place - NEAR) : place]
