"""Reading PDF files with their layout, beside the bare text of pypdf in the same run.

    python benchmarks/readers.py

Ours is bytes to stored text: paragraphs whole across pages, notes, headings and tables told, running heads left out,
with a box for each printed line. Theirs is `extract_text` of every page, no more. Both read from memory: the PDF files
of the reference material, left out where `MANDATEGRAPH_REFERENCE` is not set, and a file of forty pages that is drawn
here in the plainest way. The goal is for real files. What a word processor writes has an operator for every few
letters, and pypdf's time goes with operators; in the drawn file each line is one operator, and ours goes with words.
Times are processor seconds, the best of three runs; rates are pages a second.
"""

import io
import os
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from pypdf import PdfReader

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from kg.readers import pdf
from tests import pdf_files

_GOAL = 2.0
_RUNS = 3
_LINE = "The Office trained judges and clerks in nine countries of the"


def main() -> None:
    """Prints a table of rates and their ratio."""
    print(f"{'files':<8}{'pages':>7}{'ours':>8}{'pypdf':>8}{'ratio':>7}{'goal':>6}")
    reference = os.environ.get("MANDATEGRAPH_REFERENCE")
    paths = sorted(Path(reference).glob("corpus/pdf/*.pdf")) if reference else []
    if paths:
        _compared("real", {path.name: path.read_bytes() for path in paths}, str(_GOAL))
    page = [pdf_files.lines(100, 100, [_LINE] * 50)]
    _compared("drawn", {"drawn": pdf_files.pdf(*[page] * 40)}, "")


def _compared(title: str, files: Mapping[str, bytes], goal: str) -> None:
    pages = sum(len(PdfReader(io.BytesIO(data)).pages) for data in files.values())
    ours = _best(lambda name, data: pdf.read_laid_out(data, name), files)
    theirs = _best(lambda _, data: [page.extract_text() for page in PdfReader(io.BytesIO(data)).pages], files)
    print(f"{title:<8}{pages:>7}{pages / ours:>8.0f}{pages / theirs:>8.0f}{theirs / ours:>7.1f}{goal:>6}")


def _best(read: Callable[[str, bytes], object], files: Mapping[str, bytes]) -> float:
    """Seconds for all files in the fastest run."""
    taken = []
    for _ in range(_RUNS):
        start = time.process_time()
        for name, data in files.items():
            read(name, data)
        taken.append(time.process_time() - start)
    return min(taken)


if __name__ == "__main__":
    main()
