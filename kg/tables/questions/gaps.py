"""Places without a record: the places of the list that no record on a subject names."""

from collections.abc import Iterator, Mapping
from typing import Any

from kg.iris import GEO, ORG, SCHEMA, SKOS
from kg.tables.ordering import Row
from kg.tables.reading import Said, about

NAME = "gaps"
MARK = "01cf7f29131e684e"
ORDER = "region level- place wider"
_NAMED = """
SELECT DISTINCT 0, thing FROM about WHERE term = 'spatial' AND (
  EXISTS (SELECT 1 FROM statement WHERE statement.text = about.text AND statement.passage = about.passage)
  OR EXISTS (SELECT 1 FROM figure WHERE figure.text = about.text AND figure.passage = about.passage)
)
"""
_WORLD = f"{GEO}001"


def rows(said: Said, given: Mapping[str, Any]) -> Iterator[Row]:
    around = said.around
    broader, levels = around.pairs(f"{SKOS}broader"), _levels(said)
    places = levels.keys() - around.pairs(f"{SCHEMA}validThrough").keys()
    asked = around.below(given.get("area"))
    named = _named(said, given)
    told = named | around.above(named)
    for place in (places if asked is None else places & asked) - told:
        wider = "yes" if (around.above([place]) & named) - {_WORLD} else "no"
        regions = broader.get(place, frozenset()) & levels.keys()
        yield from ((place, levels[place], region, wider) for region in regions)


def _levels(said: Said) -> dict[str, str]:
    """Each place of the list: a Member State, a region that holds others, or another area."""
    around = said.around
    schemes, broader = around.pairs(f"{SKOS}inScheme"), around.pairs(f"{SKOS}broader")
    listed, united = f"{around.base.iri}vocab/places", around.base.id("org/un").value
    places = [place for place, lists in schemes.items() if listed in lists]
    joined = around.pairs(f"{ORG}memberOf")
    above = {region for place in places for region in broader.get(place, ())}
    return {
        place: "member" if united in joined.get(place, ()) else "region" if place in above else "area"
        for place in places
    }


def _named(said: Said, given: Mapping[str, Any]) -> set[str]:
    """The places of passages that a record on the subject rests on."""
    near = about(said, {"topic": given.get("topic")})
    if not near:
        return {place for (_, place) in said.rows(_NAMED)}
    found = (said.statements(*near), said.figures(*near))
    passages = {(record.text, record.passage) for part in found for record in part}
    return {place for text, passage, place in said.abouts("spatial") if (text, passage) in passages}
