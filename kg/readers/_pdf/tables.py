"""Rows and rules of a page -> tables with their cells.

A table stands between rules (the manner of United Nations documents), in a grid, or shows only in gaps that lie
above one another. A frame around text is a table of one column.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.readers._pdf.bands import Band, Cells, apart, cells, in_grid, sides
from kg.readers._pdf.columns import middle
from kg.readers._pdf.rows import Row, spaces
from kg.readers._pdf.rules import LEVEL, Strip, strips
from kg.readers._pdf.sheets import Rule

_TIGHT = 1.32
"""Rows no further apart than so many times the type's size are lines of one cell."""
_SPREAD = 2.5
"""Times the type's size: so wide is a gap between cells where no rule tells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """An area of a page whose rows have cells."""

    inside: tuple[Row, ...]
    """The printed rows, from the top down."""
    rows: tuple[Cells, ...]
    """Of each row of the table the cells from left to right, an empty one where nothing stands."""
    left: float
    right: float
    listed: bool = False
    """Its rows are paragraphs: labels with what stands beside them."""

    @property
    def top(self) -> float:
        return self.inside[0].base


def tables(found: Sequence[Row], rules: Iterable[Rule]) -> list[Table]:
    """The tables among the rows, from the top down."""
    drawn = list(rules)
    down = [rule for rule in drawn if not rule.across and rule.bottom - rule.top > 4]
    ruled = [_ruled(area, found, down) for area in _areas(strips(drawn), found, down)]
    ruled = [table for table in ruled if table.inside]
    taken = {id(row) for table in ruled for row in table.inside}
    free = [[]] if not found else _stretches(found, taken)
    spread = [table for rows in free if middle(rows) is None for table in _spread(rows)]
    return sorted([*ruled, *spread], key=lambda table: table.top)


def _stretches(found: Sequence[Row], taken: set[int]) -> list[list[Row]]:
    """Runs of rows between those that are taken."""
    runs: list[list[Row]] = [[]]
    for row in found:
        if id(row) in taken:
            runs.append([])
        else:
            runs[-1].append(row)
    return [run for run in runs if run]


# Ruled tables.


def _areas(strips: Sequence[Strip], found: Sequence[Row], down: Sequence[Rule]) -> Iterator[list[Strip]]:
    """Strips that belong to one table each, at least two, with rows between them."""
    area: list[Strip] = []
    for strip in strips:
        if area and not _joined(area, strip, found, down):
            if len(area) > 1 and _between(found, area[0].height, area[-1].height):
                yield area
            area = []
        area.append(strip)
    if len(area) > 1 and _between(found, area[0].height, area[-1].height):
        yield area


def _between(found: Sequence[Row], top: float, bottom: float) -> list[Row]:
    return [row for row in found if top < row.base - 0.3 * row.size < bottom]


def _joined(area: Sequence[Strip], strip: Strip, found: Sequence[Row], down: Sequence[Rule]) -> bool:
    """Does the strip go on with the table, or does text stand before it?"""
    last = area[-1]
    shared = min(last.right, strip.right) - max(last.left, strip.left)
    if shared < 0.6 * min(last.right - last.left, strip.right - strip.left):
        return False
    inside = _between(found, last.height, strip.height)
    if not inside:
        return True
    middle = (last.height + strip.height) / 2
    if [rule for rule in down if rule.top < middle < rule.bottom]:
        return True
    width = strip.right - strip.left
    broken = [row for row in inside if spaces(row) or row.right < strip.left + 0.75 * width]
    return (
        2 * len(broken) >= len(inside)
        and max(row.right for row in inside) < max(last.right, strip.right) + 10
    )


def _ruled(area: Sequence[Strip], found: Sequence[Row], down: Sequence[Rule]) -> Table:
    left, right = min(strip.left for strip in area), max(strip.right for strip in area)
    whole = [strip for strip in area if strip.right - strip.left > 0.9 * (right - left)]
    if len(whole) > 1:  # a shorter rule above or below belongs to something else
        area = [strip for strip in area if whole[0].height <= strip.height <= whole[-1].height]
    heights = [strip.height for strip in (whole if len(whole) > 1 else (area[0], area[-1]))]
    inside = _between(found, area[0].height, area[-1].height)
    inner = [rule.left for rule in down if left + 4 < rule.left < right - 4]
    if inner or _framed(down, left, right, heights):
        bands = [_band(found, area, down, (left, right), span) for span in pairwise(heights)]
        return Table(inside=tuple(inside), rows=tuple(in_grid(bands, (left, right))), left=left, right=right)
    cuts = apart(sorted({round(cut) for strip in whole for cut in strip.cuts}))
    below = _below(found, area[-1].height, cuts or corridors(inside), inside)
    headed = len(heights) > 2 or bool(below)
    body = [*_between(found, heights[1], heights[-1]), *below] if headed else inside
    borders = cuts or corridors(body or inside)
    drawn: list[Cells] = []
    for index, (top, bottom) in enumerate(pairwise(heights)):
        band = _between(found, top, bottom)
        if index == 0 and headed:
            drawn += in_grid([_headings(found, area, borders, (top, bottom))], (left, right))
        else:
            drawn += [cells(rows, borders) for rows in _lines(band, borders)]
    drawn += [cells(rows, borders) for rows in _lines(below, borders)]
    return Table(inside=(*inside, *below), rows=tuple(drawn), left=left, right=right)


def _band(
    found: Sequence[Row],
    area: Sequence[Strip],
    down: Sequence[Rule],
    edges: tuple[float, float],
    span: tuple[float, float],
) -> Band:
    """What stands between two heights of a grid, parted by the rules that run down there."""
    parts = _parts(area, span)
    spans = list(pairwise([span[0], *(part.height for part in parts), span[1]]))
    return Band(
        stretches=tuple(tuple(_between(found, *between)) for between in spans),
        sides=tuple(sides(down, *edges, *between) for between in spans),
        parts=parts,
    )


def _parts(area: Sequence[Strip], span: tuple[float, float]) -> tuple[Strip, ...]:
    return tuple(strip for strip in area if span[0] + LEVEL < strip.height < span[1] - LEVEL)


def _headings(
    found: Sequence[Row], area: Sequence[Strip], borders: Sequence[float], span: tuple[float, float]
) -> Band:
    """The headings of a table without rules that run down: above a shorter rule stands one for all its columns."""
    limits = [area[0].left, *borders, area[0].right]
    own = [(part, _over(part, limits)) for part in _parts(area, span)]
    shared = [(part, over) for part, over in own if len(over) < len(borders)]
    spans = list(pairwise([span[0], *(part.height for part, _ in shared), span[1]]))
    return Band(
        stretches=tuple(tuple(_between(found, *between)) for between in spans),
        sides=(*(over for _, over in shared), tuple(borders)),
        parts=tuple(part for part, _ in shared),
    )


def _over(strip: Strip, limits: Sequence[float]) -> tuple[float, ...]:
    """The borders but for those with a column on both sides that one of the rules runs below."""
    return tuple(
        border
        for left, border, right in zip(limits, limits[1:], limits[2:], strict=False)
        if not any(
            min(b, border) - max(a, left) > 0.5 * (border - left)
            and min(b, right) - max(a, border) > 0.5 * (right - border)
            for a, b in strip.pieces
        )
    )


def _framed(down: Sequence[Rule], left: float, right: float, heights: Sequence[float]) -> bool:
    middle = (heights[0] + heights[-1]) / 2
    sides = [rule.left for rule in down if rule.top < middle < rule.bottom]
    return any(abs(x - left) < 4 for x in sides) and any(abs(x - right) < 4 for x in sides)


def _below(found: Sequence[Row], bottom: float, borders: Sequence[float], inside: Sequence[Row]) -> list[Row]:
    """Rows under the last rule that go on with the table: the page ended before its bottom rule."""
    run: list[Row] = []
    last = 0
    base = max((row.base for row in inside), default=bottom)
    taken = {id(row) for row in inside}
    for row in (row for row in found if row.base > bottom and id(row) not in taken):
        if not borders or _crosses(row, borders) or row.base - base > 5 * row.size:
            break
        run.append(row)
        tight = row.base - base <= _TIGHT * row.size
        if sum(1 for cell in cells([row], borders) if cell) > 1 or (tight and last == len(run) - 1 and last):
            last = len(run)
        base = row.base
    return run[:last]


def _crosses(row: Row, borders: Sequence[float]) -> bool:
    return any(
        word.left < border - 1 and word.right > border + 1 for word in row.words for border in borders
    ) or any(not _gap_at(row, border) for border in borders if row.left < border < row.right)


def _gap_at(row: Row, border: float) -> bool:
    """Does the row leave more than a blank where the border is?"""
    return any(
        a.right <= border + 1 and b.left >= border - 1 and b.left - a.right > 0.45 * row.size
        for a, b in pairwise(row.words)
    )


# Tables without rules.


def _spread(found: Sequence[Row]) -> Iterator[Table]:
    """Runs of rows with a wide gap at the same place."""
    run: list[Row] = []
    shared: list[tuple[float, float]] = []
    for row in [*found, None]:
        wide = [] if row is None else [gap for gap in spaces(row) if gap[1] - gap[0] > _SPREAD * row.size]
        common = [
            (max(a, c), min(b, d))
            for a, b in shared
            for c, d in wide
            if min(b, d) - max(a, c) > 0.8 * (row or run[0]).size
        ]
        if row is not None and run and not wide and _goes_on(row, run[-1], shared):
            run.append(row)
            continue
        if run and not common:
            if len(run) > 1:
                yield _without_rules(run, [(a + b) / 2 for a, b in shared])
            run, common = [], []
        if row is not None and wide:
            run.append(row)
            shared = common or wide
    return


def _without_rules(run: Sequence[Row], borders: Sequence[float]) -> Table:
    rows = [cells([one], borders) for one in run]
    labels = [row[0][-1].text for row in rows if row[0]]
    listed = len(borders) == 1 and bool(rows[0][0]) and all(label.endswith(":") for label in labels)
    return Table(
        inside=tuple(run),
        rows=tuple((tuple(lines),) for lines in _labelled(run, rows)) if listed else tuple(rows),
        left=run[0].left,
        right=max(one.right for one in run),
        listed=listed,
    )


def _labelled(run: Sequence[Row], rows: Sequence[Cells]) -> list[list[Row]]:
    """The printed rows of each label."""
    found: list[list[Row]] = []
    for one, row in zip(run, rows, strict=True):
        if row[0]:
            found.append([])
        found[-1].append(one)
    return found


def _goes_on(row: Row, last: Row, shared: Sequence[tuple[float, float]]) -> bool:
    """Does the row fill the second cell only, right below the one above?"""
    near = row.base - last.base < _SPREAD * row.size
    return near and len(shared) == 1 and abs(row.left - shared[0][1]) < LEVEL


# Columns.


def corridors(found: Sequence[Row]) -> list[float]:
    """Places between columns: in the middle of what nearly all rows leave free."""
    spans = [(a, b) for row in found for a, b in _phrases(row)]
    if not spans:
        return []
    few = len(found) // 12
    edges = sorted([(a, 1) for a, _ in spans] + [(b, -1) for _, b in spans])
    places: list[float] = []
    depth, free_from = 0, None
    for place, step in edges:
        if depth <= few and free_from is not None and place - free_from > 3:
            places.append((free_from + place) / 2)
        depth += step
        if depth <= few and free_from is None:
            free_from = place
        elif depth > few:
            free_from = None
    first, last = min(a for a, _ in spans), max(b for _, b in spans)
    return [place for place in places if first < place < last]


def _phrases(row: Row) -> Iterator[tuple[float, float]]:
    begin = row.left
    for left, right in row.gaps:
        yield begin, left
        begin = right
    yield begin, row.right


def _lines(band: Sequence[Row], borders: Sequence[float]) -> list[list[Row]]:
    """The printed rows of each row of the table: lines close to the one above go on with its cells."""
    steps = [below.base - above.base for above, below in pairwise(band)]
    mixed = any(step > _TIGHT * band[0].size for step in steps)
    groups: list[list[Row]] = []
    lowest: list[float] = []
    """Of each cell of the last group the lowest line; 0 where it has none yet."""
    for row, step in zip(band, [0.0, *steps], strict=False):
        parts = cells([row], borders)
        far = [
            bool(part) and 0 < low < row.base - _TIGHT * row.size
            for part, low in zip(parts, lowest, strict=False)
        ]
        anew = sum(far[1:]) > 1 and sum(far[1:]) == sum(1 for part in parts[1:] if part)
        if not groups or step > _TIGHT * row.size or not (mixed or not parts[0]):
            groups.append([row])
        elif anew:  # the name of the row above ends beside the first line of this one
            groups[-1] += parts[0]
            groups.append([Row(tuple(word for part in parts[1:] for line in part for word in line.words))])
        else:
            groups[-1].append(row)
        kept = lowest if len(groups[-1]) > 1 else [0.0] * len(parts)
        lowest = [row.base if part else low for part, low in zip(parts, kept, strict=True)]
    return groups
