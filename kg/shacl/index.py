"""The triples of a shapes graph by subject and predicate."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import BlankNode, NamedNode, Triple

from kg.iris import RDF
from kg.shacl.records import Node, Term, Unsupported

NIL = NamedNode(RDF + "nil")


@dataclass(frozen=True, slots=True)
class Index:
    """Objects by subject and predicate, in the order of the triples."""

    objects: dict[Term, dict[str, list[Term]]]

    def all(self, subject: Term, predicate: str) -> tuple[Term, ...]:
        """Every object, each once."""
        return tuple(dict.fromkeys(self.objects.get(subject, {}).get(predicate, ())))

    def one(self, subject: Term, predicate: str) -> Term | None:
        """The only object, or none.

        Raises `Unsupported` where there are several.
        """
        found = self.all(subject, predicate)
        if len(found) > 1:
            raise Unsupported(f"<{predicate}> has several values")
        return found[0] if found else None

    def predicates(self, subject: Term) -> tuple[str, ...]:
        """The predicates that a node has."""
        return tuple(self.objects.get(subject, {}))

    def having(self, predicate: str) -> Iterator[tuple[Node, Term]]:
        """Subject and object of each triple with the predicate."""
        for subject, found in self.objects.items():
            if isinstance(subject, NamedNode | BlankNode):
                for value in found.get(predicate, ()):
                    yield subject, value

    def is_list(self, term: Term) -> bool:
        """Whether a list begins at the term."""
        return term == NIL or bool(self.all(term, RDF + "first"))

    def members(self, head: Term) -> tuple[Term, ...]:
        """The members of a list.

        Raises `Unsupported` for what is no list, for one that is broken and for one that runs in a circle.
        """
        found: list[Term] = []
        seen: set[Term] = set()
        cell = head
        while cell != NIL:
            first, rest = self.one(cell, RDF + "first"), self.one(cell, RDF + "rest")
            if cell in seen or first is None or rest is None:
                raise Unsupported("a list of it is broken")
            seen.add(cell)
            found.append(first)
            cell = rest
        return tuple(found)


def indexed(triples: Iterable[Triple]) -> Index:
    """The index of some triples."""
    objects: dict[Term, dict[str, list[Term]]] = {}
    for triple in triples:
        objects.setdefault(triple.subject, {}).setdefault(triple.predicate.value, []).append(triple.object)
    return Index(objects)
