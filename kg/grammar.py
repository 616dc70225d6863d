"""Small grammar that all readers of sentences share: the words before a place, and what they make of it.

Patterns are parts of longer ones and have no groups of their own; places are code points of the sentence.
"""

import re

PREPOSITIONS = (
    r"(?:of|under|through|with|for|in|by|to|on|from|via|at|between|and|within|using|after|like|than|into)"
)
"""What governs the noun behind it: a name behind one of them is no subject."""
OWNS = re.compile(r"\A(?:[Ii]ts|[Tt]heir|[Oo]ur|[Mm]y)\b|['’]s?\Z")
"""Words that only say whose the next thing is, from their begin to two code points behind them."""
FACTIVE = re.compile(
    r"(?:\(?\w{1,4}[.)] )?(?:also |further |again )?(?:not(?:es|ing)|tak(?:es|ing) note|welcom(?:es|ing)"
    r"|commend(?:s|ing)|recall(?:s|ing)|acknowledg(?:es|ing)|observ(?:es|ing)"
    r"|express(?:es|ing) (?:its |deep |great |sincere )*(?:appreciation|gratitude|thanks))\b",
    re.IGNORECASE,
)
"""How a paragraph of a resolution opens that takes what it tells for a fact."""
UNDONE = (
    r"(?:(?:fail(?:s|ed|ing)?|refus(?:es?|ed|ing)) to"
    r"|declin(?:es?|ed|ing) to (?=[a-z])(?!(?:about|around|some|nearly|almost|just|only|under|over|below|less|fewer"
    r"|an?|the|one|two|three|four|five|six|seven|eight|nine|ten|twelve|zero)\b)"
    r"|den(?:y|ies|ied|ying) (?:that|having|any|[a-z]+ing)|yet to|hope[sd]? (?:to|for|that)|hoping (?:to|for|that)"
    r"|(?:rumou?red|alleged) to|rumou?rs? (?:that|of|has it)"
    r"|(?:withdr(?:aws?|ew|awn|awing) from|(?:pull|opt|back)(?:s|ed)? out of))"
)
"""Words that make what follows them no fact: left undone, refused, denied, hoped for, rumoured or given up."""
ASKED = (
    r"(?:(?:asked|requested|invited|urged|called upon|instructed) to(?= (?!the\b|its\b|an?\b)[a-z])"
    r"|(?:proposals?|intentions?|decisions?|offers?|requests?|readiness|willingness)(?: (?:of|by) [^,;.]{1,60}?)? to"
    r"(?= (?!the\b|its\b|an?\b)[a-z]))"
)
"""Words that make what follows them no more than asked, offered or decided: "the proposal of the Board to open"."""
EXCEPTED = re.compile(
    r"\b(?:except(?:ing)?|excluding|save|barring|with the exception of|other than"
    r"|(?:all|every[a-z]*|any[a-z]*)(?: [a-z]+)? but)(?: for| in| to| on| of)?(?: the)? ?\Z"
)
"""What leaves out the thing right behind it, and all that a list joins to that."""
SPAN_OF_TIME = re.compile(
    r"\b(?:Decade|Year|Month|Week|Day)(?=\Z|s?['’\"”]|,? \(?\d| (?:of|for|on|to|against|and)\b)"
    r"(?!.*\b(?i:programmes?|initiative|projects?|funds?|campaigns?|schemes?|networks?|facility|partnership|plan)\b)"
)
"""A programme that is a span of time does nothing itself: what is told below its name, others do.

The span is the head of the name: "Day Care Programme" and "Decade of Repair Fund" are programmes like others.
"""
UNBEGUN = re.compile(
    r"(?:not (?:yet )?(?:started|begun|funded|approved|signed)|planned|proposed|pipeline|cancelled|to be \w+"
    r"|pending|(?:goals? |targets? )?(?:missed|dropped|not met))\.?",
    re.IGNORECASE,
)
"""The status of what nobody has begun, as a cell of a table gives it."""
ACTS = ("preambular", "operative")
"""Paragraphs of resolutions: what they ask is no fact, what they welcome is one."""
NEAR = 300
"""Code points before a place that rules look at."""
_BLANKS = 5
"""Blanks in the longest words that make what follows them depend on a preposition."""


def ahead(text: str, place: int) -> str:
    """The words that lead up to a place, no more of them than any rule looks at.

    >>> ahead("Run by the Office", 7)
    'Run by '
    """
    return text[max(0, place - NEAR) : place]


def last_words(text: str, blanks: int = _BLANKS) -> str:
    """The end of the text: as much of it as a preposition in front of a name may stand in.

    >>> last_words("one two three four", blanks=2)
    ' three four'
    """
    place = len(text)
    for _ in range(blanks):
        place = text.rfind(" ", 0, place)
        if place < 0:
            return text
    return text[place:]


def among(whole: str, name: str) -> bool:
    """Whether several bodies own what the name calls: "Board of the A, the B and the C"."""
    before, found, after = whole.partition(name)
    first = before.endswith(" of the ") and after.startswith(", the ")
    later = before.endswith((", the ", " and the ")) and " of the " in before
    return bool(found) and (first or (later and (not after or after.startswith((", the ", " and the ")))))
