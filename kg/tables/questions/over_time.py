"""The same figure again and again: figures that another document, or the same for another time, reports too."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from kg.tables.counting import counted, parts
from kg.tables.ordering import Row
from kg.tables.reading import LIVE, Figure, Said

NAME = "over-time"
MARK = "aa722d6950a57f47"
ORDER = "subject counted date document begin"


def rows(said: Said, given: Mapping[str, Any]) -> Iterator[Row]:
    programmes = said.around.typed(said.ns("Programme"))
    kinds = said.around.below(given.get("kind"))
    together: dict[tuple[str, ...], list[Figure]] = defaultdict(list)
    for f in said.figures(subject=given.get("programme")):
        if f.subject in programmes and f.state in LIVE:
            together[(f.subject, *parts(f.unit))].append(f)
    for found in together.values():
        times = {(f.version, period) for f in found for period in f.periods.split("\n")}
        if len(times) > 1:
            yield from dict.fromkeys(
                row for f in found if f.last and _is_of(f, kinds) for row in _rows(said, f)
            )


def _is_of(f: Figure, kinds: frozenset[str] | None) -> bool:
    """Whether a figure counts one of these kinds; what it counts may be told of no kind."""
    return kinds is None or not f.kinds or not kinds.isdisjoint(f.kinds.split("\n"))


def _rows(said: Said, f: Figure) -> Iterator[Row]:
    for period in f.periods.split("\n"):
        for about, day in said.around.spans(f.document):
            yield (
                f.subject, counted(f.unit), period or about or day, period or None, f.bound, f.verbatim,
                f.value, f.unit, f.document, f.state, f.confidence, f.begin, f.end,
            )  # fmt: skip
