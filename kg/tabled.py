"""Readings of the rows of tables to figures: the cell is the number, the heading of its column the unit.

A table is rows without other text between them; its first row is the heading, with the rows below it whose first
cell is empty. Whose a number is, the first words of its row tell, else the heading of the column, else the title
above the table. Words of a row that name nobody stay in the unit, so that totals are told from what they add up.
Nothing is computed: thousands stay thousands.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby

from kg.numbers import Quantity, dates, quantities
from kg.types import EntityType, Figure, Reading, Referent, Span, Support

NAME = "tabled"
_CUT = re.compile(r"\s?\|(?:\s|\Z)")
_BRACKETS = re.compile(r" ?\([^()]*\)\Z")
_DIGIT = re.compile(r"\d")
_MINUS = re.compile(r"[-−–](?=\d)")
_GAP = re.compile(r"[\s–—−\-.…*]*|[Nn]/[Aa]|[Nn]\.a\.|[Nn]il|[Nn]one")
_MEASURE = re.compile(r"\((?P<words>[^()]+)\)")
_OWN_MEASURE = re.compile(r"\(|%|\bper ?cent\b|\bpercentages?\b|\bshare\b|[$€£¥]", re.IGNORECASE)
_CAPTION = re.compile(r"(?:Table|Figure|Box|Chart) (?:\d[\d.]*|[IVXLC]+|[A-Z])\b[.:]?\s*")
_COUNTS = re.compile(r"(?:Number|No\.?|Total|Count|Quantity|Value|Figures?)", re.IGNORECASE)
"""Headings of columns that do not say what is counted."""
_PLACES = re.compile(
    r"(?:pages?|para(?:graph)?s?|art(?:icle)?|chapter|section|(?:agenda )?item|goal|target|indicator|code|rank"
    r"|year|term|session|meeting|nos?|annex|symbol|date|serial|reference|id|m49|resolution|decision)\.?"
    r"(?: (?:numbers?|nos?\.?))?",
    re.IGNORECASE,
)
"""Headings of columns whose numbers only say where something stands."""
_SUBJECTS: tuple[EntityType, ...] = (
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
class _Cell:
    text: str
    begin: int
    """In the words of its block."""

    @property
    def label(self) -> bool:
        return any(c.isalpha() for c in self.text)


@dataclass(frozen=True, slots=True)
class _Block:
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
                if found.support.basis == "mention" and found.type in _SUBJECTS:
                    yield replace(found, begin=found.begin + reading.offset, end=found.end + reading.offset)


@dataclass(frozen=True, slots=True)
class _Table:
    title: tuple[_Block, ...]
    head: tuple[_Block, ...]
    body: tuple[_Block, ...]
    lead: _Block | None
    """The paragraph right above a table without a title."""


_Owner = tuple[str, Support, str]
"""Entity, what names it, and how sure that is."""


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of numbers."""

    index: int
    heading: str
    owner: _Owner | None
    """The entity that the column is named after."""


def table_figures(readings: Iterable[Reading]) -> Iterator[Figure]:
    """The figures of the tables of one document in order; `readings` are all its sentences in order."""
    blocks = [_Block(tuple(group)) for _, group in groupby(readings, key=lambda reading: id(reading.unit))]
    for table in _tables([block for block in blocks if block.kind != "footnote" and block.text]):
        yield from _figures(table)


# Tables -----------------------------------------------------------------------------------------------------


def _tables(blocks: Sequence[_Block]) -> Iterator[_Table]:
    """Runs of rows with the same number of cells as their heading."""
    start = 0
    for is_row, group in groupby(blocks, key=lambda block: block.kind == "row"):
        run = list(group)
        if is_row:
            title = tuple(_title(blocks[max(0, start - _TITLES) : start]))
            above = blocks[start - 1] if start and not title else None
            yield from _headed(title, run, above if above and above.kind == "paragraph" else None)
        start += len(run)


def _headed(title: tuple[_Block, ...], run: Sequence[_Block], lead: _Block | None) -> Iterator[_Table]:
    lone = next((i for i, row in enumerate(run) if _filled(row) > 1), len(run))
    rows = run[lone:]
    if not rows or _counts(rows[0]):
        return
    depth = next((i for i, row in enumerate(rows[1:], start=1) if not _below_head(row)), len(rows))
    head, first = rows[:depth], [cell.text for cell in _cells(rows[0])]
    body = [row for row in rows[depth:] if [cell.text for cell in _cells(row)] != first]
    yield _Table((*title, *run[:lone]), tuple(head), tuple(body), lead)


def _title(above: Sequence[_Block]) -> list[_Block]:
    """The blocks right above a table that belong to it: from a heading or "Table 1" down."""
    found: list[_Block] = []
    for block in reversed(above):
        text = block.text
        bracketed = text.startswith("(") and text.endswith(")")
        plain = not text.rstrip("”’)").endswith((".", ":", ";")) and len(text.split()) <= _LONGEST_TITLE
        captioned = bool(_CAPTION.match(text))
        if not (bracketed or captioned or block.kind == "heading" or (plain and block.kind == "paragraph")):
            break
        found.insert(0, block)
        if captioned or (block.kind == "heading" and not bracketed):
            break
    return found


def _cells(row: _Block) -> list[_Cell]:
    """The cells of a row, empty ones too."""
    found, begin = [], 0
    for cut in [*_CUT.finditer(row.text), None]:
        words = row.text[begin : cut.start() if cut else len(row.text)]
        found.append(_Cell(words.strip(), begin + len(words) - len(words.lstrip())))
        begin = cut.end() if cut else begin
    return found


def _filled(row: _Block) -> int:
    return sum(1 for cell in _cells(row) if cell.text)


