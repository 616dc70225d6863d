"""When: the session and its days, the date of a document and the year that it reports on."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice, takewhile

from kg.metadata.cover import (
    ADOPTED,
    FIELD_DATE,
    FIRST_UNITS,
    LETTER,
    LONE_DATE,
    NAME,
    SESSION,
    Line,
    searched,
    session_number,
    whole,
)
from kg.metadata.dates import AMERICAN, DATE, RANGE, american, day, days
from kg.types import Document, Fact, Span, Unit

_DATE_AT_END = re.compile(rf"\((?P<date>{DATE})\)$")
_DISTRIBUTED = re.compile(rf"Distr\.:?[ \t]*[A-Za-z]*\.?\s+(?P<date>{DATE})")
_FIRST_PAGE = 5_000
"""Code points in which a distribution line is looked for; it may come after the text of the first page."""
_OF_BODY = re.compile(rf" of (?:the )?{NAME}$")
_ANNEX = re.compile(r"(?:Annex|Appendix|Enclosure)\b")
_AHEAD = re.compile(
    r"\b(?:[Cc]alendar|[Pp]rogramme of work|[Ww]ork ?plan|[Pp]rovisional agenda|[Ss]chedule|[Bb]udget|[Pp]lanning)\b"
)
"""What a title says that looks ahead: the year that it names is no year of work that was done."""
_YEAR = re.compile(
    r"(?:\b(?:in|during|for|covering)(?: the year)?|[Aa]nnual report(?: for)?,?|"
    r"year ended \d{1,2} [A-Z][a-z]+|[Rr]eport .{3,150},) "
    r"(?P<year>(?:19|20)\d\d)\b(?![-–/]| (?:and|to) (?:\d|beyond))"
)


def session(lines: Sequence[Line], official: int | None) -> Iterator[Fact]:
    """The session of the organ addressed; of a supplement that which its official records name."""
    for line, match in islice(searched(lines if official is None else lines[official:], SESSION), 1):
        if official is None or match.start() == 0:
            whose = _OF_BODY.match(line.text, match.end())
            yield line.fact("session", session_number(match), match.start(), (whose or match).end())


def meeting(lines: Sequence[Line]) -> Iterator[Fact]:
    """Place and days of the meeting; none where a cover lists several meetings."""
    alone = [(line, match) for line, match in searched(lines, RANGE) if _stands_alone(line, match)]
    found = alone or list(islice(searched(lines, RANGE), 1))
    if not found:
        yield from _american_meeting(lines)
    if not found or len({days(match) for _, match in found}) > 1:
        return
    line, match = found[0]
    for group in ("place", "after"):
        if match[group]:
            yield Fact(field="place", value=match[group], span=line.group("place", match, group).span)
    if both := days(match):
        yield line.fact("date_start", both[0], match.start("first"), match.end("last"))
        yield line.fact("date_end", both[1], match.start("first"), match.end("last"))


def _american_meeting(lines: Sequence[Line]) -> Iterator[Fact]:
    """Place and days of "Geneva, January 26 to 28, 2026"."""
    for line, match in searched(lines, AMERICAN):
        both = american(match) if match["last"] else None
        if both and _stands_alone(line, match):
            if match["place"]:
                yield line.group("place", match, "place")
            yield line.fact("date_start", both[0], match.start("month"), match.end())
            yield line.fact("date_end", both[1], match.start("month"), match.end())
            return


def _stands_alone(line: Line, match: re.Match[str]) -> bool:
    return not re.search(r"\w", line.text[: match.start()] + line.text[match.end() :])


def date(document: Document, lines: Sequence[Line], units: Sequence[Unit]) -> list[Fact]:
    """The document's own date: of distribution, else of adoption or of a letter; a meeting's is not."""
    distributed = _DISTRIBUTED.search(document.text, 0, _FIRST_PAGE) if lines else None
    if distributed and (printed := day(distributed["date"])):
        return [Fact(field="date", value=printed, span=Span(*distributed.span("date")))]
    for pattern in (ADOPTED, LETTER):
        if found := _dated(lines, pattern):
            return found
    headings = [u for u in islice(units, FIRST_UNITS) if u.kind == "heading" and u.first.level == 1]
    below = [*lines, *map(whole, headings[:3])]
    return _dated(lines, LONE_DATE) or _dated(lines, FIELD_DATE) or _dated(below, _DATE_AT_END)


def _dated(lines: Sequence[Line], pattern: re.Pattern[str]) -> list[Fact]:
    for line, match in searched(lines, pattern):
        printed = day(match["date"] or "")
        if printed and not (pattern is LONE_DATE and match.start() > 0):
            return [line.fact("date", printed, *match.span("date"))]
    return []


def reporting_year(title: list[Fact], units: Sequence[Unit]) -> Iterator[Fact]:
    """The year of which the title, else one of the first headings, says that it was reported on."""
    own = takewhile(lambda u: not _ANNEX.match(u.view.text), islice(units, FIRST_UNITS))
    headings = [u for u in own if u.kind == "heading"][:3]
    titles = [
        u for u in units if title and u.view.text and u.first.begin <= title[0].span.begin < u.first.end
    ]
    told = (x for x in map(whole, (*titles, *headings)) if not _AHEAD.search(x.text) and " | " not in x.text)
    for line, match in islice(searched(told, _YEAR), 1):
        yield line.fact("reporting_year", int(match["year"]), *match.span("year"))
