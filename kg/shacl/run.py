"""A plan over a store: the validation results, as a set."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import pyoxigraph as ox
from pyoxigraph import Literal

from kg.iris import RDFS
from kg.reach import reached
from kg.shacl.plan import Check, Group, Plan
from kg.shacl.prebinding import bound
from kg.shacl.records import Result, Term

Graph: TypeAlias = ox.NamedNode | ox.BlankNode | ox.DefaultGraph
_SLOT = re.compile(r"\{[?$](\w+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Data:
    """The triples to validate: those of some graphs of a store, or of all of them, its default graph too."""

    store: ox.Store
    graphs: tuple[Graph, ...] | None = None
    focus: tuple[ox.NamedNode, ...] | None = None
    """The graphs whose nodes are validated, where not all are; values are looked up in all triples."""
    on_disk: bool = False
    """Whether the store is on disk, where other queries are quicker than in memory; results are the same."""

    def rows(self, query: str, **terms: Term) -> Any:
        """What a query finds in the triples, its variables of these names bound."""
        return self.store.query(
            query,
            use_default_graph_as_union=self.graphs is None,
            default_graph=None if self.graphs is None else list(self.graphs),
            named_graphs=None if self.focus is None else list(self.focus),
            substitutions={ox.Variable(name): term for name, term in terms.items()},
        )

    def triples(self) -> Iterator[ox.Triple]:
        """The triples themselves, each once."""
        names = (None,) if self.graphs is None else self.graphs
        quads = (q for name in names for q in self.store.quads_for_pattern(None, None, None, name))
        yield from dict.fromkeys(quad.triple for quad in quads)

    def in_memory(self) -> "Data":
        """The same triples in a store in memory, each once, all their nodes in focus.

        Copying and asking the copy is quicker than asking a store on disk.
        """
        every = (*self.store.named_graphs(), ox.DefaultGraph())
        kept = ox.Store()
        for name in every if self.graphs is None else self.graphs:
            # Lines go from the engine to itself: terms are made for Python only where they have to be.
            lines = self.store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=name) or b""
            if b"_:" in lines:  # where it loads, the engine gives blank nodes other names
                kept.bulk_extend(ox.parse(lines, format=ox.RdfFormat.N_TRIPLES, lenient=True))
            else:
                kept.load(lines, format=ox.RdfFormat.N_TRIPLES, lenient=True)
        return Data(store=kept, graphs=(ox.DefaultGraph(),))


def hierarchy(data: Data) -> Mapping[str, tuple[str, ...]]:
    """For each class the classes below it, however far, by name."""
    below: dict[str, set[str]] = {}
    for row in data.rows(f"SELECT DISTINCT ?low ?high WHERE {{ ?low <{RDFS}subClassOf> ?high }}"):
        low, high = row["low"], row["high"]
        if isinstance(low, ox.NamedNode) and isinstance(high, ox.NamedNode):
            below.setdefault(high.value, set()).add(low.value)
    return {
        name: tuple(sorted(reached([name], lambda high: below.get(high, ())) - {name}))
        for name in sorted(below)
    }


def run(plan: Plan, data: Data) -> Iterator[Result]:
    """The faults of the data, each once; the plan must be made for graphs of focus nodes if the data have some."""
    seen: set[Result] = set()
    for group in plan.groups:
        for result in _faults(plan, group, data):
            if result not in seen:
                seen.add(result)
                yield result


def _faults(plan: Plan, group: Group, data: Data) -> Iterator[Result]:
    if not data.rows(f"ASK {{ {group.focus} }}"):
        return
    for check in group.checks:
        yield from _results(check, data)
    failing = dict.fromkeys(row[0] for screen in group.screens for row in data.rows(screen))
    if failing:
        for check in plan.telling(group, list(failing)):
            yield from _results(check, data)


def _results(check: Check, data: Data) -> Iterator[Result]:
    if not check.pieces:
        for told in _told(data.rows(check.query)):
            yield _result(check, told["this"], told)
        return
    nodes = [row[0] for row in data.rows(f"SELECT DISTINCT ?this WHERE {{ {check.focus} }}")]
    named = [node for node in nodes if not isinstance(node, ox.BlankNode)]
    for start in range(0, len(named), check.at_once):
        some = named[start : start + check.at_once]
        yield from _own(check, data.rows(bound(check.pieces, map(str, some))), some[0])
    for node in nodes:
        if isinstance(node, ox.BlankNode):
            # It has no name in SPARQL: the engine binds it.
            yield from _own(check, data.rows(check.query, this=node), node)


def _own(check: Check, rows: Any, node: Term) -> Iterator[Result]:
    """The results of a shape's own query; `node` is the focus node of rows that do not name theirs."""
    for told in _told(rows):
        focus = told.get("this", node)
        yield _result(check, focus, {"value": focus} | told if check.shape.path is None else told)


def _told(rows: Any) -> Iterator[dict[str, Term]]:
    """The terms of each row by the name of their variable."""
    names = [variable.value for variable in rows.variables]
    for row in rows:
        yield {name: row[name] for name in names if row[name] is not None}


def _result(check: Check, focus: Term, told: Mapping[str, Term]) -> Result:
    path = check.shape.path.text if check.shape.path else None
    return Result(
        focus=focus,
        component=check.component,
        shape=check.shape.node,
        severity=check.shape.severity,
        path=str(told["path"]) if "path" in told else path,
        value=told.get("value"),
        messages=tuple(
            _filled(message, told) for message in check.constraint.messages or check.shape.messages
        ),
    )


def _filled(message: Literal, told: Mapping[str, Term]) -> Literal:
    """The message with what a query found in place of `{?name}` and `{$name}`."""
    text = _SLOT.sub(lambda slot: _word(told.get(slot[1]), slot[0]), message.value)
    return message if text == message.value else Literal(text, language=message.language)


def _word(term: Term | None, otherwise: str) -> str:
    return otherwise if term is None else str(getattr(term, "value", term))
