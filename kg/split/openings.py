"""What a block opens with: list marks, printed numbers, marks of notes."""

import re

from kg.types import PassageKind

# What may open a block: quotation marks and hashes of Markdown, a list mark, then a number.
_OPENING = re.compile(
    r"(?P<lead>(?:>[ \t]?)*(?P<hashes>\#{1,6}[ \t]+)?(?P<bullet>[-–—•·●▪◦‣*+][ \t]+(?=\S))?)"
    r"(?:[*_]{0,3}(?:(?P<part>(?:Part|Chapter|Section|Annex|Appendix) (?:[IVXLC]+|\d+|[A-Z][a-z]*)\b)"
    r"|(?P<number>\d{1,3})\.|(?P<decimal>\d{1,2}(?:\.\d{1,2}){1,3})\.?|(?P<roman>[IVXLC]{1,7})\."
    r"|(?P<capital>[A-Z])\.|(?P<small>[a-z])[.)]|\((?P<bracketed>[a-z]|[ivx]{2,5}|\d{1,2})\))"
    r"[*_]{0,3}(?:[ \t]+(?=\S)|$))?"
)
NUMBERS = ("number", "decimal", "roman", "capital", "small", "bracketed")
RAISED_LETTERS = "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ"
NOTE = re.compile(
    rf"(?:(?P<raised>[⁰¹²³⁴-⁹]+|[{RAISED_LETTERS}]{{1,2}})"
    r"|\$?\^\{(?P<tex>[^{}\s]{1,4})\}\$?|<sup>(?P<sup>[^<>\s]{1,4})</sup>"
    r"|\[\^(?P<markdown>[^\]\s]{1,20})\]:|(?P<stars>\*{1,3})(?=[ \t]+[A-Z]+[A-Z0-9.]*/\S*\d[^*\r\n]{0,40}$)"
    r"|(?P<more>\*{2,3})(?=[ \t]+[^*]+$))[ \t]*(?=\S)"
)
NOTE_BELOW_RULE = re.compile(r"(?P<plain>\d{1,3}|[a-z]|\*{1,3})[ \t]+(?=[A-Z“\"‘(])")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹" + RAISED_LETTERS, "0123456789abcdefghijklmnoprstuvwxyz")
_CODE = re.compile(r"[A-Z]\.?\d{1,2}[.:]\s")
_WHOLE = {
    "strong": re.compile(r"(?:\*\*|__)(?![*_\s]).*(?:\*\*|__)$", re.DOTALL),
    "slanted": re.compile(r"[*_](?![*_\s])[^*]*[*_]$"),
    "linked": re.compile(r"\[[^\[\]]*\]\([^()\s]*\)$"),
}
ENDED = re.compile(r"[.?!:;…][\"'”’»)\]]*$")
STOPPED = re.compile(r"[.!?][\"'”’»)\]]*$")
FEWEST_WORDS = 12


def opening_of(text: str) -> re.Match[str]:
    """The match of everything that may stand before the words of a line; any part of it may be missing."""
    match = _OPENING.match(text)
    assert match is not None  # every part of it may be missing
    return match


def is_prose(words: str) -> bool:
    """Whether these are sentences rather than a title."""
    return bool(STOPPED.search(words[-8:])) and len(words.split(maxsplit=FEWEST_WORDS)) >= FEWEST_WORDS


def note_of(text: str) -> tuple[str | None, int]:
    """The mark of a note, if it shows one, and where its words begin."""
    match = NOTE.match(text) or NOTE_BELOW_RULE.match(text)
    if match is None:
        return None, 0
    return str(match[match.lastgroup or 0]).translate(_RAISED), match.end()


def mark_of(opening: re.Match[str], raw: str, words: str) -> str:
    """What a block opens with or is wrapped in: a group of the opening, "strong" and the like, "code" or "plain"."""
    named = next((name for name in ("hashes", "part", *NUMBERS) if opening[name]), "")
    whole = next((name for name, pattern in _WHOLE.items() if pattern.match(raw)), "")
    return named or whole or ("bullet" if opening["bullet"] else "code" if _CODE.match(words) else "plain")


def first_kind(kind: str, mark: str) -> PassageKind:
    """The kind of a block, as far as it shows in its first characters."""
    if kind in ("rule", "furniture"):
        return "furniture"
    if kind == "note":
        return "footnote"
    if kind == "row":
        return "row"
    if mark == "hashes":
        return "heading"
    return "item" if mark in ("bullet", "bracketed", "small") else "paragraph"
