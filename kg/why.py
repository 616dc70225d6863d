"""Why the graph says something: each statement with its words, where they stand, and how sure it is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox

from kg import symbols
from kg.errors import QueryError
from kg.graph.context import PREDICATES
from kg.iris import DCTERMS, SDG, Base
from kg.query import rows
from kg.questions import produced
from kg.store import Reader

_STATEMENTS = """
SELECT DISTINCT ?statement ?subject ?predicate ?object ?status ?confidence ?mapper%s
WHERE {
  GRAPH ?graph {
    ?statement rdf:subject ?subject ;
               rdf:predicate ?predicate ;
               rdf:object ?object ;
               mg:reviewStatus ?status ;
               mg:confidence ?confidence ;
               mg:mapper ?mapper .
  }
  %s
}
ORDER BY DESC(?confidence) ?statement
"""
_EVIDENCE = """
SELECT ?statement ?document ?sha256 ?begin ?end
WHERE {
  GRAPH ?graph {
    ?statement mg:evidence ?passage .
    ?passage nif:referenceContext ?version ;
             nif:beginIndex ?begin ;
             nif:endIndex ?end .
    ?version mg:sha256 ?sha256 .
    ?document dcterms:hasVersion ?version .
  }
}
ORDER BY ?begin
"""
_LABEL = """
SELECT DISTINCT ?thing ?name
WHERE {
  ?thing skos:prefLabel|skos:altLabel|mg:shortLabel ?label .
  FILTER(LCASE(STR(?label)) = ?name)
}
ORDER BY ?thing
"""
_CODE = re.compile(r"(?:1[0-7]|[1-9])(?:\.(?:\d{1,2}|[a-d])(?:\.\d{1,2})?)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One passage that a statement rests on; `quotation` is the stored text between the offsets.

    `document` is the IRI of the document, `version` the first 12 hex digits of the hash of its text.
    """

    document: str
    version: str
    begin: int
    end: int
    quotation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Supported:
    """One statement and what supports it."""

    iri: str
    subject: str
    predicate: str
    object: str
    status: str
    confidence: float
    mapper: str
    evidence: tuple[Evidence, ...]


def why(reader: Reader, words: Sequence[str]) -> tuple[Supported, ...]:
    """The statements that are meant: by IRI, about one entity, or saying SUBJECT PREDICATE OBJECT.

    A word is an IRI, a prefixed name, a symbol, an SDG code or a label.

    Raises `QueryError` for anything else.
    """
    terms = [term(reader, word) for word in words]
    if len(terms) == 3:
        names = dict(zip(("subject", "predicate", "object"), terms, strict=True))
        found = rows(reader, _STATEMENTS % ("", ""), **names)
    elif len(terms) == 1 and (Base(reader.base).path(terms[0].value) or "").startswith("st/"):
        found = rows(reader, _STATEMENTS % ("", ""), statement=terms[0])
    elif len(terms) == 1:
        either = "FILTER(?subject = ?thing || ?object = ?thing)"
        found = rows(reader, _STATEMENTS % (" ?thing", either), thing=terms[0])
    else:
        raise QueryError(
            "one IRI or three terms are needed", where="kg why", remedy="give SUBJECT PREDICATE OBJECT"
        )
    return tuple(_supported(reader, row) for row in found)


def _supported(reader: Reader, row: dict[str, Any]) -> Supported:
    return Supported(
        iri=row["statement"].value,
        subject=row["subject"].value,
        predicate=row["predicate"].value,
        object=row["object"].value,
        status=row["status"].value.rpartition("#")[2],
        confidence=float(row["confidence"].value),
        mapper=row["mapper"].value,
        evidence=tuple(
            _evidence(reader, found) for found in rows(reader, _EVIDENCE, statement=row["statement"])
        ),
    )


def _evidence(reader: Reader, row: dict[str, Any]) -> Evidence:
    begin, end = int(row["begin"].value), int(row["end"].value)
    return Evidence(
        document=row["document"].value,
        version=row["sha256"].value[:12],
        begin=begin,
        end=end,
        quotation=reader.text(row["sha256"].value)[begin:end],
    )


def term(reader: Reader, word: str) -> ox.NamedNode:
    """The IRI that a word of the command line means.

    Raises `QueryError` where nothing, or more than one thing, is called so.
    """
    base = Base(reader.base)
    bare = word.strip().strip("<>")
    prefix, colon, local = bare.partition(":")
    if bare.startswith(("http://", "https://")):
        return _current(reader, _node(base.rebase(bare), word))
    if colon and prefix in base.prefixes and " " not in bare:
        return _node(base.prefixes[prefix] + local, word)
    if predicate := _predicate(bare, base):
        return predicate
    if _CODE.fullmatch(bare):
        return _sdg(reader, bare)
    found = symbols.parse(bare) if "/" in bare else ()
    if len(found) == 1:
        return base.id(f"doc/{found[0].slug}")
    return _labelled(reader, bare)


def _predicate(word: str, base: Base) -> ox.NamedNode | None:
    """The predicate so called: one that a mapper makes, or any of ours with a capital inside its name."""
    if word in PREDICATES:
        return ox.NamedNode(PREDICATES[word])
    named = re.fullmatch(r"[a-z]+[A-Z]\w*", word) or word in produced()
    return base.ns(word) if named else None


def _current(reader: Reader, node: ox.NamedNode) -> ox.NamedNode:
    """The thing itself, or what a merge put in its place."""
    replaced = ox.NamedNode(f"{DCTERMS}isReplacedBy")
    found = (quad.object for quad in reader.store.quads_for_pattern(node, replaced, None))
    return next((other for other in found if isinstance(other, ox.NamedNode)), node)


def _sdg(reader: Reader, code: str) -> ox.NamedNode:
    """The item's own IRI, or ours where the store knows it by no other."""
    own, ours = ox.NamedNode(SDG + code), Base(reader.base).id(f"sdg/{code}")
    known = (node for node in (own, ours) if any(reader.store.quads_for_pattern(node, None, None)))
    return next(known, own)


def _node(iri: str, word: str) -> ox.NamedNode:
    try:
        return ox.NamedNode(iri)
    except ValueError as error:
        raise QueryError(
            f"{word!r} is no IRI", where="kg why", remedy="write it without blanks and quotes"
        ) from error


def _labelled(reader: Reader, name: str) -> ox.NamedNode:
    things = [row["thing"] for row in rows(reader, _LABEL, name=ox.Literal(name.lower()))]
    if len(things) == 1 and isinstance(things[0], ox.NamedNode):
        return things[0]
    listed = f": {', '.join(thing.value for thing in things)}" if things else ""
    raise QueryError(
        f"{len(things) or 'no'} things are called {name!r}{listed}", where="kg why", remedy="give the IRI"
    )


def known(reader: Reader, iri: str) -> bool:
    """Whether the store says anything of a thing or names it."""
    node = ox.NamedNode(Base(reader.base).rebase(iri))
    patterns = ((node, None), (None, node))
    return any(next(iter(reader.store.quads_for_pattern(s, None, o)), None) for s, o in patterns)
