"""Pieces of a document that tells its own structure, put together: the text, and what each stretch of it is."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kg.errors import ReadError
from kg.types import Block, Layout, PassageKind

_UNSEEN = re.compile("[\u00ad\u200b\ufeff]")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One paragraph, heading, list item, table row or note. `text` holds the printed number too."""

    kind: PassageKind
    text: str
    number: str | None = None
    level: int = 0


def clean(text: str) -> str:
    """The words with one blank between them; soft hyphens and blanks without width are gone."""
    return " ".join((text if text.isascii() else _UNSEEN.sub("", text)).split())


def raised(mark: str) -> str:
    """A note's mark as it stands above the line: digits raised, anything else as it is."""
    return mark.translate(_RAISED) if mark.isdecimal() else mark


def bare(label: str) -> str | None:
    """The number in a printed label: `14` of "14.", `a` of "(a)"; none where there is no letter and no digit."""
    return re.sub(r"^[\W_]+|[\W_]+$", "", label) or None


def row(cells: Iterable[str]) -> str:
    """The cells of a table's row as one line."""
    return " | ".join(clean(cell) for cell in cells)


def laid_out(pieces: Iterable[Piece], where: str) -> tuple[str, Layout]:
    """The text, a blank line between pieces and a line end between rows, and what each stretch of it is.

    Raises `ReadError` where no words are left.
    """
    parts: list[str] = []
    blocks: list[Block] = []
    length, last = 0, ""
    for piece in pieces:
        text = clean(piece.text)
        if not any(c.isalnum() for c in text):
            continue
        gap = "" if not blocks else "\n" if last == piece.kind == "row" else "\n\n"
        begin = length + len(gap)
        parts += (gap, text)
        length, last = begin + len(text), piece.kind
        blocks.append(Block(begin=begin, end=length, kind=piece.kind, number=piece.number, level=piece.level))
    if not blocks:
        raise ReadError(
            "there are no words in it", where=where, remedy="give a file with words, or leave it out"
        )
    return "".join((*parts, "\n")), Layout(blocks=tuple(blocks))
