"""Entities of one build that may be one: pairs whose names are suspiciously alike."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations
from pathlib import Path

from kg.inspection.named import named
from kg.iris import fold
from kg.store import open_reader

_BLOCK = 60
"""A word that more entities share tells nothing."""
_LIKENESS = 0.92
_LINKS = frozenset({"and", "of", "for", "the", "on", "in", "to", "against", "with"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two entities of one build that may be one, and why."""

    first: str
    """IRI, as `second`."""
    second: str
    names: tuple[str, str]
    reason: str


def duplicates(root: Path) -> tuple[Pair, ...]:
    """Pairs of entities whose names are suspiciously alike, sorted; nothing is merged.

    Only pairs that share a word, or the letters that the words begin with, are compared.

    Raises `StoreError` where there is no store.
    """
    entities = named(open_reader(root))
    names = {iri: entity.names for iri, entity in entities.items() if entity.kind != "place"}
    return tuple(sorted(_pairs(names), key=lambda pair: (pair.first, pair.second)))


def _pairs(names: Mapping[str, frozenset[str]]) -> Iterator[Pair]:
    blocks: defaultdict[str, set[str]] = defaultdict(set)
    for iri, called in names.items():
        for name in called:
            words = fold(name).split()
            for block in {*(w for w in words if len(w) > 3), "".join(w[0] for w in words), "".join(words)}:
                blocks[block].add(iri)
    seen = {
        pair for block in blocks.values() if len(block) <= _BLOCK for pair in combinations(sorted(block), 2)
    }
    for first, second in seen:
        found = (
            (one, other, _alike(one, other))
            for one in sorted(names[first])
            for other in sorted(names[second])
        )
        if hit := next(((one, other, why) for one, other, why in found if why), None):
            yield Pair(first=first, second=second, names=hit[:2], reason=hit[2])


def _alike(one: str, other: str) -> str:
    """Why two names look like one thing's, or nothing."""
    first, second = fold(one).split(), fold(other).split()
    if first == second:
        return "the same name"
    if sorted(first) == sorted(second):
        return "same words in another order"
    if "".join(first) == "".join(second):
        return "same letters, other blanks or hyphens"
    for short, long in ((first, second), (second, first)):
        whole = [word for word in long if word not in _LINKS]
        if len(short) == 1 and len(short[0]) > 2 and short[0] == "".join(word[0] for word in whole):
            return "one is the initials of the other"
    if min(len(first), len(second)) > 1 and SequenceMatcher(None, one, other).ratio() >= _LIKENESS:
        return "spelled almost alike"
    return ""
