"""`kg vocab`: the vocabularies of a store."""

from typing import Annotated

import typer

from kg import settings, show
from kg.commands._options import DecisionsAt, Json, Quiet, Store
from kg.commands._output import EXIT_PROBLEMS, emit, now

vocab = typer.Typer(no_args_is_help=True, help="Vocabularies of the store: add, remove, list.")


@vocab.command("add")
def add(
    source: Annotated[str, typer.Argument(metavar="FILE_OR_URL")],
    name: Annotated[
        str | None, typer.Option("--name", help="Name of its graph; the file's name otherwise.")
    ] = None,
    store: Store = None,
    decisions: DecisionsAt = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Load a SKOS or OWL vocabulary into its own graph; its labels take precedence at once."""
    from kg import pipeline

    told = settings.load({"store": store, "decisions": decisions})
    with show.progress(quiet or as_json) as step:
        found, defects = pipeline.add_vocabulary(source, told, name=name, now=now(), progress=step)
    typer.echo(
        show.vocabularies_json([found], defects) if as_json else show.vocabulary_lines([found]), nl=False
    )
    if not quiet and not as_json:
        typer.echo(show.defect_lines(defects), nl=False, err=True)
    raise typer.Exit(EXIT_PROBLEMS if any(defect.severity == "violation" for defect in defects) else 0)


@vocab.command("remove")
def remove(
    name: str, store: Store = None, decisions: DecisionsAt = None, as_json: Json = False, quiet: Quiet = False
) -> None:
    """Take a vocabulary that was added out again."""
    from kg import pipeline

    told = settings.load({"store": store, "decisions": decisions})
    defects = pipeline.remove_vocabulary(name, told, now=now())
    if as_json:
        emit(show.removed_json(name, defects))
    elif defects and not quiet:
        typer.echo(show.defect_lines(defects), nl=False, err=True)
    raise typer.Exit(EXIT_PROBLEMS if defects else 0)


@vocab.command("list")
def listed(store: Store = None, as_json: Json = False, quiet: Quiet = False) -> None:
    """List the vocabularies: ours, and those that were added."""
    from kg import vocabularies
    from kg.store import at

    found = [*vocabularies.packaged(), *vocabularies.added(at(settings.load({"store": store})))]
    emit(show.vocabularies_json(found, ()) if as_json else show.vocabulary_lines(found))
