"""`kg demo`: a working graph in one command."""

import tempfile
from pathlib import Path
from typing import Annotated

import typer

_STORE = Path("mandategraph-demo")


def demo(
    check: Annotated[bool, typer.Option("--check", help="Build, ask, check the answers, and end.")] = False,
    store: Annotated[Path | None, typer.Option(help="Folder of the store.")] = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; 0 takes a free one.")] = 7878,
) -> None:
    """Build the graph of the sample documents, answer a question, and serve it."""
    # Loaded here only: --help of the other commands must start fast.
    from publish import demo as steps

    if check and store is None:
        with tempfile.TemporaryDirectory(prefix="mandategraph-demo-") as folder:
            _checked(Path(folder) / "store")
        return
    if check and store is not None:
        _checked(store)
        return
    steps.prepare(store or _STORE, _say)
    _serve(store or _STORE, port)


def _checked(store: Path) -> None:
    from publish import demo as steps

    steps.prepare(store, _say)
    steps.check(store, _say)
    _say("The demonstration works.")


def _serve(store: Path, port: int) -> None:
    from publish.server import run
    from publish.workers import Limits

    _say("Serving. Open this address, or send queries to sparql below it; Ctrl-C ends it.")
    run(store, host="127.0.0.1", port=port, limits=Limits(), announce=typer.echo)


def _say(line: str) -> None:
    # Data go to stdout; everything that is said goes beside it.
    typer.echo(line, err=True)
