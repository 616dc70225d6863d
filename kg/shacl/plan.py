"""Shapes to queries: one that finds what does not conform, and one for each constraint that tells what is wrong.

Most data are right. So all shapes of the same focus nodes are first asked together, in one pass over these nodes, and
only nodes that fail are asked again, constraint by constraint. What one pass is bad at, complex paths, is asked
separately from the start.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode, Store

from kg.iris import RDF, SH
from kg.shacl.conforms import (
    conforms,
    divided,
    looks_at_values,
    not_among,
    qualified,
    sole,
    spoken_twice,
    value_test,
)
from kg.shacl.prebinding import bound, groups, is_row_by_row
from kg.shacl.records import Constraint, Node, Shape, Shapes, Target, Term, Unsupported
from kg.shacl.values import LESS, Classes, constant, matches

_TYPE = f"<{RDF}type>"
_THIS = re.compile(r'(?P<kept><[^>]*>|"(?:[^"\\]|\\.)*")|[?]this\b')
"""The variable, and what else may hold these letters."""
IN_GRAPHS = "GRAPH ?home {{ {} }}"
_AT_ONCE = 50
_SEVERAL = 3
"""From so many properties on, it is quicker to count the values of all of them at once on a disk."""
_FEW = 1000
"""So many focus nodes are named in a query; of more, all focus nodes are asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A query whose rows are faults: `this`, and where they are told apart `value` and `path`."""

    shape: Shape
    constraint: Constraint
    query: str
    focus: str
    """The pattern that binds `?this` to the focus nodes."""
    pieces: tuple[str, ...] = ()
    """The query in parts, where focus nodes are named between them."""
    at_once: int = 1
    """How many focus nodes may be named together."""

    @property
    def component(self) -> NamedNode:
        """The IRI of the constraint component."""
        return NamedNode(f"{SH}{self.constraint.component}ConstraintComponent")


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """A shape that another engine must check, and why."""

    shape: Node
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The shapes of the same focus nodes."""

    focus: str
    """The pattern that binds `?this` to them."""
    screens: tuple[str, ...]
    """The queries for those that do not conform to one of the screened shapes."""
    screened: tuple[Shape, ...]
    checks: tuple[Check, ...]
    """What is asked of all focus nodes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The queries of all shapes, and the shapes that have none."""

    groups: tuple[Group, ...]
    classes: Classes
    left: tuple[Left, ...]

    def telling(self, group: Group, nodes: Sequence[Term]) -> Iterator[Check]:
        """The checks that tell what is wrong with focus nodes that did not pass the screen."""
        named = [str(node) for node in nodes if not isinstance(node, BlankNode)]
        few = len(named) == len(nodes) <= _FEW
        way = _Way(text=f"VALUES ?this {{ {' '.join(named)} }}" if few else group.focus)
        for shape in group.screened:
            yield from _checks(shape, way, self.classes)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Way:
    """How focus nodes are reached: patterns from the targets on, the last one binding `?this`."""

    text: str
    steps: int = 0

    def further(self, path: str) -> "_Way":
        """The way to the values of a path."""
        before = f"?before{self.steps}"
        text = _THIS.sub(lambda found: found["kept"] or before, self.text)
        return _Way(text=f"{text} {before} {path} ?this .", steps=self.steps + 1)


def compiled(shapes: Shapes, classes: Classes, *, inside: str = "{}", on_disk: bool = False) -> Plan:
    """The queries for shapes over data with that hierarchy of classes (see `run.hierarchy`).

    `inside` is put around what finds focus nodes: `IN_GRAPHS` for data of which some graphs only are validated.
    `on_disk` makes queries that look up less: quicker for a store on disk, slower for one in memory.
    A shape of which a part cannot be compiled is left as a whole.
    """
    left = [Left(shape=node, reason=reason) for node, reason in shapes.left]
    together: dict[str, list[Shape]] = {}
    for shape in shapes.shapes:
        focus = _targets(shape.targets, classes, inside)
        try:
            list(_checks(shape, _Way(text=focus), classes))
            together.setdefault(focus, []).append(shape)
        except Unsupported as reason:
            left.append(Left(shape=shape.node, reason=str(reason)))
    groups = tuple(_group(focus, same, classes, on_disk) for focus, same in together.items())
    return Plan(groups=groups, classes=classes, left=tuple(left))


