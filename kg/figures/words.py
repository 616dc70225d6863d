"""The words before a place of a sentence, and what they make of it."""

import re

from kg.types import Reading, Referent

OWNERS = ("programme", "publication")
"""Whose figures come before those of the body that acts."""
_PREPOSITION = re.compile(
    r"\b(?:of|under|with|for|in|by|to|on|from|via|at|between|and|within|using|after|like|than|into)"
    r" (?:the |its |an? |our |their )?(?:[A-Z][\w-]*(?:['’]s)? )?\Z"
)
_BLANKS = 4
"""One more than a preposition has behind it, up to the name that it governs ("of the Office's ")."""
FOR_EXAMPLE = re.compile(r"\((?:such as|e\.g\.,?|for example,?|for instance,?) [^()]*\Z")
"""What stands in such a bracket is no report."""
NEAR = 300
"""Characters before a number or name that rules look at."""


def leads(reading: Reading, referent: Referent) -> bool:
    """Whether no preposition makes the words before the referent govern it."""
    return not _PREPOSITION.search(reading.text, _words_before(reading.text, referent.begin), referent.begin)


def _words_before(text: str, place: int) -> int:
    """Where the words begin in which a preposition may stand that governs what follows."""
    for _ in range(_BLANKS):
        place = text.rfind(" ", 0, place)
        if place < 0:
            return 0
    return place


def leading(text: str, place: int) -> str:
    """The words that lead up to a place, no more of them than any rule looks at."""
    return text[max(0, place - NEAR) : place]
