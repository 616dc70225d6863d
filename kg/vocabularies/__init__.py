"""Vocabularies that a user adds to a store: read, checked, kept under a name, and taken out again.

Each becomes a graph of its own. Its labels take precedence over ours in the default graph. Defects are told and do
not keep a vocabulary out: published ones have them. Nothing is fetched but the address that was named. What RDF 1.1
cannot say (base directions, triples about triples) is left out and told, so that every tool can read the graph.
"""

import hashlib
from dataclasses import asdict
from pathlib import Path

import pyoxigraph as ox

from kg import fetch, store
from kg.errors import ConfigError, SourceError, VocabularyError
from kg.iris import slug
from kg.types import Finding
from kg.vocabularies.description import Added, described, description
from kg.vocabularies.integrity import clashes, defects_of, left_out, links, preferred
from kg.vocabularies.listing import added, kept, own_files, packaged, triples, undoing
from kg.vocabularies.reading import named, parsed, source_bytes

__all__ = ["Added", "add", "added", "called", "description", "packaged", "remove", "triples", "undoing"]


def add(root: Path, where: str, *, name: str | None = None) -> tuple[Added, tuple[Finding, ...]]:
    """The vocabulary at `where` (path or web address), now kept in the store, and what is wrong with it.

    The same name is replaced. Raises `SourceError`, `LimitError` or `VocabularyError` where it cannot be used.
    """
    name = called(where, name)
    if name in {path.stem for path in own_files()}:
        raise ConfigError(
            f"the name {name} belongs to the package", where=where, remedy="choose another --name"
        )
    quads, dropped = parsed(*source_bytes(where), where)
    stated = named(quads, name)
    lines = sorted(
        set((ox.serialize(stated, format=ox.RdfFormat.N_TRIPLES) or b"").splitlines(keepends=True))
    )
    if not lines:
        raise VocabularyError("it holds no triple", where=where, remedy="check the file")
    about = ox.Store()
    about.bulk_load(b"".join(lines), format=ox.RdfFormat.N_TRIPLES)
    origin = where if fetch.is_address(where) else Path(where).name
    told = described(about, name, sha256=hashlib.sha256(b"".join(lines)).hexdigest(), origin=origin)
    others = {other.name: preferred(triples(root, other.name)) for other in added(root) if other.name != name}
    defects = (*left_out(dropped, name), *defects_of(about, name), *links(stated, name))
    store.keep_vocabulary(root, name, b"".join(lines), asdict(told))
    return told, (*defects, *clashes(preferred(stated), others, name))


def called(where: str, name: str | None = None) -> str:
    """The name under which a path or web address is added."""
    place = where.partition("?")[0].partition("#")[0].rstrip("/") if fetch.is_address(where) else where
    return slug(name or Path(place).stem or "vocabulary")


def remove(root: Path, name: str) -> None:
    """Takes an added vocabulary out of the store.

    Raises `SourceError` where there is none of that name.
    """
    if not kept(root, name) or not store.drop_vocabulary(root, name):
        raise SourceError(f"no vocabulary {name} was added", where=str(root), remedy="see: kg vocab list")
