"""Figures that differ: of each figure the numbers that other documents give for the same thing and time."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from kg.tables.counting import counted, parts, reported
from kg.tables.ordering import Row
from kg.tables.reading import LIVE, Figure, Said

NAME = "conflicts"
MARK = "172eac0707ba7e72"
ORDER = "subject counted date value document begin"
_SORTS = ("Programme", "Instrument", "Document")
_Number = tuple[Any, str]
"""A number, and how it is printed."""


def rows(said: Said, given: Mapping[str, Any]) -> Iterator[Row]:
    del given
    subjects = said.around.typed(*map(said.ns, _SORTS))
    together: dict[tuple[str, ...], list[Figure]] = defaultdict(list)
    for f in said.figures():
        if f.state in LIVE and f.subject in subjects:
            for date in _dates(said, f):
                for kind in filter(None, f.kinds.split("\n")):
                    together[(f.subject, kind, *parts(f.unit), date)].append(f)
    others: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    known = {}
    for (subject, *_, date), found in together.items():
        for f, differing in _differing(found):
            others[(subject, f.figure, date)] |= differing
            if f.last:
                known[(f.figure, f.passage, f.document, f.begin)] = f
    places = defaultdict(list)
    for f in known.values():
        places[f.figure].append(f)
    for (subject, figure, date), numbers in others.items():
        for f in places[figure] if numbers else ():
            yield (
                subject, counted(f.unit), date, f.value, f.bound, f.verbatim, f.unit,
                " / ".join(sorted(numbers)), f.document, f.state, f.confidence, f.begin, f.end,
            )  # fmt: skip


def _dates(said: Said, f: Figure) -> Iterable[str]:
    """The time of a figure, else the year that its document is about, else that of its date."""
    told = {
        period or reported(about or day)
        for period in f.periods.split("\n")
        for about, day in said.around.spans(f.document)
    }
    return [date for date in told if date is not None]


def _differing(found: list[Figure]) -> Iterator[tuple[Figure, set[str]]]:
    """Each figure with the other numbers that other documents print."""
    documents: dict[_Number, set[str]] = defaultdict(set)
    for f in found:
        documents[(f.value, f.verbatim)].add(f.document)
    for f in found:
        yield (
            f,
            {
                verbatim
                for (value, verbatim), where in documents.items()
                if value != f.value and (len(where) > 1 or f.document not in where)
            },
        )
