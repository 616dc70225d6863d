"""How deep headings are, by their type and numbers."""

import re
from collections.abc import Sequence

from kg.readers._pdf.blocks import Piece

_APART = re.compile(r"(?:Annex|Appendix|Enclosure)\b")
_MARKS = (
    re.compile(r"(?:Part|Chapter|Annex|Appendix)\b"),
    re.compile(r"[IVXLC]+\.$"),
    re.compile(r"[A-Z]\.$"),
    re.compile(r"\d{1,3}\.$"),
    re.compile(r"\d+(?:\.\d+)+\.?$"),
    re.compile(r"\(?\w{1,4}\)$|[a-z]\.$"),
)


def levels(found: Sequence[Piece]) -> list[int]:
    """For each piece the depth of a heading, from 1; 0 for everything else.

    Annexes stand above everything, larger type above smaller, bold above slanted, chapters above I, I above A,
    A above 1, all of them above headings of the same type without a number. A heading is one deeper than the
    nearest higher one above.
    """
    open_: list[tuple[int, ...]] = []
    depths = []
    letter = ""
    for piece in found:
        if piece.kind == "heading":
            mark = piece.first.words[0].text
            # C, D, I, L, V and X also stand in a row of letters.
            in_row = bool(letter) and mark == f"{chr(ord(letter) + 1)}."
            letter = mark[0] if in_row or mark == "A." else letter
            rank = _rank(piece, lettered=in_row)
            open_ = [*(above for above in open_ if above < rank), rank]
        depths.append(len(open_) if piece.kind == "heading" else 0)
    return depths


def _rank(piece: Piece, *, lettered: bool) -> tuple[int, ...]:
    title = piece.last  # above it may stand "Table 1" in another type
    mark = piece.first.words[0].text
    known = (place for place, pattern in enumerate(_MARKS) if pattern.match("A." if lettered else mark))
    apart = not _APART.match(mark)
    return apart, -round(title.size), not title.bold, title.italic, next(known, len(_MARKS))
