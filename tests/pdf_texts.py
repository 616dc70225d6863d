"""Text of PDF files for tests, as a stand-in for a reader of PDF: lines as printed, wide gaps as blank lines.

pypdfium2 is no dependency of ours: where it is missing, the tests that read PDF files skip.
"""

from collections.abc import Iterator
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

WIDE = 1.3
"""A step down the page of more than so many usual ones parts two paragraphs."""


def pdf_text(path: Path) -> str:
    """The text of all pages, a form feed between them; a blank line wherever the page leaves one.

    Raises `ModuleNotFoundError` where pypdfium2 is not installed.
    """
    with import_module("pypdfium2").PdfDocument(path) as pdf:
        return "\f".join("".join(_lines(page.get_textpage())) for page in pdf)


def plain_pdf_text(path: Path) -> str:
    """The text of all pages with the library's own line ends only."""
    with import_module("pypdfium2").PdfDocument(path) as pdf:
        return "\f".join(page.get_textpage().get_text_range() for page in pdf)


def _lines(page: Any) -> Iterator[str]:
    lines: list[tuple[str, float]] = []
    start = 0
    for line in page.get_text_range().split("\r\n"):
        if line.strip():
            indent = len(line) - len(line.lstrip())
            _, bottom, _, _ = page.get_charbox(start + indent, loose=True)
            # The library marks a word cut at a line end with a non-character.
            lines.append((line.strip().replace("\ufffe", "-"), bottom))
        start += len(line) + 2
    steps = [above - below for (_, above), (_, below) in pairwise(lines)]
    usual = median([step for step in steps if step > 3] or [12.0])
    for (line, _), step in zip(lines, [*steps, 0.0], strict=False):
        yield line + ("\n" if 0 <= step <= WIDE * usual else "\n\n")
