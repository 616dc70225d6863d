"""Where the lines of a form end: "Title: …", "Targets: …" below one another are no single sentence.

Only plain text has such lines; what a file tells of its blocks is cut already. A wrapped line is no field: the next
line is one where it opens with a label and a colon, or where a short field stands above it.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from kg.types import Unit

_LABEL = re.compile(r"[ \t]*(?:[–—*•-] )?[A-Z](?:[^:.;?!\n]|\.(?=\w)){0,60}:(?=[ \t]+\S)", re.MULTILINE)
_FIELD = 70
"""Code points: a field as long as that may go on in the next line."""
_KINDS = ("paragraph", "item", "heading", "cover")


def line_ends(unit: Unit, text: str) -> tuple[int, ...]:
    """The offsets in the unit's view behind which a new field begins; `text` is the document's."""
    if unit.kind not in _KINDS:
        return ()
    cuts = [cut for p in unit.passages for cut in _cuts(text, p.begin, p.end)]
    return tuple(_in_view(unit, cuts)) if cuts else ()


def _cuts(text: str, begin: int, end: int) -> Iterator[int]:
    """The places of the first letters of lines that open a field, or that stand below a short one."""
    starts = [begin]
    while (feed := text.find("\n", starts[-1], end)) >= 0:
        starts.append(feed + 1)
    labels = [bool(_LABEL.match(text, start, end)) for start in starts]
    for place in range(1, len(starts) if any(labels) else 0):
        above = text[starts[place - 1] : starts[place]].rstrip()
        below = text[starts[place] : starts[place] + 1]
        if labels[place] or (labels[place - 1] and len(above) < _FIELD and below.isupper()):
            yield starts[place]


def _in_view(unit: Unit, cuts: Sequence[int]) -> Iterator[int]:
    """The view offsets of the cuts."""
    ordered = sorted(cuts)
    passed = 0
    for offset in range(1, len(unit.view.text)):
        if passed == len(ordered):
            return
        if unit.view.text[offset - 1] == " " and (place := unit.view.place(offset)) >= ordered[passed]:
            yield offset
            passed = bisect_right(ordered, place)
