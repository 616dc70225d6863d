"""Under which item of its agenda an organ takes a document up, as its cover tells."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from kg.metadata.cover import Line, searched
from kg.types import Fact

_SUB = r"(?: ?\([a-z]{1,3}\))"
_ITEMS = rf"\d{{1,3}}{_SUB}*(?:(?:,? and |, )(?:\d{{1,3}}{_SUB}*|\([a-z]{{1,3}}\)))*"
_AGENDA_ITEM = re.compile(
    rf"\b(?:Agenda items? (?P<adopted>{_ITEMS})"
    rf"|Items? (?P<planned>{_ITEMS}) of the (?:(?:provisional )?agenda|preliminary list))"
)

_ITEM_ALONE = re.compile(rf"{_AGENDA_ITEM.pattern}[ *]*")
_INCLUSION = re.compile(r"Request for the inclusion of (?:an?|the) (?:[a-z-]+ ){0,3}(?:sub-)?item in the ")


def agenda_items(lines: Sequence[Line]) -> Iterator[Fact]:
    """The numbers of the items as printed, "25 (b)" or "3 and 4": the first line of the cover that has some."""
    for line, match in islice(searched(lines, _AGENDA_ITEM), 1):
        yield line.group("agenda_item", match, str(match.lastgroup))


def is_item(line: Line) -> bool:
    """Whether the line is the number of an item and nothing else."""
    return _ITEM_ALONE.fullmatch(line.text) is not None


def item_heading(lines: Sequence[Line]) -> Line | None:
    """The line below the first that tells an item: its heading, which is no title where the paper has its own."""
    return next((below for line, below in pairwise(lines) if is_item(line)), None)


def wanted_item(lines: Sequence[Line]) -> Line | None:
    """The line below a request for the inclusion of an item: what the item is to be called."""
    return next((below for line, below in pairwise(lines) if _INCLUSION.match(line.text)), None)
