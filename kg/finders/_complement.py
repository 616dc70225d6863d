"""What stands behind the head of a name: "of", "for", "on" and what they tie, lists, years; and where titles end.

Places are indexes of the tokens of one sentence.
"""

from collections.abc import Sequence

from kg.finders._links import Joint, continues, firm, run_end
from kg.finders._words import (
    ACTS,
    CALENDAR,
    HEADS,
    INNER,
    LONGEST,
    NOTE,
    ORDINAL,
    RANKS,
    ROLES,
    SPACES,
    YEAR,
    Known,
    Token,
    bare,
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
                or _owned(text, tokens, at, last)
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
            if ahead is None:
                break
            run = run_end(text, tokens, ahead)
            if not continues(Joint(text, tokens, at, last, ahead, run, words, named)):
                break
            last = ahead
        elif gap == ", " and last > at and (ahead := _list_end(text, tokens, last + 1, words)):
            last = ahead
        else:
            break
    return last


def _owned(text: str, tokens: Sequence[Token], at: int, last: int) -> bool:
    """Whether what follows is another's: "Division for Ropes’ …", a label of the next line."""
    body = HEADS[bare(tokens[at])] == "organization"
    if body and tokens[last].text.endswith(("'s", "’s")):
        run = run_end(text, tokens, last)
        own = tokens[last + 1 : run + 1]
        return len(own) > 1 and any(HEADS.get(bare(t)) == "programme" for t in own)
    return body and text.startswith(": ", tokens[last + 1].end)


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
        if index > at and _agenda(text, tokens, index):
            return index
        if tokens[index].capital and (index > at or tokens[index].text.lower() not in INNER):
            return index if bare(tokens[index]) not in CALENDAR else None
        if tokens[index].text.lower() not in INNER:
            return None
    return None


def _agenda(text: str, tokens: Sequence[Token], at: int) -> bool:
    """Whether a year stands here that is the first word of an agenda's name ("for the 2030 Agenda")."""
    following = tokens[at + 1 : at + 2]
    return bool(YEAR.fullmatch(tokens[at].text) and following) and (
        following[0].text == "Agenda" and text[tokens[at].end : following[0].begin] == " "
    )


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
