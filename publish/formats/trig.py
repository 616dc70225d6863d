"""TriG: everything the store holds, graph by graph."""

from typing import BinaryIO

from kg.iris import Base
from publish.fragments import Fragments
from publish.turtle import blocks, head, printer

MEDIA_TYPE = "application/trig"
SUFFIX = "trig"
TITLE = "TriG: all graphs, with their provenance"


def write(fragments: Fragments, out: BinaryIO) -> None:
    """All quads: the default graph first, then the named graphs by name, each as in Turtle."""
    base = Base(fragments.base)
    term = printer(base)
    out.write(head(base))
    with fragments.default.open("rb") as lines:
        out.writelines(b"\n" + block for block in blocks(lines, term))
    for name, path in fragments.graphs:
        with path.open("rb") as lines:
            out.write(b"\n%b {\n" % term(f"<{name}>".encode()))
            found = enumerate(blocks(lines, term, b"    "))
            out.writelines(b"\n" + block if number else block for number, block in found)
            out.write(b"}\n")
