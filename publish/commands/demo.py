"""`kg demo`: a working graph in one command."""

import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, TextIO

import typer

_STORE = Path("mandategraph-demo")
Say = Callable[[str], None]


def demo(
    check: Annotated[bool, typer.Option("--check", help="Build, ask, check the answers, and end.")] = False,
    store: Annotated[Path | None, typer.Option(help="Folder of the store.")] = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; 0 takes a free one.")] = 7878,
    as_json: Annotated[bool, typer.Option("--json", help="What was checked, as one JSON object.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No remarks.")] = False,
) -> None:
    """Build the graph of the sample documents, answer a question, and serve it."""
    # Loaded here only: --help of the other commands must start fast.
    from publish import demo as steps

    say = _silent if quiet or as_json else _say
    if not check:
        steps.prepare(store or _STORE, say, sys.stdout)
        _serve(store or _STORE, port, say)
        return
    with tempfile.TemporaryDirectory(prefix="mandategraph-demo-") as folder:
        found = _checked(store or Path(folder) / "store", say, sys.stderr if as_json else sys.stdout)
    if as_json:
        typer.echo(json.dumps({"checks": found}))


def _checked(store: Path, say: Say, output: TextIO) -> list[str]:
    from publish import demo as steps

    found: list[str] = []

    def noted(line: str) -> None:
        found.append(line)
        say(line)

    steps.prepare(store, say, output)
    steps.check(store, noted)
    say("The demonstration works.")
    return found


def _serve(store: Path, port: int, say: Say) -> None:
    from publish.server import Service, run
    from publish.workers import Limits

    say("Serving. Open this address, or send queries to sparql below it; Ctrl-C ends it.")
    run(Service(store=store, port=port, limits=Limits()), typer.echo)


def _say(line: str) -> None:
    # Data go to stdout; everything that is said goes beside it.
    typer.echo(line, err=True)


def _silent(line: str) -> None:
    """For --quiet and --json."""
