"""States and their networks, and how many networks each State has."""

from collections.abc import Iterator, Mapping
from typing import Any

from kg.iris import DCTERMS
from kg.tables.ordering import Row
from kg.tables.reading import LIVE, Said

NAME = "networks"
MARK = "f48f95701fb013a9"
ORDER = "shared- state network document begin"


def rows(said: Said, given: Mapping[str, Any]) -> Iterator[Row]:
    del given
    member = said.ns("memberOf")
    places, of = said.around.typed(f"{DCTERMS}Location"), said.around.pairs(member)
    for s in said.statements(predicate=member, last=1):
        networks = of.get(s.subject, ())
        if s.state in LIVE and s.subject in places and s.object in networks:
            several = s.subject if len(networks) > 1 else None
            yield (
                s.subject, s.object, len(networks), several,
                s.document, s.state, s.confidence, s.begin, s.end,
            )  # fmt: skip
