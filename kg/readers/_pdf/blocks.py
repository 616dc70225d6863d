"""Pages -> pieces: paragraphs, headings, rows of tables and notes, in reading order, whole across pages."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from kg.readers._pdf.bands import cells
from kg.readers._pdf.columns import columns
from kg.readers._pdf.furniture import Body, has_symbol
from kg.readers._pdf.rows import RAISED, Row, leader, opener, spaces
from kg.readers._pdf.rules import strips
from kg.readers._pdf.sheets import Rule
from kg.readers._pdf.tables import Table, corridors, tables

PieceKind = Literal["text", "heading", "row", "note"]
_STEP = 1.5
"""Rows further apart than so many times the type's size are two paragraphs."""
_INDENT = 0.8
_NOTE = re.compile(rf"(?:[{RAISED}]{{1,3}}|\*{{1,4}})(?=[^\W_]|[\"“‘(\[ ]|$)")
_ENDED = re.compile(r"[.?!:;…][\"'”’»)\]]*[⁰¹²³⁴-⁹]*$")
_STOPPED = re.compile(r"[.?!][\"'”’»)\]]*[⁰¹²³⁴-⁹]*$")
_CAPTION = re.compile(r"(?:Table|Figure|Box|Chart|Map) (?:\d{1,3}|[IVXLC]{1,6}|[A-Z])(?:\.\d{1,2})?\.?")
_COUNTED = re.compile(r"(?:[A-Z][a-z]+ )?(?:[IVXLC]{1,7}|[A-Z]|\d{1,4}(?:[./]\d{1,4})?)\.?")
"""What stands above a title and counts it: "Chapter II", "B", "2031/4"."""
_CLOSE = 1.35
"""Rows of one title are no further apart than so many times the type's size."""
_LONGEST_HEADING = 45
_LARGER = 0.6
"""Points by which the type of a heading is larger than that of the text."""
_LONGEST_LABEL = 5
"""Words of a label."""
_MASTHEAD = 0.36
"""Share of the page that a masthead takes at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Rows that are one block of the text; of a row of a table its cells, each with its rows."""

    kind: PieceKind
    cells: tuple[tuple[tuple[int, Row], ...], ...]
    """Each row with the number of its page."""
    edge: float
    """Where the column's rows end on the right."""
    left: float

    @property
    def rows(self) -> tuple[tuple[int, Row], ...]:
        return tuple(row for cell in self.cells for row in cell)

    @property
    def first(self) -> Row:
        return self._begin[1]

    @property
    def last(self) -> Row:
        return next(cell[-1][1] for cell in reversed(self.cells) if cell)

    @property
    def page(self) -> int:
        return self._begin[0]

    @property
    def _begin(self) -> tuple[int, Row]:
        return next(cell[0] for cell in self.cells if cell)


def pieces(pages: Sequence[Body]) -> list[Piece]:
    """The pieces of all pages in reading order; the notes of a page follow the paragraph that its end cuts."""
    usual = _usual_size(pages)
    done: list[Piece] = []
    waiting: list[Piece] = []
    for page in pages:
        text, notes = _parted(page, usual)
        body = list(_of_page(page, text, usual))
        below = list(_notes(page, notes))
        if body and done and (last := _cut(done)) is not None and _goes_on(done[last], body[0]):
            done[last] = _joined(done[last], body.pop(0))
        done += waiting
        if below and waiting and not _NOTE.match(below[0].first.text):
            at = done.index(waiting[-1])
            done[at] = _joined(done[at], below.pop(0))
        waiting = []
        done += body
        waiting = below
    return list(_captioned(done + waiting))


