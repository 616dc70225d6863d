"""Vocabularies as they are recognised in text: SKOS files to a frozen lexicon.

Which labels are read, and what a mention of a member is, stands in the file itself (`mg:entityType` on the
scheme), so that a new vocabulary is a new file.
"""

import hashlib
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import cast, get_args

import pyoxigraph as ox

from kg import assets
from kg.errors import VocabularyError
from kg.iris import DCTERMS, SKOS, Base
from kg.settings import DEFAULT_BASE
from kg.types import EntityType

_Value = ox.Literal | ox.NamedNode
_Values = Mapping[str, Sequence[_Value]]
_NS = f"{DEFAULT_BASE}ns#"
_RECOGNISED = (f"{SKOS}prefLabel", f"{SKOS}altLabel", f"{SKOS}hiddenLabel", f"{_NS}shortLabel")
_CODED = {"sdg", "action_line"}
CURATED = frozenset({"programme", "publication", "event"})
"""Types whose members are open classes: a list of them is a help, not a rule, and can be switched off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """One member of a vocabulary: what it is called and what stands for it in records."""

    iri: str
    """As the file has it, below the default base."""
    type: EntityType
    key: str
    """What `Mention.id` holds: `mg:key`, code of an SDG item or action line, else the last part of the path."""
    name: str
    """English preferred label."""
    labels: tuple[str, ...]
    """All English labels and those without a language, preferred one first."""
    adjectives: tuple[str, ...] = ()
    """Of a place: English adjectives that may stand for it."""
    prefix: str | None = None
    """Of an organ: how the symbols of its documents begin."""
    sources: tuple[str, ...] = ()
    """Documents that the entry was taken from."""


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """All concepts of some vocabulary files, and the hash of those files.

    Compared by identity: indexes and automata are kept per lexicon, and hashing every label would cost more
    than they save.
    """

    concepts: tuple[Concept, ...]
    digest: str

    def find(self, entity_type: str, key: str) -> Concept | None:
        """The concept of that type and key, or none."""
        return _index(self).get((entity_type, key))

    def organ(self, prefix: str) -> Concept | None:
        """The organization whose symbols begin with `prefix`, or none."""
        return _organs(self).get(prefix)

    def names(self, iri: str, base: Base) -> bool:
        """Whether a concept has that IRI under `base`."""
        return iri in _iris(self, base)


@cache
def _iris(lexicon: Lexicon, base: Base) -> frozenset[str]:
    return frozenset(base.rebase(concept.iri) for concept in lexicon.concepts)


@cache
def _index(lexicon: Lexicon) -> dict[tuple[str, str], Concept]:
    return {(concept.type, concept.key): concept for concept in lexicon.concepts}


@cache
def _organs(lexicon: Lexicon) -> dict[str, Concept]:
    return {concept.prefix: concept for concept in lexicon.concepts if concept.prefix}


@cache
def load(*, curated: bool = True, without: frozenset[str] = frozenset()) -> Lexicon:
    """The lexicon of all files in `seeds/vocab`.

    `curated=False` leaves out programmes, publications and events; `without` leaves out curated entries that
    were taken from nothing but those documents.
    """
    paths = _paths()
    concepts = [concept for path in paths for concept in read(path)]
    kept = tuple(c for c in concepts if c.type not in CURATED or (curated and not _only_from(c, without)))
    return Lexicon(kept, digest(curated=curated, without=without))


@cache
def digest(*, curated: bool = True, without: frozenset[str] = frozenset()) -> str:
    """The hash that this lexicon has, without reading it."""
    return _digest(_paths(), str(curated), *sorted(without))


def _paths() -> tuple[Path, ...]:
    return tuple(assets.files("seeds", "vocab/*.ttl"))


def _only_from(concept: Concept, documents: frozenset[str]) -> bool:
    return bool(concept.sources) and set(concept.sources) <= documents


def _digest(paths: Iterable[Path], *more: str) -> str:
    whole = hashlib.sha256()
    for path in paths:
        whole.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    whole.update("\0".join(more).encode())
    return whole.hexdigest()


def read(path: Path) -> tuple[Concept, ...]:
    """The concepts of one file, sorted by IRI; none where its scheme declares no `mg:entityType`.

    Raises `VocabularyError` with file and line where it cannot be parsed.
    """
    values: defaultdict[str, defaultdict[str, list[_Value]]] = defaultdict(lambda: defaultdict(list))
    for triple in parse(path):
        if isinstance(triple.subject, ox.NamedNode) and isinstance(triple.object, ox.Literal | ox.NamedNode):
            values[triple.subject.value][triple.predicate.value].append(triple.object)
    kinds = {
        iri: _kind(about[f"{_NS}entityType"][0].value, path)
        for iri, about in values.items()
        if f"{_NS}entityType" in about
    }
    found: list[Concept] = []
    for iri, about in sorted(values.items()):
        schemes = [node.value for node in about.get(f"{SKOS}inScheme", [])]
        kind = next((kinds[scheme] for scheme in schemes if scheme in kinds), None)
        if kind:
            found += _concepts(iri, kind, about)
    return tuple(found)


def _kind(name: str, path: Path) -> EntityType:
    """The entity type that a scheme declares for its members.

    Raises `VocabularyError` where there is no such type.
    """
    for known in get_args(EntityType):
        if known == name:
            return cast(EntityType, known)
    raise VocabularyError(
        f"there is no entity type {name}",
        where=path.name,
        remedy=f"use one of {', '.join(get_args(EntityType))}",
    )


def labels_in(languages: Container[str], concepts: Iterable[Concept]) -> Iterator[tuple[str, str, str]]:
    """Label, language and key of each of the concepts in other languages than English, from our vocabularies."""
    keys = {concept.iri: concept.key for concept in concepts}
    names = {f"{SKOS}prefLabel", f"{SKOS}altLabel", f"{_NS}shortLabel"}
    for quad in (quad for path in assets.files("seeds", "vocab/*.ttl") for quad in parse(path)):
        key = keys.get(quad.subject.value) if isinstance(quad.subject, ox.NamedNode) else None
        label = quad.object
        if (
            key
            and isinstance(label, ox.Literal)
            and label.language in languages
            and quad.predicate.value in names
        ):
            yield label.value, str(label.language), key


def parse(path: Path) -> list[ox.Quad]:
    """The triples of a Turtle file of ours.

    Raises `VocabularyError` naming file and line.
    """
    try:
        return list(ox.parse(path=path, format=ox.RdfFormat.TURTLE, base_iri=DEFAULT_BASE))
    except SyntaxError as error:
        raise VocabularyError(
            f"the Turtle cannot be read: {error.msg}",
            where=f"{path.name}, line {error.lineno}",
            remedy="mend that line",
        ) from error


def _concepts(iri: str, kind: EntityType, about: _Values) -> Iterator[Concept]:
    """One concept for each key: an indicator that stands below three targets has three codes."""
    labels = tuple(dict.fromkeys(label for name in _RECOGNISED for label in _english(about.get(name, ()))))
    codes = about.get(f"{_NS}key") or (about.get(f"{SKOS}notation") if kind in _CODED else None)
    prefixes = [node.value for node in about.get(f"{_NS}symbolPrefix", ())]
    sources = (node.value for node in about.get(f"{DCTERMS}source", ()) if isinstance(node, ox.Literal))
    shared = Concept(
        iri=iri,
        type=kind,
        key=iri.rsplit("/", 1)[-1],
        name=labels[0] if labels else iri,
        labels=labels,
        adjectives=tuple(_english(about.get(f"{_NS}adjective", ()))),
        prefix=prefixes[0] if prefixes else None,
        sources=tuple(sorted(sources)),
    )
    for code in codes or ():
        yield replace(shared, key=code.value)
    if not codes:
        yield shared


def _english(values: Iterable[_Value]) -> Iterator[str]:
    """Those in English or without a language; other languages are for display."""
    for value in values:
        if isinstance(value, ox.Literal) and value.language in (None, "en"):
            yield value.value
