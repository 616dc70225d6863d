"""A shapes graph to frozen shapes (SHACL 2.1 to 2.3 and 4).

What is malformed, recursive or of another vocabulary is not read but named with the reason: another engine may
know what to do with it, or how to say what is wrong.
"""

from collections.abc import Iterable, Iterator

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg.iris import RDF, RDFS, SH, XSD
from kg.reach import reached
from kg.shacl.index import Index, indexed
from kg.shacl.paths import path_of
from kg.shacl.records import VIOLATION, Constraint, Node, Path, Shape, Shapes, Target, Term, Unsupported

TARGETS = ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf")
"""Properties that give a shape its focus nodes."""
_VALUES = {
    "class": "Class", "datatype": "Datatype", "nodeKind": "NodeKind", "hasValue": "HasValue",
    "minCount": "MinCount", "maxCount": "MaxCount", "minLength": "MinLength", "maxLength": "MaxLength",
    "minInclusive": "MinInclusive", "maxInclusive": "MaxInclusive",
    "minExclusive": "MinExclusive", "maxExclusive": "MaxExclusive",
    "equals": "Equals", "disjoint": "Disjoint", "lessThan": "LessThan", "lessThanOrEquals": "LessThanOrEquals",
}  # fmt: skip
"""Parameters with a component each, once for each value."""
_ONCE = {"datatype", "nodeKind", "minCount", "maxCount", "minLength", "maxLength"}
_SHAPES = {"property": "Property", "node": "Node", "not": "Not"}
_LISTS = {"and": "And", "or": "Or", "xone": "Xone"}
_ON_PATHS = {"MinCount", "MaxCount", "UniqueLang", "LessThan", "LessThanOrEquals"}
_NUMBERS = {"MinCount", "MaxCount", "MinLength", "MaxLength"}
_PLAIN = {
    "path", "severity", "message", "deactivated", "flags", "ignoredProperties", "name", "description", "order",
    "group", "defaultValue", "qualifiedMinCount", "qualifiedMaxCount", "qualifiedValueShapesDisjoint", *TARGETS,
}  # fmt: skip
_OTHERS = {"pattern", "languageIn", "in", "uniqueLang", "closed", "qualifiedValueShape", "sparql"}
_KNOWN = {*_VALUES, *_SHAPES, *_LISTS, *_PLAIN, *_OTHERS}
_SHAPE_TYPES = {NamedNode(SH + "NodeShape"), NamedNode(SH + "PropertyShape")}


def read(triples: Iterable[Triple]) -> Shapes:
    """The shapes with targets that a shapes graph holds, in the order of their names."""
    index = indexed(triples)
    shapes: list[Shape] = []
    left: list[tuple[Node, str]] = []
    for node in sorted(_targeted(index), key=str):
        try:
            shapes.append(_shape(index, node, ()))
        except Unsupported as reason:
            left.append((node, str(reason)))
    return Shapes(shapes=tuple(shapes), left=tuple(left))


def _targeted(index: Index) -> set[Node]:
    declared = {node for name in TARGETS for node, _ in index.having(SH + name)}
    return declared | {node for node, _ in index.having(RDF + "type") if _is_class(index, node)}


def _is_class(index: Index, node: Node) -> bool:
    """Whether a shape is a class as well, and so the target of its own instances (SHACL 2.1.3.3)."""
    told = index.all(node, RDF + "type")
    types = {*told, *reached(told, lambda kind: index.all(kind, RDFS + "subClassOf"))}
    shaped = types & _SHAPE_TYPES or any(name.startswith(SH) for name in index.predicates(node))
    return NamedNode(RDFS + "Class") in types and bool(shaped)


def _shape(index: Index, node: Term, above: tuple[Term, ...]) -> Shape:
    if isinstance(node, Literal | Triple):
        raise Unsupported("what should be a shape is a literal")
    if node in above:
        raise Unsupported("it refers to itself")
    _all_known(index, node)
    told = index.one(node, SH + "path")
    path = None if told is None else path_of(index, told)
    severity = index.one(node, SH + "severity") or VIOLATION
    if not isinstance(severity, NamedNode):
        raise Unsupported("its sh:severity is no IRI")
    constraints = tuple(_constraints(index, node, (*above, node)))
    _fitting(path, constraints)
    return Shape(
        node=node,
        path=path,
        severity=severity,
        messages=_literals(index, node, "message"),
        targets=tuple(_targets(index, node)),
        constraints=constraints,
        deactivated=_true(index, node, "deactivated"),
    )


def _all_known(index: Index, node: Node) -> None:
    custom = {value for _, value in index.having(SH + "parameter")}
    parameters = {
        path.value for p in custom for path in index.all(p, SH + "path") if isinstance(path, NamedNode)
    }
    for predicate in index.predicates(node):
        if predicate in parameters:
            raise Unsupported(f"<{predicate}> belongs to a constraint component of its own")
        if predicate.startswith(SH) and predicate.removeprefix(SH) not in _KNOWN:
            raise Unsupported(f"sh:{predicate.removeprefix(SH)} is not of SHACL Core")


def _fitting(path: Path | None, constraints: tuple[Constraint, ...]) -> None:
    names = {constraint.component for constraint in constraints}
    if path is None and (wrong := names & _ON_PATHS):
        raise Unsupported(f"it has no path for sh:{min(wrong)}ConstraintComponent")


