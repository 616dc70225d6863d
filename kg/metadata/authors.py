"""Who wrote a document: as its byline, its letter, its title or its first words say."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from kg.metadata.cover import (
    BYLINE,
    COUNTED_REPORT,
    FIELD_AUTHOR,
    FIRST_UNITS,
    LETTER,
    NAME,
    OF_GROUP,
    OWN_SESSION,
    SESSION_REPORT,
    WHOLE_BODY,
    Line,
    byline,
    searched,
    whole,
)
from kg.metadata.writer import writer
from kg.types import Fact, Unit

_FIRST_PERSON = re.compile(
    rf"\b[Ii]n (?:the present|this) (?:report|note|document|submission), "
    rf"(?:the )?(?P<author>{NAME}) [a-z]+s\b"
)
_TRANSMITTED = re.compile(
    r"\btransmit(?:s|ting)?\b(?:(?!\b(?:on|comments|observations|response|recalls?|refers?)\b)[^.;]){0,80}?"
    r"\b[Rr]eport (?:of|by|prepared by) the "
    r"(?:(?:Director[- ]General|Executive (?:Director|Secretary)|Administrator|Commissioner[- ]General) of the )?"
    rf"(?P<author>{NAME})"
)
_NO_AUTHOR = re.compile(
    r"Secretar|(?:\w+ )*(?:Rapporteur|Expert|President|Chair|Representative|Adviser|High Commissioner)\b"
)
"""Persons: for their reports answers who transmits them."""
_ACRONYM = re.compile(r"[A-Z][A-Za-z-]*[A-Z]")
_ACRONYM_REPORTS = re.compile(r"(?P<author>[A-Z][A-Za-z-]*[A-Z])(?::| [-–—]) ")
_MANAGEMENT = re.compile(r"(?:[A-Z][\w-]+ )?[Mm]anagement response\b")
_HOUSE = re.compile(
    r"(?P<whose>\A|\b(?:at|by|from|of|to) (?:the )?)?\b(?P<author>UN-[A-Z][a-z]+|[A-Z]{3,9})\b"
)
"""The one agency that a title names is the one whose management answers."""


def author(
    lines: Sequence[Line], units: Sequence[Unit], kind: list[Fact], body: list[Fact], title: list[Fact]
) -> list[Fact]:
    """The name of who wrote it, with its words; empty where nothing tells."""
    for line, found in searched(lines, LETTER):
        return [line.group("author", found, "author")]
    if by := byline(lines):
        return _signed(lines, units, *by)
    for line, found in searched(lines, FIELD_AUTHOR):
        return [line.group("author", found, "author")]
    for index, line in enumerate(lines[1:]):
        if SESSION_REPORT.match(line.text) and WHOLE_BODY.match(lines[index].text):
            return [lines[index].fact("author", lines[index].text)]
    for line, found in searched(lines, _ACRONYM_REPORTS):
        if found.start() == 0 and title and line.text == title[0].value:
            return [_spelled_out(found["author"], units) or line.group("author", found, "author")]
    for line, found in searched(lines, COUNTED_REPORT):
        begin, name = found.start("writer"), writer(found["writer"])
        return [line.fact("author", name, begin, begin + len(name))]
    for line, found in searched(lines, _MANAGEMENT):
        houses = list(_HOUSE.finditer(line.text))
        whose = next((house for house in houses if house["whose"] is not None), None)
        if found.start() == 0 and whose and len({house["author"] for house in houses}) == 1:
            return [line.group("author", whose, "author")]
    own = [Fact(field="author", value=fact.value, span=fact.span) for fact in body]
    session = bool(title) and OWN_SESSION.match(str(title[0].value))
    return own if session or (kind and kind[0].value == "resolution") else []


def _signed(lines: Sequence[Line], units: Sequence[Unit], index: int, match: re.Match[str]) -> list[Fact]:
    """Whom a byline names."""
    line = lines[index]
    if match["submitter"]:
        return [line.group("author", match, "submitter")]
    if match["submission"]:
        return [below.fact("author", below.text) for below in lines[index + 1 : index + 2]]
    if match["summary"] or ((match["writer"] or "")[:1].islower() and match["writer"] != "secretariat"):
        return []
    if match["report"] == "Note" and (sent := _transmitted(lines, units)):
        return [sent]
    begin = match.start("writer")
    name = writer(match["writer"])
    written = [line.fact("author", name, begin, begin + len(name))]
    return (_speaker(units) or written) if name == "Secretariat" else written


def _transmitted(lines: Sequence[Line], units: Sequence[Unit]) -> Fact | None:
    """The body whose report a note transmits: of the cover, else of the first words."""
    if told := of_group(lines):
        line, match = told
        name = writer(match["writer"])
        return line.fact("author", name, match.start("writer"), match.start("writer") + len(name))
    found = next(searched(first_words(units), _TRANSMITTED), None)
    if not found or _NO_AUTHOR.match(found[1]["author"]):
        return None
    line, match = found
    name = writer(match["author"])
    return line.fact("author", name, match.start("author"), match.start("author") + len(name))


def of_group(lines: Sequence[Line]) -> tuple[Line, re.Match[str]] | None:
    """The line of the cover that is the report of a body."""
    found = (pair for pair in searched(lines, BYLINE) if OF_GROUP.match(pair[0].text))
    return next((pair for pair in found if pair[1]["report"] == "Report"), None)


def _speaker(units: Sequence[Unit]) -> list[Fact]:
    """Who speaks in a report of "the Secretariat": the organization that reports in its first paragraphs."""
    for line, match in searched(map(whole, islice(units, FIRST_UNITS)), _FIRST_PERSON):
        name = match["author"]
        if name in ("Secretariat", "Secretary-General"):
            return []
        spelled = _spelled_out(name, units) if _ACRONYM.fullmatch(name) else None
        return [spelled or line.group("author", match, "author")]
    return []


def _spelled_out(acronym: str, units: Sequence[Unit]) -> Fact | None:
    """The name that stands before "(ACRONYM)"."""
    pattern = re.compile(rf"(?P<author>{NAME}) \({re.escape(acronym)}\)")
    for line, match in searched(map(whole, units), pattern):
        initials = [word for word in re.finditer(r"[\w’'-]+", match["author"]) if word[0][0].isupper()]
        # A longer run of names may stand before it: take as many as the acronym has letters.
        first = initials[-min(len(acronym), len(initials))].start() + match.start("author")
        return line.fact("author", line.text[first : match.end("author")], first, match.end("author"))
    return None


def first_words(units: Sequence[Unit]) -> Iterator[Line]:
    """The first two paragraphs."""
    return (whole(unit) for unit in islice((u for u in units if u.kind == "paragraph"), 2))
