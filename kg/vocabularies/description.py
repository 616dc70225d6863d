"""What is told of a vocabulary: title, licence, where it came from, number of triples."""

from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from kg import fetch
from kg.iris import DCAT, DCTERMS, OWL, RDF, RDFS, SKOS, VOID, Base, literal

_LICENCES = (f"{DCTERMS}license", "http://creativecommons.org/ns#license", "https://schema.org/license")
_TITLES = (f"{DCTERMS}title", "http://purl.org/dc/elements/1.1/title", f"{SKOS}prefLabel", f"{RDFS}label")
_SCHEMES = (f"{OWL}Ontology", f"{SKOS}ConceptScheme", f"{VOID}Dataset")


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """A vocabulary that was added: what the store keeps beside its triples."""

    name: str
    title: str
    licence: str | None
    triples: int
    sha256: str
    """Of the sorted N-Triples."""
    origin: str
    """File name or address that it came from."""


def described(about: ox.Store, name: str, *, sha256: str, origin: str) -> Added:
    """What is told of the vocabulary whose triples are `about`, by itself where it says so."""
    return Added(
        name=name,
        title=_first(about, _TITLES) or name,
        licence=_first(about, _LICENCES),
        triples=len(about),
        sha256=sha256,
        origin=origin,
    )


def description(told: Added, base: Base) -> list[ox.Quad]:
    """What `graph/meta` says of an added vocabulary: title, licence, where it came from, number of triples."""
    whole, graph = base.graph("vocab", told.name), base.graph("meta")
    pairs: list[tuple[str, ox.NamedNode | ox.Literal]] = [
        (f"{RDF}type", ox.NamedNode(f"{VOID}Dataset")),
        (f"{RDF}type", ox.NamedNode(f"{DCAT}Dataset")),
        (f"{DCTERMS}title", literal(told.title)),
        (f"{DCTERMS}source", _address(told.origin) or literal(told.origin)),
        (f"{VOID}triples", literal(told.triples)),
    ]
    if told.licence and (licence := _address(told.licence)):
        pairs.append((f"{DCTERMS}license", licence))
    elif told.licence:
        pairs.append((f"{DCTERMS}rights", literal(told.licence)))
    part = ox.Quad(base.id("dataset"), ox.NamedNode(f"{VOID}subset"), whole, graph)
    return [part, *(ox.Quad(whole, ox.NamedNode(name), value, graph) for name, value in pairs)]


def _address(words: str) -> ox.NamedNode | None:
    """The words as an IRI, where they are a web address that can be written as one."""
    try:
        return ox.NamedNode(words) if fetch.is_address(words) else None
    except ValueError:
        return None


def _first(about: ox.Store, predicates: Iterable[str]) -> str | None:
    """The first value, English first, of the first of some predicates on a scheme, ontology or dataset."""
    for kind in _SCHEMES:
        for quad in sorted(about.quads_for_pattern(None, None, ox.NamedNode(kind)), key=str):
            for predicate in predicates:
                found = [
                    q.object for q in about.quads_for_pattern(quad.subject, ox.NamedNode(predicate), None)
                ]
                ranked = sorted(
                    found, key=lambda o: (getattr(o, "language", None) not in (None, "en"), str(o))
                )
                if ranked and not isinstance(ranked[0], ox.BlankNode | ox.Triple):
                    return ranked[0].value
    return None
