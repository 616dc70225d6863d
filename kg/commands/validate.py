"""`kg validate`: what is wrong with the store."""

from typing import Annotated

import typer

from kg import settings, show
from kg.commands._options import Json, Quiet, Store
from kg.commands._output import EXIT_PROBLEMS, emit


def validate(
    store: Store = None,
    form: Annotated[str, typer.Option("--format", help="text, json, ttl, html or github.")] = "text",
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Check the whole store and list what is wrong, with remedies."""
    from kg import inspection
    from kg.store import at

    told = settings.load({"store": store})
    wanted = show.finding_form("json" if as_json else form)
    with show.progress(quiet or as_json or form == "json") as step:
        findings = inspection.findings(at(told), progress=step)
    emit(wanted(findings))
    raise typer.Exit(EXIT_PROBLEMS if any(f.severity == "violation" for f in findings) else 0)
