"""SHACL property paths as SPARQL property paths (SHACL 2.3.1)."""

from pyoxigraph import Literal, NamedNode

from kg.iris import SH
from kg.shacl.index import NIL, Index
from kg.shacl.records import Path, Term, Unsupported

_SUFFIX = {"zeroOrMorePath": "*", "oneOrMorePath": "+", "zeroOrOnePath": "?"}


def path_of(index: Index, term: Term) -> Path:
    """The path that a value of `sh:path` stands for.

    Raises `Unsupported` for what is no path.
    """
    if isinstance(term, NamedNode) and term != NIL:
        return Path(text=str(term), predicate=term)
    return Path(text=_text(index, term, ()))


def _text(index: Index, term: Term, above: tuple[Term, ...]) -> str:
    if term in above or isinstance(term, Literal):
        raise Unsupported("its path is no property path")
    if isinstance(term, NamedNode) and term != NIL:
        return str(term)
    inner = (*above, term)
    if index.is_list(term):
        return "(" + "/".join(_text(index, member, inner) for member in index.members(term)) + ")"
    if (inverse := index.one(term, SH + "inversePath")) is not None:
        return f"^({_text(index, inverse, inner)})"
    if (choice := index.one(term, SH + "alternativePath")) is not None:
        return "(" + "|".join(_text(index, member, inner) for member in index.members(choice)) + ")"
    for name, suffix in _SUFFIX.items():
        if (repeated := index.one(term, SH + name)) is not None:
            return f"({_text(index, repeated, inner)}){suffix}"
    raise Unsupported("its path is no property path")
