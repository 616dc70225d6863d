"""`supplements`: a protocol adds to its convention, by the words that say so."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kg.iris import fold
from kg.mappers._asserting import settled
from kg.mappers._claims import claim
from kg.types import Claim, Entity, Reading, Referent

NAME = "supplements"
PREDICATES = ("supplements",)
EXAMPLES = (
    (
        "The Trafficking in Persons Protocol supplements the Organized Crime Convention.",
        (("Trafficking in Persons Protocol", "supplements", "XVIII-12"),),
    ),
    ("The Organized Crime Convention has more parties than the Trafficking in Persons Protocol.", ()),
)

_CUE = re.compile(
    r"(?: \([^()]*\))?,? (?:(?:which|that|both|each|all)(?: (?:two|three|four|of them))? )?"
    r"(?:(?:is |are |as )?(?:an? )?supplementary(?: [a-z]+)?|supplement(?:s|ing|ed)?)"
    r"(?: to)? (?:the )?"
)
_PROTOCOL = re.compile(r"(?:[\w ]{1,60} )?protocol(?: [\w ]{1,60}?)?? to (?:the )?(?P<whole>.+)\Z")
_AND = re.compile(r"(?: \([^()]*\))?(?:,| and|, and)(?: of)?(?: the)? ")


def map_reading(reading: Reading, entities: Mapping[str, Entity]) -> Iterator[Claim]:
    """One claim for each instrument that stands, alone or in a list, before words that say what it supplements."""
    found = [r for r in reading.referents if r.type == "instrument"]
    if not found:
        return
    for place, whole in enumerate(found[1:], 1):
        cue = _CUE.fullmatch(reading.text[found[place - 1].end : whole.begin])
        if cue and settled(reading, found[place - 1].end, whole.begin):
            yield from (
                claim(reading, part, "supplements", whole, mapper=NAME, confidence="0.85")
                for part in _listed(reading.text, found[:place])
            )
    yield from _by_name(reading, found, entities)


def _by_name(reading: Reading, found: Sequence[Referent], entities: Mapping[str, Entity]) -> Iterator[Claim]:
    """A protocol whose name says to what it is one, where the document names that too."""
    texts = [e for e in entities.values() if e.type == "instrument"]
    for part in found if reading.unit.kind != "furniture" else ():
        called = _PROTOCOL.match(fold(entities[part.entity].name))
        for whole in (t for t in texts if called and t.key != part.entity):
            names = {fold(name) for name in (whole.name, *whole.aliases)}
            if called and any(f"{called['whole']} ".startswith(f"{name} ") for name in names if " " in name):
                named = replace(part, entity=whole.key)
                yield claim(reading, part, "supplements", named, mapper=NAME, confidence="0.85")


def _listed(text: str, before: list[Referent]) -> list[Referent]:
    """The last instrument and those that a list joins to it."""
    first = len(before) - 1
    while first and _AND.fullmatch(text[before[first - 1].end : before[first].begin]):
        first -= 1
    return before[first:]
