"""What kind of paper a title announces, and whether a text tells of work that was done.

The kinds are those of the annotation format. A letter, a statement, a plan or a catalogue is none of them, whatever
else its title says.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import islice

from kg.months import MONTH
from kg.types import Unit

_SUBMISSION = re.compile(
    r"\b(?:submissions?|contributions?|inputs?|repl(?:y|ies)|(?<!management )responses?)\b (?:of|by|from|to|on|received"
    r"|submitted|prepared)\b"
    r"|\b(?:reply|input|contribution|submission):|\Atemplate for reporting\b|\Aquestionnaire\b|\Ainputs?\b",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\b(?:statements?|management responses?|concluding observations|list of issues"
    r"|letters?|notes? verbales?|memorand(?:um|a)|agreement|catalogue|agenda"
    r"|programme of work|planning note"
    r"|concept note|(?:country|policy) brief|briefing note|circular|opinion|notice|clarification"
    r"|work ?plan|list of|summary of (?:a|the) (?:panel|meeting|discussion|debate"
    r"|proceedings)|minutes|status of|documents before|declaration"
    r"|brochure|leaflet|guidelines?"
    r"|terms of reference|invitation|press release|communiqu[ée]|charter|handbook|manual)\b",
    re.IGNORECASE,
)
_REPORT = re.compile(
    r"\b(?:reports?|results|reviews?|progress|updates?|highlights|digest|activities|achievements"
    r"|chapter|assessment"
    r"|self-assessment|evaluation|briefs?|briefing|survey|annual|mid-term|outcomes?|findings|notes?"
    r"|implementation of)\b",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"\b(?!(?:United|Limited|Related)\b)[A-Za-z]{2,}(?<!need)ed\b|\b(?:took part|built|held|ran|won"
    r"|gave|sent|made|met|taught|came|drew|went)\b"
)
_FIGURE = re.compile(
    r"(?<![\w./,-])(?!(?:19|20)\d\d\b)(?:\d{1,3}(?:,\d{3})+|\d{2,6}) "
    rf"(?!(?:per|{MONTH})\b)"
    r"(?:[a-z-]+ ){0,3}[a-z-]+s\b|\b(?:[Ii]n|[Dd]uring|[Ss]ince"
    r"|[Bb]y)(?: [A-Z][a-z]+)? (?:19|20)\d\d\b|\b\d{2,6} (?:people|women|men|children|teachers)\b"
)
_FIRST_TEXT = 12


def genre(title: str) -> str | None:
    """ "submission", "report" or "other" where the words of the title tell it."""
    if _SUBMISSION.search(title):
        return "submission"
    if _OTHER.search(title):
        return "other"
    return "report" if _REPORT.search(title) else None


def tells_of_work(units: Sequence[Unit]) -> bool:
    """Whether one of the first sentences counts what was done: "trained 412 teachers"."""
    return any(_FIGURE.search(words) and _DONE.search(words) for words in _sentences(units))


def _sentences(units: Sequence[Unit]) -> Iterable[str]:
    for unit in islice((u for u in units if u.kind in ("paragraph", "item")), _FIRST_TEXT):
        for begin, end in unit.sentences:
            yield unit.view.text[begin:end]
