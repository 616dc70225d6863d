"""Bands of a table between two rules over its whole width -> rows of cells.

Where shorter rules stand in a band, what stands below one is a row of its own, what stands beside it goes on with
the row above: a heading over several columns has a rule below it and one heading for each column below that.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from kg.readers._grid import Cell, spread
from kg.readers._pdf.rows import Row
from kg.readers._pdf.rules import LEVEL, Strip
from kg.readers._pdf.sheets import Rule

Cells = tuple[tuple[Row, ...], ...]
"""The cells of a row from left to right, each with its printed lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """What stands between two rules over the whole width of a table."""

    stretches: tuple[tuple[Row, ...], ...]
    """The printed rows above, between and below the shorter rules."""
    sides: tuple[tuple[float, ...], ...]
    """For each stretch the places where its cells are parted."""
    parts: tuple[Strip, ...]
    """The shorter rules, one fewer than stretches."""

    @property
    def borders(self) -> list[float]:
        return apart(sorted(chain(*self.sides)))


def in_grid(bands: Iterable[Band], edges: tuple[float, float]) -> Iterator[Cells]:
    """The rows of the bands of one table, headings over several columns in each of them.

    Bands that follow one another stand in one grid where the borders of one are among those of the other. A band
    without borders, which is a title or a paragraph, parts one grid from the next.
    """
    run: list[Band] = []
    borders: list[float] = []
    for band in bands:
        own = band.borders
        if run and not (own and borders and (_among(own, borders) or _among(borders, own))):
            yield from _rows(run, borders, edges)
            run, borders = [], []
        run.append(band)
        borders = max(borders, own, key=len)
    yield from _rows(run, borders, edges)


def _among(few: Sequence[float], many: Sequence[float]) -> bool:
    return all(any(abs(a - b) <= 2 * LEVEL for b in many) for a in few)


def _rows(run: Sequence[Band], borders: Sequence[float], edges: tuple[float, float]) -> Iterator[Cells]:
    printed: list[tuple[Row, ...]] = [()]
    told: list[list[Cell]] = []
    for band in run:
        for row in _merged(band, [edges[0], *borders, edges[1]]):
            told.append([])
            for lines, across in row:
                told[-1].append(_cell(lines, across, len(printed)))
                printed.append(lines)
    for row_of_cells in spread(told):
        if any(cell.key for cell in row_of_cells):
            yield tuple(printed[cell.key] for cell in row_of_cells)


def _cell(lines: Sequence[Row], across: int, key: int) -> Cell:
    return Cell(" ".join(row.text for row in lines), across=across, key=key if lines else 0)


_Wide = tuple[tuple[Row, ...], int]
"""A cell and how many columns it covers."""


def _merged(band: Band, limits: Sequence[float]) -> list[list[_Wide]]:
    """The rows of one band; `limits` are the borders of the grid and its edges."""
    made: list[list[list[Row]]] = []
    begun: list[list[int]] = []
    """Of each row the columns in which its cells begin."""
    for stretch, sides in zip(band.stretches, band.sides, strict=True):
        columns = [max(0, sum(1 for b in limits[1:-1] if b < side + 2 * LEVEL)) for side in sides]
        begun.append([0, *columns])
        made.append([[] for _ in limits[1:]])
        for column, cell in zip(begun[-1], cells(stretch, sides), strict=True):
            made[-1][column] += cell
    for k, part in reversed(list(enumerate(band.parts, start=1))):
        for column, (left, right) in enumerate(pairwise(limits)):
            if part.covers(left, right) < 0.5 * (right - left):
                made[k - 1][column] += made[k][column]
                made[k][column] = []
    return [
        [(tuple(chain(*row[a:b])), b - a) for a, b in pairwise([*dict.fromkeys(begins), len(limits) - 1])]
        for row, begins in zip(made, begun, strict=True)
    ]


def sides(down: Sequence[Rule], left: float, right: float, top: float, bottom: float) -> tuple[float, ...]:
    """Where rules part the cells between two heights."""
    found = []
    # A long rule may be drawn in pieces, one for each row.
    pieces: dict[int, float] = {}
    for rule in down:
        if not left + 4 < rule.left < right - 4:
            continue
        shared = min(rule.bottom, bottom) - max(rule.top, top)
        if shared > 0.6 * (bottom - top):
            found.append(rule.left)
        place = round(rule.left / 3)
        pieces[place] = pieces.get(place, 0.0) + max(0.0, shared)
    found += [3.0 * key for key, length in pieces.items() if length > 0.6 * (bottom - top)]
    return tuple(apart(sorted(found)))


def apart(places: Sequence[float]) -> list[float]:
    """Places without those that stand next to the one before."""
    kept: list[float] = []
    for place in places:
        if not kept or place - kept[-1] > 2 * LEVEL:
            kept.append(place)
    return kept


def cells(found: Sequence[Row], borders: Sequence[float]) -> Cells:
    """The words of the rows in the columns between the borders."""
    edges = [float("-inf"), *borders, float("inf")]
    columns: list[list[Row]] = [[] for _ in edges[1:]]
    for row in found:
        for index, (left, right) in enumerate(pairwise(edges)):
            words = tuple(word for word in row.words if left <= (word.left + word.right) / 2 < right)
            if words:
                columns[index].append(Row((words[0]._replace(glued=False), *words[1:])))
    return tuple(tuple(cell) for cell in columns)
