"""What names the rows of a table: words and dates beside the numbers, or those of a cell that reaches down to them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from kg.tabled.columns import Column, is_date
from kg.tabled.tables import Block, Cell, Table, cells_of


class Label(NamedTuple):
    """A cell that says what a row is about, with the row that it stands in."""

    column: int
    cell: Cell
    row: Block


def labelled(
    table: Table, columns: Sequence[Column], width: int
) -> Iterator[tuple[Block, list[Cell], list[Label]]]:
    """The rows of that width with their cells and labels, at least one; the first one names the row.

    A row whose first cell is empty, and that has a label of its own, has the labels of the row above before it.
    """
    numbers = {column.index for column in columns}
    above: dict[int, Label] = {}
    for row in table.body:
        cells = cells_of(row)
        if len(cells) != width:
            continue
        own = [Label(i, cell, row) for i, cell in enumerate(cells) if i not in numbers and _tells(cell)]
        above = {**(above if own and not cells[0].text else {}), **{label.column: label for label in own}}
        yield row, cells, _before(own, above) or [Label(0, cells[0], row)]


def _tells(cell: Cell) -> bool:
    return cell.label or bool(cell.text and is_date(cell.text))


def _before(own: Sequence[Label], above: Mapping[int, Label]) -> list[Label]:
    return [label for index, label in sorted(above.items()) if own and index < own[0].column] + list(own)
