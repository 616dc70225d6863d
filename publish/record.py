"""What the store says about one thing: its own triples, what points to it, and names for all that is named.

A handful of queries, however much points to the thing: one for its triples, one more where blank nodes belong to
them, one for a page of incoming links, one for all names.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import pyoxigraph as ox
from pyoxigraph import BlankNode, NamedNode, Triple

from kg import assets
from kg.iris import DCTERMS, RDF, RDFS, SKOS, Base
from kg.settings import DEFAULT_BASE
from kg.store import Reader

PAGE = 50
"""Incoming links that are told at a time."""
_NAMES = 5_000
"""Things that are named at most; beyond, their addresses have to do."""
# The provenance of statements, and what the build says of itself, are no part of the default graph.
_OWN = """SELECT ?thing ?g ?p ?o WHERE {{
  {{ ?thing ?p ?o }}
  UNION
  {{ GRAPH ?g {{ ?thing ?p ?o }} FILTER({told} || STR(?g) = "{base}graph/meta") }}
}}"""
_PARTS = """SELECT ?thing ?s ?p ?o WHERE {
  { ?thing ?a ?s . FILTER(isBlank(?s)) ?s ?p ?o }
  UNION { ?thing ?a ?x . FILTER(isBlank(?x)) ?x ?b ?s . FILTER(isBlank(?s)) ?s ?p ?o }
  UNION {
    ?thing ?a ?x . FILTER(isBlank(?x)) ?x ?b ?y . FILTER(isBlank(?y)) ?y ?c ?s . FILTER(isBlank(?s)) ?s ?p ?o
  }
}"""
# No order: the index has one that does not change within a build, and sorting would cost more than all the rest.
_INCOMING = """SELECT ?thing ?s ?p WHERE {{
  {pattern}
  FILTER(isIRI(?s){without})
}} OFFSET {offset} LIMIT {limit}"""
_PLAIN = "?s ?p ?thing ."
_PROVENANCE = "GRAPH ?g {{ ?s ?p ?thing }} FILTER({told})"
_META = "GRAPH <{base}graph/meta> {{ ?s ?p ?thing }}"
_TOLD = 'STRSTARTS(STR(?g), "{base}graph/prov/")'
_USED = "SELECT ?thing ?s WHERE { { ?s ?thing ?o } UNION { GRAPH ?g { ?s ?thing ?o } } } LIMIT 1"
# The properties in a filter: as further values they would be joined first, fifty times slower.
_LABELS = """SELECT ?thing ?p ?name WHERE {{
  VALUES ?thing {{ {things} }}
  ?thing ?p ?name
  FILTER(?p IN (<{skos}prefLabel>, <{ns}shortLabel>, <{rdfs}label>, <{skos}notation>))
}}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One thing: `own` triples, `incoming` ones on this page, `names` of what they speak of.

    Incoming links are those of the default graph; for what stands in provenance alone, those of provenance.
    """

    iri: str
    own: tuple[Triple, ...]
    incoming: tuple[Triple, ...]
    names: tuple[Triple, ...]
    page: int
    """Page of incoming links, from 1."""
    more: bool
    """Whether a further page follows."""

    @property
    def triples(self) -> tuple[Triple, ...]:
        """All of it, the thing itself first, each triple once."""
        return tuple(dict.fromkeys((*self.own, *self.incoming, *self.names)))


def record(reader: Reader, iri: str, page: int = 1) -> Record | None:
    """The record of an IRI; none where the store does not know it, or has no such page."""
    found = bare(reader, iri, page)
    if found is None:
        return None
    said = tuple(_names(reader, [*found.own, *found.incoming], Base(reader.base)))
    return replace(found, names=said)


def bare(reader: Reader, iri: str, page: int = 1, without: Sequence[NamedNode] = ()) -> Record | None:
    """The record without the names of what it speaks of, and without incoming links by some properties.

    Those links are told where nothing else is known of the thing.
    """
    try:
        thing = NamedNode(iri)
    except ValueError:
        return None
    base = Base(reader.base)
    own, hidden = _own(reader, thing, base)
    incoming = _incoming(reader, thing, base, page, _PROVENANCE if hidden else _PLAIN, without)
    if not (own or incoming):
        if without:
            return bare(reader, iri, page)
        incoming = _incoming(reader, thing, base, page, _META, ())
    if not (own or incoming):
        return _term(reader, thing) if page == 1 else None
    if page > 1 and not incoming:
        return None
    return Record(
        iri=iri,
        own=tuple(own),
        incoming=tuple(incoming[:PAGE]),
        names=(),
        page=page,
        more=len(incoming) > PAGE,
    )


def _term(reader: Reader, thing: NamedNode) -> Record | None:
    """What the files of the installation say of a term, on one page; that it is a property, where data use it so."""
    files = _installed(reader.base)
    said = [triple for triples in files.values() for triple in triples]
    used = any(t.predicate == thing for t in said)
    own = [t for t in said if t.subject == thing and not isinstance(t.object, BlankNode)]
    incoming = [t for t in said if t.object == thing and isinstance(t.subject, NamedNode)]
    if not (own or incoming):
        # Only parts without a name speak of it: whoever follows the link finds them in the whole file.
        references = NamedNode(f"{DCTERMS}references")
        incoming = [
            Triple(NamedNode(reader.base + name), references, thing)
            for name, triples in files.items()
            if any(t.object == thing for t in triples)
        ]
    if used or (not (own or incoming) and any(True for _ in _rows(reader, _USED, thing=thing))):
        own.append(Triple(thing, NamedNode(f"{RDF}type"), NamedNode(f"{RDF}Property")))
    if not (own or incoming):
        return None
    return Record(
        iri=thing.value,
        own=tuple(sorted(set(own), key=str)),
        incoming=tuple(sorted(set(incoming), key=str)),
        names=(),
        page=1,
        more=False,
    )


def _own(reader: Reader, thing: NamedNode, base: Base) -> tuple[list[Triple], bool]:
    """The triples about the thing, and whether all of them are provenance, outside the default graph."""
    rows = list(_rows(reader, _OWN.format(told=_TOLD.format(base=base.iri), base=base.iri), thing=thing))
    own = {Triple(thing, row["p"], row["o"]) for row in rows}
    if any(isinstance(triple.object, BlankNode) for triple in own):
        own |= {Triple(row["s"], row["p"], row["o"]) for row in _rows(reader, _PARTS, thing=thing)}
    order = sorted(own, key=lambda t: (t.subject != thing, str(t.subject), str(t.predicate), str(t.object)))
    return order, bool(rows) and all(row["g"] is not None for row in rows)


def _incoming(
    reader: Reader, thing: NamedNode, base: Base, page: int, pattern: str, without: Sequence[NamedNode]
) -> list[Triple]:
    """The links of the page, and one more where a further page follows."""
    text = _INCOMING.format(
        pattern=pattern.format(told=_TOLD.format(base=base.iri), base=base.iri),
        without="".join(f" && ?p != {one}" for one in without),
        offset=(page - 1) * PAGE,
        limit=PAGE + 1,
    )
    return [Triple(row["s"], row["p"], thing) for row in _rows(reader, text, thing=thing)]


def _names(reader: Reader, triples: Iterable[Triple], base: Base) -> Iterator[Triple]:
    """Names of everything that the triples speak of, those of terms from the ontology included."""
    said = [term for t in triples for term in (t.subject, t.predicate, t.object)]
    things = list(dict.fromkeys(term for term in said if isinstance(term, NamedNode)))[:_NAMES]
    if not things:
        return
    text = _LABELS.format(things=" ".join(map(str, things)), skos=SKOS, rdfs=RDFS, ns=base.ns("").value)
    found = [Triple(row["thing"], row["p"], row["name"]) for row in _rows(reader, text)]
    terms = _terms(base.iri)
    yield from sorted({*found, *(t for thing in things for t in terms.get(thing.value, ()))}, key=str)


@cache  # files of the installation do not change while a process runs
def _terms(base: str) -> dict[str, tuple[Triple, ...]]:
    """The labels of the ontology, by term."""
    found: dict[str, list[Triple]] = {}
    for path in assets.files("ontology", "mandategraph.ttl"):
        for quad in ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE):
            if quad.predicate == NamedNode(f"{RDFS}label") and isinstance(quad.subject, NamedNode):
                term = NamedNode(Base(base).rebase(quad.subject.value))
                found.setdefault(term.value, []).append(Triple(term, quad.predicate, quad.object))
    return {term: tuple(labels) for term, labels in found.items()}


@cache  # as above
def _installed(base: str) -> Mapping[str, tuple[Triple, ...]]:
    """The triples of the ontology with its alignment, and of the shapes, by the address of each below the base."""
    texts = {
        name: [
            path.read_text(encoding="utf-8").replace(DEFAULT_BASE, base)
            for path in assets.files(folder, "**/*.ttl")
        ]
        for name, folder in (("ns", "ontology"), ("shapes", "shapes"))
    }
    return {
        name: tuple(quad.triple for text in told for quad in ox.parse(text, format=ox.RdfFormat.TURTLE))
        for name, told in texts.items()
    }


def _rows(reader: Reader, text: str, **terms: NamedNode) -> Iterator[Any]:
    bound: dict[ox.Variable, Any] = {ox.Variable(name): term for name, term in terms.items()}
    found = reader.store.query(text, substitutions=bound)
    assert isinstance(found, ox.QuerySolutions)
    return iter(found)
