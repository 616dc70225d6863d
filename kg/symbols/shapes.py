"""Bare numbers of resolutions and decisions: their families, the organ that a form tells, and their symbols."""

import re
from typing import Literal

from kg.symbols.forms import classified
from kg.symbols.pieces import COUNT, NUMBER, ROMAN, YEAR
from kg.symbols.records import Act, Symbol

Shape = Literal[
    "session",  # 69/196, 31/6A
    "special",  # S-20/2
    "emergency",  # ES-11/1
    "year",  # 2006/46
    "council",  # 2322(2016)
    "roman",  # 217A(III)
    "special-roman",  # 3201(S-VI)
    "dated-roman",  # 1946/9(I)
    "party",  # 1/CP.21
    "roman-session",  # V/11
    "dotted",  # 71.3
    "plain",  # 1325
]
_SHAPE_PATTERNS: tuple[tuple[Shape, str], ...] = (
    ("council", rf"{NUMBER}\({YEAR}\)"),
    ("dated-roman", rf"{YEAR}/{NUMBER}[A-Z]?\({ROMAN}\)"),
    ("roman", rf"{NUMBER}[A-Z]?\({ROMAN}\)"),
    ("special-roman", rf"{NUMBER}[A-Z]?\(E?S-{ROMAN}\)"),
    ("year", rf"{YEAR}/{COUNT}[A-Z]?"),
    ("session", rf"[1-9]\d{{0,2}}/{COUNT}[A-Z]?"),
    ("special", rf"S-[1-9]\d?/{COUNT}[A-Z]?"),
    ("emergency", rf"ES-[1-9]\d?/{COUNT}[A-Z]?"),
    ("party", rf"{NUMBER}/(?:CP|CMP|CMA)\.\d\d?"),
    ("roman-session", rf"{ROMAN}/{COUNT}"),
    ("dotted", rf"(?:WHA[1-9]\d?|[1-9]\d)\.{COUNT}"),
    ("plain", NUMBER),
)
_SHAPES = tuple((shape, re.compile(pattern)) for shape, pattern in _SHAPE_PATTERNS)
_LAST_ECOSOC_ROMAN = 2130  # the last number before the Council began to number by year, in 1978
_LAST_ASSEMBLY_ROMAN = 30  # sessions with roman numerals end with the thirtieth (1975)
_COUNCIL_COUNT, _COUNCIL_A_SESSION, _COUNCIL_SPREAD = 740, 42, 150
"""Resolutions of the Economic and Social Council at its thirtieth session, in each later one, and how far they stray.

Regional commissions have roman sessions too, and other counts: 771 (XL), 1000 (LIV).
"""
_MORE_THAN_OTHERS = 100
"""Resolutions at one session; councils and commissions of many sessions have never come to half as many."""
_FIRST_ASSEMBLY_DECISION = 301  # other bodies count theirs from 1 or 101


def number_shape(number: str) -> Shape | None:
    """Which family of numbers a bare number without blanks belongs to; none if it is no such number."""
    return next((shape for shape, pattern in _SHAPES if pattern.fullmatch(number)), None)


def shape_organ(number: str, act: Act = "RES") -> str | None:
    """The organ that a bare number tells with certainty by its form alone, else none.

    Session numbers as such never decide: Assembly, Human Rights Council and commissions all pass 31. What
    decides: the year in brackets (Security Council); emergency sessions; part letters, a hundred resolutions at
    one session and the ranges of decision numbers, which only the Assembly has; roman sessions that only one of
    two councils reached.
    """
    shape = number_shape(number)
    if shape == "council":
        return "S"
    if shape == "party":
        return "FCCC"
    if shape == "dotted" and number.startswith("WHA"):
        return "WHA"
    if shape in ("emergency", "special-roman"):
        return "A"
    if shape == "dated-roman":
        return "E"
    if shape == "roman":
        return _roman_organ(number)
    if shape == "session" and _is_assembly_number(number, act):
        return "A"
    return None


def resolve(number: str, act: Act = "RES", organ: str | None = None) -> Symbol | None:
    """The symbol of resolution or decision `number` of the body with that prefix.

    None where the number cannot be that body's: sessions of the Assembly below 31, years for the Assembly,
    session numbers for the Economic and Social Council.
    """
    organ = organ or shape_organ(number, act)
    shape = number_shape(number)
    if organ is None or shape is None:
        return None
    if organ in ("UNEP/EA", "HSP/HA") and shape in ("session", "roman-session"):
        session, count = number.split("/")
        arabic = session if session.isdigit() else _arabic(session)
        return classified(f"{organ}.{arabic}/{act}.{count}")
    if organ == "E" and shape == "dated-roman":
        number = number.partition("/")[2]
    if organ == "WHA" and shape == "dotted":
        return classified(f"WHA{number.removeprefix(organ)}") if act == "RES" else None
    found = classified(f"{organ}/{act}/{number.removeprefix(organ)}")
    return found if found and found.kind != "document" else None


def _roman_organ(number: str) -> str | None:
    count, session = re.split(r"[A-Z]?\(", number.rstrip(")"))
    late = _arabic(session) - _LAST_ASSEMBLY_ROMAN
    if late > 0:
        return "E" if abs(int(count) - _COUNCIL_COUNT - late * _COUNCIL_A_SESSION) < _COUNCIL_SPREAD else None
    return "A" if int(count) > _LAST_ECOSOC_ROMAN else None


def _arabic(roman: str) -> int:
    values = [{"I": 1, "V": 5, "X": 10, "L": 50}[letter] for letter in roman]
    return sum(-value if value < max(values[place:]) else value for place, value in enumerate(values))


def _is_assembly_number(number: str, act: Act) -> bool:
    session, _, count = number.partition("/")
    lettered = count[-1].isalpha()
    first = _FIRST_ASSEMBLY_DECISION if act == "DEC" else _MORE_THAN_OTHERS
    late = int(count.rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) >= first
    return int(session) > _LAST_ASSEMBLY_ROMAN and (lettered or late)
