"""Markdown: stored as it is written; its marks are left out of views only, so that offsets count in the
file."""

from kg.readers.text import TAKES_CHARSET, read

__all__ = ["EXAMPLES", "MEDIA_TYPES", "SUFFIXES", "TAKES_CHARSET", "read"]

MEDIA_TYPES: tuple[str, ...] = ("text/markdown",)
SUFFIXES: tuple[str, ...] = (".md", ".markdown")
EXAMPLES: tuple[tuple[bytes, str], ...] = (
    (b"# Results\n\n*Forty* courses.\n", "# Results\n\n*Forty* courses.\n"),
)
