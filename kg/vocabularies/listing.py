"""Which vocabularies there are: ours, and those that the store keeps; and a way back where adding one fails."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg import assets, store
from kg.settings import DEFAULT_BASE
from kg.vocabularies.description import Added, described


@contextmanager
def undoing(root: Path, name: str) -> Iterator[None]:
    """Where an error leaves it, the vocabulary of that name is in the store as it was before, or not at all."""
    before = kept(root, name)
    raw = store.vocabulary(root, name) if before else b""
    try:
        yield
    except BaseException:
        if before:
            store.keep_vocabulary(root, name, raw, before)
        elif kept(root, name):
            store.drop_vocabulary(root, name)
        raise


def kept(root: Path, name: str) -> dict[str, Any] | None:
    """What the store keeps of the added vocabulary of that name; none where there is none."""
    return next((told for told in store.vocabularies(root) if told["name"] == name), None)


def added(root: Path) -> tuple[Added, ...]:
    """The vocabularies that were added, by name."""
    return tuple(Added(**told) for told in store.vocabularies(root))


def packaged() -> tuple[Added, ...]:
    """Our own vocabularies, in the same form."""
    return tuple(_own(path) for path in own_files())


def own_files() -> tuple[Path, ...]:
    """The files of our own vocabularies and of the ontology."""
    return (*assets.files("seeds", "vocab/*.ttl"), *assets.files("ontology", "*.ttl"))


def _own(path: Path) -> Added:
    about = ox.Store()
    about.bulk_load(path=str(path), format=ox.RdfFormat.TURTLE, base_iri=DEFAULT_BASE)
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    return described(about, path.stem, sha256=sha256, origin="package")


def triples(root: Path, name: str) -> list[ox.Triple]:
    """The triples of an added vocabulary."""
    raw = store.vocabulary(root, name)
    return [quad.triple for quad in ox.parse(raw, format=ox.RdfFormat.N_TRIPLES)]
