"""Which IRI each entity of each document has, over all documents of a build.

Canonical identifiers first (symbol, code, vocabulary), then decisions, then folded names with type; anything
weaker never joins two things. Slugs come from the documents and the decisions alone, so that the order of
documents, or building them one by one, changes nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from kg.decisions import Decisions
from kg.iris import Base, digest, fold, kind
from kg.iris import slug as slugify
from kg.symbols import slug as symbol_slug
from kg.types import Entity, Extraction, Identities
from kg.vocabulary import Lexicon


def identify(
    extractions: Iterable[Extraction], lexicon: Lexicon, decisions: Decisions, base: Base
) -> Identities:
    """The IRI of every entity of `extractions`."""
    documents = sorted(extractions, key=lambda extraction: extraction.document.sha256)
    own = {
        (extraction.document.version, entity.key): canonical(entity, extraction.entities, lexicon, base)
        for extraction in documents
        for entity in extraction.entities
    }
    named = [
        (extraction.document.version, entity)
        for extraction in documents
        for entity in extraction.entities
        if own[extraction.document.version, entity.key] is None
    ]
    by_name = _by_name(named, decisions, base)
    whole = {place: iri or by_name[place] for place, iri in own.items()}
    return Identities(
        iris={place: decisions.merged.get(iri, iri) for place, iri in whole.items()},
        replaced={old: new for old, new in decisions.merged.items() if old in set(whole.values())},
    )


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


def _by_name(
    named: Iterable[tuple[str, Entity]], decisions: Decisions, base: Base
) -> dict[tuple[str, str], str]:
    """IRIs of entities without an identifier: one for all that share a folded name and a type."""
    groups = _Groups()
    listed = list(named)
    for version, entity in listed:
        names = [(entity.type, fold(name)) for name in (entity.name, *entity.aliases)]
        groups.join([(version, entity.key), *names])
    fullest: dict[object, str] = {}
    kinds: dict[object, str] = {}
    folded: defaultdict[object, set[str]] = defaultdict(set)
    for version, entity in listed:
        root = groups.root((version, entity.key))
        kinds[root] = entity.type
        folded[root] |= {fold(name) for name in (entity.name, *entity.aliases)}
        fullest[root] = max(fullest.get(root, ""), entity.name, key=lambda n: (len(n), n))
    iris = _slugs(fullest, kinds, folded, decisions, base)
    return {(version, entity.key): iris[groups.root((version, entity.key))] for version, entity in listed}


def _slugs(
    fullest: Mapping[object, str],
    kinds: Mapping[object, str],
    folded: Mapping[object, set[str]],
    decisions: Decisions,
    base: Base,
) -> dict[object, str]:
    """One IRI for each group; two groups with one slug are told apart by a hash of kind and folded name."""
    taken: defaultdict[str, list[object]] = defaultdict(list)
    for root in fullest:
        taken[f"{kind(kinds[root])}/{slugify(fullest[root])}"].append(root)
    iris: dict[object, str] = {}
    given = set(decisions.frozen.values())  # a frozen IRI is nobody else's, present or not
    for path, roots in taken.items():
        for root in roots:
            frozen = {
                decisions.frozen[k] for name in folded[root] if (k := (kinds[root], name)) in decisions.frozen
            }
            alone = len(roots) == 1 and base.id(path).value not in given
            own = path if alone else f"{path}-{digest(kinds[root], fold(fullest[root]), size=8)}"
            iris[root] = min(frozen) if frozen else base.id(own).value
    return iris


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
