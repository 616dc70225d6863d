"""`kg doctor`: whether all is there."""

import typer

from kg import settings, show
from kg.commands._options import DecisionsAt, Json, Quiet, Store
from kg.commands._output import EXIT_PROBLEMS, emit


def doctor(
    store: Store = None, decisions: DecisionsAt = None, as_json: Json = False, quiet: Quiet = False
) -> None:
    """Say whether everything that is needed is there, and what is in the store."""
    from kg import inspection

    checks = inspection.checks(settings.load({"store": store, "decisions": decisions}))
    emit(show.checks_json(checks) if as_json else show.check_lines(checks))
    raise typer.Exit(0 if all(check.fine for check in checks) else EXIT_PROBLEMS)
