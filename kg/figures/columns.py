"""Tables that a text prints line by line with bars: what the title of a column tells of the cells below it."""

from collections.abc import Sequence

from kg.numbers import dates

_BAR = " | "
_LONGEST = 5_000
"""Characters of a line of a table."""


def columns_of(line: str, above: Sequence[str | None]) -> tuple[str | None, ...]:
    """The date of each column that holds below that line: those that its own cells are titled with, else those above.

    >>> columns_of("Part | Results in 2023", ())
    (None, '2023')
    """
    cells = line.split(_BAR) if len(line) <= _LONGEST else [line]
    if len(cells) == 1:
        return ()
    if len(cells) == len(above):
        return tuple(above)
    return tuple(_date(cell) for cell in cells)


def column_date(line: str, place: int, above: Sequence[str | None]) -> str | None:
    """The date that the title of a column gives to what stands in the line at `place`."""
    return above[line.count(_BAR, 0, place)] if above and len(above) == line.count(_BAR) + 1 else None


def same_cell(text: str, begin: int, end: int) -> bool:
    """Whether no bar stands between two places."""
    return _BAR not in text[begin:end]


def _date(cell: str) -> str | None:
    found = dates(cell)
    return found[0].iso if len(found) == 1 else None
