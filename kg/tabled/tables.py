"""Sentences of a document -> its tables: the rows of each, what heads it, and the title above it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from kg.numbers import Quantity, quantities
from kg.types import EntityType, Reading, Referent, Span

_CUT = re.compile(r"\s?\|(?:\s|\Z)")
_DIGIT = re.compile(r"\d")
_MINUS = re.compile(r"[-−–](?=\d)")
CAPTION = re.compile(r"(?:Table|Figure|Box|Chart) (?:\d[\d.]*|[IVXLC]+|[A-Z])\b[.:]?\s*")
SUBJECTS: tuple[EntityType, ...] = (
    "programme",
    "organization",
    "place",
    "event",
    "publication",
    "instrument",
    "action_line",
    "sdg",
)
_LONGEST_TITLE = 40
"""Words; a longer paragraph above a table is no title."""
_TITLES = 4
"""Blocks above a table that may belong to its title."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a row."""

    text: str
    begin: int
    """In the words of its block."""

    @property
    def label(self) -> bool:
        return any(c.isalpha() for c in self.text)


@dataclass(frozen=True, slots=True)
class Block:
    """The readings of one block: a row, or a paragraph of the title."""

    readings: tuple[Reading, ...]

    @property
    def kind(self) -> str:
        return self.readings[0].unit.kind

    @property
    def text(self) -> str:
        return self.readings[0].unit.view.text

    @property
    def span(self) -> Span:
        return self.readings[0].unit.view.span(0, len(self.text))

    @property
    def referents(self) -> Iterator[Referent]:
        """Those that are named, their places counted in the words of the block."""
        for reading in self.readings:
            for found in reading.referents:
                if found.support.basis == "mention" and found.type in SUBJECTS:
                    yield replace(found, begin=found.begin + reading.offset, end=found.end + reading.offset)


@dataclass(frozen=True, slots=True)
class Table:
    """A table with what stands above it."""

    title: tuple[Block, ...]
    head: tuple[Block, ...]
    body: tuple[Block, ...]
    lead: Block | None
    """The paragraph right above a table without a title."""


def tables(readings: Iterable[Reading]) -> Iterator[Table]:
    """The tables of one document in order."""
    blocks = [Block(tuple(group)) for _, group in groupby(readings, key=lambda reading: id(reading.unit))]
    return _runs([block for block in blocks if block.kind != "footnote" and block.text])


def _runs(blocks: Sequence[Block]) -> Iterator[Table]:
    """Runs of rows with the same number of cells as their heading."""
    start = 0
    for is_row, group in groupby(blocks, key=lambda block: block.kind == "row"):
        run = list(group)
        if is_row:
            title = tuple(_title(blocks[max(0, start - _TITLES) : start]))
            above = blocks[start - 1] if start and not title else None
            yield from _headed(title, run, above if above and above.kind == "paragraph" else None)
        start += len(run)


def _headed(title: tuple[Block, ...], run: Sequence[Block], lead: Block | None) -> Iterator[Table]:
    lone = next((i for i, row in enumerate(run) if _filled(row) > 1), len(run))
    rows = run[lone:]
    if not rows or _counts(rows[0]):
        return
    depth = _depth(rows)
    head, first = rows[:depth], [cell.text for cell in cells_of(rows[0])]
    body = [row for row in rows[depth:] if [cell.text for cell in cells_of(row)] != first]
    yield Table((*title, *run[:lone]), tuple(head), tuple(body), lead)


def _title(above: Sequence[Block]) -> list[Block]:
    """The blocks right above a table that belong to it: from a heading or "Table 1" down."""
    found: list[Block] = []
    for block in reversed(above):
        text = block.text
        bracketed = text.startswith("(") and text.endswith(")")
        plain = not text.rstrip("”’)").endswith((".", ":", ";")) and len(text.split()) <= _LONGEST_TITLE
        captioned = bool(CAPTION.match(text))
        if not (bracketed or captioned or block.kind == "heading" or (plain and block.kind == "paragraph")):
            break
        found.insert(0, block)
        if captioned or (block.kind == "heading" and not bracketed):
            break
    return found


def cells_of(row: Block) -> list[Cell]:
    """The cells of a row, empty ones too."""
    found, begin = [], 0
    for cut in [*_CUT.finditer(row.text), None]:
        words = row.text[begin : cut.start() if cut else len(row.text)]
        found.append(Cell(words.strip(), begin + len(words) - len(words.lstrip())))
        begin = cut.end() if cut else begin
    return found


def _filled(row: Block) -> int:
    return sum(1 for cell in cells_of(row) if cell.text)


def _depth(rows: Sequence[Block]) -> int:
    """The number of rows that head a table: below the first those without a number that say nothing in their first
    cell, or the first thing there.
    """
    named = False
    for index, row in enumerate(rows):
        opens = bool(cells_of(row)[0].text)
        if index and (_counts(row) or (opens and named)):
            return index
        named = named or opens
    return len(rows)


def _counts(row: Block) -> bool:
    """Does a cell beside the first hold a number?"""
    return any(quantity(cell.text) for cell in cells_of(row)[1:])


def quantity(text: str) -> Quantity | None:
    """The number that a cell is, with its sign; none where it is more or less than one number."""
    if not _DIGIT.search(text):
        return None  # a number in words is none of a table's
    minus = _MINUS.match(text)
    start = minus.end() if minus else 0
    found = list(quantities(text[start:]))
    if len(found) != 1 or found[0].phrase != 0 or found[0].end != len(text) - start or found[0].words:
        return None
    one = found[0]
    sign = -1 if minus else 1
    return replace(one, begin=one.begin if minus is None else 0, end=one.end + start, value=sign * one.value)
