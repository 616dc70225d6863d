"""Years that are no plain dates: those that accounts are for, and those that only describe a noun."""

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.grammar import ahead
from kg.months import MONTHS
from kg.numbers import Dated

_YEAR_ENDED = re.compile(r"\byear (?:that )?(?:ended|ending)(?: on)? \Z")
_DETERMINED = re.compile(r"\b(?:the|its|their|this) \Z", re.IGNORECASE)
_THEME = re.compile(
    r" (?!(?:[a-z]+ )?(?:meeting|workshop|conference|training|course|session|seminar|forum|symposium|congress|webinar"
    r"|exercise|consultation|event|visit|mission|summit)s?\b)[a-z]+"
)
TO_YEAR, _TO_DAY = 4, 10
"""Characters of a date that tells its year only, or its day."""


def whole_year(text: str, date: Dated) -> Dated:
    """The date, or the year that ends on it: "the year ended 31 December 2023" is 2023."""
    if len(date.iso) != _TO_DAY or not _YEAR_ENDED.search(ahead(text, date.begin)):
        return date
    year, month = int(date.iso[:4]), int(date.iso[5:7])
    december = month == len(MONTHS)
    return replace(date, iso=str(year) if december else f"{year - 1}-{month + 1:02}/{date.iso[:7]}")


def fiscal_year(text: str, told: Sequence[Dated]) -> str | None:
    """The year that accounts are for, where the sentence tells it."""
    return next((date.iso for date in told if _YEAR_ENDED.search(ahead(text, date.begin))), None)


def is_attributive(text: str, date: Dated) -> bool:
    """Whether a year only describes a noun that is no meeting: "the 2025 theme"."""
    return len(date.iso) == TO_YEAR and bool(
        _DETERMINED.search(ahead(text, date.begin)) and _THEME.match(text, date.end)
    )
