"""Work on an SDG target: statements of both kinds, one row for each of their passages."""

from collections.abc import Iterator, Mapping
from typing import Any

from kg.tables.ordering import Row
from kg.tables.reading import LIVE, Said

NAME = "by-target"
MARK = "99ea8cc1904861e8"
ORDER = "basis- document begin item subject"
# A link that was inferred waits for a person.
_SORTS = (("contributesTo", "stated", LIVE), ("relevantTo", "inferred", LIVE | {"candidate"}))


def rows(said: Said, given: Mapping[str, Any]) -> Iterator[Row]:
    items = said.around.below(given.get("target"))
    for predicate, basis, states in _SORTS:
        for s in said.statements(predicate=said.ns(predicate), object=items):
            if s.state in states and not s.heading:
                yield s.object, s.subject, basis, s.document, s.state, s.confidence, s.begin, s.end
