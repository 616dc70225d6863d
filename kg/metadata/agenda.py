"""Under which item of its agenda an organ takes a document up, as its cover tells."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from kg.metadata.cover import Line, searched
from kg.types import Fact

_SUB = r"(?: ?\([a-z]{1,3}\))"
_ITEMS = rf"\d{{1,3}}{_SUB}*(?:(?:,? and |, )(?:\d{{1,3}}{_SUB}*|\([a-z]{{1,3}}\)))*"
_AGENDA_ITEM = re.compile(
    rf"\b(?:Agenda items? (?P<adopted>{_ITEMS})|Items? (?P<planned>{_ITEMS}) of the (?:provisional )?agenda)"
)


def agenda_items(lines: Sequence[Line]) -> Iterator[Fact]:
    """The numbers of the items as printed, "25 (b)" or "3 and 4": the first line of the cover that has some."""
    for line, match in islice(searched(lines, _AGENDA_ITEM), 1):
        yield line.group("agenda_item", match, str(match.lastgroup))
