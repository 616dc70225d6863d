"""The shape of English names: capitalised words around a head noun, with what may stand before and behind it.

Places are indexes of the tokens of one sentence.
"""

from collections.abc import Iterator, Sequence

from kg.finders._words import (
    ACTS,
    AFTER_HEAD,
    BEFORE,
    CALENDAR,
    COMPASS,
    FIRST,
    GENERIC,
    HEADS,
    IN_AFTER,
    INNER,
    LONGEST,
    LOWER_HEADS,
    MADE,
    NOTE,
    ONLY_OF,
    OPENERS,
    ORDINAL,
    PLACED,
    RANKS,
    ROLES,
    SCOPES,
    SPACES,
    STOPS,
    TRADES,
    UNTIL,
    WITHIN,
    YEAR,
    Known,
    Name,
    Token,
    bare,
    generic,
    said,
    spelled,
)
from kg.types import EntityType

_ANY_CASE = LOWER_HEADS.union(HEADS)


def names(text: str, tokens: Sequence[Token], words: Known) -> Iterator[Name]:
    """The names with a head noun in one sentence, left to right."""
    covered = -1
    for at, token in enumerate(tokens):
        head = bare(token)
        if at < covered or head not in _ANY_CASE or head not in (HEADS if token.capital else LOWER_HEADS):
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
    if at == first and tokens[at].text.endswith(("'s", "’s")):
        return None
    if _modifies(text, tokens, at):
        return None
    named = not generic(tokens[first:at])
    last = _right(text, tokens, at, words, named=named)
    whole = [*tokens[first:at], *tokens[at + 1 : last + 1]]
    if generic(whole) or (first == at and not _tells(tokens[at + 1 : last + 1])):
        return None
    vague = all(bare(t) in HEADS or bare(t) in GENERIC or bare(t) in INNER or bare(t) in ROLES for t in whole)
    if vague and sum(t.capital for t in whole) < 3:
        return None
    if last == at and _only_owner(tokens, first, at, words):
        return None
    kind = _kind(tokens, at, first, last)
    if kind == "publication":
        first, last = _whole_title(text, tokens, first, last)
    return (first, last, kind) if kind else None


def _whole_title(text: str, tokens: Sequence[Token], first: int, last: int) -> tuple[int, int]:
    """With the article that a title in the middle of a sentence begins with, and what stands behind a colon."""
    if first > 1 and tokens[first - 1].text in ("A", "The") and text[tokens[first - 1].end :][:1] == " ":
        first -= 1
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
    return following.capital and not (
        following.acronym
        or bare(following) in ROLES | AFTER_HEAD | CALENDAR
        or following.text.lower() in INNER
        or _headlike(following)
    )


def _only_owner(tokens: Sequence[Token], first: int, at: int, words: Known) -> bool:
    """ "UNODC Office", "African Network": nothing but whose it is, and of what kind."""
    rest = [i for i in range(first, at) if bare(tokens[i]) not in GENERIC]
    return all(words.place(tokens, i) or words.body(tokens, i) or tokens[i].acronym for i in rest)


def _tells(tokens: Sequence[Token]) -> bool:
    return any(t.capital and bare(t) not in GENERIC for t in tokens)


def _kind(tokens: Sequence[Token], at: int, first: int, last: int) -> EntityType | None:
    """The type that the head noun gives, after a look at the words around it."""
    head = bare(tokens[at])
    behind = [bare(t) for t in tokens[at + 1 : last + 1]]
    before = bare(tokens[at - 1]) if at > first else ""
    if behind[:2] in (["of", "action"], ["for", "action"], ["of", "work"]):
        return "instrument"
    if head == "conference" and behind[:1] == ["of"] and "parties" in behind:
        return "organization"
    if head == "report" and (behind[:1] == ["of"] or HEADS.get(before) == "organization"):
        return None
    if head == "framework" and before in ("indicator", "assessment", "results", "monitoring"):
        return "publication"
    if head == "government":
        return "organization" if behind[:1] == ["of"] and at == first else None
    if head in ("rules", "principles", "plan", "agenda", "framework", "union", "board") and at == first:
        return None
    if behind and behind[-1] in ("initiative", "project", "programme") and len(behind) > 2:
        return "programme"
    if (
        HEADS[head] == "organization"
        and behind[:1] == ["of"]
        and HEADS.get("".join(behind[2:3])) == "instrument"
    ):
        return "instrument"  # a body's treaty: the body is the first word of the name
    if head == "force" and before != "task":
        return None
    return HEADS[head]


