"""Rows -> columns of text, in reading order."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from kg.readers._pdf.rows import Row, spaces

_FEWEST = 6
"""Rows with text on both sides that make two columns."""
_FEWEST_LETTERS = 20
_TRIED = 20
"""Places that are looked at, the most frequent middles of gaps."""
_TIGHT = 1.5
"""Lines of prose are no further apart than so many times the type's size."""


def columns(found: Sequence[Row]) -> Iterator[Sequence[Row]]:
    """The rows of each column; text over the whole width stands by itself, in its place."""
    place = middle(found)
    if place is None:
        yield found
        return
    whole: list[Row] = []
    left: list[Row] = []
    right: list[Row] = []
    for row in found:
        if _crosses(row, place):
            yield from (part for part in (left, right) if part)
            left, right = [], []
            whole.append(row)
            continue
        if whole:
            yield whole
            whole = []
        for side, words in ((left, _side(row, place, -1)), (right, _side(row, place, 1))):
            if words is not None:
                side.append(words)
    yield from (part for part in (whole, left, right) if part)


def middle(found: Sequence[Row]) -> float | None:
    """Where the gap between two columns is, if many rows leave one at the same place and have prose beside it."""
    if len(found) < _FEWEST:
        return None
    first, last = min(row.left for row in found), max(row.right for row in found)
    inner = (first + 0.25 * (last - first), last - 0.25 * (last - first))
    gaps = [gap for row in found for gap in spaces(row) if inner[0] < sum(gap) / 2 < inner[1]]
    if len(gaps) < _FEWEST:
        return None
    often = Counter(round(sum(gap) / 2) for gap in gaps).most_common(_TRIED)
    place = float(max((x for x, _ in often), key=lambda x: (sum(a < x < b for a, b in gaps), -x)))
    parted = [row for row in found if any(a < place < b for a, b in spaces(row))]
    crossing = [row for row in found if _crosses(row, place)]
    if len(parted) < _FEWEST or len(crossing) > len(parted):
        return None
    sides = [_side(row, place, way) for row in parted for way in (-1, 1)]
    steps = [below.base - above.base for above, below in pairwise(parted)]
    prose = median(len(side.text) for side in sides if side) >= _FEWEST_LETTERS
    return place if prose and median(steps) <= _TIGHT * parted[0].size else None


def _crosses(row: Row, middle: float) -> bool:
    return row.left < middle < row.right and not any(a < middle < b for a, b in spaces(row))


def _side(row: Row, middle: float, way: int) -> Row | None:
    words = tuple(word for word in row.words if ((word.left + word.right) / 2 - middle) * way > 0)
    return Row(words) if words else None
