"""OpenDocument texts: paragraphs with the numbers of their lists, headings, notes and tables.

Deleted text of tracked changes, annotations and what is hidden are left out.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.etree.ElementTree import Element

from kg import zipped
from kg.errors import ReadError
from kg.readers._grid import Cell, grid
from kg.readers._numbering import Counter, Level
from kg.readers._odt.hidden import Styles, is_left_out, styles_of
from kg.readers._pieces import Piece, bare, clean, laid_out, raised
from kg.readers._pieces import row as row_of
from kg.readers._xml import child, children, get, local, parsed
from kg.types import Layout, PassageKind

MEDIA_TYPES: tuple[str, ...] = ("application/vnd.oasis.opendocument.text",)
SUFFIXES: tuple[str, ...] = (".odt", ".ott")
EXAMPLES: tuple[tuple[bytes, str], ...] = ()

_PART = 64 * 2**20
_KIND = b"mimetypeapplication/vnd.oasis.opendocument.text"
_FORMS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_SIGNS = {"tab": " ", "line-break": " ", "s": " "}
_LEFT_OUT = frozenset(("annotation", "annotation-end", "tracked-changes", "ruby-text", "desc", "title"))
_DRAWN = "frame custom-shape rect line polyline polygon regular-polygon path circle ellipse g caption measure connector"
_SHAPES = frozenset(_DRAWN.split())
"""What is drawn and may hold words of its own."""
_ROW_GROUPS = frozenset(("table-header-rows", "table-rows", "table-row-group"))
_OUTLINE = ""
_LONGEST = 7
"""Digits of a number that is taken have to be fewer."""
_REPEATED = 100
"""Times that a cell or row which says that it stands several times is taken."""


@dataclass(slots=True)
class _Reading:
    """One document while it is read."""

    lists: Mapping[str, Sequence[Level]]
    styles: Styles = field(default_factory=Styles)
    counter: Counter = field(default_factory=Counter)
    waiting: list[tuple[str, Element]] = field(default_factory=list)
    shapes: list[Element] = field(default_factory=list)
    """Those that hang on the paragraph that is read."""
    begun: dict[str, str] = field(default_factory=dict)
    """By style and by id of a list the name under which it counts."""


def recognises(data: bytes) -> bool:
    """Whether this is an archive that begins by saying that it is an OpenDocument text."""
    return data.startswith(zipped.MAGIC) and data[30 : 30 + len(_KIND)] == _KIND


def read(data: bytes, where: str) -> str:
    """The text, a blank line between paragraphs.

    Raises `ReadError` for what is damaged, encrypted, or has no words.
    """
    return read_laid_out(data, where)[0]


def read_laid_out(data: bytes, where: str) -> tuple[str, Layout]:
    """The text, and what each stretch of it is; numbers of lists are part of the text.

    Raises `ReadError` for what is damaged, encrypted, or has no words.
    """
    with zipped.opened(data, where) as archive:
        manifest = zipped.first(archive, ["META-INF/manifest.xml"])
        listed = zipped.unpacked(archive, manifest, where, limit=_PART) if manifest else b""
        if b"encryption-data" in listed:
            raise ReadError("it is encrypted", where=where, remedy="save it without a password")
        content = parsed(zipped.unpacked(archive, "content.xml", where, limit=_PART), where)
        name = zipped.first(archive, ["styles.xml"])
        common = parsed(zipped.unpacked(archive, name, where, limit=_PART), where) if name else None
    body = child(content, "body", "text")
    if body is None:
        raise ReadError("it has no body", where=where, remedy="save it again")
    sources = [child(content, "automatic-styles"), child(common, "styles"), child(common, "automatic-styles")]
    reading = _Reading(
        lists={
            (get(s, "name") if local(s) == "list-style" else None) or _OUTLINE: _levels(s)
            for part in sources
            for s in children(part, "list-style", "outline-style")
        },
        styles=styles_of(sources[:2]),
    )
    return laid_out(_blocks(body, reading), where)


def _levels(style: Element) -> list[Level]:
    return [_level(level, depth) for depth, level in enumerate(children(style))][:10]


def _level(level: Element, depth: int) -> Level:
    if local(level) == "list-level-style-bullet":
        return Level(form="bullet", pattern="")
    form = _FORMS.get(get(level, "num-format") or "", "none")
    shown = get(level, "display-levels") or "1"
    first = depth + 1 - min(int(shown) if shown.isdecimal() else 1, depth + 1)
    numbers = ".".join(f"%{place + 1}" for place in range(first, depth + 1)) if form != "none" else ""
    start = get(level, "start-value") or "1"
    return Level(
        form=form,
        pattern=f"{get(level, 'num-prefix') or ''}{numbers}{get(level, 'num-suffix') or ''}"[:60],
        start=int(start) if start.isdecimal() and len(start) < _LONGEST else 1,
    )


def _blocks(body: Element | None, reading: _Reading) -> Iterator[Piece]:
    for element in children(body):
        if is_left_out(element, reading.styles):
            continue
        match local(element):
            case "p":
                yield Piece(kind="paragraph", text=_words(element, reading))
            case "h":
                yield _heading(element, reading)
            case "list":
                yield from _list(element, reading)
            case "table":
                yield from _table(element, reading)
            case "table-of-content" | "alphabetical-index" | "bibliography":
                yield from (Piece(kind="furniture", text=piece.text) for piece in _index(element, reading))
            case "section" | "text-box" | "index-title":
                yield from _blocks(element, reading)
            case name if name in _SHAPES or name == "a":
                yield from _shape(element, reading)
            case _:
                continue
        yield from _hanging(reading)


def _hanging(reading: _Reading) -> Iterator[Piece]:
    """The notes of the paragraph above, and what the shapes say that hang on it."""
    yield from _notes(reading)
    shapes, reading.shapes = reading.shapes, []
    for shape in shapes:
        yield from _shape(shape, reading)


def _shape(shape: Element, reading: _Reading) -> Iterator[Piece]:
    """The words of a shape; of a frame that shows the same in several ways, those of its text box."""
    box = child(shape, "text-box")
    yield from _blocks(shape if box is None else box, reading)


def _index(element: Element, reading: _Reading) -> Iterator[Piece]:
    yield from _blocks(child(element, "index-body"), reading)


def _heading(element: Element, reading: _Reading) -> Piece:
    level = get(element, "outline-level") or "1"
    depth = int(level) if level.isdecimal() and len(level) < 3 else 1
    unnumbered = get(element, "is-list-header") == "true"
    _begin(element, _OUTLINE, depth - 1, reading)
    label = "" if unnumbered else reading.counter.label(_OUTLINE, reading.lists.get(_OUTLINE, ()), depth - 1)
    text = f"{label} {_words(element, reading)}"
    return Piece(kind="heading", text=text, number=bare(label), level=depth)


def _list(
    element: Element, reading: _Reading, *, style: str = "", name: str = "", depth: int = 0
) -> Iterator[Piece]:
    style = get(element, "style-name") or style
    name = name or _counted(element, style, reading)
    for item in children(element, "list-item", "list-header"):
        fresh = local(item) == "list-item"
        _begin(item, name, depth, reading)
        for part in children(item):
            if local(part) == "list":
                yield from _list(part, reading, style=style, name=name, depth=depth + 1)
            elif local(part) in ("p", "h") and not is_left_out(part, reading.styles):
                label = reading.counter.label(name, reading.lists.get(style, ()), depth) if fresh else ""
                fresh = False
                yield _item(part, label, depth, reading)
                yield from _hanging(reading)


def _begin(element: Element, name: str, depth: int, reading: _Reading) -> None:
    """Counts on from the number that the element is given, where it is given one."""
    start = get(element, "start-value") or ""
    if start.isdecimal() and len(start) < _LONGEST:
        reading.counter.begin_at(name, depth, int(start))


def _counted(element: Element, style: str, reading: _Reading) -> str:
    """The name under which the list counts: its own, unless it goes on with the list of that id or of its style."""
    own = get(element, "id") or ""
    goes_on = style if get(element, "continue-numbering") == "true" else ""
    earlier = reading.begun.get(f"#{get(element, 'continue-list')}") or reading.begun.get(goes_on)
    name = earlier or f"{style} {len(reading.begun)}"
    reading.begun |= {style: name, f"#{own}" if own else name: name}
    return name


def _item(part: Element, label: str, depth: int, reading: _Reading) -> Piece:
    text = f"{label} {_words(part, reading)}"
    if local(part) == "h":
        level = get(part, "outline-level") or "1"
        return Piece(
            kind="heading", text=text, number=bare(label), level=int(level) if level.isdecimal() else 1
        )
    number = bare(label)
    kind: PassageKind = "paragraph" if number and number[0].isdecimal() and depth == 0 else "item"
    return Piece(kind=kind, text=text, number=number)


def _table(table: Element, reading: _Reading) -> Iterator[Piece]:
    """The rows of the table itself: one that stands in a cell is part of the cell's words."""
    told = [(heads, _row(line, reading)) for heads, line in _lines(table)]
    rows = [row for _, row in told for _ in range(row.times)]
    heads = sum(row.times for is_head, row in told if is_head)
    for cells, row in zip(grid([row.cells for row in rows], heads=heads), rows, strict=True):
        yield Piece(kind="row" if len(cells) > 1 else "paragraph", text=row_of(cells))
        yield from row.notes


