"""The body that is named at a resolution or decision: one that the grammar of symbols knows, or another."""

import re

from kg.symbols import ORGAN_NAME

_AFTER = re.compile(r"\s(?:of|adopted by)\s(?:the\s)?|\s(?P<bracket>\()(?:the\s)?")
_BEFORE_END = re.compile(r"(?:[’']s?)?\s$")
_BODY = (
    r"(?:Assembly|Council|Commission|Committee|Board|Conference|Congress|Union|Parties|Organization|Meeting|"
    r"Forum|Bureau|Parliament|Agency)"
)
_FOREIGN = re.compile(
    rf"(?:[A-Z][\w’'-]*\s(?:(?:of|on|for|and|the|to)\s){{0,3}}){{1,4}}{_BODY}(?:[’']s?)?\s$"
)
FOREIGN_AFTER = re.compile(
    rf"\s(?:of|adopted by)\s(?:the\s)?(?:[A-Z][\w’'-]*\s(?:(?:of|on|for|and)\s)?){{1,4}}{_BODY}\b"
    r"(?!\s(?:of|on|to|for)\s)"
)
_GENERIC = re.compile(rf"\b(?:{_BODY}|COP|COSP)(?:[’']s?)?\s$")
_OF_THE = re.compile(r"\b(?:of|by)\sthe\s\Z")
_ACRONYM = re.compile(r"\b(?!UN\b)[A-Z][A-Z/-]{1,9}\s$")
_OPENING = re.compile(
    r"^(?:(?:The|This|That|In|By|On|Under|Its|Their|See|Also|Recalling|Reaffirming|Noting|Welcoming"
    r"|Pursuant|Through|"
    r"Following|With|As|And|Per|Draft|Stressing|Emphasizing|Implementing|To)\s(?:(?:of|on|for|and|the"
    r"|to)\s){0,3})+"
)


def organ_before(before: str) -> re.Match[str] | None:
    """The body whose name ends right at the noun: the longest of those that do."""
    tail = _BEFORE_END.search(before)
    if not tail:
        return None
    stop = tail.start()
    for hit in ORGAN_NAME.finditer(before, 0, stop):
        if hit.end() == stop:
            return hit
    return None


def organ_after(text: str, at: int) -> re.Match[str] | None:
    """The body named right after the list: "of the Security Council", "(CCPCJ)"."""
    link = _AFTER.match(text, at)
    named = ORGAN_NAME.match(text, link.end()) if link else None
    if link and named and link["bracket"] and not text.startswith(")", named.end()):
        return None
    return named


def other_body(before: str) -> str:
    """The words of a body at the noun that is not in the grammar's list, generic ones included."""
    hit = _FOREIGN.search(before) or _GENERIC.search(before) or _ACRONYM.search(before)
    if not hit:
        return ""
    words = hit.group()
    before, _, last = words.rpartition(" and ")
    if before and _GENERIC.fullmatch(last) and _OF_THE.search(hit.string[: hit.start()]):
        return last  # "of the Pier Conference and Council Resolution 1332"
    return words[len(opening.group()) :] if (opening := _OPENING.match(words)) else words


def is_foreign(words: str, text: str, end: int) -> bool:
    """Whether a body outside the grammar is named before the noun or after the list."""
    generic = len(words.split()) == 1 and bool(_GENERIC.match(words))
    return bool(words and not generic) or bool(FOREIGN_AFTER.match(text, end))
