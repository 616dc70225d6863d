"""Views with signs where plain text sets words apart by dots or blanks: fields behind leaders, columns of a table.

"Known as ...... Old Water" reads "Known as: Old Water", cells that stand apart by two blanks or more are parted by
bars. What is found in such a view has its place in the document as before.
"""

import re
import sys
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kg.types import Span, Unit, View

_LEADER = re.compile(r"(?<=[\w)\]])\s?(?:\.\s?){4,}(?=\S)")
_GAP = re.compile(r"(?<=\S)[ \t]{2,}(?=\S)")
_LEAST_CELLS = 3
_LEAST_ROWS = 3


@dataclass(frozen=True, slots=True)
class _Edit:
    """What stands in the view instead of `text[begin:end]` of it."""

    begin: int
    end: int
    words: str


def ruled(unit: Unit, text: str, lines: Sequence[Span]) -> Unit:
    """The unit with such signs in its view; `lines` are those of the document that it holds."""
    edits = [_Edit(m.start(), m.end(), ": ") for m in _LEADER.finditer(unit.view.text)] or _bars(
        unit, text, lines
    )
    return _edited(unit, edits) if edits else unit


def _bars(unit: Unit, text: str, lines: Sequence[Span]) -> list[_Edit]:
    """Bars between the cells of lines that have the same number of cells, and look like rows."""
    gaps = [(line, list(_GAP.finditer(text, *line))) for line in lines]
    counts = Counter(len(found) + 1 for _, found in gaps)
    usual, often = max(counts.items(), key=lambda pair: (pair[1], pair[0]), default=(0, 0))
    if usual < _LEAST_CELLS or often < _LEAST_ROWS:
        return []
    rows = [(line, found) for line, found in gaps if len(found) + 1 == usual]
    if not _aligned(rows) and any(_in_prose(text, gap) for _, found in rows for gap in found):
        return []
    places = (shown(unit.view, gap.start()) for _, found in rows for gap in found)
    return [_Edit(at, at + 1, " | ") for at in places if at is not None]


def _in_prose(text: str, gap: re.Match[str]) -> bool:
    """Whether a gap stands behind the end of a sentence, as typists left two blanks, or inside of one."""
    return text[gap.start() - 1] in ".?!:" or text[gap.end()].islower()


def _aligned(rows: Sequence[tuple[Span, Sequence[re.Match[str]]]]) -> bool:
    """Whether each column of cells begins, or ends, at one place of the line in most rows; justified text does not."""
    starts = [line.begin for line, _ in rows]
    for column in zip(*(found for _, found in rows), strict=True):
        ends = _usual(gap.end() - start for gap, start in zip(column, starts, strict=True))
        begins = _usual(gap.start() - start for gap, start in zip(column, starts, strict=True))
        if 2 * max(begins, ends) <= len(rows):
            return False
    return True


def _usual(places: Iterable[int]) -> int:
    """How often the most frequent place occurs."""
    return Counter(places).most_common(1)[0][1]


def shown(view: View, place: int) -> int | None:
    """Where the view shows the character at `place` of the document."""
    run = bisect_right(view.anchors, place, key=lambda anchor: anchor[1]) - 1
    if run < 0:
        return None
    start, origin = view.anchors[run]
    begin = start + place - origin
    end = view.anchors[run + 1][0] if run + 1 < len(view.anchors) else len(view.text)
    return begin if begin < end else None


def _edited(unit: Unit, edits: Sequence[_Edit]) -> Unit:
    view, parts, anchors = unit.view, [], []
    at = length = 0
    moved: list[tuple[int, int]] = [(0, 0)]
    for edit in [*edits, None]:
        stop = edit.begin if edit else len(view.text)
        if stop > at:
            anchors.append((length, view.place(at)))
            inner = view.anchors[
                bisect_right(view.anchors, (at, sys.maxsize)) : bisect_left(view.anchors, (stop, -1))
            ]
            anchors += [(length + begin - at, origin) for begin, origin in inner]
            parts.append(view.text[at:stop])
            length += stop - at
        if edit:
            anchors.append((length, view.place(edit.begin)))
            parts.append(edit.words)
            length += len(edit.words)
            at = edit.end
            moved.append((at, length))
    cut = tuple(Span(_moved(moved, b), _moved(moved, e)) for b, e in unit.sentences)
    return replace(unit, view=View(text="".join(parts), anchors=tuple(anchors)), sentences=cut)


def _moved(moved: Sequence[tuple[int, int]], offset: int) -> int:
    old, new = moved[bisect_right(moved, offset, key=lambda pair: pair[0]) - 1]
    return new + offset - old
