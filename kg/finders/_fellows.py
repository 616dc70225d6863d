"""Bodies told by the company they keep: "with the Rope Guild and Mercy Nets", "UNICEF and Netdesa lead it".

What stands beside a body behind "with", "by" or "partners are", or as the other half of a subject, is a body too.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from operator import attrgetter

from kg.finders._bare import common, end_of
from kg.finders._words import (
    COINED,
    COMMON_LETTERS,
    HEADS,
    INNER,
    Known,
    Name,
    Token,
    bare,
    generic,
    said,
    spelled,
    words_in,
)

_BESIDE = re.compile(r",? and (?:the )?(?=[A-Z])")
_GOVERNED = re.compile(
    r"(?:\b(?:with|by|[Pp]artners (?:are|include)|[Pp]artners?:|between)(?: [^.;:()]{0,80}(?:,|\band))?|\A|\. |\bwhich|"
    r"\bthat) (?:[Tt]he )?\Z|\A(?:The )?\Z"
)
_LIST = re.compile(r"\b[Pp]artners(?: are| include|:) [^.;:()]*\Z")
_CLOSED = re.compile(
    r"[.,;)]|\Z| (?:in|on|at|to|for|since|under|as|who|which|[a-z]+ed|began|ran|runs?|leads?|led|keeps?|"
    r"kept|joins?|built|made|gave|gives?|have|has|are|were)\b"
)
_CREWS = words_in("corps aid relief action watch")
"""What ends the names of bodies beside the head nouns."""
_MOST = 8
"""Words in the name of a known body."""
_BEGIN, _END = attrgetter("begin"), attrgetter("end")


def fellows(
    text: str, begin: int, end: int, tokens: Sequence[Token], found: Sequence[Name], words: Known
) -> Iterator[Name]:
    """The bodies of one sentence that only a body beside them tells; `found` are the names that are known."""
    if text.find(" and ", begin, end) < 0:
        return
    bodies = {name.end: name.begin for name in found if name.type == "organization"}
    for match in _BESIDE.finditer(text, begin, end):
        left = bisect_left(tokens, match.start(), key=_END)
        right = bisect_left(tokens, match.end(), key=_BEGIN)
        ends = left < len(tokens) and tokens[left].end == match.start()
        if not ends or right == len(tokens) or tokens[right].begin != match.end():
            continue
        start = bodies.get(match.start(), _known(tokens, left, words))
        if start is not None and _governed(text, begin, start):
            last = end_of(text, tokens, right, words, listed=True)
            named = tokens[right : last + 1]
            sure = len(named) == 1 or any(map(_no_person, named)) or _partners(text, begin, start)
            if sure and _strange(named, words) and _CLOSED.match(text, tokens[last].end):
                yield Name(tokens[right].begin, tokens[last].end, "organization")


def _known(tokens: Sequence[Token], last: int, words: Known) -> int | None:
    """Where the name of a known body begins that ends with the word at `last`, or none."""
    for first in range(max(0, last - _MOST + 1), last + 1):
        if spelled(said(tokens[first : last + 1])) in words.bodies and tokens[first].capital:
            return tokens[first].begin
    return None


def _governed(text: str, begin: int, start: int) -> bool:
    return bool(_GOVERNED.search(text[max(begin, start - 110) : start]))


def _strange(named: Sequence[Token], words: Known) -> bool:
    """Whether the words may name a body that no list has: no place, office, person's title, act or thing."""
    if generic(named) or any(map(common, named)) or len(named) > 4 or len(named[0].text) < 4:
        return False
    if any(words.place(named, i) or words.body(named, i) for i in range(len(named))):
        return False
    last = HEADS.get(bare(named[-1]).removesuffix("s"))
    return last in (None, "organization") and not any(t.text in COMMON_LETTERS for t in named)


def _no_person(token: Token) -> bool:
    """Whether the word is none of a person's name: letters, a made word, a head noun or one that joins others."""
    made = token.acronym or COINED.search(token.text)
    return (
        bool(made) or token.text in INNER or bare(token) in _CREWS or bare(token).removesuffix("s") in HEADS
    )


def _partners(text: str, begin: int, start: int) -> bool:
    """Whether the list says itself that it is of partners, who are bodies."""
    return bool(_LIST.search(text, max(begin, start - 110), start))