class _Row(NamedTuple):
    cells: list[Cell]
    notes: list[Piece]
    times: int


def _lines(table: Element, *, heads: bool = False) -> Iterator[tuple[bool, Element]]:
    """The rows of a table, each with whether it is one of its headings."""
    for part in children(table, "table-row", *_ROW_GROUPS):
        if local(part) == "table-row":
            yield heads, part
        else:
            yield from _lines(part, heads=heads or local(part) == "table-header-rows")


def _row(line: Element, reading: _Reading) -> _Row:
    cells: list[Cell] = []
    notes: list[Piece] = []
    for element in children(line, "table-cell", "covered-table-cell"):
        covered = local(element) == "covered-table-cell"
        pieces = [] if covered else list(_blocks(element, reading))
        cell = Cell(
            " ".join(piece.text for piece in pieces if piece.kind != "footnote"),
            across=_times(element, "number-columns-spanned"),
            down=_times(element, "number-rows-spanned"),
            covered=covered,
        )
        cells += [cell] * min(_times(element, "number-columns-repeated"), _REPEATED)
        notes += [piece for piece in pieces if piece.kind == "footnote"]
    said = any(cell.text.strip() for cell in cells)
    return _Row(cells, notes, min(_times(line, "number-rows-repeated"), _REPEATED) if said else 1)


