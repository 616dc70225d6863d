"""Pieces -> text and layout: paragraphs on lines of their own, and where each printed line stands."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from kg.readers._pdf.blocks import Piece
from kg.readers._pdf.levels import levels
from kg.readers._pdf.rows import Row
from kg.types import Block, Box, Layout, Line, PassageKind

_KINDS: dict[str, PassageKind] = {
    "text": "paragraph",
    "heading": "heading",
    "row": "row",
    "note": "footnote",
}
_ADDRESS = re.compile(
    r"[\w.%-]*[/=?&_%][^\s]*|[\w-]+\.(?:html?|pdf|aspx?|php)\b"
    r"|(?=\w*\d)(?=\w*[a-z])(?=\w*[A-Z])\w{8,}"  # a key
)
_LINK = re.compile(r"(?:https?://|www\.|\S[?=&_%])\S*[^\s,;:.)]$")
_RANGE = re.compile(r"\d[–—]$")
_CELLS = " | "


def written(found: Sequence[Piece]) -> tuple[str, Layout]:
    """The text, blank lines between its blocks, with the places of blocks and lines in it; no pages yet."""
    cut = any(row.text.endswith("-") for piece in found for _, row in piece.rows)
    known = Counter(
        word
        for piece in (found if cut else ())
        for _, row in piece.rows
        for word in re.findall(r"[\w-]+", row.text)
    )
    parts: list[str] = []
    lines: list[Line] = []
    blocks: list[Block] = []
    length = 0
    for piece, level in zip(found, levels(found), strict=True):
        begin = length
        for text, place in _printed(piece, known):
            parts.append(text)
            if place is not None:
                page, row = place
                shown = len(text.rstrip())
                box = Box(round(row.left, 1), round(row.top, 1), round(row.right, 1), round(row.bottom, 1))
                lines.append(Line(begin=length, end=length + shown, page=page, box=box))
            length += len(text)
        blocks.append(Block(begin=begin, end=length, kind=_KINDS[piece.kind], level=level))
        parts.append("\n\n")
        length += 2
    text = "".join(parts[:-1]) + "\n" if parts else ""
    return text, Layout(lines=tuple(lines), blocks=tuple(blocks))


def _printed(piece: Piece, known: Counter[str]) -> Iterator[tuple[str, tuple[int, Row] | None]]:
    """Stretches of the piece's text, each printed line with its place, what parts cells without."""
    for index, cell in enumerate(piece.cells):
        if index:
            yield (_CELLS if piece.cells[0] or index > 1 else _CELLS.lstrip()), None
        following = [*(row for _, row in cell), None][1:]
        for (page, row), after in zip(cell, following, strict=True):
            yield _line(row, after, piece, known), (page, row)


def _line(row: Row, after: Row | None, piece: Piece, known: Counter[str]) -> str:
    """The words of a row, and what parts them from the next: nothing after a hyphen or in a range of figures."""
    text = row.text
    if after is None:
        return text
    if text.endswith("-") and len(text) > 1 and text[-2].isalpha() and after.text[0].islower():
        cut = re.findall(r"[\w-]+$", text)[0] + re.findall(r"^[\w-]+", after.text)[0]
        if after.text.split()[0] in ("and", "or", "to"):
            return text + " "
        whole = cut.replace("-", "")
        return text[:-1] if cut.count("-") == 1 and known[whole] > known[cut] else text
    if text.endswith("-") and len(text) > 1 and text[-2].isalnum():
        return text
    if _RANGE.search(text) and after.text[0].isdecimal():
        return text
    if text[-1] == "/" or (_LINK.search(text) and (text[-1] in "-_=?&%" or _ADDRESS.match(after.text))):
        return text
    fits = row.right + row.size / 4 + after.words[0].right - after.words[0].left < piece.edge - row.size
    return text + ("\n" if fits and piece.kind != "row" else " ")
