"""The shape of English names: capitalised words around a head noun, with what may stand before and behind it.

Places are indexes of the tokens of one sentence.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from kg.finders._bare import start_of
from kg.finders._beginning import beginning
from kg.finders._complement import complement, title_end
from kg.finders._kinds import kind_of
from kg.finders._links import headlike, run_end
from kg.finders._words import (
    AFTER_HEAD,
    AGENTS,
    ALLIANCES,
    CALENDAR,
    CODED,
    COINED,
    COMMON_LETTERS,
    COMPASS,
    DIVISIONS,
    GENERIC,
    GUILDS,
    HEADS,
    HOSTED,
    INNER,
    MADE,
    MANAGED,
    MANY,
    NOTE,
    ONLY_SOLE,
    ORGANS,
    ROLES,
    SCHOOLS,
    SCOPES,
    SOLE,
    STAFF,
    STOPS,
    TOPICS,
    TYPED,
    UNTIL,
    YEAR,
    Known,
    Name,
    Token,
    bare,
    generic,
    said,
    spelled,
)
from kg.heads import LOWER_HEADS, MODIFIERS
from kg.types import EntityType

_LASTS = re.compile(r"(?: \(|, )(?:19|20)\d\d[–-](?:19|20)\d\d\b\)?")
"""The years of a decade stand behind its name."""


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
            if bare(token) == "decade" and (years := _LASTS.match(text, stop)):
                stop = years.end()
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
    first = beginning(text, tokens, at, words)
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
    last = _topped(text, tokens, first, last)
    whole = [*tokens[first:at], *tokens[at + 1 : last + 1]]
    yearly = HEADS[bare(tokens[at])] == "publication" and at - first > 1 and YEAR.fullmatch(tokens[last].text)
    strategic = bare(tokens[at]) == "plan" and at > first and bare(tokens[at - 1]) == "strategic"
    until = _planned(text, tokens, at) if strategic else None
    if until is not None and last in (at, until):
        return (at - 1 if words.place(tokens, first) else first), until, "instrument"
    alone = len(tokens) < 4  # the line of a cover or before an act, which may be short for a fuller name
    if not alone and last == at == first + 1 and ORGANS.get(bare(tokens[at])) == bare(tokens[first]):
        return first, at, "organization"
    divided = _divided(tokens, at, first, last)
    plain = (generic(whole) and not yearly) or (first == at and not _tells(tokens[at + 1 : last + 1]))
    if plain and not divided:
        return None
    vague = not divided and all(
        (bare(t) in HEADS and bare(t) not in MANAGED)
        or bare(t) in GENERIC
        or bare(t) in INNER
        or bare(t) in ROLES
        for t in whole
    )
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
    if agent and bare(tokens[at]) in ("fund", "facility", "forum", "mechanism"):
        kind = "organization"  # who pays or takes part is a body
    if kind == "instrument" and text.startswith(": ", tokens[last].end):
        behind = title_end(text, tokens, last + 1) if last + 1 < len(tokens) else last
        if sum(t.capital for t in tokens[last + 1 : behind + 1]) > 3:
            last = behind
    if kind == "publication":
        first, last = _whole_title(text, tokens, first, last, words)
    return (first, last, kind) if kind else None


def _divided(tokens: Sequence[Token], at: int, first: int, last: int) -> bool:
    """Whether plain words tell one part of a house from the others ("Bureau for Policy and Trade Support")."""
    if at > first or bare(tokens[at]) not in DIVISIONS or last == at:
        return False
    return tokens[at + 1].text in ("for", "of") and sum(t.capital for t in tokens[at + 2 : last + 1]) > 2


def _topped(text: str, tokens: Sequence[Token], first: int, last: int) -> int:
    """The last word of a heading that is nothing but the name and where ("Rope Programme in the Wet Belt")."""
    behind = [t.text for t in tokens[last + 1 : last + 3]]
    if first or behind != ["in", "the"] or len(tokens) < last + 4:
        return last
    run = run_end(text, tokens, last + 3)
    whole = run == len(tokens) - 1 and text[tokens[last].end : tokens[last + 3].begin] == " in the "
    return run if whole and tokens[last + 3].capital else last


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
    colon = first > 0 and text[tokens[first - 1].end : tokens[first].begin] == ": "
    if colon and tokens[first - 1].capital:
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
    if _owns(tokens, at, rest, words):
        return False
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


def _owns(tokens: Sequence[Token], at: int, rest: Sequence[int], words: Known) -> bool:
    """ "FAO Academy", "TRI Association": a body's school, or a body that no list knows, called by its letters."""
    if len(rest) != 1 or not tokens[rest[0]].acronym or at - rest[0] > 1:
        return bool(rest) and _spanning(tokens, at, rest, words)
    if words.body(tokens, rest[0]):
        return bare(tokens[at]) in SCHOOLS
    letters = tokens[rest[0]].text
    head = bare(tokens[at])
    enough = len(letters) > 4 or (len(letters) > 2 and head in ALLIANCES)
    long = enough and letters.isalpha() and HEADS[head] == "programme"
    strange = letters not in COMMON_LETTERS and not words.place(tokens, rest[0])
    return strange and (long or head in GUILDS)


def _spanning(tokens: Sequence[Token], at: int, rest: Sequence[int], words: Known) -> bool:
    """ "NRA Global Network": letters of a kind of thing, as wide as the world, before the head of a programme."""
    letters = tokens[rest[0]].text
    wide = len(rest) == 1 and at - rest[0] == 2 and bare(tokens[at - 1]) in SCOPES
    strange = (
        letters not in COMMON_LETTERS and not words.body(tokens, rest[0]) and not words.place(tokens, rest[0])
    )
    return (
        wide and strange and len(letters) > 2 and letters.isalpha() and HEADS[bare(tokens[at])] == "programme"
    )


def _tells(tokens: Sequence[Token]) -> bool:
    return any(t.capital and bare(t) not in GENERIC for t in tokens)


def _lower(text: str, tokens: Sequence[Token], at: int, words: Known) -> tuple[int, int, EntityType] | None:
    """ "Harbour Watch initiative": the head in lower case, a proper name before it."""
    first = beginning(text, tokens, at, words)
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
    if spelled(said(before)) in words.bodies or (
        before[0].acronym and len(before) < 2 and not CODED.fullmatch(before[0].text)
    ):
        return None
    alone = len([t for t in before if t.capital]) == 1
    if alone and (
        (before[0].acronym and not CODED.fullmatch(before[0].text))
        or before[0].text.endswith("s'")
        or first == 0
        or not _rare(before[0])
    ):
        return None
    if alone and bare(tokens[at]) in TYPED and not COINED.search(before[0].text):
        return None
    if words.body(tokens, first) and len(before) == 1:
        return None
    return first, at, "programme"


def _rare(token: Token) -> bool:
    return (
        bare(token) not in HEADS
        and bare(token) not in MODIFIERS
        and bare(token) not in ROLES
        and bare(token) not in CALENDAR
    )
