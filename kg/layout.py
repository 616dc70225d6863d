"""Layouts as JSON and back, so that a text can be stored beside the places where it stands in its file."""

from collections.abc import Mapping
from typing import Any

from kg.types import Block, Box, Layout, Line, Page


def dump(layout: Layout) -> dict[str, Any]:
    """The layout as plain JSON values, each record a row in the order of its fields."""
    return {
        "pages": [[page.number, page.width, page.height] for page in layout.pages],
        "lines": [[line.begin, line.end, line.page, *line.box] for line in layout.lines],
        "blocks": [[b.begin, b.end, b.kind, b.number, b.level] for b in layout.blocks],
        "unread": list(layout.unread),
    }


def load(table: Mapping[str, Any]) -> Layout:
    """The layout that `dump` made."""
    return Layout(
        pages=tuple(Page(number=n, width=width, height=height) for n, width, height in table["pages"]),
        lines=tuple(
            Line(begin=begin, end=end, page=page, box=Box(*box)) for begin, end, page, *box in table["lines"]
        ),
        blocks=tuple(
            Block(begin=begin, end=end, kind=kind, number=number, level=level)
            for begin, end, kind, number, level in table["blocks"]
        ),
        unread=tuple(table.get("unread", ())),  # what was stored earlier does not tell
    )
