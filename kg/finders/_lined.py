"""Units as their lines part them: the fields of a sheet, the rows of a plain table, a title right above its text.

Plain text runs lines without a blank line between them into one paragraph. A line end behind which the next word
would have had room is the writer's own; there a label, a row or the text below a title begins anew.
"""

import re
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kg.finders._ruled import ruled, shown
from kg.types import Passage, PassageKind, Span, Unit, View

_LINE = re.compile(r"\S(?:[^\r\n\f]*\S)?")
_MARK = r"(?:[•·–—*-][ \t]+)?"
_LABEL = re.compile(rf"{_MARK}(?=[\w-]*[A-Z])[^\s:;?!|][^:;?!|]{{1,70}}:(?:[ \t]|\Z)")
_BARS = re.compile(r" \| ")
_DASHES = re.compile(r" [–—] ")
_CLOSED = re.compile(r"[.:;,!?]\Z|(?:\b(?:and|or|of|the|for|to|in|on|with|by)|[–—-])\Z")
_SAYS = re.compile(r"\w[.;](?:\s|\Z)")
"""What a heading has none of, and what stands below it has."""
_TELLS = re.compile(
    r"[\w)] (?:is|are|was|were|has|have|had|will|[a-z]{2,}ed|[a-z]{2,}s (?:the|its|an?|their|in|on|with|to|for|by))\b"
)
"""A verb behind somebody: the line is part of a sentence."""
_NARROW = 60
"""Characters of the narrowest lines that a paragraph is wrapped to; two lines alone do not tell how wide theirs are."""
_WRAPPED = 3
_LONGEST_TITLE = 120
_MASTHEAD = re.compile(
    r"(?:Distr|Original|Distribution|Language|Date|Agenda|Item|From|To|Subject|Session|Symbol|Author|Submitted|Title"
    r"|Report|Reply|Note|Period|Place|Venue|Reference|Ref|Meeting|Document|Reporting|Annex|Cc|Attention)\b",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(?:No\.?|Nos\.?|#|\d{1,3}\.?) \| ")
"""A running number is no cell."""
_NUMBER = re.compile(r"\(?(?:\d{1,3}|[a-z])[.)]\Z")
_BEYOND = sys.maxsize
"""Behind every place of a document."""
_TOLD = ("paragraph", "item", "cover", "heading")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a unit: its place in the document and in the unit's view."""

    place: int
    begin: int
    text: str


def lined(units: Sequence[Unit], text: str) -> list[Unit]:
    """The units of a plain text in order, parted where their lines say so; `text` is the document's."""
    found: list[Unit] = []
    told = False
    for unit in _unheaded(units, text):
        found += _parted(unit, text, told=told)
        told = told or unit.kind in ("paragraph", "item")
    return found


def _unheaded(units: Sequence[Unit], text: str) -> Iterator[Unit]:
    """With fields that were taken for a heading as what they are: all below stands under the heading above them."""
    under: dict[int, tuple[int, str] | None] = {}
    above: Unit | None = None
    for unit in units:
        first = unit.first
        if unit.kind == "heading" and _fields(text[first.begin : first.end]):
            same = above is not None and above.kind == "heading" and above.first.level == first.level
            under[first.index] = (above.first.index, above.view.text) if above and same else None
            yield _below(_as(unit, "paragraph"), under, itself=True)
        else:
            yield _below(unit, under) if not under.keys().isdisjoint(first.headings) else unit
        above = unit


def _fields(words: str) -> bool:
    """Whether the first two lines are a label with its value each."""
    lines = words.splitlines()
    return len(lines) > 1 and all(_LABEL.match(line.strip()) for line in lines[:2])


def _below(unit: Unit, under: dict[int, tuple[int, str] | None], *, itself: bool = False) -> Unit:
    """The unit with other headings above it."""
    first = unit.first
    pairs = list(zip(first.headings, first.heading_path, strict=True))
    if itself:
        pairs += [(first.index, "")]
    told = [under.get(index, (index, words)) for index, words in pairs]
    kept = [pair for pair in told if pair]
    passage = replace(
        first,
        headings=tuple(i for i, _ in kept),
        heading_path=tuple(w for _, w in kept),
        level=0 if itself else first.level,
    )
    return replace(unit, passages=(passage, *unit.passages[1:]))


def _parted(unit: Unit, text: str, *, told: bool) -> Iterator[Unit]:
    first = unit.first
    if len(unit.passages) > 1 or unit.kind not in _TOLD or "\n" not in text[first.begin : first.end]:
        yield unit
        return
    spans = [Span(*line.span()) for line in _LINE.finditer(text, first.begin, first.end)]
    ruled_unit = ruled(unit, text, spans)
    if ruled_unit is not unit:
        yield from _by_lines(ruled_unit, text)
        return
    lines = _lines(unit, text)
    starts = _starts(lines)
    labels = [line.text for line in lines if _LABEL.match(line.text)]
    if unit.kind == "cover" and labels and (told or _is_sheet(labels)):
        unit = _as(unit, "paragraph")
    if not starts or unit.kind == "cover":
        yield unit
    elif len(rows := [line for line in lines if len(_BARS.findall(line.text)) > 1]) > 1:
        yield from _table(unit, lines, rows)
    elif unit.kind == "heading":
        below = unit.view.text[min(starts) :]
        yield from _headed(unit, starts) if len(starts) > 1 or _SAYS.search(below) else (unit,)
    elif (
        unit.kind == "paragraph"
        and not unit.first.number
        and min(starts) == lines[1].begin
        and _titles(lines)
    ):
        yield from _headed(unit, starts)
    else:
        yield replace(unit, sentences=tuple(_cut(unit.sentences, starts, unit.view.text)))


def _is_sheet(labels: Sequence[str]) -> bool:
    """Whether labels that stand where a masthead may are none of a masthead's."""
    return len(labels) > 1 and not any(_MASTHEAD.match(label) for label in labels)


def _by_lines(unit: Unit, text: str) -> Iterator[Unit]:
    """A sheet or table whose lines stand for themselves: rows one by one, fields as a sentence each."""
    lines = _lines(unit, text)
    ends = [*(line.begin for line in lines[1:]), len(unit.view.text)]
    rows = [line for line, end in zip(lines, ends, strict=True) if " | " in unit.view.text[line.begin : end]]
    unit = _as(unit, "paragraph")
    if rows:
        yield from _table(unit, lines, rows)
    else:
        words = unit.view.text
        cut = (
            Span(line.begin, line.begin + len(words[line.begin : end].rstrip()))
            for line, end in zip(lines, ends, strict=True)
        )
        yield replace(unit, sentences=tuple(cut))


def _lines(unit: Unit, text: str) -> list[_Line]:
    """The lines that the view shows the beginning of."""
    found = []
    for line in _LINE.finditer(text, unit.first.begin, unit.first.end):
        place = max(line.start(), unit.view.anchors[0][1])
        begin = shown(unit.view, place) if place < line.end() else None
        if begin is not None:
            found.append(_Line(place, begin, text[place : line.end()]))
    return found


def _starts(lines: Sequence[_Line]) -> set[int]:
    """Where in the view a line begins that says something of its own."""
    found: set[int] = set()
    width = max(_NARROW if len(lines) < _WRAPPED else 0, *(len(line.text) for line in lines))
    dashed = sum(len(_DASHES.findall(line.text)) > 1 for line in lines) > 1
    barred = sum(len(_BARS.findall(line.text)) > 1 for line in lines) > 1
    fields = sum(bool(_LABEL.match(line.text)) for line in lines) > 1
    for above, line in pairwise(lines):
        word = line.text.split(maxsplit=1)[0]
        opens = bool(_LABEL.match(line.text))
        if len(above.text) + 1 + len(word) > width and not (opens and fields):
            continue  # the writer had no room
        opens |= dashed and len(_DASHES.findall(line.text)) > 1
        opens |= barred and len(_BARS.findall(line.text)) > 1
        titled = above is lines[0] and _is_title(above.text, width)
        if opens or (
            titled and (word[:1].isupper() or _NUMBER.match(word)) and re.search(r"[.:]\s", line.text + " ")
        ):
            found.add(line.begin)
    return found


def _is_title(words: str, width: int) -> bool:
    """Whether a line is clearly shorter than those below it and tells nothing by itself."""
    short = len(words) < min(_LONGEST_TITLE, width * 2 // 3)
    return short and not _CLOSED.search(words) and not _TELLS.search(words)


def _titles(lines: Sequence[_Line]) -> bool:
    """Whether the first line is a title of what stands below it."""
    return not _LABEL.match(lines[0].text) and not _CLOSED.search(lines[0].text)


def _cut(sentences: Sequence[Span], starts: set[int], words: str) -> Iterator[Span]:
    ordered = sorted(starts)
    for begin, end in sentences:
        places = [begin, *ordered[bisect_right(ordered, begin) : bisect_left(ordered, end)], end]
        for start, stop in pairwise(places):
            yield Span(start, start + len(words[start:stop].rstrip()))


def _headed(unit: Unit, starts: set[int]) -> Iterator[Unit]:
    """The heading, and what stands below it as a paragraph."""
    at = min(starts)
    above = replace(unit.first, kind="heading", level=unit.first.level or 9)
    yield _piece(unit, 0, at, above)
    path = (*above.heading_path, unit.view.text[:at].strip())
    below = replace(
        above, kind="paragraph", level=0, headings=(*above.headings, above.index), heading_path=path
    )
    yield _piece(unit, at, len(unit.view.text), below, starts)


def _table(unit: Unit, lines: Sequence[_Line], rows: Sequence[_Line]) -> Iterator[Unit]:
    """The rows one by one, and what stands between them."""
    row = replace(unit.first, kind="item", level=0)
    barred = {line.begin for line in rows}
    ends = [*(line.begin for line in lines[1:]), len(unit.view.text)]
    for line, end in zip(lines, ends, strict=True):
        number = _NUMBERED.match(unit.view.text, line.begin, end) if line.begin in barred else None
        begin = number.end() if number else line.begin
        yield _piece(
            unit, begin, end, row if line.begin in barred else unit.first, whole=line.begin in barred
        )


def _piece(
    unit: Unit, begin: int, end: int, passage: Passage, starts: set[int] | None = None, *, whole: bool = False
) -> Unit:
    """What the view shows from `begin` to `end`, as a unit of its own."""
    words = unit.view.text[begin:end].rstrip()
    stop = begin + len(words)
    anchors = [(0, unit.view.place(begin))]
    runs = unit.view.anchors
    inner = runs[bisect_right(runs, (begin, _BEYOND)) : bisect_left(runs, (stop, -1))]
    anchors += [(at - begin, place) for at, place in inner]
    held = unit.sentences
    first = bisect_right(held, begin, key=lambda span: span.end)
    last = bisect_left(held, stop, key=lambda span: span.begin)
    within = [Span(max(b, begin), min(e, stop)) for b, e in held[first:last]]
    cut = [Span(begin, stop)] if whole else _cut(within, starts or set(), unit.view.text)
    span = unit.view.span(begin, stop)
    return Unit(
        passages=(replace(passage, begin=span.begin, end=span.end),),
        view=View(text=words, anchors=tuple(anchors)),
        sentences=tuple(Span(b - begin, e - begin) for b, e in cut),
    )


def _as(unit: Unit, kind: PassageKind) -> Unit:
    return replace(unit, passages=tuple(replace(p, kind=kind) for p in unit.passages))