def _targets(index: Index, node: Node) -> Iterator[Target]:
    for name in TARGETS:
        for term in index.all(node, SH + name):
            if isinstance(term, BlankNode) or (name != "targetNode" and not isinstance(term, NamedNode)):
                raise Unsupported(f"its sh:{name} is no IRI")
            yield Target(kind=name.removeprefix("target"), term=term)
    if isinstance(node, NamedNode) and _is_class(index, node):
        yield Target(kind="Class", term=node)


# Constraints ----------------------------------------------------------------------------------------------


def _constraints(index: Index, node: Node, above: tuple[Term, ...]) -> Iterator[Constraint]:
    """Every constraint of a shape, `above` being the shapes around it and itself."""
    yield from _on_values(index, node)
    for name, component in _SHAPES.items():
        for term in index.all(node, SH + name):
            yield Constraint(component=component, shapes=(_part(index, name, term, above),))
    for name, component in _LISTS.items():
        for head in index.all(node, SH + name):
            parts = tuple(_shape(index, term, above) for term in index.members(head))
            yield Constraint(component=component, shapes=parts)
    yield from _qualified(index, node, above)
    yield from _queries(index, node)


def _part(index: Index, name: str, term: Term, above: tuple[Term, ...]) -> Shape:
    part = _shape(index, term, above)
    if (name == "property") != (part.path is not None) and name != "not":
        raise Unsupported(f"a shape of its sh:{name} has {'a' if part.path else 'no'} path")
    return part


def _on_values(index: Index, node: Node) -> Iterator[Constraint]:
    for name, component in _VALUES.items():
        terms = index.all(node, SH + name)
        if len(terms) > 1 and name in _ONCE:
            raise Unsupported(f"sh:{name} has several values")
        for term in terms:
            if component in _NUMBERS and not _is_count(term):
                raise Unsupported(f"its sh:{name} is no number from 0 on")
            yield Constraint(component=component, terms=(term,))
    flags = index.one(node, SH + "flags")
    for term in index.all(node, SH + "pattern"):
        spelled = flags.value if isinstance(flags, Literal) else ""
        yield Constraint(component="Pattern", terms=(term,), flags=spelled)
    for name, component in (("in", "In"), ("languageIn", "LanguageIn")):
        if (head := index.one(node, SH + name)) is not None:
            yield Constraint(component=component, terms=index.members(head))
    if _true(index, node, "uniqueLang"):
        yield Constraint(component="UniqueLang")
    if _true(index, node, "closed"):
        yield Constraint(component="Closed", terms=tuple(_allowed(index, node)))


def _allowed(index: Index, node: Node) -> Iterator[Term]:
    """The predicates that a closed shape lets through: single ones of its properties, and ignored ones."""
    for part in index.all(node, SH + "property"):
        yield from (path for path in index.all(part, SH + "path") if isinstance(path, NamedNode))
    for head in index.all(node, SH + "ignoredProperties"):
        yield from index.members(head)


def _qualified(index: Index, node: Node, above: tuple[Term, ...]) -> Iterator[Constraint]:
    counts = {name: index.one(node, SH + f"qualified{name}") for name in ("MinCount", "MaxCount")}
    for term in index.all(node, SH + "qualifiedValueShape"):
        if index.one(node, SH + "path") is None:
            raise Unsupported("it has no path for sh:qualifiedValueShape")
        siblings = _siblings(index, node, term) if _true(index, node, "qualifiedValueShapesDisjoint") else ()
        parts = tuple(_shape(index, part, above) for part in (term, *siblings))
        for name, count in counts.items():
            if count is not None and not _is_count(count):
                raise Unsupported(f"its sh:qualified{name} is no number from 0 on")
            if count is not None:
                yield Constraint(component=f"Qualified{name}", terms=(count,), shapes=parts)


def _siblings(index: Index, node: Node, own: Term) -> tuple[Term, ...]:
    """The other qualified shapes of the shapes that have this property (SHACL 4.7.3)."""
    parents = {parent for parent, part in index.having(SH + "property") if part == node}
    found = {
        value
        for parent in parents
        for part in index.all(parent, SH + "property")
        for value in index.all(part, SH + "qualifiedValueShape")
    }
    return tuple(sorted(found - {own}, key=str))


def _queries(index: Index, node: Node) -> Iterator[Constraint]:
    """The constraints in SPARQL, their prefixes written before them (SHACL 5.2)."""
    for term in index.all(node, SH + "sparql"):
        select = index.one(term, SH + "select")
        if not isinstance(select, Literal):
            raise Unsupported("its sh:sparql has no sh:select")
        if not _true(index, term, "deactivated"):
            text = "".join(_prefixes(index, term)) + select.value
            yield Constraint(
                component="SPARQL", terms=(Literal(text),), messages=_literals(index, term, "message")
            )


def _prefixes(index: Index, query: Term) -> Iterator[str]:
    for owner in index.all(query, SH + "prefixes"):
        for declared in index.all(owner, SH + "declare"):
            prefix, namespace = (index.one(declared, SH + name) for name in ("prefix", "namespace"))
            if isinstance(prefix, Literal) and isinstance(namespace, Literal):
                yield f"PREFIX {prefix.value}: <{namespace.value}>\n"


def _is_count(term: Term) -> bool:
    whole = isinstance(term, Literal) and term.datatype.value == XSD + "integer"
    return whole and isinstance(term, Literal) and term.value.isdecimal()


def _true(index: Index, node: Term, name: str) -> bool:
    told = index.one(node, SH + name)
    return isinstance(told, Literal) and told.value == "true"


def _literals(index: Index, node: Term, name: str) -> tuple[Literal, ...]:
    return tuple(term for term in index.all(node, SH + name) if isinstance(term, Literal))
