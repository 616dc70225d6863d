"""Readings of the rows of tables to figures: the cell is the number, the heading of its column the unit.

A table is rows without other text between them; its first row is the heading, with the rows below it whose first
cell is empty. Whose a number is, the first words of its row tell, else the heading of the column, else the title
above the table. Words of a row that name nobody stay in the unit, so that totals are told from what they add up;
words beside them tell what is counted where the heading only says "Number".
Nothing is computed: thousands stay thousands.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from kg.tabled.columns import Column, caption, columns_of, dated, is_date, measure
from kg.tabled.owners import Owner, above, in_force, leading, named, names_in
from kg.tabled.rows import labelled
from kg.tabled.tables import Cell, Table, cells_of, quantity, tables
from kg.types import Figure, Reading

NAME = "tabled"
_OWN_MEASURE = re.compile(r"\(|%|\bper ?cent\b|\bpercentages?\b|\bshare\b|[$€£¥]", re.IGNORECASE)
_COUNTS = re.compile(r"(?:Number|No\.?|Total|Count|Quantity|Value|Figures?)", re.IGNORECASE)
"""Headings of columns that do not say what is counted."""
_STATE = re.compile(
    r"(?:(?:(?:grand |sub-?)?totals?|percentages?|per ?cent|number|count|(?:high|medium|low)(?: priority)?"
    r"|in progress|ongoing|to be \w+ed|(?:not )?(?!unemployed|employed|disabled|displaced|married|armed)\w+ed)"
    r"(?:, |\Z))+",
    re.IGNORECASE,
)
"""Words that only say how the counted things stand, or that they are added up."""
_TO_COME = re.compile(r"\b(?:target|due|deadline|planned|expected|scheduled)\b", re.IGNORECASE)
"""Heading of a column of dates by which something is to be done: nothing is told as of then."""
_TITLE_ENDS = re.compile(r", | [–—] |; | \(|: ")


def table_figures(readings: Iterable[Reading]) -> Iterator[Figure]:
    """The figures of the tables of one document in order; `readings` are all its sentences in order."""
    for table in tables(readings):
        yield from _figures(table)


def _figures(table: Table) -> Iterator[Figure]:
    width = len(cells_of(table.head[0]))
    columns = columns_of(table, width)
    words = _Words(measure(table), caption(table), dated(" ".join(block.text for block in table.title)))
    around = _Around(above(table), leading(table))
    for row, cells, labels in labelled(table, columns, width) if columns else ():
        who = named(names_in(labels[0].row), labels[0].row, labels[0].cell)
        due = bool(_TO_COME.search(cells_of(table.head[0])[labels[0].column].text))
        for column in columns:
            number = quantity(cells[column.index].text) if column.index > labels[0].column else None
            owner = who or column.owner or around.title or in_force(row) or around.lead
            if number is None or owner is None:
                continue
            entity, support, confidence = owner
            beside = [label.cell for label in labels[1:] if label.column < column.index]
            yield Figure(
                subject=entity,
                value=number.value,
                bound=number.bound,
                unit=_unit(column, who, [labels[0].cell, *beside], words),
                as_of=_when(column, [] if due else [labels[0].cell, *beside]) or words.when,
                verbatim=cells[column.index].text[number.begin : number.end],
                evidence=tuple(
                    dict.fromkeys([*(head.span for head in table.head), labels[0].row.span, row.span])
                ),
                mapper=NAME,
                confidence=Decimal(confidence),
                subject_support=support,
            )


class _Words(NamedTuple):
    """What is said of the whole table."""

    measure: str
    caption: str
    when: str | None


class _Around(NamedTuple):
    """Whose the numbers are which neither row nor column give to anybody."""

    title: Owner | None
    lead: Owner | None


def _when(column: Column, labels: Sequence[Cell]) -> str | None:
    """The date of the column, else that of the words that name the row, else of a date beside them."""
    beside = [cell.text for place, cell in enumerate(labels) if not place or is_date(cell.text)]
    told = [column.heading, *beside]
    return next((date for text in told if (date := dated(text))), None)


def _unit(column: Column, who: Owner | None, labels: Sequence[Cell], words: _Words) -> str:
    """What is counted: the words of the column, of the row where they name nobody, and the measure of the table."""
    heading = "" if column.owner and not who else column.heading
    told = [cell.text for cell in labels[:1] if not who and cell.label and not is_date(cell.text)]
    if _COUNTS.fullmatch(heading):
        told += [cell.text for cell in labels[1:] if cell.label and not is_date(cell.text)]
    counted = "" if is_date(heading) or (told and _COUNTS.fullmatch(heading)) else heading
    found = ", ".join(part for part in (counted, *told) if part)
    if found and words.measure and not _OWN_MEASURE.search(counted):
        return f"{found} ({words.measure})"
    if words.caption and _STATE.fullmatch(found):
        return f"{_TITLE_ENDS.split(words.caption, maxsplit=1)[0]}: {found}"
    return found or words.measure or words.caption or column.heading
