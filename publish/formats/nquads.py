"""N-Quads: everything, one line for each quad; the default graph first, then the named ones by name."""

import shutil
from pathlib import Path
from typing import BinaryIO

from publish.fragments import Fragments

MEDIA_TYPE = "application/n-quads"
SUFFIX = "nq"
TITLE = "N-Quads: all graphs, sorted"
_BLOCK = 1 << 20


def write(fragments: Fragments, out: BinaryIO) -> None:
    """All quads: graph by graph, the lines of each sorted."""
    with fragments.default.open("rb") as default:
        shutil.copyfileobj(default, out, _BLOCK)
    for name, path in fragments.graphs:
        _write_named(path, name, out)


def _write_named(path: Path, name: str, out: BinaryIO) -> None:
    end = f" <{name}> .\n".encode()
    with path.open("rb") as file:
        # A line end inside a literal is escaped, so the end of a triple can be nothing else.
        while block := file.read(_BLOCK) + file.readline():
            out.write(block.replace(b" .\n", end))
