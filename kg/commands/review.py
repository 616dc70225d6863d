"""`kg review`: a person's word on a statement."""

from typing import Annotated, Any

import typer

from kg import settings
from kg.commands._decisions import decide, known_iri
from kg.commands._options import By, DecisionsAt, Json, Note, Quiet, Store
from kg.commands._output import now
from kg.errors import ConfigError, SourceError


def review(
    statement: Annotated[str, typer.Argument(metavar="STATEMENT")],
    by: By,
    accept: Annotated[bool, typer.Option("--accept")] = False,
    verify: Annotated[bool, typer.Option("--verify")] = False,
    reject: Annotated[bool, typer.Option("--reject")] = False,
    correct_object: Annotated[str | None, typer.Option("--correct-object", metavar="IRI")] = None,
    note: Note = "",
    store: Store = None,
    decisions: DecisionsAt = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Accept, verify, reject or correct a statement; it counts from the next build on."""
    chosen = {"accept": accept, "verify": verify, "reject": reject, "correct": correct_object is not None}
    actions = [name for name, asked in chosen.items() if asked]
    if len(actions) != 1:
        raise ConfigError(
            "one review is needed",
            where="kg review",
            remedy="give --accept, --verify, --reject or --correct-object",
        )
    entry: dict[str, Any] = {"action": actions[0], "statement": _known(statement, store)}
    if correct_object is not None:
        entry["object"] = known_iri(correct_object, store)
    decide(
        {**entry, "by": by, "date": now()[:10], "note": note}, decisions, store, as_json=as_json, quiet=quiet
    )


def _known(statement: str, store: str | None) -> str:
    """The statement's IRI, if the store holds it."""
    from kg.store import at, open_reader
    from kg.why import term
    from kg.why import why as ask_why

    reader = open_reader(at(settings.load({"store": store})))
    found = ask_why(reader, [statement])
    if not found or found[0].iri != term(reader, statement).value:
        raise SourceError(
            "the store holds no such statement", where=statement, remedy="find its IRI with: kg why"
        )
    return found[0].iri