def _lower(text: str, tokens: Sequence[Token], at: int, words: Known) -> tuple[int, int, EntityType] | None:
    """ "Harbour Watch initiative": the head in lower case, a proper name before it."""
    first = _left(text, tokens, at, words)
    before = tokens[first:at]
    if not before or generic(before) or any(MADE.fullmatch(t.text) for t in before):
        return None
    if all(words.place(tokens, i) or bare(tokens[i]) in COMPASS | INNER for i in range(first, at)):
        return None
    if any(bare(t) in HEADS and HEADS[bare(t)] != "programme" for t in before[-1:]):
        return None
    alone = len([t for t in before if t.capital]) == 1
    if alone and (before[0].acronym or before[0].text.endswith("s'") or first == 0 or not _rare(before[0])):
        return None
    if words.body(tokens, first) and len(before) == 1:
        return None
    return first, at, "programme"


def _rare(token: Token) -> bool:
    return bare(token) not in HEADS and bare(token) not in ROLES and bare(token) not in CALENDAR


def _left(text: str, tokens: Sequence[Token], at: int, words: Known) -> int:
    """The index where the capitalised words before the head begin."""
    first = at
    while first > 0 and at - first < LONGEST:
        gap, before = text[tokens[first - 1].end : tokens[first].begin], tokens[first - 1]
        if gap in SPACES or _bracketed(text, tokens, first):
            if before.text in OPENERS:
                break
            if YEAR.fullmatch(before.text) and _dated(text, tokens, first - 1):
                first -= 2
                continue
            if before.capital and not _owner(tokens, first - 1, words) and not MADE.fullmatch(before.text):
                first -= 1
                continue
            if (
                before.text in (BEFORE if _standing(tokens, at) else WITHIN)
                and _joins(text, tokens, first - 2, before.text, words)
                and not _object(tokens, first, at, before.text)
            ):
                first -= 2
                continue
        elif gap == ", " and _listed(tokens, first - 1, at, words):
            first -= 1
            continue
        break
    while first < at and (bare(tokens[first]) in STOPS or tokens[first].text[0].isdigit()):
        first += 1
    if first + 1 < at and words.body(tokens[: first + 1], first) and bare(tokens[first + 1]) in SCOPES:
        first += 1  # whose programme it is
    return first


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


def _standing(tokens: Sequence[Token], at: int) -> bool:
    """Whether the head names a body, a text or a meeting; names of programmes take more words before it."""
    return HEADS.get(bare(tokens[at])) != "programme"


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


def _joins(text: str, tokens: Sequence[Token], at: int, link: str, words: Known) -> bool:
    """Whether the word before "and", "of", "for" belongs to the name that follows."""
    if at < 0 or text[tokens[at].end : tokens[at + 1].begin] != " ":
        return False
    token = tokens[at]
    if not token.capital or bare(token) in STOPS or bare(token) in HEADS or bare(token) in ROLES:
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


def _right(text: str, tokens: Sequence[Token], at: int, words: Known, *, named: bool) -> int:
    """The index of the last word of the complement behind the head, or of the head itself."""
    last = at
    while last + 1 < len(tokens) and last - at < LONGEST:
        gap, following = text[tokens[last].end : tokens[last + 1].begin], tokens[last + 1]
        if gap in SPACES and following.capital and last > at and following.text.lower() not in INNER:
            role = bare(following) in ROLES and bare(tokens[last]) not in RANKS
            if (
                role
                or bare(following) in ACTS
                or ORDINAL.fullmatch(following.text)
                or NOTE.search(tokens[last].text)
            ):
                break
            last += 1
        elif gap in SPACES and YEAR.fullmatch(following.text):
            return last + 1
        elif gap in SPACES and following.text.lower() in INNER:
            ahead = _ahead(text, tokens, last + 1)
            if ahead is None or not _continues(text, tokens, at, last, ahead, words, named=named):
                break
            last = ahead
        elif gap == ", " and last > at and (ahead := _list_end(text, tokens, last + 1, words)):
            last = ahead
        else:
            break
    return last


def _ahead(text: str, tokens: Sequence[Token], at: int) -> int | None:
    """The index of the capital behind at most four joining words, or none."""
    for index in range(at, min(at + 5, len(tokens))):
        if index > at and text[tokens[index - 1].end : tokens[index].begin] not in SPACES:
            return None
        if tokens[index].capital and (index > at or tokens[index].text.lower() not in INNER):
            return index if bare(tokens[index]) not in CALENDAR else None
        if tokens[index].text.lower() not in INNER:
            return None
    return None


