"""As of when a figure is: the dates of its sentence, and which of them is its own."""

import re
from collections.abc import Sequence
from itertools import pairwise

from kg.figures.counted import Counted
from kg.figures.counts import compared, of_them
from kg.figures.periods import TO_YEAR, whole_year
from kg.figures.words import FOR_EXAMPLE
from kg.grammar import NEAR, ahead
from kg.months import MONTH, MONTHS
from kg.numbers import Dated, Quantity, dates
from kg.types import Reading, Referent

_DATED_BEHIND = re.compile(r"(?:[^,.;:\d]{0,12})? (?:for|in|during|by|as at|as of) (?:the year )?\Z")
_TITLED = re.compile(
    r"\b(?:to be held|scheduled|planned|launch|inception|creation|establishment|start|adopted|signed|established"
    r"|created|founded|launched|published|dated|[Ss]ince|until|edition|Agenda|Horizon"
    r"|(?:[Ww]hat|[Ww]hich|that) (?:first )?(?:began|started)) (?:in |on |of )?\Z"
    r"|\b(?:than|twice the [a-z]+|half the [a-z]+) (?:in|for|during|of) \Z"
)
"""Dates of a beginning or of what something is only set against."""
_ONLY_YEAR = re.compile(
    r"\bcompared (?:with|to) \Z|\b(?:committed|pledged|allocated|approved|earmarked|agreed)\b[^.;]{0,200}"
    r"\b(?:up to|until) \Z"
)
"""Before a year that is no date of a figure: what it is set against, or until when money is meant to last."""
_EDITION = re.compile(
    r"(?<!\bIn)(?<!\bBy)(?<!\bOf)(?<!\bFor)(?<!\bSince)"
    r" (?!(?:In|By|Of|For|Since|During|At|Until|From|Between|To|On)\b)(?:[A-Z][\w-]+|[A-Z]{2,}) \Z"
)
_YEAR_BEFORE = re.compile(
    r" (?:an?|one|the) year (?:earlier|before|previously|ago)\b| the (?:previous year|year before)\b"
)
_BRACKET = re.compile(r"(?: [a-z]+)?: ")
"""Between a date that opens a bracket and its number: "(2023: 47)", "(2023 actual: 7)"."""
_YEAR_BEHIND = re.compile(r" \(((?:19|20)\d\d)\)")
_BARE = re.compile(
    r"[^,.;:\d]{0,20}? (?:in|as at|as of|by|on|during) (?:(?P<day>\d{1,2}) )?"
    rf"(?P<month>{MONTH})\b(?! \d)"
)
"""A month without a year behind a number."""
_OUT_OF = re.compile(r" (?:from|in|at|across|of|for)(?: all)?(?: the)? ")
"""Between two numbers that one date holds for: "305 users from 64 ports in 2023"."""
_FURTHER_ON = re.compile(r"; |, of (?:which|whom) [^,;]*\Z")
"""A date behind such words does not hold for the numbers before them."""
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
_TO_MONTH = 7
"""Characters of a date that tells its month."""
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
        whole_year(reading.text, date)
        for date in found
        if not any(begin < date.end and date.begin < end for begin, end in taken)
        and not _TITLED.search(ahead(reading.text, date.begin))
        and not (len(date.iso) == 4 and _EDITION.search(ahead(reading.text, date.begin)))
        and reading.text[date.begin - 1 : date.begin] != "("
        and not FOR_EXAMPLE.search(ahead(reading.text, date.begin))
        and not (len(date.iso) == TO_YEAR and _ONLY_YEAR.search(ahead(reading.text, date.begin)))
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
    text = reading.text
    own = {i: date for i, (_, unit) in enumerate(counts) for date in told if is_behind(reading, unit, date)}
    loose = [date for date in told if date not in set(own.values())]
    against = [compared(text, quantity) or _aside(text, quantity) for quantity, _ in counts]
    shared = told[:1] if len(told) == 1 and not any(against[i] for i in own) else []
    found = [
        own.get(i)
        or date_before(_in_reach(text, loose, unit), quantity)
        or (None if compared(text, quantity) else next(iter(_in_reach(text, shared, unit)), None))
        for i, (quantity, unit) in enumerate(counts)
    ]
    printed = [date.iso if date else None for date in found]
    for i, ((_, unit), (quantity, _)) in enumerate(pairwise(counts)):
        if of_them(text, quantity):
            printed[i + 1] = printed[i + 1] or printed[i]
        if i + 1 in own and _OUT_OF.fullmatch(text, unit.end, quantity.phrase):
            printed[i] = printed[i] or printed[i + 1]
    return [
        _bracketed(text, quantity, unit) or _bare_month(text, unit, told, against[i]) or printed[i]
        for i, (quantity, unit) in enumerate(counts)
    ]


def _aside(text: str, quantity: Quantity) -> bool:
    """Whether the number opens a bracket: "(45 in 2022)"."""
    return text.endswith("(", 0, quantity.phrase)


def _in_reach(text: str, told: Sequence[Dated], unit: Counted) -> list[Dated]:
    """The dates that may hold for a number: none of a later clause."""
    return [
        date
        for date in told
        if date.begin < unit.end
        or not _FURTHER_ON.search(text[max(unit.end, date.begin - NEAR) : date.begin])
    ]


def _bracketed(text: str, quantity: Quantity, unit: Counted) -> str | None:
    """The date that shares a bracket with its number or stands in one behind it: "(2022: 47)", "47 (2022)"."""
    behind = _YEAR_BEHIND.match(text, quantity.end) or _YEAR_BEHIND.match(text, unit.end)
    titled = text.endswith(": ", 0, quantity.phrase)
    opening = text.rfind("(", max(0, quantity.phrase - NEAR), quantity.phrase) if titled else -1
    before = [
        date.iso
        for date in (dates(text) if opening >= 0 else [])
        if opening < date.begin and _BRACKET.fullmatch(text, date.end, quantity.phrase)
    ]
    return behind[1] if behind else before[0] if before else None


def _bare_month(text: str, unit: Counted, told: Sequence[Dated], against: bool) -> str | None:
    """The month behind a number that another is set against, in the year of the sentence's date or the one before."""
    bare = _BARE.match(text, unit.end) if against and told else None
    if bare is None:
        return None
    year, month = int(told[0].iso[:4]), MONTHS.index(bare["month"].capitalize()) + 1
    later = len(told[0].iso) >= _TO_MONTH and month > int(told[0].iso[5:7])
    day = f"-{int(bare['day']):02}" if bare["day"] else ""
    return f"{year - later}-{month:02}{day}"


def year_before(text: str, quantity: Quantity, iso: str | None) -> str | None:
    """The year before a date, for a number that stands before "a year earlier"."""
    return str(int(iso[:4]) - 1) if iso and _YEAR_BEFORE.match(text, quantity.end) else None


def date_before(told: Sequence[Dated], quantity: Quantity) -> Dated | None:
    """The last date before the number, else the sentence's first."""
    before = [date for date in told if date.end <= quantity.begin]
    return before[-1] if before else told[0] if told else None
