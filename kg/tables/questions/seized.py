"""Seized and destroyed: figures of goods whose sentence speaks of one of the two."""

from collections.abc import Iterator, Mapping
from typing import Any

from kg.tables.around import PART_OF
from kg.tables.counting import reported, year
from kg.tables.ordering import Row
from kg.tables.reading import LIVE, Said

NAME = "seized"
MARK = "d3fd1a9fd1e61632"
ORDER = "subject deed unit period document begin"
_DEEDS = ("deed/seizure", "deed/destruction")
_GOODS = ("unit/items", "unit/mass", "unit/money", "unit/seizures", "unit/ships-and-containers")


def rows(said: Said, given: Mapping[str, Any]) -> Iterator[Row]:
    around = said.around
    deeds = {said.id(path) for path in _DEEDS}
    goods = frozenset[str]().union(*(around.below(said.id(path)) or () for path in _GOODS))
    subjects = around.below(given.get("programme"), PART_OF)
    for f in said.figures(subject=subjects, deeds=True, last=1):
        if f.state not in LIVE:
            continue
        kinds = [kind for kind in f.kinds.split("\n") if kind in goods]
        for deed in deeds.intersection(f.deeds.split("\n")):
            for _ in kinds:
                for period in f.periods.split("\n"):
                    for about, day in around.spans(f.document):
                        said_in = reported(about or day)
                        if "year" in given and year(period or said_in) != given["year"]:
                            continue
                        yield (
                            f.subject, deed, f.bound, f.verbatim, f.value, f.unit, period or None, said_in,
                            f.document, f.state, f.confidence, f.begin, f.end,
                        )  # fmt: skip
