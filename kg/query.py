"""SPARQL over the live build, and the results in the form that was asked for.

The engine writes every standard form itself; only the table for people is made here.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import pyoxigraph as ox

from kg import sparql
from kg.columns import aligned
from kg.errors import QueryError
from kg.iris import Base
from kg.settings import DEFAULT_BASE
from kg.store import Reader

_SOLUTIONS = {
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
}
_TRIPLES = {"turtle": ox.RdfFormat.TURTLE, "ntriples": ox.RdfFormat.N_TRIPLES, "jsonld": ox.RdfFormat.JSON_LD}
Answer = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


def ask(reader: Reader, text: str, *, where: str, **terms: ox.NamedNode | ox.Literal) -> Answer:
    """The answer of the live build to a query; `terms` are bound to the variables of their names.

    IRIs below the default base are meant below the base of the store. Raises `QueryError` for a query that
    cannot be read, with line and column, that would ask another server, or that nests too deep for the engine.
    """
    _admitted(text, where)
    return _put(reader, text, where, terms)


def _put(reader: Reader, text: str, where: str, terms: Mapping[str, ox.NamedNode | ox.Literal]) -> Answer:
    try:
        found: Answer = reader.store.query(
            text.replace(DEFAULT_BASE, reader.base),
            prefixes=Base(reader.base).prefixes,
            substitutions={ox.Variable(name): term for name, term in terms.items()},
        )
    except SyntaxError as error:
        raise QueryError(
            f"the query cannot be read: {error.msg}", where=where, remedy="mend it at that place"
        ) from error
    except (OSError, RuntimeError, ValueError) as error:
        raise _unanswered(error) from error
    return found


def _admitted(text: str, where: str) -> None:
    told = sparql.shape(text)
    if told.service:
        line, column = told.service
        raise QueryError(
            f"SERVICE would ask another server (line {line}, column {column})",
            where=where,
            remedy="load what it would fetch into the store",
        )
    if told.depth > sparql.MAX_DEPTH:
        raise QueryError(
            f"it nests {told.depth} brackets deep", where=where, remedy="write it with fewer levels"
        )


@lru_cache(maxsize=64)  # our own queries are few, and are put again with every page
def _admitted_before(text: str) -> None:
    _admitted(text, "query")


def _unanswered(error: Exception) -> QueryError:
    return QueryError(f"the query cannot be answered: {error}", where="query", remedy="simplify it")


def rows(reader: Reader, text: str, **terms: ox.NamedNode | ox.Literal) -> list[dict[str, Any]]:
    """The solutions of one of our own SELECT queries, as terms by variable."""
    _admitted_before(text)
    found = _put(reader, text, "query", terms)
    assert isinstance(found, ox.QuerySolutions), "our own query is a SELECT"
    names = [variable.value for variable in found.variables]
    return [dict(zip(names, row, strict=True)) for row in found]


def written(found: Answer, form: str | None, *, terminal: bool) -> str:
    """The answer as text: in the form asked for, else a table or Turtle on a terminal, else CSV or Turtle.

    Raises `QueryError` for a form that such an answer does not have, and where the engine gives up.
    """
    try:
        return _written(found, form, terminal)
    except (OSError, RuntimeError, ValueError) as error:
        raise _unanswered(error) from error


def _written(found: Answer, form: str | None, terminal: bool) -> str:
    match found:
        case ox.QueryBoolean() if form in (None, "table"):
            return "true\n" if found else "false\n"
        case ox.QueryTriples():
            named = "jsonld" if form == "json" else form or "turtle"
            return _serialized(found, named, _TRIPLES, "CONSTRUCT and DESCRIBE").rstrip("\n") + "\n"
        case ox.QuerySolutions() if form == "table" or (form is None and terminal):
            return table(found)
        case _:
            return _serialized(found, form or "csv", _SOLUTIONS, "SELECT and ASK")


def _serialized(found: Answer, form: str, forms: dict[str, Any], kind: str) -> str:
    if form not in forms:
        raise QueryError(
            f"{kind} have no form {form}", where="--format", remedy=f"use one of {', '.join(_known(forms))}"
        )
    raw = found.serialize(format=forms[form])
    return (raw or b"").decode("utf-8")


def _known(forms: dict[str, Any]) -> list[str]:
    return ["table", *forms] if forms is _SOLUTIONS else [*forms]


def table(found: ox.QuerySolutions) -> str:
    """The solutions as aligned columns for people: names without quotes, IRIs as they are."""
    names = [variable.value for variable in found.variables]
    cells = [names, *([_cell(row[name]) for name in names] for row in found)]
    return "".join(f"{line}\n" for line in aligned(cells))


def _cell(term: Any) -> str:
    return "" if term is None else str(getattr(term, "value", term))
