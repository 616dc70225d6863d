"""Places without a record: the places of the list that no record on a subject names."""

from collections.abc import Iterator, Mapping
from typing import Any

from kg.iris import GEO, SKOS
from kg.tables.ordering import Row
from kg.tables.reading import Said, about

NAME = "gaps"
MARK = "d5cf77f05e0254c1"
ORDER = "region level- place wider"
_NAMED = """
SELECT DISTINCT 0, thing FROM about WHERE term = 'spatial' AND (
  EXISTS (SELECT 1 FROM statement WHERE statement.text = about.text AND statement.passage = about.passage)
  OR EXISTS (SELECT 1 FROM figure WHERE figure.text = about.text AND figure.passage = about.passage)
)
"""
_WORLD = f"{GEO}001"
_CODE = f"{GEO.rstrip('/')}#iso3code"


def rows(said: Said, given: Mapping[str, Any]) -> Iterator[Row]:
    around = said.around
    broader, codes = around.pairs(f"{SKOS}broader"), around.pairs(_CODE)
    places = _places(said)
    asked = around.below(given.get("area"))
    named = _named(said, given)
    told = named | around.above(named)
    for place in (places if asked is None else places & asked) - told:
        wider = "yes" if (around.above([place]) & named) - {_WORLD} else "no"
        level = "country" if place in codes else "region"
        yield from ((place, level, region, wider) for region in broader.get(place, frozenset()) & places)


def _places(said: Said) -> frozenset[str]:
    listed = f"{said.around.base.iri}vocab/places"
    schemes = said.around.pairs(f"{SKOS}inScheme")
    return frozenset(place for place, lists in schemes.items() if listed in lists)


def _named(said: Said, given: Mapping[str, Any]) -> set[str]:
    """The places of passages that a record on the subject rests on."""
    near = about(said, {"topic": given.get("topic")})
    if not near:
        return {place for (_, place) in said.rows(_NAMED)}
    found = (said.statements(*near), said.figures(*near))
    passages = {(record.text, record.passage) for part in found for record in part}
    return {place for text, passage, place in said.abouts("spatial") if (text, passage) in passages}
