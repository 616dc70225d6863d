"""Akoma Ntoso and AKN4UN: cover, preamble, operative paragraphs with their numbers, notes and tables.

The elements are those of the OASIS standard (LegalDocML 1.0) and of its profile for the United Nations; the
namespace of any version is taken. Metadata of the file is left out: it is not part of the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from kg.errors import ReadError
from kg.readers._grid import Cell, grid
from kg.readers._pieces import Piece, bare, clean, laid_out, raised, row
from kg.readers._xml import child, children, get, local, parsed
from kg.types import Layout, PassageKind

MEDIA_TYPES: tuple[str, ...] = ("application/akn+xml", "application/xml", "text/xml")
SUFFIXES: tuple[str, ...] = (".akn", ".xml")
EXAMPLES: tuple[tuple[bytes, str], ...] = (
    (
        b"<akomaNtoso><statement><preamble><p>Noting ropes,</p></preamble><mainBody><paragraph><num>1.</num>"
        b"<content><p>Thanks divers.</p></content></paragraph></mainBody></statement></akomaNtoso>",
        "Noting ropes,\n\n1. Thanks divers.\n",
    ),
)

_ROOT = re.compile(
    rb"[\xff\xfe\xef\xbb\xbf\s]{0,99}(?:<\?.{0,999}?\?>\s*|<!--.{0,2000}?-->\s*){0,9}<(?:[\w.-]{1,40}:)?akomaNtoso[\s>/]",
    re.DOTALL,
)
_COVER = frozenset(("coverPage", "preface"))
_SKIPPED = frozenset(("meta", "components", "remark", "change"))
_TEXTS = frozenset(
    ("p", "block", "longTitle", "docTitle", "formula", "recital", "citation", "wrap", "listIntroduction")
)
_LISTS = frozenset(("blockList", "ul", "ol"))
_ITEMS = frozenset(
    ("item", "li", "point", "indent", "alinea", "subparagraph", "clause", "subclause", "subsection", "list")
)
_ROW_GROUPS = frozenset(("thead", "tbody", "tfoot"))
_TITLED = frozenset(("heading", "subheading", "crossHeading"))


@dataclass(slots=True)
class _Reading:
    """One document while it is read."""

    waiting: list[tuple[str, Element]] = field(default_factory=list)
    notes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """What stands around an element: what its text is, the number that waits for it, and how deep it is."""

    kind: PassageKind = "paragraph"
    resolves: bool = False
    label: list[str] = field(default_factory=list)
    level: int = 1


def recognises(data: bytes) -> bool:
    """Whether the root element of this XML is that of Akoma Ntoso."""
    return bool(_ROOT.match(data[:8192].replace(b"\0", b"")))


def read(data: bytes, where: str) -> str:
    """The text, a blank line between paragraphs.

    Raises `ReadError` for XML of another kind, for what is not well-formed and for what has no words.
    """
    return read_laid_out(data, where)[0]


def read_laid_out(data: bytes, where: str) -> tuple[str, Layout]:
    """The text, and what each stretch of it is: cover, preambular and operative paragraphs are told apart.

    Raises `ReadError` for XML of another kind, for what is not well-formed and for what has no words.
    """
    root = parsed(data, where)
    if local(root) != "akomaNtoso":
        raise ReadError(
            f"its XML is of another kind ({clean(local(root))[:40]})",
            where=where,
            remedy="give Akoma Ntoso, Word, HTML or PDF",
        )
    reading = _Reading()
    return laid_out((p for e in children(root) for p in _document(e, reading)), where)


def _document(element: Element, reading: _Reading, level: int = 1) -> Iterator[Piece]:
    """The pieces of one document; below a preamble, numbered paragraphs are operative."""
    place = _Place(resolves=child(element, "preamble") is not None, level=level)
    for part in children(element):
        match local(part):
            case name if name in _COVER:
                yield from _blocks(part, replace(place, kind="cover"), reading)
            case "preamble":
                yield from _blocks(part, replace(place, kind="preambular"), reading)
            case "attachments" | "components" | "collectionBody":
                yield from (p for e in children(part) for p in _attached(e, reading, level))
            case name if name not in _SKIPPED:
                yield from _blocks(part, place, reading)


def _attached(element: Element, reading: _Reading, level: int) -> Iterator[Piece]:
    """The number and titles of an attachment as headings, and below them what is attached."""
    number = child(element, "num")
    titles = list(children(element, *_TITLED))
    label = clean("".join(number.itertext())) if number is not None else ""
    if label and not titles:
        yield Piece(kind="heading", text=label, number=bare(label), level=level)
    place = _Place(label=[label] if label else [], level=level)
    for part in children(element):
        if part in titles:
            yield _titled(part, place, reading)
            yield from _notes(reading)
        elif local(part) not in _SKIPPED and local(part) != "num":
            yield from _document(part, reading, level + bool(label or titles))


def _blocks(element: Element, place: _Place, reading: _Reading) -> Iterator[Piece]:
    label = child(element, "num")
    if label is not None:
        place = replace(place, label=["".join(label.itertext())])
    if local(element) in _ITEMS:
        place = replace(place, kind="item" if place.kind == "paragraph" else place.kind)
    if label is not None and place.resolves and place.kind == "paragraph" and local(element) == "paragraph":
        place = replace(place, kind="operative")
    elif local(element) in _ITEMS and place.kind == "operative":
        place = replace(place, kind="item")
    headed = False
    for part in children(element):
        name = local(part)
        if name in _SKIPPED or name == "num":
            continue
        if name in _TITLED:
            headed = True
            yield _titled(part, place, reading)
        elif name == "table":
            yield from _table(part, reading)
        elif name in _TEXTS or not _has_blocks(part):
            yield _text(part, place, reading)
        else:
            yield from _blocks(part, replace(place, level=place.level + headed), reading)
        yield from _notes(reading)


def _has_blocks(element: Element) -> bool:
    """Whether elements stand in it that are paragraphs of their own."""
    return any(
        isinstance(e.tag, str)
        and (local(e) in _TEXTS or local(e) in _TITLED or local(e) in _LISTS or local(e) == "table")
        for e in element.iter()
        if e is not element
    )


def _titled(part: Element, place: _Place, reading: _Reading) -> Piece:
    return replace(_text(part, place, reading), kind="heading", level=place.level)


def _text(part: Element, place: _Place, reading: _Reading) -> Piece:
    own = child(part, "num")
    label = clean("".join(own.itertext()) if own is not None else place.label.pop() if place.label else "")
    words = "".join(_words(part, reading))
    return Piece(kind=place.kind, text=f"{label} {words}", number=bare(label))


def _table(table: Element, reading: _Reading) -> Iterator[Piece]:
    """The rows of the table itself: one that stands in a cell is part of the cell's words."""
    lines = list(_lines(table))
    told = [[_cell(cell, reading) for cell in children(line, "td", "th")] for line in lines]
    heads = next((i for i, line in enumerate(lines) if any(children(line, "td"))), len(lines))
    for cells in grid(told, heads=heads):
        yield Piece(kind="row" if len(cells) > 1 else "paragraph", text=row(cells))


