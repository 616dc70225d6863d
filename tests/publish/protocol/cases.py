"""Protocol tests in the form of the W3C's manifest: requests in the HTTP vocabulary, and what must be answered."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse

from kg.iris import RDF, RDFS

MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
HT = "http://www.w3.org/2011/http#"
CNT = "http://www.w3.org/2011/content#"
UT = "http://www.w3.org/2009/sparql/tests/test-update#"
FORMATS = {
    "boolean": ("application/sparql-results+json", "application/sparql-results+xml"),
    "tabular": (
        "application/sparql-results+json",
        "application/sparql-results+xml",
        "text/csv",
        "text/tab-separated-values",
    ),
    "RDF": ("text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"),
}
"""Media types that a manifest means by a word."""
Node = Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One request, and what its answer must be."""

    method: str
    path: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    statuses: tuple[str, ...]
    """Classes of status codes, such as "2"."""
    format: str | None
    truth: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One entry of a manifest: its requests, one after the other."""

    name: str
    calls: tuple[Call, ...]

    @property
    def is_update(self) -> bool:
        return "update" in self.name


def cases(manifest: Path) -> tuple[Case, ...]:
    """The entries of a manifest."""
    store = _read(manifest)
    head = next(store.quads_for_pattern(None, NamedNode(f"{MF}entries"), None)).object
    return tuple(_case(store, entry) for entry in _members(store, head))


def data(manifest: Path) -> bytes:
    """The graphs that the manifest's tests ask, as N-Quads."""
    store = _read(manifest)
    quads: set[str] = set()
    for quad in store.quads_for_pattern(None, NamedNode(f"{UT}graphData"), None):
        name = NamedNode(_text(store, quad.object, f"{RDFS}label"))
        file = _value(store, quad.object, f"{UT}graph")
        path = manifest.parent / str(file.value).rpartition("/")[2]
        quads |= {
            f"{Quad(found.subject, found.predicate, found.object, name)} .\n"
            for found in parse(path.read_bytes(), format=RdfFormat.N_TRIPLES)
        }
    return "".join(sorted(quads)).encode()


def _read(manifest: Path) -> Store:
    store = Store()
    base = manifest.resolve().as_uri()
    store.extend(parse(manifest.read_bytes(), format=RdfFormat.TURTLE, base_iri=base))
    return store


def _case(store: Store, entry: Node) -> Case:
    action = _value(store, entry, f"{MF}action")
    requests = _members(store, _value(store, action, f"{HT}requests"))
    name = entry.value.rpartition("#")[2]
    return Case(name=name, calls=tuple(_call(store, request) for request in requests))


def _call(store: Store, request: Node) -> Call:
    answer = _value(store, request, f"{HT}resp")
    statuses = store.quads_for_pattern(answer, NamedNode(f"{MF}expectedStatus"), None)
    truth = _maybe(store, answer, f"{MF}expectedBoolean")
    return Call(
        method=_text(store, request, f"{HT}methodName"),
        path=_text(store, request, f"{HT}absolutePath"),
        headers=tuple(_headers(store, request)),
        body=_body(store, request),
        statuses=tuple(sorted(str(q.object).partition("StatusCode")[2][:1] for q in statuses)),
        format=_maybe(store, answer, f"{MF}expectedFormat"),
        truth=None if truth is None else truth == "true",
    )


def _headers(store: Store, request: Node) -> Iterator[tuple[str, str]]:
    for found in store.quads_for_pattern(request, NamedNode(f"{HT}headers"), None):
        for header in _members(store, found.object):
            yield _text(store, header, f"{HT}fieldName"), _text(store, header, f"{HT}fieldValue")


def _body(store: Store, request: Node) -> bytes:
    for found in store.quads_for_pattern(request, NamedNode(f"{HT}body"), None):
        charset = _text(store, found.object, f"{CNT}characterEncoding")
        return _text(store, found.object, f"{CNT}chars").encode(charset)
    return b""


def _members(store: Store, head: Node) -> Iterator[Node]:
    while head.value != f"{RDF}nil":
        yield _value(store, head, f"{RDF}first")
        head = _value(store, head, f"{RDF}rest")


def _value(store: Store, subject: Node, predicate: str) -> Node:
    return next(store.quads_for_pattern(subject, NamedNode(predicate), None)).object


def _text(store: Store, subject: Node, predicate: str) -> str:
    found = _maybe(store, subject, predicate)
    assert found is not None, (subject, predicate)
    return found


def _maybe(store: Store, subject: Node, predicate: str) -> str | None:
    found = next(store.quads_for_pattern(subject, NamedNode(predicate), None), None)
    return None if found is None else str(cast("Literal", found.object).value)
