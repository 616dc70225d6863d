"""`kg split`: takes merges back."""

from typing import Annotated

import typer

from kg.commands._decisions import decide, known_iri
from kg.commands._options import By, DecisionsAt, Json, Note, Quiet, Store
from kg.commands._output import now


def split(
    iri: Annotated[str, typer.Argument(metavar="IRI")],
    by: By = "",
    note: Note = "",
    store: Store = None,
    decisions: DecisionsAt = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Take back the merges of an entity."""
    entry = {"action": "split", "iris": [known_iri(iri, store)], "by": by, "date": now()[:10], "note": note}
    decide(entry, decisions, store, as_json=as_json, quiet=quiet)
