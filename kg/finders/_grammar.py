"""The shape of English names: capitalised words around a head noun, with what may stand before and behind it.

Places are indexes of the tokens of one sentence.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from kg.finders._bare import labels, start_of
from kg.finders._complement import complement, headlike, run_end, title_end
from kg.finders._kinds import kind_of
from kg.finders._words import (
    AFTER_HEAD,
    AGENTS,
    BEFORE,
    CALENDAR,
    COINED,
    COMPASS,
    GENERIC,
    GROUPS,
    HEADS,
    HOSTED,
    INNER,
    LATE,
    LONGEST,
    MADE,
    MANY,
    NOTE,
    ONLY_SOLE,
    OPENERS,
    PARTICLES,
    ROLES,
    SCOPES,
    SOLE,
    SPACES,
    STAFF,
    STOPS,
    TOPICS,
    TYPED,
    UNTIL,
    WEAK,
    WITHIN,
    YEAR,
    Known,
    Name,
    Token,
    bare,
    generic,
    said,
    spelled,
    standing,
)
from kg.heads import LOWER_HEADS, MODIFIERS
from kg.types import EntityType


def names(text: str, tokens: Sequence[Token], words: Known) -> Iterator[Name]:
    """The names with a head noun in one sentence, left to right."""
    covered = -1
    for at in [at for at, token in enumerate(tokens) if _heads(token.text)]:
        if at < covered:
            continue
        token = tokens[at]
        if not token.capital and _lowered(text, tokens, at):
            continue
        if token.capital and _goes_on(text, tokens, at):
            continue
        found = _capital(text, tokens, at, words) if token.capital else _lower(text, tokens, at, words)
        if found:
            first, last, kind = found
            covered = last + 1
            stop = tokens[last].end - _loose(tokens[last])
            if last > first and YEAR.fullmatch(tokens[last].text) and (until := UNTIL.match(text, stop)):
                stop = until.end()
            yield Name(tokens[first].begin, stop, kind)


@lru_cache(maxsize=MANY)
def _heads(word: str) -> bool:
    """Whether the word may be the head of a name: of one in lower case only without a genitive."""
    token = Token(0, len(word), word)
    if word.islower():
        return word in LOWER_HEADS
    return bare(token) in (HEADS if token.capital else LOWER_HEADS)


def _loose(token: Token) -> int:
    """How many characters at the end of the word belong to no name: a genitive, a footnote's number."""
    note = NOTE.search(token.text)
    return 2 if token.text.endswith(("'s", "’s")) else len(note[1]) if note else 0


def _goes_on(text: str, tokens: Sequence[Token], at: int) -> bool:
    """Whether another head noun stands behind this one in the same run of capitals; the last one tells."""
    for here in range(at, min(at + 5, len(tokens) - 1)):
        following = tokens[here + 1]
        if text[tokens[here].end : following.begin] != " " or not following.capital:
            return False
        if bare(following) in HEADS:
            return True
    return False


def _capital(text: str, tokens: Sequence[Token], at: int, words: Known) -> tuple[int, int, EntityType] | None:
    first = _left(text, tokens, at, words)
    if bare(tokens[at]) == "section" and first > 1 and tokens[first - 1].text == "and":
        first -= 2 * tokens[first - 2].capital  # it deals with two things
    if at == first and tokens[at].text.endswith(("'s", "’s")):
        return None
    if bare(tokens[at]) in SOLE and (last := _operation(text, tokens, at)):
        return at, last, "programme"
    if bare(tokens[at]) in ONLY_SOLE or _modifies(text, tokens, at):
        return None
    if HEADS[bare(tokens[at])] == "programme" and spelled(said(tokens[first : at + 1])) in words.bodies:
        return None  # a body that is called a programme
    named = not generic(tokens[first:at])
    last = complement(text, tokens, at, words, named=named)
    whole = [*tokens[first:at], *tokens[at + 1 : last + 1]]
    yearly = HEADS[bare(tokens[at])] == "publication" and at - first > 1 and YEAR.fullmatch(tokens[last].text)
    strategic = bare(tokens[at]) == "plan" and at > first and bare(tokens[at - 1]) == "strategic"
    until = _planned(text, tokens, at) if strategic else None
    if until is not None and last in (at, until):
        return (at - 1 if words.place(tokens, first) else first), until, "instrument"
    if (generic(whole) and not yearly) or (first == at and not _tells(tokens[at + 1 : last + 1])):
        return None
    vague = all(bare(t) in HEADS or bare(t) in GENERIC or bare(t) in INNER or bare(t) in ROLES for t in whole)
    if (
        vague
        and sum(t.capital for t in whole) < 3
        and not (at > first and HOSTED.match(text, tokens[last].end))
    ):
        return None
    if last == at and _only_owner(tokens, first, at, words):
        return None
    kind = kind_of(tokens, at, first, last)
    if kind == "publication" and last == at and _lowered(text, tokens, at):
        return first, at + 1, "programme"
    agent = first > 1 and tokens[first - 1].text == "the" and tokens[first - 2].text in AGENTS
    if agent and bare(tokens[at]) in ("fund", "facility", "forum"):
        kind = "organization"  # who pays or takes part is a body
    if kind == "instrument" and text.startswith(": ", tokens[last].end):
        behind = title_end(text, tokens, last + 1) if last + 1 < len(tokens) else last
        if sum(t.capital for t in tokens[last + 1 : behind + 1]) > 3:
            last = behind
    if kind == "publication":
        first, last = _whole_title(text, tokens, first, last, words)
    return (first, last, kind) if kind else None


