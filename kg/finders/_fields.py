"""Names that a form tells by its labels: "Programme sheet: Port Watch", "Title: …" in the sheet of a project.

The lines of a form may have lost their line ends: a label closes the value before it.
"""

import re
from collections.abc import Iterator, Sequence

from kg.finders._words import COINED, HEADS, ROLES, Known, Name, Token, bare, generic

_KIND = r"(?:[Pp]rogramme|[Pp]roject|[Ii]nitiative|[Cc]ampaign|[Pp]latform|[Tt]ool)"
_SHEET = r"(?:sheet|fiche|profile|page|brief|factsheet|fact sheet|summary|title|name)"
_NAMED = re.compile(
    rf"(?:\A|(?<=[\w.)] )|(?<=\n))(?:{_KIND} {_SHEET}|(?:PROGRAMME|PROJECT) (?:PAGE|SHEET|TITLE)|"
    rf"[Nn]ame of (?:the )?{_KIND}|[Tt]itle of (?:the )?{_KIND}): "
    r"(?=[A-Z])"
)
"""What stands before the name of a programme in a form."""
_TITLED = re.compile(r"(?:\A|(?<=[\w.)] )|(?<=\n))(?:[Ff]ull )?[Tt]itle: (?=[A-Z])")
_OF_PROJECT = re.compile(
    r"\b(?:Lead(?: agency| organi[sz]ation| partner)?|(?:Implementing|Executing) (?:partners?|agency|agencies|"
    r"organi[sz]ations?|entity)|Partners|Donors?|Budget|Funding|Funded by|Duration|Period|Beneficiaries|Applicant|"
    r"Project number): "
)
"""What the sheet of a project tells, and that of a book does not."""
_NEAR = 400
"""How far from a title the other labels of its sheet may stand, in characters."""
_SHORT = re.compile(r" \([A-Z][\w-]{1,14}\)")
_LABEL = re.compile(
    r"\s(?:(?:Lead|Implementing|Executing|Participating|Short|Full|Project|National|Main|Start|End|Funding|Country)"
    r"(?: [A-Za-z]+){0,3}|Partners?|Donors?|Budget|Funding|Funded by|Duration|Period|Beneficiaries|Applicant|Targets?|"
    r"Goals?|SDGs?(?: [a-z]+)?|Organi[sz]ation|Countr(?:y|ies)|Locations?|Status|Themes?|Where|Since|Contact|Website|"
    r"Dates?|Summary|Objectives?): |\.?\s*\Z|[.;\n]"
)
"""What closes a value: the next label of such a form or the end."""


def fielded(text: str, begin: int, end: int, tokens: Sequence[Token], words: Known) -> Iterator[Name]:
    """The programmes that the labels of one sentence name."""
    sheet = _OF_PROJECT.search(text, max(0, begin - _NEAR), end + _NEAR)
    for pattern in (_NAMED, _TITLED) if sheet else (_NAMED,):
        for match in pattern.finditer(text, begin, end):
            last = _LABEL.search(text, match.end(), end)
            stop = last.start() if last else end
            short = _SHORT.search(text, match.end(), stop)
            stop = short.start() if short else stop
            named = [t for t in tokens if match.end() <= t.begin < stop]
            if named and _own(named, words):
                yield Name(match.end(), named[-1].end, "programme")


def _own(named: Sequence[Token], words: Known) -> bool:
    """Whether the value is a name of its own: no body, person or plain words."""
    first = named[0]
    if len(named) == 1:
        return bool(COINED.search(first.text)) and not words.body(named, 0)
    if (
        generic(named)
        or bare(first) in ROLES
        or HEADS.get(bare(named[-1])) in ("organization", "publication")
        or any(_paper(named, place) for place in range(min(3, len(named))))
    ):
        return False
    capitals = sum(t.capital for t in named[first.text in ("The", "A", "An") :])
    return capitals > 1 and 2 * capitals >= len(named) and not (words.body(named, 0) and len(named) < 4)


def _paper(named: Sequence[Token], place: int) -> bool:
    """Whether a paper is named with its subject behind it: "Report on Nets", "Global Study of Nets"."""
    subject = place + 1 < len(named) and named[place + 1].text in ("on", "of", "to", "for")
    return subject and HEADS.get(bare(named[place])) == "publication"
