"""What a person has checked: every statement and figure, by the last of its passages."""

from collections.abc import Iterator, Mapping
from typing import Any

from kg.tables.ordering import Row
from kg.tables.reading import Said, about

NAME = "verified"
MARK = "28511529cdf140d1"
ORDER = "document begin relation subject object value"


def rows(said: Said, given: Mapping[str, Any]) -> Iterator[Row]:
    near = about(said, given)
    words: dict[str, str] = {}
    for s in said.statements(*near, last=1):
        relation = words.get(s.predicate) or words.setdefault(s.predicate, _last(s.predicate))
        object_, value = (s.object, None) if s.thing else (None, s.object)
        yield (
            s.state, s.statement, relation, s.subject, object_, value,
            s.document, s.confidence, s.begin, s.end,
        )  # fmt: skip
    for f in said.figures(*near, last=1):
        value = f"{f.verbatim} ({f.unit})"
        yield (
            f.state, f.figure, "figureOf", f.subject, None, value,
            f.document, f.confidence, f.begin, f.end,
        )  # fmt: skip


def _last(predicate: str) -> str:
    return predicate.replace("#", "/").rpartition("/")[2]