def _group(focus: str, shapes: Sequence[Shape], classes: Classes, on_disk: bool) -> Group:
    parts = [divided(shape, classes) for shape in shapes]
    quick = tuple(shape for shape, _ in parts if shape.constraints and not shape.deactivated)
    slow = [shape for _, shape in parts if shape.constraints]
    return Group(
        focus=focus,
        screens=tuple(_screens(focus, quick, classes, on_disk)),
        screened=quick,
        checks=tuple(check for shape in slow for check in _checks(shape, _Way(text=focus), classes)),
    )


def _screens(focus: str, shapes: Sequence[Shape], classes: Classes, on_disk: bool) -> Iterator[str]:
    single = {str(name): None for shape in shapes for name in sole(shape)}
    counted = on_disk and len(single) >= _SEVERAL
    if counted:
        # One look at all that a node has, instead of one at each of these properties.
        many = f"COUNT(DISTINCT ?value) > 1 && ?property IN ({', '.join(single)})"
        found = f"{focus} ?this ?property ?value ."
        yield f"SELECT DISTINCT ?this WHERE {{ {found} }} GROUP BY ?this ?property HAVING({many})"
    tests = " && ".join(conforms(shape, "?this", classes, counted=counted) for shape in shapes)
    if tests:
        yield f"SELECT DISTINCT ?this WHERE {{ {focus} FILTER(!({tests})) }}"


def _targets(targets: tuple[Target, ...], classes: Classes, inside: str) -> str:
    """The pattern that binds `?this` to all focus nodes of targets."""
    kinds = sorted({name for t in targets if t.kind == "Class" for name in _below(t, classes)})
    found = [f"?this {target.term} ?object ." for target in targets if target.kind == "SubjectsOf"]
    found += [f"?subject {target.term} ?this ." for target in targets if target.kind == "ObjectsOf"]
    if len(kinds) == 1:
        found.append(f"?this {_TYPE} <{kinds[0]}> .")
    elif kinds:
        found.append(f"VALUES ?kind {{ {' '.join(f'<{kind}>' for kind in kinds)} }} ?this {_TYPE} ?kind .")
    choices = [inside.format(pattern) for pattern in found]
    if nodes := [str(target.term) for target in targets if target.kind == "Node"]:
        choices.append(f"VALUES ?this {{ {' '.join(nodes)} }}")
    if len(choices) == len(kinds) == 1:
        return choices[0]
    united = " UNION ".join(f"{{ {choice} }}" for choice in choices)
    return f"{{ SELECT DISTINCT ?this WHERE {{ {united} }} }}"


def _below(target: Target, classes: Classes) -> tuple[str, ...]:
    name = target.term.value if isinstance(target.term, NamedNode) else ""
    return (name, *classes.get(name, ()))


def _checks(shape: Shape, way: _Way, classes: Classes) -> Iterator[Check]:
    if shape.deactivated:
        return
    for constraint in shape.constraints:
        if constraint.component == "Property":
            inner = way if shape.path is None else way.further(shape.path.text)
            yield from _checks(constraint.shapes[0], inner, classes)
        elif constraint.component == "SPARQL":
            yield _own_query(shape, constraint, way)
        else:
            for query in _queries(shape, constraint, way, classes):
                yield Check(shape=shape, constraint=constraint, query=query, focus=way.text)


def _own_query(shape: Shape, constraint: Constraint, way: _Way) -> Check:
    term = constraint.terms[0]
    text = term.value if isinstance(term, Literal) else ""
    if shape.path is not None:
        text = text.replace("$PATH", shape.path.text)
    pieces = groups(text)
    try:
        Store().query(bound(pieces, [f"<{SH}this>"]))
    except SyntaxError as error:
        raise Unsupported(f"its query cannot be read: {error.msg}") from error
    at_once = _AT_ONCE if is_row_by_row(text) else 1
    return Check(
        shape=shape, constraint=constraint, query=text, focus=way.text, pieces=pieces, at_once=at_once
    )


def _queries(shape: Shape, constraint: Constraint, way: _Way, classes: Classes) -> Iterator[str]:
    if constraint.component == "Pattern" and not _readable(constraint):
        raise Unsupported("the engine cannot read its sh:pattern")
    if constraint.component == "Closed":
        yield _closed(shape, constraint, way)
    elif shape.path is None:
        yield from _on_node(shape, constraint, way, classes)
    elif looks_at_values(constraint, shape):
        test = value_test(constraint, "?value", classes, 0)
        yield _select("?this ?value", way, f"?this {shape.path.text} ?value . FILTER(!({test}))")
    else:
        yield from _on_values(shape.path.text, constraint, way, classes)


