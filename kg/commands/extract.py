"""`kg extract`: what each document says, as files."""

from pathlib import Path
from typing import Annotated

import typer

from kg import settings, show
from kg.commands._options import Json, NoCurated, Quiet, Threshold, curated
from kg.commands._output import emit


def extract(
    paths: Annotated[list[str], typer.Argument(help="Documents and folders.")],
    out: Annotated[Path, typer.Option("--out", help="Folder for the predictions.")],
    no_curated: NoCurated = False,
    threshold: Threshold = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Write what each document says as a JSON file beside its text."""
    from kg import predictions

    told = settings.load({"threshold": threshold, **curated(no_curated)})
    with show.progress(quiet or as_json) as step:
        reports = predictions.write(paths, out, told, progress=step)
    emit(show.files_json(reports) if as_json else show.file_lines(reports))
    raise typer.Exit(show.files_code(reports))
