"""OpenDocument texts: paragraphs with the numbers of their lists, headings, notes and tables.

Deleted text of tracked changes and annotations are left out.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from kg import zipped
from kg.errors import ReadError
from kg.readers._numbering import Counter, Level
from kg.readers._pieces import Piece, bare, clean, laid_out, raised, row
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
_ROW_GROUPS = frozenset(("table-header-rows", "table-rows", "table-row-group"))
_OUTLINE = ""


@dataclass(slots=True)
class _Reading:
    """One document while it is read."""

    lists: Mapping[str, Sequence[Level]]
    parents: Mapping[str, str]
    counter: Counter = field(default_factory=Counter)
    waiting: list[tuple[str, Element]] = field(default_factory=list)
    begun: dict[str, str] = field(default_factory=dict)


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
        styles = parsed(zipped.unpacked(archive, name, where, limit=_PART), where) if name else None
    body = child(content, "body", "text")
    if body is None:
        raise ReadError("it has no body", where=where, remedy="save it again")
    sources = [child(content, "automatic-styles"), child(styles, "styles"), child(styles, "automatic-styles")]
    reading = _Reading(
        lists={
            (get(s, "name") if local(s) == "list-style" else None) or _OUTLINE: _levels(s)
            for part in sources
            for s in children(part, "list-style", "outline-style")
        },
        parents={
            get(s, "name") or "": get(s, "list-style-name") or ""
            for part in sources
            for s in children(part, "style")
        },
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
        start=int(start) if start.isdecimal() and len(start) < 7 else 1,
    )


def _blocks(body: Element, reading: _Reading) -> Iterator[Piece]:
    for element in children(body):
        match local(element):
            case "p":
                yield Piece(kind="paragraph", text=_words(element, reading))
            case "h":
                yield _heading(element, reading)
            case "list":
                yield from _list(element, reading, style=get(element, "style-name") or "", depth=0)
            case "table":
                yield from _table(element, reading)
            case "table-of-content" | "alphabetical-index" | "bibliography":
                yield from (Piece(kind="furniture", text=piece.text) for piece in _index(element, reading))
            case "section" | "text-box" | "frame" | "deletion":
                yield from _blocks(element, reading) if local(element) != "deletion" else ()
            case _:
                continue
        yield from _notes(reading)


def _index(element: Element, reading: _Reading) -> Iterator[Piece]:
    body = child(element, "index-body")
    for part in children(body):
        yield from _blocks(part, reading) if local(part) == "index-title" else _blocks_of(part, reading)


def _blocks_of(part: Element, reading: _Reading) -> Iterator[Piece]:
    yield Piece(kind="paragraph", text=_words(part, reading))


def _heading(element: Element, reading: _Reading) -> Piece:
    level = get(element, "outline-level") or "1"
    depth = int(level) if level.isdecimal() and len(level) < 3 else 1
    unnumbered = get(element, "is-list-header") == "true"
    label = "" if unnumbered else reading.counter.label(_OUTLINE, reading.lists.get(_OUTLINE, ()), depth - 1)
    text = f"{label} {_words(element, reading)}"
    return Piece(kind="heading", text=text, number=bare(label), level=depth)


def _list(element: Element, reading: _Reading, *, style: str, depth: int) -> Iterator[Piece]:
    style = get(element, "style-name") or style
    levels = reading.lists.get(style, ())
    name = _counted(element, style, reading) if depth == 0 else style
    for item in children(element, "list-item", "list-header"):
        fresh = local(item) == "list-item"
        for part in children(item):
            if local(part) == "list":
                yield from _list(part, reading, style=style, depth=depth + 1)
            elif local(part) in ("p", "h"):
                label = reading.counter.label(reading.begun.get(style, name), levels, depth) if fresh else ""
                fresh = False
                yield _item(part, label, depth, reading)
                yield from _notes(reading)


def _counted(element: Element, style: str, reading: _Reading) -> str:
    """The name under which the list counts: its own, unless it goes on with an earlier one of its style."""
    goes_on = get(element, "continue-numbering") == "true" or get(element, "continue-list")
    if not goes_on or style not in reading.begun:
        reading.begun[style] = f"{style} {len(reading.begun)} {get(element, 'id') or id(element)}"
    return reading.begun[style]


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
    for part in children(table, "table-row", *_ROW_GROUPS):
        if local(part) != "table-row":
            yield from _table(part, reading)
            continue
        cells = [list(_blocks(cell, reading)) for cell in children(part, "table-cell")]
        notes = [piece for cell in cells for piece in cell if piece.kind == "footnote"]
        words = [" ".join(p.text for p in cell if p.kind != "footnote") for cell in cells]
        yield Piece(kind="row" if len(words) > 1 else "paragraph", text=row(words))
        yield from notes


def _words(element: Element, reading: _Reading) -> str:
    return clean("".join(_parts(element, reading)))


def _parts(element: Element, reading: _Reading) -> Iterator[str]:
    yield element.text or ""
    for found in children(element):
        name = local(found)
        if name == "note":
            mark = "".join(t for e in children(found, "note-citation") for t in e.itertext()).strip()
            reading.waiting.append((mark, found))
            yield raised(mark)
        elif name in _SIGNS:
            yield _SIGNS[name]
        elif name not in _LEFT_OUT:
            yield from _parts(found, reading)
        yield found.tail or ""


def _notes(reading: _Reading) -> Iterator[Piece]:
    waiting, reading.waiting = reading.waiting, []
    for mark, note in waiting:
        words = " ".join(_words(p, reading) for p in children(child(note, "note-body"), "p"))
        yield Piece(kind="footnote", text=f"{raised(mark)} {words}", number=mark or None)
    reading.waiting = []
