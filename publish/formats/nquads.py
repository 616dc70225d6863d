"""N-Quads: everything the store holds, one sorted line for each quad."""

from typing import BinaryIO

from pyoxigraph import RdfFormat

from kg.store import Reader

MEDIA_TYPE = "application/n-quads"
SUFFIX = "nq"
TITLE = "N-Quads: all graphs, sorted"


def write(reader: Reader, out: BinaryIO) -> None:
    """All quads; sorted lines, so that the same graph always gives the same bytes."""
    dumped = reader.store.dump(format=RdfFormat.N_QUADS) or b""
    # A line end inside a literal is escaped: a line is a quad.
    out.writelines(line + b"\n" for line in sorted(dumped.split(b"\n")) if line)
