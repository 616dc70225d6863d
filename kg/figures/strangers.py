"""Whether a sentence speaks of somebody whose name no finder knows: then whose its figures are stays open."""

import re

from kg.grammar import FACTIVE, PREPOSITIONS
from kg.months import MONTH
from kg.types import Reading

_FRONT = re.compile(
    r"(?:(?:In|By|During|Since|As (?:of|at)|At|On)\b [^,;:]{2,40}, |In (?:19|20)\d\d )?(?:The |Its |An? )?[\"“‘]?"
)
_NAME = re.compile(
    rf"(?!(?i:{PREPOSITIONS}|as|during|since|until|throughout|through|our|their|this|these|all|some|among)\b)"
    rf"(?!(?:{MONTH})\b)"
    r"(?P<name>[A-Z][\w’'&-]*(?: (?:(?:of|for|and|to|the|de|la) ){0,2}[A-Z][\w’'&-]*)+|[A-Z]{3,}\w*)"
    r"[\"”’]?(?: \([^()]*\))?,? (?=[a-z])"
)
"""A name of two words or more, or an acronym, before what is told of it."""
_NOBODYS = re.compile(r"\b(?:States?|Parties|Governments?|Ministers?|Members?)\b")
"""Words of those who are many: who opens with them names nobody."""


def opens_with_stranger(reading: Reading, place: int) -> bool:
    """Whether before `place` the sentence opens with a name that stands for nobody whom the text is known to name.

    Short forms of a name that the sentence gives in full are no strangers, nor are "Member States" and the like.
    """
    text = reading.text
    front = _FRONT.match(text)
    name = _NAME.match(text, front.end()) if front else None
    if name is None or name.end() > place or _NOBODYS.search(name["name"]) or FACTIVE.match(text):
        return False
    begin, end = name.span("name")
    return not any(
        (r.begin < end and begin < r.end) or name["name"] in text[r.begin : r.end] for r in reading.referents
    )
