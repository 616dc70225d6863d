"""What the default graph tells of things, as far as questions ask for it; each part is asked of the graph once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property

import pyoxigraph as ox

from kg import query
from kg.iris import DCTERMS, SKOS, Base
from kg.reach import reached
from kg.store import Reader

PART_OF = f"{DCTERMS}isPartOf"
Pairs = Mapping[str, frozenset[str]]
"""The objects of each subject."""
Span = tuple[str | None, str | None]
"""A period that a document is about, and a date that it has."""
_DATES = """
SELECT ?document ?period ?day
WHERE {
  ?document dcterms:hasVersion ?version .
  OPTIONAL { ?document dcterms:temporal ?period }
  OPTIONAL { ?document dcterms:issued ?day }
}
"""


class Around:
    """The default graph of one build."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._pairs: dict[str, Pairs] = {}
        self._turned: dict[str, Pairs] = {}
        self._typed: dict[str, frozenset[str]] = {}
        self.base = Base(reader.base)

    def pairs(self, predicate: str) -> Pairs:
        """What stands in this relation, objects by subject."""
        if predicate not in self._pairs:
            found: dict[str, set[str]] = defaultdict(set)
            for subject, object_ in self._rows(f"SELECT ?a ?b WHERE {{ ?a <{predicate}> ?b }}"):
                found[subject or ""].add(object_ or "")
            self._pairs[predicate] = {subject: frozenset(objects) for subject, objects in found.items()}
        return self._pairs[predicate]

    def typed(self, *types: str) -> frozenset[str]:
        """The things of one of these types."""
        for type_ in types:
            if type_ not in self._typed:
                told = self._rows(f"SELECT ?a WHERE {{ ?a a <{type_}> }}")
                self._typed[type_] = frozenset(row[0] or "" for row in told)
        none: frozenset[str] = frozenset()
        return none.union(*(self._typed[type_] for type_ in types))

    def below(self, thing: str | None, relation: str = f"{SKOS}broader") -> frozenset[str] | None:
        """A thing and all from which the relation leads to it, however often taken; none for none."""
        if thing is None:
            return None
        if relation not in self._turned:
            low: dict[str, set[str]] = defaultdict(set)
            for subject, objects in self.pairs(relation).items():
                for one in objects:
                    low[one].add(subject)
            self._turned[relation] = {thing: frozenset(found) for thing, found in low.items()}
        turned = self._turned[relation]
        return frozenset(reached([thing], lambda one: turned.get(one, ())) | {thing})

    def above(self, things: Iterable[str], relation: str = f"{SKOS}broader") -> set[str]:
        """All that the relation leads to from these things, taken once or more."""
        pairs = self.pairs(relation)
        return reached(things, lambda one: pairs.get(one, ()))

    def addressing(self, topic: str | None) -> frozenset[str] | None:
        """The things that address a topic or one below it; none for none."""
        topics = self.below(topic)
        if topics is None:
            return None
        addressed = self.pairs(self.base.ns("addresses").value)
        return frozenset(thing for thing, told in addressed.items() if not topics.isdisjoint(told))

    def spans(self, document: str) -> tuple[Span, ...]:
        """Each period of a document with each of its dates; none in the place of what it has not."""
        return self._spans.get(document, ((None, None),))

    @cached_property
    def _spans(self) -> Mapping[str, tuple[Span, ...]]:
        found: dict[str, set[Span]] = defaultdict(set)
        for document, period, day in self._rows(_DATES):
            found[document or ""].add((period, day))
        return {document: tuple(spans) for document, spans in found.items()}

    def _rows(self, text: str) -> list[tuple[str | None, ...]]:
        found = query.ask(self._reader, text, where="query")
        assert isinstance(found, ox.QuerySolutions), "our own query is a SELECT"
        return [tuple(None if term is None else str(term.value) for term in row) for row in found]
