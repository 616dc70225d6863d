"""Tables with merged cells -> rectangles of words, so that each number stands in its own column.

A merged cell says itself once, in its first place. A heading over several columns says itself over each of them, but
for one over the whole table, which is its title: below "Men", 2019 is a year of men.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

_WIDEST = 100
"""Columns that a cell covers at most."""
_LARGEST = 2_000_000
"""Cells of a table whose short rows are filled; in a larger one, which nobody writes, they stay short."""
_LONGEST = 200
"""Characters of a heading that is repeated."""


class Cell(NamedTuple):
    """What a file says of one cell: its words, and how many columns and rows it covers."""

    text: str = ""
    across: int = 1
    down: int = 1
    covered: bool = False
    """It only keeps a place that a cell above or beside it covers."""
    key: int = 0
    """By which a reader finds again what else it knows of the cell."""


_EMPTY = Cell()
_Placed = list[tuple[int, Cell]]
"""The cells of a row, each with its column."""


def grid(rows: Sequence[Sequence[Cell]], *, heads: int = 0) -> list[list[str]]:
    """The words of the cells, every row as wide as the table; empty columns at its right end are left out.

    `heads` is the number of rows that the file marks as headings. Where it marks none, they are the first row with
    two filled cells, those above it, and those below it while their first column is empty.
    """
    told = [[cell.text for cell in row] for row in spread(rows, heads=heads)]
    width = max((at + 1 for row in told for at, words in enumerate(row) if words), default=0)
    room = width if width * len(told) <= _LARGEST else 0
    return [(row + [""] * (room - len(row)))[:width] for row in told]


def spread(rows: Sequence[Sequence[Cell]], *, heads: int = 0) -> list[list[Cell]]:
    """The cells in the columns where they stand, an empty one where nothing does, rows as wide as they are told.

    `heads` is that of `grid`.
    """
    placed = list(_placed(rows))
    whole = max((at + _wide(cell) for row in placed for at, cell in row), default=0)
    heads = heads or _heads(placed)
    return [_row(row, whole, heading=i < heads) for i, row in enumerate(placed)]


def _placed(rows: Sequence[Sequence[Cell]]) -> Iterator[_Placed]:
    below: dict[int, int] = {}
    """How many more rows each column is covered."""
    for row in rows:
        taken = {column for column, left in below.items() if left > 0}
        below = {column: left - 1 for column, left in below.items() if left > 1}
        at, found = 0, []
        for cell in row:
            if cell.covered:
                at += _wide(cell)
                continue
            while at in taken:
                at += 1
            columns = range(at, at + _wide(cell))
            taken.update(columns)
            below.update((column, cell.down - 1) for column in columns if cell.down > 1)
            found.append((at, cell._replace(text=" ".join(cell.text.replace("|", "¦").split()))))
            at += 1
        yield found


def _wide(cell: Cell) -> int:
    return min(max(cell.across, 1), _WIDEST)


def _heads(placed: Sequence[_Placed]) -> int:
    """The number of rows that head the table."""
    filled = [[at for at, cell in row if cell.text] for row in placed]
    first = next((i for i, columns in enumerate(filled) if len(columns) > 1), len(placed))
    named = bool(first < len(placed) and filled[first][0] == 0)
    for index in range(first + 1, len(placed)):
        opens = bool(filled[index]) and filled[index][0] == 0
        if opens and named:
            return index
        named = named or opens
    return len(placed)


def _row(row: _Placed, whole: int, *, heading: bool) -> list[Cell]:
    """The cells of a row; `whole` is the width of the table."""
    told = [_EMPTY] * max((at + _wide(cell) for at, cell in row), default=0)
    for at, cell in row:
        repeated = heading and _wide(cell) < whole and len(cell.text) <= _LONGEST
        times = _wide(cell) if repeated else 1
        told[at : at + times] = [cell] * times
    return told
