"""Where a name begins: the capitalised words before its head noun that belong to it.

Places are indexes of the tokens of one sentence.
"""

from collections.abc import Sequence

from kg.finders._bare import labels
from kg.finders._words import (
    BEFORE,
    CALENDAR,
    GROUPS,
    HEADS,
    LATE,
    LONGEST,
    MADE,
    OPENERS,
    OVER,
    PARTICLES,
    ROLES,
    SCOPES,
    SPACES,
    STOPS,
    WEAK,
    WITHIN,
    YEAR,
    Known,
    Token,
    bare,
    standing,
    words_in,
)
from kg.heads import MODIFIERS

_ADVERBS = words_in(
    "Beyond Behind Across Inside Outside Between Before After Over Under Above Below Around Towards"
)
_AT = words_in("on at by")
"""What says where a group is; "in" may tell where its programme runs."""
_DETERMINERS = words_in("The the Its its Their their Our our This this")


def beginning(text: str, tokens: Sequence[Token], at: int, words: Known) -> int:
    """The index where the capitalised words before the head begin."""
    first = _unmodified(text, tokens, at) if not tokens[at].capital else at
    while first > 0 and at - first < LONGEST:
        gap, before = text[tokens[first - 1].end : tokens[first].begin], tokens[first - 1]
        if gap in SPACES or _bracketed(text, tokens, first):
            if before.text in OPENERS or labels(before, tokens[first]):
                break
            if YEAR.fullmatch(before.text) and _dated(text, tokens, first - 1):
                first -= 2
                continue
            if before.capital and not _owner(tokens, first - 1, words) and not MADE.fullmatch(before.text):
                first -= 1
                continue
            if (
                before.text in (BEFORE if standing(tokens, at) else OVER)
                and _joins(text, tokens, first - 2, before.text, words)
                and not _object(tokens, first, at, before.text)
            ):
                first -= 2
                continue
            member = first > 1 and before.text == "in" and bare(tokens[first - 2]) in GROUPS
            member = member and bare(tokens[at]) not in WEAK
            if member and tokens[first - 2].capital and text.startswith(" ", tokens[first - 2].end):
                first -= 2
                continue
            if before.text in ("the", "a", "an") and first > 3 and at - first < 4 and not tokens[at].capital:
                link = tokens[first - 2].text
                if (
                    link in WITHIN
                    and link != "and"
                    and _joins(text, tokens, first - 3, link, words, article=True)
                ):
                    first -= 3
                    continue
            if before.text in PARTICLES and first > 1 and tokens[first - 2].capital and first < at:
                first -= 2
                continue
        elif gap == ", " and _listed(tokens, first - 1, at, words):
            first -= 1
            continue
        elif gap == ", " and not tokens[at].capital and (start := _echo(text, tokens, first)) is not None:
            first = start
            continue
        break
    while first < at and (bare(tokens[first]) in STOPS or tokens[first].text[0].isdigit()):
        if first and tokens[first].text == "No" and tokens[first + 1].capital and not tokens[at].capital:
            break  # a capital within the sentence: "the No Net Lost campaign"
        first += 1
    bodily = HEADS.get(bare(tokens[at])) == "organization"
    if first + 1 < at and words.body(tokens[: first + 1], first) and bare(tokens[first + 1]) in SCOPES:
        first += not bodily  # whose programme it is
    return first - _adverbial(text, tokens, first, at)


def _adverbial(text: str, tokens: Sequence[Token], first: int, at: int) -> int:
    """How many words before belong to "the Beyond the Quay Project", "the Nurses on the Move Programme"."""
    if standing(tokens, at) or first < 3 or at - first > 2 or tokens[first - 1].text != "the":
        return 0
    opening = tokens[first - 2]
    if opening.text in _ADVERBS and tokens[first - 3].text in _DETERMINERS:
        return 2
    group = tokens[first - 3]
    several = bare(group).endswith("s") or bare(group) in GROUPS
    several = several and first > 3 and group.capital and bare(group) not in HEADS
    if opening.text not in _AT or not several or tokens[first - 4].text not in _DETERMINERS:
        return 0
    return 3 * (text[group.begin : tokens[first].begin] == f"{group.text} {opening.text} the ")


