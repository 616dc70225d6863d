"""`kg coverage`: what was read of each document, and what was not."""

import typer

from kg import settings
from kg.commands._options import Json, Quiet, Store
from kg.commands._output import emit


def coverage(store: Store = None, as_json: Json = False, quiet: Quiet = False) -> None:
    """Show for each document how many sentences gave nothing, and which names stayed open."""
    from kg import coverage as counts
    from kg.store import at

    found = counts.covered(at(settings.load({"store": store})))
    emit(counts.as_json(found) if as_json else counts.table(found))
    if not quiet and not as_json:
        typer.echo("a dash stands for what is not known; it is not zero", err=True)
