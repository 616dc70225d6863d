"""`kg backup`: a whole store as a folder of its own."""

import json
from pathlib import Path

import typer

from kg import settings
from kg import store as stores
from kg.commands._options import Json, Quiet, Store
from kg.commands._output import emit


def backup(target: Path, store: Store = None, as_json: Json = False, quiet: Quiet = False) -> None:
    """Copy the live build, texts and vocabularies into a new folder, with checksums."""
    told = settings.load({"store": store})
    stores.live_directory(told.store)
    with stores.writer(told.store):
        count = stores.backup(told.store, target)
    if as_json:
        emit(json.dumps({"files": count}) + "\n")
    elif not quiet:
        typer.echo(f"{count} files in {target}", err=True)
