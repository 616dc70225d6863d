"""`adoptedBy`: which organ a resolution is from, by the words beside it or by its symbol alone."""

from collections.abc import Iterator, Mapping

from kg.mappers._clauses import claim
from kg.types import Claim, Entity, Reading, Referent, Support

NAME = "adopted_by"
PREDICATES = ("adoptedBy",)
EXAMPLES = (
    (
        "See Security Council resolution 2322 (2016).",
        (("S/RES/2322(2016)", "adoptedBy", "security-council"),),
    ),
    ("It rests on A/RES/78/226.", (("A/RES/78/226", "adoptedBy", "general-assembly"),)),
)


def map_reading(reading: Reading, entities: Mapping[str, Entity]) -> Iterator[Claim]:
    """One claim for each resolution of the sentence whose organ is known."""
    for referent in reading.referents:
        organ = entities[referent.entity].organ
        if organ:
            yield _claim(reading, referent, organ)


def _claim(reading: Reading, resolution: Referent, organ: str) -> Claim:
    """Sure where the organ is named in the sentence; by the symbol's prefix otherwise."""
    named = [r for r in reading.referents if r.entity == organ]
    if named:
        nearest = min(named, key=lambda r: abs(r.begin - resolution.begin))
        return claim(reading, resolution, "adoptedBy", nearest, mapper=NAME, confidence="0.97")
    by_symbol = Referent(
        entity=organ, type="organization", begin=0, end=0, support=Support(basis="symbol-organ")
    )
    return claim(reading, resolution, "adoptedBy", by_symbol, mapper=NAME, confidence="0.95")
