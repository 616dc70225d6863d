"""`kg rollback`: the build before the live one."""

import json

import typer

from kg import settings
from kg import store as stores
from kg.commands._options import Json, Quiet, Store
from kg.commands._output import emit


def rollback(store: Store = None, as_json: Json = False, quiet: Quiet = False) -> None:
    """Serve the build before the live one; a second time leads forth again."""
    told = settings.load({"store": store})
    stores.live_directory(told.store)
    with stores.writer(told.store):
        build = stores.rollback(told.store)
    if as_json:
        emit(json.dumps({"build": build}) + "\n")
    elif not quiet:
        typer.echo(f"live: {build}", err=True)
