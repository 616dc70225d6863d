"""Cases in the form of the W3C's manifests for SHACL: data, shapes and the results that are expected."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlparse

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Store, Triple, parse

from kg.iris import SH
from kg.shacl import Data, Result, compiled, hierarchy, read, run
from kg.shacl.index import Index, indexed
from kg.shacl.paths import path_of
from kg.shacl.records import Term

MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
SHT = "http://www.w3.org/ns/shacl-test#"
Key = tuple[str, ...]
"""Focus node, path, value, component, severity and shape."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One entry of a manifest."""

    name: str
    data: Path
    shapes: Path
    file: Path
    result: Term


def cases(manifest: Path) -> Iterator[Case]:
    """The entries of a manifest and of those that it includes."""
    index = indexed(triples(manifest))
    for _, other in sorted(index.having(MF + "include"), key=str):
        yield from cases(_path(other))
    for _, head in index.having(MF + "entries"):
        for entry in index.members(head):
            action = _sole(index, entry, MF + "action")
            yield Case(
                name=f"{manifest.parent.name}/{manifest.stem}",
                data=_path(_sole(index, action, SHT + "dataGraph")),
                shapes=_path(_sole(index, action, SHT + "shapesGraph")),
                file=manifest,
                result=_sole(index, entry, MF + "result"),
            )


def triples(file: Path) -> list[Triple]:
    """The triples of a Turtle file; its blank nodes have the same names whenever it is read."""
    raw = file.read_bytes()
    found = parse(raw, format=RdfFormat.TURTLE, base_iri=file.resolve().as_uri())
    names: dict[str, BlankNode] = {}

    def named(node: BlankNode) -> BlankNode:
        return names.setdefault(node.value, BlankNode(f"{file.stem.replace('-', '')}{len(names)}"))

    def told(quad: Quad) -> Triple:
        subject, value = quad.subject, quad.object
        return Triple(
            named(subject) if isinstance(subject, BlankNode) else subject,
            quad.predicate,
            named(value) if isinstance(value, BlankNode) else value,
        )

    return [told(quad) for quad in found]


def found(case: Case, *, on_disk: bool = False) -> tuple[set[Key], set[Key]]:
    """What is expected and what the compiled shapes find, with the queries for a store on disk if so told."""
    index = indexed(triples(case.file))
    wanted = {_expected(index, result) for result in index.all(case.result, SH + "result")}
    store = Store()
    store.extend(Quad(t.subject, t.predicate, t.object) for t in triples(case.data))
    data = Data(store=store)
    plan = compiled(read(triples(case.shapes)), hierarchy(data), on_disk=on_disk)
    assert plan.left == (), plan.left
    return wanted, {key(result) for result in run(plan, data)}


def key(result: Result) -> Key:
    """What two results must share to be the same."""
    parts = (result.focus, result.path, result.value, result.component, result.severity, result.shape)
    return tuple(_spelled(part) for part in parts)


def _expected(index: Index, node: Term) -> Key:
    told = {name: index.one(node, SH + name) for name in ("focusNode", "value", "sourceConstraintComponent")}
    path = index.one(node, SH + "resultPath")
    return tuple(
        _spelled(part)
        for part in (
            told["focusNode"],
            None if path is None else path_of(index, path).text,
            told["value"],
            told["sourceConstraintComponent"],
            index.one(node, SH + "resultSeverity"),
            index.one(node, SH + "sourceShape"),
        )
    )


def _spelled(term: Term | str | None) -> str:
    """A term as the store writes it, which keeps one form of each number."""
    if not isinstance(term, Literal):
        return "" if term is None else str(term)
    store, one = Store(), NamedNode("https://example.org/one")
    store.add(Quad(one, one, term))
    return str(next(iter(store)).object)


def _sole(index: Index, node: Term, predicate: str) -> Term:
    term = index.one(node, predicate)
    assert term is not None, f"{node} has no <{predicate}>"
    return term


def _path(term: Term) -> Path:
    assert isinstance(term, NamedNode)
    return Path(unquote(urlparse(term.value).path))
