"""What one value node must be, as a SPARQL expression that is true or false and never an error (SHACL 4.1 to 4.4, 4.8).

An error would pass unnoticed through a negation, so whatever can fail stands in a COALESCE.
"""

from collections.abc import Mapping, Sequence

from pyoxigraph import BlankNode, Literal, NamedNode

from kg.iris import RDF, RDFS, SH, XSD
from kg.shacl.records import Constraint, Term, Unsupported

Classes = Mapping[str, Sequence[str]]
"""A class and those below it, for each class that has any."""

_TYPE = f"<{RDF}type>"
_LONG = 30
"""From so many classes on, the engine walks the hierarchy itself."""
LESS = {"LessThan": "<", "LessThanOrEquals": "<="}
"""Components that compare the values of two properties, and how."""
_ORDER = {"MinInclusive": ">=", "MinExclusive": ">", "MaxInclusive": "<=", "MaxExclusive": "<"}
_KINDS = {
    "IRI": "isIRI({v})",
    "BlankNode": "isBlank({v})",
    "Literal": "isLiteral({v})",
    "BlankNodeOrIRI": "(isBlank({v}) || isIRI({v}))",
    "BlankNodeOrLiteral": "(isBlank({v}) || isLiteral({v}))",
    "IRIOrLiteral": "(isIRI({v}) || isLiteral({v}))",
}
_REAL = r"^([+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][+-]?[0-9]+)?|[+-]?INF|NaN)$"
_FORMS = {
    "integer": r"^[+-]?[0-9]+$",
    "nonNegativeInteger": r"^([+]?[0-9]+|-0+)$",
    "positiveInteger": r"^[+]?0*[1-9][0-9]*$",
    "nonPositiveInteger": r"^(-[0-9]+|[+]?0+)$",
    "negativeInteger": r"^-0*[1-9][0-9]*$",
    "unsignedLong": r"^[+]?[0-9]+$",
    "decimal": r"^[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)$",
    "float": _REAL,
    "double": _REAL,
    "boolean": r"^(true|false|0|1)$",
}
_SMALL = {"byte", "short", "int", "long", "unsignedByte", "unsignedShort", "unsignedInt"}
"""The store keeps their numbers as xsd:integer; what has such a type still is no number of it."""
_CAST = ("date", "dateTime", "time")


def accepts(constraint: Constraint, v: str, classes: Classes) -> str:
    """The condition of a constraint on the value node in variable `v`, for components without shapes.

    Raises `Unsupported` for a parameter that makes no sense.
    """
    term = constraint.terms[0] if constraint.terms else None
    match constraint.component:
        case "Class" if isinstance(term, NamedNode):
            return _instance(term, v, classes)
        case "Datatype" if isinstance(term, NamedNode):
            return _typed(term, v)
        case "NodeKind" if isinstance(term, NamedNode) and term.value.removeprefix(SH) in _KINDS:
            return _KINDS[term.value.removeprefix(SH)].format(v=v)
        case "MinInclusive" | "MinExclusive" | "MaxInclusive" | "MaxExclusive" if isinstance(term, Literal):
            return f"COALESCE({v} {_ORDER[constraint.component]} {term}, false)"
        case "MinLength" if isinstance(term, Literal):
            return f"COALESCE(STRLEN(STR({v})) >= {term.value} && !isBlank({v}), false)"
        case "MaxLength" if isinstance(term, Literal):
            return f"COALESCE(STRLEN(STR({v})) <= {term.value} && !isBlank({v}), false)"
        case "Pattern" if isinstance(term, Literal):
            return f"COALESCE({matches(constraint, f'STR({v})')} && !isBlank({v}), false)"
        case "LanguageIn":
            return _in_language(constraint.terms, v)
        case "In":
            return _among(constraint.terms, v)
    raise Unsupported(f"its sh:{constraint.component}ConstraintComponent has a value that makes no sense")


def matches(constraint: Constraint, text: str) -> str:
    """The test of a text against the pattern."""
    flags = f", {Literal(constraint.flags)}" if constraint.flags else ""
    return f"REGEX({text}, {Literal(_value(constraint.terms[0]))}{flags})"


def same(v: str, term: Term) -> str:
    """Whether the variable holds just that term.

    Raises `Unsupported` for a blank node, which has no name in SPARQL.
    """
    return f"sameTerm({v}, {constant(term)})"


def constant(term: Term) -> str:
    """The term in SPARQL.

    Raises `Unsupported` for a blank node, which has no name there.
    """
    if isinstance(term, BlankNode):
        raise Unsupported("it compares with a blank node")
    return str(term)


def _value(term: Term) -> str:
    return "" if not isinstance(term, NamedNode | Literal) else term.value


def _instance(kind: NamedNode, v: str, classes: Classes) -> str:
    below = [name for name in classes.get(kind.value, ()) if name != kind.value]
    if len(below) >= _LONG:
        return f"EXISTS {{ {v} {_TYPE}/<{RDFS}subClassOf>* {kind} }}"
    tests = " || ".join(f"EXISTS {{ {v} {_TYPE} <{name}> }}" for name in (kind.value, *below))
    return f"({tests})" if below else tests


def _typed(datatype: NamedNode, v: str) -> str:
    """Whether it is a literal of the datatype in a form that the datatype knows (SHACL 4.1.2)."""
    name = datatype.value.removeprefix(XSD)
    told = f"DATATYPE({v}) = {datatype}"
    if name in _SMALL:
        return "false"
    if name in _FORMS:
        # The engine counts with most numbers; the form decides for those too large for it.
        told += f' && (isNumeric({v}) || REGEX(STR({v}), "{_FORMS[name]}"))'
    elif name in _CAST:
        told += f" && isLiteral({datatype}(STR({v})))"
    return f"COALESCE({told}, false)"


def _in_language(terms: Sequence[Term], v: str) -> str:
    tests = " || ".join(f"LANGMATCHES(LANG({v}), {Literal(_value(term))})" for term in terms)
    return f"COALESCE({tests or 'false'}, false)"


def _among(terms: Sequence[Term], v: str) -> str:
    simple = terms and all(isinstance(term, NamedNode) or _is_plain(term) for term in terms)
    if simple:
        # Equal IRIs and plain strings are the same term, and the engine looks them up faster.
        return f"COALESCE({v} IN ({', '.join(map(str, terms))}), false)"
    return "(" + (" || ".join(same(v, term) for term in terms) or "false") + ")"


def _is_plain(term: Term) -> bool:
    return isinstance(term, Literal) and term.datatype.value == XSD + "string"
