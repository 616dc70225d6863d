"""`partOf`: an article is part of the instrument that it is cited from."""

from collections.abc import Iterator, Mapping

from kg.mappers._clauses import claim
from kg.types import Claim, Entity, Reading, Referent, Support

NAME = "part_of"
PREDICATES = ("partOf",)
EXAMPLES = (
    (
        "Articles 10 and 13 of the United Nations Convention against Corruption ask for open books.",
        (
            ("United Nations Convention against Corruption, article 10", "partOf", "XVIII-14"),
            ("United Nations Convention against Corruption, article 13", "partOf", "XVIII-14"),
        ),
    ),
    ("Article 12 of the rules of the house is on keys.", ()),
)


def map_reading(reading: Reading, entities: Mapping[str, Entity]) -> Iterator[Claim]:
    """One claim for each article of the sentence: who reads the sentence knows its instrument."""
    for article in (r for r in reading.referents if r.type == "provision"):
        parent = article.entity.partition("#")[0]
        if parent in entities:
            yield claim(reading, article, "partOf", _whole(reading, parent), mapper=NAME, confidence="0.95")


def _whole(reading: Reading, parent: str) -> Referent:
    """The instrument where the sentence names it; else by what the document says elsewhere."""
    named = next((r for r in reading.referents if r.entity == parent), None)
    return named or Referent(
        entity=parent, type="instrument", begin=0, end=0, support=Support(basis="document")
    )
