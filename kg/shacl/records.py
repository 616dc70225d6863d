"""What shapes and results are made of: frozen records and the names of the standard."""

from dataclasses import dataclass
from typing import TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg.iris import SH

Node: TypeAlias = NamedNode | BlankNode
Term: TypeAlias = NamedNode | BlankNode | Literal | Triple
VIOLATION = NamedNode(SH + "Violation")


class Unsupported(Exception):  # noqa: N818 - it never leaves the package: it says why a shape is left to another engine
    """Why a shape is not compiled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """A property path: as SPARQL, and its predicate where it is a single one."""

    text: str
    predicate: NamedNode | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Constraint:
    """One constraint of a shape: the component's name without "ConstraintComponent" and what it is given."""

    component: str
    terms: tuple[Term, ...] = ()
    shapes: tuple["Shape", ...] = ()
    flags: str = ""
    messages: tuple[Literal, ...] = ()
    """Those of a query of its own, before those of its shape."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where focus nodes come from: kind is `Class`, `Node`, `SubjectsOf` or `ObjectsOf`."""

    kind: str
    term: Term


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A node shape, or with a path a property shape."""

    node: Node
    path: Path | None = None
    severity: Node = VIOLATION
    messages: tuple[Literal, ...] = ()
    targets: tuple[Target, ...] = ()
    constraints: tuple[Constraint, ...] = ()
    deactivated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Shapes:
    """The shapes that have targets, and those that could not be read, with the reason."""

    shapes: tuple[Shape, ...]
    left: tuple[tuple[Node, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One validation result; results are a set: the same fault met in two ways is one."""

    focus: Term
    component: NamedNode
    shape: Node
    severity: Node
    path: str | None = None
    """As SPARQL, an IRI in angle brackets where it is a single predicate."""
    value: Term | None = None
    messages: tuple[Literal, ...] = ()