def _planned(text: str, tokens: Sequence[Token], at: int) -> int | None:
    """The index of the years that tell one strategic plan from another ("Strategic Plan, 2026–2029"), or none."""
    for index in range(at + 1, min(at + 3, len(tokens))):
        between = text[tokens[at].end : tokens[index].begin]
        if between in (" ", ", ", " for ") and YEAR.fullmatch(tokens[index].text):
            return index if UNTIL.match(text, tokens[index].end) else None
    return None


def _operation(text: str, tokens: Sequence[Token], at: int) -> int | None:
    """The last word of "Operation Wet Paint", "Project Deep Harbour": the head first, then a name of its own."""
    if at + 1 >= len(tokens) or text[tokens[at].end : tokens[at + 1].begin] != " ":
        return None
    last = run_end(text, tokens, at)
    own = tokens[at + 1 : last + 1]
    if not own or any(headlike(t) or bare(t) in ROLES | STAFF | AFTER_HEAD for t in own) or generic(own):
        return None
    return last if at == 0 or not tokens[at - 1].capital or bare(tokens[at - 1]) in STOPS else None


def _lowered(text: str, tokens: Sequence[Token], at: int) -> bool:
    """Whether a head in lower case follows ("Locust Atlas project"): it tells more than the one before."""
    following = tokens[at + 1 : at + 2]
    return (
        bool(following)
        and following[0].text in LOWER_HEADS
        and text[tokens[at].end : following[0].begin] == " "
    )


def _whole_title(text: str, tokens: Sequence[Token], first: int, last: int, words: Known) -> tuple[int, int]:
    """With the article that a title in the middle of a sentence begins with, and what stands behind a colon."""
    if first > 1 and tokens[first - 1].text in ("A", "The") and text.startswith(" ", tokens[first - 1].end):
        first -= 1
    if first > 0 and text[tokens[first - 1].end : tokens[first].begin] == ": ":
        first = start_of(text, tokens, first - 1, words)
    if last + 2 < len(tokens) and text[tokens[last].end : tokens[last + 1].begin] == ": ":
        following = tokens[last + 1]
        if following.capital:
            last = title_end(text, tokens, last + 1)
    return first, last


def _modifies(text: str, tokens: Sequence[Token], at: int) -> bool:
    """Whether the head noun goes on to another noun in capitals ("Programme Results Branch")."""
    if at + 1 >= len(tokens) or text[tokens[at].end : tokens[at + 1].begin] != " ":
        return False
    following = tokens[at + 1]
    if text.startswith(":", following.end):
        return False  # the label of the next line
    if following.text.endswith("ing") and tokens[at + 2 : at + 3] and not tokens[at + 2].capital:
        return False  # the line below a heading begins with a verb
    return following.capital and not (
        following.acronym
        or bare(following) in ROLES | AFTER_HEAD | CALENDAR
        or following.text.lower() in INNER
        or headlike(following)
    )


def _only_owner(tokens: Sequence[Token], first: int, at: int, words: Known) -> bool:
    """ "UNODC Office", "African Network": nothing but whose it is, and of what kind."""
    rest = [i for i in range(first, at) if bare(tokens[i]) not in GENERIC]
    governed = (
        bare(tokens[at - 1]) in ("executive", "governing") and HEADS[bare(tokens[at])] == "organization"
    )
    if bare(tokens[at]) == "authority" or (governed and rest and words.body(tokens, first)):
        return False
    if any("/" in tokens[i].text for i in rest) and HEADS[bare(tokens[at])] == "organization":
        return False  # what two bodies have together
    if (
        rest
        and at - first > 1
        and bare(tokens[at]) in ("agency", "bank", "fund", "institute")
        and bare(tokens[at - 1]) in TOPICS
        and words.place(tokens, first)
    ):
        return False
    return all(words.place(tokens, i) or words.body(tokens, i) or tokens[i].acronym for i in rest)


def _tells(tokens: Sequence[Token]) -> bool:
    return any(t.capital and bare(t) not in GENERIC for t in tokens)


def _lower(text: str, tokens: Sequence[Token], at: int, words: Known) -> tuple[int, int, EntityType] | None:
    """ "Harbour Watch initiative": the head in lower case, a proper name before it."""
    first = _left(text, tokens, at, words)
    before = tokens[first:at]
    while before and before[-1].text in MODIFIERS:
        before = before[:-1]
    if not before or generic(before) or any(MADE.fullmatch(t.text) for t in before):
        return None
    if all(
        words.place(tokens, i) or bare(tokens[i]) in COMPASS | INNER
        for i in range(first, first + len(before))
    ):
        return None
    if any(bare(t) in HEADS and HEADS[bare(t)] != "programme" for t in before[-1:]):
        return None
    if spelled(said(before)) in words.bodies or (before[0].acronym and len(before) < 2):
        return None
    alone = len([t for t in before if t.capital]) == 1
    if alone and (before[0].acronym or before[0].text.endswith("s'") or first == 0 or not _rare(before[0])):
        return None
    if alone and bare(tokens[at]) in TYPED and not COINED.search(before[0].text):
        return None
    if words.body(tokens, first) and len(before) == 1:
        return None
    return first, at, "programme"


def _rare(token: Token) -> bool:
    return bare(token) not in HEADS and bare(token) not in ROLES and bare(token) not in CALENDAR


def _left(text: str, tokens: Sequence[Token], at: int, words: Known) -> int:
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
                before.text in (BEFORE if standing(tokens, at) else WITHIN)
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
    if first + 1 < at and words.body(tokens[: first + 1], first) and bare(tokens[first + 1]) in SCOPES:
        first += 1  # whose programme it is
    return first


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
    return (
        alone[0].acronym
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
