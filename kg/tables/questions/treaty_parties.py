"""Parties to treaties: figures of States Parties of an instrument."""

from collections.abc import Iterator, Mapping
from typing import Any

from kg.tables.ordering import Row
from kg.tables.reading import LIVE, Said

NAME = "treaty-parties"
MARK = "c7352d8b613e77f5"
ORDER = "treaty period|reported document begin"


def rows(said: Said, given: Mapping[str, Any]) -> Iterator[Row]:
    around = said.around
    parties = said.id("unit/states-parties")
    treaties = around.typed(said.ns("Instrument"))
    asked = around.below(given.get("instrument"), said.ns("supplements"))
    for f in said.figures(subject=treaties if asked is None else treaties & asked, last=1):
        if f.state not in LIVE or parties not in f.kinds.split("\n"):
            continue
        for period in f.periods.split("\n"):
            for about, day in around.spans(f.document):
                yield (
                    f.subject, f.value, f.bound, f.verbatim, f.unit, period or None, day or about,
                    f.document, f.state, f.confidence, f.begin, f.end,
                )  # fmt: skip
