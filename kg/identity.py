"""Which IRI each entity of each document has, over all documents of a build.

Canonical identifiers first (symbol, code, vocabulary), then decisions, then folded names with type; anything
weaker never joins two things. Slugs come from the documents and the decisions alone, so that the order of
documents, or building them one by one, changes nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.decisions import Decisions
from kg.iris import Base, digest, fold, kind
from kg.iris import slug as slugify
from kg.symbols import slug as symbol_slug
from kg.types import Entity, EntityType
from kg.vocabulary import Lexicon


@dataclass(frozen=True, slots=True)
class Form:
    """How a document names a thing that no symbol, code or vocabulary identifies."""

    type: EntityType
    name: str
    aliases: tuple[str, ...] = ()

    @property
    def folded(self) -> frozenset[str]:
        """All its names as names are compared: two forms of a type that share one stand for one thing."""
        return frozenset(fold(name) for name in (self.name, *self.aliases))


def form(entity: Entity) -> Form:
    """The names that the entity has in its document."""
    return Form(entity.type, entity.name, entity.aliases)


def canonical(entity: Entity, others: Iterable[Entity], lexicon: Lexicon, base: Base) -> str | None:
    """The IRI that symbol, code or vocabulary give, or none for a name that stands for itself."""
    if entity.id is None:
        return None
    if known := lexicon.find(entity.type, entity.id):
        return base.rebase(known.iri)
    match entity.type:
        case "resolution" | "document":
            return base.id(f"doc/{symbol_slug(entity.id)}").value
        case "sdg":
            return base.id(f"sdg/{entity.id}").value
        case "provision":
            return base.id(f"provision/{_provision(entity.id, others, lexicon, base)}").value
        case _:
            return base.id(f"{kind(entity.type)}/{entity.id}").value


def _provision(identifier: str, others: Iterable[Entity], lexicon: Lexicon, base: Base) -> str:
    """`{parent}/{art8.4}` for `parent#art8(4)`."""
    parent, _, part = identifier.partition("#")
    holder = next((other for other in others if other.key == parent), None)
    iri = canonical(holder, (), lexicon, base) if holder else None
    name = iri.rsplit("/", 1)[-1] if iri else slugify(parent)
    return f"{name}/{part.replace('(', '.').replace(')', '')}"


def grouped(forms: Iterable[Form]) -> list[tuple[Form, ...]]:
    """The forms that stand for one thing, of each thing: those that share a folded name and a type, however far."""
    groups = _Groups()
    listed = list(forms)
    for found in listed:
        groups.join([found, *((found.type, name) for name in found.folded)])
    things: defaultdict[object, list[Form]] = defaultdict(list)
    for found in listed:
        things[groups.root(found)].append(found)
    return [tuple(thing) for thing in things.values()]


def path(thing: Iterable[Form]) -> str:
    """What a thing is called below `id/` where no other thing is called so: kind and slug of its fullest name."""
    kinds, fullest = _fullest(thing)
    return f"{kind(kinds)}/{slugify(fullest)}"


def _fullest(thing: Iterable[Form]) -> tuple[EntityType, str]:
    best = max(thing, key=lambda found: (len(found.name), found.name))
    return best.type, best.name


def names(things: Iterable[Sequence[Form]], decisions: Decisions, base: Base) -> dict[Form, str]:
    """One IRI for each thing; two things with one slug are told apart by a hash of kind and folded name.

    Whoever else has the path of one of `things` must be among them.
    """
    taken: defaultdict[str, list[Sequence[Form]]] = defaultdict(list)
    for thing in things:
        taken[path(thing)].append(thing)
    given = set(decisions.frozen.values())  # a frozen IRI is nobody else's, present or not
    iris: dict[Form, str] = {}
    for place, alike in taken.items():
        alone = len(alike) == 1 and base.id(place).value not in given
        for thing in alike:
            iri = _frozen(thing, decisions) or base.id(place if alone else _apart(place, thing)).value
            iris |= dict.fromkeys(thing, iri)
    return iris


def _frozen(thing: Iterable[Form], decisions: Decisions) -> str | None:
    names = {(found.type, name) for found in thing for name in found.folded}
    return min((decisions.frozen[name] for name in names if name in decisions.frozen), default=None)


def _apart(place: str, thing: Iterable[Form]) -> str:
    kinds, fullest = _fullest(thing)
    return f"{place}-{digest(kinds, fold(fullest), size=8)}"


class _Groups:
    """Disjoint sets (union by path halving), for names that stand for one thing."""

    def __init__(self) -> None:
        self._up: dict[object, object] = {}

    def root(self, item: object) -> object:
        self._up.setdefault(item, item)
        while self._up[item] != item:
            self._up[item] = self._up[self._up[item]]
            item = self._up[item]
        return item

    def join(self, items: list[object]) -> None:
        first = self.root(items[0])
        for item in items[1:]:
            self._up[self.root(item)] = first
