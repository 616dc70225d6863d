"""`kg build`: documents into the store."""

from typing import Annotated

import typer

from kg import settings, show
from kg.commands._options import BaseIri, DecisionsAt, Json, NoCurated, Quiet, Store, Threshold, curated
from kg.commands._output import now, show_build
from kg.errors import ConfigError


def build(
    paths: Annotated[list[str], typer.Argument(help="Documents, folders, archives and addresses.")] = [],  # noqa: B006 - typer copies it
    from_list: Annotated[
        str | None,
        typer.Option("--from-list", help="File with one path or address on each line; - is standard input."),
    ] = None,
    store: Store = None,
    decisions: DecisionsAt = None,
    base: BaseIri = None,
    threshold: Threshold = None,
    no_curated: NoCurated = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would happen.")] = False,
    prune: Annotated[
        bool, typer.Option("--prune", help="Drop documents that are not among the paths.")
    ] = False,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Extract everything again.")] = False,
    engine: Annotated[
        str, typer.Option("--engine", help="Where extraction runs: local, dask or ray.")
    ] = "local",
    scheduler: Annotated[
        str | None, typer.Option("--scheduler", help="Address of the cluster that the engine is to use.")
    ] = None,
    jobs: Annotated[int, typer.Option("--jobs", min=1, help="Processes that read and extract.")] = 1,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Read, extract, validate and publish documents into the store."""
    from kg import pipeline
    from kg.engines import engine_of
    from kg.sources import listed

    if not paths and from_list is None and (prune or not rebuild):
        raise ConfigError("no document is named", where="kg build", remedy="give files or folders")
    named = [*paths, *(listed(from_list) if from_list is not None else ())]
    where = engine_of(engine, jobs=jobs, scheduler=scheduler)
    flags = {"store": store, "decisions": decisions, "base": base, "threshold": threshold}
    told = settings.load({**flags, **curated(no_curated)})
    with show.progress(quiet or as_json) as step:
        report = pipeline.build(
            named,
            told,
            now=now(),
            progress=step,
            prune=prune,
            rebuild=rebuild,
            dry_run=dry_run,
            jobs=jobs,
            engine=where,
        )
    show_build(report, as_json=as_json, quiet=quiet)
    raise typer.Exit(show.files_code(report.files))
