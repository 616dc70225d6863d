"""`kg export`: the graph as files."""

import json
from pathlib import Path
from typing import Annotated

import typer

from kg import settings
from kg.store import at, open_reader
from publish.dumps import export as write_dumps


def export(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="Folder to write to.")],
    with_vocab: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Keep the wording of this added vocabulary (repeatable)."),
    ] = None,
    store: Annotated[str | None, typer.Option(help="Folder of the store, or address of a service.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing.")] = False,
) -> None:
    """Write the graph as Turtle, JSON-LD, N-Quads and TriG with their description and checksums.

    The same graph gives the same bytes. Wording of added vocabularies that declare no licence is left out.
    """
    written = write_dumps(open_reader(at(settings.load({"store": store}))), directory, with_vocab or ())
    if as_json:
        typer.echo(json.dumps({"files": [str(path) for path in written]}))
    elif not quiet:
        typer.echo("\n".join(str(path) for path in written))
