"""Turtle: the default graph, that is the plain accepted triples, grouped by subject."""

from typing import BinaryIO

from kg.iris import Base
from publish.fragments import Fragments
from publish.turtle import blocks, head, printer

MEDIA_TYPE = "text/turtle"
SUFFIX = "ttl"
TITLE = "Turtle: plain accepted triples"


def write(fragments: Fragments, out: BinaryIO) -> None:
    """The triples of the default graph, by subject, a blank line before each."""
    base = Base(fragments.base)
    out.write(head(base))
    with fragments.default.open("rb") as lines:
        out.writelines(b"\n" + block for block in blocks(lines, printer(base)))
