"""People trained: figures of people whose sentence speaks of training."""

from collections.abc import Iterator, Mapping
from typing import Any

from kg.tables.counting import inside, year
from kg.tables.ordering import Row
from kg.tables.reading import LIVE, Said, about

NAME = "trained"
MARK = "d9c6941da477cba9"
ORDER = "year document begin verbatim"


def rows(said: Said, given: Mapping[str, Any]) -> Iterator[Row]:
    around = said.around
    deed, people = said.id("deed/training"), around.below(said.id("unit/people")) or frozenset()
    seen = set()
    for f in said.figures(*about(said, given), deeds=True, last=1):
        if f.state not in LIVE or deed not in f.deeds.split("\n"):
            continue
        for kind in people.intersection(f.kinds.split("\n")):
            for period in f.periods.split("\n"):
                for span, day in around.spans(f.document):
                    when = year(period or span or day)
                    row = (
                        f.subject, f.bound, f.verbatim, f.value, f.unit, kind, period or None, when,
                        f.document, f.state, f.confidence, f.begin, f.end,
                    )  # fmt: skip
                    if inside(when, given) and row not in seen:
                        seen.add(row)
                        yield row
