"""`kg merge`: two entities are one."""

from typing import Annotated

import typer

from kg.commands._decisions import decide, known_iri
from kg.commands._options import By, DecisionsAt, Json, Note, Quiet, Store
from kg.commands._output import now
from kg.errors import ConfigError


def merge(
    kept: Annotated[str, typer.Argument(metavar="IRI")],
    other: Annotated[str, typer.Argument(metavar="IRI")],
    by: By = "",
    note: Note = "",
    store: Store = None,
    decisions: DecisionsAt = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Say that two entities are one; the first IRI stays."""
    iris = [known_iri(kept, store), known_iri(other, store)]
    if iris[0] == iris[1]:
        raise ConfigError("both IRIs are the same", where="kg merge", remedy="give two IRIs")
    entry = {"action": "merge", "iris": iris, "by": by, "date": now()[:10], "note": note}
    decide(entry, decisions, store, as_json=as_json, quiet=quiet)
