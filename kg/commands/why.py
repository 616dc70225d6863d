"""`kg why`: the words behind a statement."""

from typing import Annotated

import typer

from kg import settings, show
from kg.commands._options import Json, Quiet, Store
from kg.commands._output import EXIT_PROBLEMS, emit


def why(
    words: Annotated[list[str], typer.Argument(metavar="STATEMENT | ENTITY | SUBJECT PREDICATE OBJECT")],
    store: Store = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Show the words that a statement rests on."""
    from kg.store import at, open_reader
    from kg.why import why as ask_why

    reader = open_reader(at(settings.load({"store": store})))
    found = ask_why(reader, words)
    if not found and not quiet:
        typer.echo("nothing in the store supports this", err=True)
    emit(show.why_json(found) if as_json else show.why_lines(found, reader))
    raise typer.Exit(0 if found else EXIT_PROBLEMS)