def _lines(table: Element) -> Iterator[Element]:
    for part in children(table, "tr", *_ROW_GROUPS):
        yield from (part,) if local(part) == "tr" else _lines(part)


def _cell(element: Element, reading: _Reading) -> Cell:
    across, down = (get(element, name) or "1" for name in ("colspan", "rowspan"))
    return Cell("".join(_words(element, reading)), across=_times(across), down=_times(down))


def _times(told: str) -> int:
    return int(told) if re.fullmatch(r"[0-9]{1,6}", told) else 1


def _words(element: Element, reading: _Reading) -> Iterator[str]:
    yield element.text or ""
    for found in children(element):
        match local(found):
            case "authorialNote":
                reading.notes += 1
                mark = clean(get(found, "marker") or str(reading.notes)).strip("()[]")
                reading.waiting.append((mark, found))
                yield raised(mark)
            case "br" | "eol" | "eop":
                yield " "
            case "sup":
                yield raised("".join(_words(found, reading)).strip())
            case "num" | "meta":
                pass
            case "p" | "td" | "th":
                yield from (" ", *_words(found, reading), " ")
            case _:
                yield from _words(found, reading)
        yield found.tail or ""


def _notes(reading: _Reading) -> Iterator[Piece]:
    waiting, reading.waiting = reading.waiting, []
    for mark, note in waiting:
        words = "".join(_words(note, reading))
        yield Piece(kind="footnote", text=f"{raised(mark)} {words}", number=mark or None)
    reading.waiting = []