def _captioned(found: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces, "Table 1" joined with the title below it."""
    above: Piece | None = None
    for piece in found:
        if above and piece.kind == "heading" and piece.page == above.page:
            yield replace(_joined(above, piece), kind="heading")
            above = None
            continue
        if above:
            yield above
        lone = piece.kind == "text" and _CAPTION.fullmatch(piece.first.text) and len(piece.rows) == 1
        above = piece if lone else None
        if not lone:
            yield piece
    if above:
        yield above


def _usual_size(pages: Iterable[Body]) -> float:
    letters: Counter[float] = Counter()
    for page in pages:
        for row in page.rows:
            letters[row.size] += len(row.text)
    return max(letters, key=lambda size: letters[size], default=10.0)


# Notes.


def _parted(page: Body, usual: float) -> tuple[list[Row], list[Row]]:
    """The rows of the text and those below the rule that parts off the notes."""
    for rule in sorted(page.rules, key=lambda rule: -rule.top):
        if not rule.across or not 25 < rule.right - rule.left < 0.45 * page.sheet.width:
            continue
        below = [row for row in page.rows if row.base > rule.top]
        if below and all(_may_be_note(row, usual) for row in below) and _alone(rule, page.rules):
            return [row for row in page.rows if row.base <= rule.top], below
    return list(page.rows), []


def _may_be_note(row: Row, usual: float) -> bool:
    return row.size < usual - 0.3 or bool(_NOTE.match(row.text))


def _alone(rule: Rule, rules: Sequence[Rule]) -> bool:
    """No other rule stands at its height or below it: it is no part of a table."""
    others = [other for other in rules if other is not rule and other.top > rule.top - 2]
    return not [other for other in others if other.right - other.left > 5]


def _notes(page: Body, found: Sequence[Row]) -> Iterator[Piece]:
    group: list[Row] = []
    for row in found:
        if group and _NOTE.match(row.text):
            yield _piece("note", page, group)
            group = []
        group.append(row)
    if group:
        yield _piece("note", page, group)


# Text.


def _of_page(page: Body, found: Sequence[Row], usual: float) -> Iterator[Piece]:
    """The pieces of the text of one page, tables as rows, columns one after the other."""
    head = _masthead(page)
    rest = [row for row in found if row.base > head]
    yield from _of_masthead(page, [row for row in found if row.base <= head], usual)
    for table in tables(rest, [rule for rule in page.rules if rule.top > head]):
        above = [row for row in rest if row.base < table.top]
        yield from _columns(page, above, usual)
        yield from _rows(page, table, usual)
        rest = rest[len(above) + len(table.inside) :]
    yield from _columns(page, rest, usual)


def _masthead(page: Body) -> float:
    """Where the masthead of a first page ends: at its second rule over the whole width."""
    if page.sheet.number > 1:
        return 0.0
    wide = [s.height for s in strips(page.rules) if s.width > 0.6 * page.sheet.width]
    high = [height for height in wide if height < _MASTHEAD * page.sheet.height]
    titled = high and any(has_symbol(row) for row in page.rows if row.base < high[0])
    return high[-1] + 1 if titled and len(high) > 1 else 0.0


def _of_masthead(page: Body, found: Sequence[Row], usual: float) -> Iterator[Piece]:
    """Organ and symbol, then the organ, then what is said about distribution."""
    first = [row for row in found if row.base < strips(page.rules)[0].height]
    yield from _paragraphs(page, first, usual)
    rest = found[len(first) :]
    for cell in cells(rest, corridors(rest)):
        yield from _paragraphs(page, cell, usual)


def _columns(page: Body, found: Sequence[Row], usual: float) -> Iterator[Piece]:
    for column in columns(found):
        yield from _contents(list(_paragraphs(page, column, usual)))


def _contents(found: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces, those between the lines of a table of contents as rows too; "Page" stands above the first."""
    lines = [i for i, piece in enumerate(found) if piece.kind == "row"]
    for i, piece in enumerate(found):
        between = bool(lines) and lines[0] < i < lines[-1]
        above = bool(lines) and i + 1 == lines[0] and len(piece.first.words) == 1
        titled = piece.kind == "text" and not _ENDED.search(piece.last.text)
        yield replace(piece, kind="row") if titled and (between or above) else piece


def _rows(page: Body, table: Table, usual: float) -> Iterator[Piece]:
    for row in table.rows:
        filled = [cell for cell in row if cell]
        if table.listed:
            yield replace(_piece("text", page, filled[0]), edge=page.sheet.width)  # each name on its line
        elif len(row) == 1:
            yield from _paragraphs(page, filled[0], usual)
        else:
            numbered = tuple(tuple((page.sheet.number, line) for line in cell) for cell in row)
            yield Piece(kind="row", cells=numbered, edge=table.right, left=table.left)


def _paragraphs(page: Body, found: Sequence[Row], usual: float) -> Iterator[Piece]:
    if not found:
        return
    left, edge = _frame(found)
    group: list[Row] = []
    for row in found:
        parts = leader(row)
        goes_on = bool(group) and (_titled(row, group, usual) or _labelled(row, group, edge))
        if group and not goes_on and _begins(parts[0] if parts else row, group, edge):
            yield _text(page, group, usual, left, edge)
            group = []
        if parts:
            yield _entry(page, [*group, parts[0]], parts[1])
            group = []
        else:
            group.append(row)
    if group:
        yield _text(page, group, usual, left, edge)


def _entry(page: Body, title: Sequence[Row], place: Row) -> Piece:
    """A line of a table of contents: title and page."""
    cells = tuple(tuple((page.sheet.number, row) for row in cell) for cell in (title, [place]))
    return Piece(kind="row", cells=cells, edge=place.right, left=title[0].left)


def _frame(found: Sequence[Row]) -> tuple[float, float]:
    """Where most rows begin and where the longest end."""
    lefts = Counter(round(row.left) for row in found)
    edges = sorted(row.right for row in found)
    return float(max(lefts, key=lambda left: (lefts[left], -left))), edges[int(0.95 * (len(edges) - 1))]


def _titled(row: Row, group: Sequence[Row], usual: float) -> bool:
    """Does the row go on with a title, below the number that counts it or below a colon in large type?"""
    last = group[-1]
    if not (row.bold and last.bold and row.size == last.size and row.base - last.base < _CLOSE * row.size):
        return False
    if _COUNTED.fullmatch(last.text):
        return len(group) == 1 and not opener(row) and not _COUNTED.fullmatch(row.text)
    colon = any(line.text.endswith(":") for line in group)
    return colon and row.size > usual + _LARGER and (opener(row) or last.text.endswith(":"))


def _labelled(row: Row, group: Sequence[Row], edge: float) -> bool:
    """Is the row one of the short indented lines below a slanted label with a colon, each of which names one?"""
    label, last = group[0], group[-1]
    if label.text[-1] != ":" or len(label.words) > _LONGEST_LABEL or row.size != label.size:
        return False
    slanted = all(word.italic for word in label.words if any(c.isalnum() for c in word.text))
    indented = row.left > label.left + _INDENT * label.size and row.right < edge - 2 * row.size
    below = 2 * _STEP if last is label else _STEP
    aligned = last is label or abs(row.left - last.left) < 1
    return slanted and indented and aligned and row.base - last.base < below * row.size


def _begins(row: Row, group: Sequence[Row], edge: float) -> bool:
    """Is the row the first of a new paragraph?"""
    last = group[-1]
    if row.base - last.base > _STEP * max(row.size, last.size):
        return True
    if abs(row.size - last.size) > 0.6 or (row.bold != last.bold and not _within(last, row, edge)):
        return True
    if _NOTE.match(row.text) and row.size <= group[0].size - (0 if _NOTE.match(group[0].text) else 0.1):
        return True
    short = last.right < edge - 2 * last.size
    if last.text[-1] == ")" and row.text[0].isupper() and _broken(last, row, edge):
        return True
    if opener(row):
        tabbed = len(row.words) > 1 and row.words[1].left - row.words[0].right > 0.6 * row.size
        moved = row.left - last.left > _INDENT * row.size
        return short or ((tabbed or moved) and bool(_ENDED.search(last.text)))
    if row.bold and last.bold and not opener(group[0]) and (_moved(row, last) or _above(last, row)):
        return True
    hanging = len(group) == 1 and opener(group[0])
    indented = row.left > last.left + _INDENT * row.size and not hanging
    return (indented or short) and bool(_STOPPED.search(last.text)) and short


def _broken(last: Row, row: Row, edge: float) -> bool:
    """Was there room for the first words of the next row, which begins at the same place?"""
    room = edge - last.right - 4 * last.size
    return abs(row.left - last.left) < 1 and row.words[0].right - row.words[0].left < room


def _within(last: Row, row: Row, edge: float) -> bool:
    """Does a sentence run on from one row to the next, whatever their type?"""
    full = last.right > edge - 2 * last.size
    return full and row.text[0].islower() and not _ENDED.search(last.text)


def _moved(row: Row, last: Row) -> bool:
    """Do two rows of a title begin at different places, and are not both centred?"""
    centred = abs(row.left + row.right - last.left - last.right) < 2 * row.size
    return abs(row.left - last.left) > 2 * row.size and not centred


def _above(last: Row, row: Row) -> bool:
    """Are these two titles? The first line of a long title is not half as long as the second."""
    words = len(last.words) > 2 and not any(c.isdigit() for c in last.text)
    return words and 2 * (last.right - last.left) < row.right - row.left and row.text[0].isupper()


def _text(page: Body, group: Sequence[Row], usual: float, left: float, edge: float) -> Piece:
    first = group[0]
    if _NOTE.match(first.text) and first.size < usual - 0.3:
        return _piece("note", page, group)
    if len(group) == 1 and first.italic and spaces(first):
        parted = cells(group, [(a + b) / 2 for a, b in spaces(first)])
        titles = tuple(tuple((page.sheet.number, row) for row in cell) for cell in parted)
        return Piece(kind="row", cells=titles, edge=edge, left=left)
    kind: PieceKind = "heading" if _is_heading(group, usual, left) else "text"
    return replace(_piece(kind, page, group), left=left, edge=edge)


def _is_heading(group: Sequence[Row], usual: float, left: float) -> bool:
    text = " ".join(row.text for row in group)
    large = all(row.size > usual + _LARGER for row in group)
    longest = 2 * _LONGEST_HEADING if large else _LONGEST_HEADING
    words = text.split(maxsplit=longest)
    if len(words) >= longest or not any(c.isalpha() for c in text):
        return False
    bold = all(row.bold for row in group)
    italic = all(row.italic for row in group)
    listed = group[0].words[0].text.startswith("(")
    text = text.rstrip(RAISED)
    if (
        not text
        or text[-1] in ",;"
        or (text[-1] == ":" and not (large and bold))
        or (text[-1] == "." and (listed or len(words) > 12))
        or text[0].islower()
    ):
        return False
    indented = group[0].left > left + _INDENT * usual
    return large or bold or (italic and not indented and not _STOPPED.search(text))


def _piece(kind: PieceKind, page: Body, group: Sequence[Row]) -> Piece:
    cell = tuple((page.sheet.number, row) for row in group)
    return Piece(kind=kind, cells=(cell,), edge=max(r.right for r in group), left=min(r.left for r in group))


# Across pages.


def _cut(done: Sequence[Piece]) -> int | None:
    """Index of the piece that the end of a page may have cut."""
    last = len(done) - 1
    return last if done and done[last].kind in ("text", "heading") else None


def _goes_on(last: Piece, first: Piece) -> bool:
    if last.kind == "heading" and not (first.first.text[0].islower() and last.first.bold):
        return False
    if first.kind != "text" or (opener(first.first) and not _runs_on(last, first)):
        return False
    if first.first.bold != last.last.bold and not _within(last.last, first.first, last.edge):
        return False
    if abs(first.first.size - last.last.size) > 0.6:
        return False
    follows = last.rows[-1][1].left if len(last.rows) > 1 else last.left
    indented = first.first.left > min(follows, first.left) + _INDENT * first.first.size
    full = last.last.right > last.edge - 2 * last.last.size
    if _ENDED.search(last.last.text):
        return full and not indented and len(last.rows) > 1
    return full or first.first.text[0].islower() or not indented


def _runs_on(last: Piece, first: Piece) -> bool:
    """Is the "(c)" that opens a page part of a sentence: at the margin, below a full line, a blank behind?"""
    words = first.first.words
    margin = min(last.rows[-1][1].left, first.left)
    blank = len(words) > 1 and words[1].left - words[0].right < 0.8 * first.first.size
    full = last.last.right > last.edge - 2 * last.last.size
    at_margin = first.first.left < margin + _INDENT * first.first.size
    return words[0].text.startswith("(") and blank and full and at_margin and len(last.rows) > 1


def _joined(last: Piece, first: Piece) -> Piece:
    kind = first.kind if last.kind == "heading" else last.kind
    return replace(last, kind=kind, cells=(*last.cells[:-1], last.cells[-1] + first.cells[0]))
