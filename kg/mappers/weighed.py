"""What no rule reads but the weights of many small signs make likely: see `kg/weighing/README.md`.

It speaks only where the rules of the predicate are silent about the same place or Goal in the same sentence.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from kg.mappers import active_in, contributes_to
from kg.mappers._clauses import claim
from kg.mappers._pairs import pairs, signs
from kg.types import Claim, Entity, Reading
from kg.weighing import Pair, Token, features, probability, shipped, tokens

NAME = "weighed"
PREDICATES = ("activeIn", "contributesTo")
EXAMPLES = (
    (
        "The Harbour Lens Programme operates from Ethiopia to Yemen.",
        (("Harbour Lens Programme", "activeIn", "ETH"), ("Harbour Lens Programme", "activeIn", "YEM")),
    ),
    ("The Harbour Lens Programme was not active in Kenya.", ()),
    ("The Harbour Lens Programme might drift towards Goal 14.", ()),
    ("Is the Harbour Lens Programme active in Kenya?", ()),
)

_RULES = {
    "activeIn": active_in.map_reading,
    "contributesTo": contributes_to.map_reading,
}
_SURE = Decimal("0.89")
"""At most: what is 0.90 and more is promised to be right in 95 of 100 cases."""
_ACCEPTED = Decimal("0.60")
"""What a rule is less sure of is no statement by default, and stands in nobody's way."""


def map_reading(reading: Reading, entities: Mapping[str, Entity]) -> Iterator[Claim]:
    """One claim for each pair that is likely enough, as sure as it is likely; none where a rule has spoken."""
    words: tuple[Token, ...] = ()
    for predicate in PREDICATES:
        for pair in pairs(reading, entities, predicate):
            words = words or tokens(reading)
            likely = weigh(reading, pair, words)
            if likely >= shipped()[predicate].threshold and not spoken(
                pair, _RULES[predicate](reading, entities)
            ):
                sure = min(Decimal(f"{likely:.2f}"), _SURE)
                yield claim(reading, pair.subject, predicate, pair.object, mapper=NAME, confidence=str(sure))


def weigh(reading: Reading, pair: Pair, words: tuple[Token, ...]) -> float:
    """How likely the sentence states the pair."""
    told = replace(pair, signs=tuple(signs(reading, pair)))
    return probability(shipped()[pair.predicate], features(told, words))


def spoken(pair: Pair, said: Iterable[Claim]) -> bool:
    """Whether one of the claims that rules make of the sentence gives the pair's object to somebody."""
    known = (c for c in said if c.predicate == pair.predicate and c.confidence >= _ACCEPTED)
    return any(c.object == pair.object.entity for c in known)
