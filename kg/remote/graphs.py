"""The graphs of a service, which answer like the engine on disk: the same calls, the same kinds of results."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import IO, Any, BinaryIO, cast

import pyoxigraph as ox

from kg.errors import StoreError
from kg.remote import rewriting
from kg.remote.client import JSON, NTRIPLES, Client, standard
from kg.remote.state import FILES, STATE, hashes

_Term = ox.NamedNode | ox.BlankNode | ox.Literal
_ALL = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
_JSON = ox.QueryResultsFormat.JSON


class Graphs:
    """Stands for an `ox.Store` that may be read. Every call asks the service.

    Beside what the engine raises, every method raises `StoreError` and `LimitError` as `Client` does.
    """

    def __init__(self, client: Client, quads: int = 0) -> None:
        self._client = client
        self._quads = quads

    def __len__(self) -> int:
        return self._quads

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset(hashes(self._client)) - {""}

    @property
    def _hidden(self) -> list[str]:
        own = self._client.endpoint.default
        return [STATE, FILES, *([own] if own else [])]

    @property
    def _below(self) -> str:
        """What the names of our graphs begin with, where the service has others too."""
        return (self._client.endpoint.default or "").rpartition("/")[0]

    def query(
        self,
        query: str,
        *,
        base_iri: str | None = None,
        prefixes: Mapping[str, str] | None = None,
        substitutions: Mapping[ox.Variable, Any] | None = None,
        default_graph: Sequence[ox.NamedNode] = (),
        named_graphs: Sequence[ox.NamedNode] = (),
    ) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        """The answer of the service, as the engine would give it.

        Raises `SyntaxError` with the engine's words where the query cannot be read; the service never sees it.
        """
        kind = ox.Store().query(
            query, base_iri=base_iri, prefixes=dict(prefixes or {}), substitutions=dict(substitutions or {})
        )
        terms = {variable.value: str(term) for variable, term in (substitutions or {}).items()}
        text = rewriting.bound(rewriting.declared(query, prefixes or {}), terms)
        text = rewriting.without(text, self._hidden, below=self._below)
        default, named = ([graph.value for graph in graphs] for graphs in (default_graph, named_graphs))
        own = self._client.endpoint.default
        if own and not default and not named and not rewriting.names_dataset(query):
            text = rewriting.inside(text, own)
        text = f"BASE {ox.NamedNode(base_iri)} {text}" if base_iri else text
        graph = isinstance(kind, ox.QueryTriples)
        raw = self._client.query(text, accept=NTRIPLES if graph else JSON, default=default, named=named)
        found: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
        found = _triples(raw) if graph else self._results(raw)
        return found

    def rows(self, query: str) -> Any:
        """The rows of a query of our own, which goes to the service as it is."""
        own = self._client.endpoint.default
        return self._results(self._client.query(rewriting.inside(query, own) if own else query))

    def quads_for_pattern(
        self,
        subject: ox.NamedNode | ox.BlankNode | None,
        predicate: ox.NamedNode | None,
        object: _Term | None,
        graph_name: ox.NamedNode | ox.DefaultGraph | None = None,
    ) -> Iterator[ox.Quad]:
        """The quads that match, of all graphs where none is named."""
        if graph_name is not None and subject is predicate is object is None:
            yield from self._whole(graph_name)
            return
        pattern = _pattern(subject, predicate, object)
        inside = f"{{ GRAPH ?g {{ {pattern} }} }}"
        where = inside if graph_name is None else pattern
        if isinstance(graph_name, ox.NamedNode):
            where = f"GRAPH {graph_name} {{ {pattern} }}"
        if graph_name is None:
            where = f"{{ {pattern} }} UNION {inside}"
        for row in self._rows(f"SELECT * WHERE {{ {where} }}"):
            found = (row.get("s", subject), row.get("p", predicate), row.get("o", object))
            yield ox.Quad(*found, row.get("g", graph_name or ox.DefaultGraph()))

    def named_graphs(self) -> Iterator[ox.NamedNode]:
        """The graphs of the build; those in which the service keeps its state are none of them."""
        return map(ox.NamedNode, sorted(self._names))

    def contains_named_graph(self, name: ox.NamedNode) -> bool:
        """Whether the build has such a graph."""
        return name.value in self._names

    def __contains__(self, quad: ox.Quad) -> bool:
        pattern = f"{quad.subject} {quad.predicate} {quad.object}"
        named = isinstance(quad.graph_name, ox.NamedNode)
        found = self.query(
            f"ASK {{ GRAPH {quad.graph_name} {{ {pattern} }} }}" if named else f"ASK {{ {pattern} }}"
        )
        return bool(found)

    def dump(
        self,
        output: str | BinaryIO,
        format: ox.RdfFormat,
        *,
        from_graph: ox.NamedNode | ox.DefaultGraph,
    ) -> None:
        """Writes the triples of one graph."""
        triples = (quad.triple for quad in self._whole(from_graph))
        ox.serialize(triples, output=output, format=format)

    def _whole(self, name: ox.NamedNode | ox.DefaultGraph) -> Iterator[ox.Quad]:
        told = name.value if isinstance(name, ox.NamedNode) else ""
        reader = cast(IO[bytes], _Stream(self._client.graph(told)))
        for quad in ox.parse(reader, format=ox.RdfFormat.N_TRIPLES):
            yield ox.Quad(quad.subject, quad.predicate, quad.object, name)

    def _rows(self, query: str) -> Iterable[Mapping[str, Any]]:
        found: Any = self.query(query)
        names = [variable.value for variable in found.variables]
        for row in found:
            yield {name: row[name] for name in names if row[name] is not None}

    def _results(self, raw: bytes) -> Any:
        try:
            return ox.parse_query_results(standard(raw), format=_JSON)
        except (SyntaxError, ValueError) as error:
            raise StoreError(
                "the answer of the service cannot be read",
                where=self._client.endpoint.address,
                remedy="see its log",
            ) from error


class _Stream:
    """Pieces as a file that can be read."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._left = b""

    def read(self, size: int = -1) -> bytes:
        while (size < 0 or len(self._left) < size) and (piece := next(self._pieces, None)) is not None:
            self._left += piece
        size = len(self._left) if size < 0 else size
        found, self._left = self._left[:size], self._left[size:]
        return found


def _pattern(*terms: Any) -> str:
    return " ".join(
        f"?{name}" if term is None else str(term) for name, term in zip("spo", terms, strict=True)
    )


def _triples(raw: bytes) -> Any:
    store = ox.Store()
    store.load(raw, format=ox.RdfFormat.N_TRIPLES)
    return store.query(_ALL)
