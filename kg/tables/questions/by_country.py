"""What is reported for a country or region: activities that texts place there, and what is named beside it."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from kg.iris import DCTERMS, SKOS
from kg.tables.counting import inside, year
from kg.tables.ordering import Row
from kg.tables.reading import LIVE, Said, Text

NAME = "by-country"
MARK = "a22ae9fbbef3038c"
ORDER = "basis- document begin topic activity"
_Line = tuple[Row, str]
"""A row without year and count, and a place that it rests on."""


def rows(said: Said, given: Mapping[str, Any]) -> Iterator[Row]:
    areas = said.around.below(given.get("area"))
    counted: dict[Row, set[str]] = defaultdict(set)
    for part in (_named(said), _stated(said, areas)):
        for row, place in part:
            if areas is None or place in areas:
                counted[row].add(place)
    for (basis, topic, activity, document, status, begin, end), places in counted.items():
        for when in {year(period or day) for period, day in said.around.spans(document)}:
            if inside(when, given):
                yield basis, topic, activity, document, when, len(places), status, begin, end


def _named(said: Said) -> Iterator[_Line]:
    around = said.around
    kinds, schemes = around.pairs(said.ns("entityType")), around.pairs(f"{SKOS}inScheme")
    places = around.typed(f"{DCTERMS}Location")
    topics = {
        thing for thing, lists in schemes.items() if any("topic" in kinds.get(one, ()) for one in lists)
    }
    named: dict[tuple[Text, str, str], set[str]] = defaultdict(set)
    for text, document, version, thing in said.mentions(places | topics):
        named[(text, document, version)].add(thing)
    for (_, document, _), things in named.items():
        told: Collection[str | None] = topics & things or (None,)
        for topic in told:
            for place in places & things:
                yield ("named", topic, None, document, None, None, None), place


def _stated(said: Said, areas: frozenset[str] | None) -> Iterator[_Line]:
    fields = said.around.pairs(said.ns("addresses"))
    themes = defaultdict(set)
    for text, passage, topic in said.abouts("subject"):
        themes[(text, passage)].add(topic)
    for s in said.statements(predicate=said.ns("activeIn"), object=areas, last=1):
        if s.state in LIVE:
            told: Collection[str | None] = fields.get(s.subject) or themes.get((s.text, s.passage)) or (None,)
            for field in told:
                yield ("stated", field, s.subject, s.document, s.state, s.begin, s.end), s.object
