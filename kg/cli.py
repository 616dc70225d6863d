"""The command `kg`: the commands of `kg/commands`, and those of the entry point group `mandategraph.commands`.

What goes wrong ends with the exit codes of `kg.errors`.
"""

import io
import os
import sys
import traceback
from importlib.metadata import entry_points
from typing import Annotated

import typer

from kg import __version__
from kg.discover import plugins
from kg.errors import KgError, LimitError, is_disk_full
from kg.sources import printable

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Reads United Nations documents and answers what they say, with the words that say it.",
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback(invoke_without_command=False)
def _options(
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of a fault.")] = False,
    version: Annotated[
        bool,
        typer.Option(
            "--version", is_eager=True, callback=lambda asked: _version(asked), help="Show the version."
        ),
    ] = False,
) -> None:
    os.environ["MANDATEGRAPH_DEBUG"] = "1" if debug else os.environ.get("MANDATEGRAPH_DEBUG", "")


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"mandategraph {__version__}")
        raise typer.Exit


def _own() -> None:
    """Adds the commands of `kg/commands`."""
    for module in plugins("kg.commands"):
        name = module.__name__.rpartition(".")[2]
        command = getattr(module, name)
        if isinstance(command, typer.Typer):
            app.add_typer(command, name=name)
        else:
            app.command(name=name)(command)


def _further() -> None:
    """Adds the commands that other packages bring; one that cannot be loaded is left out with a remark."""
    known = {command.name for command in app.registered_commands}
    for entry in sorted(entry_points(group="mandategraph.commands"), key=lambda e: e.name):
        if entry.name in known:
            continue
        try:
            app.command(name=entry.name)(entry.load())
        except Exception as error:
            typer.echo(f"kg: the command {entry.name} cannot be loaded: {error}", err=True)


_own()


def main() -> None:
    """Runs the command line and ends the process with the contract's exit code."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # JSON, CSV and Turtle are UTF-8, whatever the terminal says
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    _further()
    sys.exit(_run())


def _run() -> int:
    try:
        app()
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else 0
    except Exception as error:
        return _failed(error)
    return 0


def _failed(error: Exception) -> int:
    """The exit code of a fault, after it was told; with its traceback where --debug asks for it."""
    known = _known_fault(error)
    if os.environ.get("MANDATEGRAPH_DEBUG"):
        traceback.print_exception(error)
    if known is None:
        remedy = "please report it with the output of the same command with --debug before its name"
        typer.echo(printable(f"kg: internal fault: {type(error).__name__}: {error}; {remedy}"), err=True)
        return 70
    typer.echo(printable(f"kg: {known}"), err=True)
    return known.exit_code


def _known_fault(error: Exception) -> KgError | None:
    """The error as one that the user can do something about, or none."""
    match error:
        case KgError():
            return error
        case MemoryError():
            return LimitError("the memory is used up", remedy="work with fewer documents at once")
        case OSError() if is_disk_full(error):
            place = str(error.filename or "")
            return LimitError("the disk is full", where=place, remedy="free some space and run it again")
        case _:
            return None
