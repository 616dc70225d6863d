"""Nouns that govern numbers of resolutions and decisions, with what the words at them say about the organ."""

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace

from kg.finders._bodies import FOREIGN_AFTER, is_foreign, organ_after, organ_before, other_body
from kg.finders._words import places_of
from kg.symbols import ORGAN_NAME, Act, Item, number_shape, organ_prefix, scan_numbers, shape_organ

_STEMS = ("esolution", "ecision", "ESOLUTION", "ECISION", "Res. ", "res. ", "Res ", "SCR ", "WHA")
_HEAD = re.compile(
    r"(?P<noun>[Rr]esolutions?|[Dd]ecisions?|RESOLUTIONS?|DECISIONS?|Res\.?|res\.|(?:UN)?SCR|(?=WHA\d))"
    r"(?P<of>\s(?:of|adopted by)\s(?:the\s)?)?"
)
_NUMBER_SIGN = re.compile(
    r"\s?(?:(?:[Nn]os?\.?|[Nn]umbers?)\s)?(?=[0-9ESIVXW])"
    r"|\s\((?=(?:(?:19|20)\d\d|[3-9]\d|1\d\d)/\d)"
    r"|,\s(?=\d{1,4}(?:\s?[A-Z])?\s?\((?:(?:19|20)\d\d|(?:S-)?[IVXL]+)\))"
)
_WINDOW = 130
"""Code points; the longest name of a body that is written out takes 110."""
_FULL_COUNT = 3
"""Digits of a count that may stand alone for a resolution of the Security Council ("resolution 1325")."""
_SERIES = re.compile(r"\s[A-Z]{1,3}/\d")
"""What goes on behind the number of a conference that counts "42 C/29": the number alone is not the act's."""
_DRAFT = re.compile(r"\b[Dd]raft\s(?:[\w-]+\s){0,2}$")
_NOUNLESS = re.compile(
    r"(?:\b(?:in|under|by|through|with)\s(?:its\s)?"
    r"(?=(?:3[1-9]|[4-9]\d|1\d\d)/[1-9]|[1-9]\d{0,3}(?:\s?[A-Z])?\s?\((?:S-)?[IVXL]+\))"
    r"|(?<=\s)(?=S-\d{1,2}/\d)"
    r"|\b(?:including|namely|notably|such\sas|in\sparticular)\s(?=[1-9]\d{2,3}\s?\((?:19|20)\d\d\)))"
)
"""What stands before a number that leaves out the noun; sessions below 31 look like fractions and dates."""
_STOP = re.compile(
    r"[.!?;]\s|\b(?:[Rr]esolution|[Dd]ecision)s?\b(?!,?\s(?:including|namely|notably|such\sas))"
)
_REACH = 160
"""Code points behind a list within which its noun still governs a number."""
_COUNTED = re.compile(
    r"\s(?!(?:of|on|in|and|or|but|to|by|as|at|for|from|with|under|where|which|that|it|the|when|than|again|also|is|was"
    r"|has|had|did|does|will|would|may|shall|should)\b|[a-z]+(?:ed|ly)\b)[a-z]{3,}\b"
    r"(?!\s(?:the|that|its|all|a|an|upon|for|to)\b)"
)
"""A noun right behind a number, which counts it: "31/100 adults"; a verb has its object behind it."""
_TWO_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Head:
    """A noun with the list of numbers that it governs and what the words at it say about the organ."""

    begin: int
    """Where the phrase begins, the organ's name before the noun included."""
    organ: str | None
    foreign: bool
    """Whether the body is named, but unknown to the grammar."""
    act: Act
    lead: str
    """The phrase up to the number, in the singular: "General Assembly resolution"."""
    items: tuple[Item, ...]


def heads(text: str) -> Iterator[Head]:
    """Every noun with the numbers that stand right at it, in order of place."""
    done: set[int] = set()
    for at in sorted({_noun_start(text, found, stem) for stem in _STEMS for found in places_of(text, stem)}):
        if at >= 0 and at not in done and (head := _head(text, at)):
            done |= {item.begin for item in head.items}
            yield head


