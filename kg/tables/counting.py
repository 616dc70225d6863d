"""What figures count and when, worked out as the queries of the questions work it out."""

import re
from collections.abc import Mapping
from typing import Any

_OF = " of "
_LEAD = re.compile(r"^.* ")
_YEAR = re.compile(r"[+-]?[0-9]+")


def parts(unit: str) -> tuple[str, str]:
    """The last word of a unit before "of", and the words behind "of": figures with equal ones stand together.

    >>> parts("Tons of cocaine seized")
    ('tons', 'cocaine seized')
    """
    lower = unit.lower()
    return _LEAD.sub("", f"{lower}{_OF}".partition(_OF)[0]), lower.partition(_OF)[2]


def counted(unit: str) -> str:
    """What a figure counts, in few words.

    >>> counted("experienced judges")
    'judges'
    """
    head, behind = parts(unit)
    return f"{head} of {behind}" if _OF in unit else head


def reported(date: str | None) -> str | None:
    """The year of a date, in words."""
    return None if date is None else date[:4]


def year(date: str | None) -> int | None:
    """The year of a date; none where it tells none."""
    return int(date[:4]) if date is not None and _YEAR.fullmatch(date[:4]) else None


def inside(when: int | None, given: Mapping[str, Any]) -> bool:
    """Whether a year lies between the parameters `from` and `to`; what has no year only where neither is given."""
    if when is None:
        return "from" not in given and "to" not in given
    return bool(given.get("from", when) <= when <= given.get("to", when))
