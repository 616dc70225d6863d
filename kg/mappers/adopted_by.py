"""`adoptedBy`: which organ a resolution is from, by the words beside it or by its symbol alone."""

import re
from collections.abc import Iterator, Mapping

from kg.mappers._claims import claim
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

_SYMBOL = re.compile(r"[A-Z](?:/(?:[A-Z]|\d+/)|\.|\d|-\d)")
"""Letters of an organ in a symbol: "A/RES/78/226", "WHA76.2"."""


def map_reading(reading: Reading, entities: Mapping[str, Entity]) -> Iterator[Claim]:
    """One claim for each resolution of the sentence whose organ is known."""
    for referent in reading.referents:
        organ = entities[referent.entity].organ
        if organ:
            yield _claim(reading, referent, organ)


def _claim(reading: Reading, resolution: Referent, organ: str) -> Claim:
    """Sure where the sentence names the organ, or prints a symbol that does; a bare number leaves more room."""
    named = [r for r in reading.referents if r.entity == organ]
    if named:
        nearest = min(named, key=lambda r: abs(r.begin - resolution.begin))
        return claim(reading, resolution, "adoptedBy", nearest, mapper=NAME, confidence="0.97")
    by_symbol = Referent(
        entity=organ, type="organization", begin=0, end=0, support=Support(basis="symbol-organ")
    )
    printed = _SYMBOL.search(reading.text, resolution.begin, resolution.end)
    confidence = "0.95" if printed else "0.88"
    return claim(reading, resolution, "adoptedBy", by_symbol, mapper=NAME, confidence=confidence)
