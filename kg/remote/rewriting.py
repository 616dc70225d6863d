"""Queries that say themselves what the engine is otherwise told beside them.

The protocol has no way to bind variables and none to leave graphs out, so both are written into the query. Terms come
as the engine's own serializer writes them: nothing in data can leave its place. One pass over the tokens of
`kg.sparql`, linear in the length of the query.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pyoxigraph as ox

from kg.sparql import tokens

_NO_GROUP = frozenset({"CONSTRUCT", "VALUES", "DATA"})
_TARGETS = frozenset({"FROM"})


@dataclass(slots=True)
class _Group:
    """A pair of braces of the query."""

    begin: int
    """Behind the opening brace."""
    pattern: bool
    """Whether it is a group of patterns rather than rows or a template."""
    graph: str
    """The variable of `GRAPH ?name` before it; empty for another group."""
    end: int = 0
    inside: set[str] = field(default_factory=set)
    """Variables that stand in it, not deeper."""
    first: str = ""
    """The word that it begins with."""


def _groups(query: str) -> list[_Group]:
    found: list[_Group] = []
    opened: list[_Group] = []
    keyword = graph = ""
    for kind, token, start in tokens(query):
        if opened and not opened[-1].first and kind != "comment":
            opened[-1].first = token.upper()
        if kind == "word":
            keyword, graph = token.upper(), ""
        elif kind == "variable":
            if opened:
                opened[-1].inside.add(token[1:])
            graph = token if keyword == "GRAPH" else ""
        elif token == "{":
            group = _Group(begin=start + 1, pattern=keyword not in _NO_GROUP, graph=graph)
            found.append(group)
            opened.append(group)
            keyword = graph = ""
        elif token == "}":
            if opened:
                opened.pop().end = start + 1
            keyword = graph = ""
    return [group for group in found if group.end]


def bound(query: str, terms: Mapping[str, str]) -> str:
    """The query with variables bound to terms, wherever it names them.

    >>> bound("SELECT ?x { ?s ?p ?x }", {"x": "<a:b>"})
    'SELECT ?x { VALUES ?x { <a:b> } ?s ?p ?x }'
    """
    places = []
    for number, group in enumerate(g for g in _groups(query) if g.pattern):
        names = [name for name in terms if number == 0 or name in group.inside]
        if names and group.first != "SELECT":
            told = "".join(f" VALUES ?{name} {{ {terms[name]} }}" for name in names)
            places.append((group.begin, told))
    return _inserted(query, places)


def without(query: str, hidden: Sequence[str], *, below: str = "") -> str:
    """The query, for which some graphs are not there where it asks for graphs by a variable.

    Nor are those whose names do not begin with `below`.

    >>> without("ASK { GRAPH ?g { ?s ?p ?o } }", ["a:b"])
    'ASK { GRAPH ?g { ?s ?p ?o } FILTER(?g != <a:b>) }'
    """
    places = []
    for group in _groups(query):
        if group.graph:
            told = [f"{group.graph} != <{iri}>" for iri in hidden]
            told += [f"STRSTARTS(STR({group.graph}), {ox.Literal(below)})"] if below else []
            places.append((group.end, f" FILTER({' && '.join(told)})"))
    return _inserted(query, places)


def inside(query: str, graph: str) -> str:
    """The query, for which that graph is the default one.

    >>> inside("SELECT ?s { ?s ?p ?o }", "a:b")
    'SELECT ?s { GRAPH <a:b> { { ?s ?p ?o } } }'
    """
    group = next((group for group in _groups(query) if group.pattern), None)
    if group is None:
        return query
    return _inserted(query, [(group.begin, f" GRAPH <{graph}> {{ {{"), (group.end - 1, "} } ")])


def names_dataset(query: str) -> bool:
    """Whether the query itself says which graphs it is about."""
    return any(kind == "word" and token.upper() in _TARGETS for kind, token, _ in tokens(query))


def declared(query: str, prefixes: Mapping[str, str]) -> str:
    """The query with those prefixes that it uses and does not declare, all before its first line.

    >>> declared("ASK { ?s rdf:type ?o }", {"rdf": "http://r/", "x": "http://x/"})
    'PREFIX rdf: <http://r/> ASK { ?s rdf:type ?o }'
    """
    used: set[str] = set()
    own: set[str] = set()
    before = ""
    for kind, token, _ in tokens(query):
        prefix = token.partition(":")[0]
        if kind == "local":
            (own if before == "PREFIX" else used).add(prefix)
        before = token.upper() if kind == "word" else ""
    lines = [f"PREFIX {name}: <{iri}> " for name, iri in prefixes.items() if name in used - own]
    return "".join(lines) + query


def _inserted(query: str, places: Sequence[tuple[int, str]]) -> str:
    def parts() -> Iterator[str]:
        done = 0
        for place, told in sorted(places, key=lambda one: one[0]):
            yield query[done:place] + told
            done = place
        yield query[done:]

    return "".join(parts())
