"""The kind of a counted thing, by the head noun of its unit: what may be compared with what."""

from collections.abc import Iterator, Mapping
from functools import cache

from pyoxigraph import NamedNode

from kg.graph.hidden import hidden_labels
from kg.iris import Base

_SHARE = "per cent"


def kind(unit: str, base: Base) -> NamedNode | None:
    """The concept of the unit's kind, or none where no noun of it is known.

    The whole phrase says most, then the words before "of", then their last word.
    """
    known = _kinds()
    found = next((known[word] for word in _heads(unit) if word in known), None)
    return NamedNode(base.rebase(found)) if found else None


def _heads(unit: str) -> Iterator[str]:
    if unit.startswith(_SHARE):
        yield "%"
        return
    head = unit.partition(" of ")[0].removesuffix(" daily").partition(" per ")[0]
    yield head
    yield head.rsplit(" ", 1)[-1]
    yield head[-1:]


@cache
def _kinds() -> Mapping[str, str]:
    """Nouns, and signs of money and shares, to the IRI of the kind as the vocabulary has it."""
    return dict(hidden_labels("units"))
