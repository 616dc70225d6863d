"""Who works with whom: two bodies that a passage names as running a programme, and partners."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from kg.tables.ordering import Row
from kg.tables.reading import LIVE, Said, Statement

NAME = "partners"
MARK = "03c62128ceadbda0"
ORDER = "document begin body partner"
_Pair = tuple[str | None, str]


def rows(said: Said, given: Mapping[str, Any]) -> Iterator[Row]:
    programmes = said.around.typed(said.ns("Programme"))
    subjects = said.around.addressing(given.get("topic"))
    wanted = given.get("organization")
    for s, (one, other), basis in _pairs(said, given.get("programme"), programmes):
        if s.state not in LIVE or (subjects is not None and s.subject not in subjects):
            continue
        if wanted is not None and wanted not in (one, other):
            continue
        # The body that was asked for stands first.
        body, partner = (other, one) if wanted == other else (one, other)
        initiative = s.subject if s.subject in programmes else None
        yield body, partner, initiative, basis, s.document, s.state, s.confidence, s.begin, s.end


def _pairs(
    said: Said, programme: str | None, programmes: frozenset[str]
) -> Iterator[tuple[Statement, _Pair, str]]:
    together = defaultdict(list)
    for s in said.statements(predicate=said.ns("implementedBy"), subject=programme):
        together[(s.text, s.subject, s.passage)].append(s)
    for found in (one for one in together.values() if len(one) > 1):
        others = {(t.statement, t.object) for t in found if t.state in LIVE}
        for s in found:
            yield from ((s, (s.object, other), "runs it too") for _, other in others if s.object < other)
    for s in said.statements(predicate=said.ns("partner"), subject=programme):
        yield s, (None if s.subject in programmes else s.subject, s.object), "partner"
