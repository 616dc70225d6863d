"""Resolutions and treaties that work rests on: one row for each passage, the wider text before its paragraph."""

from collections.abc import Iterator, Mapping
from typing import Any

from kg.tables.around import PART_OF
from kg.tables.ordering import Row
from kg.tables.reading import LIVE, Said, Statement

NAME = "invoked"
MARK = "c85b4634b79be73e"
ORDER = "document begin invoked subject"


def rows(said: Said, given: Mapping[str, Any]) -> Iterator[Row]:
    around = said.around
    predicate = said.ns("mandatedBy")
    rests, whole = around.pairs(predicate), around.pairs(PART_OF)
    wanted = [around.below(given[name], PART_OF) or () for name in ("symbol", "instrument") if name in given]
    asked = frozenset[str]().union(*wanted) if wanted else None
    found = list(said.statements(predicate=predicate))
    named = {_key(s, s.object) for s in found if s.paragraphs}
    for s in found:
        if s.state not in LIVE or s.object not in rests.get(s.subject, ()):
            continue
        if asked is not None and s.object not in asked:
            continue
        # A paragraph that the row of its resolution names already.
        if any(_key(s, text) in named for text in whole.get(s.object, ())):
            continue
        for paragraph in s.paragraphs.split("\n"):
            yield (
                s.object, s.subject, paragraph or None, s.document, s.state, s.confidence, s.begin, s.end,
            )  # fmt: skip


def _key(s: Statement, text: str) -> tuple[Any, ...]:
    return s.text, s.subject, text, s.passage
