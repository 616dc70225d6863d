"""Document -> Passages -> Units: headings, numbered paragraphs, items, footnotes and page furniture.

The text is never changed. `split` marks its blocks, `units` puts together what page breaks cut apart and lays
a clean view over each, with a map back. All offsets are code points, end excluded.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.language import sentences
from kg.split.blocks import Block, from_layout, from_lines
from kg.split.headings import with_cover, with_headings
from kg.split.paragraphs import (
    as_resolution,
    continued,
    passages_of,
    with_enclosed,
    with_lists,
    with_lost_numbers,
    with_signatures,
)
from kg.split.views import content, view
from kg.types import Document, Passage, Unit

__all__ = ["split", "units"]

_DATA = re.compile("[A-Za-z0-9+/]{5000}")
"""So many letters without a blank are no words: a picture that is written in letters, say."""


def split(document: Document) -> tuple[Passage, ...]:
    """The passages of a document in order; they do not overlap, and between them stands only white space.

    Rules: the editorial manual of the United Nations for numbered paragraphs, headings, notes and mastheads,
    and the ways in which page furniture comes out of PDF. A numbered paragraph whose number got lost between
    its neighbours' has it again. What the file tells of its blocks
    (`Document.layout`) is kept. What is no words but data counts as furniture. Takes time in proportion to the text.
    """
    if document.layout is not None and document.layout.blocks:
        told = _without_data(document.text, from_layout(document.text, document.layout))
        return tuple(passages_of(_decided(told)))
    return tuple(passages_of(continued(_decided(_without_data(document.text, from_lines(document.text))))))


def _without_data(text: str, blocks: list[Block]) -> list[Block]:
    if not _DATA.search(text):
        return blocks
    return [replace(b, kind="furniture") if _DATA.search(text, b.begin, b.end) else b for b in blocks]


def _decided(blocks: list[Block]) -> list[Block]:
    read = with_signatures(with_headings(with_cover(blocks)))
    return with_lists(with_lost_numbers(with_enclosed(as_resolution(read))))


def units(
    document: Document, passages: Sequence[Passage], *, pipeline: str | None = None
) -> tuple[Unit, ...]:
    """What is to be read as one piece, in the order of its first passage; furniture is in no unit.

    `pipeline` names a trained spaCy pipeline, see `kg.language.sentences`.
    """
    chains: dict[int, list[Passage]] = {}
    home: dict[int, int] = {}
    for passage in passages:
        if passage.kind != "furniture":
            first = passage.index if passage.continues is None else home[passage.continues]
            home[passage.index] = first
            chains.setdefault(first, []).append(passage)
    # Where the file tells of its type, a mark of a note is never a plain figure.
    plain = document.layout is None or not document.layout.blocks
    notes = frozenset(p.number for p in passages if plain and p.kind == "footnote" and p.number)
    viewed = (
        (c, view(document.text, [content(document.text, p, barred=plain) for p in c], notes))
        for c in chains.values()
    )
    return tuple(
        Unit(passages=tuple(chain), view=shown, sentences=sentences(shown.text, pipeline=pipeline))
        for chain, shown in viewed
        if shown.text
    )
