"""Short forms where they are defined: "Long Form (LF)" and "LF (Long Form)".

The matching of letters follows Schwartz and Hearst, "A simple algorithm for identifying abbreviation definitions
in biomedical text" (2003). A short form's mention carries the long form as its name; its surface is the alias.
What the short form names has the type of its long form; where letters match nothing, of the noun it explains.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from kg.finders._bare import told
from kg.finders._evidence import cues
from kg.finders._grammar import names
from kg.finders._marks import marked
from kg.finders._weighed import weighed
from kg.finders._words import HEADS, WEAK, Known, Token, bare, known, shouted, tokens_of
from kg.finders.names import TYPES
from kg.iris import fold
from kg.types import EntityType, Mention, Unit
from kg.vocabulary import Concept, Lexicon

NAME = "acronyms"
EXAMPLES = (
    (
        "The Coastal Guard Training Network (CGTN) met.",
        (("CGTN", None, "programme"),),
    ),
    (
        "The portal known as Learning about Ropes and Knots (LARK) grew.",
        (("Learning about Ropes and Knots", None, "programme"), ("LARK", None, "programme")),
    ),
)
_SHORT = re.compile(r" ?\((?:the )?[“\"'‘]?([A-Z0-9][A-Za-z0-9&/-]{1,11})[”\"'’]?\)")
_NICK = re.compile(
    r" \((?:(?:hereafter|hereinafter)[ ,]+)?(?:the )?[“\"]?([A-Z][\w’'-]+(?: [A-Z][\w’'-]+){1,5})[”\"]?\)"
)
_LONG = re.compile(r"(?<![\w-])([A-Z][A-Z0-9-]{1,9}) \(((?:the )?[A-Z][^()]{5,150})\)")
_CALLED = re.compile(
    r"\b(programme|initiative|network|platform|portal|tool|database|campaign|project|partnership) "
    r"(?:known as|called|entitled|named)(?: the)? \Z"
)
_WHAT = (
    r"(?:[\w-]+ ){0,4}?"
    r"(?:program|programme|initiative|network|platform|portal|tool|database|campaign|project) "
    r"(?:that|which|on|for|to) [^.;()]{10,220}\Z"
)
_DESCRIBED = re.compile(rf"\b(?:an?|the|its|their) {_WHAT}")
_OPENING = re.compile(_WHAT)
_FAR = 400
"""How far back the noun stands that a description in lower case begins with, in characters."""
_NEAR = 160
"""How far around its short form a quoted title is looked at, in characters."""
_WINDOW = 40
"""Words before a short form among which its long form is looked for."""


_TOOLS = frozenset({"system", "map", "exchange", "passport", "explorer"})
_ROOMS = frozenset({"section", "unit", "service", "branch", "market", "community"})
"""What ends the name of a body that has letters of its own."""
_TOPS = re.compile(
    r"\.? (?:(?:Runs?|Ran|Managed|Launched|Funded|Financed|Implemented|Led|Hosted|Started|Piloted)\b|"
    r"[^;]{0,120}?\b(?:SDG|Goal|[Tt]arget)s? \d)"
)


def find(unit: Unit, lexicon: Lexicon) -> Iterator[Mention]:
    """Short forms, and long forms that only their short form shows to be names, in order."""
    text, words = unit.view.text, known(lexicon)
    if "(" not in text:
        return
    for begin, end in unit.sentences:
        if "(" in text[begin:end] and not shouted(text[begin:end]):
            for start, stop, kind, name, key in _sentence(text, begin, end, words, lexicon):
                span = unit.view.span(start, stop)
                yield Mention(begin=span.begin, end=span.end, type=kind, finder=NAME, name=name, id=key)


_Row = tuple[int, int, EntityType, str, str | None]


def _sentence(text: str, begin: int, end: int, words: Known, lexicon: Lexicon) -> Iterator[_Row]:
    labels = _labels(lexicon)
    for match in _SHORT.finditer(text, begin, end):
        short = match[1]
        if _plausible(short) and fold(short) not in labels:
            yield from _defined(text, begin, match, tokens_of(text, begin, end), words, labels)
    for match in _NICK.finditer(text, begin, end):
        yield from _shortened(text, match, tokens_of(text, begin, end), words)
    for match in _LONG.finditer(text, begin, end):
        short, long = match[1], match[2].removeprefix("the ")
        if fold(short) not in labels and _matches(short, long.split()) == 0:
            inner = tokens_of(text, match.end(2) - len(long), match.end(2))
            found = list(names(text, inner, words))
            if found and found[0].begin == inner[0].begin and found[0].end == inner[-1].end:
                yield match.start(1), match.end(1), found[0].type, long, None


def _shortened(text: str, match: re.Match[str], tokens: Sequence[Token], words: Known) -> Iterator[_Row]:
    """ "Special Rope Programme to Mend Nets (the Special Programme)": words of the long form alone."""
    for name in names(text, _last(tokens, match.start()), words):
        own = set(text[name.begin : name.end].split())
        if name.end == match.start() and own.issuperset(match[1].split()):
            yield match.start(1), match.end(1), name.type, text[name.begin : name.end], None


def _last(tokens: Sequence[Token], stop: int) -> Sequence[Token]:
    """The words that end before `stop`, as many as a long form may have."""
    end = bisect_right(tokens, stop, key=lambda token: token.end)
    return tokens[max(0, end - _WINDOW) : end]


def _described(text: str, begin: int, stop: int) -> bool:
    """Whether a description of a programme in lower case ends at `stop`."""
    return bool(_OPENING.match(text, begin, stop) or _DESCRIBED.search(text, max(begin, stop - _FAR), stop))


def _plausible(short: str) -> bool:
    """At least two capitals, or capitals and a digit; no year, number or document code."""
    capitals = sum(c.isupper() for c in short)
    return capitals >= 2 and "/" not in short and not re.fullmatch(r"[IVXLC]+|[A-Z]\d+|COVID.*", short)


def _defined(
    text: str,
    begin: int,
    match: re.Match[str],
    tokens: Sequence[Token],
    words: Known,
    labels: Mapping[str, Concept],
) -> Iterator[_Row]:
    short, start, stop = match[1], match.start(1), match.end(1)
    if text.endswith(("”", '"'), 0, match.start()):
        found = (
            n
            for n in marked(text, max(begin, match.start() - _NEAR), min(tokens[-1].end, stop + _NEAR), ())
            if n.end == match.start() - 1
        )
        yield from ((start, stop, n.type, text[n.begin : n.end], None) for n in found)
        return
    before = _last(tokens, match.start())
    for name in names(text, before, words):
        if name.end == match.start():
            yield start, stop, name.type, text[name.begin : name.end], None
            return
    first = _first(short, before)
    if first is None:
        if short.isupper() and len(short) > 2 and _described(text, begin, match.start()):
            yield start, stop, "programme", short, None
        return
    long = text[before[first].begin : match.start()]
    capitals = before[first].capital and before[-1].capital
    if not capitals and short.isupper() and _described(text, begin, match.start()):
        yield start, stop, "programme", short, None
        return
    if re.search(r"[()]|, the |[’']s\Z", long) or words.place(before, first):
        return
    if concept := labels.get(fold(long)):
        yield start, stop, concept.type, long, concept.key
        return
    kind = (
        _kind(text, begin, before, first)
        or _told(text, begin, match.start(), tokens, words)
        or _topping(text, begin, before[first], match)
    )
    if kind and capitals:
        yield before[first].begin, match.start(), kind, long, None
        yield start, stop, kind, long, None


def _kind(text: str, begin: int, before: Sequence[Token], first: int) -> EntityType | None:
    """The type of a long form: what it is called, or the first head noun in it."""
    if _CALLED.search(text, max(begin, before[first].begin - _FAR), before[first].begin):
        return "programme"
    heads = [bare(t) for t in before[first:] if t.capital and bare(t) in HEADS]
    firm = [HEADS[head] for head in heads if head not in WEAK]
    if firm:
        return firm[0]
    if not _TOOLS.isdisjoint(heads):
        return "programme"
    return "organization" if bare(before[-1]) in _ROOMS and len(before) - first > 1 else None


def _topping(text: str, begin: int, first: Token, match: re.Match[str]) -> EntityType | None:
    """A programme where the name and its short form are a line of their own, and what follows tells of a project."""
    return "programme" if first.begin == begin and _TOPS.match(text, match.end()) else None


def _told(text: str, begin: int, end: int, tokens: Sequence[Token], words: Known) -> EntityType | None:
    """The type that what is done with the long form gives it ("UNEP launched Reefs for Rope (RFR)")."""
    here = [cue for cue in cues(text) if begin <= cue.begin]
    found = next((name.type for name in told(text, here, tokens, words) if name.end == end), None)
    return found or next(
        (name.type for name in weighed(text, begin, end, tokens, words) if name.end == end), None
    )


def _first(short: str, before: Sequence[Token]) -> int | None:
    """The index of the word where the long form begins, within the window of Schwartz and Hearst."""
    letters = sum(c.isalnum() for c in short)
    offset = max(0, len(before) - min(letters + 5, letters * 2))
    found = _matches(short, [t.text for t in before[offset:]])
    return None if found is None else offset + found


def _matches(short: str, words: Sequence[str]) -> int | None:
    """The index of the last word from which on the words spell the short form, or none."""
    long = " ".join(words)
    at = len(long)
    letters = [c.casefold() for c in short if c.isalnum()]
    for number, letter in enumerate(reversed(letters), start=1):
        first = number == len(letters)
        at -= 1
        while at >= 0 and (long[at].casefold() != letter or (first and at > 0 and long[at - 1].isalnum())):
            at -= 1
        if at < 0:
            return None
    return long[:at].count(" ")


@cache
def _labels(lexicon: Lexicon) -> dict[str, Concept]:
    """Concepts by folded label, of the types that have names."""
    return {fold(label): c for c in reversed(lexicon.concepts) if c.type in TYPES for label in c.labels}
