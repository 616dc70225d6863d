"""Titles that a colon or the semicolons of a list of titles show: "Rust and Rope: Ships of the Far Coast"."""

import re
from collections.abc import Iterator, Sequence

from kg.finders._bare import JOINING, labels, start_of
from kg.finders._complement import title_end
from kg.finders._cues import LISTED, begin_of
from kg.finders._nouns import NOUNS
from kg.finders._words import (
    CALENDAR,
    HEADS,
    INNER,
    LATE,
    ROLES,
    Known,
    Name,
    Token,
    bare,
    dated,
    generic,
    words_in,
)
from kg.types import EntityType

_NOUN_BEFORE = re.compile(r"\b([a-z-]+) \Z")
_PLAIN = words_in(
    """map system service path pathway window drive directory register archive library series tool"""
)
"""Plain words of titles."""
_COLON = re.compile(r"(?<=[\w’?]): (?=[A-Z])")
_LABEL = re.compile(r"[A-Z][A-Za-z]+(?: [a-z]+){0,5}: ")
_READS = re.compile(r"\b(?:read|book|publi|titl|shel|guide|manual|stud|report)", re.IGNORECASE)
_ITEM = re.compile(r"(?:and )?([^;()]+?)(?: \([^()]*\))?(?:[;.] ?|\Z)")
_YEARED = re.compile(r"\((?:[^()]*, )?(?:19|20)\d\d\)")
_LABELS = words_in("""article item chapter table figure annex goal target source note phase part section objective
    output outcome pillar step stage box priority theme topic indicator distr original summary agenda
    day session module question sdg contact tel fax email e-mail""")


def subtitled(text: str, begin: int, end: int, tokens: Sequence[Token], words: Known) -> Iterator[Name]:
    """ "Rust and Rope: Ships of the Far Coast": capitals, a colon, and capitals again are a title."""
    ends = {token.end: place for place, token in enumerate(tokens)}
    for match in _COLON.finditer(text, begin, end):
        stop = ends.get(match.start())
        if stop is None or stop + 1 >= len(tokens):
            continue
        first = start_of(text, tokens, stop, words)
        first += tokens[first].text in ("See", "Source") and first < stop
        far = begin_of(text, tokens, stop, joined=True)
        if HEADS.get(bare(tokens[far])) == "publication":
            first = min(first, far)
        first = _joined(text, begin, tokens, first, words)
        if first and tokens[first - 1].text in ("The", "A"):
            first -= 1
        last = title_end(text, tokens, stop + 1)
        left, right = tokens[first : stop + 1], tokens[stop + 1 : last + 1]
        large = [t for t in left if t.capital], [t for t in right if t.capital]
        if min(map(len, large)) < 2 or sum(map(len, large)) < 4 or not _large(left) or not _large(right):
            continue
        if (
            any(bare(t).removesuffix("s") in _LABELS | ROLES or bare(t) in CALENDAR for t in left)
            or words.body(tokens, first)
            or generic(left)
        ):
            continue
        if any(HEADS.get(bare(t)) == "instrument" for t in right) and text[tokens[last].end :][:3] in (
            " 19",
            " 20",
        ):
            continue  # a strategy with its years is what it says behind the colon
        if HEADS.get(bare(right[-1])) == "organization" and _standing(right[-1]):
            continue  # a label and the body behind it
        if not any(_standing(t) for t in left):
            yield Name(
                tokens[first].begin, dated(text, tokens[last].end), _kind(text, tokens, first, stop, last)
            )


def _kind(text: str, tokens: Sequence[Token], first: int, stop: int, last: int) -> EntityType:
    """A programme where the noun before, the end of the title or of its subtitle says so, else a publication."""
    before = _NOUN_BEFORE.search(text, max(0, tokens[first].begin - 40), tokens[first].begin)
    said = (before[1] if before else "", bare(tokens[stop]), bare(tokens[last]))
    told = any(NOUNS.get(word) == "programme" and word not in _PLAIN for word in said)
    return "programme" if told else "publication"


def _standing(token: Token) -> bool:
    """Whether the word heads the name of a body, a meeting or a treaty, and is no plain word of titles."""
    return HEADS.get(bare(token)) in ("organization", "event", "instrument") and bare(token) not in LATE


def shelved(text: str, begin: int, end: int, tokens: Sequence[Token]) -> Iterator[Name]:
    """Titles between semicolons ("Old Ports; Rust and Rope: Ships of the Coast; Net Work (2020)"), all of one kind."""
    label = _LABEL.match(text, begin, end)
    start = label.end() if label else begin
    rows = [m for m in _ITEM.finditer(text, start, end) if m[1].strip()]
    proofs = [m for m in rows if ": " in m[1] or _YEARED.search(m[0])]
    if len(rows) < 2 or not (proofs or (label and _READS.search(label[0]))):
        return
    named = [[t for t in tokens if m.start(1) <= t.begin < m.end(1)] for m in rows]
    named = [_unlabelled(row) for row in named]
    if all(len(words) > 1 and words[0].capital and _titular(words) for words in named):
        yield from (
            Name(words[0].begin, m.end(1), "publication") for words, m in zip(named, rows, strict=True)
        )


def _unlabelled(row: list[Token]) -> list[Token]:
    """Without a heading or the writer's short form before the title."""
    if len(row) > 2 and (labels(row[0], row[1]) or row[0].acronym or row[1].text in ("The", "A")):
        return row[1:]
    return row


def _titular(named: Sequence[Token]) -> bool:
    """Whether the words are set as titles are: only short words in lower case, and no body, act or person."""
    return all(
        t.capital or len(t.text) < 5 or t.text in INNER or t.text in JOINING for t in named
    ) and not any(_standing(t) or bare(t) in ROLES | CALENDAR | _LABELS for t in named)


def _joined(text: str, begin: int, tokens: Sequence[Token], first: int, words: Known) -> int:
    """Where a title begins whose first half is joined by "and"; the items of an announced list are titles each."""
    joined = first > 1 and tokens[first - 1].text == "and" and tokens[first - 2].capital
    lists = {m.end() for m in LISTED.finditer(text, begin, tokens[first].begin)} if joined else frozenset()
    while first > 1 and tokens[first - 1].text == "and" and tokens[first - 2].capital:
        start = start_of(text, tokens, first - 2, words)
        if tokens[start].begin in lists:
            break
        first = start
    return first


def _large(named: Sequence[Token]) -> bool:
    """Whether all words but the joining ones begin with a capital."""
    return all(t.capital or t.text in INNER or len(t.text) < 5 for t in named)