def _below_head(row: _Block) -> bool:
    return not _cells(row)[0].text and not _counts(row)


def _counts(row: _Block) -> bool:
    """Does a cell beside the first hold a number?"""
    return any(_quantity(cell.text) for cell in _cells(row)[1:])


def _quantity(text: str) -> Quantity | None:
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


# Figures ----------------------------------------------------------------------------------------------------


def _figures(table: _Table) -> Iterator[Figure]:
    width = len(_cells(table.head[0]))
    columns, above, measure, caption = _columns(table, width), _above(table), _measure(table), _caption(table)
    lead = _leading(table)
    when = _dated(" ".join(block.text for block in table.title))
    for row in table.body if columns else ():
        cells = _cells(row)
        if len(cells) != width:
            continue
        label = _label(cells)
        named, words = _named(_names(row), row, cells[label]), cells[label].text
        for column in (column for column in columns if column.index > label):
            quantity = _quantity(cells[column.index].text)
            owner = named or column.owner or above or _in_force(row) or lead
            if quantity is None or owner is None:
                continue
            entity, support, confidence = owner
            heading = "" if column.owner and not named else column.heading
            rest = "" if named or _is_date(words) or not cells[label].label else words
            yield Figure(
                subject=entity,
                value=quantity.value,
                bound=quantity.bound,
                unit=_unit(heading, rest, measure) or caption or column.heading,
                as_of=_dated(column.heading) or _dated(words) or when,
                verbatim=cells[column.index].text[quantity.begin : quantity.end],
                evidence=(table.head[0].span, row.span),
                mapper=NAME,
                confidence=Decimal(confidence),
                subject_support=support,
            )


def _label(cells: Sequence[_Cell]) -> int:
    """Index of the cell that names the row: the first with letters, or a year that opens the row."""
    if cells[0].text and dates(cells[0].text):
        return 0
    return next((i for i, cell in enumerate(cells) if cell.label), 0)


def _columns(table: _Table, width: int) -> list[_Column]:
    """The columns of which at least half the cells are numbers, and whose heading says what they count."""
    heads = [(row, _names(row), _cells(row)) for row in table.head]
    rows = [cells for row in table.body if len(cells := _cells(row)) == width]
    found = []
    for index in range(1, width):
        told = [row[index].text for row in rows if not _GAP.fullmatch(row[index].text)]
        numbers = sum(1 for text in told if _quantity(text))
        over = [(row, names, cells[index]) for row, names, cells in heads if index < len(cells)]
        heading = " ".join(cell.text for *_, cell in over if cell.text)
        if numbers and 2 * numbers >= len(told) and heading and not _PLACES.fullmatch(heading):
            owner = next((owner for row, names, cell in over if (owner := _named(names, row, cell))), None)
            found.append(_Column(index, heading, owner))
    return found


def _unit(heading: str, label: str, measure: str) -> str:
    """What is counted: the words of the column, of the row where they name nobody, and the measure of the table."""
    told = "" if _is_date(heading) or (label and _COUNTS.fullmatch(heading)) else heading
    words = ", ".join(part for part in (told, label) if part)
    return f"{words} ({measure})" if words and measure and not _OWN_MEASURE.search(told) else words or measure


def _measure(table: _Table) -> str:
    """What all columns count: the words in brackets below the title, else the title above columns of years."""
    told = [match["words"] for block in table.title if (match := _MEASURE.fullmatch(block.text))]
    yearly = any(_is_date(cell.text) for cell in _cells(table.head[0])[1:])
    return told[-1] if told else _caption(table) if yearly else ""


def _is_date(text: str) -> bool:
    found = dates(text)
    return len(found) == 1 and found[0].begin == 0 and found[0].end == len(text)


def _caption(table: _Table) -> str:
    """The words of the title, without "Table 1"."""
    words = (_CAPTION.sub("", block.text) for block in table.title)
    return next((text for text in words if text), "")


def _dated(text: str) -> str | None:
    """The one date that the words tell."""
    found = dates(text)
    return found[0].iso if len(found) == 1 else None


# Whose they are ---------------------------------------------------------------------------------------------


def _names(block: _Block) -> dict[int, Referent]:
    """What the block names, by where the name ends; of names that end alike the longest."""
    return {found.end: found for found in sorted(block.referents, key=lambda found: -found.begin)}


def _named(names: Mapping[int, Referent], block: _Block, cell: _Cell) -> _Owner | None:
    """The entity whose name is all that the cell says."""
    for end in (cell.begin + len(cell.text), cell.begin + len(_BRACKETS.sub("", cell.text))):
        found = names.get(end)
        before = block.text[cell.begin : found.begin] if found else ""
        if found and found.begin >= cell.begin and before.casefold().strip() in ("", "the"):
            return found.entity, found.support, "0.85"
    return None


def _above(table: _Table) -> _Owner | None:
    """The entity that the title names; a programme before others."""
    found = [referent for block in table.title for referent in block.referents]
    best = min(found, key=lambda referent: _SUBJECTS.index(referent.type), default=None)
    return (best.entity, replace(best.support, basis="heading"), "0.78") if best else None


def _leading(table: _Table) -> _Owner | None:
    """The programme that opens the paragraph above a table without a title."""
    for found in table.lead.referents if table.lead else ():
        opens = table.lead is not None and table.lead.text[: found.begin] in ("", "The ")
        if opens and found.type == "programme":
            return found.entity, replace(found.support, basis="anaphor"), "0.62"
    return None


def _in_force(row: _Block) -> _Owner | None:
    """The programme of the heading above, else the author whose work the document tells."""
    reading = row.readings[0]
    if reading.topic:
        return reading.topic.entity, reading.topic.support, "0.75"
    return (reading.worker, Support(basis="document"), "0.62") if reading.worker else None
