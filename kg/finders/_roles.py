"""Heads that name a body in one sentence and a programme or a meeting in another: what stands around them tells.

A congress whose resolution is cited adopts it, a fund that is paid by or applied to acts, a laboratory that somebody
launched is a programme.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from kg.finders._words import FIRST, Known, Name, spelled, words_in
from kg.types import EntityType

_ADOPTED = re.compile(
    r"\b(?:[Rr]esolution|[Dd]ecision|[Rr]ecommendation)s? "
    r"(?:(?:[A-Z] )?[\w/.-]*\d[\w/.-]*(?: ?\([\w., -]{1,30}\))?(?:,? and |, | )){1,6}"
    r"(?:of|by) (?:the )?\Z"
)
_NUMBERED = re.compile(
    r"(?:[\w-]*(?:[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[Ff]ifth|[Ss]ixth|[Ss]eventh|[Ee]ighth|[Nn]inth|[a-z]th)"
    r"|\d+\w\w) "
)
"""Which of several meetings it is: a meeting, whoever cites what it adopted."""
_ADOPTS = re.compile(r" (?:[Rr]esolution|[Dd]ecision)s? \d")
_ASKED = re.compile(r"\b(?:[Ii]nvites|[Rr]equests|[Ee]ncourages|[Uu]rges) the \Z")
_ENACTING = re.compile(r",\s*")
"""What closes the line that names the organ before its act."""
_BODILY = words_in("fund facility forum alliance coalition")
"""What pays, applies or sits on boards as a body, and is somebody's programme otherwise."""
_PAYS = re.compile(
    r"\b(?:(?:[Ff]unding|[Ss]upport|[Mm]oney|[Gg]rants?|[Ff]inancing|[Cc]ontributions?) from|"
    r"(?:submitted|addressed|applied) to|(?:together|jointly) with|"
    r"[Ss]ubmi(?:ssions?|tted) (?:by|from|of)(?: [A-Z][\w-]+ and)?) (?:the )?\Z"
)
_AGENT = re.compile(
    r"\b(?:led|run|implemented|operated|managed|executed|delivered|coordinated|put into practice) by (?:the )?\Z"
)
"""Behind it a network or an alliance acts as a body."""
_ACTING = words_in("network alliance coalition")
_FINANCES = re.compile(
    r" (?:(?:finances?|financed|funds|pays|paid|approved|lent|granted)\b|supported the Government\b)"
)
_BESIDE = frozenset((" and ", " and the ", ", ", ", the ", ", and ", ", and the "))
_TAUGHT = words_in("lab laboratory academy clinic school")
"""What is a programme where somebody runs or launches it, and an institution otherwise."""
_SITED = re.compile(
    r"(?:Lab|Laboratory|Academy|Clinic|School|Museum|College) (?:on|under|without|behind|beyond|before|after|against) "
    r"(?!(?:[A-Z]\w+ (?:and|Law|Policy|Management)|Drugs|Crime|Wheels))"
    r"(?!.*\b(?:Road|Street|Square|Avenue|Hill|Lane)\b)"
)
"""A house that is named for where it is found, as seldom an institution is; one at a street is one."""
_RUNS = re.compile(
    r"\b(?:runs?|ran|launch(?:ed|es)|pilot(?:ed|s)|rolled out|manages?|administers?|operates?|coordinates?|set up) "
    r"(?:its |the |an? )?\Z|"
    r"\b(?:arm|wing|branch|offshoot), (?:the )?\Z|\b(?:[Tt]he [A-Z]\w+[’']s|[Ii]ts|[Oo]ur) \Z"
)
_RUN = re.compile(
    r" (?:is|was|has been) (?:(?:jointly|first) )?(?:run|launched|piloted|rolled out|set up)\b"
    r"|, an? (?:part|component|pillar) of\b|, (?:run|launched|piloted|organized) by\b"
    r"| is one of (?:the )?\w+ (?:pillars|components|parts)\b|, whose (?:subject|theme|topic)\b"
)
_BODY_AND = re.compile(r"([A-Z][\w-]+) and (?:the )?\Z")
_REACH = 60
_FAR = 300


