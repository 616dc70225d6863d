"""The columns of a table that hold numbers: what each counts, whose it is, and when."""

import re
from dataclasses import dataclass

from kg.numbers import dates
from kg.tabled.owners import Owner, named, names_in
from kg.tabled.tables import CAPTION, Table, cells_of, quantity

_GAP = re.compile(r"[\s–—−\-.…*]*|[Nn]/[Aa]|[Nn]\.a\.|[Nn]il|[Nn]one")
_AS_AT = re.compile(r"\A(?:as )?(?:at|of|on) \Z", re.IGNORECASE)
_MEASURE = re.compile(r"\((?P<words>[^()]+)\)")
_PLACES = re.compile(
    r"(?:pages?|para(?:graph)?s?|art(?:icle)?|chapter|section|(?:agenda )?item|goal|target|indicator|code|rank"
    r"|year|term|session|meeting|nos?|annex|symbol|date|serial|reference|id|m49|resolution|decision)\.?"
    r"(?: (?:numbers?|nos?\.?))?",
    re.IGNORECASE,
)
"""Headings of columns whose numbers only say where something stands."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of numbers."""

    index: int
    heading: str
    owner: Owner | None
    """The entity that the column is named after."""


def columns_of(table: Table, width: int) -> list[Column]:
    """The columns of which at least half the cells are numbers, and whose heading says what they count."""
    heads = [(row, names_in(row), cells_of(row)) for row in table.head]
    rows = [cells for row in table.body if len(cells := cells_of(row)) == width]
    found = []
    for index in range(1, width):
        told = [row[index].text for row in rows if not _GAP.fullmatch(row[index].text)]
        numbers = sum(1 for text in told if quantity(text))
        over = [(row, names, cells[index]) for row, names, cells in heads if index < len(cells)]
        heading = " ".join(cell.text for *_, cell in over if cell.text)
        if numbers and 2 * numbers >= len(told) and heading and not _PLACES.fullmatch(heading):
            owner = next((owner for row, names, cell in over if (owner := named(names, row, cell))), None)
            found.append(Column(index, heading, owner))
    return found


def measure(table: Table) -> str:
    """What all columns count: the words in brackets below the title, else the title above columns of years."""
    told = [match["words"] for block in table.title if (match := _MEASURE.fullmatch(block.text))]
    yearly = any(is_date(cell.text) for cell in cells_of(table.head[0])[1:])
    return told[-1] if told else caption(table) if yearly else ""


def is_date(text: str) -> bool:
    """Whether the words are one date and nothing else, as in "2025" and "As at 3 May 2025"."""
    found = dates(text)
    return len(found) == 1 and not _AS_AT.sub("", text[: found[0].begin]) and found[0].end == len(text)


def caption(table: Table) -> str:
    """The words of the title, without "Table 1"."""
    words = (CAPTION.sub("", block.text) for block in table.title)
    return next((text for text in words if text), "")


def dated(text: str) -> str | None:
    """The one date that the words tell."""
    found = dates(text)
    return found[0].iso if len(found) == 1 else None