def _select(what: str, way: _Way, rest: str) -> str:
    return f"SELECT DISTINCT {what} WHERE {{ {way.text} {rest} }}"


def _closed(shape: Shape, constraint: Constraint, way: _Way) -> str:
    to, node = ("", "?this") if shape.path is None else (f"?this {shape.path.text} ?node . ", "?node")
    rest = f"{to}{node} ?path ?value . {not_among('?path', constraint.terms)}"
    return _select("?this ?path ?value", way, rest)


def _on_node(shape: Shape, constraint: Constraint, way: _Way, classes: Classes) -> Iterator[str]:
    if looks_at_values(constraint, shape):
        what = "?this" if constraint.component == "HasValue" else "?this (?this AS ?value)"
        yield _select(what, way, f"FILTER(!({value_test(constraint, '?this', classes, 0)}))")
        return
    other = constraint.terms[0]
    if not isinstance(other, NamedNode):
        raise Unsupported("it compares with what is no property")
    if constraint.component == "Disjoint":
        yield _select(
            "?this (?this AS ?value)", way, f"?this {other} ?other . FILTER(sameTerm(?this, ?other))"
        )
    else:
        equal = f"?this {other} ?other . FILTER(sameTerm(?this, ?other))"
        yield _select("?this (?this AS ?value)", way, f"FILTER NOT EXISTS {{ {equal} }}")
        yield _select("?this ?value", way, f"?this {other} ?value . FILTER(!sameTerm(?this, ?value))")


def _on_values(path: str, constraint: Constraint, way: _Way, classes: Classes) -> Iterator[str]:
    """The query of a component that looks at all values of a path together."""
    values, term = f"?this {path} ?value .", constraint.terms[0] if constraint.terms else None
    number = int(term.value) if isinstance(term, Literal) and term.value.isdecimal() else 0
    match constraint.component:
        case "MinCount":
            yield from _fewer(number, values, way)
        case "MaxCount":
            yield from _more(number, values, way)
        case "QualifiedMinCount":
            yield from _fewer(number, f"{values} FILTER({qualified(constraint, '?value', classes, 0)})", way)
        case "QualifiedMaxCount":
            yield from _more(number, f"{values} FILTER({qualified(constraint, '?value', classes, 0)})", way)
        case "HasValue" if term is not None:
            yield _select("?this", way, f"FILTER NOT EXISTS {{ ?this {path} {constant(term)} }}")
        case "UniqueLang":
            yield _select("?this ?v_lang", way, spoken_twice("?this", path, "?v"))
        case "Equals" | "Disjoint" | "LessThan" | "LessThanOrEquals" if isinstance(term, NamedNode):
            yield from _pairs(constraint.component, values, term, way)
        case _:
            raise Unsupported(
                f"its sh:{constraint.component}ConstraintComponent has a value that makes no sense"
            )


def _fewer(number: int, values: str, way: _Way) -> Iterator[str]:
    if number == 1:
        yield _select("?this", way, f"FILTER NOT EXISTS {{ {values} }}")
    elif number:
        grouped = f"GROUP BY ?this HAVING(COUNT(DISTINCT ?value) < {number})"
        yield f"SELECT ?this WHERE {{ {way.text} OPTIONAL {{ {values} }} }} {grouped}"


def _more(number: int, values: str, way: _Way) -> Iterator[str]:
    if number == 0:
        yield _select("?this", way, values)
    else:
        grouped = f"GROUP BY ?this HAVING(COUNT(DISTINCT ?value) > {number})"
        yield f"SELECT ?this WHERE {{ {way.text} {values} }} {grouped}"


def _pairs(name: str, values: str, term: NamedNode, way: _Way) -> Iterator[str]:
    again = f"?this {term} ?value ."
    if name == "Disjoint":
        yield _select("?this ?value", way, f"{values} {again}")
    elif name == "Equals":
        yield _select("?this ?value", way, f"{values} FILTER NOT EXISTS {{ {again} }}")
        yield _select("?this ?value", way, f"{again} FILTER NOT EXISTS {{ {values} }}")
    else:
        unordered = f"FILTER(!COALESCE(?value {LESS[name]} ?other, false))"
        yield _select("?this ?value", way, f"{values} ?this {term} ?other . {unordered}")


def _readable(constraint: Constraint) -> bool:
    """Whether the engine understands a pattern: a test of one that it does not is an error."""
    query = f"ASK {{ BIND({matches(constraint, str(Literal('')))} AS ?read) FILTER(BOUND(?read)) }}"
    return bool(Store().query(query))
