"""Word documents (Office Open XML): paragraphs with the numbers that Word counts, headings, notes and tables.

Tracked changes are read as accepted; comments, hidden words and whatever a document only points to are left out.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element

from kg import zipped
from kg.errors import ReadError
from kg.readers._docx.styles import Style, heading_level, lists, restarts, styles, value, whole
from kg.readers._docx.words import Reading, boxes, is_on, notes_of, words_of
from kg.readers._grid import Cell, grid
from kg.readers._pieces import Piece, bare, laid_out
from kg.readers._pieces import row as row_of
from kg.readers._xml import child, children, get, local, parsed
from kg.types import Layout, PassageKind

MEDIA_TYPES: tuple[str, ...] = ("application/vnd.openxmlformats-officedocument.wordprocessingml.document",)
SUFFIXES: tuple[str, ...] = (".docx", ".docm", ".dotx")
EXAMPLES: tuple[tuple[bytes, str], ...] = ()

_BODY = "word/document.xml"
_PART = 64 * 2**20
_MASTHEAD = re.compile(r"\s*(?:United Nations|Nations Unies|Naciones Unidas|Distr\.|.{0,60}Distr\.:)")
_BYLINE = re.compile(
    r"(?:Reports? of|Notes? by|Notes? verbales?|Letters? dated|Submission (?:by|from)) ", re.IGNORECASE
)
_COVER = 30
"""Pieces among which the cover ends."""
_CONTENTS = ("toc ", "table of figures")


def recognises(data: bytes) -> bool:
    """Whether this is an archive with the body of a Word document."""
    return _BODY in zipped.names(data)


def read(data: bytes, where: str) -> str:
    """The text, a blank line between paragraphs.

    Raises `ReadError` for what is damaged, encrypted, or has no words.
    """
    return read_laid_out(data, where)[0]


def read_laid_out(data: bytes, where: str) -> tuple[str, Layout]:
    """The text, and what each stretch of it is; numbers that Word counts are part of the text.

    Raises `ReadError` for what is damaged, encrypted, or has no words.
    """
    with zipped.opened(data, where) as archive:
        known = set(archive.namelist())

        def part(name: str) -> Element | None:
            if name not in known:
                return None
            return parsed(zipped.unpacked(archive, name, where, limit=_PART), where)

        body = child(part(_BODY), "body")
        if body is None:
            raise ReadError("it has no body", where=where, remedy="save it again")
        numbering = part("word/numbering.xml")
        reading = Reading(
            styles=styles(part("word/styles.xml")),
            lists=lists(numbering),
            notes={
                (kind, get(note, "id") or ""): note
                for kind in ("footnote", "endnote")
                for note in children(part(f"word/{kind}s.xml"), kind)
            },
            restarts=restarts(numbering),
        )
        masthead = _first_header(body, part("word/_rels/document.xml.rels"))
        header = part(f"word/{masthead}") if masthead else None
    pieces = [*_covers(header, reading), *_blocks(body, reading, first=True)]
    return laid_out(_titled(pieces), where)


# Blocks ----------------------------------------------------------------------------------------------------


def _first_header(body: Element, relations: Element | None) -> str | None:
    """The part with the header of the first page, where the first section has one of its own: the masthead."""
    section = next((s for s in body.iter() if isinstance(s.tag, str) and local(s) == "sectPr"), None)
    if section is None or child(section, "titlePg") is None:
        return None
    wanted = next(
        (get(h, "id") for h in children(section, "headerReference") if get(h, "type") == "first"), None
    )
    return next((get(r, "Target") for r in children(relations) if wanted and get(r, "Id") == wanted), None)


def _titled(pieces: list[Piece]) -> Iterator[Piece]:
    """Below a masthead and down to the line that says whose report it is, a heading is the title on the cover."""
    covered = any(piece.kind == "cover" for piece in pieces)
    by = next((i for i, piece in enumerate(pieces[:_COVER]) if _BYLINE.match(piece.text)), -1)
    for index, piece in enumerate(pieces):
        above = covered and index <= by and piece.kind == "heading"
        yield replace(piece, kind="paragraph", level=0) if above else piece


def _covers(header: Element | None, reading: Reading) -> Iterator[Piece]:
    for paragraph in header.iter() if header is not None else ():
        if isinstance(paragraph.tag, str) and local(paragraph) == "p":
            yield Piece(kind="cover", text=words_of(paragraph, reading))
    reading.waiting.clear()


def _blocks(body: Element, reading: Reading, *, first: bool = False) -> Iterator[Piece]:
    """The pieces of a body, a cell or a text box; `first` where a masthead may still come."""
    for element in children(body):
        match local(element):
            case "p":
                found = [_paragraph(element, reading), *_boxes(element, reading)]
            case "tbl":
                found = list(_table(element, reading, masthead=first))
            case "sdt":
                content = child(element, "sdtContent")
                found = list(_blocks(content, reading, first=first)) if content is not None else []
            case "ins" | "moveTo" | "customXml" | "smartTag":
                found = list(_blocks(element, reading, first=first))
            case _:
                continue
        first = first and not any(piece.text.strip() for piece in found)
        yield from found
        yield from notes_of(reading)


def _paragraph(paragraph: Element, reading: Reading) -> Piece:
    own = child(paragraph, "pPr")
    style = reading.styles.get(value(own, "pStyle") or "", Style())
    words = words_of(paragraph, reading)
    label, depth = _label(own, style, reading) if words.strip() else ("", 0)
    level = heading_level(own, style)
    if style.name.lower().startswith(_CONTENTS):
        return Piece(kind="furniture", text=words)
    text = f"{label} {words}" if label else words
    if level and words.strip():
        return Piece(kind="heading", text=text, number=bare(label), level=level)
    return Piece(kind=_kind(label, depth), text=text, number=bare(label))


def _kind(label: str, depth: int) -> PassageKind:
    """A decimal number of the outermost level begins a paragraph, any other label an item."""
    number = bare(label)
    return "paragraph" if not label or (number and number[0].isdecimal() and depth == 0) else "item"


def _label(own: Element | None, style: Style, reading: Reading) -> tuple[str, int]:
    direct = child(own, "numPr")
    list_id = value(direct, "numId") or style.list_id
    depth = whole(value(direct, "ilvl"), style.depth) or 0
    name, levels = reading.lists.get(list_id or "", ("", ()))
    if not list_id or not levels:
        return "", 0
    for place, number in reading.restarts.get(list_id, ()) if (list_id, "") not in reading.marks else ():
        reading.counter.begin_at(name, place, number)
    reading.marks[list_id, ""] = "begun"
    return reading.counter.label(name, levels, depth), depth


def _boxes(paragraph: Element, reading: Reading) -> list[Piece]:
    """What text boxes that hang on a paragraph say."""
    return [piece for box in boxes(paragraph) for piece in _blocks(box, reading)]


# Tables ----------------------------------------------------------------------------------------------------


def _table(table: Element, reading: Reading, *, masthead: bool) -> Iterator[Piece]:
    lines = list(_lines(table))
    rows = [[_cell(cell, reading) for cell in _cells(line)] for line in lines]
    flat = [piece for row in rows for _, pieces in row for piece in pieces]
    if masthead and any(_MASTHEAD.match(piece.text) for piece in flat):
        yield from (Piece(kind="cover", text=piece.text) for piece in flat)
        return
    heads = next((i for i, line in enumerate(lines) if not _is_head(line)), len(lines))
    for cells, row in zip(grid([[cell for cell, _ in row] for row in rows], heads=heads), rows, strict=True):
        if len(cells) > 1:
            yield Piece(kind="row", text=row_of(cells))
        yield from (piece for _, pieces in row for piece in pieces if len(cells) < 2 or _is_note(piece))


def _lines(table: Element) -> Iterator[Element]:
    """The rows of a table, those too that are marked as new or stand in a field of a form."""
    for found in children(table, "tr", "sdt", "sdtContent", "customXml", "ins"):
        if local(found) != "tr":
            yield from _lines(found)
        elif child(found, "trPr", "del") is None:
            yield found


def _cells(line: Element) -> Iterator[Element]:
    """The cells of a row, and its properties where they leave columns free before the first."""
    for found in children(line, "tc", "sdt", "sdtContent", "customXml", "trPr"):
        if local(found) == "tc" or (local(found) == "trPr" and value(found, "gridBefore")):
            yield found
        elif local(found) != "trPr":
            yield from _cells(found)


def _cell(element: Element, reading: Reading) -> tuple[Cell, list[Piece]]:
    """What a cell covers and says; one that only goes on with the cell above says nothing."""
    if local(element) == "trPr":
        return Cell(covered=True, across=whole(value(element, "gridBefore"), 1) or 1), []
    own = child(element, "tcPr")
    across = whole(value(own, "gridSpan"), 1) or 1
    merges = (child(own, "vMerge"), child(own, "hMerge"))
    if any(merge is not None and get(merge, "val") != "restart" for merge in merges):
        return Cell(covered=True, across=across), []
    pieces = list(_blocks(element, reading))
    return Cell(" ".join(piece.text for piece in pieces if not _is_note(piece)), across=across), pieces


def _is_head(line: Element) -> bool:
    mark = child(line, "trPr", "tblHeader")
    return mark is not None and is_on(mark)


def _is_note(piece: Piece) -> bool:
    return piece.kind == "footnote"
