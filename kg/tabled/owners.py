"""Whose the numbers of a table are: the entity that a cell, the title, or the words around the table name."""

import re
from collections.abc import Mapping
from dataclasses import replace

from kg.tabled.tables import SUBJECTS, Block, Cell, Table
from kg.types import Referent, Support

_BRACKETS = re.compile(r" ?\([^()]*\)\Z")

Owner = tuple[str, Support, str]
"""Entity, what names it, and how sure that is."""


def names_in(block: Block) -> dict[int, Referent]:
    """What the block names, by where the name ends; of names that end alike the longest."""
    return {found.end: found for found in sorted(block.referents, key=lambda found: -found.begin)}


def named(names: Mapping[int, Referent], block: Block, cell: Cell) -> Owner | None:
    """The entity whose name is all that the cell says."""
    for end in (cell.begin + len(cell.text), cell.begin + len(_BRACKETS.sub("", cell.text))):
        found = names.get(end)
        before = block.text[cell.begin : found.begin] if found else ""
        if found and found.begin >= cell.begin and before.casefold().strip() in ("", "the"):
            return found.entity, found.support, "0.85"
    return None


def above(table: Table) -> Owner | None:
    """The entity that the title names; a programme before others."""
    found = [referent for block in table.title for referent in block.referents]
    best = min(found, key=lambda referent: SUBJECTS.index(referent.type), default=None)
    return (best.entity, replace(best.support, basis="heading"), "0.78") if best else None


def leading(table: Table) -> Owner | None:
    """The programme that opens the paragraph above a table without a title."""
    for found in table.lead.referents if table.lead else ():
        opens = table.lead is not None and table.lead.text[: found.begin] in ("", "The ")
        if opens and found.type == "programme":
            return found.entity, replace(found.support, basis="anaphor"), "0.62"
    return None


def in_force(row: Block) -> Owner | None:
    """The programme of the heading above, else the author whose work the document tells."""
    reading = row.readings[0]
    if reading.topic:
        return reading.topic.entity, reading.topic.support, "0.75"
    return (reading.worker, Support(basis="document"), "0.62") if reading.worker else None
