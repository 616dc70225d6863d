"""`kg text`: the structure of one document."""

from typing import Annotated

import typer

from kg import show
from kg.commands._options import Json, Quiet
from kg.commands._output import emit


def text(
    file: str,
    pages: Annotated[bool, typer.Option("--pages")] = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Show the structure that is read from a document."""
    from kg import pipeline
    from kg.split import split, units

    document = pipeline.read(file)
    passages = split(document)
    read = units(document, passages)
    if as_json:
        emit(show.text_json(document, pipeline.name_of(document, read), passages))
    else:
        emit(show.text_lines(read, pages=pages))
