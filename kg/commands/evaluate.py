"""`kg evaluate`: scores against annotations."""

from pathlib import Path
from typing import Annotated

import typer

from kg import settings
from kg.commands._options import Json, NoCurated, Quiet, curated
from kg.commands._output import emit
from kg.errors import ConfigError


def evaluate(
    gold: Annotated[Path, typer.Argument(help="Folder with NAME.gold.json files.")],
    texts: Annotated[Path | None, typer.Option("--texts", help="Folder of the texts.")] = None,
    predicted: Annotated[
        Path | None, typer.Option("--predictions", help="Folder of the predictions.")
    ] = None,
    no_curated: NoCurated = False,
    errors: Annotated[int, typer.Option("--errors", help="List up to so many errors of each kind.")] = 0,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Score predictions, or fresh extractions, against annotations."""
    from kg import predictions
    from kg.evaluate import as_json as as_table_json
    from kg.evaluate import render

    if texts and predicted:
        raise ConfigError(
            "texts and predictions are both given",
            where="kg evaluate",
            remedy="give --texts or --predictions",
        )
    told = settings.load(curated(no_curated))
    report = predictions.score(gold, told, texts=texts, predictions=predicted, errors=errors)
    emit((as_table_json(report) if as_json else render(report)) + "\n")