def later(text: str, head: Head) -> Iterator[Head]:
    """Numbers further on in the sentence that leave the noun out: "…, and again in 79/154"."""
    at = head.items[-1].end
    if head.foreign:
        return
    shapes = {number_shape(item.number) for item in head.items} & {"session", "special", "council"}
    limit = _STOP.search(text, at, at + _REACH)
    stop = limit.start() if limit else min(len(text), at + _REACH)
    while hit := _NOUNLESS.search(text, at, stop):
        items = scan_numbers(text, hit.end())
        at = max(hit.end(), items[-1].end) if items else hit.end()
        if items and _COUNTED.match(text, items[-1].end):
            continue
        if items and number_shape(items[0].number) in shapes | {"special", "roman", "special-roman"}:
            yield replace(head, begin=items[0].begin, items=items)


def _noun_start(text: str, at: int, stem: str) -> int:
    """Where the noun begins whose stem stands at `at`; -1 where the word is another ("irresolution")."""
    if stem in ("esolution", "ecision", "ESOLUTION", "ECISION"):
        at -= 1
    elif stem == "SCR " and text[max(0, at - 2) : at] == "UN":
        at -= 2
    return -1 if at < 0 or (at and (text[at - 1].isalnum() or text[at - 1] in "/_")) else at


def _head(text: str, at: int) -> Head | None:
    noun = _HEAD.match(text, at)
    if not noun:
        return None
    before = text[max(0, at - _WINDOW) : at]
    if _DRAFT.search(before):
        return None
    named = ORGAN_NAME.match(text, noun.end()) if noun["of"] else None
    sign = _NUMBER_SIGN.match(text, named.end() if named else noun.end("noun"))
    items = scan_numbers(text, sign.end()) if sign else ()
    if not items:
        return None
    return _described(text, noun, before, named, items)


def _described(
    text: str, noun: re.Match[str], before: str, named: re.Match[str] | None, items: tuple[Item, ...]
) -> Head | None:
    act: Act = "DEC" if noun["noun"].lower().startswith("decision") else "RES"
    ahead = organ_before(before) if noun["noun"] else None
    behind = named or organ_after(text, items[-1].end)
    organ = organ_prefix((ahead or behind or [""])[0]) if ahead or behind else _noun_organ(noun["noun"])
    words = "" if ahead or noun["noun"].isupper() or not noun["noun"] else other_body(before)
    foreign = organ is None and is_foreign(words, text, items[-1].end)
    others = {"roman"} if foreign else set()
    others |= {"council"} if foreign and FOREIGN_AFTER.match(text, items[-1].end) else set()
    organ = organ or _list_organ(items, act, others)
    if _SERIES.match(text, items[-1].end) or not _is_numbered(items, organ, act, named=foreign):
        return None
    begin = noun.start() - (len(before) - ahead.start() if ahead else len(words))
    lead = _TWO_BLANKS.sub(" ", text[begin : noun.end("noun")])
    number = text[noun.end("noun") : items[0].begin].strip()
    return Head(
        begin=begin,
        organ=organ,
        foreign=foreign and organ is None,
        act=act,
        lead=re.sub(r"(?<=ion|ION)[sS]$", "", lead) + (f" {number}" if number == "No." else ""),
        items=items,
    )


def _noun_organ(noun: str) -> str | None:
    if noun.endswith("SCR"):
        return "S"
    return "WHA" if noun == "" else None


def _list_organ(items: tuple[Item, ...], act: Act, others: Container[str | None]) -> str | None:
    """The organ that the form of one number tells: all numbers under one noun are of one body.

    Forms that `others` use too, where another body is named, tell nothing: many count sessions in roman numerals.
    """
    told = (item for item in items if number_shape(item.number) not in others)
    organs = {shape_organ(item.number, act) for item in told} - {None}
    return organs.pop() if len(organs) == 1 else None


def _is_numbered(items: Iterable[Item], organ: str | None, act: Act, *, named: bool) -> bool:
    """Whether the numbers may stand for resolutions: decimals need their organ at hand, short counts a body."""
    first = next(iter(items)).number
    if first.isdigit():
        bare = act == "RES" and len(first) >= _FULL_COUNT
        return named or (len(first) > 1 if organ == "S" else bare and organ is None)
    return organ == "WHA" if "." in first and "/" not in first else True
