"""As of when a figure is: the dates of its sentence, and which of them is its own."""

import re
from collections.abc import Sequence

from kg.figures.counted import Counted
from kg.figures.counts import compared
from kg.figures.words import FOR_EXAMPLE
from kg.grammar import ahead
from kg.numbers import Dated, Quantity, dates
from kg.types import Reading, Referent

_DATED_BEHIND = re.compile(r"(?:[^,.;:\d]{0,12})? (?:for|in|during|by) (?:the year )?\Z")
_TITLED = re.compile(
    r"\b(?:to be held|scheduled|planned|launch|inception|creation|establishment|start|adopted|signed|established"
    r"|created|founded|launched|published|since|until|edition|Agenda|Horizon) (?:in |on |of )?\Z"
)
_EDITION = re.compile(r"(?<!\bIn)(?<!\bBy)(?<!\bOf)(?<!\bFor)(?<!\bSince) (?:[A-Z][\w-]+|[A-Z]{2,}) \Z")
_YEAR_BEFORE = re.compile(
    r" (?:an?|one|the) year (?:earlier|before|previously|ago)\b| the (?:previous year|year before)\b"
)
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
_FOLLOWS = 40
"""Characters between a number's unit and a date that follows it closely."""


def named_year(reading: Reading, referent: Referent) -> re.Match[str] | None:
    """The year in the name of an event."""
    return _YEAR.search(reading.text, referent.begin, referent.end) if referent.type == "event" else None


def usable(reading: Reading) -> list[Dated]:
    """The dates that tell when: none inside a name, none of a founding or an edition."""
    found = dates(reading.text)
    if not found:
        return []
    taken = [(r.begin, r.end) for r in reading.referents if r.type != "event"]
    return [
        date
        for date in found
        if not any(begin < date.end and date.begin < end for begin, end in taken)
        and not _TITLED.search(ahead(reading.text, date.begin))
        and not (len(date.iso) == 4 and _EDITION.search(ahead(reading.text, date.begin)))
        and reading.text[date.begin - 1 : date.begin] != "("
        and not FOR_EXAMPLE.search(ahead(reading.text, date.begin))
    ]


def is_behind(reading: Reading, unit: Counted, date: Dated) -> bool:
    """Whether the date follows its number closely: "$23 million for 2016"."""
    return 0 <= date.begin - unit.end <= _FOLLOWS and bool(
        _DATED_BEHIND.fullmatch(reading.text[unit.end : date.begin])
    )


def dates_of(
    reading: Reading, counts: Sequence[tuple[Quantity, Counted]], told: Sequence[Dated]
) -> list[str | None]:
    """Of each count as of when it is, by the dates of its sentence.

    A sentence's only date holds for all its counts, but neither for what they are set against nor beyond that.
    """
    own = {i: date for i, (_, unit) in enumerate(counts) for date in told if is_behind(reading, unit, date)}
    loose = [date for date in told if date not in set(own.values())]
    against = [compared(reading.text, quantity) for quantity, _ in counts]
    shared = told[0] if len(told) == 1 and not any(against[i] for i in own) else None
    found = [
        own.get(i) or date_before(loose, quantity) or (None if against[i] else shared)
        for i, (quantity, _) in enumerate(counts)
    ]
    return [date.iso if date else None for date in found]


def year_before(text: str, quantity: Quantity, iso: str | None) -> str | None:
    """The year before a date, for a number that stands before "a year earlier"."""
    return str(int(iso[:4]) - 1) if iso and _YEAR_BEFORE.match(text, quantity.end) else None


def date_before(told: Sequence[Dated], quantity: Quantity) -> Dated | None:
    """The last date before the number, else the sentence's first."""
    before = [date for date in told if date.end <= quantity.begin]
    return before[-1] if before else told[0] if told else None
