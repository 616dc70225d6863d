"""Targets of the 2030 Agenda that a text names by their codes alone, once it speaks of the Goals.

"5.3" may be a section, an amount or a version, so a bare code counts only where the vocabulary knows the target and
where it stands at a name in the same sentence: behind a colon, in a bracket of codes, behind "under"; or behind a
target and a semicolon. What stands at a country, or alone at a body or at one word, may be its value.
"""

import re
from collections.abc import Container, Iterator, Sequence

from kg.finders._words import COMMON_LETTERS, HEADS, Known, bare, places_of, tokens_of

_CODE = r"(?:1[0-7]|[1-9])\.(?:1\d|[1-9]|[a-d])(?![\w%/]|\.\d|,\d)"
_CODES = rf"{_CODE}(?:(?:\s?[,;]\s?|,?\s(?:and|or)\s){_CODE})*"
_GOALS = re.compile(r"SDGs?\b|(?<=Sustainable\sDevelopment\s)Goals?\b|Goals?\s\d")
_AGENDA = re.compile(r"2030\sAgenda\b|(?<=Agenda\s)2030\b")
_NAME = r"\b[A-Z][\w’'-]*"
_PLACES = (
    re.compile(rf"(?:{_NAME}|Agenda\s2030):\s(?P<codes>{_CODES})(?=\s[–—-]\s|[.;?](?:\s|$)|$|\s\()"),
    re.compile(rf"{_NAME}\s\((?P<codes>{_CODES})\)(?=[,.;]|\sand\b|$)"),
    re.compile(rf"{_NAME}\sunder\s(?P<codes>{_CODES})(?=[,.;)]|\sand\b)"),
)
"""A label, a name in a list, a name and what it is entered under."""
_SENTENCE = re.compile(r"[.!?]\s(?=[A-Z(\d])")
_BEHIND_TARGET = re.compile(
    rf"[Tt]argets?\s{_CODES}[^.;:()]{{0,60}};\s(?P<codes>{_CODES})(?=\s(?:through|by|with|for)\b(?!\s\d)|[.;,])"
)
_EACH = re.compile(_CODE)
_NO_LABEL = re.compile(
    r"\b(?:[Ss]ections?|[Ss]ect\.|[Cc]hapters?|[Tt]ables?|[Ff]igures?|[Vv]ersions?|[Pp]aragraphs?|[Pp]aras?\.|[Ii]tems?|"
    r"[Aa]rticles?|[Rr]ules?|[Rr]egulations?|[Oo]utputs?|[Oo]utcomes?|[Ii]ndices|[Ii]ndex|[Rr]atios?|[Rr]ates?|"
    r"[Aa]mounts?|[Pp]ercentages?|[Ss]hares?|[Gg]rowth|[Aa]verages?|[Ss]cores?|[Ll]evels?|GDP|GNI|million|billion|"
    r"per\scent|%|\$|€)[^.;:()]{0,25}:?\s?\(?\Z"
)
_RUN = re.compile(r"(?:[A-Z][\w’'-]*(?: (?:of|and|for|on|the|in) (?:the )?| ))*[A-Z][\w’'-]*\Z")
"""The capitals that end with the word before a code."""
_RANK = re.compile(r"(?:Primary|Secondary|Main|Other|Agenda 2030)\Z")
"""Labels of targets themselves."""
_LABEL = 7
"""Code points: "Agenda ", which may stand before its year."""
_WINDOW = 45
"""Code points before a code in which a word may stand that makes it a section's or an amount."""


def bare_targets(
    text: str, words: Sequence[int], known: Container[str], names: Known
) -> Iterator[tuple[int, int, str]]:
    """Place and code of each target that stands as a label, in order.

    `words` are the places where "Goal", "SDG" or "target" may begin; `known` are the codes that exist; `names` tell
    which capitals are places and bodies.
    """
    found: dict[int, tuple[int, int, str]] = {}
    end = 0
    for at in sorted((*words, *places_of(text, "2030"))):
        if hit := _BEHIND_TARGET.match(text, at):
            found |= _each(text, hit, known)
        if at >= end and (_GOALS.match(text, at) or _AGENDA.match(text, at)):
            stop = _SENTENCE.search(text, at)
            end = stop.start() + 1 if stop else len(text)
            for place in _PLACES:
                for hit in place.finditer(text, max(0, at - _LABEL), end):
                    found |= _each(text, hit, known) if _labelled(text, hit, names) else {}
    yield from (found[begin] for begin in sorted(found))


def _each(text: str, hit: re.Match[str], known: Container[str]) -> dict[int, tuple[int, int, str]]:
    codes = list(_EACH.finditer(text, *hit.span("codes")))
    window = text[max(0, hit.start() - _WINDOW) : hit.start("codes")]
    if _NO_LABEL.search(window) or not all(code[0] in known for code in codes):
        return {}
    return {code.start(): (*code.span(), code[0]) for code in codes}


def _labelled(text: str, hit: re.Match[str], names: Known) -> bool:
    """Whether the name before the codes may be a programme's; one word or a body has more than one number."""
    before = text[max(0, hit.start() - _WINDOW) : hit.start("codes")].rstrip(" :(").removesuffix(" under")
    run = _RUN.search(before)
    if not run or _RANK.search(before):
        return bool(_RANK.search(before))
    named = tokens_of(run[0], 0, len(run[0]))
    if names.place(named, 0) and len(named) < 4 and not any(bare(t) in HEADS for t in named):
        return False
    bodily = any(names.body(named, at) for at in range(len(named)))
    several = len(_EACH.findall(hit["codes"])) > 1 or hit["codes"][-1].isalpha()
    return named[-1].text not in COMMON_LETTERS and (several or not (bodily or len(named) == 1))
