"""Words of a vocabulary of ours that serve to recognise its concepts, and are no names of them."""

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode

from kg import assets
from kg.iris import SKOS
from kg.vocabulary import parse

_HIDDEN = NamedNode(f"{SKOS}hiddenLabel")


def hidden_labels(name: str) -> Iterator[tuple[str, str]]:
    """Each hidden label of the vocabulary `name`, and the IRI of its concept as the file has it."""
    for path in assets.files("seeds", f"vocab/{name}.ttl"):
        for quad in parse(path):
            known = quad.predicate == _HIDDEN
            if known and isinstance(quad.object, Literal) and isinstance(quad.subject, NamedNode):
                yield quad.object.value, quad.subject.value
