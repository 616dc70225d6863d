"""Days and stretches of days as covers print them."""

import re
from datetime import date

from kg.months import MONTH, MONTHS

_MONTH = rf"(?:{MONTH})"
_DAY = r"\d{1,2}"
_TO = r"(?:\s*[-–—]\s*|\s+to\s+)"
_JOIN = rf"(?:{_TO}|,? and |, )"
PLACE = r"[A-Z][\w.’'-]{0,40}(?: (?:[A-Z][\w.’'-]{0,40}|de|la|of)){0,5}"
DATE = rf"{_DAY} {_MONTH} (?:19|20)\d\d"
RANGE = re.compile(
    rf"(?:(?P<place>\b{PLACE})"
    rf"(?:, [A-Z][a-z]\w{{1,40}}(?: (?:of |the |and )?[A-Z]\w{{1,40}}){{0,5}})?, )?"
    rf"\b(?P<first>{_DAY})(?: {_MONTH}(?: \d{{4}})?)?"
    rf"(?:{_JOIN}{_DAY}(?: {_MONTH}(?: \d{{4}})?)?){{0,5}}{_JOIN}(?P<last>{DATE})\b"
    rf"(?:, (?P<after>{PLACE})$)?"
)

AMERICAN = re.compile(
    rf"(?:(?P<place>\b{PLACE}), )?\b(?P<month>{_MONTH}|{_MONTH.upper()}) (?P<first>{_DAY})"
    rf"(?:{_TO}(?:(?P<until>{_MONTH}) )?(?P<last>{_DAY}))?, (?P<year>(?:19|20)\d\d)\b"
)
"""The days of a meeting, or one day, with the month in front: "Geneva, January 26 to 28, 2026"."""


def american(match: re.Match[str]) -> tuple[date, date] | None:
    """First and last day of a match of `AMERICAN`."""
    month, until = match["month"].title(), match["until"] or match["month"].title()
    first = day(f"{match['first']} {month} {match['year']}")
    last = day(f"{match['last'] or match['first']} {until} {match['year']}")
    return (first, last) if first and last and first <= last else None


def day(words: str) -> date | None:
    """The date "9 July 2018"; none where the calendar has no such day."""
    parts = words.split()
    if len(parts) != 3 or parts[1] not in MONTHS:
        return None
    try:
        return date(int(parts[2]), MONTHS.index(parts[1]) + 1, int(parts[0]))
    except ValueError:
        return None


def days(match: re.Match[str]) -> tuple[date, date] | None:
    """First and last day of a match of `RANGE`; the first takes month and year from the next that has them."""
    words = match.string[match.start("first") : match.end("last")]
    last = day(match["last"])
    month, year = re.search(_MONTH, words), re.search(r"(?:19|20)\d\d", words)
    if last is None or month is None or year is None:
        return None
    first = day(f"{match['first']} {month[0]} {year[0]}")
    if first and first > last:  # "28 December to 3 January 2025"
        first = day(f"{match['first']} {month[0]} {last.year - 1}")
    return (first, last) if first and first <= last else None