def _unmodified(text: str, tokens: Sequence[Token], at: int) -> int:
    """The index of the first of the plain nouns that stand between the name and its head in lower case."""
    first = at
    while first > 0 and tokens[first - 1].text in MODIFIERS and text.startswith(" ", tokens[first - 1].end):
        first -= 1
    return first


def _echo(text: str, tokens: Sequence[Token], first: int) -> int | None:
    """Where "Better Ports, Better Lives" begins: the capitals before the comma open with the same word."""
    start = first - 1
    while start >= 0 and tokens[start].capital and first - start < 6:
        if bare(tokens[start]) == bare(tokens[first]) and not tokens[start].acronym:
            return start
        if text[tokens[start - 1].end : tokens[start].begin] != " ":
            return None
        start -= 1
    return None


def _dated(text: str, tokens: Sequence[Token], at: int) -> bool:
    """Whether the year belongs to the capitals before it ("Decent Ports 2030 initiative")."""
    before = tokens[at - 1]
    return (
        at > 1
        and before.capital
        and text[before.end : tokens[at].begin] == " "
        and bare(before) not in CALENDAR | STOPS
        and before.text not in OPENERS
    )


def _bracketed(text: str, tokens: Sequence[Token], at: int) -> bool:
    """Whether the gap before this token is a bracket around one short form ("Ropes for Harbours (R4H) initiative")."""
    gap = text[tokens[at - 1].end : tokens[at].begin]
    if gap == ") ":
        return (
            not tokens[at].capital and text[: tokens[at - 1].begin].endswith(" (") and tokens[at - 1].acronym
        )
    return gap == " (" and text.startswith(") ", tokens[at].end)


def _owner(tokens: Sequence[Token], at: int, words: Known) -> bool:
    """ "UNODC's", "the Office's": who owns it is no part of the name; "Women's" is."""
    token = tokens[at]
    if not token.text.endswith(("'s", "’s")):
        return False
    alone = [Token(token.begin, token.end - 2, token.text[:-2])]
    division = at > 1 and tokens[at - 1].text in ("of", "for") and bare(tokens[at - 2]) in HEADS
    return (
        division
        or alone[0].acronym
        or words.place(alone, 0)
        or words.body(alone, 0)
        or bare(token) in HEADS
        or bare(token) in ROLES
    )


def _object(tokens: Sequence[Token], first: int, at: int, link: str) -> bool:
    """ "Act of Parliament", "Chair in Ropes of Harbour University": the head stands for itself behind the link."""
    body = tokens[at].capital and HEADS.get(bare(tokens[at])) == "organization"
    return link != "and" and (first == at or (body and link == "of"))


def _joins(
    text: str, tokens: Sequence[Token], at: int, link: str, words: Known, *, article: bool = False
) -> bool:
    """Whether the word before "and", "of", "for" belongs to the name that follows."""
    if at < 0 or text[tokens[at].end : tokens[at + 1].begin] != " ":
        return False
    token = tokens[at]
    if article and (
        (bare(token) in HEADS and bare(token) not in LATE)
        or words.place(tokens, at + 3)
        or words.body(tokens, at + 3)
    ):
        return False
    if not token.capital or bare(token) in STOPS or bare(token) in ROLES:
        return False
    if bare(token) in HEADS and bare(token) not in WEAK:
        return False
    if (token.acronym and link != "for") or words.body(tokens, at) or token.text.endswith(("'s", "’s")):
        return False
    return link != "and" or (
        not words.place(tokens, at) and bare(token) not in ("states", "nations", "goals")
    )


def _listed(tokens: Sequence[Token], at: int, head: int, words: Known) -> bool:
    """ "Prevention, Treatment and Care Network": the word before the comma is an item of the name's own list."""
    item, following = tokens[at], [t.text for t in tokens[at + 2 : at + 3]]
    if following != ["and"] or at + 3 >= head or not item.capital or item.acronym:
        return False
    return bare(item) not in HEADS and not words.place(tokens, at) and not words.place(tokens, at + 1)
