"""`kg freeze`: names that stay."""

import json

import typer

from kg import settings
from kg.commands._options import By, DecisionsAt, Json, Quiet, Store
from kg.commands._output import emit, now


def freeze(
    store: Store = None,
    decisions: DecisionsAt = None,
    by: By = "",
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Write the names that the build gave to things into the decisions, so that they stay."""
    from kg import inspection

    told = settings.load({"store": store, "decisions": decisions})
    count = inspection.freeze(told, by=by, date=now()[:10])
    if as_json:
        emit(json.dumps({"frozen": count}) + "\n")
    elif not quiet:
        typer.echo(f"{count} names frozen", err=True)