def _continues(
    text: str, tokens: Sequence[Token], at: int, last: int, ahead: int, words: Known, *, named: bool
) -> bool:
    """Whether the joining words between `last` and `ahead` hold one name together."""
    link = tokens[last + 1].text.lower()
    run = _run(text, tokens, ahead)
    headed = any(_headlike(tokens[i]) or bare(tokens[i]) in ROLES for i in range(ahead, run + 1))
    body = words.body(tokens, ahead) or tokens[ahead].acronym
    if last == at and (link not in FIRST or (bare(tokens[at]) in ONLY_OF and link not in ("of", "for"))):
        return False
    if link in ("and", "or"):
        placed = spelled(said(tokens[ahead : run + 1])) in words.places
        if tokens[ahead].acronym and not tokens[last].acronym:
            return False
        if headed or words.body(tokens, ahead) or _of_place(tokens, at, last, words):
            return False
        if (
            link == "and"
            and tokens[last + 2].text == "the"
            and any(t.text == "and" for t in tokens[at + 1 : last])
        ):
            return False
        return (
            not placed
            or words.place(tokens, last)
            or words.place(tokens, last - 1)
            or bare(tokens[last]) in COMPASS
        )
    if link == "of" and (named or last > at) and (body or (headed and _bodily(tokens, ahead, run))):
        return False
    if link == "for" and HEADS[bare(tokens[at])] == "instrument" and words.place(tokens, ahead):
        return False
    if link in ("in", "at"):
        if PLACED.match(text, tokens[ahead].begin):
            return True
        seated = HEADS[bare(tokens[at])] == "event"
        return bare(tokens[last]) in (TRADES if seated else IN_AFTER) or not (
            words.place(tokens, ahead) or _seated(tokens, at)
        )
    if link == "to" and last == at and HEADS[bare(tokens[at])] == "organization":
        return False
    if link in ("to", "by", "from", "with", "as", "that"):
        return not body and not (words.place(tokens, ahead) and link != "to")
    return link not in ("its", "their", "a", "an") or not body


def _of_place(tokens: Sequence[Token], at: int, last: int, words: Known) -> bool:
    """ "Government of Freedonia and …": the name is whole with the place."""
    return bare(tokens[at]) == "government" and last > at and words.place(tokens, last)


def _headlike(token: Token) -> bool:
    """Whether a word is a head noun, one or many."""
    return bare(token) in HEADS or bare(token).removesuffix("s") in HEADS


def _bodily(tokens: Sequence[Token], ahead: int, run: int) -> bool:
    return any(HEADS.get(bare(tokens[i])) == "organization" for i in range(ahead, run + 1))


def _seated(tokens: Sequence[Token], at: int) -> bool:
    """Whether "in" behind such a name tells where it meets or sits."""
    return HEADS.get(bare(tokens[at])) in ("event", "organization")


def _run(text: str, tokens: Sequence[Token], at: int) -> int:
    """The last index of the capitals that stand side by side from `at` on."""
    while (
        at + 1 < len(tokens)
        and tokens[at + 1].capital
        and text[tokens[at].end : tokens[at + 1].begin] == " "
        and not NOTE.search(tokens[at].text)
    ):
        at += 1
    return at


def _list_end(text: str, tokens: Sequence[Token], at: int, words: Known) -> int | None:
    """The end of ", Transit and Destination" in a complement: capitals up to an "and" with a capital behind it."""
    if not tokens[at].capital:
        return None
    for index in range(at, min(at + 7, len(tokens) - 1)):
        token = tokens[index]
        gap = text[token.end : tokens[index + 1].begin]
        if token.capital and (bare(token) in HEADS or token.acronym or words.place(tokens, index)):
            return None
        if (not token.capital and token.text not in INNER) or gap not in (" ", ", "):
            return None
        if token.text in ("and", "or") and index > at:
            ahead = _ahead(text, tokens, index)
            if ahead is None or words.place(tokens, ahead) or tokens[ahead].acronym:
                return None
            run = _run(text, tokens, ahead)
            return None if any(bare(tokens[i]) in HEADS for i in range(ahead, run + 1)) else ahead
    return None


def title_end(text: str, tokens: Sequence[Token], at: int) -> int:
    """The index of the last word of an unquoted title that begins at `at`: capitals and what joins them."""
    last = at
    while last + 1 < len(tokens) and last - at < LONGEST:
        gap, following = text[tokens[last].end : tokens[last + 1].begin], tokens[last + 1]
        if gap in (" ", ": ") and following.capital:
            last += 1
        elif (gap == " " and (ahead := _ahead(text, tokens, last + 1))) or (
            gap == ", " and following.capital and (ahead := _ahead_list(text, tokens, last + 1))
        ):
            last = ahead
        else:
            break
    return last


def _ahead_list(text: str, tokens: Sequence[Token], at: int) -> int | None:
    for index in range(at, min(at + 4, len(tokens) - 1)):
        if text[tokens[index].end : tokens[index + 1].begin] != " ":
            return None
        if tokens[index].text == "and" and tokens[index + 1].capital:
            return index + 1
    return None
