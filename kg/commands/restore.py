"""`kg restore`: a store as a backup has it."""

import json
from pathlib import Path

import typer

from kg import settings
from kg import store as stores
from kg.commands._options import Json, Quiet, Store
from kg.commands._output import emit


def restore(backup: Path, store: Store = None, as_json: Json = False, quiet: Quiet = False) -> None:
    """Serve what a backup holds; what was live before stays for `kg rollback`."""
    told = settings.load({"store": store})
    with stores.writer(told.store):
        build = stores.restore(told.store, backup)
    if as_json:
        emit(json.dumps({"build": build}) + "\n")
    elif not quiet:
        typer.echo(f"live: {build}", err=True)