def _times(element: Element, name: str) -> int:
    told = get(element, name) or "1"
    return max(1, int(told)) if told.isdecimal() and len(told) < _LONGEST else 1


def _words(element: Element, reading: _Reading) -> str:
    hidden = reading.styles.hides(element, above=False)
    return clean("".join(_parts(element, reading, hidden=hidden)))


def _parts(element: Element, reading: _Reading, *, hidden: bool) -> Iterator[str]:
    yield "" if hidden else element.text or ""
    for found in children(element):
        name = local(found)
        if name in _LEFT_OUT or is_left_out(found, reading.styles):
            pass
        elif hidden and name != "span":
            yield from _parts(found, reading, hidden=True)
        elif name == "note":
            mark = "".join(t for e in children(found, "note-citation") for t in e.itertext()).strip()
            reading.waiting.append((mark, found))
            yield raised(mark)
        elif name in _SIGNS:
            yield _SIGNS[name]
        elif name in _SHAPES:
            reading.shapes.append(found)
        else:
            yield from _parts(found, reading, hidden=reading.styles.hides(found, above=hidden))
        yield "" if hidden else found.tail or ""


def _notes(reading: _Reading) -> Iterator[Piece]:
    waiting, reading.waiting = reading.waiting, []
    for mark, note in waiting:
        words = " ".join(_words(p, reading) for p in children(child(note, "note-body"), "p"))
        yield Piece(kind="footnote", text=f"{raised(mark)} {words}", number=mark or None)
    reading.waiting = []
