"""Excerpts of real documents, put together anew where the reference material is at hand.

python -m tests.excerpts OUT    writes the text of each answer file in `passages/real-*` to OUT/NAME.txt

An answer file holds no words of a document but names: of each piece it tells how long it is, where it began in the text
as it was read when the answers were written, and the hash of its characters. A piece that has moved since is found by
its hash; one that reads otherwise now is told, for its answers must be looked at again.
"""

import hashlib
import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from kg import pipeline

PASSAGES = Path(__file__).parent / "passages"


class Piece(NamedTuple):
    """A run of characters of a document's text."""

    begin: int
    length: int
    sha256: str


def piece(text: str, begin: int, end: int) -> Piece:
    """The piece from one offset to another."""
    return Piece(begin, end - begin, _hash(text[begin:end]))


def found(text: str, wanted: Piece) -> str | None:
    """The characters of a piece, wherever they stand in the text; None where they stand nowhere."""
    places = range(max(len(text) - wanted.length, -1) + 1)
    for begin in sorted(places, key=lambda place: abs(place - wanted.begin)):
        if _hash(text[begin : begin + wanted.length]) == wanted.sha256:
            return text[begin : begin + wanted.length]
    return None


def excerpt(text: str, pieces: Sequence[Piece]) -> str | None:
    """The pieces one after the other; None where one of them is lost."""
    parts = [found(text, one) for one in pieces]
    return None if None in parts else "".join(part for part in parts if part)


def excerpts(corpus: Path) -> Iterator[tuple[str, str | None]]:
    """The name and the text of each answer file, None where its document reads otherwise now."""

    @cache
    def text_of(file: str) -> str:
        return pipeline.read(str(corpus / file)).text

    for answers in sorted(PASSAGES.glob("real-*/*.gold.json")):
        source: Mapping[str, Any] = json.loads(answers.read_text(encoding="utf-8"))["excerpt"]
        pieces = [Piece(*one) for one in source["pieces"]]
        yield answers.name.removesuffix(".gold.json"), excerpt(text_of(source["file"]), pieces)


def _hash(characters: str) -> str:
    return hashlib.sha256(characters.encode()).hexdigest()


def _main(out: Path) -> None:
    reference = os.environ.get("MANDATEGRAPH_REFERENCE")
    if not reference:
        sys.exit("set MANDATEGRAPH_REFERENCE to the folder of the reference material")
    out.mkdir(parents=True, exist_ok=True)
    for name, text in excerpts(Path(reference) / "corpus"):
        if text is None:
            print(f"{name}: its document reads otherwise now; look at its answers again")
        else:
            (out / f"{name}.txt").write_text(text, encoding="utf-8", newline="")


if __name__ == "__main__":
    _main(Path(sys.argv[1]))
