"""Whether a node conforms to a shape, as one SPARQL expression (SHACL 3.4.2).

Used wherever a shape only says yes or no: in sh:not, sh:and, sh:or, sh:xone, sh:node and qualified counts.
Variables carry their depth in their names; what stands side by side is scoped by its own EXISTS.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

from pyoxigraph import Literal, NamedNode

from kg.shacl.records import Constraint, Path, Shape, Term, Unsupported
from kg.shacl.values import LESS, Classes, accepts, constant, same

_MANY = 6
"""More values than so many are not counted inside an expression."""


def conforms(shape: Shape, x: str, classes: Classes, depth: int = 0, *, counted: bool = False) -> str:
    """The condition that the node in variable `x` conforms to the shape.

    Where it is `counted`, the properties that `sole` names are known to have one value at most.
    Raises `Unsupported` for what no expression can say.
    """
    if shape.deactivated:
        return "true"
    tests = _node_tests if shape.path is None else _path_tests
    return "(" + (" && ".join(tests(shape, x, classes, depth + 1, counted)) or "true") + ")"


def sole(shape: Shape) -> Iterator[NamedNode]:
    """The properties that may have one value at most on a node that conforms, inside no logical constraint."""
    if shape.deactivated:
        return
    for constraint in shape.constraints:
        if constraint.component == "Property" and shape.path is None:
            yield from sole(constraint.shapes[0])
        elif shape.path and shape.path.predicate and _is_sole(constraint):
            yield shape.path.predicate


def _is_sole(constraint: Constraint) -> bool:
    return constraint.component == "MaxCount" and _count(constraint) == 1


def divided(shape: Shape, classes: Classes) -> tuple[Shape, Shape]:
    """The shape in two: what is quick to say in an expression, and what is not or cannot be said in one.

    A complex path is slow there: the engine joins its parts before it looks at the node.
    """
    quick: list[Constraint] = []
    slow: list[Constraint] = []
    for constraint in shape.constraints:
        if constraint.component == "Property":
            for part, kept in zip(divided(constraint.shapes[0], classes), (quick, slow), strict=True):
                kept += [replace(constraint, shapes=(part,))] if part.constraints else []
        else:
            (quick if _is_quick(replace(shape, constraints=(constraint,)), classes) else slow).append(
                constraint
            )
    if not _is_step(shape):
        quick, slow = [], list(shape.constraints)
    return replace(shape, constraints=tuple(quick)), replace(shape, constraints=tuple(slow))


def _is_quick(shape: Shape, classes: Classes) -> bool:
    try:
        conforms(shape, "?this", classes)
    except Unsupported:
        return False
    return _is_simple(shape)


def _is_simple(shape: Shape) -> bool:
    """Whether neither the shape nor one inside has a path of several steps."""
    return _is_step(shape) and all(_is_simple(part) for c in shape.constraints for part in c.shapes)


def _is_step(shape: Shape) -> bool:
    return shape.path is None or shape.path.predicate is not None


def value_test(constraint: Constraint, v: str, classes: Classes, depth: int) -> str:
    """The condition of a component that looks at one value at a time.

    Raises `Unsupported` for others.
    """
    parts = [conforms(shape, v, classes, depth) for shape in constraint.shapes]
    match constraint.component:
        case "Node" | "Property":
            return parts[0]
        case "Not":
            return f"(!{parts[0]})"
        case "And":
            return "(" + (" && ".join(parts) or "true") + ")"
        case "Or":
            return "(" + (" || ".join(parts) or "false") + ")"
        case "Xone":
            return "(" + " + ".join(f"IF({part}, 1, 0)" for part in parts) + " = 1)"
        case "HasValue":
            return same(v, constraint.terms[0])
        case "Closed":
            return f"NOT EXISTS {{ {v} ?p{depth} ?o{depth} . {not_among(f'?p{depth}', constraint.terms)} }}"
    return accepts(constraint, v, classes)


def looks_at_values(constraint: Constraint, shape: Shape) -> bool:
    """Whether the component judges each value node by itself."""
    together = {"MinCount", "MaxCount", "UniqueLang", "Equals", "Disjoint", "LessThan", "LessThanOrEquals"}
    together |= {"QualifiedMinCount", "QualifiedMaxCount", "SPARQL"}
    return constraint.component not in together and not (constraint.component == "HasValue" and shape.path)


def not_among(variable: str, terms: tuple[Term, ...]) -> str:
    """The filter that lets through other predicates only."""
    listed = ", ".join(str(term) for term in terms if isinstance(term, NamedNode))
    return f"FILTER({variable} NOT IN ({listed}))"


def qualified(constraint: Constraint, v: str, classes: Classes, depth: int) -> str:
    """The condition that a value counts: it conforms to the shape and to none of its siblings."""
    first, *siblings = (conforms(shape, v, classes, depth) for shape in constraint.shapes)
    return " && ".join([first, *(f"!{sibling}" for sibling in siblings)])


def _node_tests(shape: Shape, x: str, classes: Classes, depth: int, counted: bool) -> list[str]:
    def test(constraint: Constraint) -> str:
        if constraint.component == "Property":
            return conforms(constraint.shapes[0], x, classes, depth, counted=counted)
        if looks_at_values(constraint, shape):
            return value_test(constraint, x, classes, depth)
        return _pair_test(constraint, None, x, depth)

    return [test(constraint) for constraint in shape.constraints]


def _path_tests(shape: Shape, x: str, classes: Classes, depth: int, counted: bool) -> list[str]:
    assert shape.path is not None
    v, path = f"?v{depth}", shape.path
    alone = [c for c in shape.constraints if looks_at_values(c, shape)]
    counts = {c.component: _count(c) for c in shape.constraints if c.component in ("MinCount", "MaxCount")}
    tests = [value_test(constraint, v, classes, depth) for constraint in alone]
    # One value at most, or just one, is the commonest demand: it is asked together with what the value must be.
    single = counts.get("MaxCount") == 1
    just_one = single and counts.get("MinCount") == 1
    if single and not (counted and path.predicate):
        tests.append(f"NOT EXISTS {{ {x} {path.text} ?w{depth} . FILTER(!sameTerm({v}, ?w{depth})) }}")
    done = {name for name, done in (("MaxCount", single), ("MinCount", just_one)) if done}
    others = [c for c in shape.constraints if c not in alone and c.component not in done]
    every = " && ".join(tests) or "true"
    quantified = f"EXISTS {{ {x} {path.text} {v} . FILTER({every if just_one else f'!({every})'}) }}"
    each = [quantified] if just_one else [f"NOT {quantified}"] if tests else []
    return each + [_set_test(constraint, path, x, classes, depth) for constraint in others]


def _set_test(constraint: Constraint, path: Path, x: str, classes: Classes, depth: int) -> str:
    match constraint.component:
        case "HasValue":
            return f"EXISTS {{ {x} {path.text} {constant(constraint.terms[0])} }}"
        case "MinCount":
            return _at_least(_count(constraint), path, x, depth)
        case "MaxCount":
            return f"(!{_at_least(_count(constraint) + 1, path, x, depth)})"
        case "QualifiedMinCount":
            return _at_least(_count(constraint), path, x, depth, (constraint, classes))
        case "QualifiedMaxCount":
            return f"(!{_at_least(_count(constraint) + 1, path, x, depth, (constraint, classes))})"
        case "UniqueLang":
            return f"NOT EXISTS {{ {spoken_twice(x, path.text, f'?v{depth}')} }}"
    return _pair_test(constraint, path, x, depth)


def _count(constraint: Constraint) -> int:
    term = constraint.terms[0]
    return int(term.value) if isinstance(term, Literal) else 0


def _at_least(
    count: int, path: Path, x: str, depth: int, counted: tuple[Constraint, Classes] | None = None
) -> str:
    """That there are so many different values, those that count where a qualified constraint is given."""
    if count > _MANY:
        raise Unsupported(f"it counts more than {_MANY} values inside a logical constraint")
    names = [f"?v{depth}_{number}" for number in range(count)]
    lines = [f"{x} {path.text} {name} ." for name in names]
    lines += [f"FILTER(!sameTerm({one}, {other}))" for one, other in combinations(names, 2)]
    if counted:
        lines += [f"FILTER({qualified(counted[0], name, counted[1], depth)})" for name in names]
    return f"EXISTS {{ {' '.join(lines)} }}" if lines else "true"


def spoken_twice(x: str, path: str, v: str) -> str:
    """The pattern of two values of one path in one language; the language is in `{v}_lang`."""
    return (
        f"{x} {path} {v} . {x} {path} {v}_other . "
        f'FILTER(!sameTerm({v}, {v}_other) && LANG({v}) != "" && LCASE(LANG({v})) = LCASE(LANG({v}_other))) '
        f"BIND(LCASE(LANG({v})) AS {v}_lang)"
    )


def _pair_test(constraint: Constraint, path: Path | None, x: str, depth: int) -> str:
    """What compares value nodes with the values of another property (SHACL 4.5)."""
    name, v, o = constraint.component, f"?v{depth}", f"?o{depth}"
    if name not in ("Equals", "Disjoint", *LESS) or not isinstance(constraint.terms[0], NamedNode):
        raise Unsupported(f"sh:{name}ConstraintComponent cannot stand in a logical constraint")
    other = f"{x} {constraint.terms[0]} {o} ."
    if path is None:
        equal = f"FILTER(sameTerm({x}, {o}))"
        if name == "Disjoint":
            return f"NOT EXISTS {{ {other} {equal} }}"
        return f"(EXISTS {{ {other} {equal} }} && NOT EXISTS {{ {other} FILTER(!sameTerm({x}, {o})) }})"
    values = f"{x} {path.text} {v} ."
    again = f"{x} {constraint.terms[0]} {v} ."
    if name == "Equals":
        lacking = f"NOT EXISTS {{ {values} FILTER NOT EXISTS {{ {again} }} }}"
        return f"({lacking} && NOT EXISTS {{ {again} FILTER NOT EXISTS {{ {values} }} }})"
    if name == "Disjoint":
        return f"NOT EXISTS {{ {values} {again} }}"
    return f"NOT EXISTS {{ {values} {other} FILTER(!COALESCE({v} {LESS[name]} {o}, false)) }}"
