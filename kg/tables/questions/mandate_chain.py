"""From a resolution to the Goals: what rests on it, and what the programmes of that body contribute to."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from kg.tables.around import PART_OF
from kg.tables.ordering import Row
from kg.tables.reading import LIVE, Said

NAME = "mandate-chain"
MARK = "f2f2a2fe32fef080"
ORDER = "resolution document begin entity programme item"
_Step = tuple[str | None, str | None]
"""A programme, and what it contributes to."""


def rows(said: Said, given: Mapping[str, Any]) -> Iterator[Row]:
    around = said.around
    predicate = said.ns("mandatedBy")
    rests, signs = around.pairs(predicate), around.pairs(said.ns("symbol"))
    chains = _chains(said)
    seen = set()
    for s in said.statements(predicate=predicate, object=given.get("symbol")):
        if s.state not in LIVE or s.object not in rests.get(s.subject, ()) or s.object not in signs:
            continue
        for paragraph in s.paragraphs.split("\n"):
            for programme, item in chains.get(s.subject) or [(_self(said, s.subject), None)]:
                row = (
                    s.object, paragraph or None, s.subject, programme, item,
                    s.document, s.state, s.confidence, s.begin, s.end,
                )  # fmt: skip
                if row not in seen:
                    seen.add(row)
                    yield row


def _self(said: Said, entity: str) -> str | None:
    return entity if entity in said.around.typed(said.ns("Programme")) else None


def _chains(said: Said) -> Mapping[str, list[_Step]]:
    """By body or programme: itself and what it runs or has as a part, with what that contributes to."""
    around = said.around
    runs, parts = around.pairs(said.ns("implementedBy")), around.pairs(PART_OF)
    found: dict[str, set[_Step]] = defaultdict(set)
    for acting, items in around.pairs(said.ns("contributesTo")).items():
        told: set[_Step] = {(_self(said, acting), item) for item in items}
        for entity in {acting, *runs.get(acting, ()), *parts.get(acting, ())}:
            found[entity] |= told
    return {entity: list(told) for entity, told in found.items()}
