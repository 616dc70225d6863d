"""What stands behind the head of a name: "of", "for", "on" and what they tie, lists, years; and where titles end.

Places are indexes of the tokens of one sentence.
"""

from collections.abc import Sequence

from kg.finders._words import (
    ACTS,
    CALENDAR,
    COMPASS,
    FIRST,
    GENERIC,
    HEADS,
    IN_AFTER,
    INNER,
    LONGEST,
    NOTE,
    ONLY_OF,
    ORDINAL,
    PARTICLES,
    PLACED,
    RANKS,
    ROLES,
    SOLE,
    SPACES,
    TRADES,
    WEAK,
    YEAR,
    Known,
    Token,
    bare,
    said,
    spelled,
    standing,
)


def complement(text: str, tokens: Sequence[Token], at: int, words: Known, *, named: bool) -> int:
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
                or (following.acronym and not tokens[last].acronym and words.body(tokens, last + 1))
            ):
                break
            last += 1
        elif gap in SPACES and YEAR.fullmatch(following.text):
            return last + 1
        elif gap == " " and "." in following.text and last > at:
            last += 1
        elif last + 2 < len(tokens) and _adopted(text, tokens, at, last):
            last += 2
        elif gap in SPACES and following.text.lower() in INNER:
            ahead = next_capital(text, tokens, last + 1)
            if ahead is None or not _continues(text, tokens, at, last, ahead, words, named=named):
                break
            last = ahead
        elif gap == ", " and last > at and (ahead := _list_end(text, tokens, last + 1, words)):
            last = ahead
        else:
            break
    return last


def _sentence_like(text: str, tokens: Sequence[Token], ahead: int, run: int) -> bool:
    """ "Help the Sailors" after "and": another name, that is a sentence."""
    the = text.startswith(" the ", tokens[run].end) and run + 2 < len(tokens)
    return the and tokens[run + 2].capital and not tokens[ahead].text.endswith("ing")


def _adopted(text: str, tokens: Sequence[Token], at: int, last: int) -> bool:
    """Whether "of 1951" follows: a treaty's year is part of its name."""
    return (
        HEADS[bare(tokens[at])] == "instrument"
        and tokens[last + 1].text == "of"
        and bool(YEAR.fullmatch(tokens[last + 2].text))
        and text[tokens[last].end : tokens[last + 2].end] == f" of {tokens[last + 2].text}"
    )


def next_capital(text: str, tokens: Sequence[Token], at: int) -> int | None:
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
    run = run_end(text, tokens, ahead)
    if link == "and" and _twin(text, tokens, at, last, ahead, run):
        return True
    if last == at and (link not in FIRST or (bare(tokens[at]) in ONLY_OF and link not in ("of", "for"))):
        return False
    headed = any(headlike(tokens[i]) or bare(tokens[i]) in ROLES for i in range(ahead, run + 1))
    if link in ("and", "or"):
        placed = spelled(said(tokens[ahead : run + 1])) in words.places
        if tokens[ahead].acronym and not tokens[last].acronym:
            return False
        if _sentence_like(text, tokens, ahead, run):
            return False
        if run > ahead and bare(tokens[run]) == "international":
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
    if link == "the" and tokens[last].acronym:
        return False
    if link == "of" and not standing(tokens, at) and last == at and _possessed(tokens, at, ahead, run):
        return False
    if link == "of" and tokens[last + 2].text in ("a", "an") and standing(tokens, at):
        return False
    body = words.body(tokens, ahead) or tokens[ahead].acronym
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
    if bare(tokens[ahead]) in SOLE and run > ahead:
        return False
    if link == "to" and bare(tokens[at]) == "mission":
        return last > at
    if link == "to" and last == at and HEADS[bare(tokens[at])] == "organization":
        return False
    if link == "to" and last == at and words.place(tokens, ahead) and not standing(tokens, at):
        return False
    if link in ("to", "by", "from", "with", "as", "that"):
        return not body and not (words.place(tokens, ahead) and link != "to")
    return link not in ("its", "their", "a", "an") or not body


def _twin(text: str, tokens: Sequence[Token], at: int, last: int, ahead: int, run: int) -> bool:
    """ "Tide Centre and Network", "Rope Strategy and Action Plan": the second head has nothing of its own."""
    plain = run == ahead or (run == ahead + 1 and bare(tokens[ahead]) == "action")
    bound = last == at and ahead == last + 2 and plain and tokens[at].capital
    behind = [token.text for token in tokens[run + 1 : run + 3]]
    own = behind[:1] in (["of"], ["for"], ["on"]) and behind[1:] != ["Action"]
    return bound and bare(tokens[run]) in HEADS and not own


def _possessed(tokens: Sequence[Token], at: int, ahead: int, run: int) -> bool:
    """ "Warm Milk Scheme of Amis du Lac": a name of two words, and a body behind "of" whose it is."""
    own = tokens[max(0, at - 2) : at]
    if len(own) < 2 or not all(t.capital and bare(t) not in GENERIC for t in own):
        return False
    foreign = [t.text for t in tokens[run + 1 : run + 2]]
    body = run > ahead and HEADS.get(bare(tokens[run])) == "organization"
    return body or (bool(foreign) and foreign[0] in PARTICLES)


def _of_place(tokens: Sequence[Token], at: int, last: int, words: Known) -> bool:
    """ "Government of Freedonia and …": the name is whole with the place."""
    body = HEADS[bare(tokens[at])] == "organization"
    return body and last == at + 2 and tokens[at + 1].text == "of" and words.place(tokens, last)


def headlike(token: Token) -> bool:
    """Whether a word is a head noun, one or many, wherever it stands."""
    one = bare(token).removesuffix("s")
    return (bare(token) in HEADS or one in HEADS) and one not in WEAK


def firm(token: Token) -> bool:
    """Whether a word is a head noun that seldom stands inside other names."""
    return bare(token) in HEADS and bare(token) not in WEAK


def _bodily(tokens: Sequence[Token], ahead: int, run: int) -> bool:
    return any(firm(t) and HEADS[bare(t)] == "organization" for t in tokens[ahead : run + 1])


def _seated(tokens: Sequence[Token], at: int) -> bool:
    """Whether "in" behind such a name tells where it meets or sits."""
    return HEADS.get(bare(tokens[at])) in ("event", "organization")


def run_end(text: str, tokens: Sequence[Token], at: int) -> int:
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
        if token.capital and (firm(token) or token.acronym or words.place(tokens, index)):
            return None
        if (not token.capital and token.text not in INNER) or gap not in (" ", ", "):
            return None
        if token.text in ("and", "or") and index > at:
            ahead = next_capital(text, tokens, index)
            if ahead is None or words.place(tokens, ahead) or tokens[ahead].acronym:
                return None
            run = run_end(text, tokens, ahead)
            return None if any(firm(tokens[i]) for i in range(ahead, run + 1)) else ahead
    return None


def title_end(text: str, tokens: Sequence[Token], at: int) -> int:
    """The index of the last word of an unquoted title that begins at `at`: capitals and what joins them."""
    last = at
    while last + 1 < len(tokens) and last - at < LONGEST:
        gap, following = text[tokens[last].end : tokens[last + 1].begin], tokens[last + 1]
        if gap in (*SPACES, ": ") and following.capital:
            last += 1
        elif (gap == " " and (ahead := next_capital(text, tokens, last + 1))) or (
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
