"""`kg serve`: the read-only endpoint."""

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kg import settings

Log = StrEnum("Log", ["none", "faults", "requests"])


def serve(
    store: Annotated[str | None, typer.Option(help="Folder of the store, or address of a service.")] = None,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; 0 takes a free one.")] = 7878,
    timeout: Annotated[float, typer.Option(min=0.1, help="Seconds that a query may run.")] = 30.0,
    max_rows: Annotated[int, typer.Option(min=1, help="Rows that an answer may have.")] = 100_000,
    max_memory: Annotated[int, typer.Option(min=50, help="Megabytes that a query may take.")] = 1_500,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Queries that run at once.")] = 2,
    per_client: Annotated[
        float | None, typer.Option(min=1, help="Seconds of query time a minute for one client.")
    ] = None,
    dumps: Annotated[Path | None, typer.Option(help="Offer the files that kg export wrote here.")] = None,
    trusted_proxy: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Proxy whose forwarded headers count.")
    ] = None,
    log: Annotated[Log, typer.Option(help="What is logged, as lines of JSON.")] = Log.faults,
    as_json: Annotated[
        bool, typer.Option("--json", help="After the address, it again as a JSON object.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Nothing but the address.")] = False,
) -> None:
    """Serve the graph: SPARQL at /sparql, every thing at its /id/ address. Prints its address when ready."""
    # The web framework is loaded here only: the other commands must start fast.
    from publish.live import standing
    from publish.server import Service, run
    from publish.workers import Limits

    told = settings.load({"store": store})
    limits = Limits(
        timeout=timeout, max_rows=max_rows, max_memory=max_memory, workers=workers, per_client=per_client
    )

    def announce(address: str) -> None:
        typer.echo(address)
        if as_json:
            typer.echo(json.dumps({"address": address, "sparql": f"{address}sparql"}))
        elif not quiet:
            typer.echo("Ctrl-C ends it.", err=True)

    service = Service(
        store=standing(told),
        far=told if told.remote else None,
        host=host,
        port=port,
        limits=limits,
        dumps=dumps,
        log="none" if quiet else log.value,
        proxy=trusted_proxy,
    )
    run(service, announce)
