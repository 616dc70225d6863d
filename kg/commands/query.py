"""`kg query`: SPARQL against the store."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from kg import settings
from kg.commands._options import Json, Quiet, Store
from kg.commands._output import emit
from kg.errors import QueryError, SourceError


def query(
    file: Annotated[
        str, typer.Argument(metavar="FILE.rq", help="File with a SPARQL query, or - for standard input.")
    ],
    store: Store = None,
    form: Annotated[str | None, typer.Option("--format", help="Form of the result.")] = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Run a SPARQL query against the store."""
    from kg.query import ask, written
    from kg.store import at, open_reader

    reader = open_reader(at(settings.load({"store": store})))
    found = ask(reader, _sparql(file), where=file)
    emit(written(found, "json" if as_json else form, terminal=sys.stdout.isatty()))


def _sparql(file: str) -> str:
    try:
        return sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise SourceError("there is no such query", where=file, remedy="check the path") from error
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(
            f"the query cannot be read: {error}", where=file, remedy="give a text file"
        ) from error
