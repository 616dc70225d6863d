"""`kg export`: the graph as files."""

import json
from pathlib import Path
from typing import Annotated

import typer

from kg import settings
from kg.store import open_reader
from publish.dumps import export as write_dumps


def export(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="Folder to write to.")],
    store: Annotated[Path | None, typer.Option(help="Folder of the store.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Say nothing.")] = False,
) -> None:
    """Write the graph as N-Quads, Turtle and TriG, with checksums; the same graph gives the same bytes."""
    written = write_dumps(open_reader(settings.load({"store": store}).store), directory)
    if as_json:
        typer.echo(json.dumps({"files": [str(path) for path in written]}))
    elif not quiet:
        typer.echo("\n".join(str(path) for path in written))
