"""The words before a place of a sentence, and what they make of it."""

import re

from kg.grammar import PREPOSITIONS, ahead, last_words
from kg.types import Reading, Referent

OWNERS = ("programme", "publication")
"""Whose figures come before those of the body that acts."""
_PREPOSITION = re.compile(
    rf"\b(?!through\b){PREPOSITIONS}"
    r" (?:the |its |an? |our |their )?(?:[$€£]?\d[\d.,]*(?: [bm]illion)? )?(?:[A-Z][\w-]*(?:['’]s)? )?\Z"
)
_BLANKS = 6
"""One more than a preposition has behind it, up to the name that it governs ("of the $2 million Blue ")."""
PAID = re.compile(r"-(?:funded|financed|supported|backed|sponsored)\b")
"""Behind the name of one who only pays for what is told."""
FOR_EXAMPLE = re.compile(r"\((?:such as|e\.g\.,?|for example,?|for instance,?) [^()]*\Z")
"""What stands in such a bracket is no report."""


def leads(reading: Reading, referent: Referent) -> bool:
    """Whether no preposition makes the words before the referent govern it, and it does not only pay for others."""
    if PAID.match(reading.text, referent.end):
        return False
    return not _PREPOSITION.search(last_words(ahead(reading.text, referent.begin), _BLANKS))
