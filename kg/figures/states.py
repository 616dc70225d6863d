"""Which States did what a sentence counts, or have it."""

import re

from kg.figures.words import leads
from kg.types import Reading, Referent
from kg.verbs import PAST

_DID = re.compile(rf" (?:(?:has|have|had|also|alone|then|jointly|together) )*(?:{PAST})\b")
_HAS = re.compile(
    r" (?:(?:now|still|also|already) )?(?:has|have|had|possess(?:es)?|holds?|extends?|accounts? for)\b"
)
_AND = re.compile(r",? (?:and |the |and the )?|, ")
_ANEW = re.compile(r", and (?:the|its|our|it|they|we)\b|;")
"""Where the sentence begins to speak of somebody else."""


def acting_states(reading: Reading, number: int) -> list[Referent]:
    """The State, or several, that did what is counted or has it: of those spoken of before, nobody did."""
    text = reading.text
    named: list[Referent] = []
    governed = False
    for state in (r for r in reading.referents if r.type == "place" and r.end <= number):
        joined = named and _AND.fullmatch(text, named[-1].end, state.begin)
        governed = governed if joined else not leads(reading, state)
        named = [*named, state] if joined else [state]
        did = None if governed else _DID.match(text, state.end) or _HAS.match(text, state.end)
        if did and not _ANEW.search(text, did.end(), number):
            return named
    return []