def retyped(text: str, found: Iterable[Name], words: Known) -> Iterator[Name]:
    """The names, each with the type that the words around it give its head."""
    before: Name | None = None
    rows = _backwards(text, [replace(name, type=_type(text, name, words)) for name in found])
    for name, after in zip_longest(rows, rows[1:]):
        if name.type == "programme" and _bodily(text, name) and _beside(text, before, name, after, words):
            name = replace(name, type="organization")
        before = name
        yield name


def _backwards(text: str, rows: list[Name]) -> list[Name]:
    """The names, those made bodies that only a body farther behind in their list tells."""
    for at in range(len(rows) - 2, -1, -1):
        name, after = rows[at], rows[at + 1]
        listed = after.type == "organization" and text[name.end : after.begin] in _BESIDE
        if listed and name.type == "programme" and _bodily(text, name) and not _runs(text, name):
            rows[at] = replace(name, type="organization")
    return rows


_CLAUSE = re.compile(
    r"(?:\A|[.;] )(?:With|Through|Under|Following|Thanks|In|From|By|For|As|After|Since) [^,.;]*, (?:the )?\Z"
)
"""A clause before the sentence proper, which is no item of a list."""


def _type(text: str, name: Name, words: Known) -> EntityType:
    if name.type == "event" and spelled(text[name.begin : name.end]) in words.bodies:
        return "organization"
    start = max(0, name.begin - _REACH)
    if name.type == "event" and not _NUMBERED.match(text, name.begin):
        if text.startswith("Forum ", name.begin) and text.endswith(
            ("session of the ", "sessions of the "), 0, name.begin
        ):
            return "organization"  # what has sessions is a body
        asked = _ADOPTED.search(text, start, name.begin) or _ASKED.search(text, start, name.begin)
        enacts = text[: name.begin] in ("The ", "") and _ENACTING.fullmatch(text, name.end)
        return "organization" if asked or enacts or _ADOPTS.match(text, name.end) else "event"
    if name.type == "programme" and _bodily(text, name):
        pays = _PAYS.search(text, start, name.begin) or _FINANCES.match(text, name.end)
        return "organization" if pays or _acts(text, name, start) else "programme"
    if name.type == "programme" and _acts(text, name, start):
        return "organization"
    if name.type == "organization" and _SITED.match(text, name.begin, name.end):
        return "programme"
    if name.type == "organization" and text[name.begin : name.end].lower().split()[-1] in _TAUGHT:
        told = _RUNS.search(text, start, name.begin) or _RUN.match(text, name.end)
        return "programme" if told else "organization"
    return name.type


def _acts(text: str, name: Name, start: int) -> bool:
    words = text[name.begin : name.end].lower().split()
    return not _ACTING.isdisjoint((words[0], words[-1])) and bool(_AGENT.search(text, start, name.begin))


def _bodily(text: str, name: Name) -> bool:
    words = text[name.begin : name.end].lower().split()
    return not _BODILY.isdisjoint((words[0], _last(words), words[-1]))


def _last(words: Sequence[str]) -> str:
    """The last word before those that tell what the thing is for: the head of "Global Fund for Nets"."""
    return next((words[i - 1] for i, word in enumerate(words) if i and word in FIRST), words[-1])


def _runs(text: str, name: Name) -> bool:
    return bool(_RUNS.search(text, max(0, name.begin - _REACH), name.begin))


def _beside(text: str, before: Name | None, name: Name, after: Name | None, words: Known) -> bool:
    """Whether a body stands next to the name in one list: what is listed together is of one kind."""
    if _runs(text, name):
        return False
    listed = before and before.type == "organization" and text[before.end : name.begin] in _BESIDE
    if listed and not _CLAUSE.search(text, max(0, name.begin - _FAR), name.begin):
        return True
    if after and after.type == "organization" and text[name.end : after.begin] in _BESIDE:
        return True
    known = _BODY_AND.search(text, max(0, name.begin - _REACH), name.begin)
    return known is not None and spelled(known[1]) in words.bodies
